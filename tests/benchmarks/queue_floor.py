"""The queue as one SQL statement on the same indexes: the floor its building is held against."""

import sqlite3
from datetime import datetime, timedelta

from workstation.desk.clock import iso
from workstation.method.days import add_months

SQL = """
WITH tries AS (
    SELECT who, max(happened_on), tries FROM (
        SELECT coalesce(contact_id, account_id) AS who, happened_on, count(*) AS tries
        FROM activities
        WHERE kind = 'call' AND happened_at >= :yesterday_at AND counts_as = 'unanswered'
        GROUP BY 1, 2)
    GROUP BY who HAVING tries >= 2
),
candidates AS (
    SELECT account_id, follow_ups.id AS follow_up_id, contact_id, CASE
        WHEN promised AND due_at IS NOT NULL AND due_on = :today AND due_at <= :soon THEN 0
        WHEN follow_ups.kind = 'hand_raiser' THEN 1
        WHEN follow_ups.kind = 'response' THEN 2
        WHEN promised THEN iif(due_on >= :today, 4, 5)
        WHEN follow_ups.kind = 'check_back' THEN 9 ELSE 7 END AS class,
        channel, urgency, fit, due_on AS since_on, due_at, time_zone
    FROM follow_ups JOIN accounts ON accounts.id = account_id
    WHERE state = 'open' AND promised IN (0, 1) AND due_on <= :today
    UNION ALL
    SELECT id, NULL, NULL, 3, 'call', urgency, fit, date(lead_at), NULL, time_zone FROM accounts
    WHERE lead_at > '' AND lead_at <= :now
        AND (last_touch_at IS NULL OR last_touch_at < lead_at)
        AND (rest_until_on IS NULL OR rest_until_on <= :today) AND bin NOT LIKE 'avoid.%'
        AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE follow_ups.account_id = accounts.id
            AND state = 'open' AND (kind = 'hand_raiser' OR follow_ups.created_at >= lead_at))
    UNION ALL
    SELECT account_id, NULL, contact_id, 6, 'call', urgency, fit, passed_on, NULL, time_zone
    FROM opportunities JOIN accounts ON accounts.id = account_id
    WHERE stage = 'new' AND passed_on < :today AND next_follow_up_on IS NULL
        AND (rest_until_on IS NULL OR rest_until_on <= :today)
    UNION ALL
    SELECT id, NULL, NULL, 8, 'call', urgency, fit, quiet_since_on, NULL, time_zone FROM accounts
    WHERE bin = 'working' AND next_follow_up_on IS NULL
    UNION ALL
    SELECT id, NULL, NULL, 10, 'call', urgency, fit, quiet_since_on, NULL, time_zone FROM accounts
    WHERE bin = 'working' AND next_follow_up_on > :today AND quiet_since_on <= :quiet
        AND (fit IS NULL OR fit >= 50) AND (rest_until_on IS NULL OR rest_until_on <= :today)
    UNION ALL
    SELECT id, NULL, NULL, 9, 'call', urgency, fit, quiet_since_on, NULL, time_zone FROM accounts
    WHERE bin = 'nurture.quarterly' AND next_follow_up_on IS NULL AND quiet_since_on <= :quarter
        AND (rest_until_on IS NULL OR rest_until_on <= :today)
    UNION ALL
    SELECT id, NULL, NULL, 9, 'call', urgency, fit, quiet_since_on, NULL, time_zone FROM accounts
    WHERE bin = 'nurture.dead' AND next_follow_up_on IS NULL AND quiet_since_on <= :half_year
        AND (rest_until_on IS NULL OR rest_until_on <= :today)
    UNION ALL
    SELECT accounts.id, NULL, NULL, 11, 'call', urgency, fit, quiet_since_on, NULL, time_zone
    FROM cold JOIN accounts USING (id)
),
may_open AS (
    SELECT iif((SELECT count(*) FROM accounts WHERE bin = 'working') > 50, 0,
        20 - (SELECT count(DISTINCT account_id) FROM activities AS called
            JOIN accounts ON accounts.id = account_id
            WHERE happened_on = :today AND called.kind NOT IN ('note', 'bin', 'skip')
                AND direction = 'out' AND (bin = 'cold' OR account_id IN (
                    SELECT account_id FROM activities WHERE kind = 'bin' AND happened_on = :today))
                AND NOT EXISTS (SELECT 1 FROM activities AS before
                    WHERE before.account_id = called.account_id
                        AND before.kind NOT IN ('note', 'bin', 'skip')
                        AND before.happened_on >= :half_year AND before.happened_on < :today)
        )) AS places
),
cold AS (
    SELECT id FROM accounts
    WHERE bin = 'cold' AND +next_follow_up_on IS NULL AND (tier = 1 OR tier IS NULL)
        AND (last_touch_on IS NULL OR last_touch_on < :half_year)
        AND (rest_until_on IS NULL OR rest_until_on <= :today)
    ORDER BY tier IS NULL, fit IS NULL, fit * coalesce(fit_confidence, 100) DESC, id
    LIMIT max(0, (SELECT places FROM may_open))
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY account_id ORDER BY class, waits, rank) AS place
    FROM (
        SELECT *, iif(class IN (0, 1, 4, 5, 6), julianday(coalesce(due_at, since_on)),
            -(10 + urgency) * (1 + coalesce(fit, 50) / 20.0)
            * (1 + (julianday(:today) - julianday(since_on)) / 7)) AS rank,
            channel = 'call' AND coalesce(contact_id, account_id) IN (SELECT who FROM tries)
                AS waits
        FROM candidates)
)
SELECT placed.*, accounts.name, accounts.bin, accounts.bin_since_on, accounts.last_touch_at,
    contacts.name, contacts.title, contacts.role, follow_ups.why, follow_ups.first_due_on,
    (SELECT note FROM activities WHERE activities.account_id = placed.account_id
        AND activities.kind = 'response' AND placed.class = 2
        ORDER BY happened_at DESC LIMIT 1) AS note
FROM (SELECT * FROM placed WHERE place = 1 ORDER BY class, waits, rank LIMIT :most) AS placed
JOIN accounts ON accounts.id = placed.account_id
LEFT JOIN follow_ups ON follow_ups.id = placed.follow_up_id
LEFT JOIN contacts ON contacts.id = coalesce(placed.contact_id, (SELECT id FROM contacts
    WHERE contacts.account_id = placed.account_id ORDER BY do_not_call, role, id LIMIT 1))
ORDER BY placed.class, placed.waits, placed.rank
"""


def rows(connection: sqlite3.Connection, now: datetime, most: int = 50) -> list[sqlite3.Row]:
    """Return the first rows of the default playbook's queue; calling hours are not looked at."""
    today = now.date()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return connection.execute(
        SQL,
        {
            "today": today.isoformat(),
            "now": iso(now),
            "soon": iso(now + timedelta(minutes=10)),
            "yesterday_at": iso(midnight - timedelta(days=1)),
            "quiet": (today - timedelta(days=14)).isoformat(),
            "quarter": add_months(today, -3).isoformat(),
            "half_year": add_months(today, -6).isoformat(),
            "most": most,
        },
    ).fetchall()

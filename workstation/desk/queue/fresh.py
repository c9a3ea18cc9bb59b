"""Fresh ground: which cold accounts are offered today (METHOD, the follow-up queue, no. 11)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.queue.people import ALL_CLOSED
from workstation.method.days import add_months

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_OPEN = (
    "bin = ? AND next_follow_up_on IS NULL AND (last_touch_on IS NULL OR last_touch_on < ?) "
    "AND (rest_until_on IS NULL OR rest_until_on <= ?)"
)
_KNOWN_FIT = "coalesce(fit, 0) * coalesce(fit_confidence, 100) DESC, id"
"""Fit as far as it is known; one set without saying how sure counts as known."""

_RATED = (
    # The plus keeps the index by tier in use: the one by fit would be walked to its end.
    f"SELECT id FROM accounts WHERE tier = ? AND {_OPEN.replace('next_', '+next_', 1)} "
    f"ORDER BY {_KNOWN_FIT} LIMIT ?"
)
_OPEN_QUESTION = (
    "SELECT id FROM accounts WHERE fit = 100 AND fit_confidence < 100 AND tier > ? "
    f"AND {_OPEN} ORDER BY {_KNOWN_FIT} LIMIT ?"
)
"""Accounts of which all that is known fits: only facts nobody has yet keep them from tier 1."""

_BY_FIT = (
    "SELECT id FROM accounts WHERE id IN (SELECT id FROM accounts WHERE bin = ? "
    "AND next_follow_up_on IS NULL ORDER BY fit DESC, id LIMIT 1000) "
    f"AND tier IS NULL AND fit IS NOT NULL AND +{_OPEN} ORDER BY {_KNOWN_FIT} LIMIT ?"
)
"""Fits without a tier, as another program or an earlier version left them: the best there are."""

_UNKNOWN = (
    f"SELECT id FROM accounts WHERE fit IS NULL AND +tier IS NULL AND {_OPEN} ORDER BY id LIMIT ?"
)

OFFERED = "(tier IS NULL OR tier <= ? OR (fit = 100 AND coalesce(fit_confidence, 100) < 100))"
"""The condition on the tier of an account that fresh ground may offer."""

_CLOSED = f"SELECT id FROM accounts WHERE id IN ({{}}) AND {ALL_CLOSED}"
_AT_ONCE = 500

_OPENED = """
SELECT count(*) FROM (
    SELECT DISTINCT account_id AS id FROM activities WHERE happened_on = ?1
        AND is_touch AND direction = 'out') AS touched JOIN accounts USING (id)
WHERE (bin = ?3 OR EXISTS (SELECT 1 FROM activities AS moved WHERE moved.account_id = accounts.id
        AND moved.kind = 'bin' AND moved.happened_on = ?1))
    AND NOT EXISTS (SELECT 1 FROM activities AS earlier WHERE earlier.account_id = accounts.id
        AND earlier.is_touch AND earlier.happened_on >= ?2 AND earlier.happened_on < ?1)
"""
"""Accounts first touched today since they may be opened again, wherever that has put them."""


def waiting_below(desk: "Desk", today: date) -> tuple[int, int]:
    """Return how many cold accounts could be opened but for their tier, and the last tier offered.

    Accounts whose missing facts may yet put them into tier 1 are offered, so they are none of
    these.
    """
    rules = desk.playbook.queue
    cutoff = add_months(today, -rules.untouched_months).isoformat()
    number = sum(
        int(
            desk.store.value(
                f"SELECT count(*) FROM accounts WHERE {_OPEN} AND tier > ? "
                f"AND NOT (fit = 100 AND coalesce(fit_confidence, 100) < 100)",
                (each.key, cutoff, today.isoformat(), rules.fresh_tier),
            )
        )
        for each in desk.playbook.bins
        if each.prospecting == "campaign_only"
    )
    return number, rules.fresh_tier


def fresh_accounts(desk: "Desk", today: date) -> Iterator[int]:
    """Yield the cold accounts to open today, the best first.

    Those of tier 1 (or down to the playbook's ``fresh_tier``) by tier, then by fit as far as it is
    known. Where they are fewer than a day takes, accounts follow whose tier only missing facts hold
    down (all that is known of them fits), then those nobody has rated: unknown is not "no"
    (Predictable Revenue, ideal customer profile), and a research call finds it out. What was
    opened today counts.
    """
    rules, day = desk.playbook.queue, today.isoformat()
    cutoff = add_months(today, -rules.untouched_months).isoformat()
    for bin_ in desk.playbook.bins:
        if bin_.prospecting != "campaign_only":
            continue
        opened = desk.store.value(_OPENED, (day, cutoff, bin_.key))
        left = rules.fresh_per_day - int(opened)
        open_ = (bin_.key, cutoff, day)
        asked: list[tuple[str, tuple[str | int, ...]]] = [
            (_RATED, (tier, *open_)) for tier in range(1, rules.fresh_tier + 1)
        ]
        asked += [
            (_OPEN_QUESTION, (rules.fresh_tier, *open_)),
            (_BY_FIT, (bin_.key, *open_)),
            (_UNKNOWN, open_),
        ]
        for sql, values in asked:
            if left <= 0:
                break
            found = _not_closed(desk, sql, values, left)
            left -= len(found)
            yield from found


def _not_closed(desk: "Desk", sql: str, values: tuple[str | int, ...], most: int) -> list[int]:
    """Return the first accounts of a query but those where all asked not to be contacted."""
    limit = most
    while True:
        ids = [int(row[0]) for row in desk.store.rows(sql, (*values, limit))]
        closed: set[int] = set()
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            asked = _CLOSED.format(", ".join("?" * len(part)))
            closed.update(row[0] for row in desk.store.rows(asked, part))
        found = [each for each in ids if each not in closed]
        if len(found) >= most or len(ids) < limit:
            return found[:most]
        limit *= 2

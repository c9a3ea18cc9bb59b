"""Damage by raw SQL to the desk of ``made``, one kind for each promise of the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Harm:
    """Damage by raw SQL.

    ``rule`` is what finds ``count`` things after the statements ``by``; ``past`` the log, with its
    triggers told to stand aside; ``again`` is how many of them an undo of the repair brings back:
    none where it is the rep's own word, None where what is repaired is not recorded.
    """

    rule: str
    count: int
    by: tuple[str, ...]
    past: bool = False
    again: int | None = 0


ROWAN = "(SELECT id FROM contacts WHERE name = 'Rowan Ashby')"
CORVID = "(SELECT id FROM accounts WHERE name = 'Corvid Labs')"
HALDEN = "(SELECT id FROM accounts WHERE name = 'Halden Paper')"
STAMPS = "'2026-11-23T15:00:00Z', '2026-11-23T15:00:00Z'"
NUMBER = "(7 << 32)"

HARMS = {
    "a bin nobody knows": Harm(
        "bin", 2, ("UPDATE accounts SET bin = 'lost' WHERE bin = 'working'",), again=2
    ),
    "an avoid bin nobody knows": Harm(
        "bin", 2, ("UPDATE accounts SET bin = 'avoid.custmer' WHERE bin = 'working'",), again=2
    ),
    "a duplicate in another bin": Harm(
        "duplicate",
        1,
        ("UPDATE accounts SET bin = 'cold' WHERE duplicate_of_id IS NOT NULL",),
        again=1,
    ),
    "parents that lead round": Harm(
        "parent_circle",
        1,
        (
            f"UPDATE accounts SET parent_id = {HALDEN} WHERE id = {CORVID}",
            f"UPDATE accounts SET parent_id = {CORVID} WHERE id = {HALDEN}",
        ),
        again=1,
    ),
    "a duplicate of itself": Harm(
        "duplicate_circle",
        1,
        ("UPDATE accounts SET duplicate_of_id = id WHERE bin = 'avoid.duplicate'",),
        again=1,
    ),
    "a reason below itself": Harm(
        "why_circle",
        1,
        (
            ("INSERT INTO whys (id, account_id, position, text, created_at, updated_at) "
            f"VALUES ({NUMBER} + 1, {CORVID}, 1, 'price', {STAMPS})"),
            "UPDATE whys SET parent_id = id",
        ),
        again=1,
    ),
    "a follow-up of somebody elsewhere": Harm(
        "contact_account",
        1,
        (
            (f"UPDATE follow_ups SET account_id = {HALDEN} "
            f"WHERE contact_id = {ROWAN} AND cadence_run_id IS NULL"),
        ),
        again=1,
    ),
    "addresses without their account": Harm(
        "contact_account", 2, ("UPDATE emails SET account_id = NULL WHERE address LIKE 'ada%'",),
        again=2,
    ),
    "two main addresses": Harm("main_emails", 1, ("UPDATE emails SET is_main = 1",), again=1),
    "two main numbers": Harm(
        "main_phones",
        1,
        (
            ("INSERT INTO phones (id, account_id, contact_id, number, is_main, created_at, "
            f"updated_at) VALUES ({NUMBER} + 1, {CORVID}, {ROWAN}, '+13125550199', 1, {STAMPS})"),
        ),
        again=1,
    ),
    "an address that bounced and is used": Harm(
        "state_emails",
        1,
        (
            ("INSERT INTO emails (id, account_id, contact_id, address, state, created_at, "
            f"updated_at) VALUES ({NUMBER} + 1, {CORVID}, {ROWAN}, 'ROWAN@corvid.example.com', "
            f"'bounced', {STAMPS})"),
        ),
        again=1,
    ),
    "a number that is wrong and is used": Harm(
        "state_phones",
        1,
        (
            ("INSERT INTO phones (id, account_id, contact_id, number, state, created_at, "
            f"updated_at) VALUES ({NUMBER} + 1, {CORVID}, {ROWAN}, '+13125550142', 'wrong', "
            f"{STAMPS})"),
        ),
        again=1,
    ),
    "somebody who is not to be mailed": Harm(
        "listed_email",
        1,
        (
            ("INSERT INTO suppressions (id, kind, value, reason, created_at, updated_at) VALUES "
            f"({NUMBER} + 1, 'email', 'Rowan@corvid.example.com', 'asked', {STAMPS})"),
        ),
        again=0,
    ),
    "somebody who is not to be called": Harm(
        "listed_phone",
        1,
        (
            ("INSERT INTO suppressions (id, kind, value, reason, created_at, updated_at) VALUES "
            f"({NUMBER} + 1, 'phone', '+13125550142', 'asked', {STAMPS})"),
        ),
        again=0,
    ),
    "people at a domain that is not to be contacted": Harm(
        "listed_domain",
        2,
        (
            ("INSERT INTO suppressions (id, kind, value, reason, created_at, updated_at) VALUES "
            f"({NUMBER} + 1, 'domain', 'Corvid.example.com', 'asked', {STAMPS})"),
            "UPDATE emails SET address = 'Marlow@mail.corvid.example.com' WHERE address LIKE 'm%'",
        ),
        again=0,
    ),
    "accounts at a domain that is not to be contacted": Harm(
        "listed_account",
        2,
        (
            ("INSERT INTO suppressions (id, kind, value, reason, created_at, updated_at) VALUES "
            f"({NUMBER} + 1, 'domain', 'corvid.example.com', 'asked', {STAMPS})"),
            f"UPDATE accounts SET domain = 'eu.corvid.example.com' WHERE id = {CORVID}",
            f"UPDATE accounts SET domain = 'corvid.example.com' WHERE id = {HALDEN}",
            "UPDATE accounts SET domain = 'corvid.example.com' WHERE bin = 'avoid.duplicate'",
        ),
        again=0,
    ),
    "accounts of a name that is not to be contacted": Harm(
        "listed_account",
        2,
        (
            *(("INSERT INTO suppressions (id, kind, value, reason, created_at, updated_at) VALUES "
            f"({NUMBER} + {at}, 'domain', 'company: {key}', 'asked', {STAMPS})")
            for at, key in enumerate(("corvid", "newcomer", "group"), start=1)),
            f"UPDATE accounts SET name = 'Corvid GmbH' WHERE id = {CORVID}",
            f"UPDATE accounts SET name = 'Group Ltd' WHERE id = {HALDEN}",
        ),
        again=0,
    ),
    "an open follow-up that was closed": Harm(
        "open_follow_ups",
        1,
        (
            ("UPDATE follow_ups SET closed_on = '2026-11-20' "
            "WHERE state = 'open' AND cadence_run_id IS NULL AND contact_id IS NOT NULL"),
        ),
        again=1,
    ),
    "a closed follow-up without a day": Harm(
        "closed_follow_ups",
        1,
        (
            ("UPDATE follow_ups SET state = 'done' "
            "WHERE state = 'open' AND cadence_run_id IS NULL AND contact_id IS NOT NULL"),
        ),
        again=1,
    ),
    "two cadences with a person": Harm(
        "one_cadence",
        1,
        (
            ("INSERT INTO cadence_runs (id, account_id, contact_id, cadence, started_on, "
            "created_at, updated_at) SELECT id + 1000, account_id, contact_id, cadence, "
            "started_on, created_at, updated_at FROM cadence_runs"),
        ),
        again=1,
    ),
    "a cadence that ended and runs": Harm(
        "ended_cadences", 1, ("UPDATE cadence_runs SET ended_on = '2026-11-22'",), again=1
    ),
    "a day that is none": Harm(
        "days_and_moments", 1,
        (f"UPDATE accounts SET created_on = '2026-02-31' WHERE id = {CORVID}",), again=1,
    ),
    "a time zone there is not": Harm(
        "time_zones", 2,
        (
            f"UPDATE accounts SET time_zone = 'Mars/Base' WHERE id = {CORVID}",
            f"UPDATE contacts SET time_zone = 'Mars/Base' WHERE id = {ROWAN}",
        ),
        again=2,
    ),
    "moments that are none": Harm(
        "days_and_moments",
        4,
        (
            "UPDATE contacts SET source_modified_at = 'once' WHERE name LIKE 'R%'",
            f"UPDATE facts SET account_id = {CORVID}",
            "UPDATE activities SET created_at = 'once', updated_at = 'then' WHERE note IS NOT NULL",
            "UPDATE opportunities SET accepted_on = '23 November'",
        ),
        again=4,
    ),
    "a number that is none": Harm(
        "numbers", 2, (f"UPDATE accounts SET employees = 'many', tier = 2.5 WHERE id = {CORVID}",),
        again=2,
    ),
    "money in no currency": Harm(
        "money", 1, ("UPDATE opportunities SET currency = 'gold'",), again=1
    ),
    "money in small letters": Harm(
        "money", 1, ("UPDATE opportunities SET currency = 'eur'",), again=1
    ),
    "a day far from its moment": Harm(
        "day_of_moment",
        1,
        ("UPDATE activities SET happened_on = '2026-11-01' WHERE note IS NOT NULL",),
        again=1,
    ),
    "text that steers a terminal": Harm(
        "text",
        2,
        (
            (f"UPDATE accounts SET name = 'Cor' || char(27) || '[2Jvid', city = char(8238) || 'x' "
            f"WHERE id = {CORVID}"),
            "UPDATE activities SET note = 'one' || char(13) || char(10) WHERE note IS NOT NULL",
        ),
        again=2,
    ),
    "a setting that cannot be": Harm(
        "settings", 1, ("UPDATE settings SET value = 'Mars' WHERE key = 'country'",), again=1
    ),
    "notes on an import that cannot be read": Harm(
        "json", 2, ("UPDATE imports SET mapping = '{', choices = 'x'",), again=2
    ),
    "an import that miscounts": Harm(
        "import_counts", 1, ("UPDATE imports SET counts = '{\"new\": 99}'",), again=1
    ),
    "a score its signals do not make": Harm(
        "accounts.urgency", 1, (f"UPDATE accounts SET urgency = 99 WHERE id = {CORVID}",), again=1
    ),
    "a fit the profiles do not make": Harm(
        "accounts.fit", 1, (f"UPDATE accounts SET fit = 99, tier = 1 WHERE id = {CORVID}",), again=1
    ),
    "rows changed past the log": Harm(
        "log",
        3,
        (
            f"UPDATE accounts SET city = 'Berlin' WHERE id IN ({CORVID}, {HALDEN})",
            "DELETE FROM opportunities",
        ),
        past=True,
        again=0,
    ),
    "a row whose place another took past the log": Harm(
        "log",
        1,
        (
            "DELETE FROM settings WHERE key = 'country'",
            ("INSERT INTO settings (id, key, value, created_at, updated_at) VALUES "
            f"({NUMBER} + 1, 'country', 'GB', {STAMPS})"),
        ),
        past=True,
        again=0,
    ),
    "a row the log has deleted": Harm(
        "log",
        1,
        (
            ("INSERT INTO changes (table_name, row_id, kind, before) SELECT 'opportunities', id, "
            "'delete', '{}' FROM opportunities"),
        ),
        past=True,
        again=0,
    ),
    "last touches that are stale": Harm(
        "accounts.last_touch_at",
        2,
        (f"UPDATE accounts SET last_touch_at = NULL, last_touch_on = NULL WHERE id = {CORVID}",
         f"UPDATE accounts SET last_touch_at = '2020-01-01T00:00:00Z' WHERE id = {HALDEN}"),
        again=None,
    ),
    "a next step that is stale": Harm(
        "accounts.next_follow_up_on",
        4,
        ("UPDATE accounts SET next_follow_up_on = '2030-01-01' WHERE bin <> 'avoid.duplicate'",),
        again=None,
    ),
    "rows the search does not know": Harm(
        "search",
        2,
        (
            ("INSERT INTO accounts_search (accounts_search, rowid, name, domain, industry, city, "
            "note) SELECT 'delete', id, name, domain, industry, city, note FROM accounts "
            f"WHERE id IN ({CORVID}, {HALDEN})"),
        ),
        again=None,
    ),
    "entries the search has too many": Harm(
        "search", 1, ("INSERT INTO notes_search (rowid, note) VALUES (5, 'ghost')",), again=None
    ),
    "a search index with other words": Harm(
        "search", 1,
        (
            "DROP TRIGGER contacts_search_updated",
            f"UPDATE contacts SET name = 'X' WHERE id = {ROWAN}",
        ),
        again=None,
    ),
    "a compared name of another": Harm(
        "name_keys", 1, ("UPDATE name_keys SET key = 'zzz' WHERE name LIKE 'Newcomer%'",),
        again=None,
    ),
    "triggers, an index and a view that are gone": Harm(
        "shape",
        3,
        (
            "DROP TRIGGER accounts_updated",
            "DROP INDEX accounts_by_name",
            "DROP VIEW calls",
        ),
        again=None,
    ),
    "an action that never ended": Harm(
        "left_over", 1, ("INSERT INTO current_action VALUES (1, 0)",), again=None
    ),
    "identifiers given out already": Harm(
        "next_numbers", 1, ("UPDATE devices SET next_number = 2",), again=None
    ),
    "an undo that turned another back": Harm(
        "turns",
        1,
        (
            ("INSERT INTO actions (id, title, kind, target_id, at, seq) SELECT 1, title, kind, "
            "target_id, at, seq + 1 FROM actions ORDER BY seq DESC LIMIT 1"),
            "INSERT INTO current_action (action_id) VALUES (1)",
            f"UPDATE accounts SET city = 'Chicago' WHERE id = {CORVID}",
            "DELETE FROM current_action",
        ),
        again=None,
    ),
    "an action noted as undone": Harm(
        "action_states",
        1,
        (
            ("UPDATE actions SET state = 'undone' WHERE seq = (SELECT max(seq) FROM actions "
            "WHERE kind = 'do' AND state = 'done')"),
        ),
        again=None,
    ),
}  # fmt: skip

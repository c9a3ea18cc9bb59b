"""Whoever comes back when a merge is undone is protected as the one they were has been since."""

from typing import TYPE_CHECKING

from workstation.desk.merge.fields import stronger

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

_FLAGS = ("do_not_call", "opted_out")

_SINCE = (
    "EXISTS (SELECT 1 FROM changes WHERE table_name = ?1 AND row_id = {row} AND seq > ?2 "
    "AND action_id IS NOT ?3 AND kind = 'update' AND json_extract(after, '$.{column}') IS {value})"
)
"""Whether a column was given its present value after a merge, and not by its undo."""


def carry_protection(desk: "Desk", act: "Writer", merge_id: int) -> list[str]:
    """Give what was learned after a merge to the record its undo, under way, brings back.

    Of the two it is not known whom it was said of, and protection is never lifted by an undo: not
    to be called, opted out, an address that bounced, a number that is wrong, an avoid bin. Any
    other action than a merge brings nobody back. Returns sentences the rep should see.
    """
    merged = desk.store.row(
        "SELECT id FROM actions WHERE id = ? AND title LIKE 'Merge %'", (merge_id,)
    )
    if merged is None:
        return []
    source = desk.store.row(
        "SELECT id, (SELECT max(seq) FROM changes WHERE action_id = actions.id) AS last "
        "FROM actions WHERE (id = ?1 OR target_id = ?1) AND id <> ?2 ORDER BY seq DESC LIMIT 1",
        (merge_id, act.id),
    )
    if source is None or source["last"] is None:
        return []
    said: list[str] = []
    for back in desk.store.rows(
        "SELECT row_id FROM changes WHERE action_id = ? AND table_name = 'contacts' "
        "AND kind = 'insert'",
        (act.id,),
    ):
        for keeper in _keepers(desk, source["id"], back["row_id"]):
            said += _person(desk, act, keeper, back["row_id"], source["last"])
    for row in desk.store.rows(
        "SELECT row_id, json_extract(after, '$.duplicate_of_id') AS keeper FROM changes "
        "WHERE action_id = ? AND table_name = 'accounts' AND kind = 'update' "
        "AND json_extract(after, '$.bin') = 'avoid.duplicate' AND keeper IS NOT NULL",
        (source["id"],),
    ):
        said += _account(desk, act, row["keeper"], row["row_id"], source["last"])
    return said


def _keepers(desk: "Desk", source: int, back: int) -> list[int]:
    """Return the person whom somebody was merged into: their row or what hangs on it was changed.

    People the merge changed only because they were referred by one of the two are none.
    """
    rows = desk.store.rows(
        "SELECT row_id AS id FROM changes WHERE action_id = ?1 AND table_name = 'contacts' "
        "AND kind = 'update' AND row_id <> ?2 AND EXISTS (SELECT 1 FROM json_each(after) "
        "WHERE key NOT IN ('updated_at', 'referred_by_id')) "
        "UNION SELECT json_extract(after, '$.contact_id') FROM changes WHERE action_id = ?1 "
        "AND kind = 'update' AND json_extract(before, '$.contact_id') = ?2 "
        "UNION SELECT kept.contact_id FROM emails AS kept JOIN emails AS mine "
        "ON mine.address = kept.address AND mine.contact_id = ?2 "
        "JOIN changes ON changes.row_id = mine.id AND table_name = 'emails' "
        "AND action_id = ?1 AND changes.kind = 'delete' WHERE kept.contact_id <> ?2",
        (source, back),
    )
    return [row["id"] for row in rows if row["id"] is not None]


def _person(desk: "Desk", act: "Writer", keeper: int, back: int, last: int) -> list[str]:
    from workstation.desk.cadences import hooks as cadence_hooks

    since = ", ".join(
        f"{flag} = 1 AND {_SINCE.format(row='id', column=flag, value=1)} AS {flag}"
        for flag in _FLAGS
    )
    learned = desk.store.row(
        f"SELECT {since}, protection_reason AS reason FROM contacts WHERE id = ?4",
        ("contacts", last, act.id, keeper),
    )
    row = desk.store.row("SELECT * FROM contacts WHERE id = ?", (back,))
    if learned is None or row is None:
        return []
    said = []
    for table, state in (("emails", "bounced"), ("phones", "wrong")):
        _ways(desk, act, table, state, keeper, back, last)
    fresh: dict[str, Value] = {flag: 1 for flag in _FLAGS if learned[flag] and not row[flag]}
    if fresh:
        fresh["protection_reason"] = row["protection_reason"] or learned["reason"]
        act.update("contacts", back, fresh)
        said = [f"{row['name']} stays protected: it was asked for after the merge."]
        said += cadence_hooks.opted_out(desk, act, back)
    return said


def _ways(
    desk: "Desk", act: "Writer", table: str, state: str, keeper: int, back: int, last: int
) -> None:
    """Mark what both have, and turned out unusable since, with the one who comes back too."""
    same = (
        "mine.address = kept.address"
        if table == "emails"
        else "mine.number = kept.number AND mine.extension IS kept.extension"
    )
    rows = desk.store.rows(
        f"SELECT mine.id FROM {table} AS kept JOIN {table} AS mine ON {same} "
        "WHERE kept.contact_id = ?4 AND mine.contact_id = ?5 AND mine.state = 'valid' "
        f"AND kept.state = '{state}' "
        f"AND {_SINCE.format(row='kept.id', column='state', value=repr(state))}",
        (table, last, act.id, keeper, back),
    )
    act.update_many(table, ("state",), [(row["id"], state) for row in rows])


def _account(desk: "Desk", act: "Writer", keeper: int, back: int, last: int) -> list[str]:
    kept: Row | None = desk.store.row(
        f"SELECT bin, bin_reason, {_SINCE.format(row='id', column='bin', value='bin')} AS since "
        "FROM accounts WHERE id = ?4",
        ("accounts", last, act.id, keeper),
    )
    mine = desk.store.row("SELECT name, bin FROM accounts WHERE id = ?", (back,))
    if kept is None or mine is None or not kept["since"]:
        return []
    if stronger(mine["bin"], kept["bin"]) != "other":
        return []
    title = desk.playbook.bin(kept["bin"]).title
    reason = kept["bin_reason"] or "learned after the merge that was undone"
    return [
        f"{mine['name']} goes to {title} too: that was learned after the merge.",
        *desk.bins.put(act, [back], kept["bin"], reason),
    ]

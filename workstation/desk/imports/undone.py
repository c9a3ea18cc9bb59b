"""What an undo or redo leaves to the lists that stand: whom one of them names stays protected."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import json

from workstation.desk.check.rule import PUT_RIGHT

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

_FEW = 3
_FLAGS = ("do_not_call", "opted_out")
_LIST = "on the list "
"""How the reason begins that a list gives."""

_LINES = (
    "SELECT table_name, row_id, kind, coalesce(after, before) AS held FROM changes "
    "WHERE action_id = ? AND kind <> 'update' AND (table_name = 'suppressions' "
    "OR table_name = 'imports' "
    "AND json_extract(json_extract(coalesce(after, before), '$.choices'), '$.suppress'))"
)
_OPENED = (
    "SELECT accounts.id FROM changes JOIN accounts ON accounts.id = row_id "
    "WHERE action_id = ?1 AND table_name = 'accounts' AND changes.kind = 'update' "
    "AND json_extract(before, '$.bin') NOT IN ({open}) AND bin IN ({open}) "
    "UNION SELECT contacts.id FROM changes JOIN contacts ON contacts.id = row_id "
    "WHERE action_id = ?1 AND table_name = 'contacts' AND changes.kind = 'update' "
    "AND (json_extract(before, '$.do_not_call') = 1 AND NOT do_not_call "
    "OR json_extract(before, '$.opted_out') = 1 AND NOT opted_out)"
)
_REASONS = (
    "SELECT table_name, row_id FROM changes JOIN actions ON actions.id = action_id "
    "WHERE action_id = ? AND actions.kind = 'redo' AND table_name IN ('accounts', 'contacts') "
    "GROUP BY 1, 2 HAVING max((SELECT count(*) FROM json_each(after) "
    "WHERE key NOT IN ('bin_reason', 'protection_reason', 'updated_at')) OR after IS NULL) = 0"
)
"""Of whom a redo changes nothing but which of several lists is said to protect them."""
_OF_ACCOUNT = (
    "SELECT DISTINCT table_name, row_id FROM changes WHERE +action_id = ? AND account_id = ? "
    "AND table_name IN ('accounts', 'activities', 'follow_ups', 'cadence_runs', 'meetings')"
)
_OF_PERSON = (
    "SELECT 'contacts', ?2 UNION SELECT table_name, row_id FROM changes "
    "WHERE +action_id = ?1 AND account_id = (SELECT account_id FROM contacts WHERE id = ?2) "
    "AND (table_name = 'follow_ups' "
    "AND ?2 = (SELECT contact_id FROM follow_ups WHERE follow_ups.id = row_id) "
    "OR table_name = 'cadence_runs' "
    "AND ?2 = (SELECT contact_id FROM cadence_runs WHERE cadence_runs.id = row_id))"
)
_TURNED = (
    "SELECT action_id, before, after FROM changes JOIN actions AS made ON made.id = action_id "
    "LEFT JOIN actions AS target ON target.id = made.target_id "
    "WHERE changes.seq = (SELECT max(seq) FROM changes WHERE row_id = ? AND table_name = ? "
    "AND changes.kind = 'update' AND coalesce({fields}) IS NOT NULL) "
    "AND coalesce(target.state, made.state) = 'undone'"
)
"""What last changed the protection of a record, if the action meant is undone."""
_CLOSED = (
    "SELECT table_name, row_id, kind, before FROM changes WHERE +action_id = ? AND account_id = ? "
    "AND (table_name = 'follow_ups' AND json_extract(after, '$.state') = 'skipped' "
    "OR table_name = 'cadence_runs' AND json_extract(after, '$.state') = 'ended' "
    "OR table_name = 'meetings' AND json_extract(after, '$.state') = 'cancelled' "
    "OR table_name = 'activities' AND kind = 'insert' AND json_extract(after, '$.kind') = 'bin') "
    "AND seq = (SELECT max(seq) FROM changes AS latest WHERE latest.row_id = changes.row_id "
    "AND latest.table_name = changes.table_name) {also} ORDER BY seq DESC"
)
"""What an action closed at an account, as far as nobody touched it since."""
_THEIRS = (
    "AND ?3 IS coalesce((SELECT contact_id FROM follow_ups WHERE follow_ups.id = row_id), "
    "(SELECT contact_id FROM cadence_runs WHERE cadence_runs.id = row_id), ?3) "
    "AND table_name IN ('follow_ups', 'cadence_runs')"
)


def settle_lists(desk: "Desk", act: "Writer") -> list[str]:
    """Let the lists that stand have the last word on what an undo or redo under way has opened.

    Whom one of them names stays as protected as they were. Whom none names any more since a list
    was taken back is let go, where the list that protected them was taken back before. Who undoes
    the repair of a check, which heeds the lists, means it. Returns sentences the rep should see.
    """
    title = str(desk.store.value("SELECT title FROM actions WHERE id = ?", (act.id,)))
    if title.startswith(f"Undo: {PUT_RIGHT}"):
        return []
    lines = desk.store.rows(_LINES, (act.id,))
    if not lines and desk.store.value("SELECT 1 FROM suppressions LIMIT 1") is None:
        return []
    allowed = ", ".join(f"'{key}'" for key in desk.playbook.open_bins())
    opened = {row[0] for row in desk.store.rows(_OPENED.format(open=allowed), (act.id,))}
    if not lines and not opened:
        return []
    from workstation.desk.imports.named import reasons
    from workstation.desk.imports.undone_steps import keep_closed, reopen

    back, gone = (_named_in(desk, lines, kind) for kind in ("insert", "delete"))
    why = reasons(desk, opened | back | gone)
    kept = {number: why[number][0] for number in sorted(opened.intersection(why))}
    said = _said(desk, kept)
    if lines:
        _leave(desk, act, kept)
    act.leave({(row[0], row[1]) for row in desk.store.rows(_REASONS, (act.id,))})
    _protect(desk, act, why)
    _let_go(desk, act, sorted(gone.difference(why)))
    if lines:
        keep_closed(desk, act)
        reopen(desk, act)
    return said


def _named_in(desk: "Desk", lines: "Collection[Row]", kind: str) -> set[int]:
    """Return the records that those lists name which came back ("insert") or went ("delete")."""
    from workstation.desk.imports.book import asked
    from workstation.desk.imports.named import reached

    of = [one for one in lines if one["kind"] == kind]
    held = [json.decode(one["held"]) for one in of if one["table_name"] == "suppressions"]
    lists = [one["row_id"] for one in of if one["table_name"] == "imports"]
    rows = asked(
        desk.store,
        "SELECT record_id FROM json_each(?) CROSS JOIN import_rows ON import_id = json_each.value "
        "WHERE record_id IS NOT NULL",
        lists,
    )
    found = reached(desk.store, [(each["kind"], each["value"].lower()) for each in held])
    return found.union(row[0] for row in rows)


def _tables(desk: "Desk", records: Collection[int]) -> dict[int, str]:
    """Return of which table each record is; those that are gone are left out."""
    from workstation.desk.imports.book import asked

    return {
        row[0]: table
        for table in ("accounts", "contacts")
        for row in asked(
            desk.store,
            f"SELECT {table}.id FROM json_each(?) CROSS JOIN {table} "
            f"ON {table}.id = json_each.value",
            records,
        )
    }


def _leave(desk: "Desk", act: "Writer", kept: Mapping[int, str]) -> None:
    """Leave records as they were before the undo, with all that was closed for them."""
    rows: set[tuple[str, int]] = set()
    for number, table in _tables(desk, kept).items():
        which = _OF_ACCOUNT if table == "accounts" else _OF_PERSON
        rows.update((row[0], row[1]) for row in desk.store.rows(which, (act.id, number)))
    if rows:
        act.leave(rows)


def _protect(desk: "Desk", act: "Writer", why: Mapping[int, Sequence[str]]) -> None:
    """Protect who is not yet; of a list that went, the reason gives way to one that holds."""
    from workstation.desk.suppressions import AVOIDED, close_steps

    allowed = desk.playbook.open_bins()
    for number, table in _tables(desk, why).items():
        reasons_now = why[number]
        row = desk.store.row(f"SELECT * FROM {table} WHERE id = ?", (number,))
        if row is None:
            continue
        column = "bin_reason" if table == "accounts" else "protection_reason"
        if table == "accounts" and row["bin"] in allowed:
            desk.bins.put(act, [number], AVOIDED, reasons_now[0])
            continue
        fresh: dict[str, Value] = {}
        if table == "contacts":
            fresh = {flag: 1 for flag in _FLAGS if not row[flag]}
        held = str(row[column] or "")
        if held not in reasons_now and (held.startswith(_LIST) or (fresh and not held)):
            fresh[column] = reasons_now[0]
        act.update(table, number, fresh)
        if len(fresh) > 1:
            close_steps(desk, act, number)


def _let_go(desk: "Desk", act: "Writer", records: Collection[int]) -> None:
    """Give records back what the undone action took that protects them."""
    allowed = desk.playbook.open_bins()
    tables = _tables(desk, records)
    for number, table in sorted(tables.items(), key=lambda each: each[1]):
        row = desk.store.row(f"SELECT * FROM {table} WHERE id = ?", (number,))
        if row is None:
            continue
        of_account = table == "accounts"
        names = ("bin",) if of_account else _FLAGS
        if row["bin"] in allowed if of_account else not (row["do_not_call"] or row["opted_out"]):
            continue
        fields = ", ".join(f"json_extract(after, '$.{name}')" for name in names)
        turned = desk.store.row(_TURNED.format(fields=f"{fields}, NULL"), (number, table))
        if turned is None:
            continue
        after = json.decode(turned["after"])
        if any(after.get(name, row[name]) != row[name] for name in names):
            continue
        account = number if of_account else row["account_id"]
        closed = desk.store.rows(
            _CLOSED.format(also="" if of_account else _THEIRS),
            (turned["action_id"], account, *(() if of_account else (number,))),
        )
        _put_back(act, table, number, turned["before"])
        if not of_account and not _is_open(desk, account):
            continue
        for one in closed:
            if one["kind"] == "insert":
                act.delete(one["table_name"], one["row_id"])
            else:
                _put_back(act, one["table_name"], one["row_id"], one["before"])


def _is_open(desk: "Desk", account_id: int | None) -> bool:
    bin_ = desk.store.value("SELECT bin FROM accounts WHERE id = ?", (account_id,))
    return bin_ in desk.playbook.open_bins()


def _put_back(act: "Writer", table: str, number: int, before: str) -> None:
    values = json.decode(before)
    values.pop("updated_at", None)
    act.update(table, number, values)


def _said(desk: "Desk", kept: Mapping[int, str]) -> list[str]:
    """Say who stays protected, by name if they are few."""
    if len(kept) > _FEW:
        return [f"{len(kept)} records stay protected: a list that was not undone names them."]
    return [
        f"{desk.store.value(f'SELECT name FROM {table} WHERE id = ?', (number,))} "
        f"stays protected: {kept[number]}."
        for number, table in _tables(desk, kept).items()
    ]

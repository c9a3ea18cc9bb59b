"""Steps that lists closed stay closed while a list keeps somebody, and come back after that."""

from typing import TYPE_CHECKING

from msgspec import json

from workstation.desk.queue.people import ALL_CLOSED, CLOSED
from workstation.desk.suppressions import CLOSES

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer

_OF_PERSON = f"CASE WHEN contact_id IS NULL THEN {ALL_CLOSED} ELSE {CLOSED} END"
_STEPS = {
    "follow_ups": ("skipped", f"{CLOSES} AND {_OF_PERSON}"),
    "cadence_runs": ("ended", f"contact_id IS NOT NULL AND {CLOSED}"),
    "meetings": ("cancelled", "0"),
}
"""Of each kind of step its state once closed, and whether whoever it is with closes it."""
_FOUND = (
    "SELECT changes.row_id, before FROM changes CROSS JOIN {table} ON {table}.id = changes.row_id "
    "JOIN accounts ON accounts.id = {table}.account_id "
    "LEFT JOIN contacts ON contacts.id = contact_id "
    "WHERE table_name = '{table}' AND changes.kind = 'update' "
    "AND (accounts.bin NOT IN ({open}) OR ({closes})) IS {out} AND "
)
_REOPENED = "action_id = ? AND json_extract(before, '$.state') = '{closed}'"
_LEFT = (
    "action_id IN (SELECT made.id FROM actions AS made "
    "LEFT JOIN actions AS target ON target.id = made.target_id "
    "WHERE made.id <> ? AND coalesce(target.state, made.state) = 'undone' AND EXISTS "
    "(SELECT 1 FROM changes WHERE action_id = made.id AND table_name = 'suppressions')) "
    "AND json_extract(after, '$.state') = '{closed}' "
    "AND NOT EXISTS (SELECT 1 FROM changes AS later WHERE later.row_id = changes.row_id "
    "AND later.table_name = changes.table_name AND later.seq > changes.seq)"
)
"""What lists closed that are undone by now, as far as nobody touched it since."""


def keep_closed(desk: "Desk", act: "Writer") -> None:
    """Leave closed, of what the undo under way has opened, what there is nobody for."""
    for table in _STEPS:
        rows = _found(desk, act, table, _REOPENED, out=True)
        act.leave({(table, row["row_id"]) for row in rows})


def reopen(desk: "Desk", act: "Writer") -> None:
    """Open what lists that are undone have closed, where nothing keeps it closed any more."""
    for table in _STEPS:
        for row in _found(desk, act, table, _LEFT, out=False):
            values = json.decode(row["before"])
            values.pop("updated_at", None)
            act.update(table, row["row_id"], values)


def _found(desk: "Desk", act: "Writer", table: str, which: str, *, out: bool) -> "list[Row]":
    closed, closes = _STEPS[table]
    allowed = ", ".join(f"'{key}'" for key in desk.playbook.open_bins())
    sql = (_FOUND + which).format(
        table=table, open=allowed, closes=closes, closed=closed, out="TRUE" if out else "NOT TRUE"
    )
    return desk.store.rows(sql, (act.id,))

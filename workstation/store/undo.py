"""Taking an action back, and bringing it again, from the change log alone.

Undo writes the reverse of every change of an action inside a new action, so it is itself recorded.
It is refused, with nothing changed, when a later action that still stands touched the same fields
or needs a row that would go. Fields that are worked out from other rows do not stand in the way:
where a later action moved them, they are worked out anew from what is left.
"""

import re
import sqlite3
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from msgspec import json

from workstation.store import bulk, triggers
from workstation.store.bulk import Progress
from workstation.store.errors import Refused
from workstation.store.undo_later import HOLDS, WorkOut, because_of_row, moved_later

if TYPE_CHECKING:
    from workstation.store.actions import Writer

_MOVES_DERIVED = (
    "SELECT 1 FROM changes WHERE action_id = ? AND (table_name IN ('activities', 'follow_ups') "
    "OR table_name = 'accounts' AND kind = 'insert') LIMIT 1"
)

FEW = 500
"""An action of up to so many changes is taken back change by change, a longer one set-wise."""


def apply(
    connection: sqlite3.Connection,
    writer: "Writer",
    target_id: int,
    *,
    again: bool,
    progress: Progress | None = None,
    work_out: WorkOut | None = None,
) -> None:
    """Reverse the target action, or with ``again`` repeat it, inside the open transaction.

    Without ``work_out`` columns that are worked out count as any other.

    Raises:
        Refused: a later change stands in the way; the caller rolls the transaction back.
    """
    writing_id = writer.id
    source = _last_application(connection, target_id)
    moved = moved_later(connection, source, target_id, HOLDS if work_out else {})
    connection.execute("PRAGMA defer_foreign_keys = ON")
    total = connection.execute(
        "SELECT count(*) FROM changes WHERE action_id = ?", (source,)
    ).fetchone()[0]
    told = progress or (lambda _done, _total: None)
    stamp = _stamp(target_id, source, again=again)
    if total <= FEW:
        _one_by_one(connection, source, "1", stamp, lambda done: told(done, total))
    else:
        strict = ", ".join(f"'{table}'" for table in _in_order(connection, source))
        done = _set_wise(
            connection, writing_id, source, strict, stamp, lambda done: told(done, total)
        )
        if done < total:
            which = f"table_name IN ({strict})"
            _one_by_one(connection, source, which, stamp, lambda more: told(done + more, total))
    if connection.execute(_MOVES_DERIVED, (writing_id,)).fetchone():
        triggers.derive(connection, bulk.accounts_of(writing_id))
    if work_out is not None:
        for what, accounts in moved.items():
            work_out(writer, what, sorted(accounts))
    connection.execute(
        "UPDATE actions SET state = ? WHERE id = ?", ("done" if again else "undone", target_id)
    )


def _last_application(connection: sqlite3.Connection, target_id: int) -> int:
    """Return the action whose changes brought about the target's present state.

    Taking back an action that was undone and redone reverses the redo; bringing one again
    reverses its undo. The action now being written is the latest of the family.
    """
    row = connection.execute(
        "SELECT id FROM actions WHERE (id = ?1 OR target_id = ?1) "
        "AND id <> (SELECT action_id FROM current_action) ORDER BY seq DESC LIMIT 1",
        (target_id,),
    ).fetchone()
    return int(row[0])


def _in_order(connection: sqlite3.Connection, source: int) -> list[str]:
    """Return the tables where the order of an action's changes matters.

    They have a UNIQUE column, and the action did not just add rows to them or just take some.
    """
    mixed = connection.execute(
        "SELECT table_name FROM changes WHERE action_id = ? GROUP BY 1 "
        "HAVING count(DISTINCT kind) > 1 OR max(kind) = 'update'",
        (source,),
    )
    return [table for (table,) in mixed if _unique_columns(connection, table)]


def _unique_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [
        column["name"]
        for index in connection.execute(f"PRAGMA index_list({table})")
        if index["unique"]
        for column in connection.execute(f"PRAGMA index_info({index['name']})")
    ]


def _one_by_one(
    connection: sqlite3.Connection,
    source: int,
    which: str,
    stamp: str,
    told: Callable[[int], None],
) -> None:
    """Reverse changes latest first; the row triggers log it."""
    found = connection.execute(
        "SELECT seq, table_name, row_id, kind, before, after FROM changes "
        f"WHERE action_id = ? AND {which} ORDER BY seq DESC",
        (source,),
    ).fetchall()
    for done, change in enumerate(found, start=1):
        try:
            _reverse(connection, change, stamp)
        except sqlite3.IntegrityError as error:
            raise Refused(_same_value(connection, change, str(error))) from error
        told(done)


def _stamp(target_id: int, source: int, *, again: bool) -> str:
    """Return SQL for what ``updated_at`` of a row ``now`` becomes.

    It goes back to what it was before the target, and forth to the target's moment, unless
    another action moved it on meanwhile. The target's own first entry is asked, whatever was
    undone and redone since. An undo that had something worked out anew moved it on too: its redo
    takes that back.
    """
    made = f"(SELECT at FROM actions WHERE id = {target_id})"
    was = (
        "(SELECT json_extract(first.before, '$.updated_at') FROM changes AS first "
        f"WHERE first.row_id = now.id AND first.action_id = {target_id} "
        "AND first.kind = 'update' ORDER BY first.seq LIMIT 1)"
    )
    if again:
        moved = f"(SELECT at FROM actions WHERE id = {source})"
        from_there = (
            "(SELECT json_extract(theirs.before, '$.updated_at') FROM changes AS theirs "
            f"WHERE theirs.row_id = now.id AND theirs.action_id = {source} "
            "AND json_extract(theirs.before, '$.updated_at') IS NOT NULL "
            "ORDER BY theirs.seq LIMIT 1)"
        )
        return (
            f"iif(now.updated_at IS {was}, {made}, iif(now.updated_at IS {moved}, "
            f"coalesce({from_there}, now.updated_at), now.updated_at))"
        )
    return f"iif(now.updated_at IS {made}, coalesce({was}, now.updated_at), now.updated_at)"


def _reverse(connection: sqlite3.Connection, change: sqlite3.Row, stamp: str) -> None:
    table, number = change["table_name"], change["row_id"]
    if change["kind"] == "insert":
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
    elif change["kind"] == "delete":
        bulk.put_back(connection, table, str(change["seq"]))
    else:
        values = json.decode(change["before"])
        values.pop("updated_at", None)
        sets = "".join(f"{name} = ?, " for name in values)
        connection.execute(
            f"UPDATE {table} AS now SET {sets}updated_at = {stamp} WHERE id = ?",
            (*values.values(), number),
        )


def leave(
    connection: sqlite3.Connection, action_id: int, rows: Collection[tuple[str, int]]
) -> None:
    """Make rows what they were before the action under way, and forget that it changed them."""
    picked = "FROM changes WHERE row_id = ? AND table_name = ? AND action_id = ?"
    for table, number in rows:
        given = (number, table, action_id)
        found = connection.execute(
            f"SELECT seq, kind, before {picked} ORDER BY seq DESC", given
        ).fetchall()
        for change in found:
            if change["kind"] == "insert":
                connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
            elif change["kind"] == "delete":
                bulk.put_back(connection, table, str(change["seq"]))
            else:
                values = json.decode(change["before"])
                sets = ", ".join(f"{name} = ?" for name in values)
                connection.execute(
                    f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), number)
                )
        connection.execute(f"DELETE {picked}", given)


def _same_value(connection: sqlite3.Connection, change: sqlite3.Row, error: str) -> str:
    """Say which later action took a value that may be there only once."""
    found = re.fullmatch(r"UNIQUE constraint failed: (\w+)\.(\w+)", error)
    value = json.decode(change["before"] or "{}").get(found[2]) if found else None
    holder = (
        found
        and connection.execute(
            f"SELECT id FROM {found[1]} WHERE {found[2]} = ?", (value,)
        ).fetchone()
    )
    if not found or not holder:
        return "a later change stands in the way; undo that first."
    return because_of_row(connection, found[1], holder["id"])


def _same_values(connection: sqlite3.Connection, table: str, one: str) -> str:
    """Say which later action took a value that rows of the log may not have twice."""
    for name in _unique_columns(connection, table):
        holder = connection.execute(
            f"SELECT held.id FROM changes JOIN {table} AS held "
            f"ON held.{name} = json_extract(before, '$.{name}') "
            f"WHERE changes.seq IN (SELECT seq {one}) AND held.id <> row_id LIMIT 1"
        ).fetchone()
        if holder is not None:
            return because_of_row(connection, table, holder["id"])
    return "a later change stands in the way; undo that first."


def _set_wise(
    connection: sqlite3.Connection,
    writing_id: int,
    source: int,
    strict: str,
    stamp: str,
    told: Callable[[int], None],
) -> int:
    """Reverse changes in layers: every row's last one first, then those before; count them."""
    once = connection.execute(
        "SELECT count(*) = count(DISTINCT row_id) FROM changes WHERE action_id = ?", (source,)
    ).fetchone()[0]
    layer = "1" if once else "row_number() OVER (PARTITION BY table_name, row_id ORDER BY seq DESC)"
    connection.execute(
        "CREATE TEMP TABLE turned (layer INTEGER, table_name TEXT, kind TEXT, fields TEXT, "
        "seq INTEGER, row_id INTEGER, PRIMARY KEY (layer, table_name, kind, fields, seq)) "
        "WITHOUT ROWID"
    )
    connection.execute(
        f"INSERT INTO temp.turned SELECT {layer}, table_name, kind, iif(kind = 'update', "
        "(SELECT group_concat(key) FROM json_each(after)), ''), seq, row_id FROM changes "
        f"WHERE action_id = ? AND table_name NOT IN ({strict})",
        (source,),
    )
    groups = connection.execute(
        "SELECT layer, table_name, kind, fields FROM temp.turned GROUP BY 1, 2, 3, 4 ORDER BY 1"
    ).fetchall()
    done = 0
    with bulk.aside(connection):
        for number, table, kind, fields in groups:
            group = (
                f"FROM temp.turned WHERE layer = {number} AND table_name = '{table}' "
                f"AND kind = '{kind}' AND fields = '{fields}' AND seq"
            )
            last = 0
            while portion := _portion(connection, group, last):
                first, last, count = portion
                one = f"{group} BETWEEN {first} AND {last}"
                _reverse_set(connection, writing_id, table, kind, fields, one, stamp)
                done += count
                told(done)
    connection.execute("DROP TABLE temp.turned")
    return done


def _portion(connection: sqlite3.Connection, group: str, after: int) -> tuple[int, int, int] | None:
    """Return the first and last log entry of the next portion, and how many it has."""
    first, last, count = connection.execute(
        f"SELECT min(seq), max(seq), count(*) FROM (SELECT seq {group} > ? ORDER BY seq LIMIT ?)",
        (after, bulk.PORTION),
    ).fetchone()
    return (first, last, count) if count else None


def _reverse_set(
    connection: sqlite3.Connection,
    writing_id: int,
    table: str,
    kind: str,
    fields: str,
    one: str,
    stamp: str,
) -> None:
    """Reverse a portion of like changes: of one table, one kind and the same fields."""
    picked = f"id IN (SELECT row_id {one})"
    if kind == "insert":
        bulk.remove(connection, writing_id, table, picked)
    elif kind == "delete":
        try:
            bulk.bring_back(connection, writing_id, table, f"SELECT seq {one}", picked)
        except sqlite3.IntegrityError as error:
            raise Refused(_same_values(connection, table, one)) from error
    else:
        known = triggers.columns(connection, table)
        names = [name for name in fields.split(",") if name in known and name != "updated_at"]
        values = "".join(f"json_extract(before, '$.{name}'), " for name in names)
        with bulk.staged_updates(connection, table, names):
            connection.execute(
                f"INSERT INTO temp.staged SELECT row_id, {values}{stamp} "
                f"FROM changes JOIN {table} AS now ON now.id = row_id "
                f"WHERE seq IN (SELECT seq {one})"
            )
            bulk.apply_staged(connection, writing_id, table, names)

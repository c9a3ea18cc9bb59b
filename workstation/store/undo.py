"""Taking an action back, and bringing it again, from the change log alone.

Undo writes the reverse of every change of an action inside a new action, so it is itself recorded.
It is refused, with nothing changed, when a later action that still stands touched the same fields
or needs a row that would go.
"""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any

from workstation.store import triggers
from workstation.store.errors import Refused

_UNWATCHED = {"updated_at"}


@dataclass(frozen=True, slots=True)
class _Change:
    seq: int
    table: str
    row: int
    kind: str
    before: str | None
    after: str | None

    def reversed(self) -> "_Change":
        """Return the change that takes this one back."""
        kinds = {"insert": "delete", "delete": "insert", "update": "update"}
        return _Change(self.seq, self.table, self.row, kinds[self.kind], self.after, self.before)


def apply(
    connection: sqlite3.Connection, writing_id: int, target_id: int, *, again: bool
) -> None:
    """Reverse the target action, or with ``again`` repeat it, inside the open transaction.

    Raises:
        Refused: a later change stands in the way; the caller rolls the transaction back.
    """
    source = _last_application(connection, target_id)
    _refuse_if_touched_later(connection, source, target_id)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _set_wise(connection, writing_id, source)
    for change in _single(connection, source):
        _write(connection, change.reversed())
    connection.execute(
        "UPDATE actions SET state = ? WHERE id = ?", ("done" if again else "undone", target_id)
    )


def _last_application(connection: sqlite3.Connection, target_id: int) -> int:
    """Return the action whose changes brought about the target's present state.

    Taking back an action that was undone and redone reverses the redo; bringing one again
    reverses its undo.
    """
    row = connection.execute(
        "SELECT action_id FROM changes WHERE action_id IN (SELECT id FROM actions "
        "WHERE id = ?1 OR target_id = ?1) ORDER BY seq DESC LIMIT 1",
        (target_id,),
    ).fetchone()
    return target_id if row is None else int(row[0])


def _refuse_if_touched_later(connection: sqlite3.Connection, source: int, target_id: int) -> None:
    """Look for a later change, of an action that still stands, to the same fields.

    An action, its undo and its redo are one family; run an even number of times since, they
    have left the row as it was.
    """
    later = connection.execute(
        """
        SELECT mine.seq, mine.kind AS my_kind, mine.after AS my_after,
            theirs.kind AS their_kind, theirs.after AS their_after,
            theirs.action_id AS their_action, coalesce(made.target_id, made.id) AS family
        FROM changes AS mine
        JOIN changes AS theirs ON theirs.row_id = mine.row_id AND theirs.seq > mine.seq
            AND theirs.table_name = mine.table_name
        LEFT JOIN actions AS made ON made.id = theirs.action_id
        WHERE mine.action_id = ?1 AND theirs.action_id IS NOT ?1
            AND coalesce(made.target_id, made.id) IS NOT ?2
        """,
        (source, target_id),
    )
    runs: dict[tuple[int, int | None], set[int | None]] = {}
    for row in later:
        if row["my_kind"] == "update" and row["their_kind"] == "update":
            mine = set(json.loads(row["my_after"])) - _UNWATCHED
            if not mine & set(json.loads(row["their_after"])):
                continue
        runs.setdefault((row["seq"], row["family"]), set()).add(row["their_action"])
    for (_, family), members in runs.items():
        if family is None or len(members) % 2:
            raise Refused(_because(connection, family))


def _because(connection: sqlite3.Connection, action_id: int | None) -> str:
    title = connection.execute("SELECT title FROM actions WHERE id = ?", (action_id,)).fetchone()
    later = f"“{title[0]}”" if title else "a change made outside the workstation"
    return f"{later} came later and touched the same; undo that first."


def why_broken(connection: sqlite3.Connection) -> str:
    """Say which later action needs a row that the open transaction would take away."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return "a later change uses the same value; undo that first."
    child = connection.execute(
        f"SELECT id FROM {broken['table']} WHERE rowid = ?", (broken["rowid"],)
    ).fetchone()
    made = connection.execute(
        "SELECT action_id FROM changes WHERE row_id = ? AND kind <> 'delete' "
        "ORDER BY seq DESC LIMIT 1",
        (child["id"],),
    ).fetchone()
    return _because(connection, made["action_id"] if made else None)


def _changes(connection: sqlite3.Connection, source: int, order: str) -> list[_Change]:
    rows = connection.execute(
        "SELECT seq, table_name, row_id, kind, before, after FROM changes "
        f"WHERE action_id = ? ORDER BY seq {order}",
        (source,),
    )
    return [_Change(*row) for row in rows]


def _alone(source: int) -> str:
    """SQL for rows the action changed once: the ones that can be handled as a set."""
    return (
        f"SELECT row_id FROM changes WHERE action_id = {source} "
        "GROUP BY row_id HAVING count(*) = 1"
    )


def _set_wise(connection: sqlite3.Connection, writing_id: int, source: int) -> None:
    """Delete what was only inserted and insert what was only deleted, a table at a time."""
    tables = connection.execute(
        "SELECT table_name, kind, count(*) FROM changes WHERE action_id = ? "
        "AND kind <> 'update' GROUP BY 1, 2",
        (source,),
    ).fetchall()
    connection.execute("UPDATE current_action SET bulk = 1")
    touched = False
    for table, kind, _ in tables:
        mine = (
            f"SELECT row_id FROM changes WHERE action_id = {source} AND table_name = '{table}' "
            f"AND kind = '{kind}' AND row_id IN ({_alone(source)})"
        )
        if kind == "insert":
            triggers.log_deleted(connection, writing_id, table, f"id IN ({mine})")
            triggers.index_rows(connection, table, f"id IN ({mine})", remove=True)
            connection.execute(f"DELETE FROM {table} WHERE id IN ({mine})")
        else:
            names = triggers.columns(connection, table)
            values = ", ".join(f"json_extract(before, '$.{name}')" for name in names)
            connection.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM changes "
                f"WHERE action_id = ? AND table_name = ? AND kind = 'delete' "
                f"AND row_id IN ({_alone(source)})",
                (source, table),
            )
            triggers.log_inserted(connection, writing_id, table, f"id IN ({mine})")
            triggers.index_rows(connection, table, f"id IN ({mine})")
        touched = touched or table in ("accounts", "activities", "follow_ups")
    if touched:
        triggers.derive(
            connection,
            f"SELECT coalesce(account_id, row_id) FROM changes WHERE action_id = {source}",
        )
    connection.execute("UPDATE current_action SET bulk = 0")


def _single(connection: sqlite3.Connection, source: int) -> list[_Change]:
    """Return the changes left to do one by one, latest first."""
    found = _changes(connection, source, "DESC")
    often = Counter(change.row for change in found)
    return [change for change in found if change.kind == "update" or often[change.row] > 1]


def _write(connection: sqlite3.Connection, change: _Change) -> None:
    """Carry out one reversed change; the triggers log it."""
    if change.kind == "delete":
        connection.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.row,))
        return
    values: dict[str, Any] = json.loads(change.after or "{}")
    if change.kind == "insert":
        connection.execute(
            f"INSERT INTO {change.table} ({', '.join(values)}) "
            f"VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )
        return
    sets = ", ".join(f"{name} = ?" for name in values)
    connection.execute(
        f"UPDATE {change.table} SET {sets} WHERE id = ?", (*values.values(), change.row)
    )

"""Taking an action back, and bringing it again, from the change log alone.

Undo writes the reverse of every change of an action inside a new action, so it is itself recorded.
It is refused, with nothing changed, when a later action that still stands touched the same fields
or needs a row that would go.
"""

import re
import sqlite3
from collections.abc import Callable

from msgspec import json

from workstation.store import bulk, triggers
from workstation.store.bulk import Progress
from workstation.store.errors import Refused

_UNWATCHED = {"updated_at"}

_MOVES_DERIVED = (
    "SELECT 1 FROM changes WHERE action_id = ? AND (table_name IN ('activities', 'follow_ups') "
    "OR table_name = 'accounts' AND kind = 'insert') LIMIT 1"
)

FEW = 500
"""An action of up to so many changes is taken back change by change, a longer one set-wise."""


def apply(
    connection: sqlite3.Connection,
    writing_id: int,
    target_id: int,
    *,
    again: bool,
    progress: Progress | None = None,
) -> None:
    """Reverse the target action, or with ``again`` repeat it, inside the open transaction.

    Raises:
        Refused: a later change stands in the way; the caller rolls the transaction back.
    """
    source = _last_application(connection, target_id)
    _refuse_if_touched_later(connection, source, target_id)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    total = connection.execute(
        "SELECT count(*) FROM changes WHERE action_id = ?", (source,)
    ).fetchone()[0]
    told = progress or (lambda _done, _total: None)
    stamp = _stamp(target_id, again=again)
    if total <= FEW:
        _one_by_one(connection, source, "1", stamp, lambda done: told(done, total))
    else:
        strict = ", ".join(f"'{table}'" for table in _with_unique_values(connection))
        done = _set_wise(
            connection, writing_id, source, strict, stamp, lambda done: told(done, total)
        )
        if done < total:
            which = f"table_name IN ({strict})"
            _one_by_one(connection, source, which, stamp, lambda more: told(done + more, total))
    if connection.execute(_MOVES_DERIVED, (writing_id,)).fetchone():
        triggers.derive(connection, bulk.accounts_of(writing_id))
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
            mine = set(json.decode(row["my_after"])) - _UNWATCHED
            if not mine & set(json.decode(row["their_after"])):
                continue
        runs.setdefault((row["seq"], row["family"]), set()).add(row["their_action"])
    for (_, family), members in runs.items():
        if family is None or len(members) % 2:
            raise Refused(_because(connection, family))


def _because(connection: sqlite3.Connection, action_id: int | None) -> str:
    title = connection.execute(
        "SELECT coalesce(target.title, made.title) FROM actions AS made "
        "LEFT JOIN actions AS target ON target.id = made.target_id WHERE made.id = ?",
        (action_id,),
    ).fetchone()
    if title is None:
        return "a change made outside the workstation came later and touched the same."
    return f"“{title[0]}” came later and touched the same; undo that first."


def why_broken(connection: sqlite3.Connection) -> str:
    """Say which later action needs a row that the open transaction would take away."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return "a later change uses the same value; undo that first."
    child = connection.execute(
        f"SELECT id FROM {broken['table']} WHERE rowid = ?", (broken["rowid"],)
    ).fetchone()
    return _because_of_row(connection, broken["table"], child["id"])


def _because_of_row(connection: sqlite3.Connection, table: str, row: int) -> str:
    made = connection.execute(
        "SELECT action_id FROM changes WHERE row_id = ? AND table_name = ? AND kind <> 'delete' "
        "AND action_id IS NOT (SELECT action_id FROM current_action) ORDER BY seq DESC LIMIT 1",
        (row, table),
    ).fetchone()
    return _because(connection, made["action_id"] if made else None)


def _with_unique_values(connection: sqlite3.Connection) -> list[str]:
    """Return the tables where the order of changes matters: those with a UNIQUE column."""
    return [
        table
        for table in triggers.RECORD_TABLES
        if any(row["unique"] for row in connection.execute(f"PRAGMA index_list({table})"))
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


def _stamp(target_id: int, *, again: bool) -> str:
    """Return SQL for what ``updated_at`` of a row ``now`` becomes.

    It goes back to what it was before the target, and forth to the target's moment, unless
    another action moved it on meanwhile. The target's own first entry is asked, whatever was
    undone and redone since.
    """
    made = f"(SELECT at FROM actions WHERE id = {target_id})"
    was = (
        "(SELECT json_extract(first.before, '$.updated_at') FROM changes AS first "
        f"WHERE first.row_id = now.id AND first.action_id = {target_id} "
        "AND first.kind = 'update' ORDER BY first.seq LIMIT 1)"
    )
    if again:
        return f"iif(now.updated_at IS {was}, {made}, now.updated_at)"
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
    return _because_of_row(connection, found[1], holder["id"])


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
        bulk.bring_back(connection, writing_id, table, f"SELECT seq {one}", picked)
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

"""Set-wise work on many rows: written, logged and indexed a few thousand at a time.

While it runs the row triggers stand aside; each portion is one statement per table, log and index
instead of one per row. A ``progress`` that raises stops the work; the action is then rolled back.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from workstation.store import triggers
from workstation.store.errors import Gone
from workstation.store.inserting import insert_rows
from workstation.store.waiting import Waiting

Value = str | int | None
Progress = Callable[[int, int], None]
"""Told how many rows are done and how many there are."""

PORTION = 5000
"""Rows handled at a time: enough to be fast, few enough to stop within a tenth of a second."""

ACCOUNT_SOURCES = ("activities", "follow_ups")
"""The tables that derived columns of ``accounts`` are worked out from."""


_ROOM = -24576
"""What SQLite may hold of the file meanwhile, as it wants it said: 24 MB."""


@contextlib.contextmanager
def roomy(connection: sqlite3.Connection) -> Iterator[None]:
    """While entered, more of the file is held in memory; once more within changes nothing."""
    cache = connection.execute("PRAGMA cache_size").fetchone()[0]
    if cache == _ROOM:
        yield
        return
    connection.execute(f"PRAGMA cache_size = {_ROOM}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {cache}")


@contextlib.contextmanager
def lean(connection: sqlite3.Connection, kept: Mapping[str, Collection[str]]) -> Iterator[None]:
    """While entered, tables are without their insert triggers and all but some indexes.

    ``kept`` names the tables and the indexes that are asked meanwhile; the others are made anew at
    the end, which for very many new rows is several times faster than keeping them row by row. It
    is all part of the transaction under way, and rows may come in by ``insert`` only.
    """
    marks = ", ".join("?" * len(kept))
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL "
        f"AND tbl_name IN ({marks}) AND type IN ('index', 'trigger')",
        tuple(kept),
    ).fetchall()
    gone = [
        (kind, name, sql)
        for kind, name, table, sql in found
        if (kind == "trigger" and name.endswith("_inserted") and "_derived_" not in name)
        or (kind == "index" and name not in kept[table])
    ]
    for kind, name, _ in gone:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, _, sql in gone:
        connection.execute(sql)


@contextlib.contextmanager
def aside(connection: sqlite3.Connection) -> Iterator[None]:
    """While entered, the row triggers stand aside and more of the file is held in memory."""
    with roomy(connection):
        connection.execute("UPDATE current_action SET bulk = 1")
        try:
            yield
        finally:
            connection.execute("UPDATE current_action SET bulk = 0")


def _insert_part(
    connection: sqlite3.Connection,
    at: str,
    table: str,
    ids: range,
    part: Mapping[str, Sequence[Value]],
) -> tuple[Collection[str], set[str]]:
    """Insert rows, given column by column; return the columns in which they differ.

    The second are those of them that some rows have nothing in.
    """
    alike = {
        name: column[0] for name, column in part.items() if column.count(column[0]) == len(ids)
    }
    differing = {name: column for name, column in part.items() if name not in alike}
    insert_rows(
        connection,
        table,
        ("id", *differing),
        zip(ids, *differing.values(), strict=True),
        {"created_at": at, "updated_at": at, **alike},
    )
    return differing.keys(), {name for name, column in differing.items() if None in column}


def insert(
    connection: sqlite3.Connection,
    action: int,
    at: str,
    table: str,
    ids: range,
    columns: Mapping[str, Sequence[Value]],
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> None:
    """Insert rows under the identifiers given, in order; ``waiting`` indexes them later."""
    with aside(connection):
        for start in range(0, len(ids), PORTION):
            these = ids[start : start + PORTION]
            first, last = these[0], these[-1]
            part = {name: column[start : start + PORTION] for name, column in columns.items()}
            differing, gaps = _insert_part(connection, at, table, these, part)
            triggers.log_inserted(
                connection, action, table, (first, last), columns, differing=differing, gaps=gaps
            )
            if waiting is not None:
                waiting.add(table, first, last)
            else:
                triggers.index_rows(connection, table, f"id BETWEEN {first} AND {last}")
            if progress is not None:
                progress(start + len(these), len(ids))
    if table in ACCOUNT_SOURCES:
        triggers.derive(
            connection,
            f"SELECT account_id FROM {table} WHERE id BETWEEN {ids[0]} AND {ids[-1]}",
        )


def update(
    connection: sqlite3.Connection,
    action: int,
    at: str,
    table: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Value]],
    progress: Progress | None = None,
) -> int:
    """Set columns of many rows, each given as ``(id, value, ...)``; return how many changed.

    Raises:
        Gone: one of the rows is not there.
    """
    held = rows if isinstance(rows, list) else list(rows)
    changed = 0
    marks = ", ".join("?" * len(names))
    with aside(connection), staged_updates(connection, table, names):
        for start in range(0, len(held), PORTION):
            part = held[start : start + PORTION]
            connection.executemany(
                f"INSERT OR REPLACE INTO temp.staged (id, {', '.join(names)}) VALUES (?, {marks})",
                part,
            )
            connection.execute("UPDATE temp.staged SET updated_at = ?", (at,))
            changed += apply_staged(connection, action, table, names)
            if progress is not None:
                progress(start + len(part), len(held))
        if table in ACCOUNT_SOURCES:
            triggers.derive(connection, accounts_of(action))
    return changed


@contextlib.contextmanager
def staged_updates(
    connection: sqlite3.Connection, table: str, names: Sequence[str]
) -> Iterator[None]:
    """Keep a temporary table ``staged``, to be filled for ``apply_staged``.

    Its columns hold values as ``table`` would.
    """
    kinds = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
    listed = ", ".join(f"{name} {kinds[name]}" for name in (*names, "updated_at"))
    connection.execute(f"CREATE TEMP TABLE staged (id INTEGER PRIMARY KEY, {listed})")
    yield
    connection.execute("DROP TABLE temp.staged")


def apply_staged(
    connection: sqlite3.Connection, action: int, table: str, names: Sequence[str]
) -> int:
    """Carry out and log the updates in ``staged``, and empty it; return how many rows changed.

    Raises:
        Gone: one of the rows is not there.
    """
    missing = connection.execute(
        f"SELECT id FROM temp.staged WHERE id NOT IN (SELECT id FROM {table})"
    ).fetchone()
    if missing is not None:
        raise Gone
    all_names = [*names, "updated_at"]
    same = {name: f"old.{name} COLLATE BINARY IS staged.{name}" for name in all_names}
    connection.execute(
        f"DELETE FROM temp.staged WHERE id IN (SELECT old.id FROM temp.staged JOIN {table} AS old "
        f"ON old.id = staged.id WHERE {' AND '.join(same[name] for name in names)})"
    )
    # json_remove passes over a path that is not there, such as '$.~'.
    unchanged = ", ".join(f"iif({same[name]}, '$.{name}', '$.~')" for name in all_names)
    before, after = (
        f"json_remove(json_object({', '.join(f'{name!r}, {row}.{name}' for name in all_names)}), "
        f"{unchanged})"
        for row in ("old", "staged")
    )
    known = triggers.columns(connection, table)
    account = "staged.account_id" if "account_id" in names else None
    connection.execute(
        "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) "
        f"SELECT ?, '{table}', old.id, {account or triggers.account_of(table, known, 'old')}, "
        f"'update', {before}, {after} FROM temp.staged JOIN {table} AS old ON old.id = staged.id",
        (action,),
    )
    sets = ", ".join(f"{name} = staged.{name}" for name in all_names)
    changed = connection.execute(
        f"UPDATE {table} SET {sets} FROM temp.staged WHERE {table}.id = staged.id"
    ).rowcount
    connection.execute("DELETE FROM temp.staged")
    return changed


def remove(connection: sqlite3.Connection, action: int, table: str, picked: str) -> None:
    """Delete and log the rows that the SQL condition ``picked`` names."""
    triggers.log_deleted(connection, action, table, picked)
    triggers.index_rows(connection, table, picked, remove=True)
    connection.execute(f"DELETE FROM {table} WHERE {picked}")


def bring_back(
    connection: sqlite3.Connection, action: int, table: str, seqs: str, picked: str
) -> None:
    """Insert deleted rows again from the entries of the log that the SQL list ``seqs`` names."""
    put_back(connection, table, seqs)
    triggers.log_whole(connection, action, table, picked)
    triggers.index_rows(connection, table, picked)


def put_back(connection: sqlite3.Connection, table: str, seqs: str) -> None:
    """Insert rows from the log as they were; a column newer than the entry gets its default."""
    derived = triggers.DERIVED.get(table, ())
    names, values = [], []
    for _, name, _, needed, default, _ in connection.execute(f"PRAGMA table_info({table})"):
        if name not in derived:
            was = f"json_extract(before, '$.{name}')"
            names.append(name)
            values.append(f"coalesce({was}, {default})" if needed and default else was)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM changes "
        f"WHERE seq IN ({seqs}) ORDER BY seq"
    )


def accounts_of(action: int) -> str:
    """Return SQL for the accounts an action's changes so far belong or belonged to."""
    return (
        f"SELECT account_id FROM changes WHERE action_id = {action} "
        f"UNION SELECT json_extract(before, '$.account_id') FROM changes "
        f"WHERE action_id = {action} AND kind = 'update'"
    )

"""Set-wise work on many rows: written, logged and indexed a few thousand at a time.

While it runs the row triggers stand aside; each portion is one statement per table, log and index
instead of one per row. A ``progress`` that raises stops the work; the action is then rolled back.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from workstation.store import triggers
from workstation.store.errors import Gone

Value = str | int | None
Progress = Callable[[int, int], None]
"""Told how many rows are done and how many there are."""

PORTION = 5000
"""Rows handled at a time: enough to be fast, few enough to stop within a tenth of a second."""

ACCOUNT_SOURCES = ("activities", "follow_ups")
"""The tables that derived columns of ``accounts`` are worked out from."""


@contextlib.contextmanager
def aside(connection: sqlite3.Connection) -> Iterator[None]:
    """While entered, the row triggers stand aside and more of the file is held in memory."""
    cache = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute("UPDATE current_action SET bulk = 1")
    connection.execute("PRAGMA cache_size = -65536")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {cache}")
        connection.execute("UPDATE current_action SET bulk = 0")


@contextlib.contextmanager
def _staged(
    connection: sqlite3.Connection, table: str, names: Sequence[str], *, key: str
) -> Iterator[None]:
    """Keep a temporary table ``staged`` whose columns hold values as ``table`` would."""
    kinds = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
    listed = ", ".join(f"{name} {kinds[name]}" for name in names)
    connection.execute(f"CREATE TEMP TABLE staged ({key}, {listed})")
    yield
    connection.execute("DROP TABLE temp.staged")


def insert(
    connection: sqlite3.Connection,
    action: int,
    at: str,
    table: str,
    names: Sequence[str],
    ids: range,
    rows: Iterable[Sequence[Value]],
    progress: Progress | None = None,
) -> None:
    """Insert rows under the identifiers given, in order."""
    held = rows if isinstance(rows, list) else list(rows)
    listed = ", ".join(names)
    marks = ", ".join("?" * len(names))
    with (
        aside(connection),
        _staged(connection, table, names, key="position INTEGER PRIMARY KEY"),
    ):
        for start in range(0, len(held), PORTION):
            part = held[start : start + PORTION]
            connection.executemany(f"INSERT INTO temp.staged ({listed}) VALUES ({marks})", part)
            first = ids[start]
            connection.execute(
                f"INSERT INTO {table} (id, created_at, updated_at, {listed}) "
                f"SELECT ? + position, ?, ?, {listed} FROM temp.staged ORDER BY position",
                (first - 1, at, at),
            )
            connection.execute("DELETE FROM temp.staged")
            picked = f"id BETWEEN {first} AND {first + len(part) - 1}"
            triggers.log_inserted(connection, action, table, picked)
            triggers.index_rows(connection, table, picked)
            if progress is not None:
                progress(start + len(part), len(held))
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


def staged_updates(
    connection: sqlite3.Connection, table: str, names: Sequence[str]
) -> contextlib.AbstractContextManager[None]:
    """Keep a temporary table ``staged``, to be filled for ``apply_staged``."""
    return _staged(connection, table, [*names, "updated_at"], key="id INTEGER PRIMARY KEY")


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
    triggers.log_inserted(connection, action, table, picked)
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

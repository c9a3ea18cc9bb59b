"""Set-wise work on many rows: written, logged and indexed a few thousand at a time.

While it runs the row triggers stand aside; each portion is one statement per table, log and index
instead of one per row. A ``progress`` that raises stops the work; the action is then rolled back.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from workstation.store import triggers

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
    """A temporary table ``staged`` whose columns hold values as ``table`` would."""
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
        KeyError: one of the rows is not there.
    """
    held = rows if isinstance(rows, list) else list(rows)
    known = triggers.columns(connection, table)
    account = triggers.account_of(table, known, "staged" if "account_id" in names else "old")
    account = account.replace("staged.id", "old.id")
    changed = 0
    with aside(connection), _staged(connection, table, names, key="id INTEGER PRIMARY KEY"):
        for start in range(0, len(held), PORTION):
            part = held[start : start + PORTION]
            connection.executemany(
                f"INSERT OR REPLACE INTO temp.staged (id, {', '.join(names)}) "
                f"VALUES (?, {', '.join('?' * len(names))})",
                part,
            )
            _require(connection, table)
            _forget_same(connection, table, names)
            connection.execute(
                "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, "
                f"after) SELECT ?, '{table}', old.id, {account}, 'update', "
                f"{_stamped(_pairs(names, 'old'), 'old.updated_at')}, "
                f"{_stamped(_pairs(names, 'staged'), '?')} "
                f"FROM temp.staged JOIN {table} AS old ON old.id = staged.id",
                (action, at),
            )
            if table in ACCOUNT_SOURCES:
                _note_accounts(connection, table)
            sets = ", ".join(f"{name} = staged.{name}" for name in names)
            changed += connection.execute(
                f"UPDATE {table} SET {sets}, updated_at = ? FROM temp.staged "
                f"WHERE {table}.id = staged.id",
                (at,),
            ).rowcount
            connection.execute("DELETE FROM temp.staged")
            if progress is not None:
                progress(start + len(part), len(held))
    return changed

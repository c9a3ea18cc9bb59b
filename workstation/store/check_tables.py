"""Whether the file has every table and column of the house: what is gone only a back-up has."""

import contextlib
import functools
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.store import cipher
from workstation.store.connection import open_file
from workstation.store.errors import StoreError

if TYPE_CHECKING:
    from workstation.store.store import Store

_COLUMNS = (
    "SELECT tables.name AS of_table, columns.name FROM sqlite_master AS tables "
    "JOIN pragma_table_xinfo(tables.name) AS columns WHERE tables.type = 'table' "
    "AND tables.name NOT LIKE '%!_search%' ESCAPE '!' "
    "AND tables.name NOT LIKE 'sqlite!_%' ESCAPE '!'"
)


def missing(store: "Store") -> list[str]:
    """Return what is missing, in words; the search indexes are made anew and not looked at."""
    return _missing(store.rows(_COLUMNS))


def lacks(path: Path) -> bool:
    """Say whether a file can be read and something is missing from it."""
    with (
        contextlib.suppress(sqlite3.Error, StoreError),
        cipher.unasked(),
        contextlib.closing(open_file(path, mode="ro")) as connection,
    ):
        return bool(_missing(connection.execute(_COLUMNS).fetchall()))
    return False


def _missing(columns: Iterable[Sequence[str]]) -> list[str]:
    held: dict[str, set[str]] = {}
    for table, column in columns:
        held.setdefault(table, set()).add(column)
    gone = []
    for table, columns in _house().items():
        if table not in held:
            gone.append(f"the table {table} is missing")
        else:
            gone += [
                f"the column {column} of {table} is missing"
                for column in columns
                if column not in held[table]
            ]
    return gone


@functools.cache
def _house() -> dict[str, tuple[str, ...]]:
    """Return the tables of a file of this version, each with its columns."""
    from sqlite_utils import Database

    from workstation.store.migrations import steps

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        steps().apply(Database(connection))
        made: dict[str, tuple[str, ...]] = {}
        for table, column in connection.execute(_COLUMNS):
            made[table] = (*made.get(table, ()), column)
        return made

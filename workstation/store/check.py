"""SQLite's own check: pages, indexes and constraints of the file, and links that point nowhere."""

import re
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from workstation.store.errors import StoreError, code_of
from workstation.store.triggers import DERIVED, RECORD_TABLES

if TYPE_CHECKING:
    from workstation.store.store import Store

_MOST = 100
_OF_INDEX = re.compile(
    r"row \d+ missing from index (\w+)|wrong # of entries in index (\w+)"
    r"|non-unique entry in index (\w+)"
)
_OF_SEARCH = re.compile(r"malformed inverted index for FTS5 table")


class Damage(NamedTuple):
    """What SQLite finds wrong: ``lines`` that only a back-up mends, ``indexes`` it can make anew.

    What it says of a search index is left to the check of that.
    """

    lines: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()


class Broken(NamedTuple):
    """A link that points nowhere: row ``id`` of ``table`` by ``column`` to a ``parent`` row."""

    table: str
    id: int
    column: str
    parent: str
    target: int


def damage(store: "Store") -> Damage:
    """Let SQLite look its file through.

    Raises:
        StoreError: the file cannot be read for another reason, such as a lock.
    """
    try:
        rows = store.rows(f"PRAGMA integrity_check({_MOST})")
    except StoreError as error:
        if not is_damage(error):
            raise
        return Damage((str(error.__cause__),))
    lines, indexes = [], []
    for (line,) in rows:
        found = _OF_INDEX.fullmatch(line)
        if found:
            indexes.append(found[1] or found[2] or found[3])
        elif line != "ok" and not _OF_SEARCH.match(line):
            lines.append(line)
    return Damage(tuple(lines), tuple(dict.fromkeys(indexes)))


def is_damage(error: StoreError) -> bool:
    """Say whether a failure comes from a file that is damaged, or none of SQLite's any more."""
    return code_of(error.__cause__) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def broken_links(store: "Store") -> list[Broken]:
    """Return the links of records and of the log that point to a row that is not there."""
    columns: dict[str, dict[int, str]] = {}
    found = []
    for table, number, parent, key in store.rows("PRAGMA foreign_key_check"):
        if table not in columns:
            columns[table] = {
                row["id"]: row["from"] for row in store.rows(f"PRAGMA foreign_key_list({table})")
            }
        column = columns[table][key]
        name = "seq" if table == "changes" else "id"
        target = store.value(f"SELECT {column} FROM {table} WHERE {name} = ?", (number,))
        found.append(Broken(table, number, column, parent, target))
    return found


def typed_columns(store: "Store", table: str) -> dict[str, tuple[str, bool, str | None]]:
    """Return the stored columns of a table with type, whether one is required, and its default."""
    derived = DERIVED.get(table, ())
    return {
        row["name"]: (row["type"], bool(row["notnull"]), row["dflt_value"])
        for row in store.rows(f"PRAGMA table_info({table})")
        if row["name"] not in derived
    }


def tables_with(store: "Store", *columns: str) -> list[str]:
    """Return the tables of record that have all of these columns."""
    return [table for table in RECORD_TABLES if set(columns) <= set(store.stored_columns(table))]

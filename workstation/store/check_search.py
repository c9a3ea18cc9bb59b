"""Whether the search indexes say what the rows say, and making one anew."""

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from workstation.store.errors import code_of
from workstation.store.triggers import SEARCHED

if TYPE_CHECKING:
    from workstation.store.store import Store


class Searched(NamedTuple):
    """What is wrong with one index.

    ``name`` is the index, ``missing`` rows it does not know, ``surplus`` entries without a row;
    ``stale`` says whether their words are others where the rows are the same.
    """

    table: str
    name: str
    missing: int
    surplus: int
    stale: bool

    @property
    def wrong(self) -> int:
        """How many entries are wrong; one stands for a stale index."""
        return self.missing + self.surplus or int(self.stale)


def disagreeing(store: "Store") -> list[Searched]:
    """Return the indexes that do not agree with their rows."""
    found = []
    for table, (index, _) in SEARCHED.items():
        rows = "activities WHERE note IS NOT NULL" if table == "activities" else table
        kept = f"SELECT id FROM {index}_docsize"
        missing = store.value(f"SELECT count(*) FROM (SELECT id FROM {rows} EXCEPT {kept})")
        surplus = store.value(f"SELECT count(*) FROM ({kept} EXCEPT SELECT id FROM {rows})")
        stale = not (missing or surplus) and not _agrees(store, index)
        if missing or surplus or stale:
            found.append(Searched(table, index, missing, surplus, stale))
    return found


def rebuild(store: "Store", index: str) -> None:
    """Make a search index anew from its rows."""
    store.rewrite_cache(
        lambda connection: connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    )


def _agrees(store: "Store", index: str) -> bool:
    """Ask FTS5 whether its index says what the rows say."""
    said: list[bool] = []

    def ask(connection: sqlite3.Connection) -> None:
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if code_of(error) != sqlite3.SQLITE_CORRUPT:
                raise
            said.append(False)

    store.rewrite_cache(ask)
    return not said

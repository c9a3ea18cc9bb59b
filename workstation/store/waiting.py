"""Brings very many new rows into the search indexes at once, which is faster there."""

import sqlite3

from workstation.store import triggers

_MOST_WAITING = 50_000
_SEARCH_ROOM, _SEARCH_USUAL = 8 << 20, 1 << 20
"""Bytes a search index gathers while many rows come in, and otherwise (SQLite's own default)."""


class Waiting:
    """New rows that are yet to come into the search indexes: many at once are faster there.

    They have to be in before one of them changes.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, tuple[int, int, int]] = {}

    def add(self, table: str, first: int, last: int) -> None:
        """Note the rows from one identifier to another."""
        start, _, count = self._rows.get(table, (first, last, 0))
        count += last - first + 1
        self._rows[table] = (start, last, count)
        if count >= _MOST_WAITING:
            self._index(table)

    def settle(self) -> None:
        """Bring in all of them."""
        for table in list(self._rows):
            self._index(table)

    def _index(self, table: str) -> None:
        first, last, _ = self._rows.pop(table)
        if table in triggers.SEARCHED:
            triggers.set_search_memory(self._connection, table, _SEARCH_ROOM)
            triggers.index_rows(self._connection, table, f"id BETWEEN {first} AND {last}")
            triggers.set_search_memory(self._connection, table, _SEARCH_USUAL)

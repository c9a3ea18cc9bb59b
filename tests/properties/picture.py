"""Everything an undo has to restore, read past the program by a connection of its own."""

import sqlite3
from pathlib import Path

from workstation.store.triggers import RECORD_TABLES, RULES, SEARCHED

Picture = dict[str, list[tuple]]


class Camera:
    """Takes pictures of a file: tables of record with their derived columns, search, playbook."""

    def __init__(self, path: Path, playbook: Path) -> None:
        self._playbook = playbook
        self._connection = sqlite3.connect(path, isolation_level=None)
        for index, _ in SEARCHED.values():
            self._connection.execute(
                f"CREATE VIRTUAL TABLE temp.{index}_words USING fts5vocab(main, {index}, instance)"
            )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def take(self) -> Picture:
        """Return every row of every table, every word of every search index, and own files."""
        rows = {
            table: self._connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in RECORD_TABLES
        }
        words = {
            index: self._connection.execute(
                f"SELECT doc, col, offset, term FROM temp.{index}_words ORDER BY 1, 2, 3"
            ).fetchall()
            for index, _ in SEARCHED.values()
        }
        files = [(each.name, each.read_bytes()) for each in sorted(self._playbook.glob("*.yaml"))]
        return {**rows, **words, "playbook": files}

    def faults(self) -> list[str]:
        """Return what is not sound: rows that point nowhere, stale columns, a search that lies."""
        found = [f"{row} points nowhere" for row in self._all("PRAGMA foreign_key_check")]
        for name, rule in RULES.items():
            stale = self._all(f"SELECT id FROM accounts WHERE {name} IS NOT {rule}")
            found += [f"{name} of account {number} is stale" for (number,) in stale]
        for index, _ in SEARCHED.values():
            try:
                self._all(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{index}: {error}")
        return found

    def open_actions(self) -> int:
        """Return how many actions are under way: none between two steps."""
        return len(self._all("SELECT 1 FROM current_action"))

    def _all(self, sql: str) -> list[tuple]:
        return self._connection.execute(sql).fetchall()


def differing(one: Picture, other: Picture) -> list[str]:
    """Return what two pictures differ in, a few rows of each table; nothing when they are one."""
    said = []
    for name, rows in one.items():
        if rows != other[name]:
            gone = [row for row in rows if row not in other[name]][:3]
            come = [row for row in other[name] if row not in rows][:3]
            said.append(f"{name}: expected {gone}, found {come}")
    return said

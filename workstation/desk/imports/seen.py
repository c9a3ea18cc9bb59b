"""Remembers what earlier portions of a file would have made, when nothing may be written.

A preview meets records that only the file itself brings. They are kept, with what rows would have
changed of known ones, in a private temporary file that SQLite throws away, so memory stays flat.
"""

import json
import marshal
import sqlite3
from collections.abc import Iterable, Sequence

from workstation.desk.imports.records import Held, Known

State = tuple[
    Held, dict[str, tuple[int, str]] | None, dict[str, tuple[int, str]], tuple[str, ...], bool, int
]
"""Columns, facts, ways, further identifiers, protected, and the account's number (0: none)."""


class Seen:
    """Records of one kind that a preview has met and changed, by number and by key."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA cache_size = -4000")
        self._file.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, state BLOB)")
        self._file.execute(
            "CREATE TABLE keys (kind TEXT, key TEXT, id INTEGER, PRIMARY KEY (kind, key, id)) "
            "WITHOUT ROWID"
        )
        self._empty = True

    def close(self) -> None:
        """Throw it all away."""
        self._file.close()

    def remember(self, known: Iterable[Known], keys: Iterable[tuple[str, str, int]]) -> None:
        """Keep records as they would be, and the keys they are found by."""
        rows = [
            (
                each.id,
                marshal.dumps(
                    (
                        each.held,
                        each.facts,
                        each.ways,
                        each.ids,
                        each.protected,
                        each.account.id if each.account else 0,
                    )
                ),
            )
            for each in known
        ]
        found = list(keys)
        self._empty = self._empty and not rows and not found
        self._file.execute("BEGIN")
        self._file.executemany("INSERT OR REPLACE INTO records VALUES (?, ?)", rows)
        self._file.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", found)
        self._file.execute("COMMIT")

    def ids(self, kind: str, keys: Sequence[str]) -> list[tuple[str, int]]:
        """Return key and number of the records that these keys of a kind find, oldest first.

        New ones count down from -1, so that a preview meets them in the order a run makes them.
        """
        if self._empty or not keys:
            return []
        return self._file.execute(
            "SELECT keys.key, keys.id FROM json_each(?) AS asked CROSS JOIN keys "
            "ON keys.kind = ? AND keys.key = asked.value ORDER BY keys.id < 0, abs(keys.id)",
            (json.dumps(keys), kind),
        ).fetchall()

    def beside(self, kind: str, keys: Sequence[str], n: int) -> list[tuple[str, str]]:
        """Return each of these keys with those of its kind before and behind it, ``n`` at most."""
        if self._empty or not keys:
            return []
        found: list[tuple[str, str]] = []
        for key in keys:
            for sign, way in ((">", "ASC"), ("<", "DESC")):
                rows = self._file.execute(
                    f"SELECT DISTINCT key FROM keys WHERE kind = ? AND key {sign} ? "
                    f"ORDER BY key {way} LIMIT ?",
                    (kind, key, n),
                )
                found += [(key, other) for (other,) in rows]
        return found

    def states(self, numbers: Sequence[int]) -> dict[int, State]:
        """Return what is kept of these records."""
        if self._empty or not numbers:
            return {}
        rows = self._file.execute(
            "SELECT records.id, state FROM json_each(?) AS asked CROSS JOIN records "
            "ON records.id = asked.value",
            (json.dumps(numbers),),
        )
        return {number: marshal.loads(state) for number, state in rows}  # noqa: S302 - our own

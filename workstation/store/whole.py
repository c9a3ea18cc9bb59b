"""Rows that come in whole from another file of the same kind: their own numbers and moments stay.

It is all part of one recorded action: undo takes every row away again. What was done in the other
file comes along as history, before the action, so that it can be read; later work stands in the
way of undoing it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from workstation.store import bulk, triggers
from workstation.store.ids import Numbers

BESIDE = ("import_rows", "call_drafts", "block_drafts", "unsaved_words")
"""Tables beside those of record that belong to a desk: fates of imported rows, unsaved words."""

HISTORY = ("actions", "changes")
"""The tables of the log."""

Rows = Iterable[Sequence[Any]]


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns that say what a row is: all but those worked out from others."""
    return triggers.columns(connection, table)


class Whole:
    """Writes whole rows inside the action ``action``; made by ``Writer.whole``."""

    def __init__(self, connection: sqlite3.Connection, action: int, numbers: Numbers) -> None:
        self._connection = connection
        self._action = action
        self._numbers = numbers
        self._ids: dict[int, int | None] = {}
        connection.execute("PRAGMA defer_foreign_keys = ON")

    def columns(self, table: str) -> list[str]:
        """Return the columns a table can take in."""
        return stored_columns(self._connection, table)

    def clear(self, table: str) -> None:
        """Delete the rows of a table of record."""
        with bulk.aside(self._connection):
            bulk.remove(self._connection, self._action, table, "1")

    def insert(self, table: str, names: Sequence[str], rows: Rows) -> Iterator[int]:
        """Insert rows of a table of record, ``id`` among their columns; yields how many so far.

        Raises:
            sqlite3.IntegrityError: a row cannot be as it is said to be.
        """
        done = 0
        place = names.index("id")
        self._connection.execute("CREATE TEMP TABLE taken (id INTEGER PRIMARY KEY)")
        for part in _parts(rows):
            with bulk.aside(self._connection):
                self._put(table, names, part)
                self._connection.executemany(
                    "INSERT INTO temp.taken (id) VALUES (?)", [(row[place],) for row in part]
                )
                picked = "id IN (SELECT id FROM temp.taken)"
                triggers.log_whole(self._connection, self._action, table, picked)
                triggers.index_rows(self._connection, table, picked)
                self._connection.execute("DELETE FROM temp.taken")
            done += len(part)
            yield done
        self._connection.execute("DROP TABLE temp.taken")

    def insert_beside(self, table: str, names: Sequence[str], rows: Rows) -> Iterator[int]:
        """Insert rows of a table of ``BESIDE``, which is not recorded; yields how many so far."""
        done = 0
        for part in _parts(rows):
            self._put(table, names, part, instead=True)
            done += len(part)
            yield done

    def insert_actions(self, names: Sequence[str], rows: Rows) -> Iterator[int]:
        """Bring in recorded actions of the other file, in their order, before this one."""
        run = self._connection.execute
        last = run("SELECT coalesce(max(seq), 0) FROM actions WHERE id <> ?", (self._action,))
        base = int(last.fetchone()[0])
        run("UPDATE actions SET seq = ? WHERE id = ?", ((1 << 62), self._action))
        done = 0
        for part in _parts(rows):
            kept = []
            for row in part:
                said = dict(zip(names, row, strict=True))
                number = self._number_for(said)
                if number is not None:
                    said |= {"id": number, "seq": base + int(said["seq"] or 0)}
                    kept.append([said[name] for name in names])
            self._put("actions", names, kept)
            done += len(part)
            yield done
        target = names.index("target_id")
        for old, new in self._ids.items():
            if new is not None:
                run(f"UPDATE actions SET {names[target]} = ? WHERE target_id = ?", (new, old))
        run(
            "UPDATE actions SET seq = (SELECT 1 + coalesce(max(seq), 0) FROM actions "
            "WHERE id <> ?1) WHERE id = ?1",
            (self._action,),
        )

    def insert_changes(self, names: Sequence[str], rows: Rows) -> Iterator[int]:
        """Bring in what those actions changed, in order; what is in this file's log is left out."""
        done = 0
        place, seq = names.index("action_id"), names.index("seq")
        others = [name for name in names if name != "seq"]
        for part in _parts(rows):
            kept = []
            for row in part:
                action = self._ids.get(row[place], row[place])
                if row[place] is None or action is not None:
                    said = [*row]
                    said[place] = action
                    del said[seq]
                    kept.append(said)
            self._put("changes", others, kept)
            done += len(part)
            yield done

    def finish(self) -> None:
        """Work out what follows from the rows."""
        triggers.derive(self._connection)

    def _number_for(self, said: dict[str, Any]) -> int | None:
        """Return the number an action gets here; None for one that is in this file already."""
        number = int(said["id"] or 0)
        held = self._connection.execute(
            "SELECT title, at FROM actions WHERE id = ?", (number,)
        ).fetchone()
        if held is None:
            return number
        same = (held["title"], held["at"]) == (said["title"], said["at"])
        self._ids[number] = None if same and number != self._action else self._numbers.take()
        return self._ids[number]

    def _put(self, table: str, names: Sequence[str], rows: Rows, *, instead: bool = False) -> None:
        marks = ", ".join("?" * len(names))
        how = "INSERT OR REPLACE" if instead else "INSERT"
        self._connection.executemany(
            f"{how} INTO {table} ({', '.join(names)}) VALUES ({marks})", rows
        )


def _parts(rows: Rows) -> Iterator[list[Sequence[Any]]]:
    each = iter(rows)
    while part := list(islice(each, bulk.PORTION)):
        yield part

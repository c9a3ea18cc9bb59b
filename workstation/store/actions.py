"""Recorded actions: the only way to write, and the log that undo, redo and history read.

An action is one ``BEGIN IMMEDIATE`` transaction with a title a person understands. What it changed
is written to ``changes`` by the triggers (or set-wise for bulk work) under its identifier.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Literal

import msgspec

from workstation.method.text import cut
from workstation.store.errors import Gone
from workstation.store.ids import Numbers

# Work on many rows is loaded with the first of it: a start and a logged call do without.
if TYPE_CHECKING:
    from workstation.store.bulk import Progress, Value
    from workstation.store.check_mend import Mender
    from workstation.store.waiting import Waiting
    from workstation.store.whole import Whole


class Action(msgspec.Struct, frozen=True):
    """One recorded action as the history shows it.

    ``at`` is the UTC moment; ``kind`` tells a change from the undo or redo of one, whose
    ``target_id`` is then the action meant; ``undone`` is true while its effect is taken back.
    """

    id: int
    title: str
    at: str
    kind: Literal["do", "undo", "redo"]
    target_id: int | None
    undone: bool


BULK = 50
"""Rows written at once that make an action a bulk change, before which the file is backed up."""


class Writer:
    """The write side of one action; made by ``Store.action``."""

    def __init__(
        self, connection: sqlite3.Connection, action_id: int, at: str, numbers: Numbers
    ) -> None:
        self.id = action_id
        self.at = at
        self._connection = connection
        self._numbers = numbers
        self._waiting: Waiting | None = None
        self.before_bulk: Callable[[], None] | None = None
        """Called once, before the first bulk change of the action is written."""

    def tell_bulk(self, rows: int) -> None:
        """Say that so many rows are about to be written."""
        if rows >= BULK and self.before_bulk is not None:
            tell, self.before_bulk = self.before_bulk, None
            tell()

    def roomy(self) -> AbstractContextManager[None]:
        """While entered, more of the file is held in memory: for bulk work in many portions."""
        from workstation.store import bulk

        return bulk.roomy(self._connection)

    @contextmanager
    def lean(self, kept: Mapping[str, Collection[str]]) -> Iterator[None]:
        """While entered, very many rows come in faster: see ``bulk.lean``; not for single rows.

        They can be searched for at the end, or once some row is changed.
        """
        from workstation.store import bulk
        from workstation.store.waiting import Waiting

        with bulk.lean(self._connection, kept):
            self._waiting = Waiting(self._connection)
            yield
            self._settle()
            self._waiting = None

    def _settle(self) -> None:
        if self._waiting is not None:
            self._waiting.settle()

    def whole(self) -> Whole:
        """Return what brings in rows of another file as they are there: see ``whole.Whole``."""
        from workstation.store.whole import Whole

        return Whole(self._connection, self.id, self._numbers)

    def mender(self) -> Mender:
        """Return what a check writes with beyond plain changes: see ``check_mend.Mender``."""
        from workstation.store.check_mend import Mender

        return Mender(self._connection, self.id)

    def retitle(self, title: str) -> None:
        """Give the action the title that only its end knows ("Import x.csv: 503 new")."""
        self._connection.execute("UPDATE actions SET title = ? WHERE id = ?", (cut(title), self.id))

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Insert one row and return its new identifier."""
        number = self._numbers.take()
        row = {"id": number, **values, "created_at": self.at, "updated_at": self.at}
        marks = ", ".join("?" * len(row))
        self._connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )
        return number

    def update(self, table: str, number: int, values: Mapping[str, Value]) -> None:
        """Set columns of one row; values it has already change nothing, ``updated_at`` included.

        Raises:
            Gone: there is no such row.
        """
        self._settle()
        sets = ", ".join(f"{name} = ?" for name in values)
        differs = " OR ".join(f"{name} COLLATE BINARY IS NOT ?" for name in values) or "0"
        given = tuple(values.values())
        done = self._connection.execute(
            f"UPDATE {table} SET {sets + ', ' if sets else ''}updated_at = ? "
            f"WHERE id = ? AND ({differs})",
            (*given, self.at, number, *given),
        )
        if (
            done.rowcount == 0
            and not self._connection.execute(
                f"SELECT 1 FROM {table} WHERE id = ?", (number,)
            ).fetchone()
        ):
            raise Gone

    def delete(self, table: str, number: int) -> None:
        """Delete one row."""
        self._settle()
        self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))

    def leave(self, rows: Collection[tuple[str, int]]) -> None:
        """Take back what this action did to rows, each a table and a number, and forget it did."""
        self._settle()
        from workstation.store import undo

        undo.leave(self._connection, self.id, rows)

    def insert_many(
        self,
        table: str,
        names: Sequence[str],
        rows: Iterable[Sequence[Value]],
        *,
        progress: Progress | None = None,
    ) -> range:
        """Insert many rows of the named columns, logged set-wise; return their identifiers.

        The rows are taken in order, so ``zip(ids, rows)`` pairs them up again. ``progress`` is
        told the rows done and in all every few thousand; raising in it stops the work, and the
        exception, let through, takes the whole action back.
        """
        columns = list(zip(*rows, strict=True))
        named = dict(zip(names, columns, strict=True)) if columns else {}
        return self.insert_columns(table, named, progress=progress)

    def insert_columns(
        self,
        table: str,
        columns: Mapping[str, Sequence[Value]],
        *,
        progress: Progress | None = None,
    ) -> range:
        """Insert as many rows as each column has values, as ``insert_many`` does."""
        count = len(next(iter(columns.values()), ()))
        if not count:
            return range(0)
        self.tell_bulk(count)
        first = self._numbers.take(count)
        ids = range(first, first + count)
        from workstation.store import bulk

        bulk.insert(
            self._connection, self.id, self.at, table, ids, columns, progress, self._waiting
        )
        return ids

    def update_many(
        self,
        table: str,
        names: Sequence[str],
        rows: Iterable[Sequence[Value]],
        *,
        progress: Progress | None = None,
    ) -> int:
        """Set the named columns of many rows, each ``(id, value, ...)``, logged set-wise.

        Returns how many rows changed; a row that has the values already is left alone. Of two
        entries for one row the later wins. ``progress`` is as in ``insert_many``.

        Raises:
            Gone: one of the rows is not there.
        """
        held = rows if isinstance(rows, list) else list(rows)
        if not held:
            return 0
        self.tell_bulk(len(held))
        self._settle()
        from workstation.store import bulk

        return bulk.update(self._connection, self.id, self.at, table, names, held, progress)

    def insert_unrecorded(
        self, table: str, names: Sequence[str], rows: Iterable[Sequence[Value]]
    ) -> None:
        """Insert rows into a table that is not one of record (``import_rows``)."""
        from workstation.store.inserting import insert_rows

        insert_rows(self._connection, table, names, rows)

    def forget_draft(self, number: int) -> None:
        """Delete a call draft; what it held has been written by this action."""
        self._connection.execute("DELETE FROM call_drafts WHERE id = ?", (number,))

    def move_drafts(self, owner: str, number: int, other: int) -> None:
        """Let calls in progress with a record go on with another; what a program holds is stale.

        ``owner`` is "account_id" or "contact_id".
        """
        column = ", account_id = ?2" if owner == "account_id" else ""
        self._connection.execute(
            f"UPDATE call_drafts SET content = json_set(content, '$.{owner}', ?2, '$.mark', "
            f"'moved ' || ?3){column} WHERE json_extract(content, '$.{owner}') = ?1",
            (number, other, self.id),
        )

    def forget_words(self, name: str) -> None:
        """Delete what was being typed in a form; this action has written it."""
        self._connection.execute("DELETE FROM unsaved_words WHERE name = ?", (name,))

    def forget_block_drafts(self) -> None:
        """Delete what is kept of call blocks that have ended."""
        self._connection.execute(
            "DELETE FROM block_drafts WHERE block_id NOT IN "
            "(SELECT id FROM call_blocks WHERE ended_at IS NULL)"
        )


def begin(
    connection: sqlite3.Connection,
    numbers: Numbers,
    title: str,
    at: str,
    *,
    kind: str = "do",
    target_id: int | None = None,
) -> Writer:
    """Start the transaction of an action and return its writer."""
    if connection.in_transaction:
        raise RuntimeError("an action is under way already; actions do not nest")
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        action_id = numbers.take()
        connection.execute(
            "INSERT INTO actions (id, title, kind, target_id, at, seq) "
            "VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM actions))",
            (action_id, cut(title), kind, target_id, at),
        )
        connection.execute("INSERT INTO current_action (action_id) VALUES (?)", (action_id,))
    except BaseException:
        roll_back(connection)
        raise
    return Writer(connection, action_id, at, numbers)


def commit(connection: sqlite3.Connection) -> None:
    """End the action's transaction; everything in it is on disk when this returns."""
    try:
        connection.execute("DELETE FROM current_action")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise
    connection.execute("PRAGMA query_only = ON")


def roll_back(connection: sqlite3.Connection) -> None:
    """Take the action's transaction back whole."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA query_only = ON")


def action_of(row: sqlite3.Row) -> Action:
    """Read one row of ``actions``."""
    return Action(
        id=row["id"],
        title=row["title"],
        at=row["at"],
        kind=row["kind"],
        target_id=row["target_id"],
        undone=row["state"] == "undone",
    )

"""The door to the file: reads by SQL, writes by recorded actions."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workstation.store import actions, rescue
from workstation.store.actions import Writer
from workstation.store.connection import BUSY_SECONDS, prepare
from workstation.store.ids import COUNTER_BITS, COUNTER_MASK, machine_node
from workstation.store.open_file import OpenFile

if TYPE_CHECKING:
    from workstation.store.backup import Holds
    from workstation.store.drafts import Drafts
    from workstation.store.history import History
    from workstation.store.undo_later import WorkOut

Parameters = Sequence[Any] | Mapping[str, Any]


class Store:
    """One open database file.

    Args:
        path: the file; it must have been prepared (``Store.open`` does).
        now: returns the present moment as UTC ISO text, for the log.
        node: the machine's number for new identifiers.
        read_only: a second connection for a worker thread, which never writes.
    """

    def __init__(
        self, path: Path, *, now: Callable[[], str], node: int, read_only: bool = False
    ) -> None:
        self.path = path
        self._now = now
        self.file = OpenFile(path, node=node, read_only=read_only)
        self.work_out: WorkOut | None = None
        """What undo has worked out anew (see ``undo_later.WORKED_OUT``); the desk gives it."""
        self.before_bulk: Callable[[str], None] | None = None
        """Called with an action's title before it changes many rows; the desk gives it."""
        self.after_first: Callable[[], None] | None = None
        """Called once, when the first action of this connection is written; the desk gives it."""
        self._drafts: Drafts | None = None

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], str], node: int | None = None) -> Store:
        """Make or migrate the file as needed and open it.

        Raises:
            StoreError: the file cannot be used; the message is a sentence.
        """
        prepare(path)
        store = cls(path, now=now, node=machine_node() if node is None else node)
        if any(rescue.left(path)):
            store.drafts.take_in_left()
        return store

    def another(self, *, read_only: bool = True) -> Store:
        """Open a further connection to the same file, for another thread.

        One that writes beside an impatient one (the screens') gives up on another program's lock
        after ``BUSY_SECONDS``, whatever that program does: somebody waits in front of it.
        """
        other = Store(self.path, now=self._now, node=self.file.node, read_only=read_only)
        if self.file.patience is not None and not read_only:
            other.file.wait_at_most(BUSY_SECONDS)
        return other

    def close(self) -> None:
        """Close the connection; the file is whole at any time, closed or not."""
        self.file.connection.close()

    @cached_property
    def history(self) -> History:
        """What was done, to undo and redo it."""
        from workstation.store.history import History

        return History(self, self._begun)

    @property
    def drafts(self) -> Drafts:
        """What is being written and not yet done."""
        if self._drafts is None:
            from workstation.store.drafts import Drafts

            self._drafts = Drafts(self.file, self._now)
        return self._drafts

    # Reading

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with self.file.explained():
            return self.file.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        with self.file.explained():
            found: sqlite3.Row | None = self.file.connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401
        """Return the first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query one by one; for very many, inside a ``snapshot``."""
        with self.file.explained():
            yield from self.file.connection.execute(sql, parameters)

    def stored_columns(self, table: str) -> list[str]:
        """Return the columns of a table that are not worked out from others."""
        from workstation.store.whole import stored_columns

        return stored_columns(self.file.connection, table)

    def wrote(self) -> bool:
        """Say whether anything was written by this connection."""
        return self.file.connection.total_changes > 0

    def mark(self) -> Holds:
        """Return what every write moves, the version and the latest action: ``backup.marked``."""
        from workstation.store import backup

        with self.file.explained():
            return backup.mark(self.file.connection)

    def data_version(self) -> int:
        """Return a number that changes when another connection has changed the file.

        Raises:
            StoreError: the file was moved or deleted.
        """
        self.file.in_place()
        return int(self.value("PRAGMA data_version"))

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """While entered, all that is read is of one moment, whatever others write meanwhile.

        Nothing can be written by this connection until it is left.
        """
        with self.file.explained():
            self.file.connection.execute("BEGIN")
        try:
            yield
        finally:
            actions.roll_back(self.file.connection)

    def interrupt(self) -> None:
        """Stop a query running in another thread."""
        self.file.connection.interrupt()

    # Writing

    @contextlib.contextmanager
    def action(self, title: str) -> Iterator[Writer]:
        """One recorded action: all of it is written, or nothing.

        Raises:
            StoreError: the file is locked, full, read-only or gone.
        """
        self.file.in_place()
        with self.file.explained():
            writer = self._begun(title)
            try:
                yield writer
            except BaseException:
                actions.roll_back(self.file.connection)
                raise
            actions.commit(self.file.connection)
            if self._drafts is not None:
                self._drafts.settle()
        if self.after_first is not None:
            tell, self.after_first = self.after_first, None
            tell()

    def _begun(
        self, title: str, kind: Literal["do", "undo", "redo"] = "do", target_id: int | None = None
    ) -> Writer:
        """Begin an action that has a back-up made before it changes many rows."""
        writer = self.file.begin(title, self._now, kind, target_id)
        if (tell := self.before_bulk) is not None:
            writer.before_bulk = lambda: tell(title)
        return writer

    def announced(self, title: str) -> contextlib.AbstractContextManager[None]:
        """While entered, other programs wait longer for the lock, and say what they wait for.

        Of an encrypted file they are not told the title, which would lie beside it in clear.
        """
        from workstation.store import long_work

        return long_work.announced(self.path, "Long work" if self.file.encrypted else title)

    def rewrite_cache(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Let ``work`` write a table that is worked out from others, in one transaction."""
        with self.file.explained(), self.file.unrecorded():
            work(self.file.connection)

    def reserve(self, numbers: Sequence[int]) -> None:
        """Never give out these numbers again, nor lower ones of their machines."""
        with self.file.explained(), self.file.unrecorded():
            self.file.connection.executemany(
                "INSERT INTO devices (node, next_number) VALUES (?, ? + 1) ON CONFLICT (node) "
                "DO UPDATE SET next_number = max(next_number, excluded.next_number)",
                [(each >> COUNTER_BITS, each & COUNTER_MASK) for each in numbers],
            )

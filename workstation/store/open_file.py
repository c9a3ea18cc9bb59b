"""Holds the file open through what befalls it: another's lock, a lost name, a log taken away."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from workstation.store import actions
from workstation.store.actions import Writer
from workstation.store.called import command
from workstation.store.connection import connect, identity, prepare, salt_of
from workstation.store.errors import StoreError, is_busy
from workstation.store.explained import explain
from workstation.store.ids import Numbers

LONGEST_LOG = 8_000
"""Pages of the write-ahead log (32 MB) that are brought in at once whoever waits for it."""


class OpenFile:
    """The connection to one database file, made anew where it has to be.

    Args:
        path: the file; it must have been prepared.
        node: the machine's number for new identifiers.
        read_only: it is never written.
    """

    def __init__(self, path: Path, *, node: int, read_only: bool) -> None:
        self.path = path
        self.node = node
        self._read_only = read_only
        self.patience: float | None = None
        """Seconds to wait for another program's lock, whatever it does; None for the usual."""
        self._lets_log_grow = False
        self._log: tuple[int, int] | None = None
        self._connect()

    def _connect(self) -> None:
        with self.explained():
            self.connection = connect(self.path, read_only=self._read_only)
        self._identity = identity(self.path)
        self.encrypted = salt_of(self.path) is not None
        self._use_log()

    def replace(self, swap: Callable[[], None]) -> None:
        """Close the file while ``swap`` puts another in its place, and open what is there then."""
        self.connection.close()
        try:
            swap()
        finally:
            prepare(self.path)
            self._connect()

    # Other programs' locks

    def wait_at_most(self, seconds: float) -> None:
        """Wait so long for another program's lock before refusing, whatever it does."""
        self.patience = seconds
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def begin(
        self,
        title: str,
        now: Callable[[], str],
        kind: Literal["do", "undo", "redo"] = "do",
        target_id: int | None = None,
    ) -> Writer:
        """Begin an action, waiting for an import or other long work of another program."""
        since = time.monotonic()
        while True:
            try:
                return actions.begin(
                    self.connection, self.numbers, title, now(), kind=kind, target_id=target_id
                )
            except sqlite3.OperationalError as error:
                if self.patience is not None or not is_busy(error):
                    raise
                from workstation.store.long_work import LONGEST_WAIT, under_way

                if time.monotonic() - since > LONGEST_WAIT or not under_way(self.path):
                    raise

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Write outside the log what is entered with this, all of it or nothing."""
        if self.connection.in_transaction:
            raise RuntimeError("an action is under way on this connection; commit it first")
        self.in_place()
        self.connection.execute("PRAGMA query_only = OFF")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            actions.roll_back(self.connection)
            raise
        finally:
            self.connection.execute("PRAGMA query_only = ON")

    @contextlib.contextmanager
    def explained(self) -> Iterator[None]:
        """Put what SQLite reports meanwhile into a sentence."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise
            raise StoreError(explain(error, self.path)) from error
        except (sqlite3.NotSupportedError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise StoreError(explain(error, self.path)) from error

    # Its name and its log

    def in_place(self) -> None:
        """Refuse to go on with a file that has lost its name: what is written there is lost."""
        found = identity(self.path)
        if found == self._identity:
            self._keep_log()
            return
        if found is None:
            raise StoreError(
                f"{self.path} was moved or deleted while it was open, so nothing can be saved; put "
                "it back, or quit (Ctrl+Q) and bring a back-up back with "
                f"{command('restore', self.path)}."
            )
        raise StoreError(
            f"{self.path} was replaced by another file while it was open (as a restore or a synced "
            "folder does), so nothing can be saved; quit (Ctrl+Q) and start again to go on with "
            "that one."
        )

    def let_log_grow(self) -> None:
        """Leave the write-ahead log to ``bring_in_log``, unless it grows beyond all measure.

        SQLite brings it into the file within whatever save is the thousandth page, which then
        takes as long as writing and syncing all of them.
        """
        self._lets_log_grow = True
        self.connection.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG}")

    def bring_in_log(self) -> None:
        """Bring the write-ahead log into the file, holding up nobody who reads or writes.

        It may be called in any thread, and does nothing where another file has taken the place of
        this one: the log is none of that one's.

        Raises:
            StoreError: it cannot be written.
        """
        if identity(self.path) != self._identity:
            return
        with self.explained(), contextlib.closing(connect(self.path)) as beside:
            beside.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _keep_log(self) -> None:
        """Go on with a new write-ahead log where something took away the one in use.

        What was written since the last checkpoint is in the old one alone, which only programs
        that have it open can still read; it is brought into the file first.
        """
        found = identity(self._log_path)
        if self._log is None:
            self._log = found
        if found == self._log or self.connection.in_transaction:
            return
        if found is None and self._read_only:
            return  # a connection that writes has to bring the old log in first
        with self.explained():
            if found is None:
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.connection.close()
            self.connection = connect(self.path, read_only=self._read_only)
        self._use_log()
        if self.patience is not None:
            self.wait_at_most(self.patience)
        if self._lets_log_grow:
            self.let_log_grow()

    @property
    def _log_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _use_log(self) -> None:
        """Note what tells the log this connection has open from any other."""
        with self.explained():
            self.connection.execute("PRAGMA data_version").fetchone()
        self._log = identity(self._log_path)
        self.numbers = Numbers(self.connection, self.node)

"""The door to the file: reads by SQL, writes by recorded actions, undo and redo."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workstation.store import actions, long_work, rescue
from workstation.store.actions import Action, Writer, action_of
from workstation.store.connection import BUSY_SECONDS, connect, identity, prepare, salt_of
from workstation.store.errors import Refused, StoreError
from workstation.store.explained import explain
from workstation.store.ids import COUNTER_BITS, COUNTER_MASK, Numbers, machine_node

if TYPE_CHECKING:
    from workstation.store.backup import Holds
    from workstation.store.bulk import Progress
    from workstation.store.undo_later import WorkOut

Parameters = Sequence[Any] | Mapping[str, Any]

LONGEST_LOG = 8_000
"""Pages of the write-ahead log (32 MB) that are brought in at once whoever waits for it."""


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
        self._node = node
        self._read_only = read_only
        with self._explained():
            self._connection = connect(path, read_only=read_only)
        self._file = identity(path)
        self._log = self._log_in_use()
        self._numbers = Numbers(self._connection, node)
        self.work_out: WorkOut | None = None
        """What undo has worked out anew (see ``undo_later.WORKED_OUT``); the desk gives it."""
        self._patience: float | None = None
        self._lets_log_grow = False
        self.before_bulk: Callable[[str], None] | None = None
        """Called with an action's title before it changes many rows; the desk gives it."""
        self.after_first: Callable[[], None] | None = None
        """Called once, when the first action of this connection is written; the desk gives it."""
        self._rescue = rescue.Rescue(path)
        self._encrypted = salt_of(path) is not None

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], str], node: int | None = None) -> Store:
        """Make or migrate the file as needed and open it.

        Raises:
            StoreError: the file cannot be used; the message is a sentence.
        """
        prepare(path)
        store = cls(path, now=now, node=machine_node() if node is None else node)
        store._take_in_rescued()
        return store

    def another(self, *, read_only: bool = True) -> Store:
        """Open a further connection to the same file, for another thread.

        One that writes beside an impatient one (the screens') gives up on another program's lock
        after ``BUSY_SECONDS``, whatever that program does: somebody waits in front of it.
        """
        other = Store(self.path, now=self._now, node=self._node, read_only=read_only)
        if self._patience is not None and not read_only:
            other.wait_at_most(BUSY_SECONDS)
        return other

    def close(self) -> None:
        """Close the connection; the file is whole at any time, closed or not."""
        self._connection.close()

    def wait_at_most(self, seconds: float) -> None:
        """Wait so long for another program's lock before refusing, whatever it does."""
        self._patience = seconds
        self._connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def let_log_grow(self) -> None:
        """Leave the write-ahead log to ``bring_in_log``, unless it grows beyond all measure.

        SQLite brings it into the file within whatever save is the thousandth page, which then
        takes as long as writing and syncing all of them.
        """
        self._lets_log_grow = True
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG}")

    def bring_in_log(self) -> None:
        """Bring the write-ahead log into the file, holding up nobody who reads or writes.

        Raises:
            StoreError: it cannot be written.
        """
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")

    # Reading

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with self._explained():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        with self._explained():
            found: sqlite3.Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401
        """Return the first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query one by one; for very many, inside a ``snapshot``."""
        with self._explained():
            yield from self._connection.execute(sql, parameters)

    def stored_columns(self, table: str) -> list[str]:
        """Return the columns of a table that are not worked out from others."""
        from workstation.store.whole import stored_columns

        return stored_columns(self._connection, table)

    def wrote(self) -> bool:
        """Say whether anything was written by this connection."""
        return self._connection.total_changes > 0

    def mark(self) -> Holds:
        """Return what every write moves, the version and the latest action: ``backup.marked``."""
        from workstation.store import backup

        with self._explained():
            return backup.mark(self._connection)

    def data_version(self) -> int:
        """Return a number that changes when another connection has changed the file.

        Raises:
            StoreError: the file was moved or deleted.
        """
        self._in_place()
        return int(self.value("PRAGMA data_version"))

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """While entered, all that is read is of one moment, whatever others write meanwhile.

        Nothing can be written by this connection until it is left.
        """
        with self._explained():
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            actions.roll_back(self._connection)

    def interrupt(self) -> None:
        """Stop a query running in another thread."""
        self._connection.interrupt()

    # Writing

    @contextlib.contextmanager
    def action(self, title: str) -> Iterator[Writer]:
        """One recorded action: all of it is written, or nothing.

        Raises:
            StoreError: the file is locked, full, read-only or gone.
        """
        self._in_place()
        with self._explained():
            writer = self._begun(title)
            try:
                yield writer
            except BaseException:
                actions.roll_back(self._connection)
                raise
            actions.commit(self._connection)
            self._rescue.settle(self._connection)
        if self.after_first is not None:
            tell, self.after_first = self.after_first, None
            tell()

    def _begun(
        self, title: str, kind: Literal["do", "undo", "redo"] = "do", target_id: int | None = None
    ) -> Writer:
        """Begin an action, waiting for an import or other long work of another program."""
        until = time.monotonic() + long_work.LONGEST_WAIT
        while True:
            try:
                writer = actions.begin(
                    self._connection,
                    self._numbers,
                    title,
                    self._now(),
                    kind=kind,
                    target_id=target_id,
                )
            except sqlite3.OperationalError as error:
                late = time.monotonic() > until or self._patience is not None
                if late or not long_work.is_busy(error) or not long_work.under_way(self.path):
                    raise
            else:
                writer.before_bulk = self._telling(title)
                return writer

    def announced(self, title: str) -> contextlib.AbstractContextManager[None]:
        """While entered, other programs wait longer for the lock, and say what they wait for.

        Of an encrypted file they are not told the title, which would lie beside it in clear.
        """
        return long_work.announced(self.path, "Long work" if self._encrypted else title)

    def write_draft(self, number: int | None, account_id: int, started: str, content: str) -> int:
        """Keep a call in progress on disk, outside the log; return the draft's number."""
        words = {"number": number, "account_id": account_id, "started_at": started}
        with self._rescued(content, **words), self._explained(), self._unrecorded():
            if number is None:
                number = self._numbers.take()
            self._connection.execute(
                "INSERT INTO call_drafts (id, account_id, started_at, saved_at, content) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "account_id = excluded.account_id, saved_at = excluded.saved_at, "
                "content = excluded.content",
                (number, account_id, started, self._now(), content),
            )
            return number

    def drop_draft(self, number: int) -> None:
        """Forget a call in progress that the rep gave up on purpose."""
        with self._explained(), self._unrecorded():
            self._connection.execute("DELETE FROM call_drafts WHERE id = ?", (number,))
        self._rescue.drop_number(number)

    def write_block_draft(self, block_id: int, content: str) -> None:
        """Keep a call block in progress on disk, outside the log."""
        with self._explained(), self._unrecorded():
            self._connection.execute(
                "INSERT INTO block_drafts (block_id, saved_at, content) VALUES (?, ?, ?) "
                "ON CONFLICT (block_id) DO UPDATE SET saved_at = excluded.saved_at, "
                "content = excluded.content",
                (block_id, self._now(), content),
            )

    def write_words(self, name: str, content: str | None) -> None:
        """Keep what is being typed in a form on disk, outside the log; None forgets it."""
        with self._rescued(content, name=name), self._explained(), self._unrecorded():
            if content is None:
                self._connection.execute("DELETE FROM unsaved_words WHERE name = ?", (name,))
                return
            self._connection.execute(
                "INSERT INTO unsaved_words (name, saved_at, content) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET saved_at = excluded.saved_at, "
                "content = excluded.content",
                (name, self._now(), content),
            )

    def rewrite_cache(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Let ``work`` write a table that is worked out from others, in one transaction."""
        with self._explained(), self._unrecorded():
            work(self._connection)

    def reserve(self, numbers: Sequence[int]) -> None:
        """Never give out these numbers again, nor lower ones of their machines."""
        with self._explained(), self._unrecorded():
            self._connection.executemany(
                "INSERT INTO devices (node, next_number) VALUES (?, ? + 1) ON CONFLICT (node) "
                "DO UPDATE SET next_number = max(next_number, excluded.next_number)",
                [(each >> COUNTER_BITS, each & COUNTER_MASK) for each in numbers],
            )

    @contextlib.contextmanager
    def _unrecorded(self) -> Iterator[None]:
        if self._connection.in_transaction:
            raise RuntimeError("an action is under way on this connection; commit it first")
        self._in_place()
        self._connection.execute("PRAGMA query_only = OFF")
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            actions.roll_back(self._connection)
            raise
        finally:
            self._connection.execute("PRAGMA query_only = ON")

    # The file as a whole

    def exchange(self, swap: Callable[[], None]) -> None:
        """Close the file while ``swap`` puts another in its place, and open what is there then."""
        self._connection.close()
        try:
            swap()
        finally:
            prepare(self.path)
            with self._explained():
                self._connection = connect(self.path)
            self._file = identity(self.path)
            self._encrypted = salt_of(self.path) is not None
            self._log = self._log_in_use()
            self._numbers = Numbers(self._connection, self._node)

    # Undo, redo, history

    def undo(
        self,
        target_id: int | None = None,
        *,
        progress: Progress | None = None,
        afterwards: Callable[[Writer, int], None] | None = None,
    ) -> Action:
        """Take an action back, the latest one unless named; return it.

        Latest is what was so when it was asked for, whatever was done while this waited.

        ``progress`` is told the changes done and in all; raising in it stops the work with nothing
        changed. ``afterwards`` adds to the same action once the target, which it is given, is
        taken back.

        Raises:
            Refused: there is nothing to undo, or later work stands in the way.
        """
        target = self._pick(target_id, self._latest_done)
        if target is None:
            raise Refused("There is nothing to undo.")
        return self._reverse(target, again=False, progress=progress, afterwards=afterwards)

    def redo(
        self,
        target_id: int | None = None,
        *,
        progress: Progress | None = None,
        afterwards: Callable[[Writer, int], None] | None = None,
    ) -> Action:
        """Bring an undone action back, the one undone last unless named; return it.

        ``progress`` and ``afterwards`` are as in ``undo``.

        Raises:
            Refused: nothing was undone since the last new action, or later work stands in the way.
        """
        target = self._pick(target_id, self._latest_undone)
        if target is None:
            raise Refused("There is nothing to redo.")
        return self._reverse(target, again=True, progress=progress, afterwards=afterwards)

    def changes_of(self, target_id: int | None = None, *, again: bool = False) -> int:
        """Return how many changes an undo, or with ``again`` a redo, would have to make."""
        target = self._pick(target_id, self._latest_undone if again else self._latest_done)
        if target is None:
            return 0
        return self._changes_in(target.id)

    def _changes_in(self, action_id: int) -> int:
        return int(self.value("SELECT count(*) FROM changes WHERE action_id = ?", (action_id,)))

    def actions(
        self, limit: int = 50, account_id: int | None = None, before: int | None = None
    ) -> list[Action]:
        """Return recorded actions, newest first; those that touched one account if it is given."""
        conditions, values = ["1"], []
        if account_id is not None:
            conditions.append("id IN (SELECT action_id FROM changes WHERE account_id = ?)")
            values.append(account_id)
        if before is not None:
            conditions.append("seq < (SELECT seq FROM actions WHERE id = ?)")
            values.append(before)
        rows = self.rows(
            f"SELECT * FROM actions WHERE {' AND '.join(conditions)} ORDER BY seq DESC LIMIT ?",
            (*values, limit),
        )
        return [action_of(row) for row in rows]

    def find_action(self, number: int) -> Action | None:
        """Return an action by its identifier or by the short form people type."""
        row = self.row(
            "SELECT * FROM actions WHERE id = ?1 OR (?1 < ?2 AND id & (?2 - 1) = ?1) "
            "ORDER BY seq DESC LIMIT 1",
            (number, 1 << COUNTER_BITS),
        )
        return action_of(row) if row else None

    def _pick(self, target_id: int | None, latest: Callable[[], Action | None]) -> Action | None:
        if target_id is None:
            return latest()
        found = self.find_action(target_id)
        if found is None:
            raise Refused(f"There is no action {target_id}; 'workstation history' lists them.")
        if found.kind != "do" and found.target_id is not None:
            return self.find_action(found.target_id)
        return found

    def _latest_done(self) -> Action | None:
        row = self.row(
            "SELECT * FROM actions WHERE kind = 'do' AND state = 'done' ORDER BY seq DESC LIMIT 1"
        )
        return action_of(row) if row else None

    def _latest_undone(self) -> Action | None:
        row = self.row(
            "SELECT target.* FROM actions AS undone "
            "JOIN actions AS target ON target.id = undone.target_id "
            "WHERE undone.kind = 'undo' AND target.state = 'undone' "
            "AND NOT EXISTS (SELECT 1 FROM actions AS newer WHERE newer.kind = 'do' "
            "AND newer.seq > undone.seq) ORDER BY undone.seq DESC LIMIT 1"
        )
        return action_of(row) if row else None

    def _reverse(
        self,
        target: Action,
        *,
        again: bool,
        progress: Progress | None,
        afterwards: Callable[[Writer, int], None] | None = None,
    ) -> Action:
        kind: Literal["undo", "redo"] = "redo" if again else "undo"
        _refuse_twice(target, undone=target.undone, again=again)
        title = f"{kind.capitalize()}: {target.title}"
        self._in_place()
        with self._explained():
            writer = self._begun(title, kind, target.id)
            try:
                # Another program may have been there first while this one waited for the file.
                state = self.value("SELECT state FROM actions WHERE id = ?", (target.id,))
                _refuse_twice(target, undone=state == "undone", again=again)
                with self._saying_why(f"“{target.title}” cannot be {kind}ne"):
                    self._apply(writer, target.id, title, again=again, progress=progress)
                    if afterwards is not None:
                        afterwards(writer, target.id)
                    self._connection.execute("DELETE FROM current_action")
                    self._connection.execute("COMMIT")
            finally:
                actions.roll_back(self._connection)
        return target

    def _apply(
        self, writer: Writer, target_id: int, title: str, *, again: bool, progress: Progress | None
    ) -> None:
        from workstation.store import undo

        count = self._changes_in(target_id)
        writer.tell_bulk(count)
        with self.announced(title) if count > undo.FEW else contextlib.nullcontext():
            undo.apply(
                self._connection,
                writer,
                target_id,
                again=again,
                progress=progress,
                work_out=self.work_out,
            )

    @contextlib.contextmanager
    def _saying_why(self, what: str) -> Iterator[None]:
        """Put what stands in the way of an undo, or a redo, into a sentence."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            from workstation.store import undo_later

            raise Refused(f"{what}: {undo_later.why_broken(self._connection)}") from error
        except Refused as error:
            raise Refused(f"{what}: {error}") from error

    def _telling(self, title: str) -> Callable[[], None] | None:
        tell = self.before_bulk
        return None if tell is None else lambda: tell(title)

    def _in_place(self) -> None:
        """Refuse to go on with a file that has lost its name: what is written there is lost."""
        found = identity(self.path)
        if found == self._file:
            self._keep_log()
            return
        if found is None:
            raise StoreError(
                f"{self.path} was moved or deleted while it was open, so nothing can be saved; put "
                "it back, or quit (Ctrl+Q) and bring a back-up back with "
                "'workstation restore'."
            )
        raise StoreError(
            f"{self.path} was replaced by another file while it was open (as a restore or a synced "
            "folder does), so nothing can be saved; quit (Ctrl+Q) and start again to go on with "
            "that one."
        )

    def _keep_log(self) -> None:
        """Go on with a new write-ahead log where something took away the one in use.

        What was written since the last checkpoint is in the old one alone, which only programs
        that have it open can still read; it is brought into the file first.
        """
        found = identity(self._log_path)
        if self._log is None:
            self._log = found
        if found == self._log or self._connection.in_transaction:
            return
        if found is None and self._read_only:
            return  # a connection that writes has to bring the old log in first
        with self._explained():
            if found is None:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
            self._connection = connect(self.path, read_only=self._read_only)
        self._log = self._log_in_use()
        self._numbers = Numbers(self._connection, self._node)
        if self._patience is not None:
            self.wait_at_most(self._patience)
        if self._lets_log_grow:
            self.let_log_grow()

    @property
    def _log_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _log_in_use(self) -> tuple[int, int] | None:
        """Return what tells the log this connection has open from any other."""
        self.value("PRAGMA data_version")
        return identity(self._log_path)

    # Words that could not be written

    @contextlib.contextmanager
    def _rescued(self, content: str | None, **about: Any) -> Iterator[None]:  # noqa: ANN401
        """Keep words in a file of their own as long as they cannot be written."""
        try:
            yield
        except StoreError as error:
            # What is encrypted must not lie anywhere in clear.
            if content is None or self._encrypted:
                raise
            database, now = str(self.path.absolute()), self._now()
            file = self._rescue.keep(rescue.Words(database, now, content, **about))
            if file is None:
                raise
            raise StoreError(f"{error} Until then your words are safe in {file}.") from (
                error.__cause__ or error
            )
        self._rescue.drop(rescue.key(**about))

    def _take_in_rescued(self) -> None:
        """Write what an earlier program could not, where that can be done now."""
        for file, words in rescue.left(self.path):
            taken = False
            with contextlib.suppress(StoreError), self._explained(), self._unrecorded():
                taken = rescue.take_in(self._connection, words, self._numbers.take)
            if taken:
                rescue.remove(file)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
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


def _refuse_twice(target: Action, *, undone: bool, again: bool) -> None:
    """Refuse an undo of what is undone, and a redo of what is not."""
    if undone and not again:
        raise Refused(f"“{target.title}” is already undone; redo brings it back.")
    if again and not undone:
        raise Refused(f"“{target.title}” is not undone.")

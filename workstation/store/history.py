"""What was done, and taking it back or bringing it back: recorded actions, undo and redo."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from workstation.store import actions
from workstation.store.actions import Action, Writer, action_of
from workstation.store.errors import Refused
from workstation.store.ids import COUNTER_BITS

if TYPE_CHECKING:
    from workstation.store.bulk import Progress
    from workstation.store.store import Store

Begin = Callable[[str, Literal["undo", "redo"], int], Writer]
"""Begins an action of a title and a kind that reverses the action of a number."""


class History:
    """The recorded actions of a file; made by ``Store.history``."""

    def __init__(self, store: Store, begin: Begin) -> None:
        self._store = store
        self._file = store.file
        self._begin = begin

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
        return int(
            self._store.value("SELECT count(*) FROM changes WHERE action_id = ?", (action_id,))
        )

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
        rows = self._store.rows(
            f"SELECT * FROM actions WHERE {' AND '.join(conditions)} ORDER BY seq DESC LIMIT ?",
            (*values, limit),
        )
        return [action_of(row) for row in rows]

    def find_action(self, number: int) -> Action | None:
        """Return an action by its identifier or by the short form people type."""
        row = self._store.row(
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
        row = self._store.row(
            "SELECT * FROM actions WHERE kind = 'do' AND state = 'done' ORDER BY seq DESC LIMIT 1"
        )
        return action_of(row) if row else None

    def _latest_undone(self) -> Action | None:
        row = self._store.row(
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
        self._file.in_place()
        with self._file.explained():
            writer = self._begin(title, kind, target.id)
            try:
                # Another program may have been there first while this one waited for the file.
                state = self._store.value("SELECT state FROM actions WHERE id = ?", (target.id,))
                _refuse_twice(target, undone=state == "undone", again=again)
                with self._saying_why(f"“{target.title}” cannot be {kind}ne"):
                    self._apply(writer, target.id, title, again=again, progress=progress)
                    if afterwards is not None:
                        afterwards(writer, target.id)
                    self._file.connection.execute("DELETE FROM current_action")
                    self._file.connection.execute("COMMIT")
            finally:
                actions.roll_back(self._file.connection)
        return target

    def _apply(
        self, writer: Writer, target_id: int, title: str, *, again: bool, progress: Progress | None
    ) -> None:
        from workstation.store import undo

        count = self._changes_in(target_id)
        writer.tell_bulk(count)
        with self._store.announced(title) if count > undo.FEW else contextlib.nullcontext():
            undo.apply(
                self._file.connection,
                writer,
                target_id,
                again=again,
                progress=progress,
                work_out=self._store.work_out,
            )

    @contextlib.contextmanager
    def _saying_why(self, what: str) -> Iterator[None]:
        """Put what stands in the way of an undo, or a redo, into a sentence."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            from workstation.store import undo_later

            raise Refused(f"{what}: {undo_later.why_broken(self._file.connection)}") from error
        except Refused as error:
            raise Refused(f"{what}: {error}") from error


def _refuse_twice(target: Action, *, undone: bool, again: bool) -> None:
    """Refuse an undo of what is undone, and a redo of what is not."""
    if undone and not again:
        raise Refused(f"“{target.title}” is already undone; redo brings it back.")
    if again and not undone:
        raise Refused(f"“{target.title}” is not undone.")

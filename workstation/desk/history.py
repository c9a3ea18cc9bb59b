"""Recorded actions as the rep sees them: history, undo and redo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from workstation.desk.changed import Changed
from workstation.desk.clock import moment_of
from workstation.desk.errors import DeskError
from workstation.store.errors import Refused
from workstation.store.ids import short

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Action, Writer
    from workstation.store.bulk import Progress


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded action; ``number`` is the short form a person types to undo it."""

    action: int
    number: int
    at: datetime
    title: str
    kind: str
    undone: bool


class History:
    """Lists recorded actions and takes them back."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def recent(self, limit: int = 50, account_id: int | None = None) -> list[Entry]:
        """Return actions, newest first, of one account if given."""
        return [_entry(action) for action in self._desk.store.history.actions(limit, account_id)]

    def size(self, number: int | None = None, *, again: bool = False) -> int:
        """Return how many changes an undo (``again``: a redo) would make, 0 when there is none."""
        return self._desk.store.history.changes_of(number, again=again)

    def undo(self, number: int | None = None, *, progress: "Progress | None" = None) -> Changed:
        """Take back the latest action, or the one of this number.

        ``progress`` is told the changes done and in all; raising in it stops with nothing changed.

        Raises:
            DeskError: there is nothing to undo, or later work stands in the way (the sentence
                names it).
        """
        said: list[str] = []

        def carry(act: "Writer", target: int) -> None:
            from workstation.desk.imports.undone import settle_lists
            from workstation.desk.merge.undone import carry_protection

            said.extend(carry_protection(self._desk, act, target))
            said.extend(settle_lists(self._desk, act))

        try:
            done = self._desk.store.history.undo(number, progress=progress, afterwards=carry)
        except Refused as error:
            raise DeskError(str(error)) from error
        return self._changed(done, f"Undone: {done.title}", "undo", said)

    def redo(self, number: int | None = None, *, progress: "Progress | None" = None) -> Changed:
        """Bring back the action undone last, or the one of this number.

        Raises:
            DeskError: there is nothing to redo, or later work stands in the way.
        """
        said: list[str] = []

        def settle(act: "Writer", _target: int) -> None:
            from workstation.desk.imports.undone import settle_lists

            said.extend(settle_lists(self._desk, act))

        try:
            done = self._desk.store.history.redo(number, progress=progress, afterwards=settle)
        except Refused as error:
            raise DeskError(str(error)) from error
        return self._changed(done, f"Done again: {done.title}", "redo", said)

    def _changed(
        self, done: "Action", title: str, kind: Literal["undo", "redo"], said: Sequence[str]
    ) -> Changed:
        """Report what was reversed, once the files that belong to it have followed."""
        from workstation.desk.fit.file import follow_profiles
        from workstation.desk.invitations import follow_invitations

        advice = follow_invitations(self._desk, done.id)
        advice += follow_profiles(self._desk, done.id, again=kind == "redo")
        return Changed(done.id, title, self._touched(done.id), (*said, *advice), kind=kind)

    def _touched(self, action: int) -> tuple[int, ...]:
        rows = self._desk.store.rows(
            "SELECT DISTINCT account_id FROM changes WHERE action_id = ? "
            "AND account_id IS NOT NULL LIMIT 100",
            (action,),
        )
        return tuple(row["account_id"] for row in rows)


def _entry(action: "Action") -> Entry:
    return Entry(
        action.id,
        short(action.id),
        moment_of(action.at),
        action.title,
        action.kind,
        action.undone,
    )

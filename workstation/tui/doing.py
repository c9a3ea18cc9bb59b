"""Carries out changes at the desk, at once or at length, and says what came of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from workstation.desk.changed import Changed
from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.widgets.render import safe

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.tui.long_work import Progress
    from workstation.tui.screens.base import DeskScreen

AT_ONCE = 1000
"""Rows a change may touch without a bar; more would hold up the keys."""


class Does(App[None]):
    """An app that changes what is at its desk, and whose screens follow."""

    desk: Desk
    version = 0
    """Counts changes, so that a screen that was hidden knows it has to read again."""

    def do(self, change: Callable[[], Changed]) -> Changed | None:
        """Carry out one change at the desk and report it; None when it was refused."""
        try:
            changed = change()
        except (DeskError, StoreError) as error:
            self.refuse(str(error))
            return None
        self.report(changed)
        return changed

    def do_at_length(
        self,
        size: int,
        doing: str,
        change: Callable[[Desk, Progress | None], Changed],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Carry out a change of so many rows: at once, or with a bar when they are many.

        ``then`` is called when it was done, not when it was refused or stopped.
        """
        if size <= AT_ONCE:
            if self.do(lambda: change(self.desk, None)) is not None and then is not None:
                then()
            return
        from workstation.tui.dialogs.busy import Busy

        self.push_screen(Busy(doing, change, then))

    def undo(self, number: int | None = None) -> None:
        """Take back the latest action, or the one of this number."""
        size = self.desk.history.size(number)
        self.do_at_length(
            size, "Undoing", lambda desk, told: desk.history.undo(number, progress=told)
        )

    def redo(self, number: int | None = None) -> None:
        """Bring back the action undone last, or the one of this number."""
        size = self.desk.history.size(number, again=True)
        self.do_at_length(
            size, "Doing it again", lambda desk, told: desk.history.redo(number, progress=told)
        )

    def report(self, changed: Changed) -> None:
        """Say what was done, and let every screen follow."""
        hint = "U does it again" if changed.kind == "undo" else "u undoes it"
        place = self.place
        if place is not None and place.place == "call" and not getattr(place, "ending", False):
            hint = "u undoes it after the call"
        self.clear_notifications()
        title, advice = safe(changed.title), [safe(text) for text in changed.advice]
        self.notify(
            "\n".join((*advice, hint)) if advice else f"{title} · {hint}",
            title=title if advice else "",
            severity="warning" if advice else "information",
            timeout=6 if advice else 4,
            markup=False,
        )
        self.follow(changed)

    def follow(self, changed: Changed | None = None) -> None:
        """Let the screen in front show what has changed, others when they come back."""
        self.version += 1
        if (screen := self.place) is not None:
            screen.catch_up(changed)

    def refuse(self, sentence: str) -> None:
        """Say why something was not done; it takes the place of what was said before."""
        self.clear_notifications()
        self.notify(safe(sentence), severity="error", timeout=8, markup=False)

    def warn(self, sentence: str) -> None:
        """Tell something the rep should know."""
        self.notify(safe(sentence), severity="warning", timeout=10, markup=False)

    @property
    def place(self) -> DeskScreen | None:
        """The nearest screen of the desk, behind any dialog."""
        from workstation.tui.screens.base import DeskScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                return screen
        return None

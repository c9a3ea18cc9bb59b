"""Shows how far a long change is; Escape stops it, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from workstation.desk.changed import Changed
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.long_work import Ended, LongWork, Progress, Progressed, progress_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


class Busy(Dialog[None]):
    """Carries a change out in a thread; when it is done, reports it and calls ``then``."""

    def __init__(
        self,
        doing: str,
        change: Callable[[Desk, Progress], Changed],
        then: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._doing = doing
        self._change = change
        self._then = then
        self._long: LongWork[Changed] = LongWork(self)

    def compose(self) -> ComposeResult:
        """Lay out the bar."""
        with Vertical(classes="box"):
            yield Words(self._doing, classes="title")
            yield Words(progress_line("", 0, 1, None), id="bar")
            yield Words(
                "Esc stop: nothing is kept of what is half done", classes="quiet", id="keys"
            )

    def on_mount(self) -> None:
        """Start."""
        self._run()

    @work(thread=True, exclusive=True, group="busy")
    def _run(self) -> None:
        self._long.run(self.desk.writer, self._change)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one("#bar", Words).say(event.drawn(""))

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self.dismiss(None)
        if isinstance(event.outcome, Changed):
            self.workstation.report(event.outcome)
            if self._then is not None:
                self._then()
        elif isinstance(event.outcome, str):
            self.workstation.refuse(event.outcome)
        else:
            self.workstation.warn("Stopped: nothing was changed.")

    def action_back(self) -> None:
        """Stop; the dialog goes when everything is rolled back."""
        self.query_one("#keys", Words).say("Stopping …")
        self._long.stop()

"""Asks before something large."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from workstation.tui.dialogs.base import Dialog, Words


class Confirm(Dialog[bool]):
    """Returns True for y or Enter; n or Escape leave.

    With ``for_good`` what is asked about cannot be taken back, and only y does it.
    """

    def __init__(self, title: str, text: str, *, for_good: bool = False) -> None:
        super().__init__()
        self._for_good = for_good
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="box"):
            yield Words(self._title, classes="title")
            yield Words(self._text)
            yield Words("y yes   n no", classes="quiet")

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        if event.key == "y" or (event.key == "enter" and not self._for_good):
            event.stop()
            self.dismiss(True)  # noqa: FBT003
        elif event.key in ("n", "enter"):
            event.stop()
            self.dismiss(None)

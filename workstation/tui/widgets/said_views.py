"""The line that names the views of what was said, and which one is on show."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import Piece, cells, clip, line

VIEWS = ("Answers", "Objections", "Openers and flows", "Best work")
_GAP = 3


class ViewLine(Drawn):
    """The views with their numbers; a click posts ``Chosen``."""

    DEFAULT_CSS = "ViewLine { width: 1fr; height: 1; padding: 0 1; }"

    class Chosen(Message):
        """A view was clicked; ``number`` is 1-based."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self._shown = 1
        self._beside = ""

    def show(self, number: int, beside: str) -> None:
        """Say which view is on show, and a few words about it."""
        self._shown = number
        self._beside = beside
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the names; the one on show is underlined and has a mark."""
        pieces: list[Piece] = []
        for number, title in enumerate(VIEWS, 1):
            here = number == self._shown
            pieces += [
                (f"{'▸' if here else ' '}{number} ", "bold $text-accent"),
                (title, "bold underline" if here else ""),
                "  ",
            ]
        return [clip(line(*pieces, " ", (self._beside, "$text-muted")), self.size.width)]

    def on_click(self, event: events.Click) -> None:
        """Choose the view under the pointer."""
        at = 0
        offset = event.get_content_offset(self)
        for number, title in enumerate(VIEWS, 1):
            at += cells(title) + _GAP + 2
            if offset is not None and offset.x < at:
                self.post_message(self.Chosen(number))
                return

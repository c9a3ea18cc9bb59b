"""How the numbers of a tile are made: what they count, from when, and the sum of a ratio."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line, safe

if TYPE_CHECKING:
    from workstation.desk.dashboard.tiles import TileView


class Why(Dialog[None]):
    """Explains one tile; a digit goes to the tile of that number, Enter or Escape leave."""

    def __init__(self, views: Sequence[TileView], at: int, day: date) -> None:
        super().__init__()
        self._views = views
        self._at = at
        self._day = day
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the sentences."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Words(classes="title")
            yield Words(id="sentences")
            yield Words("1–9 another tile · Esc back", classes="quiet")

    def on_mount(self) -> None:
        """Read about the first tile."""
        self._read()

    def on_key(self, event: events.Key) -> None:
        """Go to another tile, or leave."""
        if event.key in {"enter", "w"}:
            event.stop()
            self.dismiss(None)
        elif event.key.isdecimal() and 1 <= int(event.key) <= len(self._views):
            event.stop()
            self._at = int(event.key) - 1
            self._read()

    def _read(self) -> None:
        view = self._views[self._at]
        self.query_one(".title", Words).say(
            line((str(self._at + 1), "$text-muted"), f" {safe(view.title)}: how it is made")
        )
        self._aside.ask(lambda desk: desk.dashboard.why(view.key, self._day), self._show)

    def _show(self, sentences: list[str]) -> None:
        self.query_one("#sentences", Words).say("\n".join(sentences))

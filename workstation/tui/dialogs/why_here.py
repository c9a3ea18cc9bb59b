"""Why a record stands where it stands in the queue: its class, its sum, what would move it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line, safe

if TYPE_CHECKING:
    from workstation.method.queue_sum import Part


class WhyHere(Dialog[None]):
    """Shows an explanation part by part; Enter, w or Escape leave."""

    def __init__(self, account: str, parts: Sequence[Part]) -> None:
        super().__init__()
        self._account = account
        self._parts = parts

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        with VerticalScroll(classes="box wide", can_focus=False) as box:
            box.border_subtitle = "j k PgDn PgUp scroll · Esc back"
            yield Words(f"{safe(self._account)}: why here, why now", classes="title")
            yield Words(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        lines: list[Content] = []
        for number, part in enumerate(self._parts):
            if number:
                lines.append(Content(""))
            lines.append(line((part.title, "bold")))
            lines += [line(f"  {safe(each)}") for each in part.lines]
        return lines

    def on_key(self, event: events.Key) -> None:
        """Leave, or scroll."""
        box = self.query_one(VerticalScroll)
        if event.key in {"enter", "w"}:
            event.stop()
            self.dismiss(None)
        elif event.key in {"j", "down"}:
            box.scroll_down(animate=False)
        elif event.key in {"k", "up"}:
            box.scroll_up(animate=False)
        elif event.key == "pagedown":
            box.scroll_page_down(animate=False)
        elif event.key == "pageup":
            box.scroll_page_up(animate=False)

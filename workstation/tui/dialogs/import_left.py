"""Offers an import that was left half-way, before another file is asked for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.import_words import KEYS
from workstation.tui.dialogs.keys_of import KeysDialog

if TYPE_CHECKING:
    from workstation.tui.dialogs.import_wish import Left


class ImportLeft(Dialog[bool]):
    """Returns True to go on with it, False to forget it, None to choose another file now."""

    def __init__(self, left: Left) -> None:
        super().__init__()
        self._left = left

    def compose(self) -> ComposeResult:
        """Say which file it was, and how far it got."""
        left = self._left
        at = datetime.fromisoformat(left.at).astimezone(self.desk.clock.now().tzinfo)
        with Vertical(classes="box"):
            yield Words("An import was left half-way", classes="title")
            yield Words(f"{Path(left.path).name}, {at:%a %d %b %H:%M}: {left.wish.said}")
            if left.running:
                yield Words("It was cut off while it ran; nothing half-done was kept.")
            yield Words("Enter go on with it · x forget it · Esc another file", classes="quiet")

    def on_key(self, event: events.Key) -> None:
        """Decide."""
        if event.key in ("question_mark", "f1"):
            event.stop()
            self.app.push_screen(KeysDialog("an import left half-way", KEYS["left"]))
        elif event.key in ("enter", "x"):
            event.stop()
            self.dismiss(event.key == "enter")

"""The small menu behind `g`."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from workstation.tui.commands import bindings_for, commands_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line


class Places(Dialog[None]):
    """Shows the letters of the places; one more key goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("places")]

    def compose(self) -> ComposeResult:
        """Lay out a line for each place."""
        rows = [
            line(
                (f" {each.keys}  ", "bold $text-accent"),
                f"{each.title:<12}",
                (each.help, "$text-muted"),
            )
            for each in commands_for("places")
            if each.id.startswith("go_")
        ]
        with Vertical(classes="box"):
            yield Words("Go to", classes="title")
            yield Words(Content("\n").join(rows))

"""The keys of a dialog, each with what it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import fit, line

HELP = Binding("question_mark,f1", "keys", "keys")
"""Shows the keys of a dialog that says them."""


class KeysDialog(Dialog[None]):
    """Lists the keys of the dialog behind; ``?`` and Escape leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        Binding("question_mark,f1", "back", "back"),
    ]

    def __init__(self, title: str, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out a line for each key."""
        rows = [
            line((f" {fit(key, 12)}", "bold $text-accent"), said)
            for key, said in self._keys.items()
        ]
        with VerticalScroll(classes="box wide"):
            yield Words(f"Keys: {self._title}", classes="title")
            yield Words(Content("\n").join(rows))

"""The keys of this screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.tui.commands import ACTIVE_WITH, bindings_for, commands_for, keys_of
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import fit, line


class HelpDialog(Dialog[None]):
    """Lists every command that works on a screen, in its groups, as the rep has bound them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        *(each for each in bindings_for("dashboard") if each.id == "help"),
    ]

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out the groups."""
        keymap = getattr(self.app, "_keymap", {})
        commands = [*commands_for(self._place)]
        for other in ACTIVE_WITH.get(self._place, ()):
            commands += [each for each in commands_for(other) if each not in commands]
        rows: list[Content] = []
        for group in dict.fromkeys(each.group for each in commands):
            rows.append(line(("\n" if rows else "", ""), (group, "bold")))
            rows += [
                line((f" {fit(keys_of(each, keymap), 12)}", "bold $text-accent"), each.help)
                for each in commands
                if each.group == group
            ]
        with VerticalScroll(classes="box wide"):
            yield Words(f"Keys: {self._place}", classes="title")
            yield Words(Content("\n").join(rows))
            yield Words("\nAny command can be given another key in keys.yaml.", classes="quiet")

"""The line at the bottom: the few keys that matter on this screen, each a button for the mouse."""

from __future__ import annotations

from textual import events
from textual.content import Content

from workstation.tui.commands import Command, commands_for
from workstation.tui.keys import key_label
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import line

FIRST = ("import_file", "add", "profile")
"""The commands a desk without accounts begins with."""


class KeyLine(Drawn):
    """Draws the commands of a place that are marked as shown, as many as fit.

    ``begin`` shows those that matter where there is no record yet instead.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; width: 1fr; dock: bottom; background: $panel; color: $foreground; }
    """

    def __init__(self, *places: str) -> None:
        super().__init__()
        there = [command for place in places for command in commands_for(place)]
        self._usual = [command for command in there if command.shown]
        self._beginning = [each for id_ in FIRST for each in there if each.id == id_]
        self._beginning += [each for each in self._usual if each.group not in ("A record", "Lists")]
        self._commands = self._usual
        self._spans: list[tuple[int, int, Command]] = []

    def begin(self, *, empty: bool) -> None:
        """Show what a desk begins with while it is ``empty``, else what is usual."""
        wanted = self._beginning if empty else self._usual
        if wanted is not self._commands:
            self._commands = wanted
            self.refresh()

    def rows(self) -> list[Content]:
        """Draw as many keys as the width holds; ``?`` is always among them."""
        width = self.size.width
        last = [command for command in self._commands if command.id in ("help", "call_help")]
        order = [command for command in self._commands if command not in last]
        room = width - 1 - sum(len(self._words(command)) + 2 for command in last)
        taken: list[Command] = []
        for command in order:
            needed = len(self._words(command)) + 2
            if needed > room:
                break
            taken.append(command)
            room -= needed
        pieces: list[Content] = [Content(" ")]
        self._spans = []
        at = 1
        for command in (*taken, *last):
            key, words = self._key(command), self._words(command)
            pieces.append(line((key, "bold $text-accent"), words[len(key) :] + "  "))
            self._spans.append((at, at + len(words), command))
            at += len(words) + 2
        return [Content.assemble(*pieces)]

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        for start, end, command in self._spans:
            if start <= event.x < end:
                action = command.action or command.id
                await self.app.run_action(action, self.screen if "." not in action else None)

    def _key(self, command: Command) -> str:
        active = getattr(self.app, "_keymap", {}).get(command.id)
        keys = active.split(",") if active else list(command.all_keys)
        return key_label(keys[0])

    def _words(self, command: Command) -> str:
        return f"{self._key(command)} {command.title}"

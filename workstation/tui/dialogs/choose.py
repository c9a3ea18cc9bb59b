"""A short menu: each line has a letter that chooses it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import cells, fit, line


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: a letter (may be empty), a title, what it means, and the value it stands for."""

    letter: str
    title: str
    detail: str
    value: Any


class _Menu(Widget, can_focus=True):
    DEFAULT_CSS = "_Menu { height: auto; max-height: 100%; }"

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices = choices
        self.cursor = 0

    def get_content_height(self, *_: object) -> int:
        return len(self.choices)

    @property
    def _widest(self) -> int:
        return min(max((cells(each.title) for each in self.choices), default=0), 28)

    @property
    def room(self) -> int:
        """How many cells a detail has."""
        return max(self.size.width - self._widest - 8, 0)

    def render(self) -> Content:
        widest = self._widest
        lines = []
        for number, choice in enumerate(self.choices):
            here = number == self.cursor
            row = line(
                "▸ " if here else "  ",
                (fit(choice.letter, 2), "bold $text-accent"),
                (fit(choice.title, widest), "bold" if here else ""),
                "  ",
                (fit(choice.detail, self.room), "" if here else "$text-muted"),
            )
            lines.append(row)
        return Content("\n").join(lines)


class Choose(Dialog[Any]):
    """Returns the value of the chosen line, or None when the rep leaves."""

    def __init__(
        self, title: str, choices: Sequence[Choice], *, hint: str = "", start: int = 0
    ) -> None:
        super().__init__()
        self._start = start
        self._title = title
        self._choices = choices
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the title and the menu."""
        with VerticalScroll(classes="box wide", can_focus=False):
            yield Words(self._title, classes="title")
            yield _Menu(self._choices)
            if self._hint:
                yield Words(self._hint, classes="quiet")
            yield Words(id="detail", classes="quiet")

    def on_mount(self) -> None:
        """Explain the line it starts on."""
        self.query_one(_Menu).cursor = min(self._start, max(len(self._choices) - 1, 0))
        self._explain()

    def on_resize(self) -> None:
        """Explain where the menu has no room to."""
        self._explain()

    def _explain(self) -> None:
        """Show the whole meaning of the line under the cursor, where the menu had to cut it."""
        menu = self.query_one(_Menu)
        if not self._choices:
            return
        detail = self._choices[menu.cursor].detail
        fits = cells(detail) <= menu.room
        self.query_one("#detail", Words).say("" if fits else detail)
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=max(menu.cursor + 3 - box.size.height // 2, 0), animate=False)

    def on_key(self, event: events.Key) -> None:
        """Choose by letter, or move and press Enter."""
        menu = self.query_one(_Menu)
        held = {"alt", "ctrl", "super", "hyper", "meta"} & set(event.key.split("+")[:-1])
        for choice in self._choices:
            if choice.letter and event.character == choice.letter and not held:
                event.stop()
                self.dismiss(choice.value)
                return
        moves = {"down": 1, "up": -1}
        if event.key in moves and self._choices:
            event.stop()
            menu.cursor = (menu.cursor + moves[event.key]) % len(self._choices)
            menu.refresh()
            self._explain()
        elif event.key == "enter" and self._choices:
            event.stop()
            self.dismiss(self._choices[menu.cursor].value)

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        menu = self.query_one(_Menu)
        if event.widget is menu and 0 <= event.y < len(self._choices):
            self.dismiss(self._choices[event.y].value)

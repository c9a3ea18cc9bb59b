"""A short menu: each line has a letter that chooses it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import cells, fit, line


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: a letter (may be empty), a title, what it means, and the value it stands for."""

    letter: str
    title: str
    detail: str
    value: Any


_FRAME = 6
"""Lines of the box besides the menu: border, title, and what explains the line chosen."""


class _Menu(Drawn, can_focus=True):
    DEFAULT_CSS = "_Menu { height: auto; max-height: 100%; }"

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices = choices
        self.cursor = 0
        self.columns = 1

    @property
    def depth(self) -> int:
        """How many lines it takes."""
        return -(-len(self.choices) // self.columns)

    def get_content_height(self, *_: object) -> int:
        return self.depth

    @property
    def _widest(self) -> int:
        return min(max((cells(each.title) for each in self.choices), default=0), 28)

    @property
    def room(self) -> int:
        """How many cells a detail has."""
        return max(self.size.width // self.columns - self._widest - 8, 0)

    def at(self, x: int, y: int) -> int:
        """Return which choice stands at a place."""
        column = min(x // max(self.size.width // self.columns, 1), self.columns - 1)
        return column * self.depth + y

    def rows(self) -> list[Content]:
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
        rows, spare = self.depth, " " * (self.size.width % self.columns)
        for number in range(rows, len(lines)):
            lines[number % rows] += Content(f"  {spare}") + lines[number]
        return lines[:rows]


class Choose(Dialog[Any]):
    """Returns the value of the chosen line, or None when the rep leaves.

    With ``folds`` a menu too long for the screen stands in two columns. ``typed`` gives the value
    of a small letter that chooses no line; without it such a letter does nothing.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        hint: str = "",
        start: int = 0,
        folds: bool = False,
        typed: Callable[[str], Any] | None = None,
    ) -> None:
        super().__init__()
        self._start = start
        self._folds = folds
        self._typed = typed
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
        """Fold a long menu, and explain where it has no room to."""
        menu = self.query_one(_Menu)
        tall = len(self._choices) + _FRAME > self.app.size.height * 9 // 10
        columns = 2 if self._folds and tall else 1
        if columns != menu.columns:
            menu.columns = columns
            menu.refresh(layout=True)
            self.call_after_refresh(self._explain)
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
        box.scroll_to(y=max(menu.cursor % menu.depth + 3 - box.size.height // 2, 0), animate=False)

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
        if menu.columns > 1:
            moves |= {"right": menu.depth, "left": -menu.depth}
        if event.key in moves and self._choices:
            event.stop()
            menu.cursor = (menu.cursor + moves[event.key]) % len(self._choices)
            menu.refresh()
            self._explain()
        elif event.key == "enter" and self._choices:
            event.stop()
            self.dismiss(self._choices[menu.cursor].value)
        elif self._typed and not held and (event.character or "").islower():
            event.stop()
            self.dismiss(self._typed(event.character or ""))

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        menu = self.query_one(_Menu)
        place = menu.at(event.x, event.y)
        if event.widget is menu and 0 <= event.y < menu.depth and place < len(self._choices):
            self.dismiss(self._choices[place].value)

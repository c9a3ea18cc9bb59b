"""A long menu that is searched by typing: words narrow it, the arrows choose, Enter takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workstation.method.text import folded
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.choose import Choice
from workstation.tui.widgets.record_list import Cell, Column, RecordList

_MOVES = {"down": "down", "up": "up", "pagedown": "page_down", "pageup": "page_up"}


class _Choices:
    """What is left of the menu, as the source of a list."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices

    def count(self) -> int:
        return len(self._choices)

    def page(self, first: int, n: int) -> Sequence[Choice]:
        return self._choices[first : first + n]

    def key(self, row: Choice) -> str:
        return row.title


class _ChoiceList(RecordList[Choice], can_focus=False):
    """The lines of the menu."""


class Pick(Dialog[Any]):
    """Returns the value of the chosen line, or None when the rep leaves."""

    CSS = """
    Pick .box { height: 80%; }
    Pick RecordList { margin-top: 1; }
    Pick RecordList > .record-list--cursor-blurred {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice], *, start: int = 0) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._start = start

    def compose(self) -> ComposeResult:
        """Lay out the line and the menu."""
        columns: list[Column[Choice]] = [
            Column("", None, lambda row: Cell(row.title, "strong"), least=20),
            Column("", 34, lambda row: Cell(row.detail, "muted"), priority=1),
        ]
        with Vertical(classes="box wide"):
            yield Words(self._title, classes="title")
            yield Input(placeholder="type to search")
            yield _ChoiceList(columns, header=False, empty="Nothing here is called that.")
            yield Words("type to search · ↑ ↓ choose · Enter take · Esc leave", classes="quiet")

    def on_mount(self) -> None:
        """Show the whole menu, on the line it starts on."""
        self.query_one(Input).focus()
        records = self.query_one(_ChoiceList)
        records.set_source(_Choices(self._choices))
        if self._choices:
            records.go_to(min(self._start, len(self._choices) - 1))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Leave the lines that have every word; those that begin with what is typed first."""
        typed = folded(event.value).strip()
        left = [
            each
            for each in self._choices
            if all(word in folded(f"{each.title} {each.detail}") for word in typed.split())
        ]
        left.sort(key=lambda each: not folded(each.title).startswith(typed))
        self.query_one(_ChoiceList).set_source(_Choices(left))

    def on_key(self, event: events.Key) -> None:
        """Move in the menu while the line keeps the focus."""
        if (move := _MOVES.get(event.key)) is not None:
            event.stop()
            getattr(self.query_one(_ChoiceList), f"action_{move}")()

    @on(Input.Submitted)
    @on(RecordList.Opened)
    def _submitted(self) -> None:
        """Take the line that is chosen."""
        chosen: Choice | None = self.query_one(_ChoiceList).row
        if chosen is not None:
            self.dismiss(chosen.value)

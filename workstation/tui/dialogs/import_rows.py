"""The rows of a preview, all of them or those of one fate: a line of fates over a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workstation.desk.imports.fates import said_fields
from workstation.tui.dialogs.import_words import FATES
from workstation.tui.widgets.columns import Tone
from workstation.tui.widgets.record_list import Cell, Column
from workstation.tui.widgets.render import line, one_line

if TYPE_CHECKING:
    from workstation.desk.imports.ledger import FateRow, Ledger

EVERY = ""
_GAP = "   "
_TONES: Mapping[str, Tone] = {
    "new": "good",
    "joins": "good",
    "possible_duplicate": "warning",
    "updated": "accent",
    "same": "muted",
    "protected": "warning",
    "unusable": "bad",
}


class FateRows:
    """The rows of one fate as the source of a list."""

    def __init__(self, ledger: Ledger, fate: str) -> None:
        self._ledger = ledger
        self._fate = fate

    def count(self) -> int:
        """Return how many rows have the fate."""
        return self._ledger.count(self._fate)

    def page(self, first: int, n: int) -> Sequence[FateRow]:
        """Return some of them."""
        return self._ledger.page(first, n, self._fate)

    def key(self, row: FateRow) -> int:
        """Return what names a row."""
        return row.line


class FateBar(Widget):
    """All fates that occur with their counts; one is chosen, by a click too."""

    DEFAULT_CSS = "FateBar { height: auto; width: 1fr; }"

    class Chosen(Message):
        """Another fate is to be shown."""

        def __init__(self, fate: str) -> None:
            super().__init__()
            self.fate = fate

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self.fate = EVERY
        self._counts: Mapping[str, int] = {}
        self._spans: list[tuple[int, int, int, str]] = []

    @property
    def _fates(self) -> list[str]:
        return [EVERY, *(fate for fate in FATES if self._counts.get(fate))]

    def show(self, counts: Mapping[str, int]) -> None:
        """Show counts by fate."""
        self._counts = counts
        self.display = True
        self.refresh(layout=True)

    def move(self, step: int) -> None:
        """Choose the next fate, or the one before."""
        there = self._fates
        self.choose(there[(there.index(self.fate) + step) % len(there)])

    def choose(self, fate: str) -> None:
        """Choose a fate."""
        self.fate = fate
        self.refresh()
        self.post_message(self.Chosen(fate))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return how many lines the fates take."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[list[str]]:
        """Return the fates line by line, as many as fit."""
        lines: list[list[str]] = [[]]
        used = 0
        for fate in self._fates:
            needed = len(self._words(fate))
            if lines[-1] and used + len(_GAP) + needed > width:
                lines.append([])
                used = 0
            used += needed + (len(_GAP) if lines[-1] else 0)
            lines[-1].append(fate)
        return lines

    def _words(self, fate: str) -> str:
        count = sum(self._counts.values()) if fate == EVERY else self._counts[fate]
        name = "all rows" if fate == EVERY else FATES[fate][0]
        return f" {thousands(count)} {name} "

    def render(self) -> Content:
        """Draw the fates, the chosen one turned round."""
        drawn = []
        self._spans = []
        for y, fates in enumerate(self._lines(self.size.width)):
            pieces: list[str | tuple[str, str]] = []
            at = 0
            for fate in fates:
                words = self._words(fate)
                tone = "bold" if fate == EVERY else f"bold {FATES[fate][1]}"
                pieces += [_GAP] if pieces else []
                at += len(_GAP) if len(pieces) > 1 else 0
                pieces.append((words, f"{tone} reverse" if fate == self.fate else tone))
                self._spans.append((y, at, at + len(words), fate))
                at += len(words)
            drawn.append(line(*pieces))
        return Content("\n").join(drawn)

    def on_click(self, event: events.Click) -> None:
        """Choose the fate under the pointer."""
        for y, start, end, fate in self._spans:
            if y == event.y and start <= event.x < end:
                self.choose(fate)


def columns(unit: str) -> list[Column[FateRow]]:
    """Return the columns of the list; ``unit`` is what rows are counted in."""
    return [
        Column(unit, 8, lambda row: Cell(thousands(row.line), "muted"), align="right"),
        Column("who", None, lambda row: Cell(row.name or "–", "strong"), least=16),
        Column("fate", 12, _fate, priority=1),
        Column("", None, lambda row: Cell(more(row), "muted"), least=16, priority=2),
    ]


def more(row: FateRow) -> str:
    """Say what there is to a row besides: fields, whom it joins or resembles, why not."""
    to = {"joins": "joins ", "possible_duplicate": "like "}.get(row.fate, "→ ")
    other = f"{to}{one_line(row.other)}" if row.other else ""
    return " · ".join(filter(None, (other, one_line(row.why), one_line(said_fields(row.fields)))))


def thousands(count: int) -> str:
    """Return a number as it is read."""
    return f"{count:,}".replace(",", " ")


def _fate(row: FateRow) -> Cell:
    said = "like another" if row.fate == "possible_duplicate" else FATES[row.fate][0]
    return Cell(said, _TONES[row.fate])

"""The eight bins side by side: number, title, how many accounts, which one is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from workstation.method.bins import Bin
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import Piece, cells, fit, line

_BESIDE_TITLE = 3
"""Cells of a bin beside its title: the bar or mark before it, its number, a space."""


class BinBoard(Drawn):
    """Two lines, or three where there is room for the names of the groups.

    The bin that is shown has a mark before it and is underlined; a bin above its limit has its
    count with the limit and an exclamation mark. A click posts ``Chosen``.
    """

    DEFAULT_CSS = "BinBoard { width: 1fr; height: 2; }"

    class Chosen(Message):
        """A bin was clicked; ``number`` is 1-based, 0 when the click was beside them all."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, bins: Sequence[Bin], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._bins = bins
        self._counts: Mapping[str, int] = {}
        self._shown: str | None = None

    def show(self, counts: Mapping[str, int], shown: str | None) -> None:
        """Show these counts, and which bin the list is of (None: all of them)."""
        self._counts = counts
        self._shown = shown
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the bins, their titles shortened as far as the width asks for."""
        widths = self._widths()
        lines = [self._titles(widths), self._numbers(widths)]
        if self.size.height > len(lines):
            lines.insert(0, self._groups(widths))
        return lines

    def on_click(self, event: events.Click) -> None:
        """Choose the bin under the pointer."""
        at = 0
        for number, width in enumerate(self._widths(), 1):
            at += width + _BESIDE_TITLE
            if event.x < at:
                self.post_message(self.Chosen(number))
                return

    def _widths(self) -> list[int]:
        """Return the cells of each title, with one to spare where there is room."""
        room = self.size.width - _BESIDE_TITLE * len(self._bins)
        return title_widths([cells(each.title) + 1 for each in self._bins], room)

    def _titles(self, widths: Sequence[int]) -> Content:
        pieces: list[Piece] = []
        for number, (each, width) in enumerate(zip(self._bins, widths, strict=True), 1):
            here = each.key == self._shown
            pieces += [
                self._edge(number - 1),
                (f"{number} ", "bold $text-accent"),
                *_underlined(fit(each.title, width), "bold underline" if here else ""),
            ]
        return line(*pieces)

    def _numbers(self, widths: Sequence[int]) -> Content:
        pieces: list[Piece] = []
        for number, (each, width) in enumerate(zip(self._bins, widths, strict=True)):
            count = self._counts.get(each.key, 0)
            over = each.limit is not None and count > each.limit
            said = _said(count) if each.limit is None else f"{_said(count)}/{each.limit}"
            style = "bold $text-warning" if over else ("" if count else "$text-muted")
            pieces += [
                self._edge(number, marked=False),
                "  ",
                (fit(f"{said}!" if over else said, width), style),
            ]
        return line(*pieces)

    def _groups(self, widths: Sequence[int]) -> Content:
        pieces: list[Piece] = []
        for number, (each, width) in enumerate(zip(self._bins, widths, strict=True)):
            starts = number and each.group != self._bins[number - 1].group
            named = each.group if starts else ""
            pieces += [
                self._edge(number, marked=False),
                (fit(f"  {named}", width + _BESIDE_TITLE - 1), "$text-muted"),
            ]
        return line(*pieces)

    def _edge(self, number: int, *, marked: bool = True) -> Piece:
        if marked and self._bins[number].key == self._shown:
            return ("▸", "bold $text-accent")
        starts = number and self._bins[number].group != self._bins[number - 1].group
        return ("│" if starts else " ", "$text-muted")


def title_widths(wanted: Sequence[int], room: int) -> list[int]:
    """Share ``room`` cells among titles: none gets more than it wants, the longest are cut first.

    Where even one cell each is too much, each gets one all the same.
    """
    longest = max(wanted, default=0)
    while longest > 1 and sum(min(each, longest) for each in wanted) > room:
        longest -= 1
    widths = [min(each, longest) for each in wanted]
    spare = room - sum(widths)
    for at in sorted(range(len(wanted)), key=lambda at: -wanted[at]):
        if spare > 0 and widths[at] < wanted[at]:
            widths[at] += 1
            spare -= 1
    return widths


def _underlined(text: str, style: str) -> tuple[Piece, Piece]:
    """Give a title its style, but not the blanks after it."""
    bare = text.rstrip()
    return (bare, style), text[len(bare) :]


def _said(count: int) -> str:
    return str(count) if count < 100_000 else f"{count // 1000}k"

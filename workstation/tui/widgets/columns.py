"""The columns of a record list and how they share a width: the less important ones go first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from workstation.tui.widgets.render import Align

RowT = TypeVar("RowT")

Tone = Literal["", "muted", "strong", "accent", "good", "warning", "bad"]
"""What a text means; the theme decides how that looks."""

GAP = 2
"""Cells between two columns."""


class Cell(msgspec.Struct, frozen=True):
    """The text of one record in one column, and what it means."""

    text: str
    tone: Tone = ""


class Column(msgspec.Struct, Generic[RowT], frozen=True):
    """One column: a fixed `width` in cells, or None for a share of what is left.

    When the list is narrow, columns are left out by `priority`, the highest number first; 0 stays.
    A flexible column wants at least `least` cells.
    """

    title: str
    width: int | None
    value: Callable[[RowT], Cell]
    align: Align = "left"
    priority: int = 0
    least: int = 10


def share(columns: Sequence[Column[RowT]], width: int) -> list[tuple[Column[RowT], int]]:
    """Return the columns that are shown in `width` cells, with the cells each of them gets."""
    shown = list(columns)
    while shown and _wanted(shown) > width:
        droppable = [column for column in shown if column.priority > 0]
        if not droppable:
            break
        # Of equals the one further right goes.
        shown.remove(max(reversed(droppable), key=lambda column: column.priority))
    return _divide(shown, width)


def _wanted(columns: Sequence[Column[RowT]]) -> int:
    needed = sum(column.least if column.width is None else column.width for column in columns)
    return needed + GAP * (len(columns) - 1)


def _divide(columns: list[Column[RowT]], width: int) -> list[tuple[Column[RowT], int]]:
    room = width - GAP * (len(columns) - 1) - sum(column.width or 0 for column in columns)
    flexible = sum(column.width is None for column in columns)
    divided: list[tuple[Column[RowT], int]] = []
    left = width
    for column in columns:
        cells = column.width
        if cells is None:
            cells = max(room, 0) // flexible
            room, flexible = room - cells, flexible - 1
        cells = min(cells, left)
        if cells > 0:
            divided.append((column, cells))
        left -= cells + GAP
    return divided

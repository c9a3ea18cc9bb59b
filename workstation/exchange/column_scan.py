"""Reads dates and amounts of a whole file once, to learn how its columns write them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from workstation.exchange.amounts import MarkColumn
from workstation.exchange.dates import DateColumn
from workstation.exchange.rows import Row
from workstation.exchange.source import Source
from workstation.exchange.values import short

_LOOSE = re.compile(r"\s*\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b.*", re.DOTALL)
_UNCLEAR = re.compile(r"[^\d.,]*[1-9]\d{0,2}([.,])\d{3}[^\d.,]*")
_REMEMBERED = 1 << 15
_GROUPS_BY_COMMA = re.compile(r"[$£¥₹]|USD|GBP|CAD|AUD")


@dataclass(slots=True)
class AmountColumn:
    """How a column writes its amounts.

    `mark` is its decimal mark, "" when no cell gave it away, `mixed` when cells disagree; `unclear`
    counts the cells that mean another amount under the other mark, `example` is the first of them.
    """

    unclear: int = 0
    example: str = ""
    by_point: bool = False
    _marks: MarkColumn = field(default_factory=MarkColumn)

    def see(self, cell: str) -> None:
        """Take in a cell."""
        if "." not in cell and "," not in cell:
            return
        self._marks.see(cell)
        found = _UNCLEAR.fullmatch(cell)
        if found is None or (found[1] == "," and _GROUPS_BY_COMMA.search(cell)):
            return
        self.unclear += 1
        self.by_point = self.by_point or found[1] == "."
        self.example = self.example or short(cell)

    @property
    def mark(self) -> str:
        """The decimal mark of the column."""
        return self._marks.mark


def loose_dates(cells: Iterable[str]) -> bool:
    """Say whether some cell is a date that begins with its day or month."""
    return any(_LOOSE.fullmatch(cell) for cell in cells)


def marked_amounts(cells: Iterable[str]) -> bool:
    """Say whether some cell has a point or comma in it."""
    return any("." in cell or "," in cell for cell in cells)


def scan(
    source: Source, dates: Collection[str], amounts: Collection[str]
) -> tuple[dict[str, DateColumn], dict[str, AmountColumn]]:
    """Look through the named columns of the whole file, once; what comes again counts once.

    Raises TableError where the file cannot be read on.
    """
    days = {name: DateColumn() for name in dates}
    money = {name: AmountColumn() for name in amounts}
    seen = [(source.columns.index(name), learn.see) for name, learn in days.items()]
    seen += [(source.columns.index(name), learn.see) for name, learn in money.items()]
    met: list[set[str]] = [set() for _ in seen]
    if seen:
        for row in source.rows():
            if isinstance(row, Row):
                for (at, see), before in zip(seen, met, strict=True):
                    cell = row.cells[at]
                    if cell not in before:
                        see(cell)
                        if len(before) < _REMEMBERED:
                            before.add(cell)
    return days, money

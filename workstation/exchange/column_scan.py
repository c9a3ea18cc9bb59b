"""Reads some columns of a whole file once, to learn how they write and what they say."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from workstation.exchange.amounts import MarkColumn
from workstation.exchange.dates import DateColumn
from workstation.exchange.rows import Row
from workstation.exchange.source import Source
from workstation.exchange.status_words import StatusColumn
from workstation.exchange.values import short

_LOOSE = re.compile(r"\s*\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b.*", re.DOTALL)
_UNCLEAR = re.compile(r"[^\d.,]*[1-9]\d{0,2}([.,])\d{3}[^\d.,]*")
_REMEMBERED = 1 << 15
_PART = 1000

_Once = tuple[int, Callable[[str, int], None], set[str]]
"""Where a column stands, what takes in a cell and its line, and the cells taken in before."""
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
    source: Source,
    dates: Collection[str],
    amounts: Collection[str],
    statuses: Collection[str] = (),
    worded: Collection[str] = (),
) -> tuple[dict[str, DateColumn], dict[str, AmountColumn], dict[str, StatusColumn]]:
    """Look through the named columns of the whole file, once.

    A date or amount that comes again counts once, a status every time. In the columns that are
    ``worded`` a date may stand among words.

    Raises TableError where the file cannot be read on.
    """
    days = {name: DateColumn(worded=name in worded) for name in dates}
    money = {name: AmountColumn() for name in amounts}
    told = {name: StatusColumn(name) for name in statuses}
    place = source.columns.index
    once: list[_Once] = [(place(name), learn.see, set()) for name, learn in days.items()]
    once += [(place(name), _unplaced(learn.see), set()) for name, learn in money.items()]
    counted = [(place(name), learn.see) for name, learn in told.items()]
    if once or counted:
        rows = source.rows()
        while part := list(islice(rows, _PART)):
            usable = [row for row in part if isinstance(row, Row)]
            for column in once:
                _see_new(usable, column)
            for at, see in counted:
                for cell in filter(None, [row.cells[at] for row in usable]):
                    see(cell)
    return days, money, told


def _see_new(rows: Iterable[Row], column: _Once) -> None:
    at, see, before = column
    for number, cells in rows:
        if (cell := cells[at]) not in before:
            see(cell, number)
            if len(before) < _REMEMBERED:
                before.add(cell)


def _unplaced(see: Callable[[str], None]) -> Callable[[str, int], None]:
    return lambda cell, _: see(cell)

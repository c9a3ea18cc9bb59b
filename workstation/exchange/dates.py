"""Tells in which order a column of dates is written, and reads its cells by that order."""

import re
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from enum import StrEnum

from workstation.exchange.dated_words import date_in
from workstation.exchange.moments import moment
from workstation.exchange.values import Unreadable, day, short, squeeze, whole_year

_LOOSE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})((?:[T ,].*)?)", re.ASCII)
_SOLID = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)

_PROOFS = 3
"""Cells kept to show why a column's order is what it is."""


class DateOrder(StrEnum):
    """The order in which a column writes its dates.

    `YEAR_FIRST`: every cell is clear by itself. `AMBIGUOUS`: day or month may stand first and no
    cell gives it away. `MIXED`: some cells have the day first and some the month.
    """

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    AMBIGUOUS = "ambiguous"
    MIXED = "mixed"


class DateColumn:
    """Learns from the cells of a column, one by one, in which order its dates are written.

    `unclear` counts the cells that can be read only by the order of the column; `example` is the
    first of them. `proofs` are the first cells that can only be read one way, with their rows.
    Where cells are ``worded`` a date may stand among words.
    """

    def __init__(self, *, worded: bool = False) -> None:
        self.unclear = 0
        self._worded = worded
        self.proofs: dict[DateOrder, list[tuple[int, str]]] = {}
        self.example = ""
        self._day_first = self._month_first = 0

    def see(self, cell: str, row: int = 0) -> None:
        """Take in a cell; what is no date, or clear whatever the order, says nothing."""
        found = _LOOSE.fullmatch(squeeze((self._worded and date_in(cell)) or cell))
        if not found or found[2] == ".":
            return
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            self._day_first += 1
            self._prove(DateOrder.DAY_FIRST, row, cell)
        elif second > 12 >= first:
            self._month_first += 1
            self._prove(DateOrder.MONTH_FIRST, row, cell)
        elif first != second and first <= 12:
            self.unclear += 1
            self.example = self.example or short(cell)

    def _prove(self, order: DateOrder, row: int, cell: str) -> None:
        held = self.proofs.setdefault(order, [])
        if len(held) < _PROOFS:
            held.append((row, short(cell)))

    @property
    def order(self) -> DateOrder:
        """Return the order as far as the cells tell; never a guess."""
        if self._day_first and self._month_first:
            return DateOrder.MIXED
        if self._day_first:
            return DateOrder.DAY_FIRST
        if self._month_first:
            return DateOrder.MONTH_FIRST
        return DateOrder.AMBIGUOUS if self.unclear else DateOrder.YEAR_FIRST


def order_of(cells: Iterable[str]) -> DateOrder:
    """Return the order in which the cells of a column write their dates.

    One cell that can only be read one way (`23/04/2026`) settles the others.
    """
    column = DateColumn()
    for cell in cells:
        column.see(cell)
    return column.order


def read_day(cell: str, order: DateOrder) -> date | Unreadable:
    """Read a date by the order of its column; a time of day behind it is left out.

    A cell that is clear by itself is read as it stands. One that is not needs DAY_FIRST or
    MONTH_FIRST and is unreadable under any other order: nothing is guessed. Two digits of a year
    are from 1970 to 2069.
    """
    said = squeeze(cell)
    try:
        if found := _SOLID.fullmatch(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        found = _LOOSE.fullmatch(said)
        if not found:
            return day(said)
        first, second, year = int(found[1]), int(found[3]), whole_year(found[4])
        if found[2] == "." or first > 12 or first == second:
            return date(year, second, first)
        if second > 12 or order is DateOrder.MONTH_FIRST:
            return date(year, first, second)
        if order is DateOrder.DAY_FIRST:
            return date(year, second, first)
    except ValueError:
        return Unreadable(f"'{short(cell)}' is a day that does not exist")
    return Unreadable(f"'{short(cell)}' could be two days: say whether day or month stands first")


def read_moment(cell: str, order: DateOrder, zone: tzinfo) -> datetime | Unreadable:
    """Read a moment by the order of its column (see `read_day`), without an offset in `zone`."""
    said = squeeze(cell)
    found = _LOOSE.fullmatch(said)
    if not found and not _SOLID.fullmatch(said):
        return moment(said, zone)
    on = read_day(said, order)
    if isinstance(on, Unreadable):
        return on
    clock = found[5].lstrip("T, ") if found else ""
    return moment(f"{on.isoformat()} {clock}".strip(), zone)

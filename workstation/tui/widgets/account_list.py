"""Accounts as a list: who, where, how good, what is next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.method.bins import Bin
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.words import flames, said_day, stars

if TYPE_CHECKING:
    from workstation.desk.listing import AccountRow


class AccountList(RecordList["AccountRow"]):
    """A record list with the columns of accounts; ``today`` tells the rep's day.

    The column of the bin is there only while the list is of all bins.
    """

    def __init__(
        self,
        bins: Sequence[Bin],
        today: Callable[[], date],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self._titles: dict[str, str] = {each.key: each.title for each in bins}
        self._today = today
        super().__init__(self._columns_of(None), markable=True, empty="Reading …", id=id)

    def show_columns(self, bin_key: str | None) -> None:
        """Show the columns that tell something in a list of this bin (None: of all)."""
        self.set_columns(self._columns_of(bin_key))

    def say_empty(self, text: str) -> None:
        """Say what to do, where the list holds nothing."""
        self._empty = text
        self.refresh()

    def _columns_of(self, bin_key: str | None) -> list[Column[AccountRow]]:
        columns: list[Column[AccountRow]] = [
            Column("account", None, lambda row: Cell(row.name, "strong"), least=22),
        ]
        if bin_key is None:
            columns.append(Column("bin", 11, self._bin, priority=2))
        return [
            *columns,
            Column("place", 18, lambda row: Cell(row.place, "muted"), priority=4),
            Column("industry", 18, lambda row: Cell(row.industry or "", "muted"), priority=7),
            Column("people", 6, self._people, align="right", priority=6),
            Column("fit", 5, lambda row: Cell(stars(row.stars), "warning"), priority=3),
            Column("urgency", 7, lambda row: Cell(flames(row.urgency), "bad"), priority=5),
            Column("last touch", 10, self._touched, priority=2),
            Column("next step", 11, self._next, priority=1),
        ]

    def _bin(self, row: AccountRow) -> Cell:
        return Cell(self._titles.get(row.bin, row.bin))

    def _people(self, row: AccountRow) -> Cell:
        return Cell(str(row.contacts) if row.contacts else "–", "" if row.contacts else "muted")

    def _touched(self, row: AccountRow) -> Cell:
        if row.last_touch_on is None:
            return Cell("never", "muted")
        return Cell(_day(row.last_touch_on, self._today()), "muted")

    def _next(self, row: AccountRow) -> Cell:
        day = row.next_follow_up_on
        if day is None:
            return Cell("none", "warning") if row.bin == "working" else Cell("–", "muted")
        late = day < self._today()
        return Cell(f"{_day(day, self._today())}{'!' if late else ''}", "bad" if late else "accent")


def _day(day: date, today: date) -> str:
    """Say a day in at most ten cells: a day of another year as an ISO date."""
    return said_day(day, today) if day.year == today.year else day.isoformat()

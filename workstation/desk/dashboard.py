"""The personal dashboard: nine tiles, the records behind each, and the sum of each number."""

from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.desk.measure_records import MeasureRecord
from workstation.desk.tile_drawing import Drawing
from workstation.desk.tiles import Header, TileView
from workstation.method.dashboard import Tile
from workstation.method.days import month_of, say_day
from workstation.method.measures import Measure

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


class Dashboard:
    """Reads the dashboard of a day; without a day, of today."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def tiles(self, day: date | None = None) -> list[TileView]:
        """Return the playbook's tiles in its order, three a column, as they stand on `day`."""
        drawing = Drawing(self._desk, day or self._desk.days.today())
        return [drawing.view(tile) for tile in self._desk.playbook.tiles]

    def header(self, day: date | None = None) -> Header:
        """Return how far the month is, in working days, and the rep's level."""
        on = day or self._desk.days.today()
        working = self._desk.days.working()
        first, last = month_of(on)
        level = self._desk.settings.get("level")
        return Header(on, working.between(first, on), working.between(first, last), level)

    def open_tile(
        self, key: str, day: date | None = None, *, measure: str | None = None, limit: int = 500
    ) -> list[MeasureRecord]:
        """Return the records behind a tile's headline, or behind one of its measures.

        Raises:
            DeskError: there is no such tile or measure.
        """
        drawing = Drawing(self._desk, day or self._desk.days.today())
        tile = self._tile(key)
        shown = measure or drawing.headline(tile)
        return self._desk.measures.records(shown, *drawing.span(tile), limit)

    def why(self, key: str, day: date | None = None) -> list[str]:
        """Return what a tile's numbers mean and how they came about, a line each.

        Raises:
            DeskError: there is no such tile.
        """
        on = day or self._desk.days.today()
        drawing = Drawing(self._desk, on)
        tile = self._tile(key)
        first, last = drawing.span(tile)
        lines = [f"From {say_day(first, near=on)} to {say_day(last, near=on)}."]
        for each in tile.measures:
            found = self._desk.measures.measure(each)
            lines.append(
                f"{found.title}: {drawing.says(each, *drawing.span(tile))}"
                f"{self._sum(found, drawing, first, last)}. {found.meaning}"
            )
            target = self._desk.measures.target(each, "month", on)
            if target is not None and tile.span == "month":
                lines.append(f"The target for the month is {drawing.figure(found, target)}.")
            if left := self._desk.measures.left_out(each, first, last):
                lines.append(_left_out(left))
        return lines

    def _sum(self, measure: Measure, drawing: Drawing, first: date, last: date) -> str:
        """Return the sum of a ratio or difference: " = responses 22 ÷ emails delivered 248"."""
        sign = {"ratio": "÷", "difference": "−"}.get(measure.how)
        if sign is None:
            return ""
        keys = [measure.of or "", (measure.over or measure.less) or ""]
        said = [
            f"{self._desk.measures.measure(key).title.lower()} {drawing.says(key, first, last)}"
            for key in keys
        ]
        return f" = {said[0]} {sign} {said[1]}"

    def _tile(self, key: str) -> Tile:
        for tile in self._desk.playbook.tiles:
            if tile.key == key:
                return tile
        known = ", ".join(tile.key for tile in self._desk.playbook.tiles)
        raise DeskError(f"There is no tile {key!r}; there are {known}.")


def _left_out(amounts: int) -> str:
    if amounts == 1:
        return "1 amount in another currency is left out."
    return f"{amounts} amounts in other currencies are left out."

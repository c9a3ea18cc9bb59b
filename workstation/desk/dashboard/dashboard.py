"""The personal dashboard: nine tiles, the records behind each, and the sum of each number."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.dashboard import activity as tiles_activity
from workstation.desk.dashboard import long_run as tiles_long_run
from workstation.desk.dashboard import results as tiles_results
from workstation.desk.dashboard.tile_frame import Frame, say_left_out
from workstation.desk.dashboard.tiles import Header, TileView
from workstation.desk.errors import DeskError
from workstation.desk.measures.records import MeasureRecord
from workstation.method.dashboard import Chart, Tile
from workstation.method.days import month_of, say_day
from workstation.method.measures import Measure

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


_CHARTS: dict[Chart, Callable[[Frame, Tile], TileView]] = {
    "days": tiles_activity.days,
    "emails": tiles_activity.emails,
    "funnel": tiles_activity.funnel,
    "progress": tiles_results.progress,
    "money": tiles_results.money,
    "sources": tiles_results.sources,
    "months": tiles_long_run.months,
    "stacked": tiles_long_run.stacked,
    "forecast": tiles_long_run.forecast,
}


class Dashboard:
    """Reads the dashboard of a day; without a day, of today."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def tiles(self, day: date | None = None) -> list[TileView]:
        """Return the playbook's tiles in its order, three a column, as they stand on `day`."""
        frame = Frame(self._desk, day or self._desk.days.today())
        return [_CHARTS[tile.chart](frame, tile) for tile in self._desk.playbook.tiles]

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
        frame = Frame(self._desk, day or self._desk.days.today())
        tile = self._tile(key)
        shown = measure or frame.headline(tile)
        return frame.measures.records(shown, *frame.span(tile), limit)

    def why(self, key: str, day: date | None = None) -> list[str]:
        """Return what a tile's numbers mean and how they came about, a line each.

        Raises:
            DeskError: there is no such tile.
        """
        on = day or self._desk.days.today()
        frame = Frame(self._desk, on)
        tile = self._tile(key)
        first, last = frame.span(tile)
        lines = [f"From {say_day(first, near=on)} to {say_day(last, near=on)}."]
        for each in tile.measures:
            found = frame.measures.measure(each)
            lines.append(
                f"{found.title}: {frame.says(each, first, last)}"
                f"{self._sum(found, frame, first, last)}. {found.meaning}"
            )
            target = frame.measures.target(each, "month", on)
            if target is not None and tile.span == "month":
                lines.append(f"The target for the month is {frame.figure(found, target)}.")
            if left := frame.measures.left_out(each, first, last):
                lines.append(say_left_out(left))
        return lines

    def _sum(self, measure: Measure, frame: Frame, first: date, last: date) -> str:
        """Return the sum of a ratio or difference: " = responses 22 ÷ emails delivered 248"."""
        sign = {"ratio": "÷", "difference": "−"}.get(measure.how)
        if sign is None:
            return ""
        keys = [measure.of or "", (measure.over or measure.less) or ""]
        said = [
            f"{frame.measures.measure(key).title.lower()} {frame.says(key, first, last)}"
            for key in keys
        ]
        return f" = {said[0]} {sign} {said[1]}"

    def _tile(self, key: str) -> Tile:
        for tile in self._desk.playbook.tiles:
            if tile.key == key:
                return tile
        known = ", ".join(tile.key for tile in self._desk.playbook.tiles)
        raise DeskError(f"There is no tile {key!r}; there are {known}.")

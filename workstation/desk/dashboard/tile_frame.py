"""What the tiles of one dashboard share: its day, its spans, its series and targets."""

import itertools
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.desk.dashboard.tiles import Part, Series, TileView
from workstation.desk.figures import say_value
from workstation.desk.measures.measures import Measures, Number
from workstation.method.dashboard import Tile
from workstation.method.days import WorkingDays, month_of
from workstation.method.measures import AVERAGES, Measure, Pace, pace

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_ONE_DAY = timedelta(days=1)


class Frame:
    """The dashboard of one day, made for one use: numbers are read once, so all tiles agree."""

    def __init__(self, desk: "Desk", day: date) -> None:
        self.desk = desk
        self.measures = Measures(desk, remember=True)
        self.day = day
        self.month, self.month_end = month_of(day)

    def headline(self, tile: Tile) -> str:
        """Return the measure whose number stands above the tile: the funnel's is its end."""
        return tile.measures[-1 if tile.chart == "funnel" else 0]

    def span(self, tile: Tile) -> tuple[date, date]:
        """Return the days a tile looks at: the month or the year up to the day."""
        first = self.month if tile.span == "month" else self.day.replace(month=1, day=1)
        return first, self.day

    def figure(self, measure: Measure, value: Number) -> str:
        """Write a value of a measure, money with its currency."""
        return say_value(value, measure.shows, self.currency)

    def says(self, key: str, first: date, last: date) -> str:
        """Write a measure over a span of days."""
        return self.figure(self.measures.measure(key), self.measures.value(key, first, last))

    # What the tiles share

    @cached_property
    def working(self) -> WorkingDays:
        """The rep's working days."""
        return self.desk.days.working()

    @cached_property
    def currency(self) -> str:
        """The rep's currency."""
        return self.desk.settings.get("currency")

    @cached_property
    def working_days(self) -> tuple[int, int, int]:
        """Working days of the month: finished, up to the day, all."""
        working = self.working
        return (
            working.between(self.month, self.day - _ONE_DAY),
            working.between(self.month, self.day),
            working.between(self.month, self.month_end),
        )

    def base(self, tile: Tile) -> TileView:
        """Return what every tile has: its name, its headline and the unit of it."""
        key = self.headline(tile)
        measure = self.measures.measure(key)
        return TileView(
            key=tile.key,
            title=tile.title,
            column=tile.column,
            chart=tile.chart,
            measure=key,
            value=self.measures.value(key, *self.span(tile)),
            shows=measure.shows,
            unit=self.currency if measure.shows == "money" else measure.unit,
        )

    def month_target(self, key: str) -> float | None:
        """Return the target of a measure for this month."""
        return self.measures.target(key, "month", self.day)

    def adds_up(self, key: str) -> bool:
        """Whether days of a measure add up to a month, as those of a rate or an average do not."""
        return self.measures.measure(key).how not in AVERAGES

    def month_pace(self, key: str, done: Number, target: float | None) -> Pace | None:
        """Return how a number stands against the month; today is still to come."""
        if target is None or not self.adds_up(key):
            return None
        gone, _, total = self.working_days
        return pace(done or 0, target, gone, total)

    def day_series(self, key: str) -> Series:
        """Return the days of the month: None for days to come and for free days without work."""
        found = self.measures.by_day(key, self.month, self.day)
        days = (self.month_end - self.month).days + 1
        every = [self.month + timedelta(days=offset) for offset in range(days)]
        return tuple(
            None if value is None or (not value and not self.working.is_working(day)) else value
            for day, value in ((day, found.get(day)) for day in every)
        )

    def running(self, key: str) -> Series:
        """Return the sum up to each day of the month, None for days to come; rates day by day."""
        if not self.adds_up(key):
            return self.day_series(key)
        found = self.measures.by_day(key, self.month, self.day)
        sums = tuple(itertools.accumulate(value or 0 for value in found.values()))
        return sums + (None,) * (self.month_end.day - len(sums))

    def day_labels(self) -> tuple[str, ...]:
        """Return the days of the month as labels."""
        return tuple(str(number) for number in range(1, self.month_end.day + 1))

    def month_series(self, key: str) -> Series:
        """Return the months of the year, None for those to come."""
        january = self.day.replace(month=1, day=1)
        found = tuple(self.measures.by_month(key, january, self.day).values())
        return found + (None,) * (12 - len(found))

    def part(self, key: str, first: date, last: date) -> Part:
        """Return one measure over a span as a part."""
        measure = self.measures.measure(key)
        value = self.measures.value(key, first, last)
        return Part(key, measure.title, value, measure.shows)

    def left_out(self, keys: Iterable[str], first: date, last: date) -> str:
        """Say how many amounts in other currencies sums leave out, after a space; "" for none."""
        left = sum(self.measures.left_out(key, first, last) for key in keys)
        return f" {say_left_out(left)}" if left else ""


def say_left_out(amounts: int) -> str:
    """Say that so many amounts are not in a sum."""
    if amounts == 1:
        return "1 amount in another currency is left out."
    return f"{amounts} amounts in other currencies are left out."

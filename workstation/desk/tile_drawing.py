"""Works out what each kind of tile shows from the measures it names."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.desk.measures import SOURCES, Number, whole
from workstation.desk.outlook import month_outlook
from workstation.desk.tiles import Part, Series, TileView
from workstation.method.dashboard import Chart, Tile
from workstation.method.days import MONTHS, WorkingDays, add_months, month_of
from workstation.method.figures import say_figure
from workstation.method.measures import Measure, Pace, pace

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_ONE_DAY = timedelta(days=1)


class Drawing:
    """The dashboard of one day; made for one use, so that all its tiles agree."""

    def __init__(self, desk: "Desk", day: date) -> None:
        self._desk = desk
        self._measures = desk.measures
        self._day = day
        self._month, self._month_end = month_of(day)
        self._charts: dict[Chart, Callable[[Tile], TileView]] = {
            "days": self._days,
            "emails": self._emails,
            "funnel": self._funnel,
            "progress": self._progress,
            "money": self._money,
            "sources": self._sources,
            "months": self._months,
            "stacked": self._stacked,
            "forecast": self._forecast,
        }

    def view(self, tile: Tile) -> TileView:
        """Return one tile as it stands."""
        return self._charts[tile.chart](tile)

    def headline(self, tile: Tile) -> str:
        """Return the measure whose number stands above the tile: the funnel's is its end."""
        return tile.measures[-1 if tile.chart == "funnel" else 0]

    def span(self, tile: Tile) -> tuple[date, date]:
        """Return the days a tile looks at: the month or the year up to the day."""
        first = self._month if tile.span == "month" else self._day.replace(month=1, day=1)
        return first, self._day

    def figure(self, measure: Measure, value: Number) -> str:
        """Write a value of a measure, money with its currency."""
        if measure.shows != "money":
            return say_figure(value, measure.shows)
        from workstation.exchange.amounts import minor_digits

        code = self._currency
        return say_figure(value, "money", currency=code, digits=minor_digits(code))

    def says(self, key: str, first: date, last: date) -> str:
        """Write a measure over a span of days."""
        return self.figure(self._measures.measure(key), self._measures.value(key, first, last))

    # What the tiles share

    @cached_property
    def _working(self) -> WorkingDays:
        return self._desk.days.working()

    @cached_property
    def _currency(self) -> str:
        return self._desk.settings.get("currency")

    @cached_property
    def _working_days(self) -> tuple[int, int, int]:
        """Working days of the month: finished, up to the day, all."""
        working = self._working
        return (
            working.between(self._month, self._day - _ONE_DAY),
            working.between(self._month, self._day),
            working.between(self._month, self._month_end),
        )

    def _base(self, tile: Tile) -> TileView:
        key = self.headline(tile)
        measure = self._measures.measure(key)
        return TileView(
            key=tile.key,
            title=tile.title,
            column=tile.column,
            chart=tile.chart,
            measure=key,
            value=self._measures.value(key, *self.span(tile)),
            shows=measure.shows,
            unit=self._currency if measure.shows == "money" else measure.unit,
        )

    def _month_target(self, key: str) -> float | None:
        return self._measures.target(key, "month", self._day)

    def _month_pace(self, done: Number, target: float | None) -> Pace | None:
        gone, _, total = self._working_days
        return None if target is None else pace(done or 0, target, gone, total)

    def _day_series(self, key: str) -> Series:
        """Return the days of the month: None for days to come and for free days without work."""
        found = self._measures.by_day(key, self._month, self._day)
        days = (self._month_end - self._month).days + 1
        every = [self._month + timedelta(days=offset) for offset in range(days)]
        return tuple(
            None if value is None or (not value and not self._working.is_working(day)) else value
            for day, value in ((day, found.get(day)) for day in every)
        )

    def _running(self, key: str) -> Series:
        """Return the sum up to each day of the month, None for days to come."""
        found = self._measures.by_day(key, self._month, self._day)
        sums = tuple(itertools.accumulate(value or 0 for value in found.values()))
        return sums + (None,) * (self._month_end.day - len(sums))

    def _day_labels(self) -> tuple[str, ...]:
        return tuple(str(number) for number in range(1, self._month_end.day + 1))

    def _month_series(self, key: str) -> Series:
        january = self._day.replace(month=1, day=1)
        found = tuple(self._measures.by_month(key, january, self._day).values())
        return found + (None,) * (12 - len(found))

    def _part(self, key: str, first: date, last: date) -> Part:
        measure = self._measures.measure(key)
        value = self._measures.value(key, first, last)
        return Part(key, measure.title, value, measure.shows)

    def _left_out(self, keys: Iterable[str], first: date, last: date) -> str:
        left = sum(self._measures.left_out(key, first, last) for key in keys)
        if not left:
            return ""
        return f" {left} in other currencies {'is' if left == 1 else 'are'} left out."

    # Activity

    def _days(self, tile: Tile) -> TileView:
        base = self._base(tile)
        each = self._measures.target(base.measure, "day", self._day)
        target = self._month_target(base.measure)
        found = self._month_pace(base.value, target)
        return replace(
            base,
            target=target,
            series=self._day_series(base.measure),
            labels=self._day_labels(),
            each_target=each,
            pace=found,
            caption=self._still_needed(base.value, target, found),
        )

    def _still_needed(self, done: Number, target: float | None, found: Pace | None) -> str:
        if target is None or found is None:
            return f"{say_figure(done)} this month."
        if (done or 0) >= target:
            return "The month's target is reached."
        gone, _, total = self._working_days
        if gone >= total:
            return f"{say_figure(target - (done or 0))} short of the month's target."
        return f"{say_figure(found.per_day_left)} a working day from here reach the month's target."

    def _emails(self, tile: Tile) -> TileView:
        base = self._base(tile)
        target = self._month_target(base.measure)
        parts = [
            replace(self._part(key, *self.span(tile)), target=self._month_target(key))
            for key in tile.measures
        ]
        waiting = int(
            self._desk.store.value(
                "SELECT count(*) FROM follow_ups WHERE state = 'open' AND kind = 'response'"
            )
        )
        parts.append(Part("responses_waiting", "Responses waiting", waiting))
        rate = next((part for part in parts if part.shows == "percent"), None)
        said = []
        if rate is not None and rate.value is not None:
            usual = "" if rate.target is None else f" of {say_figure(rate.target, 'percent')}"
            said.append(f"{rate.title} {say_figure(rate.value, 'percent')}{usual}")
        if waiting:
            said.append(f"{waiting} {'response waits' if waiting == 1 else 'responses wait'}")
        return replace(
            base,
            target=target,
            series=self._day_series(base.measure),
            labels=self._day_labels(),
            parts=tuple(parts),
            pace=self._month_pace(base.value, target),
            caption=f"{', '.join(said)}." if said else "No email has arrived this month.",
        )

    def _funnel(self, tile: Tile) -> TileView:
        base = self._base(tile)
        parts = tuple(self._part(key, *self.span(tile)) for key in tile.measures)
        shares = [
            (whole(here.value) / before.value, before, here)
            for before, here in itertools.pairwise(parts)
            if before.value
        ]
        caption = "Nothing has come in at the top this month."
        if shares:
            share, before, here = min(shares, key=lambda found: found[0])
            caption = (
                f"Narrowest: {say_figure(share, 'percent')} from "
                f"{before.title.lower()} to {here.title.lower()}."
            )
        return replace(
            base,
            target=self._month_target(base.measure),
            series=tuple(part.value for part in parts),
            labels=tuple(part.title for part in parts),
            parts=parts,
            caption=caption,
        )

    # Results

    def _progress(self, tile: Tile) -> TileView:
        base = self._base(tile)
        target = self._month_target(base.measure)
        _, here, total = self._working_days
        caption = "The month's target is reached."
        if target is None or (base.value or 0) < target:
            ends = (base.value or 0) * total / here if here else None
            caption = "The month has not begun."
            if ends is not None:
                caption = f"At this pace {say_figure(ends)} by the end of the month."
        return replace(
            base,
            target=target,
            series=self._running(base.measure),
            labels=self._day_labels(),
            pace=self._month_pace(base.value, target),
            caption=caption,
        )

    def _money(self, tile: Tile) -> TileView:
        base = self._base(tile)
        measure = self._measures.measure(base.measure)
        before = add_months(self._month, -1)
        earlier = self.says(measure.key, *month_of(before))
        return replace(
            base,
            target=self._month_target(measure.key),
            series=self._running(measure.key),
            labels=self._day_labels(),
            caption=f"{MONTHS[before.month - 1]} came to {earlier}."
            + self._left_out([measure.key], *self.span(tile)),
        )

    def _sources(self, tile: Tile) -> TileView:
        """Seed, net and spear each by itself; the headline is that of the largest source."""
        base = self._base(tile)
        measure = self._measures.measure(base.measure)
        span = self.span(tile)
        found = self._measures.by_source(measure.key, *span)
        below = self._measures.by_source(measure.over or measure.key, *span)
        above = self._measures.by_source(measure.of or measure.key, *span)
        parts = tuple(
            Part(source, source.capitalize(), found[source], measure.shows) for source in SOURCES
        )
        largest = max(reversed(SOURCES), key=lambda source: below[source] or 0)
        caption = "No new leads from a known source this month."
        if below[largest]:
            caption = (
                f"{largest.capitalize()}: {say_figure(above[largest])} of "
                f"{say_figure(below[largest])}. Sources are never averaged."
            )
        return replace(
            base,
            value=found[largest],
            series=tuple(part.value for part in parts),
            labels=tuple(part.title for part in parts),
            parts=parts,
            caption=caption,
        )

    # The long run

    def _months(self, tile: Tile) -> TileView:
        base = self._base(tile)
        series = self._month_series(base.measure)
        known = [(value or 0, month) for month, value in enumerate(series) if value is not None]
        best, month = max(known, key=lambda found: found[0], default=(0, 0))
        caption = "Nothing yet this year."
        if best:
            caption = f"Best month: {MONTHS[month]} with {say_figure(best)}."
        return replace(
            base,
            target=None,
            series=series,
            labels=tuple(name[:1] for name in MONTHS),
            each_target=self._month_target(base.measure),
            caption=caption,
        )

    def _stacked(self, tile: Tile) -> TileView:
        base = self._base(tile)
        span = self.span(tile)
        parts = tuple(
            replace(self._part(key, *span), series=self._month_series(key)) for key in tile.measures
        )
        measure = self._measures.measure(base.measure)
        total = sum(part.value or 0 for part in parts)
        said = ", ".join(
            f"{part.title.lower()} {say_figure((part.value or 0) / total, 'percent')}"
            for part in parts
            if total and part.value
        )
        return replace(
            base,
            value=total,
            series=tuple(
                None
                if all(value is None for value in month)
                else sum(value or 0 for value in month)
                for month in zip(*(part.series for part in parts), strict=True)
            ),
            labels=tuple(name[:1] for name in MONTHS),
            parts=parts,
            caption=(f"{said.capitalize()}." if said else f"No {measure.shows} yet this year.")
            + self._left_out(tile.measures, *span),
        )

    def _forecast(self, tile: Tile) -> TileView:
        base = self._base(tile)
        span = self.span(tile)
        parts = [self._part(key, *span) for key in tile.measures]
        seen = month_outlook(self._desk, self._day, self._working)
        caption = "Not enough history for an outlook yet."
        if seen is not None:
            parts += [
                Part("low", "Low", seen.low),
                Part("high", "High", seen.high),
                Part("chance", "Chance of the month's target", seen.chance, "percent"),
                Part("with_more", "With one more a day", seen.chance_with_more, "percent"),
            ]
            caption = f"{seen.low} to {seen.high} qualified by the end of the month"
            if seen.chance is not None:
                caption += f"; chance of {say_figure(seen.target)}: {_percent(seen.chance)}"
            if seen.chance_with_more is not None:
                caption += f", with one more conversation a day {_percent(seen.chance_with_more)}"
            caption += "."
        return replace(
            base,
            target=self._month_target(base.measure),
            series=self._month_series(base.measure),
            labels=tuple(name[:1] for name in MONTHS),
            parts=tuple(parts),
            caption=caption + self._left_out(tile.measures, *span),
            outlook=seen,
        )


def _percent(chance: float) -> str:
    """Write a chance without promising more than it knows."""
    if chance > 0.99:
        return "over 99 %"
    if chance < 0.01:
        return "under 1 %"
    return f"{round(chance * 100)} %"

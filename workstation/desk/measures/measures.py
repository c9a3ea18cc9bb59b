"""The measures of the playbook worked out from the file, for goals, dashboard and command line."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.errors import DeskError
from workstation.desk.measures import sql as measure_sql
from workstation.desk.measures.sql import Bucket, Statement
from workstation.method.days import WorkingDays, add_months, month_of
from workstation.method.measures import AVERAGES, WORKED, Measure, Period
from workstation.method.ramp import ramp_target
from workstation.method.words import SOURCES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.measures.records import MeasureRecord

Number = int | float | None
QUALIFIED = "qualified_opportunities"
"""The measure a new rep's ramp stands for."""


class _Span(msgspec.Struct, frozen=True):
    first: date
    last: date


class Measures:
    """Answers what a measure comes to over a span of the rep's local days, both ends included.

    With `remember` a number stays as first read: for one use, such as drawing a dashboard.
    """

    def __init__(self, desk: "Desk", *, remember: bool = False) -> None:
        self._desk = desk
        self._read: dict[Statement, dict[str, Number]] | None = {} if remember else None

    def measure(self, key: str) -> Measure:
        """Return the definition of a measure.

        Raises:
            DeskError: the playbook has none of that key.
        """
        try:
            return self._desk.playbook.measure(key)
        except KeyError:
            known = ", ".join(found.key for found in self._desk.playbook.measures)
            raise DeskError(f"There is no measure {key!r}; there are {known}.") from None

    def has(self, key: str) -> bool:
        """Tell whether the playbook has a measure of that key."""
        return any(measure.key == key for measure in self._desk.playbook.measures)

    # Numbers

    def value(self, key: str, first: date, last: date) -> Number:
        """Return a measure over the span; None for a ratio or average of nothing.

        Counts are whole, money is in minor units of the rep's currency, a ratio is a fraction.

        Raises:
            DeskError: there is no such measure.
        """
        measure = self.measure(key)
        return self._buckets(measure, _Span(first, last), "whole").get("", _empty(measure))

    def by_day(self, key: str, first: date, last: date) -> dict[date, Number]:
        """Return a measure for every day of the span.

        Raises:
            DeskError: there is no such measure.
        """
        measure = self.measure(key)
        found = self._buckets(measure, _Span(first, last), "day")
        return {day: found.get(day.isoformat(), _empty(measure)) for day in _days(first, last)}

    def by_month(self, key: str, first: date, last: date) -> dict[date, Number]:
        """Return a measure for every month the span touches, by the month's first day.

        Raises:
            DeskError: there is no such measure.
        """
        measure = self.measure(key)
        found = self._buckets(measure, _Span(first, last), "month")
        return {
            month: found.get(month.isoformat()[:7], _empty(measure))
            for month in _months(first, last)
        }

    def by_source(self, key: str, first: date, last: date) -> dict[str, Number]:
        """Return a measure by where the lead came from: seed, net, spear, and "" for unknown.

        Unknown is left out when there is nothing in it. An opportunity without a source has its
        account's.

        Raises:
            DeskError: there is no such measure.
        """
        measure = self.measure(key)
        found = self._buckets(measure, _Span(first, last), "source")
        numbers = {source: found.get(source, _empty(measure)) for source in SOURCES}
        return numbers | ({"": found[""]} if found.get("") else {})

    def left_out(self, key: str, first: date, last: date) -> int:
        """Return how many amounts in other currencies a sum of money leaves out; 0 for the rest.

        Raises:
            DeskError: there is no such measure.
        """
        measure = self.measure(key)
        if measure.how != "sum" or measure.shows != "money":
            return 0
        asked = measure_sql.other_currencies(measure, first, last, currency=self._currency())
        return int(self._desk.store.value(asked.sql, asked.values))

    # What is behind them

    def records(self, key: str, first: date, last: date, limit: int = 500) -> "list[MeasureRecord]":
        """Return the records behind a number, latest first.

        A ratio shows what it divides by when that includes what it divides (won among decided),
        else what it divides; a difference shows what it starts from.

        Raises:
            DeskError: there is no such measure.
        """
        from workstation.desk.measures.records import record_of

        measure = self._shown(self.measure(key))
        if measure.how in WORKED:
            from workstation.desk.measures import worked as measures_worked

            return measures_worked.records(self._desk, measure, first, last, limit)
        asked = measure_sql.behind(measure, first, last, limit)
        return [
            record_of(self._desk, measure, row)
            for row in self._desk.store.rows(asked.sql, asked.values)
        ]

    def _shown(self, measure: Measure) -> Measure:
        if measure.how == "ratio":
            of, over = self.measure(measure.of or ""), self.measure(measure.over or "")
            return self._shown(over if over.table and over.table == of.table else of)
        if measure.how == "difference":
            return self._shown(self.measure(measure.of or ""))
        return measure

    # Targets

    def target(self, key: str, span: Period, day: date) -> float | None:
        """Return a measure's target for the day, week or month `day` lies in; None without one.

        A span the playbook gives no target for is worked out from one it does, over working days.
        Qualified opportunities follow the ramp of a new rep (Predictable Revenue, ramp).

        Raises:
            DeskError: there is no such measure.
        """
        measure = self.measure(key)
        targets: dict[Period, float] = dict(measure.targets)
        if key == QUALIFIED and (ramp := self._ramp(day)) is not None:
            targets = {"month": ramp}
        if span in targets:
            return targets[span]
        if measure.how in AVERAGES:
            return next(iter(targets.values()), None)
        for known in ("day", "month", "week"):
            if known in targets:
                return self._spread(targets[known], known, span, day)
        return None

    def _ramp(self, day: date) -> float | None:
        settings = self._desk.settings
        return ramp_target(
            self._desk.playbook.goals.ramp,
            started_on=_day(settings.get("started_on")),
            level=settings.get("level"),
            day=day,
        )

    def _spread(self, target: float, known: Period, span: Period, day: date) -> float:
        working = self._desk.days.working()
        known_days, asked_days = (_working_days(working, each, day) for each in (known, span))
        return target * asked_days / known_days if known_days else 0.0

    # The one way to a number

    def _buckets(self, measure: Measure, span: _Span, bucket: Bucket) -> dict[str, Number]:
        if measure.how == "ratio":
            of = self._buckets(self.measure(measure.of or ""), span, bucket)
            over = self._buckets(self.measure(measure.over or ""), span, bucket)
            return {
                name: (of.get(name) or 0) / below
                for name, below in over.items()
                if below is not None and below > 0
            }
        if measure.how == "difference":
            of = self._buckets(self.measure(measure.of or ""), span, bucket)
            less = self._buckets(self.measure(measure.less or ""), span, bucket)
            return {name: (of.get(name) or 0) - (less.get(name) or 0) for name in {**of, **less}}
        if measure.how in WORKED:
            from workstation.desk.measures import worked as measures_worked

            return measures_worked.buckets(self._desk, measure, span.first, span.last, bucket)
        asked = measure_sql.buckets(
            measure, span.first, span.last, bucket, currency=self._currency()
        )
        if self._read is not None and asked in self._read:
            return self._read[asked]
        rows = self._desk.store.rows(asked.sql, asked.values)
        found: dict[str, Number] = {row["bucket"] or "": row["number"] for row in rows}
        if self._read is not None:
            self._read[asked] = found
        return found

    def _currency(self) -> str:
        return self._desk.settings.get("currency")


def whole(value: Number) -> int:
    """Return a count as a whole number, nothing as 0."""
    return 0 if value is None else math.floor(value)


def _empty(measure: Measure) -> Number:
    return None if measure.how in AVERAGES else 0


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = add_months(month, 1)


def _working_days(working: WorkingDays, span: Period, day: date) -> int:
    if span == "day":
        return 1
    if span == "month":
        return working.between(*month_of(day))
    monday = day - timedelta(days=day.weekday())
    return working.between(monday, monday + timedelta(days=6))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

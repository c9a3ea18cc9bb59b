"""When something repeated takes place: the rules of calendars, worked out within a window.

The usual libraries walk a rule from its beginning and may walk for minutes when it never fits
(every 30 February). Here a rule without a count is followed within the window only, one that is
counted from its beginning for a century of days at most, and all rules of a reading together take
no more days and times than their shared allowance.
"""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, product
from typing import Literal

__all__ = [
    "MOST_PERIODS",
    "MOST_TIMES_A_DAY",
    "MOST_WORK",
    "Allowance",
    "Rule",
    "RuleError",
    "occurrences",
]

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]

MOST_PERIODS = 40_000
"""Periods a rule is followed through, or days where it counts its times: a century of days."""

MOST_TIMES_A_DAY = 96

MOST_WORK = 400_000
"""Days looked at and times worked out in one reading of a calendar: a second's work or so."""

_DAY = timedelta(days=1)


class RuleError(ValueError):
    """A rule that is not followed; the message says why in a few words."""


@dataclass(slots=True)
class Allowance:
    """The work left for the rules of one reading, in days looked at and times worked out."""

    left: int = MOST_WORK

    def take(self, work: int) -> None:
        """Use some of it.

        Raises:
            RuleError: there is none left.
        """
        self.left -= work
        if self.left < 0:
            raise RuleError("too much is repeated in this calendar")


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule (RFC 5545, RRULE); weekdays are 0 (Monday) to 6.

    ``weekdays`` holds (n, weekday): the n-th of the month or year, from its end when negative,
    every one when 0. ``until`` is the last moment on the clock of the event, ``times`` how often
    it takes place at most.
    """

    frequency: Frequency
    interval: int = 1
    times: int | None = None
    until: datetime | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


def occurrences(
    rule: Rule,
    start: datetime,
    first: datetime,
    last: datetime,
    allowance: Allowance | None = None,
) -> Iterator[datetime]:
    """Yield when a rule that began at ``start`` takes place from ``first`` to ``last``.

    All are naive and on the clock of the event; both ends count. ``allowance`` is shared with the
    other rules of a reading; without one the rule has its own.

    Raises:
        RuleError: it takes place too often, counts too far, or makes no sense, or the allowance is
            used up.
    """
    work = allowance or Allowance()
    if rule.interval < 1:
        raise RuleError(f"every {rule.interval} times makes no sense")
    clocks = _clocks(rule, start)
    fits = _day_test(rule, start)
    end = last if rule.until is None else min(last, rule.until)
    whole = rule.times is not None or bool(rule.positions)
    begin = 0 if rule.times is not None else _first_period(rule, start, first)
    taken = walked = 0
    for number in count(begin):
        span = _period(rule, start, number)
        if span is None or span[0] > end.date():
            return
        walked += (span[1] - span[0]).days + 1 if whole else 1
        if walked > MOST_PERIODS:
            raise RuleError("it is counted over too long a time")
        days = span if whole else (max(span[0], first.date()), min(span[1], end.date()))
        work.take(max((days[1] - days[0]).days + 1, 1))
        moments = _of_period(rule, days, clocks, fits)
        work.take(len(moments))
        for moment in moments:
            if moment < start:
                continue
            taken += 1
            if moment > end or (rule.times is not None and taken > rule.times):
                return
            if moment >= first:
                yield moment


def _of_period(
    rule: Rule, span: tuple[date, date], clocks: list[time], fits: Callable[[date], bool]
) -> list[datetime]:
    """Return the moments of one period, in order."""
    days = (span[0] + timedelta(days=number) for number in range((span[1] - span[0]).days + 1))
    found = [datetime.combine(day, clock) for day in days if fits(day) for clock in clocks]
    if not rule.positions:
        return found
    places = {place - 1 if place > 0 else len(found) + place for place in rule.positions}
    return [found[place] for place in sorted(places) if 0 <= place < len(found)]


def _clocks(rule: Rule, start: datetime) -> list[time]:
    hours = rule.hours or (start.hour,)
    minutes = rule.minutes or (start.minute,)
    seconds = rule.seconds or (start.second,)
    if len(hours) * len(minutes) * len(seconds) > MOST_TIMES_A_DAY:
        raise RuleError("it takes place too often")
    try:
        return sorted({time(*each) for each in product(hours, minutes, seconds)})
    except ValueError:
        raise RuleError("its time of day does not exist") from None


def _period(rule: Rule, start: datetime, number: int) -> tuple[date, date] | None:
    """Return the first and last day of a period, None beyond the end of the calendar."""
    ahead = number * rule.interval
    try:
        if rule.frequency == "YEARLY":
            year = start.year + ahead
            return date(year, 1, 1), date(year, 12, 31)
        if rule.frequency == "MONTHLY":
            year, month0 = divmod(start.year * 12 + start.month - 1 + ahead, 12)
            length = calendar.monthrange(year, month0 + 1)[1]
            return date(year, month0 + 1, 1), date(year, month0 + 1, length)
        if rule.frequency == "WEEKLY":
            back = timedelta(days=(start.weekday() - rule.week_start) % 7)
            monday = start.date() - back + timedelta(weeks=ahead)
            return monday, monday + min(6 * _DAY, date.max - monday)
        day = start.date() + timedelta(days=ahead)
    except (ValueError, OverflowError):
        return None
    return day, day


def _first_period(rule: Rule, start: datetime, first: datetime) -> int:
    """Return a period not after the one ``first`` is in, so that earlier ones are not walked."""
    if rule.frequency == "YEARLY":
        gone = first.year - start.year
    elif rule.frequency == "MONTHLY":
        gone = (first.year - start.year) * 12 + first.month - start.month
    else:
        gone = (first - start).days // (7 if rule.frequency == "WEEKLY" else 1)
    return max(gone // rule.interval - 1, 0)


def _day_test(rule: Rule, start: datetime) -> Callable[[date], bool]:
    """Return what tells whether a day of a period is one of the rule's."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not (month_days or rule.year_days or weekdays):
        if rule.frequency == "YEARLY":
            months = months or (start.month,)
        if rule.frequency in ("YEARLY", "MONTHLY"):
            month_days = (start.day,)
        elif rule.frequency == "WEEKLY":
            weekdays = ((0, start.weekday()),)
    by_year = rule.frequency == "YEARLY" and not rule.months
    counted = rule.frequency in ("YEARLY", "MONTHLY")

    def fits(day: date) -> bool:
        if months and day.month not in months:
            return False
        if month_days:
            length = calendar.monthrange(day.year, day.month)[1]
            if day.day not in month_days and day.day - length - 1 not in month_days:
                return False
        if rule.year_days and not _in_year(day) & set(rule.year_days):
            return False
        return not weekdays or any(
            day.weekday() == weekday and (not n or not counted or _is_nth(day, n, by_year=by_year))
            for n, weekday in weekdays
        )

    return fits


def _in_year(day: date) -> set[int]:
    number = day.timetuple().tm_yday
    return {number, number - (366 if calendar.isleap(day.year) else 365) - 1}


def _is_nth(day: date, n: int, *, by_year: bool) -> bool:
    """Tell whether a day is the n-th of its weekday in its year or month."""
    if by_year:
        gone = day.timetuple().tm_yday - 1
        left = (366 if calendar.isleap(day.year) else 365) - gone - 1
    else:
        gone = day.day - 1
        left = calendar.monthrange(day.year, day.month)[1] - day.day
    return gone // 7 + 1 == n if n > 0 else left // 7 + 1 == -n

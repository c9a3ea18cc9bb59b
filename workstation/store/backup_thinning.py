"""Which back-ups are no longer needed: the newer, the closer together they stay."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

ALL_FOR = timedelta(days=2)
"""So long every back-up stays."""
DAYS_FOR = timedelta(days=14)
"""So long the last good one of each day stays."""
WEEKS_FOR = timedelta(days=91)
"""So long the last good one of each week stays; after that the last good one of each month."""


class Copied(msgspec.Struct, frozen=True, order=True):
    """A back-up as thinning sees it: its moment (aware), its name, whether it is known to be good.

    Of two of one moment the one with the later name is the later one.
    """

    at: datetime
    name: str
    good: bool = True


def to_remove(kept: Iterable[Copied], now: datetime) -> set[str]:
    """Return the names of the back-ups that a later good one makes unnecessary.

    One goes when it is over two days old and a later good one of its day is there, over two weeks
    and one of its week, over a quarter of a year and one of its month. Days are those of ``now``'s
    zone; a week belongs to the month of its Thursday, so that weeks never lie in two months. The
    latest good one of each month thus stays for good, and what goes today would go tomorrow too.
    """
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    months: set[tuple[int, int]] = set()
    gone: set[str] = set()
    for one in sorted(kept, reverse=True):
        day = one.at.astimezone(now.tzinfo).date()
        year, number, weekday = day.isocalendar()
        week = (year, number)
        thursday = day + timedelta(days=4 - weekday)
        month = (thursday.year, thursday.month)
        age = now - one.at
        if (
            (age > ALL_FOR and day in days)
            or (age > DAYS_FOR and week in weeks)
            or (age > WEEKS_FOR and month in months)
        ):
            gone.add(one.name)
        if one.good:
            days.add(day)
            weeks.add(week)
            months.add(month)
    return gone

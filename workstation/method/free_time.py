"""When both sides could meet: free time inside the working hours of both zones."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

import msgspec

from workstation.method.hours import CallingHours, clock_time

GAP = timedelta(minutes=10)
"""Kept free before and after what is there already."""

STEP = timedelta(minutes=30)
AHEAD_DAYS = 21
"""Days looked ahead for a time; who has none in three weeks types one."""

GOOD_HOURS = (10, 14, 11)
"""The rep's hours aimed at: a morning and an afternoon of one day, and a morning of another."""

Span = tuple[datetime, datetime]


class Both(msgspec.Struct, frozen=True):
    """The two sides: their zones, the hours both keep by their own clocks, their days.

    ``there`` is None when nobody knows their zone; ``works`` tells whether a day of the rep is a
    working day, ``works_there`` one of theirs.
    """

    here: tzinfo
    there: tzinfo | None
    hours: CallingHours
    works: Callable[[date], bool]
    works_there: Callable[[date], bool]


def in_hours(start: datetime, minutes: int, zone: tzinfo, hours: CallingHours) -> bool:
    """Tell whether a meeting lies within working hours on the clocks of a zone, on one day."""
    begins = start.astimezone(zone)
    ends = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    return (
        begins.date() == ends.date()
        and begins.weekday() in hours.weekdays
        and clock_time(hours.start) <= begins.time()
        and ends.time() <= clock_time(hours.end)
    )


def free_times(
    day: date, minutes: int, both: Both, busy: Sequence[Span], not_before: datetime
) -> Iterator[datetime]:
    """Yield the moments (UTC), every half hour, at which a day of the rep has room for both."""
    if not both.works(day):
        return
    length = timedelta(minutes=minutes)
    local = datetime.combine(day, clock_time(both.hours.start), tzinfo=both.here)
    moment = local.astimezone(UTC)
    every_day = msgspec.structs.replace(both.hours, weekdays=tuple(range(7)))
    for _ in range(int(timedelta(days=1) / STEP)):
        if (
            moment >= not_before
            and in_hours(moment, minutes, both.here, every_day)
            and _fits_there(moment, minutes, both)
            and not any(moment < end + GAP and moment + length + GAP > start for start, end in busy)
        ):
            yield moment
        moment += STEP


def _fits_there(moment: datetime, minutes: int, both: Both) -> bool:
    if both.there is None:
        return True
    return in_hours(moment, minutes, both.there, both.hours) and both.works_there(
        moment.astimezone(both.there).date()
    )


def suggest(
    now: datetime, minutes: int, both: Both, busy: Sequence[Span], wanted: int = 3
) -> list[datetime]:
    """Return times to offer, in order: two on one day, one on another ("Tuesday or Thursday").

    The first day is the next with room from tomorrow on; the other one at least a day apart from
    it when there is one. Fewer than ``wanted`` when there is no more room in three weeks.
    """
    today = now.astimezone(both.here).date()
    not_before = now.astimezone(UTC) + GAP
    days = []
    for ahead in range(1, AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        if found := list(free_times(day, minutes, both, busy, not_before)):
            days.append((day, found))
        if days and (days[-1][0] - days[0][0]).days > 1:
            break
    if not days:
        return sorted(free_times(today, minutes, both, busy, not_before))[:wanted]
    first, second = days[0][1], days[-1][1] if len(days) > 1 else []
    chosen: list[datetime] = []
    for slots, hour in zip((first, first, second), GOOD_HOURS, strict=True):
        if best := _nearest(slots, hour, chosen, minutes, both.here):
            chosen.append(best)
    for slots in (first, second, *(each for _, each in days)):
        while len(chosen) < wanted:
            more = _nearest(slots, GOOD_HOURS[0], chosen, minutes, both.here)
            if more is None:
                break
            chosen.append(more)
    return sorted(chosen[:wanted])


def _nearest(
    slots: Sequence[datetime],
    hour: int,
    chosen: Sequence[datetime],
    minutes: int,
    zone: tzinfo,
) -> datetime | None:
    """Return the free time nearest to an hour of the rep's that does not overlap those chosen."""
    length = timedelta(minutes=minutes)

    def away(slot: datetime) -> tuple[timedelta, datetime]:
        local = slot.astimezone(zone)
        return abs(timedelta(hours=local.hour - hour, minutes=local.minute)), slot

    open_ = [slot for slot in slots if all(abs(slot - other) >= length for other in chosen)]
    return min(open_, key=away, default=None)

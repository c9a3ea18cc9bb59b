"""Calling hours: a contact is only offered for a call while the day is on where they are."""

import re
from datetime import UTC, datetime, time, timedelta

import msgspec

from workstation.method.days import WEEKDAYS
from workstation.method.zones import zone_info

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


def clock_time(text: str) -> time:
    """Read a playbook's time of day, "08:00" to "23:59"; raise ValueError with one sentence."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        message = f'"{text}" is not a time of day, expected hours and minutes such as "08:00"'
        raise ValueError(message)
    return time(int(match[1]), int(match[2]))


class CallingHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When people may be called, by their own clock (weekdays: Monday is 0).

    The method's default is 8 to 18 local, Monday to Friday (Predictable Revenue and Heinz
    Marketing, the follow-up queue).
    """

    start: str = "08:00"
    end: str = "18:00"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    def __post_init__(self) -> None:
        if clock_time(self.start) >= clock_time(self.end):
            message = f"calling hours end at {self.end}, expected a time after {self.start}"
            raise ValueError(message)
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            message = "calling hours need at least one weekday from 0 (Monday) to 6 (Sunday)"
            raise ValueError(message)


CLOSED = " there, opens "
"""What stands between their clock and their opening hour in the words for why nobody can call."""


class Callable_(msgspec.Struct, frozen=True):  # noqa: N801 - "Callable" would be taken for the type
    """Whether somebody may be called now.

    `local` is their time now, `opens_at` the moment (UTC) their hours begin next, None while
    they are open or when the zone is not known; `why` is one short phrase for the row.
    """

    ok: bool
    local: datetime | None
    opens_at: datetime | None
    why: str


def callable_at(now: datetime, zone: str | None, hours: CallingHours) -> Callable_:
    """Tell whether `now` (aware) is inside the calling hours of somebody living in `zone`.

    Somebody whose zone nobody knows may be called: the rep decides.
    """
    info = zone_info(zone)
    if info is None:
        return Callable_(ok=True, local=None, opens_at=None, why="time zone unknown")
    local = now.astimezone(info)
    start, end = clock_time(hours.start), clock_time(hours.end)
    works = local.weekday() in hours.weekdays
    if works and start <= local.time() < end:
        return Callable_(
            ok=True, local=local, opens_at=None, why=f"{local:%H:%M} there, until {hours.end}"
        )
    opens_at = _next_opening(local, start, hours.weekdays)
    opening = opens_at.astimezone(info)
    today, day = WEEKDAYS[local.weekday()][:3], WEEKDAYS[opening.weekday()][:3]
    opens = f"{opening:%H:%M}" if opening.date() == local.date() else f"{day} {opening:%H:%M}"
    why = f"{today} {local:%H:%M}{CLOSED}{opens}"
    return Callable_(ok=False, local=local, opens_at=opens_at, why=why)


def _next_opening(local: datetime, start: time, weekdays: tuple[int, ...]) -> datetime:
    """Return the next moment (UTC) on a calling weekday at which the local clock shows `start`."""
    days = (local.date() + timedelta(days=offset) for offset in range(8))
    openings = (
        datetime.combine(day, start, tzinfo=local.tzinfo).astimezone(UTC)
        for day in days
        if day.weekday() in weekdays
    )
    return next(moment for moment in openings if moment > local.astimezone(UTC))

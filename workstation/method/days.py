"""Working days: what "in three days" means once weekends, holidays and days off are left out."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

_ONE_DAY = timedelta(days=1)
_LONGEST_PAUSE = 400
"""Days without a single working day after which the search for one is given up."""


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class NoWorkingDayError(ValueError):
    """More than a year without one working day: the calendar has been set up wrongly."""


def no_holidays(_day: date) -> str | None:
    """Answer for a calendar without public holidays."""
    return None


class WorkingDays(msgspec.Struct, frozen=True):
    """The rep's calendar.

    `weekdays` are the working weekdays (Monday is 0), `days_off` the rep's own days off,
    `holidays` names the public holiday of a day or gives None.
    """

    weekdays: frozenset[int] = frozenset(range(5))
    days_off: frozenset[date] = frozenset()
    holidays: Callable[[date], str | None] = no_holidays

    def is_working(self, day: date) -> bool:
        """Tell whether the rep works on `day`."""
        return (
            day.weekday() in self.weekdays
            and day not in self.days_off
            and self.holidays(day) is None
        )

    def why_off(self, day: date) -> str | None:
        """Name what keeps `day` free ("Thanksgiving", "day off", "weekend"); None when working."""
        holiday = self.holidays(day)
        if holiday is not None:
            return holiday
        if day in self.days_off:
            return "day off"
        if day.weekday() not in self.weekdays:
            return "weekend" if day.weekday() >= calendar.SATURDAY else "not a working weekday"
        return None

    def next(self, day: date) -> date:
        """Return `day` itself when it is a working day, else the first one after it.

        Raises NoWorkingDayError when there is none for more than a year.
        """
        return self._search(day, _ONE_DAY)

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day after `day` (before it for a negative n).

        `day` itself never counts; n = 0 is `next(day)`. Raises NoWorkingDayError.
        """
        if n == 0:
            return self.next(day)
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        for _ in range(abs(n)):
            day = self._search(day + step, step)
        return day

    def between(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both included; 0 when last is earlier."""
        days = (last - first).days + 1
        return sum(self.is_working(first + timedelta(days=offset)) for offset in range(days))

    def _search(self, day: date, step: timedelta) -> date:
        for offset in range(_LONGEST_PAUSE):
            candidate = day + offset * step
            if self.is_working(candidate):
                return candidate
        message = f"there is no working day within {_LONGEST_PAUSE} days of {day.isoformat()}"
        raise NoWorkingDayError(message)


def public_holidays(country: str, region: str | None = None) -> Callable[[date], str | None]:
    """Return the public holidays of a country (ISO code, "US") and region ("CA") for WorkingDays.

    The calendar is loaded on the first question, not before: that takes 0.1 s. A country nobody
    keeps a calendar for has none; a region nobody keeps one for has those of its country.
    """
    calendars: list[Callable[[date], str | None]] = []

    def holiday(day: date) -> str | None:
        if not calendars:
            calendars.append(_holiday_calendar(country.upper(), region))
        return calendars[0](day)

    return holiday


def keeps_holidays(country: str) -> bool:
    """Say whether anybody keeps a calendar of public holidays for a country (ISO code)."""
    import holidays

    return country.upper() in holidays.list_supported_countries()


def _holiday_calendar(country: str, region: str | None) -> Callable[[date], str | None]:
    import holidays

    for subdivision in dict.fromkeys((region, None)):
        try:
            return holidays.country_holidays(country, subdiv=subdivision).get
        except NotImplementedError:
            continue
    return no_holidays


def say_day(day: date, *, near: date) -> str:
    """Return `day` as people read it: "Thu 26 Nov", with the year when it is not that of `near`."""
    text = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return text if day.year == near.year else f"{text} {day.year}"


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of `day`."""
    length = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=length)


def add_months(day: date, n: int) -> date:
    """Return the same day n months on (or back), or the last of that month when it is shorter.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    length = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, length))

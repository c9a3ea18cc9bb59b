"""The days of cadences at the desk: both sides' calendars, what a step depends on, its day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workstation.method.cadence import Cadence, Facts, Landing, both_work, landings
from workstation.method.days import (
    NoWorkingDayError,
    WorkingDays,
    keeps_holidays,
    public_holidays,
    say_day,
)
from workstation.method.zones import country_code

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.when import When

_EVERY_DAY = WorkingDays(weekdays=frozenset(range(7)))


class Calendars:
    """The days both sides work, by the country of the account; made for one piece of work.

    ``unknown`` collects the countries nobody keeps a calendar of holidays for.
    """

    def __init__(self, desk: "Desk") -> None:
        self._working = desk.days.working()
        self._own = country_code(desk.settings.get("country"))
        self._kept: dict[tuple[str | None, str | None], WorkingDays] = {}
        self.unknown: dict[str, None] = {}

    def of(self, country: str | None, region: str | None) -> WorkingDays:
        """Return the days the rep works that are no public holidays there."""
        place = (country, region)
        if place not in self._kept:
            self._kept[place] = self._both(country, region)
        return self._kept[place]

    def next(self, day: date, country: str | None, region: str | None) -> date:
        """Return the first day from one on that both sides work; itself where there is none."""
        try:
            return self.of(country, region).next(day)
        except NoWorkingDayError:
            return day

    def _both(self, country: str | None, region: str | None) -> WorkingDays:
        code = country_code(country)
        if country and (code is None or not keeps_holidays(code)):
            self.unknown[country] = None
            return self._working
        if code is None or (code == self._own and not region):
            return self._working
        return both_work(self._working, public_holidays(code, region))

    def notes(self) -> tuple[str, ...]:
        """Say which countries' holidays could not be looked at."""
        return tuple(
            f"Nobody keeps a calendar of public holidays for {country}; none was looked at there."
            for country in self.unknown
        )


def planned(
    calendars: Calendars, cadence: Cadence, run: "Row"
) -> tuple[list[Landing], WorkingDays]:
    """Return where the steps of a run land, and the days both sides work.

    Where the calendar has no working day left at all, every day counts: nothing that is logged
    may fail over a date.
    """
    started, shifted = date.fromisoformat(run["started_on"]), run["shifted_days"]
    both = calendars.of(run["country"], run["region"])
    try:
        return landings(cadence, started, both, shifted=shifted), both
    except NoWorkingDayError:
        return landings(cadence, started, _EVERY_DAY, shifted=shifted), _EVERY_DAY


def for_both(desk: "Desk", when: "When", country: str | None, region: str | None) -> "When":
    """Return a "when" that gives way to the public holidays of an account's country too.

    A moment that was said stays, with a note.
    """
    both = Calendars(desk).of(country, region)
    near, why = desk.days.today(), both.why_off(when.day)
    if why is None or (when.at is not None and when.moved):
        return when
    said = say_day(when.day, near=near)
    if when.at is not None:
        return replace(when, moved=f"note: {said} is not a working day ({why})")
    day = Calendars(desk).next(when.day, country, region)
    said_why = f"{when.moved}; {why}" if when.moved else f"moved from {said}: {why}"
    return replace(when, day=day, said=say_day(day, near=near), moved=said_why)


def days_late(day: date, today: date, both: WorkingDays) -> int:
    """Return how many working days have passed since a step's day."""
    return both.between(day + timedelta(days=1), today)


def facts(desk: "Desk", run: "Row", call: str | None = None) -> Facts:
    """Return what the conditions of steps ask about the person of a run.

    ``call`` adds a call that is about to be logged, by what it counts as.
    """
    from workstation.desk.urgency_now import UrgencyNow

    row = desk.store.row(
        "SELECT EXISTS (SELECT 1 FROM emails WHERE state = 'valid' AND account_id = ?1 "
        "AND (?2 IS NULL OR contact_id = ?2)) AS has_email, "
        "EXISTS (SELECT 1 FROM phones WHERE state = 'valid' AND contact_id = ?2) "
        "OR (SELECT phone FROM accounts WHERE id = ?1) IS NOT NULL AS has_phone, "
        "count(*) AS calls, coalesce(sum(counts_as <> 'unanswered'), 0) AS answered "
        "FROM activities WHERE account_id = ?1 AND kind = 'call' AND happened_on >= ?3 "
        "AND (contact_id IS NULL OR ?2 IS NULL OR contact_id = ?2)",
        (run["account_id"], run["contact_id"], run["started_on"]),
    )
    if row is None:
        return Facts()
    urgency = UrgencyNow(desk)(run["urgency"], run["urgency_at"])
    tried = (row["calls"] > 0 or call is not None) and not row["answered"]
    tried = tried and call in (None, "unanswered")
    return Facts(
        unreachable=tried or not row["has_phone"],
        has_email=bool(row["has_email"]),
        is_lead=urgency >= desk.playbook.signals.lead_from,
    )

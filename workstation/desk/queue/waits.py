"""Why a row of the queue has to wait, and whether that lasts longer than today."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.clock import iso
from workstation.desk.public_days import public_day
from workstation.method.capacity import end_of_day
from workstation.method.days import say_day
from workstation.method.hours import callable_at
from workstation.method.queueing import Tries, rested

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

TO_AVOID = "to avoid: calling needs a reason"
"""Why a call with an account that is not prospected waits."""

NOT_TO_CALL = "asked not to be called"
OPTED_OUT = "opted out of email"

REACHING = ("call", "email", "social")
"""The channels that reach a person; a task for the rep alone may go on."""

_LONGEST_HOLIDAY = 14

Place = tuple[str | None, str | None, str | None]
"""Where somebody is: time zone, country, region."""


class Waits(NamedTuple):
    """Why a row waits, "" when it does not, and whether it does so beyond the rep's day."""

    why: str
    beyond: bool = False


FREE = Waits("")
AVOIDED = Waits(TO_AVOID, beyond=True)
FORBIDDEN = Waits(NOT_TO_CALL, beyond=True)
UNWANTED = Waits(OPTED_OUT, beyond=True)


def closed(desk: "Desk", at: datetime, where: Place) -> tuple[str, datetime | None]:
    """Say why nobody can be called somewhere at a moment, and when their hours open (UTC).

    It is the hour, or a public holiday; "" and None when they can be called, None too where nobody
    knows their clock.
    """
    zone, country, region = where
    hours = callable_at(at, zone, desk.playbook.hours)
    if hours.local is None:
        holiday = public_day(country, at.date(), desk.cache, region)
        return (f"holiday there: {holiday}" if holiday else ""), None
    today, opens, why = hours.local.date(), hours.opens_at, "" if hours.ok else hours.why
    holiday = public_day(country, today, desk.cache, region)
    if holiday and (opens is None or opens.astimezone(hours.local.tzinfo).date() == today):
        why, opens = f"holiday there: {holiday}", _after(desk, hours.local, zone)
    for _ in range(_LONGEST_HOLIDAY if why else 0):
        local = opens.astimezone(hours.local.tzinfo) if opens else None
        if local is None or not public_day(country, local.date(), desk.cache, region):
            break
        opens = _after(desk, local, zone)
    return why, opens


def _after(desk: "Desk", local: datetime, zone: str | None) -> datetime | None:
    """Return when the hours open on a later day than that of ``local``."""
    late = datetime.combine(local.date(), time(23, 59, 59), tzinfo=local.tzinfo)
    return callable_at(late, zone, desk.playbook.hours).opens_at


class Waiting:
    """Says who has to wait at one moment: by the hours and holidays there, absences, and tries."""

    def __init__(self, desk: "Desk", now: datetime) -> None:
        self._desk = desk
        self._now = now
        self._ends = end_of_day(now, desk.playbook.limits.day_ends).astimezone(UTC)
        self._closed: dict[Place, Waits] = {}
        self._resting = self._unanswered()
        self._away = self._absent()

    def call(
        self, account: int, named: int | None, offered: int | None, *, forbidden: bool, where: Place
    ) -> Waits:
        """Say whether a call has to wait.

        ``named`` is the person a follow-up names, ``offered`` the one to call, None where nobody
        is known; ``forbidden`` that they asked not to be called.
        """
        if forbidden:
            return FORBIDDEN
        if self._away:
            absent = self._away.get(account) or self._away.get(named or offered or 0)
            if absent:
                return absent
        if self._resting:
            limited = self._resting.get(named) if named else None
            if limited is None:
                limited = self._resting.get(account)
            if not limited and offered:
                limited = self._resting.get(offered)
            if limited:
                return Waits(limited, beyond=True)
        found = self._closed.get(where)
        if found is None:
            found = self._closed[where] = self._look(where)
        return found

    def _look(self, where: Place) -> Waits:
        """Say why nobody can be called there now: the hour, or a public holiday."""
        why, opens = closed(self._desk, self._now, where)
        if not why:
            return FREE
        return Waits(why, beyond=opens is None or opens > self._ends)

    def _absent(self) -> dict[int, Waits]:
        """Return who is away for how long, by the cadences that run or are paused with them.

        They are known by their contact, and by the account where a cadence names nobody.
        """
        today = self._now.date()
        return {
            who: Waits(f"away until {say_day(date.fromisoformat(until), near=today)}", beyond=True)
            for who, until in self._desk.store.rows(
                "SELECT coalesce(contact_id, account_id), max(away_until_on) FROM cadence_runs "
                "WHERE state <> 'ended' AND away_until_on >= ? GROUP BY 1",
                (today.isoformat(),),
            )
        }

    def _unanswered(self) -> dict[int, str]:
        """Return whom late calls did not reach, and why they rest ("" when they do not).

        They are known by their contact, and by the account where no contact was named.
        """
        limits, today = self._desk.playbook.limits, self._now.date()
        since = today - timedelta(days=limits.days_between)
        start = datetime.combine(since, time.min, self._now.tzinfo)
        found: dict[int, str] = {}
        for who, day, count in self._desk.store.rows(
            "SELECT coalesce(contact_id, account_id), happened_on, count(*) "
            "FROM activities WHERE kind = 'call' AND happened_at >= ? "
            "AND counts_as = 'unanswered' GROUP BY 1, 2 ORDER BY 2",
            (iso(start),),
        ):
            tries = Tries(today.fromisoformat(day), count)
            found[who] = rested(tries, limits, today) or ""
        return found

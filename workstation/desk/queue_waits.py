"""Why a row of the queue has to wait, and whether that lasts longer than today."""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.clock import iso
from workstation.desk.public_days import public_day
from workstation.method.capacity import end_of_day
from workstation.method.hours import callable_at
from workstation.method.queueing import Tries, rested

if TYPE_CHECKING:
    from datetime import date

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


class Waiting:
    """Says who has to wait at one moment: by the hours and holidays there, and by tries."""

    def __init__(self, desk: "Desk", now: datetime) -> None:
        self._desk = desk
        self._now = now
        self._ends = end_of_day(now, desk.playbook.limits.day_ends).astimezone(UTC)
        self._closed: dict[Place, Waits] = {}
        self._resting = self._unanswered()

    def call(
        self, account: int, named: int | None, offered: int | None, *, forbidden: bool, where: Place
    ) -> Waits:
        """Say whether a call has to wait.

        ``named`` is the person a follow-up names, ``offered`` the one to call, None where nobody
        is known; ``forbidden`` that they asked not to be called.
        """
        if forbidden:
            return FORBIDDEN
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
        zone, country, region = where
        hours = callable_at(self._now, zone, self._desk.playbook.hours)
        if hours.local is None:
            holiday = self._holiday(self._now.date(), country, region)
            return Waits(f"holiday there: {holiday}", beyond=True) if holiday else FREE
        today, opens, why = hours.local.date(), hours.opens_at, "" if hours.ok else hours.why
        holiday = self._holiday(today, country, region)
        if holiday and (opens is None or opens.astimezone(hours.local.tzinfo).date() == today):
            why, opens = f"holiday there: {holiday}", self._after(hours.local, zone)
        if not why:
            return FREE
        for _ in range(_LONGEST_HOLIDAY):
            local = opens.astimezone(hours.local.tzinfo) if opens else None
            if local is None or not self._holiday(local.date(), country, region):
                break
            opens = self._after(local, zone)
        return Waits(why, beyond=opens is None or opens > self._ends)

    def _after(self, local: datetime, zone: str | None) -> datetime | None:
        """Return when the hours open on a later day than that of ``local``."""
        late = datetime.combine(local.date(), time(23, 59, 59), tzinfo=local.tzinfo)
        return callable_at(late, zone, self._desk.playbook.hours).opens_at

    def _holiday(self, day: "date", country: str | None, region: str | None) -> str | None:
        return public_day(country, day, self._desk.cache, region)

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

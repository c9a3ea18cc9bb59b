"""The follow-ups that are due at a moment, each in its class, ranked, and waiting or not.

There may be tens of thousands after a leave, so that whatever comes again is worked out once.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.clock import moment_of
from workstation.desk.queue.people import BEST_CONTACT, CONTACT_ZONE
from workstation.desk.queue.waits import (
    AVOIDED,
    FREE,
    REACHING,
    UNWANTED,
    Waiting,
    Waits,
)
from workstation.method.queueing import BY_TIME, Factors, class_of_follow_up, comes_up, time_rank
from workstation.method.ranking import QueueClassKey

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.desk.urgency_now import UrgencyNow

_SQL = (
    "SELECT follow_ups.id, follow_ups.account_id, follow_ups.contact_id, kind, promised, due_on, "
    "due_at, channel, iif(meeting_id IS NULL, NULL, "
    "(SELECT starts_at FROM meetings WHERE meetings.id = meeting_id)), "
    "urgency, urgency_at, fit, bin, contacts.id, do_not_call, opted_out, "
    f"iif(channel = 'call', coalesce({CONTACT_ZONE}, accounts.time_zone), NULL), country, region "
    "FROM follow_ups JOIN accounts ON accounts.id = follow_ups.account_id "
    f"LEFT JOIN contacts ON contacts.id = coalesce(follow_ups.contact_id, {BEST_CONTACT}) "
    "WHERE state = 'open' AND due_on <= ? AND "
)
_ALL = "promised IN (0, 1)"
"""Both values are named so that the index serves the range of days."""


class DueOne(NamedTuple):
    """A follow-up that is due: its class, what ranks it there, whether it waits, whom it offers."""

    class_: QueueClassKey
    rank: float
    waits: Waits
    account: int
    contact: int | None
    follow_up: int


class Due:
    """Reads what is due; ``only`` are the accounts looked at, None for all."""

    def __init__(
        self,
        desk: "Desk",
        now: datetime,
        waiting: Waiting,
        score: "tuple[Factors, UrgencyNow]",
        only: Sequence[int] | None,
    ) -> None:
        self._desk = desk
        self._now = now
        self._lead = timedelta(minutes=desk.playbook.queue.lead_minutes)
        self._waiting = waiting
        self._factors, self._urgency = score
        self._only = only
        self._days: dict[str, date] = {}
        self._classes: dict[tuple[str, int, str], tuple[QueueClassKey, float | None]] = {}
        self._open = frozenset(desk.playbook.open_bins())

    def _rows(self) -> "Iterator[Row]":
        until = (self._now + self._lead).date().isoformat()
        if self._only is None:
            yield from self._desk.store.rows(_SQL + _ALL, (until,))
            return
        marks = ", ".join("?" * len(self._only))
        yield from self._desk.store.rows(
            f"{_SQL}follow_ups.account_id IN ({marks})", (until, *self._only)
        )

    def __iter__(self) -> Iterator[DueOne]:
        """Yield every follow-up that is due, and promises of the first minutes of tomorrow."""
        urgent: dict[tuple[int, str | None], int] = {}
        scores: dict[tuple[int, int | None, str], float] = {}
        for (
            number,
            account,
            named,
            kind,
            promised,
            day,
            at,
            channel,
            meeting_at,
            urgency,
            urgency_at,
            fit,
            bin_key,
            offered,
            do_not_call,
            opted_out,
            zone,
            country,
            region,
        ) in self._rows():
            reminder = meeting_at is not None and channel not in ("meeting", "call")
            if reminder and moment_of(meeting_at) <= self._now:
                continue
            due_at = moment_of(at).astimezone(self._now.tzinfo) if at else None
            found = self._class(kind, promised, day, due_at, reminder=reminder)
            if found is None:
                continue
            class_, rank = found
            if rank is None:
                if urgency:
                    stood = (urgency, urgency_at)
                    urgency = urgent.get(stood)  # noqa: PLW2901
                    if urgency is None:
                        urgency = urgent[stood] = self._urgency(*stood)  # noqa: PLW2901
                key = (urgency, fit, day)
                rank = scores.get(key)
                if rank is None:
                    rank = scores[key] = self._rank(*key)
            if bin_key not in self._open and channel in REACHING:
                waits = AVOIDED
            elif channel == "email" and opted_out:
                waits = UNWANTED
            elif channel != "call" or (class_ == "promised_now" and not do_not_call):
                waits = FREE
            else:
                forbidden, where = bool(do_not_call), (zone, country, region)
                waits = self._waiting.call(
                    account, named, offered, forbidden=forbidden, where=where
                )
            if due_at is not None:
                waits = self._until_its_time(class_, due_at, waits, reminder=reminder)
            yield DueOne(class_, rank, waits, account, offered, number)

    def _rank(self, urgency: int, fit: int | None, day: str) -> float:
        age = (self._now.date() - self._days[day]).days
        return -self._factors.score(urgency, fit, age)

    def _class(
        self, kind: str, promised: int, day: str, due_at: datetime | None, *, reminder: bool
    ) -> tuple[QueueClassKey, float | None] | None:
        """Return the class, and the rank where that goes by time; None: it is not due yet."""
        if due_at is None and (known := self._classes.get((kind, promised, day))):
            return known
        due_on = self._days.get(day)
        if due_on is None:
            due_on = self._days[day] = date.fromisoformat(day)
        class_ = class_of_follow_up(
            kind=kind,
            promised=bool(promised),
            due_on=due_on,
            due_at=due_at,
            now=self._now,
            lead=self._lead,
            reminder=reminder,
        )
        if due_on > self._now.date() and class_ != "promised_now":
            return None
        found = (class_, time_rank(due_on, due_at) if class_ in BY_TIME else None)
        if due_at is None:
            self._classes[kind, promised, day] = found
        return found

    def _until_its_time(
        self, class_: QueueClassKey, due_at: datetime, waits: Waits, *, reminder: bool
    ) -> Waits:
        if waits.beyond:
            return waits
        if class_ == "promised_today":
            return Waits(f"agreed for {due_at:%H:%M}")
        if reminder and not comes_up(due_at, self._now, self._lead):
            return Waits(f"planned for {due_at:%H:%M}")
        return waits

"""The demo's world while it is being made: companies, people, a calendar, and what happened."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random
from typing import Any

from workstation.desk.demo.seeds import Firm, Seeds
from workstation.method.days import WorkingDays, add_months

COUNTS_AS = {
    "no_answer": "unanswered",
    "busy": "unanswered",
    "wrong_number": "unanswered",
    "voicemail": "unanswered",
    "no_show": "unanswered",
    "gatekeeper": "answered",
    "call_back": "answered",
    "do_not_call": "answered",
    "conversation": "conversation",
    "qualification": "conversation",
    "discovery": "conversation",
    "not_interested": "conversation",
    "meeting_held": "conversation",
}
SECONDS = {
    "no_answer": (18, 36),
    "busy": (4, 9),
    "wrong_number": (8, 25),
    "voicemail": (28, 55),
    "gatekeeper": (40, 150),
    "call_back": (25, 80),
    "do_not_call": (15, 60),
    "conversation": (110, 620),
    "qualification": (420, 1300),
    "discovery": (1800, 3700),
    "not_interested": (60, 300),
    "meeting_held": (2400, 5400),
}
"""How long a call or meeting of each outcome lasts, from and to, in seconds."""


@dataclass(slots=True, eq=False)
class Person:
    """A contact; ``row`` is its place among all contacts, ``dialled`` the last day called."""

    row: int
    company: "Company"
    name: str
    first: str
    title: str
    role: str
    email: str
    phone: str
    created_on: date
    email_state: str = "valid"
    phone_state: str = "valid"
    do_not_call: bool = False
    opted_out: bool = False
    protection_reason: str | None = None
    dialled: int = -99
    mailed: int = -99

    @property
    def callable(self) -> bool:
        """Whether there is a number that may be called."""
        return bool(self.phone) and self.phone_state == "valid" and not self.do_not_call

    @property
    def mailable(self) -> bool:
        """Whether there is an address that may be written to."""
        return bool(self.email) and self.email_state == "valid" and not self.opted_out


@dataclass(slots=True, eq=False)
class Beat:
    """Something that has to happen at a company on a day (an index of the calendar)."""

    day: int
    kind: str
    outcome: str | None = None
    meeting: str | None = None
    reason: str | None = None
    deal: "Deal | None" = None
    note: str | None = None


@dataclass(slots=True, eq=False)
class Company:
    """An account with its story: when the rep worked on it, and what has to happen there.

    ``hours`` are those of the rep's day at which it is called; ``near`` says whether the rep's
    morning is working time there too.
    """

    row: int
    firm: Firm
    people: list[Person]
    values: dict[str, Any]
    hours: list[int]
    near: bool
    slot: str = ""
    talks: bool = True
    talks_from: int = 0
    windows: list[tuple[int, int]] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    dialled: int = -99
    qualified: bool = False
    history: list["Activity"] = field(default_factory=list)

    def worked_on(self, day: int) -> bool:
        """Whether the rep was working on it that day."""
        return any(first <= day <= last for first, last in self.windows)


def settle(company: Company, bin_key: str, since: str, reason: str | None = None) -> None:
    """Put a company into its bin of today."""
    company.values |= {"bin": bin_key, "bin_since_on": since, "bin_reason": reason}


@dataclass(slots=True, eq=False)
class Deal:
    """An opportunity."""

    row: int
    company: Company
    values: dict[str, Any]


@dataclass(slots=True, eq=False)
class Activity:
    """Something that happened; ``paired`` marks an email that belongs to the voicemail before."""

    row: int
    day: int
    at: datetime
    company: Company
    person: Person | None
    kind: str
    values: dict[str, Any]
    outcome: str | None = None
    direction: str = "out"
    paired: bool = False
    deal: Deal | None = None


@dataclass(slots=True)
class Calendar:
    """Working days by index: ``today`` is the demo's day whatever weekday it is.

    The rep's history begins at ``start``; earlier days belong to whoever had the accounts before.
    """

    days: list[date]
    start: int
    today: int
    zone: tzinfo | None

    @classmethod
    def around(cls, day: date, working: WorkingDays, zone: tzinfo | None) -> "Calendar":
        """Return the 13 months before a day and some months after it."""
        first = add_months(day, -13)
        past = [
            each
            for offset in range((day - first).days)
            if working.is_working(each := first + timedelta(days=offset))
        ]
        future = [day]
        while len(future) < 100:
            future.append(working.add(future[-1], 1))
        began = add_months(day, -6)
        start = next(index for index, each in enumerate(past) if each >= began)
        return cls(past + future, start, len(past), zone)

    def moment(self, day: int, hour: int, minute: int, second: int = 0) -> datetime:
        """Return a time of one of the days, by the rep's clock."""
        return datetime.combine(self.days[day], time(hour, minute, second), tzinfo=self.zone)


class World:
    """All of it, with the one source of chance it is made from."""

    def __init__(self, seeds: Seeds, calendar: Calendar, rng: Random) -> None:
        self.seeds = seeds
        self.words = seeds.words
        self.calendar = calendar
        self.rng = rng
        self.companies: list[Company] = []
        self.people: list[Person] = []
        self.deals: list[Deal] = []
        self.activities: list[Activity] = []
        self.answers: list[tuple[Activity, str, str]] = []
        self.follow_ups: list[dict[str, Any]] = []

    def log(
        self,
        day: int,
        at: datetime,
        company: Company,
        person: Person | None,
        kind: str,
        outcome: str | None = None,
        *,
        direction: str = "out",
        paired: bool = False,
        deal: Deal | None = None,
        **values: Any,  # noqa: ANN401
    ) -> Activity:
        """Add an activity; a call's or meeting's length comes from its outcome."""
        if kind in ("call", "meeting") and outcome is not None:
            values["counts_as"] = COUNTS_AS[outcome]
            if outcome in SECONDS:
                values["seconds"] = self.rng.randint(*SECONDS[outcome])
            if COUNTS_AS[outcome] == "conversation":
                values["talk_share"] = min(70, max(14, round(self.rng.gauss(32, 9))))
        activity = Activity(
            len(self.activities),
            day,
            at,
            company,
            person,
            kind,
            values,
            outcome,
            direction,
            paired,
            deal,
        )
        self.activities.append(activity)
        company.history.append(activity)
        return activity

    def say(self, *path: str) -> str:
        """Pick one of the demo's phrases."""
        found: Any = self.words
        for key in path:
            found = found[key]
        return str(self.rng.choice(found))

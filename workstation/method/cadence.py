"""Cadences: sequences of follow-ups for one person, and the days their steps land on."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, get_args

import msgspec

from workstation.method.bins import BinKey
from workstation.method.days import WorkingDays, no_holidays

MOST_STEPS = 40
MOST_DAYS = 400
"""The latest day a step may have."""

Condition = Literal["unreachable_by_phone", "no_email", "is_lead"]
CONDITIONS: dict[str, str] = {
    "unreachable_by_phone": "if nobody answered the phone",
    "no_email": "if no address is known",
    "is_lead": "if they are a lead by then",
}
"""What a step may depend on, in words."""

End = Literal["responded", "booked", "opted_out", "bin_changed"]
ENDS: tuple[End, ...] = get_args(End)
END_WORDS: dict[str, str] = {
    "responded": "they responded",
    "booked": "a meeting is booked",
    "opted_out": "they asked to be left alone",
    "bin_changed": "the account changed its bin",
}
"""Why a cadence ended by itself, in words."""

Outcome = Literal["disqualified", "converted", "recycled"]
OUTCOMES: dict[str, str] = {
    "disqualified": "Disqualify",
    "converted": "Convert to an opportunity",
    "recycled": "Recycle",
}
"""What can come of a cadence, as a choice (Predictable Revenue, the 21-day follow-up)."""

DEFAULT_BINS: dict[str, BinKey] = {
    "disqualified": "avoid.bad_fit",
    "converted": "nurture.opportunity",
    "recycled": "nurture.quarterly",
}
"""Where an account goes with an outcome, unless the cadence says otherwise."""

Kind = Literal["prospecting", "nurture"]
NURTURE_TIER = 4
"""The tier that is nurtured only, and never prospected (Sales Blueprints, tiers)."""

Holidays = Callable[[date], str | None]
_WEEKEND = frozenset({"weekend", "not a working weekday"})


class CadenceStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step: on which day, by which channel, what to do, and with which email.

    ``day`` counts from 1, the day the cadence starts, in working days unless the cadence counts
    calendar days. ``template`` is the key of an email; ``only_if`` passes the step over when its
    condition does not hold on the day it is planned.
    """

    day: int
    channel: Literal["call", "email", "social", "task"]
    why: str
    template: str = ""
    only_if: Condition | None = None


class Proposed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outcome offered at the end, and the bin the account goes to with it."""

    outcome: Outcome
    bin: BinKey | None = None

    @property
    def target(self) -> BinKey:
        """The bin the account goes to."""
        return self.bin or DEFAULT_BINS[self.outcome]


class Cadence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sequence of follow-ups that ends by itself (METHOD, cadences).

    ``kind`` says what it is for: one that prospects is not started for accounts of the tier that
    is nurtured only. ``bins`` are those an account may be in while it runs (none named: the one it
    started in); ``ends`` says what ends it, ``at_end`` what is offered when its last step is done.
    """

    key: str
    title: str
    purpose: str
    for_whom: str
    steps: list[CadenceStep]
    kind: Kind = "prospecting"
    calendar_days: bool = False
    bins: list[BinKey] = []
    ends: list[End] = msgspec.field(default_factory=lambda: list(ENDS))
    at_end: list[Proposed] = []

    def channels(self) -> frozenset[str]:
        """Return the channels its steps use."""
        return frozenset(each.channel for each in self.steps)

    def refuses_tier(self, tier: int | None) -> bool:
        """Say whether it is not for accounts of a tier; one not known yet is never refused."""
        return self.kind == "prospecting" and tier == NURTURE_TIER

    def step(self, number: int) -> CadenceStep | None:
        """Return a step by its number from 1 on, None past the last."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None

    def target(self, outcome: str) -> BinKey:
        """Return the bin an account goes to with an outcome."""
        known = (each.target for each in self.at_end if each.outcome == outcome)
        return next(known, DEFAULT_BINS[outcome])


class Landing(msgspec.Struct, frozen=True):
    """The day a step lands on; ``moved`` names what it was moved past ("Thanksgiving"), or ""."""

    step: int
    day: date
    moved: str = ""


class Facts(msgspec.Struct, frozen=True):
    """What conditions ask about one person: reached by phone, an address, urgency of a lead."""

    unreachable: bool = False
    has_email: bool = True
    is_lead: bool = False


def holds(condition: str | None, facts: Facts) -> bool:
    """Say whether a step's condition is met; a step without one is always taken."""
    if condition == "unreachable_by_phone":
        return facts.unreachable
    if condition == "no_email":
        return not facts.has_email
    if condition == "is_lead":
        return facts.is_lead
    return True


def next_step(cadence: Cadence, first: int, facts: Facts) -> int | None:
    """Return the first step from number ``first`` on whose condition is met; None: none is left."""
    for number in range(max(first, 1), len(cadence.steps) + 1):
        if holds(cadence.steps[number - 1].only_if, facts):
            return number
    return None


def both_work(working: WorkingDays, holidays_of_account: Holidays = no_holidays) -> WorkingDays:
    """Return the rep's working days without the public holidays of the account's country."""
    if holidays_of_account is no_holidays:
        return working

    def holiday(day: date) -> str | None:
        return working.holidays(day) or holidays_of_account(day)

    return msgspec.structs.replace(working, holidays=holiday)


def dates(
    cadence: Cadence,
    started_on: date,
    working: WorkingDays,
    holidays_of_account: Holidays = no_holidays,
    *,
    shifted: int = 0,
    away_until: date | None = None,
    step: int = 1,
) -> list[date]:
    """Return the day of every step, first to last, as ``landings`` does."""
    found = landings(
        cadence,
        started_on,
        both_work(working, holidays_of_account),
        shifted=shifted,
        away_until=away_until,
        step=step,
    )
    return [each.day for each in found]


def landings(
    cadence: Cadence,
    started_on: date,
    both: WorkingDays,
    *,
    shifted: int = 0,
    away_until: date | None = None,
    step: int = 1,
) -> list[Landing]:
    """Return where every step lands: on days both sides work, none before the one ahead of it.

    ``both`` are the days both sides work (``both_work``). ``shifted`` moves all steps by so many
    working days. Of somebody away until a day, step number ``step`` lands past it, and the ones
    after keep their distances in working days; those before stay.

    Raises NoWorkingDayError when there is no working day for more than a year.
    """
    counted = list(_counted(cadence, started_on, both))
    days = [both.add(day, shifted) if shifted else day for _, day in counted]
    if away_until is not None and 1 <= step <= len(days):
        gap = gap_past(days[step - 1], away_until, both)
        days[step - 1 :] = [both.add(day, gap) for day in days[step - 1 :]]
    return [
        Landing(number, day, _past(first, day, both, weekends=cadence.calendar_days or number == 1))
        for number, (first, day) in enumerate(zip(_meant(counted, days), days, strict=True), 1)
    ]


def _counted(cadence: Cadence, started_on: date, both: WorkingDays) -> Iterator[tuple[date, date]]:
    """Yield for each step the first day it could have been moved from, and the day it lands on."""
    first = day = both.next(started_on)
    counted = 1
    before = started_on
    for each in cadence.steps:
        if cadence.calendar_days:
            meant = first + timedelta(days=each.day - 1) if each.day > 1 else started_on
            yield meant, both.next(meant)
        else:
            day = both.add(day, each.day - counted)
            counted = each.day
            yield before, day
            before = day


def _meant(counted: Sequence[tuple[date, date]], days: Sequence[date]) -> Iterator[date]:
    """Yield the first days again; of a step that was shifted on purpose its own day."""
    for (first, landed), day in zip(counted, days, strict=True):
        yield first if landed == day else day


def gap_past(day: date, away_until: date, both: WorkingDays) -> int:
    """Return by how many working days a step on ``day`` has to move to land past an absence."""
    back = both.next(away_until + timedelta(days=1))
    return max(both.between(day, back) - 1, 0)


def _past(first: date, day: date, both: WorkingDays, *, weekends: bool) -> str:
    """Name the days off from ``first`` to ``day``; ordinary weekends only where they count."""
    whys = (both.why_off(first + timedelta(days=offset)) for offset in range((day - first).days))
    names = (why for why in whys if why is not None and (weekends or why not in _WEEKEND))
    return ", ".join(dict.fromkeys(names))


def said_step(cadence: Cadence, number: int) -> str:
    """Return where a run stands: "3 of 6"; past the last step "through"."""
    return f"{number} of {len(cadence.steps)}" if cadence.step(number) else "through"


def find(cadences: Sequence[Cadence], key: str) -> Cadence | None:
    """Return the cadence of a key, None where the playbook has none of it any more."""
    return next((each for each in cadences if each.key == key), None)

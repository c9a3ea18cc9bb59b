"""How much fits into a day: what a row takes at the rep's own pace, and the time that is left."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from workstation.method.blocks import median
from workstation.method.hours import clock_time
from workstation.method.ranking import QueueClass, QueueClassKey

EVEN_AT = 20
"""Calls of one kind from which the rep's own pace counts as much as the playbook's figure."""

POOLS: Mapping[QueueClassKey, str] = {
    "promised_now": "promise",
    "hand_raiser": "hand_raiser",
    "response": "response",
    "new_lead": "unplanned",
    "promised_today": "promise",
    "overdue": "promise",
    "baton": "unplanned",
    "step_due": "step",
    "no_next_step": "unplanned",
    "check_back": "check_back",
    "going_quiet": "unplanned",
    "fresh_ground": "unplanned",
}
"""The kind of call each class makes, by which its pace is known."""

FIRST: frozenset[QueueClassKey] = frozenset(
    ("promised_now", "hand_raiser", "promised_today", "overdue")
)
"""What comes first when there is not time for all: those who were promised, or who asked."""

COST: Mapping[QueueClassKey, str] = {
    "promised_now": "agreed for now, and not kept",
    "hand_raiser": "to be called within minutes",
    "response": "the answer waits another day",
    "new_lead": "their day runs out",
    "promised_today": "not kept today",
    "overdue": "later still",
    "baton": "nobody looks after it",
    "step_due": "moves to tomorrow",
    "no_next_step": "still nothing planned",
    "check_back": "waits",
    "going_quiet": "stays quiet",
    "fresh_ground": "stays unopened",
}
"""What it costs when a row of a class does not fit."""


def pool_of(kind: str | None, *, promised: bool) -> str:
    """Return the kind of call that closed a follow-up of a kind; None is no follow-up."""
    if kind is None:
        return "unplanned"
    if kind in ("hand_raiser", "response"):
        return kind
    if promised:
        return "promise"
    return "check_back" if kind == "check_back" else "step"


class Timed(msgspec.Struct, frozen=True):
    """One call as it counts for the pace: its pool, its outcome, seconds with the logging."""

    pool: str
    outcome: str
    seconds: int


class Pace(msgspec.Struct, frozen=True):
    """Minutes a row of each class takes; ``weight`` is the share of the rep's own calls in it."""

    minutes: Mapping[QueueClassKey, float]
    calls: int
    weight: float

    @property
    def said(self) -> str:
        """Where the pace comes from."""
        if not self.calls:
            return "the playbook's pace, until there are calls of yours"
        return f"your pace of {self.calls} calls, weight {self.weight:.0%}"


def pace_of(calls: Iterable[Timed], classes: Sequence[QueueClass]) -> Pace:
    """Return the pace: medians of call and logging by kind and outcome, mixed with the defaults.

    The expected time of a kind is the median of each outcome by its share. Its weight against the
    playbook's figure is n / (n + 20) of n calls of the kind.
    """
    pools: dict[str, dict[str, list[int]]] = {}
    number = 0
    for call in calls:
        pools.setdefault(call.pool, {}).setdefault(call.outcome, []).append(call.seconds)
        number += 1
    own: dict[str, tuple[float, int]] = {}
    for pool, outcomes in pools.items():
        count = sum(map(len, outcomes.values()))
        seconds = sum((median(each) or 0) * len(each) for each in outcomes.values()) / count
        own[pool] = (seconds / 60, count)
    minutes: dict[QueueClassKey, float] = {}
    weights = []
    for each in classes:
        mine, count = own.get(POOLS[each.key], (each.minutes, 0))
        weight = count / (count + EVEN_AT)
        minutes[each.key] = weight * mine + (1 - weight) * each.minutes
        weights.append(weight)
    return Pace(minutes, number, sum(weights) / len(weights) if weights else 0.0)


Span = tuple[datetime, datetime]


def minutes_left(now: datetime, until: datetime, busy: Iterable[Span]) -> float:
    """Return the minutes from now to a moment that nothing takes; times that overlap count once."""
    start, end = now.astimezone(UTC), until.astimezone(UTC)
    left, at = timedelta(), start
    for begins, ends in sorted((a.astimezone(UTC), b.astimezone(UTC)) for a, b in busy):
        left += max(min(begins, end) - at, timedelta())
        at = max(at, min(ends, end))
    left += max(end - at, timedelta())
    return left.total_seconds() / 60


def end_of_day(now: datetime, day_ends: str) -> datetime:
    """Return when the rep's day ends ("18:00"), on the day of ``now`` in its zone."""
    return datetime.combine(now.date(), clock_time(day_ends), tzinfo=now.tzinfo)


def how_many(needed: Iterable[float], left: float) -> int:
    """Return how many rows from the top fit into the minutes left; no more than needed is read."""
    number = 0
    for minutes in needed:
        left -= minutes
        if left < 0:
            break
        number += 1
    return number


def best_of(rows: Sequence[tuple[QueueClassKey, float]], left: float) -> tuple[list[int], float]:
    """Return the places of the rows that fit into the minutes left, and the minutes they take.

    Promises and hand-raisers come first, then the order of the rows; a row that is too long is
    passed over for a later one that fits.
    """
    order = sorted(range(len(rows)), key=lambda place: (rows[place][0] not in FIRST, place))
    chosen: list[int] = []
    used = 0.0
    for place in order:
        minutes = rows[place][1]
        if used + minutes <= left:
            chosen.append(place)
            used += minutes
    return chosen, used

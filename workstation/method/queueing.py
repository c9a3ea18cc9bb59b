"""Why a record is in the queue, and in which order: the rules of METHOD, the follow-up queue."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

import msgspec

from workstation.method.limits import Limits
from workstation.method.plural import plural
from workstation.method.ranking import EVEN, QueueClassKey, Weights

NEUTRAL_FIT = 50
"""What unknown fit counts as: unknown is not "no"."""


def class_of_follow_up(
    *,
    kind: str,
    promised: bool,
    due_on: date,
    due_at: datetime | None,
    now: datetime,
    lead: timedelta,
    reminder: bool = False,
) -> QueueClassKey:
    """Return the class of an open follow-up that is due today or earlier.

    ``now`` is the present in the rep's zone. A promise with a time of day comes up ``lead`` before
    its moment, past midnight too; from the next day on it is overdue, but not before an hour has
    gone by. A ``reminder`` of a meeting comes up as punctually.
    """
    today = now.date()
    timed = due_at if promised or reminder else None
    day = due_on if timed is None else timed.date()
    if (
        timed is not None
        and comes_up(timed, now, lead)
        and (day >= today or not comes_up(timed, now, -OVERDUE_AFTER))
    ):
        return "promised_now"
    if kind == "hand_raiser":
        return "hand_raiser"
    if kind == "response":
        return "response"
    if promised:
        return "promised_today" if day >= today else "overdue"
    return "check_back" if kind == "check_back" else "step_due"


OVERDUE_AFTER = timedelta(hours=1)
"""What a promise of late in the evening is given past midnight before it is overdue."""


def comes_up(due_at: datetime, now: datetime, lead: timedelta) -> bool:
    """Say whether a moment is at most ``lead`` away, by elapsed time and not by the clock's hands.

    They differ in the night the clocks change, when an hour comes twice or not at all.
    """
    return due_at.astimezone(UTC) - now.astimezone(UTC) <= lead


BY_TIME: frozenset[QueueClassKey] = frozenset(
    ("promised_now", "promised_today", "hand_raiser", "overdue")
)
"""The classes ordered by when they were due, earliest first; the others go by ``score``."""


_LONGEST_DAY = timedelta(hours=26)


def time_rank(due_on: date, due_at: datetime | None) -> float:
    """Return what orders by time due: the day, then the time of day, those without one last.

    ``due_at`` is the moment in the rep's zone; an hour that comes twice counts twice.
    """
    if due_at is None:
        return due_on.toordinal() + 1.0
    midnight = _midnight(due_at.date(), due_at.tzinfo)
    return due_on.toordinal() + (due_at.astimezone(UTC) - midnight) / _LONGEST_DAY


@lru_cache(maxsize=1000)
def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


OLDEST = 365
"""Days from which on age counts no further."""


class Factors:
    """What urgency, fit and age contribute to a rank, worked out once for all values.

    Each factor is kept above zero so that none silences the others; its weight is an exponent.
    """

    def __init__(self, weights: Weights = EVEN) -> None:
        self.weights = weights
        self.of_urgency: tuple[float, ...] = tuple(
            (10 + urgency) ** weights.urgency for urgency in range(101)
        )
        self.of_fit: tuple[float, ...] = tuple((1 + fit / 20) ** weights.fit for fit in range(101))
        self.of_age: tuple[float, ...] = tuple(
            (1 + days / 7) ** weights.age for days in range(OLDEST + 1)
        )

    def score(self, urgency: int, fit: int | None, age_days: int) -> float:
        """Return urgency x fit x age, by which a class is ordered, highest first.

        ``urgency`` and ``fit`` are 0-100; a fit nobody knows counts as ``NEUTRAL_FIT``.
        """
        return (
            self.of_urgency[urgency]
            * self.of_fit[NEUTRAL_FIT if fit is None else fit]
            * self.of_age[self.age(age_days)]
        )

    @staticmethod
    def age(days: int) -> int:
        """Return the days that count."""
        return min(max(days, 0), OLDEST)


class Working(msgspec.Struct, frozen=True):
    """The working bin against its limit (METHOD, bins): how many it holds, how many it should."""

    title: str
    count: int
    limit: int

    @property
    def over(self) -> int:
        """How many there are too many, 0 when they are not."""
        return max(self.count - self.limit, 0)

    @property
    def said(self) -> str:
        """What being over the limit means for fresh ground; "" when it is kept."""
        if not self.over:
            return ""
        return (
            f"{self.title} holds {self.count} of {self.limit}: no fresh ground until "
            f"{self.over} of them {'is' if self.over == 1 else 'are'} worked to an end"
        )


class Tries(msgspec.Struct, frozen=True):
    """Unanswered calls to somebody: how many on the latest such day."""

    on: date
    count: int


def rested(tries: Tries | None, limits: Limits, today: date) -> str | None:
    """Return why a person should be left alone for now, or None.

    At most ``limits.unanswered_a_day`` unanswered calls a day; a day that reached it is followed
    by ``limits.days_between`` days without a call (Heinz Marketing).
    """
    if tries is None or tries.count < limits.unanswered_a_day:
        return None
    calls = plural(tries.count, "call")
    if tries.on == today:
        return f"{tries.count} unanswered {calls} today {plural(tries.count, 'is', 'are')} enough"
    if (today - tries.on).days <= limits.days_between:
        return f"{tries.count} unanswered {calls} on {tries.on:%a}; leave a day between"
    return None


def said_age(days: int) -> str:
    """Return a number of days as people say it."""
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days"
    if days < 60:
        return f"{days // 7} weeks"
    return f"{days // 30} months"


def said_hours(span: timedelta) -> str:
    """Return how long something has waited: minutes, hours or days."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"

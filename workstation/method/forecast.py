"""The rest of the month as a range, from the rep's own days; modest on purpose."""

import math
from dataclasses import dataclass

ENOUGH_DAYS = 20
ENOUGH_EVENTS = 3
_PRIOR = 0.5
_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class History:
    """What the rep's recent working days brought.

    `days` working days, in which `conversations` were held and `events` (qualified opportunities)
    came about.
    """

    days: int
    events: int
    conversations: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the month is heading: `low` to `high` with 8 chances in 10, `middle` in between.

    `chance` is that of reaching `target` (None without one), `chance_with_more` the same with
    one more conversation on each working day left (None when conversations are not known).
    """

    done: int
    target: float | None
    days_left: int
    low: int
    middle: int
    high: int
    chance: float | None
    chance_with_more: float | None


def outlook(done: int, target: float | None, history: History, days_left: int) -> Outlook | None:
    """Look to the end of the month; None when the history is too short to say anything.

    Events come at a rate that is itself uncertain: the rate's distribution after `history` is a
    gamma, so what is still to come is negative binomial (Predictable Revenue, predictability: a
    range, not a number). One more conversation a day is taken to bring what the rep's
    conversations have brought so far.
    """
    if history.days < ENOUGH_DAYS or history.events < ENOUGH_EVENTS:
        return None
    left = max(days_left, 0)
    coming = _Coming(history.events + _PRIOR, history.days, left)
    missing = None if target is None else math.ceil(target - done)
    more = None
    if missing is not None and history.conversations:
        a_day = history.conversations / history.days
        more = _Coming(history.events + _PRIOR, history.days, left * (1 + 1 / a_day))
    return Outlook(
        done=done,
        target=target,
        days_left=left,
        low=done + coming.quantile(_LOW),
        middle=done + coming.quantile(0.5),
        high=done + coming.quantile(_HIGH),
        chance=None if missing is None else coming.at_least(missing),
        chance_with_more=None if missing is None or more is None else more.at_least(missing),
    )


class _Coming:
    """How many events come in `ahead` days, after `shape` of them in `behind` days."""

    def __init__(self, shape: float, behind: float, ahead: float) -> None:
        self._shape = shape
        self._stay = behind / (behind + ahead)

    def at_least(self, number: int) -> float:
        """Return the chance of `number` or more."""
        return min(max(1.0 - sum(self._exactly(n) for n in range(number)), 0.0), 1.0)

    def quantile(self, share: float) -> int:
        """Return the smallest number that is not exceeded with a chance of `share`."""
        number, reached = 0, self._exactly(0)
        while reached < share:
            number += 1
            reached += self._exactly(number)
        return number

    def _exactly(self, number: int) -> float:
        if self._stay >= 1:
            return 1.0 if number == 0 else 0.0
        return math.exp(
            math.lgamma(self._shape + number)
            - math.lgamma(self._shape)
            - math.lgamma(number + 1)
            + self._shape * math.log(self._stay)
            + number * math.log1p(-self._stay)
        )

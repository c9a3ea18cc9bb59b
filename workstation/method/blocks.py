"""A call block: an hour of calls in a fixed order, a reward at its end, a break before two hours.

Source: METHOD, the day (Predictable Revenue): no reordering in a block, a small reward after sixty
focused minutes, a break every ninety.
"""

from collections.abc import Sequence
from typing import Literal

Reminder = Literal["reward", "break"]

REST_MINUTES = 10
"""A pause between two blocks from which the second one begins rested."""

LEAST_MINUTES, MOST_MINUTES = 10, 180
"""How long a block may be planned for."""


def due_reminders(
    seconds: int, *, minutes: int, break_after: int, before: int = 0
) -> tuple[Reminder, ...]:
    """Return what is due in a block, the most pressing first.

    `seconds` is how long it has gone on, `minutes` its planned length, `break_after` the minutes
    of calling after which a break is due, `before` the seconds called without a rest before it.
    """
    due: list[Reminder] = []
    if seconds + before >= break_after * 60:
        due.append("break")
    if seconds >= minutes * 60:
        due.append("reward")
    return tuple(due)


def said_clock(seconds: int, minutes: int) -> str:
    """Return a block's clock against its length: "23:10 of 60:00"."""
    return f"{_clock(seconds)} of {_clock(minutes * 60)}"


def _clock(seconds: int) -> str:
    whole, rest = divmod(max(seconds, 0), 60)
    return f"{whole}:{rest:02}"


def per_hour(count: int, seconds: int) -> float | None:
    """Return how many an hour that is; None when no time has passed."""
    return count * 3600 / seconds if seconds > 0 else None


def mean(values: Sequence[int]) -> float | None:
    """Return the average; None of nothing."""
    return sum(values) / len(values) if values else None


def median(values: Sequence[int]) -> float | None:
    """Return the middle value, or the average of the two in the middle; None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2

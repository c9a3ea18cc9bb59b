"""Urgency, 0-100: what signals of interest add, and what silence takes away (METHOD, urgency).

The score is a function of the signals and of the time, of nothing else: it does not matter in which
order they became known, nor how often anybody looked. Only signals of one and the same moment count
in the order they were told. Silence is the time without a sign of interest: a signal that gives
points breaks it, one that takes points does not.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

MOST = 100


class Decay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What silence costs: points lost for every `after_days` days without a sign of interest.

    `lost_high` is lost from a score above `high`, `lost_low` from one up to it.
    """

    after_days: int = 30
    high: int = 30
    lost_high: int = 15
    lost_low: int = 5


class Sign(NamedTuple):
    """One signal as it counts: its moment (UTC), its points, whether it is a fast-track one.

    ``number`` tells signals of the same moment apart: they count from the lowest up. ``known_at``
    is when the desk learned of it, None when that was at its moment.
    """

    at: datetime
    points: int
    fast_track: bool = False
    number: int = 0
    known_at: datetime | None = None


_AS_TOLD: Callable[[Sign], Any] = itemgetter(0, 3)


class Folded(NamedTuple):
    """The sum of an account's signals.

    ``points`` hold since ``at``, from which on silence counts: the last sign of interest, or the
    last month of silence that was taken off before another signal (None: there is no signal).
    ``crossed_at`` is when the score last rose to the mark of a lead, ``fast_track`` whether a
    fast-track signal made it rise.
    """

    points: int = 0
    at: datetime | None = None
    crossed_at: datetime | None = None
    fast_track: bool = False


NOTHING = Folded()
"""What no signals come to."""


class Stride(NamedTuple):
    """One signal taken in: the score before and after it, and the moment silence counts from."""

    sign: Sign
    before: int
    after: int
    since: datetime


class Step(NamedTuple):
    """One line of the sum: what happened when, what it gave or took, and the score after it.

    ``sign`` is None for a step of decay. ``change`` is less than the signal's points where the
    score is at its end already.
    """

    at: datetime
    sign: Sign | None
    change: int
    after: int


def present(points: int, at: datetime | None, now: datetime, decay: Decay) -> int:
    """Return the score now of one that has been ``points`` since a moment.

    The same in one jump or in many: see ``settled``. A moment still to come takes nothing away.
    """
    if points <= 0 or at is None:
        return max(points, 0)
    return _decayed(points, _months(at, now, decay), decay)


def settled(points: int, at: datetime, now: datetime, decay: Decay) -> tuple[int, datetime]:
    """Return the score now and the moment it has held since, to go on from in a further jump."""
    months = _months(at, now, decay)
    since = at.astimezone(UTC) + months * timedelta(days=decay.after_days)
    return _decayed(points, months, decay), since


def _months(at: datetime, now: datetime, decay: Decay) -> int:
    """Return how many whole spells of silence have passed; none before ``at``."""
    passed = now.astimezone(UTC) - at.astimezone(UTC)
    return max(passed // timedelta(days=decay.after_days), 0)


def _decayed(points: int, months: int, decay: Decay) -> int:
    if points > decay.high and decay.lost_high:
        high_months = min(months, -(-(points - decay.high) // decay.lost_high))
        points -= high_months * decay.lost_high
        months -= high_months
    elif points > decay.high:
        return points
    return max(points - months * decay.lost_low, 0)


def walk(signs: Iterable[Sign], decay: Decay, start: Folded = NOTHING) -> Iterator[Stride]:
    """Take in the signals of one account from the earliest on, whatever order they come in.

    ``start`` is what earlier signals came to, none of them later than any of these.
    """
    month = timedelta(days=decay.after_days)
    points, since = start.points, start.at
    for sign in sorted(signs, key=_AS_TOLD):
        at, worth = sign.at, sign.points
        if since is None:
            since = at
        elif at - since >= month:
            months = (at - since) // month
            points, since = _decayed(points, months, decay), since + months * month
        after = min(max(points + worth, 0), MOST)
        if worth > 0:
            since = at
        yield Stride(sign, points, after, since)
        points = after


def fold(signs: Iterable[Sign], decay: Decay, lead_from: int, start: Folded = NOTHING) -> Folded:
    """Add up the signals of one account, their moments in UTC, in whatever order they come.

    Signals of the same moment count as fast-track when one is. ``start`` is what earlier signals
    came to, each of them earlier than any of these.
    """
    points, since, crossed, fast = start
    fast_at = None
    for sign, before, points, since in walk(signs, decay, start):  # noqa: B007
        if sign.fast_track:
            fast_at = sign.at
            fast = fast or crossed == fast_at
        if before < lead_from <= points:
            crossed, fast = sign.at, fast_at == sign.at
    return Folded(points, since, crossed, fast)


def steps(
    signs: Iterable[Sign], now: datetime, decay: Decay, start: Folded = NOTHING
) -> Iterator[Step]:
    """Yield the sum line by line, the earliest first, silences up to now included.

    ``start`` is what earlier signals came to, none of them later than any of these.
    """
    points, since = start.points, start.at
    for sign, before, after, counted in walk(signs, decay, start):
        if since is not None:
            yield from _silence(points, since, sign.at, decay)
        yield Step(sign.at, sign, after - before, after)
        points, since = after, counted
    if since is not None:
        yield from _silence(points, since, now, decay)


def _silence(points: int, since: datetime, until: datetime, decay: Decay) -> list[Step]:
    found = []
    month = timedelta(days=decay.after_days)
    at = since + month
    while at <= until and points > 0:
        after = _decayed(points, 1, decay)
        if after == points:
            break
        found.append(Step(at, None, after - points, after))
        points, at = after, at + month
    return found

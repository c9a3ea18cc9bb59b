"""Urgency, 0-100: what signals of interest add, and what silence takes away (METHOD, urgency).

The score is a function of the signals and of the time, of nothing else: it does not matter in which
order they became known, nor how often anybody looked.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

MOST = 100


class Decay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What silence costs: points lost for every `after_days` days without a signal.

    `lost_high` is lost from a score above `high`, `lost_low` from one up to it.
    """

    after_days: int = 30
    high: int = 30
    lost_high: int = 15
    lost_low: int = 5


class Sign(NamedTuple):
    """One signal as it counts: its moment (UTC), its points, whether it is a fast-track one."""

    at: datetime
    points: int
    fast_track: bool = False
    label: str = ""


class Folded(NamedTuple):
    """The sum of an account's signals.

    ``points`` hold at ``at``, the moment of the last signal (None: there is none).
    ``crossed_at`` is when the score last rose to the mark of a lead, ``fast_track`` whether a
    fast-track signal made it rise.
    """

    points: int = 0
    at: datetime | None = None
    crossed_at: datetime | None = None
    fast_track: bool = False


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
    """Return the score now of one that was ``points`` at its last signal.

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


def fold(signs: Iterable[Sign], decay: Decay, lead_from: int) -> Folded:
    """Add up the signals of one account, their moments in UTC, in whatever order they come.

    Signals of the same moment count from the lowest points up, and as fast-track when one is.
    """
    month = timedelta(days=decay.after_days)
    points, last, crossed, fast = 0, None, None, False
    fast_at = None
    for sign in sorted(signs):
        at = sign.at
        if last is not None and at - last >= month:
            points = _decayed(points, (at - last) // month, decay)
        after = min(max(points + sign.points, 0), MOST)
        if sign.fast_track:
            fast_at = at
            fast = fast or crossed == at
        if points < lead_from <= after:
            crossed, fast = at, fast_at == at
        points, last = after, at
    return Folded(points, last, crossed, fast)


def steps(signs: Iterable[Sign], now: datetime, decay: Decay) -> Iterator[Step]:
    """Yield the sum line by line, the earliest first, silences up to now included."""
    points, last = 0, None
    for sign in sorted(signs):
        if last is not None:
            silence = _silence(points, last, sign.at, decay)
            yield from silence
            points = silence[-1].after if silence else points
        after = min(max(points + sign.points, 0), MOST)
        yield Step(sign.at, sign, after - points, after)
        points, last = after, sign.at
    if last is not None:
        yield from _silence(points, last, now, decay)


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

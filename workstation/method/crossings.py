"""When an account became a lead, and since when the desk could know it (METHOD, urgency)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from workstation.method.urgency import Decay, Sign, fold, present, walk

_LOOKED_BACK = 1000
"""With more signals before it a crossing is taken to be known with the signal that made it."""


class Crossing(NamedTuple):
    """One rise of the score to the mark of a lead, at ``at``.

    ``known_at`` is the moment from which the desk knew enough to see it; the clock of the answer
    starts there. ``fast_track``: a fast-track signal of that moment made it rise.
    """

    at: datetime
    known_at: datetime
    fast_track: bool


def crossings(signs: Iterable[Sign], decay: Decay, lead_from: int) -> list[Crossing]:
    """Return the rises to the mark of a lead that were to be answered, the earliest known first.

    One that had gone cold before anybody could know it is none, and of several that became known
    together only the last is one.
    """
    strides = list(walk(signs, decay))
    told = [stride.sign for stride in strides]
    moments = [sign.at for sign in told]
    found: dict[datetime, Crossing] = {}
    latest: datetime | None = None
    for place, (sign, before, after, _) in enumerate(strides):
        known = _known(sign)
        latest = known if latest is None else max(latest, known)
        if not before < lead_from <= after:
            continue
        if latest > known and place < _LOOKED_BACK:
            known = _seen_at(told[: place + 1], known, decay, lead_from)
        last = strides[bisect_right(moments, known) - 1]
        if known == sign.at or present(last.after, last.since, known, decay) >= lead_from:
            same = told[bisect_left(moments, sign.at) : bisect_right(moments, sign.at)]
            found[known] = Crossing(sign.at, known, any(each.fast_track for each in same))
    return sorted(found.values(), key=lambda each: each.known_at)


def _known(sign: Sign) -> datetime:
    return sign.at if sign.known_at is None else max(sign.known_at, sign.at)


def _seen_at(told: Sequence[Sign], known: datetime, decay: Decay, lead_from: int) -> datetime:
    """Return when enough of the signals up to a crossing were known for it to be one."""
    moments = sorted({at for at in map(_known, told) if at >= known})

    def seen(at: datetime) -> bool:
        known_then = (sign for sign in told if _known(sign) <= at)
        return fold(known_then, decay, lead_from).points >= lead_from

    return moments[bisect_left(moments, 1, key=seen)]

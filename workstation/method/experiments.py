"""Experiments: which variant works better, how sure that is, and how much more would tell."""

import math
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

import msgspec

LEAST = 20
"""Tries of each variant below which nothing is said but that it is too early."""
SURE = 0.9
"""How sure one has to be before a variant is called better."""
WORTH = 0.05
"""Differences between two rates up to this are not worth having (five percentage points)."""

_POINTS = 2000
_SPREAD = 9.0
_SURE_DEVIATIONS = 1.2816  # of the normal distribution, for SURE on one side
_POWER_DEVIATIONS = 0.8416  # for four times in five


class Tally(NamedTuple):
    """What a variant came to: how often it was tried, and how often it worked."""

    tries: int
    wins: int

    @property
    def rate(self) -> float | None:
        """Wins per try as a fraction, None before the first try."""
        return self.wins / self.tries if self.tries else None


class Verdict(msgspec.Struct, frozen=True):
    """What can honestly be said about the variants of an experiment.

    ``kind`` is "single" (nothing to compare), "early" (too few tries), "open" (not clear yet),
    "better" (one variant is) or "same" (no difference worth having). ``best`` is the place of the
    variant in front, ``sure`` the chance from 0 to 1 that it truly is the best of all, ``more``
    about how many more tries of each would settle it (0: none needed), ``said`` it all in words.
    """

    kind: Literal["single", "early", "open", "better", "same"]
    best: int | None
    sure: float
    more: int
    said: str


def chances(tallies: Sequence[Tally]) -> list[float]:
    """Return for each variant the chance that it is truly the best; together they are 1.

    Before any try every rate is thought equally likely (a Beta distribution for each variant).
    """
    if not tallies:
        return []
    curves = _Curves(tallies)
    weights = []
    for at, density in enumerate(curves.densities):
        others = [below for place, below in enumerate(curves.below) if place != at]
        weights.append(
            math.fsum(
                weight * math.prod(below[point] for below in others)
                for point, weight in enumerate(density)
            )
        )
    whole = math.fsum(weights)
    return [weight / whole for weight in weights]


def chance_of_little(one: Tally, other: Tally, least: float = WORTH) -> float:
    """Return the chance from 0 to 1 that two true rates differ by no more than ``least``."""
    curves = _Curves((one, other))
    return math.fsum(
        weight * (curves.at(1, point + least) - curves.at(1, point - least))
        for point, weight in zip(curves.points, curves.densities[0], strict=True)
    )


def tries_to_tell(one: Tally, other: Tally) -> int:
    """Return about how many tries of each variant would show a difference such as the present one.

    Where the present difference is less than WORTH, as many as would show WORTH.
    """
    first, second = _mean(one), _mean(other)
    spread = first * (1 - first) + second * (1 - second)
    apart = max(abs(first - second), WORTH)
    return math.ceil((_SURE_DEVIATIONS + _POWER_DEVIATIONS) ** 2 * spread / apart**2)


def judge(titles: Sequence[str], tallies: Sequence[Tally], unit: str) -> Verdict:
    """Say what the tallies of the variants show; ``unit`` names the tries ("answered calls")."""
    if len(tallies) < 2:
        return Verdict("single", None, 0.0, 0, "one variant only: there is nothing to compare")
    if not any(each.tries for each in tallies):
        return Verdict("early", None, 1 / len(tallies), LEAST, f"nothing to say yet: no {unit}")
    order = sorted(range(len(tallies)), key=lambda place: -_mean(tallies[place]))
    best, following = order[0], order[1]
    sure = chances(tallies)[best]
    fewest = min(each.tries for each in tallies)
    wanted = max(tries_to_tell(tallies[best], tallies[following]), LEAST)
    more = _about(max(wanted - fewest, 1))
    if fewest < LEAST:
        said = f"too early: {_said_tries(tallies)} {unit}; about {more} more each would tell"
        return Verdict("early", best, sure, more, said)
    if sure >= SURE:
        ahead, behind = (_percent(tallies[place].rate) for place in (best, following))
        word = "better" if len(tallies) == 2 else "the best"
        rates = f"{ahead} against {behind}"
        said = f"“{titles[best]}” is {word}: {_percent(sure)} sure ({rates})"
        return Verdict("better", best, sure, 0, said)
    little = chance_of_little(tallies[best], tallies[following])
    if little >= SURE:
        between = (
            "" if len(tallies) == 2 else f" between “{titles[best]}” and “{titles[following]}”"
        )
        said = (
            f"no difference worth having{between}: "
            f"{_percent(little)} sure that it is less than {round(100 * WORTH)} points"
        )
        return Verdict("same", best, sure, 0, said)
    said = (
        f"not clear yet: “{titles[best]}” is ahead, {_percent(sure)} sure; "
        f"about {more} more {unit} each would tell"
    )
    return Verdict("open", best, sure, more, said)


def fewest_used(keys: Sequence[str], uses: Mapping[str, int], account_id: int) -> str:
    """Return the variant used least so far; among equals an account always gets the same one.

    Raises:
        ValueError: there is no variant.
    """

    def drawn(key: str) -> int:
        return zlib.crc32(f"{account_id} {key}".encode())

    return min(keys, key=lambda key: (uses.get(key, 0), drawn(key)))


class _Curves:
    """The rates thought possible for each variant, on common points: how likely, and how far below.

    ``densities`` sum to 1 for each variant; ``below`` is the chance of a rate under each point.
    """

    def __init__(self, tallies: Sequence[Tally]) -> None:
        reach = [(_mean(each), _SPREAD * _deviation(each)) for each in tallies]
        self._low = max(min(mean - spread for mean, spread in reach), 0.0)
        high = min(max(mean + spread for mean, spread in reach), 1.0)
        self._step = (high - self._low) / _POINTS
        self.points = [self._low + (place + 0.5) * self._step for place in range(_POINTS)]
        self.densities = [_density(each, self.points) for each in tallies]
        self._edges = [[0.0, *accumulate(curve)] for curve in self.densities]
        self.below = [[(lower + upper) / 2 for lower, upper in pairwise(e)] for e in self._edges]

    def at(self, variant: int, rate: float) -> float:
        """Return the chance that a variant's rate is below one, between the points too."""
        place = min(max((rate - self._low) / self._step, 0.0), float(_POINTS))
        whole = min(int(place), _POINTS - 1)
        lower, upper = self._edges[variant][whole : whole + 2]
        return lower + (upper - lower) * (place - whole)


def _density(tally: Tally, points: Sequence[float]) -> list[float]:
    won, lost = tally.wins, tally.tries - tally.wins
    logs = [won * math.log(point) + lost * math.log1p(-point) for point in points]
    peak = max(logs)
    weights = [math.exp(each - peak) for each in logs]
    whole = math.fsum(weights)
    return [weight / whole for weight in weights]


def _mean(tally: Tally) -> float:
    return (tally.wins + 1) / (tally.tries + 2)


def _deviation(tally: Tally) -> float:
    mean = _mean(tally)
    return math.sqrt(mean * (1 - mean) / (tally.tries + 3))


def _about(number: int) -> int:
    """Round up to two digits: nobody knows it better."""
    unit = int(10 ** max(len(str(number)) - 2, 0))
    return -(-number // unit) * unit


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{min(round(100 * rate), 99 if rate < 1 else 100)} %"


def _said_tries(tallies: Sequence[Tally]) -> str:
    numbers = [each.tries for each in tallies]
    if len(numbers) == 2:
        return f"{numbers[0]} and {numbers[1]}"
    return f"{min(numbers)} to {max(numbers)}"

"""Two things measured turn by turn, and a table of their ratios that shows the noise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles
from time import perf_counter

Measured = tuple[list[float], list[float]]
"""What was measured, then the floor it is held against; one entry a turn."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: the ratio of two medians, or of two 95th percentiles.

    ``least`` and ``most`` are the tenth and ninetieth percentile of the ratios turn by turn;
    ``goal`` is the most the ratio may be, None where none is set.
    """

    name: str
    against: str
    ratio: float
    least: float
    most: float
    floor: float
    goal: float | None

    @property
    def missed(self) -> bool:
        """Whether there is a goal and it was not reached."""
        return self.goal is not None and self.ratio > self.goal

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"≤ {self.goal:g}"
        verdict = "" if self.goal is None else "missed" if self.missed else "ok"
        noise = f"{self.least:.2f}–{self.most:.2f}"
        numbers = f"{self.ratio:>6.2f}  {noise:>11}  {goal:>6}  {verdict:6}"
        return f"{self.name:44} {numbers}  {self.against}"


FRAME = 1 / 60
"""Seconds a terminal shows one frame at most."""

HEAD = f"{'':44} {'ratio':>6}  {'p10–p90':>11}  {'goal':>6}  {'':6}  against"


def timed(work: Callable[[], object]) -> float:
    """Return the seconds something takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def in_turns(ours: Callable[[], object], floor: Callable[[], object], turns: int) -> Measured:
    """Time both in turns, so that what disturbs the machine disturbs both; one turn warms up."""
    timed(floor), timed(ours)
    pairs = [(timed(ours), timed(floor)) for _ in range(turns)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def result(name: str, against: str, measured: Measured, goal: float | None = None) -> Result:
    """Hold what was measured against its floor."""
    ours, floor = measured
    turn_by_turn = [one / other for one, other in zip(ours, floor, strict=True)]
    least, most = _tenths(turn_by_turn)
    ratio = median(ours) / median(floor)
    return Result(name, against, ratio, least, most, median(floor), goal)


def late(name: str, against: str, measured: Measured, goal: float | None = None) -> Result:
    """Hold the 95th percentile of what was measured against that of its floor."""
    usual = result(name, against, measured, goal)
    ours, floor = (p95(each) for each in measured)
    return replace(usual, name=f"{name}, p95", ratio=ours / floor, floor=floor)


def p95(values: Sequence[float]) -> float:
    """Return the value that nineteen of twenty do not pass."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def _tenths(values: Sequence[float]) -> tuple[float, float]:
    if len(values) < 2:
        return values[0], values[0]
    cuts = quantiles(values, n=10, method="inclusive")
    return cuts[0], cuts[-1]

"""Rules of targets.yaml: ratios one can divide by, bands that fit into a week, known measures."""

from collections.abc import Iterator
from typing import TypeGuard

from workstation.playbook.problem import Path, shown
from workstation.playbook.rule_parts import Block, blocks_of
from workstation.playbook.shape import Difference

_MOST_MONEY = 10**12
_RANGES: dict[str, tuple[float, float]] = {
    "deal_worth": (1, _MOST_MONEY),
    "cycle_days": (1, 3650),
    "look_back_days": (7, 3650),
    "half_at": (1, 10_000),
}
_LEAST_SHARE = 0.001
TIERS = (1, 2, 3, 4)


def target_rules(data: Block) -> Iterator[Difference]:
    """Check the numbers of targets, steps and bands."""
    for name, (least, most) in _RANGES.items():
        value = data.get(name)
        if _number(value) and not least <= value <= most:
            yield Difference((name,), shown(value), f"{least} to {most}")
    revenue = data.get("revenue")
    for period, money in revenue.items() if isinstance(revenue, dict) else ():
        if _number(money) and not 0 < money <= _MOST_MONEY:
            yield Difference(("revenue", str(period)), shown(money), f"above 0, to {_MOST_MONEY}")
    steps = blocks_of(data, "steps")
    if not steps:
        yield Difference(("steps",), "empty", "at least one step")
    named: set[object] = {data.get("deals"), data.get("money")}
    for index, step in enumerate(steps):
        measure = step.get("measure")
        if measure in named:
            found = f"{shown(measure)} a second time"
            yield Difference(("steps", index, "measure"), found, "each measure once")
        named.add(measure)
        share = step.get("share")
        if _number(share) and not _LEAST_SHARE <= share <= 1:
            expected = f"a fraction from {_LEAST_SHARE} to 1"
            yield Difference(("steps", index, "share"), shown(share), expected)
    yield from _bands(blocks_of(data, "tiers"))


def _bands(bands: list[Block]) -> Iterator[Difference]:
    named = [band.get("tier") for band in bands]
    for index, tier in enumerate(named):
        if tier in named[:index]:
            found = f"{shown(tier)} a second time"
            yield Difference(("tiers", index, "tier"), found, "each tier once")
    if missing := [str(tier) for tier in TIERS if tier not in named]:
        yield Difference(("tiers",), f"without {', '.join(missing)}", "all of 1, 2, 3, 4")
    lowest = 0.0
    for index, band in enumerate(bands):
        place: Path = ("tiers", index)
        if band.get("tier") not in TIERS:
            yield Difference((*place, "tier"), shown(band.get("tier")), "1 to 4")
        low, high = band.get("low"), band.get("high")
        for name, value in (("low", low), ("high", high)):
            if _number(value) and not 0 <= value <= 1:
                yield Difference((*place, name), shown(value), "a fraction from 0 to 1")
        if _number(low) and _number(high):
            if low > high:
                yield Difference((*place, "high"), shown(high), f"{low} (low) or more")
            lowest += low
    if lowest > 1:
        found = f"{round(lowest * 100)} % for all low ends together"
        yield Difference(("tiers",), found, "at most 100 %")


def _number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)

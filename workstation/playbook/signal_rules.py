"""Rules inside signals.yaml: points that can count, letters told apart, a decay that decays."""

from collections.abc import Iterator

from workstation.method.urgency import MOST
from workstation.playbook.problem import Path, shown
from workstation.playbook.rule_parts import Block, blocks_of, unique
from workstation.playbook.shape import Difference

_RANGES: dict[Path, tuple[int, int]] = {
    ("lead_from",): (1, MOST),
    ("hand_raiser_minutes",): (1, 24 * 60),
    ("lead_hours",): (1, 24 * 365),
    ("too_late_hours",): (1, 24 * 365),
    ("decay", "after_days"): (1, 3650),
    ("decay", "high"): (0, MOST),
    ("decay", "lost_high"): (0, MOST),
    ("decay", "lost_low"): (0, MOST),
}


def signal_rules(data: Block) -> Iterator[Difference]:
    """Check the numbers, and that kinds can be told apart."""
    for path, (least, most) in _RANGES.items():
        value: object = data
        for part in path:
            value = value.get(str(part)) if isinstance(value, dict) else None
        if isinstance(value, int) and not least <= value <= most:
            yield Difference(path, shown(value), f"{least} to {most}")
    kinds = blocks_of(data, "kinds")
    if not kinds:
        yield Difference(("kinds",), "empty", "at least one kind of signal")
    for field in ("key", "title", "letter"):
        yield from unique(kinds, ("kinds",), field)
    adders: dict[object, object] = {}
    for index, kind in enumerate(kinds):
        yield from _points(kind, ("kinds", index))
        on = kind.get("on")
        for number, logged in enumerate(on if isinstance(on, list) else ()):
            if logged in adders:
                found = f"{shown(logged)}, which '{adders[logged]}' has already"
                yield Difference(("kinds", index, "on", number), found, "each once")
            adders.setdefault(logged, kind.get("key"))


def _points(kind: Block, place: Path) -> Iterator[Difference]:
    values = {name: kind.get(name) for name in ("points", "least", "most")}
    numbers = {name: value for name, value in values.items() if isinstance(value, int)}
    for name, value in numbers.items():
        if not -MOST <= value <= MOST:
            yield Difference((*place, name), shown(value), f"{-MOST} to {MOST}")
    if ("least" in numbers) != ("most" in numbers):
        there = "least" if "least" in numbers else "most"
        lacks = "most" if there == "least" else "least"
        yield Difference((*place, there), f"without {lacks}", "both or neither")
    elif "least" in numbers and "points" in numbers:
        least, most = numbers["least"], numbers["most"]
        if least > most:
            yield Difference((*place, "most"), shown(most), f"{least} (least) or more")
        elif not least <= numbers["points"] <= most:
            yield Difference((*place, "points"), shown(numbers["points"]), f"{least} to {most}")

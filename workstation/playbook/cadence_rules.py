"""Rules inside a cadence that its types alone cannot hold: its days, its steps, what ends it."""

from collections.abc import Iterator

from workstation.method.cadence import MOST_DAYS, MOST_STEPS
from workstation.playbook.problem import Path, shown
from workstation.playbook.rule_parts import Block, blocks_of
from workstation.playbook.shape import Difference


def cadence_rules(data: Block) -> Iterator[Difference]:
    """Check a cadence: steps, not too many, their days in order, bins that go with its kind."""
    steps = blocks_of(data, "steps")
    if not steps:
        yield Difference(("steps",), "empty", "at least one step")
    elif len(steps) > MOST_STEPS:
        yield Difference(("steps",), f"a list of {len(steps)} steps", f"at most {MOST_STEPS}")
    else:
        yield from _steps(steps)
    said = data.get("for_whom")
    if isinstance(said, str) and (not said.strip() or "\n" in said):
        yield Difference(("for_whom",), shown(said.strip()), "text on one line")
    yield from _lists(data)
    yield from _kind(data)
    seen = set()
    for index, block in enumerate(blocks_of(data, "at_end")):
        outcome = block.get("outcome")
        if outcome in seen:
            found = f"{shown(outcome)} a second time"
            yield Difference(("at_end", index, "outcome"), found, "each outcome once")
        seen.add(outcome)


def _steps(steps: list[Block]) -> Iterator[Difference]:
    before = 1
    for index, step in enumerate(steps):
        place: Path = ("steps", index)
        day = step.get("day")
        if isinstance(day, int):
            if not 1 <= day <= MOST_DAYS:
                yield Difference((*place, "day"), shown(day), f"1 to {MOST_DAYS}")
            elif day < before:
                expected = f"{before} or later: steps stand in the order of their days"
                yield Difference((*place, "day"), shown(day), expected)
            else:
                before = day
        if not str(step.get("why")).strip():
            yield Difference((*place, "why"), "empty", "text")
        if step.get("template") and step.get("channel") != "email":
            found = f"there, and the channel is {shown(step.get('channel'))}"
            yield Difference((*place, "template"), found, "channel: email beside it")


def _lists(data: Block) -> Iterator[Difference]:
    ends, bins = data.get("ends"), data.get("bins")
    if isinstance(ends, list) and "opted_out" not in ends:
        yield Difference(("ends",), "without 'opted_out'", "opted_out: it ends every cadence")
    for index, key in enumerate(bins if isinstance(bins, list) else ()):
        if str(key).startswith("avoid."):
            expected = "a bin whose accounts may be prospected"
            yield Difference(("bins", index), shown(key), expected)
    for name, values in (("ends", ends), ("bins", bins)):
        if isinstance(values, list) and len(set(values)) < len(values):
            yield Difference((name,), "repeating itself", "each once")


def _kind(data: Block) -> Iterator[Difference]:
    """Check that a cadence that nurtures is not for cold accounts: going into those prospects."""
    bins = data.get("bins")
    if data.get("kind") != "nurture" or not isinstance(bins, list) or "cold" not in bins:
        return
    expected = "a bin other than cold, because kind is nurture"
    yield Difference(("bins", bins.index("cold")), "'cold'", expected)

"""Rules inside one file of the playbook that its types alone cannot hold."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from workstation.method.bins import BIN_KEYS
from workstation.method.cadence import NURTURE_TIER
from workstation.method.hours import clock_time
from workstation.method.outcomes import OUTCOME_KEYS
from workstation.method.ranking import MOST_WEIGHT, QUEUE_CLASS_KEYS, Weights
from workstation.playbook.cadence_rules import cadence_rules
from workstation.playbook.call_rules import CALL_RULES, flow_rules
from workstation.playbook.problem import Path, shown
from workstation.playbook.profile_rules import profile_rules
from workstation.playbook.rule_parts import Block, all_there, blocks_of, unique
from workstation.playbook.shape import Difference
from workstation.playbook.signal_rules import signal_rules
from workstation.playbook.target_rules import target_rules

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_LETTER = re.compile(r"[a-z0-9]")
_ONE_LINE = frozenset(
    {"key", "title", "short", "text", "why", "goal_one", "goal_many", "unit", "subject"}
)
_FILLED = frozenset(
    {"key", "title", "short", "text", "rule", "meaning", "purpose", "question", "story", "proof"}
    | {"subject", "body", "to"}
)
_LISTS_OF_TEXT = frozenset(
    {"prompts", "learn", "feel", "then", "choices", "listen_for", "words", "industries", "on"}
    | {"flows", "after"}
)
_SHORT = 10
_LONGEST = {"key": 60, "title": 80, "subject": 150, "body": 10_000}
"""Characters a text may have; any other may have as many as a prompt."""
_LONGEST_PROMPT = 1_000
_LEAST = {
    "limit": 1,
    "resurface_after_months": 1,
    "minutes": 1,
    "per_day": 1,
    "most": 1,
    "target": 1,
    "week_from": 1,
    "week_to": 1,
    "qualified_opportunities": 0,
    "lead_minutes": 0,
    "quiet_days": 1,
    "fresh_per_day": 0,
    "untouched_months": 0,
    "depth_touches": 1,
    "depth_contacts": 1,
    "unanswered_a_day": 1,
    "days_between": 0,
    "block_minutes": 1,
    "break_after_minutes": 1,
}
_MOST = 100_000
_MOST_TARGET = 10**12


def broken_rules(file: str, data: object) -> Iterator[Difference]:
    """Check the plain values of one file, already of the right shape; yield what is wrong."""
    yield from _values(data, ())
    if isinstance(data, dict):
        rule = _FOLDER_RULES.get(file.partition("/")[0]) or _RULES.get(file)
        if rule:
            yield from rule(data)


def _values(data: object, path: Path) -> Iterator[Difference]:
    """Check what holds wherever it stands: letters, keys, blank text, numbers out of range."""
    name = path[-1] if path else ""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            blank = isinstance(item, str) and not item.strip()
            if blank and name in _LISTS_OF_TEXT:
                yield Difference((*path, index), "empty", "text")
            else:
                yield from _values(item, (*path, index))
    elif isinstance(data, str):
        yield from _text(str(name), data, path)
    elif isinstance(data, int) and name in _LEAST and not _LEAST[str(name)] <= data <= _MOST:
        yield Difference(path, shown(data), f"{_LEAST[str(name)]} to {_MOST}")


def _text(name: str, text: str, path: Path) -> Iterator[Difference]:
    if name == "letter":
        if not _LETTER.fullmatch(text):
            yield Difference(path, shown(text), "one letter, a to z (or a digit)")
    elif name in _FILLED and not text.strip():
        yield Difference(path, "empty", "text")
    elif name in _ONE_LINE and "\n" in text:
        yield Difference(path, shown(text), "text on one line")
    elif name == "key" and path[0] != "bins" and not _KEY.fullmatch(text):
        yield Difference(path, shown(text), "small letters, digits and _, a letter first")
    elif name == "short" and len(text) > _SHORT:
        yield Difference(path, shown(text), f"at most {_SHORT} characters")
    elif len(text) > (most := _LONGEST.get(name, _LONGEST_PROMPT)):
        yield Difference(path, f"text of {len(text)} characters", f"at most {most}")


def _bins(data: Block) -> Iterator[Difference]:
    blocks = blocks_of(data, "bins")
    yield from all_there(blocks, "bins", BIN_KEYS)
    yield from unique(blocks, ("bins",), "key")
    yield from unique(blocks, ("bins",), "letter")


def _outcomes(data: Block) -> Iterator[Difference]:
    blocks = blocks_of(data, "outcomes")
    yield from all_there(blocks, "outcomes", OUTCOME_KEYS)
    yield from unique(blocks, ("outcomes",), "key")
    yield from unique(blocks, ("outcomes",), "letter")


def _measures(data: Block) -> Iterator[Difference]:
    blocks = blocks_of(data, "measures")
    yield from unique(blocks, ("measures",), "key")
    for index, block in enumerate(blocks):
        targets = block.get("targets")
        for period, target in targets.items() if isinstance(targets, dict) else ():
            if not 0 < target <= _MOST_TARGET:
                place = ("measures", index, "targets", period)
                yield Difference(place, shown(target), "a number above 0")


def _goals(data: Block) -> Iterator[Difference]:
    templates = blocks_of(data, "templates")
    yield from unique(templates, ("templates",), "key")
    ramp = blocks_of(data, "ramp")
    yield from unique(ramp, ("ramp",), "month")
    for index, block in enumerate(ramp):
        month = block.get("month")
        if isinstance(month, int) and month < 1:
            yield Difference(("ramp", index, "month"), shown(month), "1 or more")
    most = data.get("most", 5)
    if isinstance(most, int) and most > 9:
        yield Difference(("most",), shown(most), "at most 9")
    per_day = data.get("per_day", 3)
    if isinstance(per_day, int) and isinstance(most, int) and per_day > most:
        yield Difference(("per_day",), shown(per_day), f"no more than most ({most})")
    for index, block in enumerate(templates):
        place: Path = ("templates", index)
        if (block.get("measure") is None) != (block.get("target") is None):
            there = "target" if block.get("measure") is None else "measure"
            lacks = "measure" if there == "target" else "target"
            yield Difference((*place, there), f"without a {lacks}", "both or neither")
        first, last = block.get("week_from"), block.get("week_to")
        if isinstance(first, int) and isinstance(last, int) and first > last:
            yield Difference((*place, "week_to"), shown(last), f"{first} (week_from) or later")


def _dashboard(data: Block) -> Iterator[Difference]:
    tiles = blocks_of(data, "tiles")
    yield from unique(tiles, ("tiles",), "key")
    counts = Counter(str(tile.get("column")) for tile in tiles)
    if any(counts[column] != 3 for column in ("activity", "results", "long_run")):
        said = ", ".join(f"{counts[c]} in {c}" for c in ("activity", "results", "long_run"))
        yield Difference(("tiles",), said, "nine tiles, three in each column")
    for index, tile in enumerate(tiles):
        if not tile.get("measures"):
            yield Difference(("tiles", index, "measures"), "empty", "at least one measure")


def _queue(data: Block) -> Iterator[Difference]:
    blocks = blocks_of(data, "classes")
    yield from all_there(blocks, "classes", QUEUE_CLASS_KEYS)
    yield from unique(blocks, ("classes",), "key")
    tier = data.get("fresh_tier")
    if isinstance(tier, int) and not 1 <= tier < NURTURE_TIER:
        yield Difference(("fresh_tier",), shown(tier), f"1 to {NURTURE_TIER - 1}")
    weights = data.get("weights")
    if not isinstance(weights, dict):
        return
    for name, weight in weights.items():
        if not 0 <= weight <= MOST_WEIGHT:
            yield Difference(("weights", name), shown(weight), f"0 to {MOST_WEIGHT}")
    if not any(weights.get(name, 1) for name in Weights.__struct_fields__):
        yield Difference(("weights",), "nothing but 0", "at least one weight above 0")


def _clock(data: Block) -> Iterator[Difference]:
    times = {}
    for name in ("start", "end", "day_ends"):
        value = data.get(name)
        if isinstance(value, str):
            try:
                times[name] = clock_time(value)
            except ValueError:
                yield Difference((name,), shown(value), "a time of day such as '08:00'")
    if "start" in times and "end" in times and times["start"] >= times["end"]:
        yield Difference(("end",), shown(data["end"]), f"a time after {data['start']}")
    days = data.get("weekdays", [0])
    if isinstance(days, list):
        if not days:
            yield Difference(("weekdays",), "empty", "at least one day")
        for index, day in enumerate(days):
            if day not in range(7):
                expected = "0 (Monday) to 6 (Sunday)"
                yield Difference(("weekdays", index), shown(day), expected)


_FOLDER_RULES: dict[str, Callable[[Block], Iterator[Difference]]] = {
    "flows": flow_rules,
    "cadences": cadence_rules,
}
_RULES: dict[str, Callable[[Block], Iterator[Difference]]] = {
    "bins.yaml": _bins,
    "outcomes.yaml": _outcomes,
    "measures.yaml": _measures,
    "goals.yaml": _goals,
    "dashboard.yaml": _dashboard,
    "queue.yaml": _queue,
    "hours.yaml": _clock,
    "limits.yaml": _clock,
    "signals.yaml": signal_rules,
    "profiles.yaml": profile_rules,
    "targets.yaml": target_rules,
    **CALL_RULES,
}

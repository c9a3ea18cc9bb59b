"""Rules inside one file of the playbook that its types alone cannot hold."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from workstation.method.bins import BIN_KEYS
from workstation.method.flow import PLACEHOLDERS, placeholders
from workstation.method.hours import clock_time
from workstation.method.outcomes import OUTCOME_KEYS
from workstation.method.ranking import QUEUE_CLASS_KEYS
from workstation.playbook.problem import Path, did_you_mean, shown
from workstation.playbook.shape import Difference

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_LETTER = re.compile(r"[a-z0-9]")
_ONE_LINE = frozenset({"key", "title", "short", "text", "why", "goal_one", "goal_many", "unit"})
_FILLED = frozenset({"key", "title", "short", "text", "rule", "meaning", "purpose"})
_LISTS_OF_TEXT = frozenset({"prompts", "learn", "feel", "then", "choices"})
_SHORT = 10
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
    "unanswered_a_day": 1,
    "days_between": 0,
    "block_minutes": 1,
    "break_after_minutes": 1,
}
_MOST = 100_000
_MOST_TARGET = 10**12

Block = dict[str, object]


def broken_rules(file: str, data: object) -> Iterator[Difference]:
    """Check the plain values of one file, already of the right shape; yield what is wrong."""
    yield from _values(data, ())
    if isinstance(data, dict):
        rule = _flow if file.startswith("flows/") else _RULES.get(file)
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


def _blocks(data: Block, name: str) -> list[Block]:
    found = data.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _unique(blocks: list[Block], path: Path, field: str) -> Iterator[Difference]:
    first: dict[object, int] = {}
    for index, block in enumerate(blocks):
        value = block.get(field)
        if value in first:
            other = blocks[first[value]].get("key")
            found = (
                f"{shown(value)}, which '{other}' has already"
                if field != "key"
                else (f"{shown(value)} a second time")
            )
            yield Difference((*path, index, field), found, f"each {field} once")
        elif value is not None:
            first[value] = index


def _all_there(blocks: list[Block], name: str, needed: tuple[str, ...]) -> Iterator[Difference]:
    missing = [key for key in needed if key not in {block.get("key") for block in blocks}]
    if missing:
        found = "without " + ", ".join(f"'{key}'" for key in missing)
        yield Difference((name,), found, f"all of {', '.join(needed)}")


def _bins(data: Block) -> Iterator[Difference]:
    blocks = _blocks(data, "bins")
    yield from _all_there(blocks, "bins", BIN_KEYS)
    yield from _unique(blocks, ("bins",), "key")
    yield from _unique(blocks, ("bins",), "letter")


def _outcomes(data: Block) -> Iterator[Difference]:
    blocks = _blocks(data, "outcomes")
    yield from _all_there(blocks, "outcomes", OUTCOME_KEYS)
    yield from _unique(blocks, ("outcomes",), "key")
    yield from _unique(blocks, ("outcomes",), "letter")


def _measures(data: Block) -> Iterator[Difference]:
    blocks = _blocks(data, "measures")
    yield from _unique(blocks, ("measures",), "key")
    for index, block in enumerate(blocks):
        targets = block.get("targets")
        for period, target in targets.items() if isinstance(targets, dict) else ():
            if not 0 < target <= _MOST_TARGET:
                place = ("measures", index, "targets", period)
                yield Difference(place, shown(target), "a number above 0")


def _goals(data: Block) -> Iterator[Difference]:
    templates = _blocks(data, "templates")
    yield from _unique(templates, ("templates",), "key")
    ramp = _blocks(data, "ramp")
    yield from _unique(ramp, ("ramp",), "month")
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
    tiles = _blocks(data, "tiles")
    yield from _unique(tiles, ("tiles",), "key")
    counts = Counter(str(tile.get("column")) for tile in tiles)
    if any(counts[column] != 3 for column in ("activity", "results", "long_run")):
        said = ", ".join(f"{counts[c]} in {c}" for c in ("activity", "results", "long_run"))
        yield Difference(("tiles",), said, "nine tiles, three in each column")
    for index, tile in enumerate(tiles):
        if not tile.get("measures"):
            yield Difference(("tiles", index, "measures"), "empty", "at least one measure")


def _queue(data: Block) -> Iterator[Difference]:
    blocks = _blocks(data, "classes")
    yield from _all_there(blocks, "classes", QUEUE_CLASS_KEYS)
    yield from _unique(blocks, ("classes",), "key")


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


def _flow(data: Block) -> Iterator[Difference]:
    steps = _blocks(data, "steps")
    yield from _unique(steps, ("steps",), "key")
    if not steps:
        yield Difference(("steps",), "empty", "at least one step")
    yield from _braces(data, ())
    for index, step in enumerate(steps):
        place: Path = ("steps", index)
        if not step.get("prompts"):
            yield Difference((*place, "prompts"), "empty", "at least one prompt")
        questions = _blocks(step, "questions")
        yield from _unique(questions, (*place, "questions"), "key")
        for number, question in enumerate(questions):
            yield from _question(question, (*place, "questions", number))


def _question(question: Block, path: Path) -> Iterator[Difference]:
    choices = question.get("choices") or []
    wanted = question.get("kind") == "choice"
    if wanted and not choices:
        yield Difference((*path, "choices"), "empty", "the choices to choose from")
    if choices and not wanted:
        yield Difference((*path, "choices"), "there", "kind: choice beside it")
    if isinstance(choices, list) and len(set(choices)) < len(choices):
        yield Difference((*path, "choices"), "repeating itself", "each choice once")


def _braces(data: object, path: Path) -> Iterator[Difference]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _braces(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _braces(item, (*path, index))
    elif isinstance(data, str):
        for name in sorted(placeholders(data) - set(PLACEHOLDERS)):
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            near = did_you_mean(PLACEHOLDERS, name)
            yield Difference(path, f"text with {{{name[:40]}}}", f"one of {known}{near}")


_RULES: dict[str, Callable[[Block], Iterator[Difference]]] = {
    "bins.yaml": _bins,
    "outcomes.yaml": _outcomes,
    "measures.yaml": _measures,
    "goals.yaml": _goals,
    "dashboard.yaml": _dashboard,
    "queue.yaml": _queue,
    "hours.yaml": _clock,
    "limits.yaml": _clock,
}

"""Rules between the files of a playbook: what one names, another must have."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from workstation.method.bins import BIN_KEYS
from workstation.method.days import WorkingDays
from workstation.method.flow import Question
from workstation.method.measures import COLUMNS, RESPONSES, VALUES, WORKED, Measure
from workstation.method.when import WhenError, parse_when
from workstation.playbook.model import Playbook
from workstation.playbook.names import cadence_file, flow_file
from workstation.playbook.problem import Path, one_of, shown

SOME_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""When `when` texts are tried: they must be good on any day, so one day proves them."""

_NEEDS: dict[str, tuple[str, ...]] = {
    "count": ("table", "dated_by"),
    "sum": ("table", "dated_by", "adds"),
    "ratio": ("of", "over"),
    "difference": ("of", "less"),
    "average_days": ("table", "start", "end"),
    **dict.fromkeys(WORKED, ()),
}
_DEPENDS = ("table", "dated_by", "adds", "of", "over", "less", "start", "end")
_SUMS = ("count", "sum", "difference")


class Finding(NamedTuple):
    """A mistake at a place; `instead` is how to say it to the other file involved.

    The program blames the file a person changed, so a default that names something a person took
    away is told to that person's file.
    """

    file: str
    path: Path
    found: str
    expected: str
    instead: "Finding | None" = None


def check(playbook: Playbook) -> Iterator[Finding]:
    """Yield everything that does not fit together."""
    yield from _outcomes(playbook)
    yield from _measures(playbook)
    yield from _goals(playbook)
    yield from _tiles(playbook)
    yield from _questions(playbook)
    yield from _variants(playbook)
    yield from _named(playbook)
    yield from _cadences(playbook)
    yield from _targets(playbook)


def _outcomes(playbook: Playbook) -> Iterator[Finding]:
    file = "outcomes.yaml"
    for index, outcome in enumerate(playbook.outcomes):
        place: Path = ("outcomes", index)
        if outcome.bin is not None and outcome.bin not in BIN_KEYS:
            yield Finding(file, (*place, "bin"), shown(outcome.bin), one_of(BIN_KEYS, outcome.bin))
        for number, key in enumerate(outcome.bin_from):
            if key not in BIN_KEYS:
                where = (*place, "bin_from", number)
                yield Finding(file, where, shown(key), one_of(BIN_KEYS, key))
        if outcome.next and outcome.next.when.strip():
            try:
                parse_when(
                    outcome.next.when, now=SOME_MONDAY, working=WorkingDays(), their_zone="UTC"
                )
            except WhenError as error:
                found = f"{shown(outcome.next.when)} ({error})"
                expected = "a time such as '+1d', 'tomorrow 9' or '' to be asked"
                yield Finding(file, (*place, "next", "when"), found, expected)


def _reference(file: str, path: Path, key: str, known: Iterable[str]) -> Iterator[Finding]:
    """Check that a measure named somewhere exists."""
    names = list(known)
    if key in names:
        return
    instead = Finding(
        "measures.yaml", ("measures",), f"without '{key}'", f"'{key}', which {file} names"
    )
    near = one_of(names, key)
    yield Finding(file, path, shown(key), f"the key of a measure: {near}", instead)


def _measures(playbook: Playbook) -> Iterator[Finding]:
    file = "measures.yaml"
    known = {measure.key: measure for measure in playbook.measures}
    for index, measure in enumerate(playbook.measures):
        place: Path = ("measures", index)
        needed = _NEEDS[measure.how]
        for name in _DEPENDS:
            there = getattr(measure, name) is not None
            if name in needed and not there:
                yield Finding(
                    file, (*place, name), "missing", f"a value, because how is {measure.how}"
                )
            elif there and name not in needed:
                yield Finding(
                    file, (*place, name), "there", f"nothing, because how is {measure.how}"
                )
        for name in ("of", "over", "less"):
            key = getattr(measure, name)
            if key is not None:
                yield from _reference(file, (*place, name), key, known)
        if _circle(measure, known):
            yield Finding(file, place, f"'{measure.key}', made of itself", "other measures")
        if measure.goal_many and "{target}" not in measure.goal_many:
            expected = "a text with {target}"
            yield Finding(file, (*place, "goal_many"), shown(measure.goal_many), expected)
        if measure.table is not None:
            for found in _columns(measure, playbook):
                yield found._replace(path=(*place, *found.path))


def _circle(measure: Measure, known: dict[str, Measure]) -> bool:
    seen: set[str] = set()
    ahead = [measure]
    while ahead:
        here = ahead.pop()
        for key in (here.of, here.over, here.less):
            if key == measure.key:
                return True
            if key in known and key not in seen:
                seen.add(key)
                ahead.append(known[key])
    return False


def _columns(measure: Measure, playbook: Playbook) -> Iterator[Finding]:
    """Check a measure's columns against its table and their values against what they can hold."""
    file = "measures.yaml"
    columns = COLUMNS[str(measure.table)]
    days = [name for name, kind in columns.items() if kind == "day"]
    numbers = [name for name, kind in columns.items() if kind == "number"]
    for field, allowed in (("dated_by", days), ("start", days), ("end", days), ("adds", numbers)):
        name = getattr(measure, field)
        if name is not None and name not in allowed:
            yield Finding(file, (field,), shown(name), one_of(allowed, name))
    for index, name in enumerate(measure.present):
        if name not in columns:
            yield Finding(file, ("present", index), shown(name), one_of(columns, name))
    for name in measure.at_least:
        if name not in numbers:
            expected = one_of(numbers, name) if numbers else "nothing: no column is a number"
            yield Finding(file, ("at_least", name), "a column without numbers", expected)
    for name, values in measure.where.items():
        if name not in columns:
            yield Finding(file, ("where", name), "an unknown column", one_of(columns, name))
            continue
        known = _values(str(measure.table), name, playbook)
        if not values:
            yield Finding(file, ("where", name), "empty", "the values to count")
        for number, value in enumerate(values):
            if known and value not in known:
                yield Finding(file, ("where", name, number), shown(value), one_of(known, value))


def _values(table: str, column: str, playbook: Playbook) -> tuple[str | int, ...]:
    """Return what a column can hold, () for anything."""
    if (table, column) == ("activities", "outcome"):
        return (*(outcome.key for outcome in playbook.outcomes), *RESPONSES)
    if (table, column) == ("activities", "flow"):
        return tuple(flow.key for flow in playbook.flows)
    if (table, column) == ("accounts", "bin"):
        return BIN_KEYS
    return VALUES.get((table, column), ())


def _goals(playbook: Playbook) -> Iterator[Finding]:
    file = "goals.yaml"
    known = {measure.key: measure for measure in playbook.measures}
    for index, template in enumerate(playbook.goals.templates):
        key = template.measure
        if key is None:
            continue
        place: Path = ("templates", index, "measure")
        yield from _reference(file, place, key, known)
        if key in known and not known[key].for_goals:
            goals = [name for name, measure in known.items() if measure.for_goals]
            at = ("measures", list(known).index(key), "for_goals")
            told = Finding("measures.yaml", at, "false", f"true, because {file} uses '{key}'")
            expected = f"a measure for goals: {one_of(goals)}"
            yield Finding(file, place, shown(key), expected, told)
    for index, measure in enumerate(playbook.measures):
        if measure.for_goals and measure.how not in _SUMS:
            at = ("measures", index, "for_goals")
            yield Finding("measures.yaml", at, "true", f"false, because how is {measure.how}")


def _tiles(playbook: Playbook) -> Iterator[Finding]:
    known = [measure.key for measure in playbook.measures]
    for index, tile in enumerate(playbook.tiles):
        for number, key in enumerate(tile.measures):
            place: Path = ("tiles", index, "measures", number)
            yield from _reference("dashboard.yaml", place, key, known)


def _questions(playbook: Playbook) -> Iterator[Finding]:
    """Check that a key means the same question in every flow, whose answer is then known there."""
    first: dict[str, tuple[Question, str, Path]] = {}
    for flow in playbook.flows:
        file = flow_file(flow.key)
        for index, step in enumerate(flow.steps):
            for number, question in enumerate(step.questions):
                place: Path = ("steps", index, "questions", number)
                other, other_file, other_place = first.setdefault(
                    question.key, (question, file, place)
                )
                if question.same_as(other):
                    continue
                said = f"'{question.key}', asked differently in "
                expected = "the same text, kind, choices and every_call, or another key"
                told = Finding(other_file, other_place, said + file, expected)
                yield Finding(file, place, said + other_file, expected, told)


def _variants(playbook: Playbook) -> Iterator[Finding]:
    """Check that a variant is one of a flow that is there and is no variant itself."""
    flows = {flow.key: flow for flow in playbook.flows}
    for flow in playbook.flows:
        if not flow.variant_of:
            continue
        own = [key for key, each in flows.items() if not each.variant_of and key != flow.key]
        expected = f"the key of another flow: {one_of(own, flow.variant_of)}"
        found = shown(flow.variant_of)
        place: Path = ("variant_of",)
        file = flow_file(flow.key)
        if flow.variant_of not in flows or flow.variant_of == flow.key:
            yield Finding(file, place, found, expected)
        elif flows[flow.variant_of].variant_of:
            said = "a flow of its own, because another is tried against it"
            told = Finding(flow_file(flow.variant_of), place, "there", said)
            yield Finding(file, place, f"{found}, a variant itself", expected, told)


def _named(playbook: Playbook) -> Iterator[Finding]:
    """Check the flows that openers are for, and the outcomes that emails come after."""
    flows = [flow.key for flow in playbook.flows]
    outcomes = [outcome.key for outcome in playbook.outcomes]
    uses = [
        ("openers.yaml", "openers", "flows", flows, [each.flows for each in playbook.openers]),
        ("emails.yaml", "emails", "after", outcomes, [each.after for each in playbook.emails]),
    ]
    for file, name, field, known, lists in uses:
        for index, keys in enumerate(lists):
            for number, key in enumerate(keys):
                if key not in known:
                    where = (name, index, field, number)
                    yield Finding(file, where, shown(key), one_of(known, key))


def _cadences(playbook: Playbook) -> Iterator[Finding]:
    """Check that the emails the steps of cadences begin with are there."""
    known = [each.key for each in playbook.emails]
    for cadence in playbook.cadences:
        file = cadence_file(cadence.key)
        for index, step in enumerate(cadence.steps):
            key = step.template
            if not key or key in known:
                continue
            named = f"'{key}', which {file} names"
            told = Finding("emails.yaml", ("emails",), f"without '{key}'", named)
            expected = f"the key of an email: {one_of(known, key)}"
            yield Finding(file, ("steps", index, "template"), shown(key), expected, told)


def _targets(playbook: Playbook) -> Iterator[Finding]:
    """Check that the measures targets are worked back by are there, and are of the right kind."""
    file, targets = "targets.yaml", playbook.targets
    known = {measure.key: measure for measure in playbook.measures}
    named: list[tuple[Path, str, str]] = [
        (("money",), targets.money, "sum"),
        (("deals",), targets.deals, "count"),
        (("cycle",), targets.cycle, "average_days"),
    ]
    for index, step in enumerate(targets.steps):
        place: Path = ("steps", index)
        named.append(((*place, "measure"), step.measure, "count"))
        if step.own is not None:
            named.append(((*place, "own"), step.own, "ratio"))
    for path, key, how in named:
        yield from _reference(file, path, key, known)
        if key in known and known[key].how != how:
            fitting = [each.key for each in known.values() if each.how == how]
            expected = f"a measure whose how is {how}: {one_of(fitting)}"
            at = ("measures", list(known).index(key), "how")
            told = Finding("measures.yaml", at, known[key].how, f"{how}, as {file} needs")
            yield Finding(file, path, shown(key), expected, told)

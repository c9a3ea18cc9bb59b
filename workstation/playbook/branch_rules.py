"""Rules for where a flow may lead: forward only, on answers its questions can have."""

from collections.abc import Iterator

from workstation.method.branches import COMPARED, read_comparison
from workstation.method.flow import END
from workstation.playbook.problem import Path, one_of, shown
from workstation.playbook.rule_parts import Block, blocks_of
from workstation.playbook.shape import Difference


def branch_rules(steps: list[Block]) -> Iterator[Difference]:
    """Check every branch and every `goes_to` of a flow's steps; yield what is wrong."""
    keys = [str(step.get("key")) for step in steps]
    for index, step in enumerate(steps):
        place: Path = ("steps", index)
        if keys[index] == END:
            yield Difference((*place, "key"), shown(END), f"another key: '{END}' ends a flow")
        yield from _forward(str(step.get("goes_to", "")), keys, index, (*place, "goes_to"))
        for number, question in enumerate(blocks_of(step, "questions")):
            where: Path = (*place, "questions", number, "branches")
            branches = blocks_of(question, "branches")
            yield from _answers(question, branches, where)
            for at, branch in enumerate(branches):
                yield from _forward(str(branch.get("to")), keys, index, (*where, at, "to"))


def _forward(to: str, keys: list[str], index: int, place: Path) -> Iterator[Difference]:
    """Check that something leads to a later step: a flow that never goes back has no loops."""
    later = [*keys[index + 1 :], END]
    if to in later or not to.strip():
        return
    if to in keys:
        which = "this same step" if to == keys[index] else "an earlier step"
        names = one_of(later)
        yield Difference(place, f"{shown(to)}, {which}", f"a later step (no loops): {names}")
    else:
        yield Difference(place, shown(to), f"the key of a later step: {one_of(later, to)}")


def _answers(question: Block, branches: list[Block], place: Path) -> Iterator[Difference]:
    """Check what branches are taken on, and that none stands behind one that takes it all."""
    kind = str(question.get("kind", "text"))
    choices = question.get("choices")
    named = {"yes_no": ["yes", "no"], "choice": choices if isinstance(choices, list) else []}
    seen: set[str] = set()
    whole = False
    for at, branch in enumerate(branches):
        where: Path = (*place, at)
        if whole:
            yield Difference(where, "never reached", "nothing after a branch for any answer")
        on = branch.get("on") or []
        whole = whole or not on
        for number, each in enumerate(on if isinstance(on, list) else ()):
            said = str(each)
            if not said.strip():
                continue
            here: Path = (*where, "on", number)
            if said.strip().casefold() in seen:
                yield Difference(here, f"{shown(said)} a second time", "each answer once")
            elif kind in named:
                if said not in named[kind]:
                    yield Difference(here, shown(said), one_of(named[kind], said))
            elif kind not in COMPARED:
                expected = "nothing: only a choice, yes_no, number, money or date has answers"
                yield Difference(here, shown(said), expected)
            elif read_comparison(kind, said) is None:
                yield Difference(here, shown(said), _COMPARISONS[kind == "date"])
            seen.add(said.strip().casefold())


_COMPARISONS = (
    "a comparison such as '< 10' or '>= 40k'",
    "a comparison such as '< 2027-01-31' or '< +6m' (six months from now)",
)

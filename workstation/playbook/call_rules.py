"""Rules inside the files that a call uses: flows, openers, objections, stories, emails and such."""

import re
from collections.abc import Callable, Iterator

from workstation.method.buyer import SCALES
from workstation.method.preparation import PREPARATION_KEYS
from workstation.playbook.branch_rules import branch_rules
from workstation.playbook.problem import Path, shown
from workstation.playbook.rule_parts import Block, all_there, blocks_of, known_braces, unique
from workstation.playbook.shape import Difference

_ANSWERED = re.compile(r"(re|aw|sv|fwd?|wg)\s*:", re.IGNORECASE)


def _preparation(data: Block) -> Iterator[Difference]:
    blocks = blocks_of(data, "questions")
    yield from all_there(blocks, "questions", PREPARATION_KEYS)
    yield from _cards("questions")(data)
    for index, block in enumerate(blocks):
        if not str(block.get("hint")).strip():
            yield Difference(("questions", index, "hint"), "empty", "text")


def _buyer(data: Block) -> Iterator[Difference]:
    for scale in SCALES:
        if not data.get(scale):
            yield Difference((scale,), "empty", "at least one level")
        yield from _cards(scale)(data)


def _emails(data: Block) -> Iterator[Difference]:
    yield from _cards("emails")(data)
    for index, block in enumerate(blocks_of(data, "emails")):
        if _ANSWERED.match(str(block.get("subject")).strip()):
            place: Path = ("emails", index, "subject")
            expected = "a subject that does not look like an answer or forwarded"
            yield Difference(place, shown(block.get("subject")), expected)


def _cards(name: str) -> Callable[[Block], Iterator[Difference]]:
    """Return the rules of a list of texts: each key once, names in braces that are known."""

    def rules(data: Block) -> Iterator[Difference]:
        yield from unique(blocks_of(data, name), (name,), "key")
        yield from known_braces(data.get(name), (name,))

    return rules


def flow_rules(data: Block) -> Iterator[Difference]:
    """Check a flow: steps with prompts, questions with their choices, branches that go forward."""
    steps = blocks_of(data, "steps")
    yield from unique(steps, ("steps",), "key")
    if not steps:
        yield Difference(("steps",), "empty", "at least one step")
    yield from known_braces(data, ())
    for index, step in enumerate(steps):
        place: Path = ("steps", index)
        if not step.get("prompts"):
            yield Difference((*place, "prompts"), "empty", "at least one prompt")
        questions = blocks_of(step, "questions")
        yield from unique(questions, (*place, "questions"), "key")
        for number, question in enumerate(questions):
            yield from _question(question, (*place, "questions", number))
    yield from branch_rules(steps)


def _question(question: Block, path: Path) -> Iterator[Difference]:
    choices = question.get("choices") or []
    wanted = question.get("kind") == "choice"
    if wanted and not choices:
        yield Difference((*path, "choices"), "empty", "the choices to choose from")
    if choices and not wanted:
        yield Difference((*path, "choices"), "there", "kind: choice beside it")
    if isinstance(choices, list) and len(set(choices)) < len(choices):
        yield Difference((*path, "choices"), "repeating itself", "each choice once")


CALL_RULES: dict[str, Callable[[Block], Iterator[Difference]]] = {
    "preparation.yaml": _preparation,
    "openers.yaml": _cards("openers"),
    "objections.yaml": _cards("objections"),
    "stories.yaml": _cards("stories"),
    "buyer.yaml": _buyer,
    "emails.yaml": _emails,
}

"""Call flows: the plan, the steps with their prompts, and the questions whose answers are kept."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

PLACEHOLDERS: tuple[str, ...] = (
    "product",
    "company",
    "me",
    "their_name",
    "their_company",
    "their_industry",
    "referrer",
    "reason",
    "my_phone",
)
"""Names a prompt may hold in braces, such as {their_name}."""

END = "end"
"""Where a branch or a step may lead instead of a step: the flow is over."""

Kind = Literal["text", "choice", "number", "date", "money", "person", "yes_no"]

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


class Branch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an answer leads: `to` is the key of a later step, or END.

    It is taken on any of the answers in `on` (a choice, "yes", or a comparison such as "< 10" for
    a number, an amount or a day), on any answer at all when none is named.
    """

    on: list[str] = []
    to: str


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question whose answer is stored under `key`, whichever flow asks it.

    With `every_call` an answer of an earlier call is shown but does not count: it is asked anew.
    `branches` belong to the flow that asks; the first that fits the answer is taken.
    """

    key: str
    text: str
    kind: Kind = "text"
    choices: list[str] = []
    every_call: bool = False
    branches: list[Branch] = []

    def same_as(self, other: "Question") -> bool:
        """Say whether two flows mean the same question; where an answer leads may differ."""
        mine, theirs = (
            (each.key, each.text, each.kind, each.choices, each.every_call)
            for each in (self, other)
        )
        return mine == theirs


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a flow: what to say, a hint beside it, and what to find out.

    `listen_for` are signs in what they say; `minutes` the length to aim at, None for no aim;
    `goes_to` the later step (or END) that follows, "" for the next one.
    """

    key: str
    title: str
    prompts: list[str]
    hint: str = ""
    listen_for: list[str] = []
    minutes: int | None = None
    questions: list[Question] = []
    goes_to: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The plan for a call: answers to learn, how they should feel, what should follow.

    Source: Predictable Revenue, AAA call planning (answers, attitudes, actions).
    """

    learn: list[str] = []
    feel: list[str] = []
    then: list[str] = []


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of call: ordered steps a rep may jump between; `minutes` is its usual length.

    `variant_of` is the key of the flow that this one is tried against, "" for none.
    """

    key: str
    title: str
    purpose: str
    minutes: int
    variant_of: str = ""
    plan: Plan = Plan()
    steps: list[Step]

    def questions(self) -> list[Question]:
        """Return every question of the flow in the order of its steps."""
        return [question for step in self.steps for question in step.questions]


def variants(flows: Sequence[Flow], key: str) -> list[Flow]:
    """Return a flow and the flows that are tried against it, itself first.

    `key` may be that of a variant; nothing is returned for a key no flow has.
    """
    named = next((flow for flow in flows if flow.key == key), None)
    first = (named.variant_of or key) if named else None
    return [
        *(flow for flow in flows if flow.key == first),
        *(flow for flow in flows if flow.variant_of == first and flow.key != first),
    ]


def placeholders(text: str) -> set[str]:
    """Return the names in braces in a prompt, known or not."""
    return {match.strip() for match in _PLACEHOLDER.findall(text)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of {names}; a name without a value stays readable as "(their name)"."""

    def put(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        return values.get(name) or f"({name.replace('_', ' ')})"

    return _PLACEHOLDER.sub(put, text)

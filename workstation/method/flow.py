"""Call flows: the plan, the steps with their prompts, and the questions whose answers are kept."""

import re
from collections.abc import Mapping
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
)
"""Names a prompt may hold in braces, such as {their_name}."""

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question whose answer is stored under `key`, whichever flow asks it."""

    key: str
    text: str
    kind: Literal["text", "choice", "number", "date", "money", "person", "yes_no"] = "text"
    choices: list[str] = []


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a flow: what to say, a hint beside it, and what to find out."""

    key: str
    title: str
    prompts: list[str]
    hint: str = ""
    questions: list[Question] = []


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The plan for a call: answers to learn, how they should feel, what should follow.

    Source: Predictable Revenue, AAA call planning (answers, attitudes, actions).
    """

    learn: list[str] = []
    feel: list[str] = []
    then: list[str] = []


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of call: ordered steps a rep may jump between; `minutes` is its usual length."""

    key: str
    title: str
    purpose: str
    minutes: int
    plan: Plan = Plan()
    steps: list[Step]

    def questions(self) -> list[Question]:
        """Return every question of the flow in the order of its steps."""
        return [question for step in self.steps for question in step.questions]


def placeholders(text: str) -> set[str]:
    """Return the names in braces in a prompt, known or not."""
    return {match.strip() for match in _PLACEHOLDER.findall(text)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of {names}; a name without a value stays readable as "(their name)"."""

    def put(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        return values.get(name) or f"({name.replace('_', ' ')})"

    return _PLACEHOLDER.sub(put, text)

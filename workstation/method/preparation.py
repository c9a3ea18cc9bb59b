"""The card before a call: the plan (answers, attitudes, actions) and six questions to oneself."""

from collections.abc import Mapping, Sequence

import msgspec

PREPARATION_KEYS: tuple[str, ...] = (
    "reason",
    "learn",
    "feel",
    "then",
    "success",
    "homework",
    "why_listen",
    "first_words",
    "follow_up",
    "ready",
)
"""The questions every playbook has; a team may reword them and add its own."""


class PreparationQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the card: its short title, and a hint at what a good answer says.

    Source: Predictable Revenue, AAA call planning (learn, feel, then); Heinz Marketing, six
    questions before a call (the others); the reason is the call in one line.
    """

    key: str
    title: str
    hint: str


def completeness(
    questions: Sequence[PreparationQuestion], answers: Mapping[str, str]
) -> tuple[int, int]:
    """Return how many questions are answered, and how many there are."""
    return sum(bool(answers.get(each.key, "").strip()) for each in questions), len(questions)

"""The card before a call: the plan (answers, attitudes, actions) and six questions to oneself."""

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

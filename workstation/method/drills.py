"""Practice with objection cards: what is scored, and which card is most worth drawing next."""

from collections.abc import Mapping, Sequence
from random import Random

import msgspec

from workstation.method.objections import Objection

CRITERIA: Mapping[str, str] = {
    "source": "named where it comes from",
    "question": "asked back",
    "story": "told the story",
    "proof": "gave proof",
}
"""What an answer is scored on, 0 to 2 each, in the order of a card (Heinz Marketing)."""

MOST = 2
"""The most one criterion scores."""
BEST = MOST * len(CRITERIA)
"""The most an answer scores."""

_NEVER_DONE = 3.0
_WELL_DONE = 0.25


class Scores(msgspec.Struct, frozen=True):
    """How one answer was, 0 to 2 on each criterion.

    Raises:
        ValueError: a score is not 0, 1 or 2.
    """

    source: int
    question: int
    story: int
    proof: int

    def __post_init__(self) -> None:
        for key in CRITERIA:
            if not 0 <= getattr(self, key) <= MOST:
                raise ValueError(f"“{CRITERIA[key]}” is scored 0, 1 or 2.")

    @property
    def total(self) -> int:
        """The sum, 0 to 8."""
        return self.source + self.question + self.story + self.proof


def weight(average: float | None) -> float:
    """Return how much a card is worth drawing, by its average score (None: never done)."""
    return _NEVER_DONE if average is None else _WELL_DONE + (1 - average / BEST) * 2


def draw(
    cards: Sequence[Objection], averages: Mapping[str, float], rng: Random, *, but: str = ""
) -> Objection | None:
    """Draw a card, preferring those never or least well done; None when there are no cards.

    ``but`` names a card that is not drawn again at once, unless it is the only one.
    """
    wanted = [each for each in cards if each.key != but] or list(cards)
    if not wanted:
        return None
    return rng.choices(wanted, [weight(averages.get(each.key)) for each in wanted])[0]


def weakest(scores: Mapping[str, float]) -> str:
    """Return the criterion with the lowest score, "" when all are alike."""
    low = min(scores.values(), default=0)
    if not scores or low == max(scores.values()):
        return ""
    return next(key for key in CRITERIA if scores.get(key) == low)

"""Asks into which bin accounts go of which a column says how far they are."""

from collections.abc import Mapping

from workstation.desk.imports.choices import SAYS, Choice, Question
from workstation.exchange.fields import RecordKind
from workstation.exchange.status_words import Meaning, StatusColumn

BINS: Mapping[Meaning, str] = {
    "client": "avoid.client",
    "bad_fit": "avoid.bad_fit",
    "stop": "avoid.bad_fit",
    "converted": "nurture.opportunity",
    "lost": "nurture.dead",
    "not_now": "nurture.quarterly",
}
"""Where accounts go that a file says are such (Predictable Revenue, account status)."""
OFFERED = (
    "nurture.opportunity", "nurture.quarterly", "nurture.dead", "avoid.client", "avoid.bad_fit",
)  # fmt: skip
"""The bins that somebody may choose instead."""


def about_status(
    told: StatusColumn, meaning: Meaning, kind: RecordKind, titles: Mapping[str, str]
) -> Question:
    """Return the question what becomes of the rows of one meaning; ``titles`` are of the bins.

    Its answers are "yes" for the bin of ``BINS``, another bin of ``OFFERED``, and "no".
    """
    count = told.rows[meaning]
    words = " or ".join(told.words[meaning])
    title = titles.get(BINS[meaning], BINS[meaning])
    rows = f"{count} row{'s' * (count != 1)} say{'s' * (count == 1)} {words}"
    protects = kind == "contacts" and meaning == "stop"
    what = "protect these people" if protects else f"put them into “{title}”"
    done = "not to be contacted" if protects else f"into “{title}”{_condition(BINS[meaning])}"
    others = (
        Choice(bin_, f"{rows}, into “{titles.get(bin_, bin_)}”{_condition(bin_)}")
        for bin_ in OFFERED
        if bin_ != BINS[meaning] and not protects and meaning != "stop"
    )
    return Question(
        f"{SAYS}{meaning} {told.name}",
        f"{rows} in “{told.name}”: {what}?",
        (
            Choice("yes", f"yes: {rows}, {done}"),
            *others,
            Choice("no", f"no: {rows}, kept as a fact only"),
        ),
        usual="yes",
    )


def bin_answered(question: Question, meaning: Meaning) -> str:
    """Return the bin that an answer means, "" where the rows are left as they are."""
    if question.answer == "yes":
        return BINS[meaning]
    return question.answer if question.answer in OFFERED else ""


def _condition(bin_: str) -> str:
    return ", out of prospecting" if bin_.startswith("avoid") else " where they are new or cold"

"""Reads an answer typed during a call by the kind of its question; words are never refused."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from workstation.method.flow import Question
from workstation.method.text import clean_line

HINTS: dict[str, str] = {
    "yes_no": "y yes · n no",
    "number": "a number: 12, 1 200, 40%",
    "money": "an amount: 40k, 12 500 EUR",
    "date": "a day: next tue, 5 may, q1",
    "person": "a name; title and number too",
}
"""What may be typed for a kind of question; a choice shows its choices, text needs no hint."""

_YES = frozenset({"yes", "yep", "yeah", "yup"})
_NO = frozenset({"no", "nope", "nah"})
_TIMES = {"k": 1000, "thousand": 1000, "m": 10**6, "mio": 10**6, "million": 10**6, "bn": 10**9}
_FIGURES = r"[-+]?\d(?:[\d.,'_\u00a0\u202f ]{0,22}\d)?"
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<figures>{_FIGURES})(?: ?(?P<times>{'|'.join(_TIMES)})\b)?(?P<percent> ?%)?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s'_\u00a0\u202f]")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY"}
_CURRENCY = re.compile(r"[€£¥$]|(?<![a-z])[a-z]{3}(?![a-z])", re.IGNORECASE)
_KEPT = "kept as you typed it."


class Read(NamedTuple):
    """An answer as it is kept, and what to say when it is not of the question's kind, "" if it is.

    ``kept`` is a choice or "yes" and "no" in full, a plain number ("1200", "40%"), an amount
    ("12 500 EUR"), a day (ISO, "2026-12-01"), and otherwise the words as they were typed.
    """

    kept: str
    complaint: str = ""


def read_answer(question: Question, typed: str, *, now: datetime | None = None) -> Read:
    """Read what was typed as the question's kind of answer.

    ``now`` is aware and in the rep's zone: what "next tue" is reckoned from. Without it only an
    ISO date is read as a day.
    """
    text = typed.strip()
    if not text:
        return Read("")
    if question.kind == "choice":
        return _choice(question.choices, text)
    if question.kind == "yes_no":
        return _yes_no(text)
    if question.kind == "number":
        return _number(text)
    if question.kind == "money":
        return _money(text)
    if question.kind == "date":
        return _day(text, now)
    if question.kind == "person":
        named = any(letter.isalpha() for letter in text)
        return Read(clean_line(text), "" if named else f"No name in it; {_KEPT}")
    return Read(text)


def hint(question: Question) -> str:
    """Return what to type for a question, "" when anything will do."""
    if question.kind == "choice":
        return " · ".join(f"{at} {each}" for at, each in enumerate(question.choices, 1))
    return HINTS.get(question.kind, "")


def picked(question: Question, answer: str) -> str | None:
    """Return the choice, or the "yes" or "no", that a kept answer is; None when it is none."""
    text = answer.strip().casefold()
    if question.kind == "yes_no":
        word = re.split(r"\W", text, maxsplit=1)[0]
        return "yes" if word in _YES else "no" if word in _NO else None
    return next((each for each in question.choices if each.casefold() == text), None)


def number_in(text: str) -> float | None:
    """Return the one number in an answer, of "about 40k" too; None for none or for several."""
    found = [*_NUMBER.finditer(text[:1000])]
    return float(_value(found[0])) if len(found) == 1 else None


def day_in(text: str) -> date | None:
    """Return the day a kept answer begins with, None when it is words."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _choice(choices: list[str], text: str) -> Read:
    if text.isdecimal() and text not in choices and 1 <= int(text[:4]) <= len(choices):
        return Read(choices[int(text[:4]) - 1])
    typed = text.casefold()
    same = [each for each in choices if each.casefold() == typed]
    begun = [each for each in choices if each.casefold().startswith(typed)]
    if same or len(begun) == 1:
        return Read((same or begun)[0])
    return Read(text, f"None of the choices; {_KEPT}")


def _yes_no(text: str) -> Read:
    said = text.casefold()
    if said in _YES or said == "y":
        return Read("yes")
    if said in _NO or said == "n":
        return Read("no")
    word = re.split(r"\W", said, maxsplit=1)[0]
    return Read(text, "" if word in _YES | _NO else f"Neither yes nor no; {_KEPT}")


def _number(text: str) -> Read:
    found = _NUMBER.match(text)
    if found is None or number_in(text) is None:
        return Read(text, f"Not one plain number; {_KEPT}")
    if found.end() < len(text):
        return Read(text)
    return Read(f"{_value(found):f}{'%' if found['percent'] else ''}")


def _money(text: str) -> Read:
    found = _NUMBER.search(text)
    if found is None or number_in(text) is None:
        return Read(text, f"Not one amount; {_KEPT}")
    around = f"{text[: found.start()]} {text[found.end() :]}".strip()
    amount = f"{_value(found):,f}".replace(",", " ")
    if not around:
        return Read(amount if not found["percent"] else text)
    if _CURRENCY.fullmatch(around):
        if around == "$":
            return Read(f"${amount}")
        return Read(f"{amount} {_SIGNS.get(around, around.upper())}")
    before = text[: found.start()].strip()
    begins = not before or _CURRENCY.fullmatch(before)
    return Read(text, "" if begins else f"Not one plain amount; {_KEPT}")


def _value(found: re.Match[str]) -> Decimal:
    figures = _SPACES.sub("", found["figures"])
    if _GROUPED.fullmatch(figures):
        figures = re.sub("[.,]", "", figures)
    elif figures.rfind(",") > figures.rfind("."):
        figures = figures.replace(".", "").replace(",", ".")
    else:
        figures = figures.replace(",", "")
    whole, dot, rest = figures.rpartition(".")
    plain = Decimal(whole.replace(".", "") + dot + rest)
    value = plain * _TIMES[found["times"].casefold()] if found["times"] else plain
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _day(text: str, now: datetime | None) -> Read:
    line = clean_line(text)
    try:
        return Read(date.fromisoformat(line).isoformat())
    except ValueError:
        if now is None:
            return Read(text)
    from workstation.method.days import WorkingDays
    from workstation.method.when import WhenError, parse_when

    every_day = WorkingDays(weekdays=frozenset(range(7)))
    try:
        when = parse_when(line, now=now, working=every_day, their_zone=None)
    except WhenError as error:
        return Read(text, f"Kept as you typed it: {error}")
    day = when.day.isoformat()
    return Read(f"{day} {when.at.astimezone(now.tzinfo):%H:%M}" if when.at else day)

"""Which branch an answer takes: a choice, yes or no, or a comparison with a number or a day."""

import operator
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from workstation.method.answer_kinds import day_in, number_in, picked
from workstation.method.days import add_months
from workstation.method.flow import Branch, Question

COMPARED = frozenset({"number", "money", "date"})
"""Kinds of question whose branches compare; a choice and yes or no name the answer."""

_COMPARISON = re.compile(r"(<=|>=|<|>|=)\s*(\S.*)")
_AHEAD = re.compile(r"([-+]\d{1,4})([dwmy])")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


class Comparison(NamedTuple):
    """A sign such as "<", and what is compared with: a number, a day, or a span from today.

    A span is a number of days or months and its unit, "d" or "m".
    """

    sign: str
    number: float | None = None
    day: date | None = None
    span: tuple[int, str] | None = None


def read_comparison(kind: str, text: str) -> Comparison | None:
    """Read "< 10", or for a date "> 2027-01-31" and "< +6m" (from today); None when it is none."""
    found = _COMPARISON.fullmatch(text.strip())
    if found is None:
        return None
    sign, value = found.groups()
    if kind != "date":
        number = number_in(value)
        return None if number is None else Comparison(sign, number=number)
    if ahead := _AHEAD.fullmatch(value):
        count, unit = int(ahead[1]), ahead[2]
        times = {"w": 7, "y": 12}.get(unit, 1)
        return Comparison(sign, span=(count * times, "d" if unit in "dw" else "m"))
    day = day_in(value) if len(value) == len("2027-01-31") else None
    return None if day is None else Comparison(sign, day=day)


def taken(question: Question, answer: str | None, today: date | None) -> Branch | None:
    """Return the first branch of a question that its answer takes, None to go straight on.

    ``answer`` is kept text as `read_answer` gives it, None when only known to have been given;
    ``today`` the rep's day, which spans are reckoned from (without it they never hold).
    """
    for branch in question.branches:
        if not branch.on:
            return branch
        if answer is not None and any(_fits(question, on, answer, today) for on in branch.on):
            return branch
    return None


def _fits(question: Question, on: str, answer: str, today: date | None) -> bool:
    if question.kind not in COMPARED:
        said = picked(question, answer)
        return said is not None and said.casefold() == on.strip().casefold()
    comparison = read_comparison(question.kind, on)
    if comparison is None:
        return False
    holds = _HOLDS[comparison.sign]
    if comparison.number is not None:
        number = number_in(answer)
        return number is not None and holds(number, comparison.number)
    day, limit = day_in(answer), _limit(comparison, today)
    return day is not None and limit is not None and holds(day.toordinal(), limit.toordinal())


def _limit(comparison: Comparison, today: date | None) -> date | None:
    if comparison.span is None or today is None:
        return comparison.day
    count, unit = comparison.span
    try:
        return today + timedelta(days=count) if unit == "d" else add_months(today, count)
    except (OverflowError, ValueError):
        return None

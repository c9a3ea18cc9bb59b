"""A condition in one line, as it is shown in a sum and typed in the profile editor.

employees 50..5000          revenue >= 1000000          industry is software, logistics
industry like software*, machine tool                   fact hiring_freeze yes
fact sales_leader_since within 90 days                  created_on after 2026-01-01
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from workstation.method.conditions import read_day
from workstation.method.profiles import FIELDS, Condition, Criterion, RedFlag, fact_key
from workstation.method.text import clean_line

ConditionT = TypeVar("ConditionT", bound=Condition)

_NUMBER = r"(\d[\d _,]*[kKmM]?)"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:\.\.|to|-|–)\s*{_NUMBER}")
_LEAST = re.compile(rf"(?:>=|from|at least)\s*{_NUMBER}")
_MOST = re.compile(rf"(?:<=|up to|at most)\s*{_NUMBER}")
_WITHIN = re.compile(r"within\s+(\d{1,5})(?:\s*(?:days?|d))?")
_DAYS = re.compile(r"(?:after\s+(\S+))?\s*(?:before\s+(\S+))?")
_SCALES = {"k": 10**3, "m": 10**6}
_LONGEST_COUNT = 5
_LONGEST_TITLE = 80


class ConditionError(ValueError):
    """A line that says no condition; the message is a sentence."""


def say_condition(condition: Condition) -> str:
    """Write a condition as it may be typed again."""
    about = f"fact {fact_key(condition.fact)}" if condition.fact else condition.field
    least, most = condition.at_least, condition.at_most
    if condition.any_of:
        return f"{about} is {', '.join(condition.any_of)}"
    if condition.like:
        return f"{about} like {', '.join(condition.like)}"
    if condition.yes is not None:
        return f"{about} {'yes' if condition.yes else 'no'}"
    if condition.within_days is not None:
        return f"{about} within {condition.within_days} days"
    if condition.after or condition.before:
        days = (("after", condition.after), ("before", condition.before))
        return " ".join((about, *(f"{word} {day}" for word, day in days if day)))
    if least is not None and most is not None:
        return f"{about} {least}..{most}"
    return f"{about} >= {least}" if least is not None else f"{about} <= {most}"


def read_condition(text: str) -> dict[str, Any]:
    """Return the fields of a condition from its line, without key and title.

    Raises:
        ConditionError: it is not understood; the sentence says how it is written.
    """
    words = text.strip().split(None, 2)
    if len(words) > 1 and words[0] == "fact" and (key := fact_key(words[1])):
        about, rest = {"fact": key}, words[2] if len(words) > 2 else ""
    else:
        head, _, rest = text.strip().partition(" ")
        about = {"field": head}
        if head not in FIELDS:
            from difflib import get_close_matches

            near = get_close_matches(head, FIELDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise ConditionError(
                f"Begin with fact and its name, or with one of {', '.join(FIELDS)}.{hint}"
            )
    return about | _read_test(about, rest.strip())


def _read_test(about: Mapping[str, str], rest: str) -> dict[str, Any]:
    for word, name in (("is", "any_of"), ("like", "like")):
        if rest.startswith(f"{word} ") and (listed := _listed(rest[len(word) :])):
            return {name: listed}
    if rest in ("yes", "no") and "fact" in about:
        return {"yes": rest == "yes"}
    if found := _RANGE.fullmatch(rest):
        least, most = _number(found[1]), _number(found[2])
        if least > most:
            raise ConditionError(f"Nothing is from {least} to {most}; the smaller comes first.")
        return {"at_least": least, "at_most": most}
    if found := _LEAST.fullmatch(rest):
        return {"at_least": _number(found[1])}
    if found := _MOST.fullmatch(rest):
        return {"at_most": _number(found[1])}
    if found := _WITHIN.fullmatch(rest):
        return {"within_days": max(int(found[1]), 1)}
    if rest and (found := _DAYS.fullmatch(rest)):
        days = zip(("after", "before"), found.groups(), strict=True)
        return {name: _day(said) for name, said in days if said}
    raise ConditionError(
        "Say what of it: 50..500, >= 50, is a, b, like word*, within 90 days, after 2026-01-31, "
        "or of a fact yes or no."
    )


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _number(text: str) -> int:
    digits = re.sub(r"[ _,]", "", text).casefold()
    return int(digits.rstrip("km")) * _SCALES.get(digits[-1], 1)


def _day(text: str) -> str:
    day = read_day(text)
    if day is None or len(text) != 10:
        raise ConditionError(f"“{text}” is not a day, such as 2026-01-31.")
    return day.isoformat()


def say_line(condition: Condition) -> str:
    """Write a condition with what it counts in front and its title behind, as a line to edit."""
    counts = (
        f"{condition.weight} "
        if isinstance(condition, Criterion)
        else f"{condition.lowers_by} "
        if isinstance(condition, RedFlag)
        else ""
    )
    said = say_condition(condition)
    return f"{counts}{said}" + (f" # {condition.title}" if condition.title != said else "")


def read_line(text: str, kind: type[ConditionT], key: str = "") -> ConditionT:
    """Return the condition a line says: "3 employees 50..500 # 50 to 500 people".

    Without a number in front a criterion weighs 1 and a red flag takes 20 off; without a title it
    is called as it is written. ``key`` is the key it has already.

    Raises:
        ConditionError: it is not understood; the sentence says how it is written.
    """
    body, _, title = text.partition("#")
    first, _, rest = body.strip().partition(" ")
    counts: dict[str, Any] = {}
    if kind is not Condition:
        name, usual = ("weight", 1) if issubclass(kind, Criterion) else ("lowers_by", 20)
        numbered = first.isdecimal() and len(first) < _LONGEST_COUNT
        counts = {name: int(first) if numbered else usual}
        body = rest if numbered else body
    fields = read_condition(body)
    made = msgspec.convert({"key": key or "_", "title": "_", **counts, **fields}, kind)
    said = clean_line(title) or say_condition(made)
    return msgspec.structs.replace(made, title=said[:_LONGEST_TITLE], key=key or _key_of(made))


def _key_of(condition: Condition) -> str:
    name = fact_key(condition.fact) if condition.fact else condition.field
    kept = "".join(each for each in name if each.isascii())
    return kept if kept[:1].isalpha() else f"fact_{kept}".rstrip("_")

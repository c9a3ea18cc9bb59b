"""A condition in one line, as it is shown in a sum and typed in the profile editor.

employees 50..5000          revenue >= 1000000 EUR      industry is software, "food, drink"
industry like software*, machine tool                   fact hiring_freeze yes
fact sales_leader_since within 90 days                  created_on after 2026-01-01
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from workstation.method.conditions import read_day
from workstation.method.numbers import SCALES
from workstation.method.plural import plural
from workstation.method.profiles import FIELDS, Condition, Criterion, RedFlag, fact_key
from workstation.method.text import clean_line

ConditionT = TypeVar("ConditionT", bound=Condition)

_SCALE = rf"(?i:{'|'.join(SCALES)})"
_NUMBER = rf"(-?\d(?:[\d _,']|\.(?!\.))*(?:{_SCALE}\b)?)"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:\.\.|to|-|–)\s*{_NUMBER}")
_LEAST = re.compile(rf"(?:>=|from|at least)\s*{_NUMBER}")
_MOST = re.compile(rf"(?:<=|up to|at most)\s*{_NUMBER}")
_ONE = re.compile(
    rf"(?P<minus>-?)(?P<whole>\d{{1,3}}(?P<mark>[ ,_'])\d{{3}}(?:(?P=mark)\d{{3}})*|\d+)"
    rf"(?:\.(?P<part>\d{{1,6}}))?\s*(?P<scale>{_SCALE})?"
)
_MOST_DIGITS = 15
_CURRENCY = re.compile(rf"(.*\S)\s+(?!{_SCALE}$)([A-Z]{{3}})")
_WITHIN = re.compile(r"within\s+(\d{1,5})(?:\s*(?:days?|d))?")
_DAYS = re.compile(r"(?:after\s+(\S+))?\s*(?:before\s+(\S+))?")
_QUOTED = r'(?<![^\s,])"(?:[^"\\]|\\.)*"'
_TITLE = re.compile(rf"{_QUOTED}|(?P<title>(?<!\S)#(?!\S))")
_VALUE = re.compile(rf'\s*(?:(?P<quoted>{_QUOTED})\s*|(?P<bare>(?:[^,"]|(?<=[^\s,])")*))(?:,|$)')
_FACT = re.compile(rf"fact\s+(?:(?P<quoted>{_QUOTED})|(?P<bare>[^\s\"]\S*))(?P<rest>.*)", re.DOTALL)
_LONGEST_COUNT = 5
_LONGEST_TITLE = 80


class ConditionError(ValueError):
    """A line that says no condition; the message is a sentence."""


def say_condition(condition: Condition) -> str:
    """Write a condition as it may be typed again; what would be misread is in quotation marks."""
    about = f"fact {_said_fact(condition.fact)}" if condition.fact else condition.field
    least, most = condition.at_least, condition.at_most
    money = f" {condition.currency}" if condition.currency else ""
    if condition.any_of:
        return f"{about} is {', '.join(map(_said_value, condition.any_of))}"
    if condition.like:
        return f"{about} like {', '.join(map(_said_value, condition.like))}"
    if condition.yes is not None:
        return f"{about} {'yes' if condition.yes else 'no'}"
    if condition.within_days is not None:
        return f"{about} within {condition.within_days} {plural(condition.within_days, 'day')}"
    if condition.after or condition.before:
        days = (("after", condition.after), ("before", condition.before))
        return " ".join((about, *(f"{word} {day}" for word, day in days if day)))
    if least is not None and most is not None:
        return f"{about} {least}..{most}{money}"
    return f"{about} >= {least}{money}" if least is not None else f"{about} <= {most}{money}"


def _said_fact(name: str) -> str:
    return name if name == fact_key(name) else _in_marks(name)


def _said_value(text: str) -> str:
    odd = not text or text != text.strip() or "," in text or '"' in text or not text.isprintable()
    return _in_marks(text) if odd or _TITLE.search(text) else text


def _in_marks(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())


def read_condition(text: str) -> dict[str, Any]:
    """Return the fields of a condition from its line, without key and title.

    Raises:
        ConditionError: it is not understood; the sentence says how it is written.
    """
    found = _FACT.fullmatch(text.strip())
    name = "" if found is None else _unquoted(found["quoted"]) or fact_key(found["bare"] or "")
    if found and fact_key(name):
        about, rest = {"fact": name}, found["rest"]
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
        if rest.startswith(f"{word} ") and (listed := list(_listed(rest[len(word) :]))):
            return {name: listed}
    if rest in ("yes", "no") and "fact" in about:
        return {"yes": rest == "yes"}
    if found := _WITHIN.fullmatch(rest):
        return {"within_days": max(int(found[1]), 1)}
    if rest and (found := _DAYS.fullmatch(rest)):
        days = zip(("after", "before"), found.groups(), strict=True)
        return {name: _day(said) for name, said in days if said}
    money = _CURRENCY.fullmatch(rest) if about.get("field") == "revenue" else None
    if money is None:
        return _read_bounds(rest)
    return {**_read_bounds(money[1]), "currency": money[2]}


def _read_bounds(rest: str) -> dict[str, Any]:
    if found := _RANGE.fullmatch(rest):
        least, most = _number(found[1]), _number(found[2])
        if least > most:
            raise ConditionError(f"Nothing is from {least} to {most}; the smaller comes first.")
        return {"at_least": least, "at_most": most}
    if found := _LEAST.fullmatch(rest):
        return {"at_least": _number(found[1])}
    if found := _MOST.fullmatch(rest):
        return {"at_most": _number(found[1])}
    raise ConditionError(
        "Say what of it: 50..500, >= 50, is a, b, like word*, within 90 days, after 2026-01-31, "
        "or of a fact yes or no."
    )


def _listed(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        found = _VALUE.match(text, at)
        if found is None:
            raise ConditionError(
                'A value in quotation marks ends with one, before a comma: "food, drink", retail.'
            )
        at = found.end()
        if found["quoted"]:
            yield _unquoted(found["quoted"])
        elif said := found["bare"].strip():
            yield said


def _unquoted(text: str | None) -> str:
    if text is None:
        return ""
    try:
        said: str = json.loads(text, strict=False)
    except ValueError:
        raise ConditionError(
            f'{text} cannot be read: inside quotation marks write \\\\ for \\ and \\" for one.'
        ) from None
    return said


def _number(text: str) -> int:
    said = text.strip()
    found = _ONE.fullmatch(said)
    if found is None:
        raise ConditionError(
            f"“{said}” may be read in more than one way: write decimals with a point (2.5m), "
            "thousands with a comma or nothing (5,000)."
        )
    whole = found["whole"].replace(found["mark"] or " ", "")
    if len(whole) > _MOST_DIGITS:
        raise ConditionError(f"“{said}” is too large a number.")
    scale = SCALES.get((found["scale"] or "").casefold(), 1)
    number = Decimal(f"{found['minus']}{whole}.{found['part'] or 0}") * scale
    if number != int(number) or (found["part"] and scale == 1):
        raise ConditionError(f"“{said}” is no whole number; thousands are written 5,000 or 5k.")
    return int(number)


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


def body_of(text: str) -> str:
    """Return what a line says before its title."""
    return _halves(text)[0]


def _halves(text: str) -> tuple[str, str]:
    """Return a line's condition and its title: behind the first # that stands alone, unquoted."""
    for found in _TITLE.finditer(text):
        if found["title"]:
            return text[: found.start()], text[found.end() :]
    return text, ""


def read_line(text: str, kind: type[ConditionT], key: str = "") -> ConditionT:
    """Return the condition a line says: "3 employees 50..500 # 50 to 500 people".

    Without a number in front a criterion weighs 1 and a red flag takes 20 off; without a title it
    is called as it is written. ``key`` is the key it has already.

    Raises:
        ConditionError: it is not understood; the sentence says how it is written.
    """
    body, title = _halves(text)
    first, _, rest = body.strip().partition(" ")
    counts: dict[str, Any] = {}
    if kind is not Condition:
        name, usual = ("weight", 1) if issubclass(kind, Criterion) else ("lowers_by", 20)
        numbered = first.isdecimal() and len(first) < _LONGEST_COUNT
        counts = {name: int(first) if numbered else usual}
        body = rest if numbered else body
    fields = read_condition(body)
    made = msgspec.convert({"key": key or "_", "title": "_", **counts, **fields}, kind)
    said = say_condition(made)
    short = said if len(said) <= _LONGEST_TITLE else clean_line(said[:_LONGEST_TITLE])
    called = clean_line(title) or short
    return msgspec.structs.replace(made, title=called, key=key or _key_of(made))


def edited(text: str, before: ConditionT) -> ConditionT:
    """Return what an edited line makes of a condition; one that was left as it is stays the same.

    Raises:
        ConditionError: as ``read_line``.
    """
    if text.strip() == say_line(before).strip():
        return before
    return read_line(text, type(before), before.key)


def _key_of(condition: Condition) -> str:
    name = fact_key(condition.fact) if condition.fact else condition.field
    kept = "".join(each for each in name if each.isascii())
    return kept if kept[:1].isalpha() else f"fact_{kept}".rstrip("_")

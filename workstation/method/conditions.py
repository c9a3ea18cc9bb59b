"""Conditions of a profile, made into tests of one value: yes, no, or None where it cannot be told.

Nothing known is never "no" (Predictable Revenue, ideal customer profile). A revenue in another
currency than the one asked in is not known either: there are no rates of exchange here.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from workstation.method.numbers import read_amount
from workstation.method.profiles import Condition
from workstation.method.text import folded

Value = str | int | None
Test = Callable[[Value], bool | None]

_YES = frozenset("yes y true t 1 x ja oui si".split())
_NO = frozenset("no n false f 0 nein non".split())
_WORDS = re.compile(r"\w+")
_PATTERN_WORDS = re.compile(r"[\w*?]+")
_LONGEST_TEXT = 20_000


def test_of(condition: Condition, today: date, currency: str) -> Test:
    """Return the test that a condition makes of a value, on the rep's day ``today``.

    ``currency`` is what revenue is asked in unless the condition says (ISO code; "": any).
    """
    told = _telling(condition, today, currency)

    def test(value: Value) -> bool | None:
        return None if value is None or value == "" else told(value)

    return test


def _telling(
    condition: Condition, today: date, currency: str
) -> Callable[[str | int], bool | None]:
    if condition.any_of:
        return _one_of(condition)
    if condition.like:
        return _like(condition)
    if condition.yes is not None:
        return lambda value: _agrees(said_yes(str(value)), condition.yes)
    if condition.within_days is not None or condition.after or condition.before:
        return lambda value: _on_days(condition, str(value), today)
    if condition.field == "revenue":
        wanted = condition.currency or currency
        return lambda value: _in_range(condition, in_currency(value, wanted))
    return lambda value: _in_range(condition, value)


def _agrees(said: bool | None, wanted: bool | None) -> bool | None:  # noqa: FBT001
    return None if said is None else said is wanted


def said_yes(text: str) -> bool | None:
    """Return what a fact's value says: yes, no, or None for anything else."""
    word = folded(text)
    return True if word in _YES else False if word in _NO else None


def in_currency(revenue: str | int, wanted: str) -> str | int:
    """Return the number of a revenue ("5000000 EUR", or a bare number); "" in another currency."""
    if isinstance(revenue, int):
        return revenue
    number, _, own = revenue.partition(" ")
    return number if not own or not wanted or own == wanted else ""


def read_day(text: str) -> date | None:
    """Return the day of an ISO day, moment or month ("2026-09" is its first day), else None."""
    said = text.strip()[:10]
    try:
        return date.fromisoformat(f"{said}-01" if len(said) == 7 else said)
    except ValueError:
        return None


def _in_range(condition: Condition, value: str | int) -> bool | None:
    number = read_amount(value)
    if number is None:
        return None
    least, most = condition.at_least, condition.at_most
    return (least is None or number >= least) and (most is None or number <= most)


def _on_days(condition: Condition, text: str, today: date) -> bool | None:
    day = read_day(text)
    if day is None:
        return None
    if condition.within_days is not None and not 0 <= (today - day).days < condition.within_days:
        return False
    said = day.isoformat()
    return (not condition.after or said >= condition.after) and (
        not condition.before or said <= condition.before
    )


def _one_of(condition: Condition) -> Callable[[str | int], bool]:
    as_compared = country if condition.field == "country" else folded
    wanted = frozenset(as_compared(each) for each in condition.any_of)
    return lambda value: as_compared(str(value)) in wanted


@lru_cache(maxsize=1024)
def country(text: str) -> str:
    """Return a country as it is compared: its ISO code where it is a known one."""
    from workstation.method.zones import country_code

    return country_code(text) or folded(text)


def _like(condition: Condition) -> Callable[[str | int], bool]:
    if condition.field == "domain":
        globs = [folded(each) for each in condition.like]
        return lambda value: any(matches(folded(str(value)), each) for each in globs)
    patterns = [words for each in condition.like if (words := pattern_words(each))]
    plain = {words[0] for words in patterns if len(words) == 1 and not _is_glob(words[0])}
    others = [words for words in patterns if len(words) > 1 or _is_glob(words[0])]

    def test(value: str | int) -> bool:
        text = _WORDS.findall(folded(str(value)[:_LONGEST_TEXT]))
        return not plain.isdisjoint(text) or any(_has(text, words) for words in others)

    return test


def pattern_words(pattern: str) -> list[str]:
    """Return the words of a pattern as they are compared; empty when it has none."""
    return [each for each in _PATTERN_WORDS.findall(folded(pattern)) if each.strip("*?")]


def _is_glob(word: str) -> bool:
    return "*" in word or "?" in word


def _has(text: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether the words stand in the text one after the other."""
    return any(
        all(matches(text[start + at], word) for at, word in enumerate(words))
        for start in range(len(text) - len(words) + 1)
    )


def matches(text: str, glob: str) -> bool:
    """Say whether a whole text is as a glob says; in time of both lengths at most."""
    at = here = 0
    star, held = -1, 0
    while at < len(text):
        if here < len(glob) and glob[here] == "*":
            star, held = here, at
            here += 1
        elif here < len(glob) and glob[here] in ("?", text[at]):
            at += 1
            here += 1
        elif star >= 0:
            held += 1
            at, here = held, star + 1
        else:
            return False
    return not glob[here:].strip("*")

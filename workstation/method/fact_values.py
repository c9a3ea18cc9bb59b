"""What profiles expect of a fact: yes or no, a number, a day; one nobody asks for is free."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from workstation.method.conditions import test_of
from workstation.method.profiles import FIELDS, Condition, Profile, fact_key


def asking(profiles: Iterable[Profile], name: str) -> list[Condition]:
    """Return the conditions that ask for a fact of this ``fact_key``."""
    source = f"fact:{name}"
    return [each for profile in profiles for each in profile.conditions() if each.source == source]


def expected(condition: Condition) -> str:
    """Return how the value of a fact is written that a condition can tell from; "" for any text."""
    if condition.any_of or condition.like:
        return ""
    if condition.yes is not None:
        return "yes or no"
    if condition.within_days is not None or condition.after or condition.before:
        return "a day such as 2026-01-31"
    return "a number such as 40000 or 40k"


def wrong_kind(conditions: Sequence[Condition], value: str, today: date) -> str:
    """Return what is expected of a value none of the conditions can tell from; "" if one can."""
    if not conditions or any(test_of(each, today, "")(value) is not None for each in conditions):
        return ""
    return " or ".join(dict.fromkeys(expected(each) for each in conditions))


def not_asked(profiles: Sequence[Profile], name: str) -> str:
    """Say that no profile asks for a fact, and what may be meant; "" when one does."""
    if asking(profiles, name):
        return ""
    if name in FIELDS:
        return f"Profiles ask for {name} of the account itself, not for a fact of that name."
    known = [
        fact_key(each.fact) for profile in profiles for each in profile.conditions() if each.fact
    ]
    near = get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"Kept, though no profile asks for {name}.{hint}"

"""Rules inside profiles.yaml: conditions that can be answered, and do not contradict each other."""

import re
from collections.abc import Iterator
from datetime import date

from workstation.method.conditions import pattern_words
from workstation.method.profiles import (
    FIELDS,
    LEAST_CRITERIA,
    MOST_CRITERIA,
    MOST_PROFILES,
    fact_key,
)
from workstation.method.words import SOURCES
from workstation.playbook.problem import Path, one_of, shown
from workstation.playbook.profile_contradictions import contradictions
from workstation.playbook.rule_parts import Block, blocks_of, unique
from workstation.playbook.shape import Difference

MOST_WEIGHT = 100
_CURRENCY = re.compile("[A-Z]{3}")
_MOST_DAYS = 36_500
_MOST_VALUES = 500
_TESTS = (
    ("at_least", "at_most"),
    ("any_of",),
    ("like",),
    ("yes",),
    ("within_days",),
    ("after", "before"),
)
_FITTING = {
    "text": ("any_of", "like"),
    "number": ("at_least", "at_most"),
    "day": ("within_days", "after", "before"),
}
_NUMBERS = {
    "weight": (0, MOST_WEIGHT),
    "lowers_by": (1, 100),
    "within_days": (1, _MOST_DAYS),
}


def profile_rules(data: Block) -> Iterator[Difference]:
    """Check the profiles of profiles.yaml."""
    profiles = blocks_of(data, "profiles")
    yield from unique(profiles, ("profiles",), "key")
    if not 1 <= len(profiles) <= MOST_PROFILES:
        expected = f"1 to {MOST_PROFILES} profiles, each on one page"
        yield Difference(("profiles",), f"{len(profiles)} profiles", expected)
    for index, profile in enumerate(profiles):
        yield from _profile(profile, ("profiles", index))


def _profile(profile: Block, place: Path) -> Iterator[Difference]:
    criteria = blocks_of(profile, "criteria")
    if not LEAST_CRITERIA <= len(criteria) <= MOST_CRITERIA:
        expected = f"{LEAST_CRITERIA} to {MOST_CRITERIA} criteria, the ones that matter most"
        yield Difference((*place, "criteria"), f"{len(criteria)} criteria", expected)
    if criteria and all(each.get("weight") == 0 for each in criteria):
        found = "a list whose weights sum to zero"
        yield Difference((*place, "criteria"), found, "a weight above 0 for one of them")
    seen: set[object] = set()
    for name in ("criteria", "red_flags", "deal_breakers"):
        for index, each in enumerate(blocks_of(profile, name)):
            here: Path = (*place, name, index)
            if each.get("key") in seen:
                found = f"{shown(each.get('key'))} a second time"
                yield Difference((*here, "key"), found, "each key once in a profile")
            seen.add(each.get("key"))
            yield from _condition(each, here)
    yield from contradictions(profile, place)


def _condition(each: Block, place: Path) -> Iterator[Difference]:
    for name, (least, most) in _NUMBERS.items():
        number = each.get(name)
        if isinstance(number, int) and not least <= number <= most:
            yield Difference((*place, name), shown(number), f"{least} to {most}")
    field, fact = str(each.get("field") or ""), str(each.get("fact") or "")
    tests = [names for names in _TESTS if any(each.get(name) is not None for name in names)]
    if bool(field) is bool(fact):
        where: Path = (*place, "fact") if field else place
        found = "there beside field" if field else "a condition without field or fact"
        yield Difference(where, found, "either field or fact")
    elif field and field not in FIELDS:
        yield Difference((*place, "field"), shown(field), one_of(FIELDS, field))
    elif fact and not fact_key(fact):
        yield Difference((*place, "fact"), shown(fact), "the name of a fact")
    elif len(tests) != 1:
        names = [name for group in tests for name in group if each.get(name) is not None]
        found = f"tested by {' and '.join(names)}" if names else "a condition without a test"
        expected = "one of at_least/at_most, any_of, like, yes, within_days, after/before"
        yield Difference(place, found, expected)
    else:
        yield from _fitting(each, field, place)
        yield from _values(each, field, place)


def _fitting(each: Block, field: str, place: Path) -> Iterator[Difference]:
    """Check that the test is one for what the field holds; a fact may hold anything."""
    if not field:
        return
    allowed = _FITTING[FIELDS[field]]
    for group in _TESTS:
        for name in group:
            if each.get(name) is not None and name not in allowed:
                expected = f"{' or '.join(allowed)}, because {field} is a {FIELDS[field]}"
                yield Difference((*place, name), "there", expected)


def _values(each: Block, field: str, place: Path) -> Iterator[Difference]:
    money = each.get("currency")
    if money and (field != "revenue" or not _CURRENCY.fullmatch(str(money))):
        expected = "a code such as EUR" if field == "revenue" else "nothing, it is for revenue only"
        yield Difference((*place, "currency"), shown(money), expected)
    least, most = each.get("at_least"), each.get("at_most")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Difference((*place, "at_most"), shown(most), f"{least} (at_least) or more")
    days = {}
    for name in ("after", "before"):
        said = each.get(name)
        if said is not None:
            try:
                days[name] = date.fromisoformat(str(said))
            except ValueError:
                yield Difference((*place, name), shown(said), "a day such as 2026-01-31")
    if len(days) > 1 and days["after"] > days["before"]:
        expected = f"{days['after']} (after) or later"
        yield Difference((*place, "before"), shown(each.get("before")), expected)
    for name in ("any_of", "like"):
        listed = each.get(name)
        if isinstance(listed, list):
            yield from _listed(name, listed, field, (*place, name))


def _listed(name: str, listed: list[object], field: str, place: Path) -> Iterator[Difference]:
    if not listed:
        yield Difference(place, "empty", "at least one value")
    elif len(listed) > _MOST_VALUES:
        yield Difference(place, f"{len(listed)} values", f"at most {_MOST_VALUES}")
    for index, value in enumerate(listed):
        text = str(value)
        where: Path = (*place, index)
        if not text.strip():
            yield Difference(where, "empty", "text")
        elif name == "like" and field != "domain" and not pattern_words(text):
            yield Difference(where, shown(text), "a word, with * or ? for letters of it")
        elif name == "any_of" and field == "source" and text not in SOURCES:
            yield Difference(where, shown(text), one_of(SOURCES, text))
        elif name == "any_of" and field == "country":
            from workstation.method.zones import country_code

            if country_code(text) is None:
                yield Difference(where, shown(text), "a country, by its code (DE) or its name")

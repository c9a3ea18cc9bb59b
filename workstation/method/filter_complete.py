"""What could come next in a filter that is being typed: keys, then the names that follow them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workstation.method.country_groups import GROUPS
from workstation.method.filter_days import EXAMPLES, EXAMPLES_AHEAD
from workstation.method.filter_tokens import Token, key_at, split
from workstation.method.filter_tree import FilterError
from workstation.method.filter_words import (
    KEYS,
    THINGS,
    Key,
    Known,
    as_choice,
    choices,
    quoted_if_needed,
)
from workstation.method.text import folded
from workstation.method.zones import country_names

MOST = 8
FEWEST_LETTERS = 2
"""Letters from which on names are looked for in all records."""

_MANY = {"industry": "industries", "city": "cities", "title": "titles"}
_LONGEST_VALUE = 4
_NUMBERS = {
    "tier": ("1", "1-2", "2", "3", "4"),
    "fit": ("> 80", ">= 60", "0-40"),
    "stars": (">= 4", ">= 3", "5"),
    "urgency": (">= 65", "> 50", "> 0"),
    "flames": (">= 2", ">= 3", "4"),
    "employees": ("1-50", "50-500", "> 500"),
    "revenue": ("> 1m", "1m-10m", "> 10m"),
    "contacts": ("0", "< 5", ">= 5"),
}
_SPANS = ("30 days", "2 weeks", "3 months", "6 months")


class Completion(NamedTuple):
    """One way to go on: what replaces the text from ``start`` to ``end``, and what it means."""

    text: str
    start: int
    end: int
    meaning: str

    def applied(self, text: str) -> tuple[str, int]:
        """Return the text with it taken, a space after it, and where the cursor then is."""
        rest = text[self.end :].lstrip()
        begun = f"{text[: self.start]}{self.text} "
        return begun + rest, len(begun)


def complete(text: str, cursor: int, known: Known) -> list[Completion]:
    """Return what could stand at the cursor, the likeliest first, at most ``MOST``.

    After a key come its values that begin with (or have a word that begins with) what is typed;
    else the keys that begin so. Nothing is offered inside quotation marks of plain words.
    """
    before = text[:cursor]
    tokens, quoted = _tokens(before)
    found: list[Completion] = []
    for start, key, typed in _values_wanted(before, tokens, quoted):
        found = [
            Completion(value, start, cursor, meaning)
            for value, meaning in _offered(key, known)
            if _fits(typed, value, meaning)
        ]
        if found:
            break
    last = tokens[-1] if tokens else None
    open_word = last is not None and last.kind == "word" and last.end == len(before)
    if not found and not quoted and (open_word or not before.strip()):
        start = last.start if open_word and last else cursor
        typed = folded(before[start:])
        found = [
            Completion(each.word, start, cursor, each.help)
            for each in KEYS
            if each.word.startswith(typed) and each.word != typed
        ]
        if typed:
            found += [
                Completion(f"in {group.key}", start, cursor, group.title)
                for group in GROUPS
                if group.key.startswith(typed)
            ]
        if len(typed) >= FEWEST_LETTERS:
            found += _countries_begun(typed, start, cursor, known)
    return found[:MOST]


def _countries_begun(typed: str, start: int, end: int, known: Known) -> Iterator[Completion]:
    """Yield the countries accounts lie in whose name begins so."""
    for code in known.countries:
        names = country_names(code)
        if len(names) > 1 and folded(names[1]).startswith(typed):
            yield Completion(f"in {names[1]}", start, end, f"in a country ({code})")


def names_wanted(text: str, cursor: int) -> tuple[str, str] | None:
    """Return whose names are being typed at the cursor, and what of one is there, None for none.

    The first is a field of ``Known`` whose names are too many to be known beforehand:
    "industries", "cities" or "titles"; the second has ``FEWEST_LETTERS`` at least.
    """
    before = text[:cursor]
    tokens, quoted = _tokens(before)
    for _, key, typed in _values_wanted(before, tokens, quoted):
        if key.kind == "text" and key.field in _MANY and len(typed) >= FEWEST_LETTERS:
            return _MANY[key.field], typed
    return None


def _tokens(before: str) -> tuple[list[Token], bool]:
    """Return the tokens before the cursor, and whether it stands within quotation marks."""
    try:
        return split(before)[:-1], False
    except FilterError:
        opening = max(before.rfind(mark) for mark in '"“„')
        if opening < 0:
            return [], True
        try:
            return split(before[:opening])[:-1], True
        except FilterError:
            return [], True


def _values_wanted(
    before: str,
    tokens: list[Token],
    quoted: bool,  # noqa: FBT001
) -> Iterator[tuple[int, Key, str]]:
    """Yield where a value may begin, the key it belongs to, and what is typed of it so far."""
    for back in range(_LONGEST_VALUE + 1):
        at = len(tokens) - back
        if at < 1:
            return
        key = _key_before(tokens, at)
        if key is None:
            continue
        start = tokens[at].start if at < len(tokens) else len(before)
        if quoted:
            start = max(before.rfind(mark) for mark in '"“„')
        elif start == len(before) and not before[-1:].isspace():
            continue
        typed = before[start:].lstrip('"“„')
        slash = typed.rfind("/")
        if slash >= 0:
            start, typed = start + slash + 1, typed[slash + 1 :]
        yield start, key, folded(typed)


def _key_before(tokens: list[Token], at: int) -> Key | None:
    for length in (2, 1):
        if at - length >= 0:
            found = key_at(tokens, at - length)
            if found is not None and found[1] == length:
                return found[0]
    return None


def _fits(typed: str, value: str, meaning: str) -> bool:
    plain = folded(value).strip('"')
    if not typed:
        return True
    if plain == typed:
        return False
    return any(f" {part}".find(f" {typed}") >= 0 for part in (plain, folded(meaning)))


def _offered(key: Key, known: Known) -> Iterable[tuple[str, str]]:
    """Return the values of a key as they are typed, each with what it means."""
    if key.kind == "number":
        return ((value, key.help) for value in _NUMBERS[key.field])
    if key.kind == "day":
        examples = EXAMPLES_AHEAD if key.field == "step" else EXAMPLES
        return ((value, key.help) for value in examples)
    if key.kind == "untouched":
        return ((value, key.help) for value in _SPANS)
    if key.kind == "has":
        return ((value, f"{key.word} {value}") for value in list(THINGS)[:10])
    if key.kind == "text":
        texts = {
            "city": known.cities,
            "region": known.regions,
            "industry": known.industries,
            "title": known.titles,
        }.get(key.field, ())
        return ((quoted_if_needed(value), key.help) for value in texts)
    if key.kind in ("choice", "answered"):
        return _named(key, known)
    return ()


def _named(key: Key, known: Known) -> Iterator[tuple[str, str]]:
    field = as_choice(key.field)
    if field != "country":
        for each in choices(field, known):
            yield (each.key.replace("_", " ") if field == "role" else each.key), each.title
        return
    there = [code for code in known.countries if country_names(code)]
    for code in there:
        yield country_names(code)[1], code
    for each in choices(field, known):
        if each.key not in there:
            yield (each.key, each.title) if each.key.islower() else (each.title, each.key)

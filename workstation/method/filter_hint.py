"""Slips in a filter that still reads: a word that was taken for a name, and nearly is a key."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from workstation.method.filter_read import free_words
from workstation.method.filter_tokens import Token
from workstation.method.filter_tree import FilterError
from workstation.method.filter_words import (
    BY_WORD,
    GROUP_WORDS,
    THINGS,
    Key,
    Known,
    as_choice,
    choices,
    nearest,
    resolve,
)
from workstation.method.text import folded

_UNITS = ("day", "days", "week", "weeks", "month", "months", "year", "years")
_SURE, _LIKELY = 0.79, 0.7
"""How alike a word has to be to one that is meant: standing alone, and with a value after it."""

MOST_WORDS = 24
"""Words that are judged; nobody types more names into a filter."""

_LONG = 7
"""Letters from which on the name of a group of countries is known by a looser likeness."""

_FEWEST_LETTERS = 4
"""Letters a word needs to be a slip of one that stands alone; shorter ones are names."""

_NUMBER = re.compile(r"\d[\d.,]*(?:k|m|bn|b)?\+?(?:(?:-|–|\.\.)\d[\d.,]*(?:k|m|bn|b)?)?", re.ASCII)


def hint(text: str, known: Known, cursor: int | None = None) -> str:
    """Return what a filter that reads may have meant otherwise; "" when nothing looks like a slip.

    One sentence: "“tir” is looked for as a word; did you mean “tier 1”?". A word that ``cursor``
    stands at the end of is still being typed and not judged as long as it begins a key.
    """
    try:
        runs = free_words(text, known)
    except FilterError:
        return ""
    left = MOST_WORDS
    for before, run, after in runs:
        for at in range(min(len(run), left)):
            left -= 1
            if meant := _meant(before if at == 0 else None, run, at, after, known):
                said, instead = meant
                if run[-1].end == cursor and _begins(run[at:]):
                    continue
                several = "words" if " " in said else "a word"
                verb = "are" if " " in said else "is"
                return f"“{said}” {verb} looked for as {several}; did you mean “{instead}”?"
    return ""


def _begins(rest: Sequence[Token]) -> bool:
    """Tell whether what is being typed may yet become a key."""
    typed = " ".join(token.plain for token in rest)
    return any(word.startswith(typed) for word in BY_WORD)


def _meant(
    before: Token | None, run: Sequence[Token], at: int, after: Token, known: Known
) -> tuple[str, str] | None:
    """Return the words from a place of a run on that look like a slip, and what they may mean."""
    word = run[at]
    rest = list(run[at + 1 :])
    if before is not None and before.text.isdecimal() and (unit := _unit(word)):
        return word.text, f"{before.text} {unit}"
    key_text, colon, value = word.text.partition(":")
    if colon and (key := _near(key_text, BY_WORD, _LIKELY)):
        return word.text, f"{key} {value}".strip()
    for length in (2, 1):
        said = " ".join(token.text for token in run[at : at + length])
        if at + length <= len(run) and (
            found := _as_key(said, length, rest[length - 1 :], after, known)
        ):
            return found
    return _alone(word.text, known, whole=len(run) == 1)


def _unit(word: Token) -> str:
    """Return the unit of time a word is a slip of, "" for none."""
    return _near(word.text, _UNITS, _LIKELY)


def _as_key(
    said: str, words: int, rest: Sequence[Token], after: Token, known: Known
) -> tuple[str, str] | None:
    """Return a word that nearly is a key and has a value of that key after it."""
    names = [word for word in BY_WORD if len(word.split()) == words]
    for near in difflib.get_close_matches(folded(said), names, n=3, cutoff=_LIKELY):
        if value := next(_values(BY_WORD[near], rest, after, known, said), ""):
            return said, f"{near} {value}"
    return None


def _values(
    key: Key, rest: Sequence[Token], after: Token, known: Known, said: str
) -> Iterator[str]:
    """Yield the value that stands after a word, when it is one of the key's."""
    following = rest[0].text if rest else ""
    if key.kind == "number" and following and _NUMBER.fullmatch(folded(following)):
        yield following
    elif key.kind == "untouched" and following.isdecimal():
        unit = _unit(rest[1]) if len(rest) > 1 else ""
        yield f"{following} {unit or 'days'}"
    elif key.kind in ("choice", "answered") and following:
        field = as_choice(key.field)
        if resolve(field, following, known):
            yield following
    elif key.kind == "has":
        for length in (2, 1):
            value = " ".join(token.text for token in rest[:length])
            if folded(value) in THINGS:
                yield value
    elif key.kind == "day" and following in ("today", "yesterday", "this", "last", "next", "since"):
        yield " ".join(token.text for token in rest[:2])
    elif key.kind in ("text", "said") and _alike(said, key.word) >= _SURE:
        if following:
            yield following
        elif after.kind == "phrase":
            yield f'"{after.text}"'


def _alone(word: str, known: Known, *, whole: bool) -> tuple[str, str] | None:
    """Return a word that nearly is one that needs no value, or the name of a bin.

    A word that is the name of a bin letter for letter may be part of another name: only where it
    is the ``whole`` of what is looked for is the bin likelier.
    """
    if len(word) < _FEWEST_LETTERS:
        return None
    alone = [*GROUP_WORDS, *(key.word for key in BY_WORD.values() if key.kind == "alone")]
    if (near := _near(word, alone, _SURE)) and near != folded(word):
        return word, near
    if near := _near(word, [each for each in GROUP_WORDS if len(each) >= _LONG], _LIKELY):
        return word, near
    bins = {folded(each.key): each.key for each in choices("bin", known)}
    bins |= {folded(each.title): each.title.lower() for each in choices("bin", known)}
    plain = folded(word)
    if plain in bins:
        return (word, f"bin {bins[plain]}") if whole else None
    near = _near(word, bins, _SURE)
    return (word, f"bin {bins[near]}") if near else None


def _near(word: str, names: Iterable[str], cutoff: float) -> str:
    near = nearest(word, names)
    return near if near and _alike(word, near) >= cutoff else ""


def _alike(word: str, other: str) -> float:
    return difflib.SequenceMatcher(None, folded(word), folded(other)).ratio()

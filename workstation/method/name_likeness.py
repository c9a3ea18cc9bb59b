"""How alike two names are in percent, word by word: a shared common word does not make two one."""

from functools import cache
from typing import TYPE_CHECKING

from workstation.method.first_names import short_forms_agree
from workstation.method.names import names_agree

if TYPE_CHECKING:
    from types import ModuleType

_SAME_WORD = 80
"""Two words so alike in percent are one word, spelt or typed differently."""

_OTHER_WORD = 60
"""The most that two names come to of which a word differs."""

_SHORTEST_SHORT_FORM = 3

_HARDLY = 55
"""Below this names have no more than some letters in common, unless one holds the other."""

_SUFFIXES = frozenset("group groupe gruppe holding holdings international".split())
"""Words at the end of a company's name that its own people leave out."""

_PLURAL = 5
"""Letters from which a word may be the plural of another."""

_INITIALS = 5
"""Letters of a name that may be the initials of another, at the most."""

_SPELT = 66
"""Names spelt less alike than this are not compared word by word."""


def companies_alike(one: str, other: str) -> int:
    """Say how alike two companies' names are, 0 to 100; they are given by ``company_key``.

    100 is the same name, 94 one in plural or singular, or with a word such as Group behind it. A
    name that holds the other whole comes to 80 or 88, its initials to 76.
    Names with different numbers, or with a word that has no counterpart, are not alike.
    """
    if not one.strip() or not other.strip():
        return 0
    if one == other:
        return 100
    short, long = (one, other) if (len(one), one) <= (len(other), other) else (other, one)
    written = _ratio(short, long)
    if written < _HARDLY and short not in long and (" " in short or len(short) > _INITIALS):
        return written
    first, second = short.split(), long.split()
    if len(first) > len(second):
        first, second = second, first
    whole, joined = "".join(second), "".join(first)
    if not (whole.isalpha() and joined.isalpha()) and numbers_in(one) != numbers_in(other):
        return 0
    if whole == joined:
        return 98
    if _bare(first) == _bare(second):
        return 94
    if set(first) < set(second):
        return 88 if first[0] == second[0] else 80
    if len(first) == 1 and len(joined) >= _SHORTEST_SHORT_FORM and _initials(second) == joined:
        return 76
    return _spelt(first, second, _ratio(joined, whole))


def _bare(words: list[str]) -> list[str]:
    """Return words in the singular, without those at the end that companies leave out."""
    kept = len(words)
    while kept > 1 and words[kept - 1] in _SUFFIXES:
        kept -= 1
    return [_singular(word) for word in words[:kept]]


def _singular(word: str) -> str:
    if len(word) < _PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _spelt(first: list[str], second: list[str], spelt: int) -> int:
    """Compare two names word by word; the first has no more words than the second."""
    if spelt < _SPELT or (len(first) != len(second) and spelt >= 95):
        return spelt
    worst = min(max(_words_alike(word, each) for each in second) for word in first)
    if worst < _SAME_WORD:
        return min(spelt, _OTHER_WORD)
    left = len(second) - len(first)
    return max(min(99, (spelt + worst) // 2 if spelt < worst else spelt) - 8 * left, 0)


def people_alike(one: str, other: str) -> int:
    """Say how alike two people's names are, 0 to 100; they are given by ``name_key``.

    100 is the same name in any order; initials that fit come to 90, a short form of the first name
    (`Jo` for `Joanna`) to 80, a word in common to 50.
    """
    first, second = sorted(one.split()), sorted(other.split())
    if not first or not second:
        return 0
    if first == second:
        return 100
    if names_agree(one, other):
        return 90
    spelt = _ratio(" ".join(first), " ".join(second))
    if spelt >= 88 and len(first) == len(second):
        return 80
    longer = {word for word in first if len(word) >= _SHORTEST_SHORT_FORM}
    if not longer & set(second):
        return 0
    return 80 if short_forms_agree(one, other) else 50


def numbers_in(name: str) -> frozenset[str]:
    """Return the words of a name that are numbers: where they differ, names are not alike."""
    return frozenset(filter(str.isdecimal, name.split()))


def _words_alike(one: str, other: str) -> int:
    if one == other:
        return 100
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) >= _SHORTEST_SHORT_FORM and long.startswith(short):
        return 90
    return _ratio(one, other)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word != "and")


def _ratio(one: str, other: str) -> int:
    return int(_fuzz().ratio(one, other))


@cache
def _fuzz() -> "ModuleType":
    from rapidfuzz import fuzz

    return fuzz

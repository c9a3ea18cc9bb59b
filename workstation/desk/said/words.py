"""Which question somebody means by some words of it, without accents, capitals and small words."""

import re
from collections.abc import Iterable

from workstation.method.text import folded

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    "a an and are be by did do does for have how in is it its of on or that the their them they "
    "this to was what when where which who why will with would you your".split()
)
_ALIKE = 0.8
"""How alike two words are, from 0 to 1, that one may be a slip of the other."""


def said_key(key: str) -> str:
    """Return a question's key as words, for one the playbook does not ask any more."""
    return key.replace("_", " ")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return _WORD.findall(folded(text))


def nearness(typed: str, key: str, text: str) -> int | None:
    """Return how near some words are to a question, 0 being the question itself; None: not meant.

    The key in full comes before the whole text, that before words of the key, whole words of the
    text and beginnings of words. Small words ("which", "do they") need not be there as long as
    another one is.
    """
    words = words_of(typed)
    if not words:
        return None
    names, said = words_of(key), words_of(text)
    if words == names:
        return 0
    if words == said:
        return 1
    telling = [word for word in words if word not in _SMALL] or words
    if all(word in names for word in telling):
        return 2
    both = [*names, *said]
    if all(word in both for word in telling):
        return 3
    if all(any(each.startswith(word) for each in both) for word in telling):
        return 4
    return None


def corrected(typed: str, known: Iterable[str]) -> str:
    """Return words with slips put right by the words of the questions known."""
    from difflib import get_close_matches

    there = {word for text in known for word in words_of(text) if len(word) > 3}
    made = []
    for word in words_of(typed):
        near = get_close_matches(word, there, n=1, cutoff=_ALIKE) if len(word) > 3 else []
        made.append(near[0] if near else word)
    return " ".join(made)

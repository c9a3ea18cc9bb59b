"""Objections: cards to answer a concern with, and how one is found by two or three letters."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

import msgspec

from workstation.method.text import folded

Source = Literal["inertia", "options", "mistake", "role_models", "weak_case"]

SOURCES: tuple[str, ...] = ("inertia", "options", "mistake", "role_models", "weak_case")
"""Where resistance comes from (Heinz Marketing): it is easier to change nothing; options would be
given up; a mistake is feared; nobody like them has done it; the case is too weak."""


class Objection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One card: what they say, where it comes from, and what helps to resolve it.

    ``words`` are other words a rep may think of when typing letters to find it; ``question`` is
    asked back, ``story`` told, ``proof`` shown. Source: Heinz Marketing, sources of resistance;
    resolve the concern rather than overcome it (sales feed 2018).
    """

    key: str
    title: str
    source: Source
    question: str
    story: str
    proof: str
    words: list[str] = []


class Cards:
    """A pile of cards that is searched as letters are typed."""

    def __init__(self, cards: Sequence[Objection]) -> None:
        self._cards = [_searched(card) for card in cards]

    def find(self, letters: str, limit: int = 9) -> list[Objection]:
        """Return the cards some letters mean, best first; all of them, in order, for none.

        A title that starts with the letters comes first, then a word that does, then initials
        ("nt" finds "no time"), then letters in the middle of a word. Of several words typed each
        must be found.
        """
        found = [(0, searched) for searched in self._cards]
        for word in folded(letters).split():
            found = [
                (so_far + rank, searched)
                for so_far, searched in found
                if (rank := _rank(word, searched)) < _NOT
            ]
        found.sort(key=itemgetter(0))
        return [searched.card for _, searched in found[:limit]]


class _Searched(NamedTuple):
    """A card, and its words as they are compared: a space before each, initials at the end."""

    card: Objection
    words: str
    initials: str


_NOT = 4


def _searched(card: Objection) -> _Searched:
    title = folded(card.title)
    words = folded(" ".join(card.words))
    return _Searched(card, f" {title} {words}", "".join(word[0] for word in title.split()))


def _rank(letters: str, searched: _Searched) -> int:
    if letters not in searched.words:
        return 2 if searched.initials.startswith(letters) else _NOT
    if searched.words.startswith(f" {letters}"):
        return 0
    if f" {letters}" in searched.words:
        return 1
    return 2 if searched.initials.startswith(letters) else 3

"""Finds a country among the plain words of a filter: accounts keep theirs as a code, not a name."""

from typing import NamedTuple

from workstation.method.zones import country_code

_MOST_WORDS = 4
_FEWEST_LETTERS = 4
_SHORT = frozenset({"usa", "u.s.", "uk", "u.k.", "uae"})
"""Names that short; codes (in, de, no) are words of their own and need an "in" before them."""


class Named(NamedTuple):
    """A country named among words: its ISO code, and the words beside its name."""

    code: str
    rest: str


def country_among(text: str) -> Named | None:
    """Return the country some words name, the longest name first; None when they name none."""
    words = text.split()
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            said = " ".join(words[at : at + length]).strip(",")
            if len(said) < _FEWEST_LETTERS and said.casefold() not in _SHORT:
                continue
            if code := country_code(said):
                return Named(code, " ".join([*words[:at], *words[at + length :]]))
    return None

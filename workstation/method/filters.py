"""Filters of accounts in a small language: read, explained, written, completed.

Conditions stand side by side (all must fit) or with "or" between them; "not" or "-" takes away;
brackets group. ``filter_words.KEYS`` lists what can be said; other words are looked for in the
accounts (name, domain, industry, city, country, note) and their people (name, title, note). Facts
have a key of their own: half of them are words such as "yes".
"""

from workstation.method.filter_complete import Completion, complete, names_wanted
from workstation.method.filter_hint import hint
from workstation.method.filter_places import country_among
from workstation.method.filter_read import read, readable
from workstation.method.filter_said import explain, write
from workstation.method.filter_tree import EVERYTHING, Filter, FilterError, Words
from workstation.method.filter_words import KEYS, Known, Named

__all__ = [
    "EVERYTHING",
    "KEYS",
    "Completion",
    "Filter",
    "FilterError",
    "Known",
    "Named",
    "complete",
    "explain",
    "hint",
    "is_plain",
    "names_wanted",
    "read",
    "readable",
    "write",
]


def is_plain(part: Filter) -> bool:
    """Tell whether a filter is nothing but words, or empty: it needs no explaining.

    A country among the words does: accounts keep a code, and are found by it too.
    """
    if isinstance(part, Words):
        return part.exact or country_among(part.text) is None
    return part == EVERYTHING

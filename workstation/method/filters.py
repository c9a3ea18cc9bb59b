"""Filters of accounts in a small language: read, explained, written, completed.

Conditions stand side by side (all must fit) or with "or" between them; "not" or "-" takes away;
brackets group. ``filter_words.KEYS`` lists what can be said; other words are looked for in the
accounts and their people.
"""

from workstation.method.filter_complete import Completion, complete, names_wanted
from workstation.method.filter_hint import hint
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
    """Tell whether a filter is nothing but words, or empty: it needs no explaining."""
    return part == EVERYTHING or isinstance(part, Words)

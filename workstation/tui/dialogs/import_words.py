"""The words of an import: kinds of list, fates of rows, and whose word counts."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, str, str]] = {
    "accounts": ("a", "accounts", "each row is a company"),
    "contacts": ("p", "people", "each row is a person, with or without a company"),
    "opportunities": ("o", "opportunities", "each row is a deal of a company"),
    "tasks": ("t", "tasks", "each row is a call, an email or something to do"),
    "signals": ("s", "signals", "each row is a sign of interest"),
}
"""The kinds of list: their letter, what they are called, and what a row is."""

KEYS: Mapping[str, Mapping[str, str]] = {
    "file": {
        "Tab": "complete the path as far as it is certain",
        "↑ ↓": "choose a file or folder",
        "Enter": "take it; a folder is opened",
        "? F1": "these keys (? while the line is empty)",
        "Esc": "leave",
    },
    "left": {
        "Enter": "go on with the import left half-way",
        "x": "forget it",
        "Esc": "choose another file",
    },
    "mapping": {
        "p": "look at what would happen to every row",
        "Enter": "give the column another field; type to search",
        "s": "take the file for another kind of list",
        "w": "whose word counts where a record is known",
        "W": "whose word counts in this column's field",
        "a": "answer what is asked, or otherwise what is taken for granted",
        "x": "a list of whom not to contact, or not",
        "m": "keep what the columns become under a name",
        "Esc": "choose another file",
    },
    "preview": {
        "Enter": "bring the file in; afterwards, leave",
        "← →": "the rows of one fate only",
        "↑ ↓": "the next row, said in full below",
        "u": "afterwards: take it back",
        "Esc": "stop, or step back",
    },
}
"""The keys of each step."""

POLICIES: Mapping[str, str] = {
    "fill_blanks": "Fill what is empty",
    "prefer_newer": "The newer counts",
    "prefer_file": "The file counts",
    "keep_mine": "Mine stays",
}

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

FATES: Mapping[str, tuple[str, str, str]] = {
    "new": ("new", "$text-success", "Not known yet: made."),
    "joins": ("join", "$text-success", "New people, at companies that are known."),
    "possible_duplicate": (
        "possible duplicates",
        "$text-warning",
        "Made, but like somebody known: see the duplicates afterwards.",
    ),
    "updated": ("updated", "$text-accent", "Known: these fields are filled or changed."),
    "same": ("same", "$text-muted", "Known, and nothing to add."),
    "protected": (
        "protected",
        "$text-warning",
        "Kept from calls and mail by their bin, their wish or a list: no row lifts that.",
    ),
    "unusable": ("unusable", "$text-error", "Cannot be used; written to a file to be mended."),
}
"""The fates of rows, in the order they are shown: name, tone, meaning."""

SUPPRESSED: Mapping[str, str] = {
    "updated": "Known: protected from now on.",
    "protected": "Protected already, or remembered for later.",
}
"""What fates mean in a list of whom not to contact."""


def listed(kind: str) -> str:
    """Return what a list of a kind is a list of."""
    return KINDS[kind][1]

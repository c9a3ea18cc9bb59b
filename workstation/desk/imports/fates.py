"""What becomes of a row of a file, and the words for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from workstation.desk.imports.records import Known

Fate = Literal["new", "updated", "same", "joins", "possible_duplicate", "protected", "unusable"]
"""New; fills or changes a known record; brings nothing; a new person at a known account; new, and
similar to another; known and protected; cannot be used."""

FATES: tuple[Fate, ...] = get_args(Fate)

_SAID = {
    "joins": ("joins a known account", "join known accounts"),
    "possible_duplicate": ("possible duplicate", "possible duplicates"),
}


_FIELDS = {
    "bin": "out of prospecting",
    "do_not_call": "not to be called",
    "opted_out": "opted out of email",
}


@dataclass(slots=True)
class Outcome:
    """What becomes of one row.

    ``fields`` are what it fills or changes, ``other`` the account somebody joins, or the record
    this one may be a duplicate of; ``called`` names the row where there is no record.
    """

    fate: Fate
    record: Known | None = None
    why: str | None = None
    fields: tuple[str, ...] = ()
    other: Known | None = None
    called: str = ""


def said(counts: Mapping[str, int]) -> list[str]:
    """Return counts in words, those fates only that occur."""
    return [
        f"{count} {_SAID[fate][count != 1] if fate in _SAID else fate}"
        for fate, count in counts.items()
        if count
    ]


def said_fields(fields: Sequence[str]) -> str:
    """Return in words what a row fills or changes."""
    return ", ".join(
        _FIELDS.get(name) or name.removesuffix("_minor").replace("_", " ") for name in fields
    )

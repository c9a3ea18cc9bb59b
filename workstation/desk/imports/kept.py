"""Counts the cells a file's readers could not use as meant, with their rows, to say so."""

from collections.abc import Sequence
from typing import Literal

What = Literal[
    "phone",
    "listed",
    "date",
    "protected",
    "alone",
    "past",
    "refused",
    "to_come",
    "no_year",
    "relative",
    "part",
]

_LISTED = 8
"""Rows named in a sentence."""
_SAID: dict[What, tuple[str, str]] = {
    "phone": (
        "phone number could not be read and stays as it is written",
        "phone numbers could not be read and stay as they are written",
    ),
    "listed": (
        "phone number could not be read and so protects nobody",
        "phone numbers could not be read and so protect nobody",
    ),
    "date": (
        "date could not be read and is kept as a fact",
        "dates could not be read and are kept as facts",
    ),
    "protected": (
        "next step is kept as a fact, being of somebody not to be contacted",
        "next steps are kept as facts, being of somebody not to be contacted",
    ),
    "alone": (
        "next step is kept as a fact, as there is no company to plan it at",
        "next steps are kept as facts, as there is no company to plan them at",
    ),
    "past": (
        "next step is kept as a fact, the day among its words being long past",
        "next steps are kept as facts, the days among their words being long past",
    ),
    "no_year": (
        "next step is kept as a fact, its day naming no year and not being near",
        "next steps are kept as facts, their days naming no year and not being near",
    ),
    "relative": (
        "next step is kept as a fact, its day depending on when it was written",
        "next steps are kept as facts, their days depending on when they were written",
    ),
    "part": (
        "next step is kept as a fact, naming a part of a month and no day",
        "next steps are kept as facts, naming a part of a month and no day",
    ),
    "refused": ("note says not to call", "notes say not to call"),
    "to_come": (
        "touch is kept as a fact, its day being still to come",
        "touches are kept as facts, their days being still to come",
    ),
}
_CODE = "; write + and the country code"
_COUNTRY = ", or give the row its country"
_ADVICE: dict[What, str] = {
    "phone": _CODE,
    "listed": _CODE,
    "refused": "; no call is planned from there, and whom to protect is for you to say",
}


class Kept:
    """What was kept as it is written, by kind; ``unit`` is what rows are counted in."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._lines: Sequence[int] = ()
        self._counts: dict[What, int] = dict.fromkeys(_SAID, 0)
        self._first: dict[What, list[int]] = {what: [] for what in _SAID}
        self._without_country: set[What] = set()

    def begin(self, lines: Sequence[int]) -> None:
        """Take the numbers of the next portion's rows, as the file counts them."""
        self._lines = lines

    def note(self, what: What, row: int, country: str | None = "") -> None:
        """Count one of the portion's rows; ``country`` is the one it names, for a phone number."""
        self._counts[what] += 1
        if not country:
            self._without_country.add(what)
        first = self._first[what]
        if len(first) < _LISTED and row < len(self._lines) and self._lines[row] not in first:
            first.append(self._lines[row])

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say of each kind how many there were, and the first rows."""
        return tuple(self._sentence(what) for what in _SAID if self._counts[what])

    def _sentence(self, what: What) -> str:
        count, first = self._counts[what], self._first[what]
        said = f"{count} {_SAID[what][count > 1]}"
        if first:
            listed = ", ".join(map(str, first))
            more = " and more" if count > len(first) == _LISTED else ""
            said += f": {self._unit}{'s' * (len(first) > 1)} {listed}{more}"
        advice = _ADVICE.get(what, "")
        return (
            said + advice + (_COUNTRY if advice == _CODE and what in self._without_country else "")
        )

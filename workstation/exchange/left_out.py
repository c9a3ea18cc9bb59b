"""Tells what stands below or among the records of a table and is none of them."""

import re
from collections.abc import Iterator, Sequence

from workstation.exchange.errors import Places
from workstation.exchange.rows import BadRow, Row

_WORDS = re.compile(
    r"(?:grand )?(?:sub)?totals?(?:\s*\(.*\))?:?$|copyright (?:\(c\)|©)|confidential information\b|"
    r"(?:grand )?totals?: \d+\b|(?:summe|gesamt|anzahl|count): ?\d+\b|generated (?:by|on)\s*:|"
    r"(?:gesamtsumme|summe|gesamt|sum)\s*:?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:grand )?(?:sub)?totals?(?:\s*\(.*\))?:?|gesamtsumme:?|summe:?|gesamt:?|sum:?",
    re.IGNORECASE,
)
_REMARK = re.compile(r"copyright (?:\(c\)|©) \d{4}|confidential information -", re.IGNORECASE)
_BESIDE_TOTAL = re.compile(r"[A-Z]{3}|[^\w\s]{0,2}\s?[-+(]?\d[\d.,' ]*\)?\s?(?:[^\w\s]|[A-Z]{3})?")
_MOST_HELD = 20
_NARROW = 3
"""Columns up to which a lone cell is a record like any other."""
BEGINS = frozenset(
    begin
    for word in (
        *("grand", "total", "subto", "copyr", "confi", "gener", "gesam", "summe", "sum"),
        *("anzah", "count"),
    )
    for begin in (word, word.capitalize(), word.upper())
)
"""The first five letters of lines that may stand below a report."""


class Foot:
    """Holds back the lines that may be the foot of a report until it is known that none follows.

    Such a line has one cell and stands after an empty line or begins with words of reports, or it
    names a total and has only numbers beside it. ``places`` are those left out.
    """

    def __init__(self, width: int) -> None:
        self.places = Places()
        self._width = width
        self._held: list[tuple[Row | BadRow, bool]] = []
        self._open = False

    @property
    def holds(self) -> bool:
        """Whether lines are held back."""
        return bool(self._held)

    def takes(self, fit: Row | BadRow, cells: Sequence[str], *, after_gap: bool) -> bool:
        """Hold a line back if it may belong to a foot; ``fit`` is what it is otherwise."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        told = bool(filled) and self._width > 1 and _tells(filled)
        lone = len(filled) == 1 and self._width > _NARROW and (after_gap or self._open)
        if not (told or lone) or len(self._held) >= _MOST_HELD:
            return False
        self._open = self._open or after_gap
        self._held.append((fit, told or len(cells) == 1))
        return True

    def release(self) -> Iterator[Row | BadRow]:
        """Yield what was held back, since a record follows it."""
        held, self._held, self._open = self._held, [], False
        for fit, _ in held:
            yield fit

    def finish(self) -> Iterator[Row | BadRow]:
        """Leave out what was held back at the end; yield it when nothing tells that it is one."""
        if not any(told for _, told in self._held):
            yield from self.release()
        for fit, _ in self._held:
            self.places.add(fit.number)
        self._held = []

    def said(self, unit: str) -> tuple[str, ...]:
        """Return a sentence on what was left out."""
        if not self.places.count:
            return ()
        return (f"totals and remarks below the records in {self.places.said(unit)}: left out",)


def _tells(filled: Sequence[str]) -> bool:
    if len(filled) == 1:
        return bool(_WORDS.match(filled[0]))
    if _REMARK.match(filled[0]):
        return True
    return bool(_TOTAL.fullmatch(filled[0])) and all(map(_BESIDE_TOTAL.fullmatch, filled[1:]))


def deleted_column(squashed: Sequence[str]) -> int | None:
    """Return where an export says which records were deleted in the tool it comes from."""
    return squashed.index("isdeleted") if "isdeleted" in squashed else None


def says_deleted(cell: str) -> bool:
    """Say whether a cell of that column means deleted."""
    return cell.strip().casefold() in ("true", "1", "yes")

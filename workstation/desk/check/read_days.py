"""Reads days and moments as other programs write them, where only one reading is possible."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)(.*)", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)(.*)", re.DOTALL)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)(.*)", re.DOTALL)
_SHORT_TIME = re.compile(r"[T ](\d\d)(\d\d)(\d\d)?(?=Z|[+-]|$)")
_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_GREATEST_MONTH = 12


def written(text: object) -> str | None:
    """Return a day or moment as SQLite reads it ("2026-12-31", "2026-12-31T10:00Z").

    Read are 31.12.2026, 2026/12/31, 20261231 and 2026-12-31, with or without a time behind. Of
    31/12/2026 and 12/31/2026 the number above 12 is the day; where both may be the month it is
    not read. None for what is no day.
    """
    said = str(text).strip()
    if found := _YEAR_FIRST.fullmatch(said):
        year, _, month, day, rest = found.groups()
    elif found := _DAY_FIRST.fullmatch(said):
        day, sign, month, year, rest = found.groups()
        if sign != "." and int(day) <= _GREATEST_MONTH:
            if int(month) <= _GREATEST_MONTH and day != month:
                return None
            day, month = month, day
    elif found := _DIGITS.fullmatch(said):
        year, month, day, rest = found.groups()
    else:
        return None
    try:
        read = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    return read + _time(rest)


def _with_colons(found: re.Match[str]) -> str:
    return found[0][0] + ":".join(part for part in found.groups() if part)


def _time(rest: str) -> str:
    """Return what stands behind a day as SQLite reads a time, "" for nothing."""
    text = rest.strip()
    if not text:
        return ""
    text = text if text.startswith("T") else f" {text}"
    text = _SHORT_TIME.sub(_with_colons, text)
    return _OFFSET.sub(r"\1:\2", text)

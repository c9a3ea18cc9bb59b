"""Finds the character between the cells from the first lines of a file."""

import csv
import re

DELIMITERS = ("\t", "|", ";", ",")
"""In the order preferred when two read a file equally well: the rarer in prose first."""

_NAMED = re.compile(r"sep=([\t|;,])", re.IGNORECASE)


def named(first_line: str) -> str | None:
    """Return the delimiter of a leading `sep=;` line, as spreadsheets write for themselves."""
    found = _NAMED.fullmatch(first_line.rstrip("\r\n"))
    return found[1] if found else None


def guess(lines: list[str]) -> str:
    """Return the delimiter under which most rows have as many cells as the first, then most cells.

    `lines` keep their line ends. A file of one column gets a comma.
    """
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not rows or len(rows[0]) < 2:
            continue
        width = len(rows[0])
        score = (sum(len(row) == width for row in rows) / len(rows), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best

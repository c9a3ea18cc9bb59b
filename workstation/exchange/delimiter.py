"""Finds the character between the cells from the first lines of a file."""

import csv
import re
from collections import Counter

DELIMITERS = ("\t", "|", ";", ",")
"""In the order preferred when two read a file equally well: the rarer in prose first."""

_NAMED = re.compile(r"sep=([\t|;,])", re.IGNORECASE)


def named(first_line: str) -> str | None:
    """Return the delimiter of a leading `sep=;` line, as spreadsheets write for themselves."""
    found = _NAMED.fullmatch(first_line.rstrip("\r\n"))
    return found[1] if found else None


def is_spaced(lines: list[str], delimiter: str) -> bool:
    """Say whether a blank stands between the cells (`"Name", "City"`), where quotes begin too."""
    spaced = sum(line.count(f'{delimiter} "') for line in lines)
    return spaced > 1 and not any(f'{delimiter}"' in line for line in lines)


def guess(lines: list[str]) -> str:
    """Return the delimiter under which most rows have as many cells as the first, then most cells.

    Where the first line is not like the others (it belongs to a preamble), the width most rows
    have takes its place. `lines` keep their line ends. A file of one column gets a comma.
    """
    best, best_score = ",", (0.0, 0)
    usual, usual_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        counted = Counter(width for width in widths if width > 1)
        if counted:
            width = max(counted, key=lambda width: (counted[width] * width, width))
            usual, usual_score = _better(
                (counted[width] / len(widths), width), delimiter, usual, usual_score
            )
        if widths[0] > 1:
            share = widths.count(widths[0]) / len(widths)
            best, best_score = _better((share, widths[0]), delimiter, best, best_score)
    return best if best_score >= usual_score else usual


def _better(
    score: tuple[float, int], delimiter: str, best: str, best_score: tuple[float, int]
) -> tuple[str, tuple[float, int]]:
    return (delimiter, score) if score > best_score else (best, best_score)

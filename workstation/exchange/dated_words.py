"""Finds the one date in a few words: `15.01.2027 send the offer`."""

import re

from workstation.exchange.values import MONTHS

_NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = r"(?:,?[T ] ?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?"
_LEADS = (
    r"(?:(?<=\bam )|(?<=\bon )|(?<=\bby )|(?<=\bbis )|(?<=\bab )|(?<=\bzum )|(?<=\bden )|"
    r"(?<=\ble )|(?<=\buntil )|(?<=\bbefore )|(?<=\bafter )|(?<=\bvor )|(?<=\bnach )|"
    r"(?<=\bop )|(?<=[–—,;] )|(?<= - )|(?<=\())"
)
"""What tells that digits behind it are a day and no version: a word of time, a dash, a comma."""
_DATE = re.compile(
    r"(?<![\w/.\-])(?:"
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./\-])\d{1,2}\1\d{4}|"
    rf"(?:\A\s*|{_LEADS})\d{{1,2}}([./\-])\d{{1,2}}\2\d{{2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)? (?:{_NAMED})\.?,? \d{{4}}|"
    rf"(?:{_NAMED})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"){_TIME}(?![\w/\-]|\.\d)",
    re.IGNORECASE,
)


def dates_in(cell: str) -> list[str]:
    """Return the dates in a cell as they are written, each with its time of day.

    A year of two digits counts only where the cell begins with it, or a word or sign before it
    tells of a day (`on 3.4.27`, `ring them, 3.4.27`): elsewhere numbers of that shape are of
    versions and papers (`release 11.3.22`).
    """
    return [match[0].strip() for match in _DATE.finditer(cell)]


def date_in(cell: str) -> str:
    """Return the one date in a cell, "" for none or several."""
    found = dates_in(cell)
    return found[0] if len(found) == 1 else ""

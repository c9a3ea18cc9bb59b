"""Until when somebody is away, read from an automatic reply: "out until 5 May"."""

import re
from datetime import date, datetime, timedelta

from workstation.method.days import WorkingDays
from workstation.method.text import clean_line
from workstation.method.when import WhenError, parse_when

MOST_DAYS = 400
"""An absence that seems longer was misread."""

_UNTIL = re.compile(r"\b(?:until|till|til|through|thru|bis)\b[:\s]+(?P<day>.{1,40})", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:back|return(?:s|ing)?|available again|in again)\s+"
    r"(?:(?:in the office|to the office|to work)\s+)?(?:on|from|at)?\s*(?P<day>.{1,40})",
    re.IGNORECASE,
)
_WORDS = 4
_NOT_A_DAY = re.compile(r"^(?:the|and|including)\s+|(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_EVERY_DAY = WorkingDays(weekdays=frozenset(range(7)))


def away_until(text: str, now: datetime) -> date | None:
    """Return the last day of an absence that a text tells of, None when it tells of none.

    ``now`` is aware, in the rep's zone. "Until" names the last day away; "back on" the first day
    there again.
    """
    said = clean_line(text)
    for pattern, back in ((_UNTIL, 0), (_BACK, 1)):
        for found in pattern.finditer(said):
            day = read_day(found["day"], now)
            if day is not None:
                last = day - timedelta(days=back)
                return last if now.date() <= last else None
    return None


def read_day(text: str, now: datetime) -> date | None:
    """Read a day to come from the beginning of a text; None when it begins with none.

    Unlike a next step's, it is taken as said, weekends and holidays too.
    """
    words = re.split(r"[.;,!)(]+(?:\s|$)", _NOT_A_DAY.sub("", text))[0].split()
    for length in range(min(len(words), _WORDS), 0, -1):
        try:
            when = parse_when(
                " ".join(words[:length]), now=now, working=_EVERY_DAY, their_zone=None
            )
        except WhenError:
            continue
        if 0 <= (when.day - now.date()).days <= MOST_DAYS:
            return when.day
    return None

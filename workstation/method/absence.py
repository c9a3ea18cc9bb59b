"""Until when somebody is away, read from an automatic reply: "out until 5 May"."""

import re
from datetime import date, datetime, timedelta

from workstation.method.days import WorkingDays
from workstation.method.text import clean_line
from workstation.method.when import WhenError, parse_when

MOST_DAYS = 400
"""An absence that seems longer was misread."""

_JUST_BEEN = 300
"""Days ahead from which a day without a year is one that has just been, in an old reply."""

_UNTIL = re.compile(
    r"\b(?:until|till|til|through|thru|bis)\b[:\s]+(?=(?P<day>.{1,40}))", re.IGNORECASE
)
_BACK = re.compile(
    r"\b(?:back|return(?:s|ing)?|available again|in again)\s+"
    r"(?:(?:in the office|to the office|to work)\s+)?(?:on|from|at)?\s*(?=(?P<day>.{1,40}))",
    re.IGNORECASE,
)
_WORDS = 6
_ENDS = re.compile(r"[.;!)(]+(?:\s|$)")
_YEAR = re.compile(r"\d{4}")
_CLOCK = re.compile(
    r"(?:at )?\d{1,2}(?:[:.]\d{2})? ?(?:h|[ap]\.?m\.?|o['’]clock|uhr)", re.IGNORECASE
)
_NOT_A_DAY = re.compile(r"^(?:the|and|including)\s+|(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_EVERY_DAY = WorkingDays(weekdays=frozenset(range(7)))


def away_until(text: str, now: datetime) -> date | None:
    """Return the last day of an absence that a text tells of, None when it tells of none.

    ``now`` is aware, in the rep's zone. "Until" names the last day away; "back on" the first day
    there again. Of several days the latest counts.
    """
    said, told = clean_line(text), []
    for pattern, back in ((_UNTIL, 0), (_BACK, 1)):
        for found in pattern.finditer(said):
            day = read_day(found["day"], now)
            if day is None:
                continue
            last = day - timedelta(days=back)
            ahead = (last - now.date()).days
            if ahead >= 0 and (ahead <= _JUST_BEEN or str(day.year) in found["day"]):
                told.append(last)
    return max(told, default=None)


def read_day(text: str, now: datetime) -> date | None:
    """Read a day to come from the beginning of a text; None when it begins with none.

    Unlike a next step's, it is taken as said, weekends and holidays too; a time of day alone says
    no day. A year is never left off: a day of a year that is past is none to come.
    """
    words = _ENDS.split(_NOT_A_DAY.sub("", text))[0].replace(",", " ").split()[:_WORDS]
    years = (at for at, word in enumerate(words, 1) if _YEAR.fullmatch(word))
    for length in range(len(words), next(years, 1) - 1, -1):
        phrase = " ".join(words[:length])
        if _CLOCK.fullmatch(phrase):
            continue
        try:
            when = parse_when(phrase, now=now, working=_EVERY_DAY, their_zone=None)
        except WhenError:
            continue
        ahead = (when.day - now.date()).days
        if ahead <= MOST_DAYS and (ahead or when.at is None):
            return when.day
    return None

"""Reads days that name no year, as lists kept by hand write them: `15.1.`, `3 March`, `KW 49`."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.exchange.beside_weeks import PART, day_beside
from workstation.exchange.values import MONTHS, Unreadable, whole_year

HALF_A_YEAR = timedelta(days=183)
"""How far ahead a day without a year may be: one farther off is nearer in the year before."""

_NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))
_LEADS = (
    r"(?:am|an|on|by|until|till|til|bis|ab|zum|le|den|before|after|vor|nach|op|el|il|ca\.?|mo|di|mi|do|fr|sa|so|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag)\.?,? "
)
_BEFORE = rf"(?:\A\s*|(?<!\w){_LEADS}|(?<![\d.])[(,;–—-] ?)"
_YEAR = r",? \d{4}|,? '?\d\d\b(?!:)"
_TIME = r"(?P<time>,?[T ] ?\d{1,2}:\d{2}(?: ?[AP]M)?)?"
_DAY = re.compile(
    rf"{_BEFORE}(?:"
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?!\d)|"
    rf"(?P<of>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<named>{_NAMED})\b\.?(?!{_YEAR})|"
    rf"(?P<first>{_NAMED})\.? (?P<then>\d{{1,2}})(?:st|nd|rd|th)?(?=\s*(?:\Z|[,;)–—-]| \d{{1,2}}:))"
    rf"(?!{_YEAR})){_TIME}",
    re.IGNORECASE,
)
_POINTED = re.compile(r"(?<![\d.])\d{1,2}\.(?:\d{1,2}\.(?!\d)|(?=\s?[-–/]))")
"""Days, or first days of a span, as German lists write them."""
_WEEK = re.compile(
    r"(?:(?<![\w/.\-])|(?<=\bmid-))(?:"
    r"(?:KW|Kalenderwoche|week|vecka|uke|uge|viikko|semaine|semana|settimana|wk)\.? ?|"
    r"\A\s*(?:(?:v|w|u|s)\.? ?(?=\d{1,2}\s*\Z)|v\. ?(?=\d\d )))"
    r"(?P<week>\d{1,2})(?! ?(?:times|x|mal)\b)"
    r"(?: ?/ ?(?P<short>\d{2})(?!\d)|(?:,? | ?[/.\-] ?)(?P<year>\d{4})(?!\d))?(?![\d:/\-]|\.\d)",
    re.IGNORECASE,
)
_WEEK_OF_YEAR = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<short>)-?W(?P<week>\d{2})(?!\d|-\d)", re.ASCII
)
_OF_A_PLAN = re.compile(r"w(?:ee)?k(?:\b|\d)", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:today|tomorrow|(?:next|this) (?:week|month|quarter|year|mon|tue|wed|thu|fri)\w*|"
    r"heute|morgen|übermorgen|(?:nächste[nrs]?|kommende[nrs]?) \w+|demain|après-demain|"
    r"(?:la )?semaine prochaine|mañana|próxim[ao]|i ?morgon|i morgen|nästa \w+|neste \w+|næste \w+|"
    r"domani|prossim[ao]|volgende \w+)\b",
    re.IGNORECASE,
)
_PART_OF_MONTH = re.compile(
    rf"(?<!\w)(?:{PART})(?: |-)(?:(?:of|in|im|des|de|di|of the|av|i|af|van) |d['’])?"
    rf"(?:{_NAMED})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Undated:
    """A day or week without its year, unless it says one; ``clock`` is the time written with it."""

    month: int = 0
    day: int = 0
    week: int = 0
    year: int = 0
    clock: str = ""
    weekday: int = 1

    def on(self, since: date) -> date | Unreadable:
        """Return the next such day from one on; of a week its ``weekday`` (1 is Monday).

        It must be no more than half a year ahead: any other may as well be past.
        """
        try:
            if self.week and self.year:
                return date.fromisocalendar(self.year, self.week, self.weekday)
            if self.week:
                monday = since - timedelta(days=since.weekday())
                years = (since.isocalendar().year + more for more in (0, 1))
                found = (date.fromisocalendar(year, self.week, self.weekday) for year in years)
                day = next(each for each in found if each >= monday)
            else:
                leap = (self.month, self.day) == (2, 29) and not isleap(since.year)
                day = date(since.year + leap, self.month, self.day)
                if day < since:
                    day = date(since.year + 1, self.month, self.day)
        except ValueError:
            return Unreadable("is a day that does not exist")
        if day - since > HALF_A_YEAR:
            return Unreadable("names no year and is not near")
        return day


def undated_in(cell: str) -> Undated | None:
    """Return the one day or week without a year that a cell names, None for none or several."""
    if len(_POINTED.findall(cell)) > 1:
        return None
    days = [_day(match) for match in _DAY.finditer(cell)]
    weeks = [_week(match) for match in (*_WEEK.finditer(cell), *_WEEK_OF_YEAR.finditer(cell))]
    found = [each for each in (*days, *weeks) if each is not None]
    return found[0] if len(found) == 1 == len(days) + len(weeks) else None


def is_relative(cell: str) -> bool:
    """Say whether a cell names its day only from the day on which it was written (`tomorrow`)."""
    return _RELATIVE.search(cell) is not None


def is_part_of_month(cell: str) -> bool:
    """Say whether a cell names the begin, middle or end of a month, and so no day."""
    return _PART_OF_MONTH.search(cell) is not None


def _day(match: re.Match[str]) -> Undated | None:
    named = match["named"] or match["first"]
    month = MONTHS[named.casefold()] if named else int(match["month"])
    day = int(match["of"] or match["then"] or match["day"])
    clock = (match["time"] or "").lstrip("T, ")
    return Undated(month=month, day=day, clock=clock) if day and 1 <= month <= 12 else None


def _week(match: re.Match[str]) -> Undated | None:
    """Read a week; two digits behind it are a year only where they cannot be a later week.

    In English one digit without a year is rather the week of a plan (`week 2 email`).
    """
    week, short = int(match["week"]), match["short"] or ""
    if not 1 <= week <= 53 or (short and int(short) >= week):
        return None
    said = short or match["year"] or ""
    if not said and len(match["week"]) == 1 and _OF_A_PLAN.match(match[0]):
        return None
    weekday, clock = day_beside(match.string[: match.start()], match.string[match.end() :])
    year = whole_year(said) if said else 0
    return Undated(week=week, year=year, clock=clock, weekday=weekday or 1)

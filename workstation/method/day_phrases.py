"""The words people use for a day ("next tue", "+3d", "eom") and the day each of them means."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from workstation.method.days import MONTHS, WEEKDAYS, WorkingDays, add_months, month_of

MOST_YEARS = 10
"""Nothing is planned further ahead than this; it is a slip of the finger."""


class WhenError(ValueError):
    """A "when" that cannot be followed; the message is one sentence for the rep."""


class Frame(msgspec.Struct, frozen=True):
    """Where a phrase is read from: today in the zone the phrase is about, and the calendar."""

    today: date
    working: WorkingDays

    def monday(self, weeks: int) -> date:
        """Return the Monday of this week (0), the next one (1), ..."""
        return self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=weeks)

    def last_working(self, last: Callable[[int], date]) -> date:
        """Return the last working day up to `last(n)`, for the first period n it is yet to come."""
        days = (self.working.add(last(n) + timedelta(days=1), -1) for n in range(MOST_YEARS))
        return next((day for day in days if day >= self.today), self.working.next(self.today))

    def start(self, months: int) -> date:
        """Return the first day of the present month (1), quarter (3) or year (12)."""
        return self.today.replace(day=1, month=(self.today.month - 1) // months * months + 1)


def _names(words: tuple[str, ...], more: dict[str, int]) -> dict[str, int]:
    whole = {word.casefold(): number for number, word in enumerate(words)}
    return whole | {word[:3]: number for word, number in whole.items()} | more


_WEEKDAY = _names(WEEKDAYS, {"tues": 1, "weds": 2, "thur": 3, "thurs": 3})
_MONTH = _names(MONTHS, {"sept": 8})
_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNT = {word: number for number, word in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}

_W = rf"(?P<weekday>{'|'.join(_WEEKDAY)})"
_M = rf"(?P<month>{'|'.join(_MONTH)})"
_D = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?: (?P<year>\d{4}))?"
_PARTS = {0: "anfang begin beginning start early", 2: "mitte mid middle", 4: "ende end late"}
_GERMAN = "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag"
_BESIDE = _WEEKDAY | {word: at // 2 for at, word in enumerate(_GERMAN.split())}
_BESIDE |= {word: day for day, words in _PARTS.items() for word in words.split()}
"""What may stand beside a week: a weekday, or a part of it; in German too, as "KW" is."""
_B = "|".join(_BESIDE)
_WEEK = (
    rf"(?:(?P<before>{_B})\.?(?:-| (?:(?:of|in|der|in der) )?)|in )?"
    r"(?:(?:calendar )?week|wk|[kc]w|kalenderwoche)\.? ?(?P<week>\d{1,2})"
    rf"(?:(?: |/)(?P<year>\d{{4}})|/(?P<short>\d{{2}}))?(?: (?P<after>{_B})\.?)?"
)
NUMBER = rf"(?P<n>\d{{1,6}}|{'|'.join(_COUNT)})"
_UNIT = (
    r"(?P<unit>(?:working |business )?days?|d|wd|weeks?|wks?|w|months?|m|quarters?|q|years?|yrs?|y)"
)

_Reader = Callable[[re.Match[str], Frame], date]


def read_day(phrase: str, frame: Frame) -> date | None:
    """Return the day a phrase in lower case means, None when it is no phrase for a day.

    The day may be past or one the rep does not work on; phrases for a stretch of time ("q1",
    "next week", "jan") give its first working day, "end of ..." the last one. Raises WhenError
    for a day that does not exist, is too far ahead, or may be read in two ways.
    """
    for pattern, reader in _READERS:
        if match := re.fullmatch(pattern, phrase, re.ASCII):
            try:
                return reader(match, frame)
            except OverflowError:
                raise too_far() from None
    return None


def too_far() -> WhenError:
    """Return the refusal of a day nobody plans for."""
    return WhenError(f"that is more than {MOST_YEARS} years ahead")


def count(match: re.Match[str]) -> int:
    """Return the number that NUMBER found, as digits or as a word."""
    text = match["n"]
    return _COUNT[text] if text in _COUNT else int(text)


def _in_days(days: int) -> _Reader:
    return lambda _match, frame: frame.today + timedelta(days=days)


def _weekday(match: re.Match[str], frame: Frame) -> date:
    number, which = _WEEKDAY[match["weekday"]], match["which"]
    if which == "this":
        return frame.monday(0) + timedelta(days=number)
    if which == "next":
        return frame.monday(1) + timedelta(days=number)
    ahead = (number - frame.today.weekday()) % 7 or 7
    return frame.today + timedelta(days=ahead)


def _weekday_next_week(match: re.Match[str], frame: Frame) -> date:
    return frame.monday(1) + timedelta(days=_WEEKDAY[match["weekday"]])


def _ahead(match: re.Match[str], frame: Frame) -> date:
    number, unit = count(match), match["unit"]
    if number > MOST_YEARS * 366:
        raise too_far()
    if unit in {"day", "days"} and match["plus"] != "+":
        return frame.today + timedelta(days=number)
    if unit.endswith(("d", "day", "days")):
        return frame.working.add(frame.today, number)
    if unit.startswith("w"):
        return frame.today + timedelta(weeks=number)
    months = {"m": 1, "q": 3, "y": 12}[unit[0]] * number
    if months > MOST_YEARS * 12:
        raise too_far()
    return add_months(frame.today, months)


def _past(_match: re.Match[str], _frame: Frame) -> date:
    message = "that is in the past"
    raise WhenError(message)


def _next_week(_match: re.Match[str], frame: Frame) -> date:
    return frame.working.next(frame.monday(1))


def _next_months(step: int) -> _Reader:
    """Return the reader for the start of the next stretch of `step` months."""

    def reader(_match: re.Match[str], frame: Frame) -> date:
        return frame.working.next(add_months(frame.start(step), step))

    return reader


def _end_of_week(_match: re.Match[str], frame: Frame) -> date:
    return frame.last_working(lambda weeks: frame.monday(weeks) + timedelta(days=6))


def _end_of_months(step: int) -> _Reader:
    """Return the reader for the end of the present stretch of `step` months."""

    def reader(_match: re.Match[str], frame: Frame) -> date:
        return frame.last_working(
            lambda n: month_of(add_months(frame.start(step), step * (n + 1) - 1))[1]
        )

    return reader


def _quarter(match: re.Match[str], frame: Frame) -> date:
    year = int(match["year"]) if match["year"] else None
    return _start_of(int(match["quarter"]) * 3 - 2, year, frame)


def _month(match: re.Match[str], frame: Frame) -> date:
    year = int(match["year"]) if match["year"] else None
    return _start_of(_MONTH[match["month"]] + 1, year, frame)


def _start_of(month: int, year: int | None, frame: Frame) -> date:
    """Return the first working day from the 1st of `month`, without a year the next such month."""
    if year is None:
        year = frame.today.year + (month <= frame.today.month)
    first = _date(year, month, 1)
    return frame.working.next(_not_too_far(first, frame))


def _day_and_month(match: re.Match[str], frame: Frame) -> date:
    groups = match.groupdict()
    month = _MONTH[groups["month"]] + 1 if groups.get("month") else int(groups["month_number"])
    day = int(groups["day"])
    if groups["year"]:
        found = _date(int(groups["year"]), month, day)
    else:
        found = _coming(month, day, frame.today)
    weekday = groups.get("weekday")
    if weekday and found.weekday() != _WEEKDAY[weekday]:
        there = WEEKDAYS[found.weekday()]
        message = (
            f"{day} {MONTHS[month - 1]} {found.year} is a {there}, "
            f"not a {WEEKDAYS[_WEEKDAY[weekday]]}"
        )
        raise WhenError(message)
    return found


def _coming(month: int, day: int, today: date) -> date:
    """Return the next such day, today included; 29 February waits for its leap year."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise _missing(f"{day} {MONTHS[month - 1]}" if 1 <= month <= len(MONTHS) else f"{day}.{month}.")


def _day_of_month(match: re.Match[str], frame: Frame) -> date:
    day = int(match["day"])
    for n in range(12):
        first = add_months(frame.today.replace(day=1), n)
        if 1 <= day <= month_of(first)[1].day and first.replace(day=day) >= frame.today:
            return first.replace(day=day)
    raise _missing(f"day {day} of a month")


def _iso(match: re.Match[str], _frame: Frame) -> date:
    return _date(int(match["year"]), int(match["month_number"]), int(match["day"]))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        name = MONTHS[month - 1] if 1 <= month <= len(MONTHS) else f"month {month}"
        raise _missing(f"{day} {name} {year}") from None


def _missing(day: str) -> WhenError:
    return WhenError(f"{day} does not exist")


def _not_too_far(day: date, frame: Frame) -> date:
    if day.year - frame.today.year > MOST_YEARS:
        raise too_far()
    return day


def _week(match: re.Match[str], frame: Frame) -> date:
    """Return the Monday, or the day named, of an ISO week, without a year the next such week."""
    week, beside = int(match["week"]), match["before"] or match["after"]
    there = frame.today.isocalendar().year
    year = int(match["year"] or f"20{match['short']}") if match["year"] or match["short"] else None
    for each in range(there, there + MOST_YEARS) if year is None else (year,):
        try:
            monday = date.fromisocalendar(each, week, 1)
        except ValueError:
            continue
        if year is None and monday < frame.monday(0):
            continue
        if beside:
            return monday + timedelta(days=_BESIDE[beside])
        return frame.today if monday == frame.monday(0) else monday
    raise _missing(f"week {week} of {year}" if year else f"week {week}")


def _two_ways(match: re.Match[str], _frame: Frame) -> date:
    message = (
        f'"{match[0]}" can be read as day and month or month and day; write "5 may" or "2027-05-05"'
    )
    raise WhenError(message)


_READERS: tuple[tuple[str, _Reader], ...] = (
    (rf"(?:(?P<plus>\+) ?|in )?{NUMBER} ?{_UNIT}(?: from (?:now|today))?", _ahead),
    (r"today|tod", _in_days(0)),
    (r"tomorrow|tom|tmrw|tmr|tomo", _in_days(1)),
    (r"(?:the )?day after tomorrow", _in_days(2)),
    (rf"(?:(?P<which>this|next|coming) )?{_W}", _weekday),
    (rf"next week {_W}", _weekday_next_week),
    (rf"{_W} next week", _weekday_next_week),
    (rf"- ?\d.*|{NUMBER} ?{_UNIT} ago|yesterday|last (?:week|month|quarter|year|{_W})", _past),
    (r"next (?:week|wk)", _next_week),
    (r"next (?:month|mo)", _next_months(1)),
    (r"next quarter", _next_months(3)),
    (r"next year", _next_months(12)),
    (r"end of (?:the |this )?week|eow", _end_of_week),
    (r"end of (?:the |this )?month|eom", _end_of_months(1)),
    (r"end of (?:the |this )?quarter|eoq", _end_of_months(3)),
    (r"end of (?:the |this )?year|eoy", _end_of_months(12)),
    (rf"q(?P<quarter>[1-4]){_Y}", _quarter),
    (rf"{_M}{_Y}", _month),
    (rf"(?:{_W} )?{_D} (?:of )?{_M}{_Y}", _day_and_month),
    (rf"(?:{_W} )?{_M} {_D}{_Y}", _day_and_month),
    (r"(?P<day>\d{1,2})\. ?(?P<month_number>\d{1,2})\.(?: ?(?P<year>\d{4}))?", _day_and_month),
    (r"(?P<year>\d{4})[-/.](?P<month_number>\d{1,2})[-/.](?P<day>\d{1,2})", _iso),
    (r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)", _day_of_month),
    (r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?", _two_ways),
    (_WEEK, _week),
)
"""Each is compiled when a phrase comes to it: what outcomes propose is the first."""

"""Periods in a filter ("last month", "next 2 weeks", "since 2026-11-01"): read, said, as days."""

import re
from datetime import date, timedelta
from typing import Literal, cast

from workstation.method.days import add_months
from workstation.method.filter_tree import SPANS, Period, Untouched

Unit = Literal["day", "week", "month", "quarter", "year"]
_UNIT = r"(?P<unit>days?|d|weeks?|wks?|w|months?|mo|m|quarters?|q|years?|yrs?|y)"
_LETTERS: dict[str, Unit] = {
    "d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"
}  # fmt: skip
_NAMED = re.compile(r"(?P<which>this|last|next|past|coming) (?P<unit>week|month|quarter|year)")
_COUNTED = re.compile(
    rf"(?:(?P<which>last|past|next|coming|within|in)(?: the (?:last|next))? )?"
    rf"(?P<number>\d{{1,4}}) ?{_UNIT}(?: ago)?"
)
_DAY = re.compile(r"(?:(?P<which>since|from|before|on) )?(?P<day>\d{4}-\d{2}-\d{2})")
_FROM_WORDS: dict[str | None, Literal["since", "before"]] = {
    "since": "since",
    "from": "since",
    "before": "before",
}
_FILLING = re.compile(r"^(?:due |in |on |within |the )+(?=\S)")
MOST_WORDS = 4
"""Words of the longest period."""

EXAMPLES = (
    "today",
    "this week",
    "last week",
    "this month",
    "last month",
    "this quarter",
    "last quarter",
    "this year",
    "last 30 days",
)
EXAMPLES_AHEAD = (
    "today",
    "tomorrow",
    "this week",
    "next week",
    "this month",
    "next month",
    "next 7 days",
    "overdue",
)


def read_period(text: str, *, ahead: bool = False) -> Period | None:
    """Return the period some words mean, None for none; ``ahead`` reads "7 days" as the next 7.

    Raises:
        ValueError: the day it names does not exist.
    """
    said = " ".join(text.casefold().split())
    bare = _FILLING.sub("", said)
    for each in dict.fromkeys((said, bare)):
        if each in SPANS:
            return Period(cast('Literal["today", "yesterday", "tomorrow"]', each))
        if found := _NAMED.fullmatch(each):
            return Period(_side(found["which"], "this"), cast("Unit", found["unit"]))
        if (found := _COUNTED.fullmatch(each)) and int(found["number"]):
            side = _side(found["which"] or "", "next" if ahead else "last")
            unit, number = _unit(found["unit"]), int(found["number"])
            return Period(side, unit, number)
        if found := _DAY.fullmatch(each):
            day = date.fromisoformat(found["day"]).isoformat()
            words = {"since": "since", "after": "since", "from": "since", "before": "before"}
            which = words.get(
                found["which"] or "on", "before" if found["which"] == "until" else "on"
            )
            return Period(cast('Literal["since", "before", "on"]', which), day=day)
    return None


def read_untouched(text: str) -> Untouched | None:
    """Return how long nothing happened: "30 days", "for 2 weeks", "30" (days)."""
    said = " ".join(text.casefold().split()).removeprefix("for ").removeprefix("over ")
    found = re.fullmatch(rf"(?P<number>\d{{1,4}})(?: ?{_UNIT})?", said)
    if not found or not int(found["number"]):
        return None
    unit = _unit(found["unit"] or "d")
    number = int(found["number"])
    if unit == "quarter":
        return Untouched(3 * number, "month")
    return Untouched(number, unit)


def _side(word: str, otherwise: str) -> Literal["this", "last", "next"]:
    sides = {"past": "last", "coming": "next", "last": "last", "next": "next", "this": "this"}
    return cast('Literal["this", "last", "next"]', sides.get(word, otherwise))


def _unit(word: str) -> Unit:
    return _LETTERS[word[0]]


def said_period(period: Period) -> str:
    """Return a period in the words it is read from."""
    if period.number:
        plural = "s" if period.number != 1 else ""
        return f"{period.which} {period.number} {period.unit}{plural}"
    if period.day:
        return period.day if period.which == "on" else f"{period.which} {period.day}"
    return f"{period.which} {period.unit}".strip()


def said_count(untouched: Untouched) -> str:
    """Return "30 days" or "1 week"."""
    plural = "s" if untouched.number != 1 else ""
    return f"{untouched.number} {untouched.unit}{plural}"


def days_of(period: Period, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period, both included."""
    if period.which == "overdue":
        return date.min, today - timedelta(days=1)
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if period.which in near:
        day = today + timedelta(days=near[period.which])
        return day, day
    if period.which == "since":
        return date.fromisoformat(period.day), date.max
    if period.which == "before":
        day = date.fromisoformat(period.day)
        return date.min, day - timedelta(days=1) if day > date.min else day
    if period.which == "on":
        return (date.fromisoformat(period.day),) * 2
    if period.number:
        if period.which == "next":
            return today, moved(today, period.number, period.unit)
        return moved(today, -period.number, period.unit), today
    step = {"this": 0, "last": -1, "next": 1}[period.which]
    if period.unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[period.unit]
    start = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    first = add_months(start, step * months)
    return first, add_months(first, months) - timedelta(days=1)


def moved(day: date, number: int, unit: str) -> date:
    """Return the day so many units on (or back); beyond the calendar its end."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=number * (7 if unit == "week" else 1))
        return add_months(day, number * {"month": 1, "quarter": 3, "year": 12}[unit])
    except (OverflowError, ValueError):
        return date.max if number > 0 else date.min

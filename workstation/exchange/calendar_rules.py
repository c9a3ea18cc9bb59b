"""Reads how a calendar says that something is repeated."""

import re
from datetime import datetime, time

from workstation.method.recurrence import Frequency, Rule, RuleError

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: dict[str, Frequency] = {
    "YEARLY": "YEARLY", "MONTHLY": "MONTHLY", "WEEKLY": "WEEKLY", "DAILY": "DAILY",
}  # fmt: skip
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBERS = {
    "BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYHOUR": 23, "BYMINUTE": 59,
    "BYSECOND": 60, "BYSETPOS": 366,
}  # fmt: skip


def read_rule(text: str) -> Rule:
    """Read the value of an RRULE; an end in UTC is left in UTC (naive).

    Raises:
        RuleError: it cannot be followed; the message says why in a few words.
    """
    parts = dict(part.upper().split("=", 1) for part in text.strip().split(";") if "=" in part)
    frequency = _FREQUENCIES.get(parts.get("FREQ", ""))
    if frequency is None:
        raise RuleError(f"it is repeated {parts.get('FREQ', 'nobody knows how often').lower()}")
    if "BYWEEKNO" in parts or "RSCALE" in parts:
        raise RuleError("it goes by numbered weeks or another calendar")
    by = {name: _numbers(parts.get(name, ""), most) for name, most in _NUMBERS.items()}
    return Rule(
        frequency,
        interval=_number(parts.get("INTERVAL", "1")),
        times=_number(parts["COUNT"]) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        months=by["BYMONTH"],
        month_days=by["BYMONTHDAY"],
        year_days=by["BYYEARDAY"],
        weekdays=_weekdays(parts.get("BYDAY", "")),
        hours=by["BYHOUR"],
        minutes=by["BYMINUTE"],
        seconds=by["BYSECOND"],
        positions=by["BYSETPOS"],
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")) if _known_start(parts) else 0,
    )


def ends_in_utc(text: str) -> bool:
    """Say whether the rule's end is given in UTC."""
    return re.search(r"UNTIL=\d{8}T\d{6}Z", text.upper()) is not None


def _known_start(parts: dict[str, str]) -> bool:
    return parts.get("WKST", "MO") in _WEEKDAYS


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise RuleError(f"“{text[:20]}” is not a number")
    return int(text)


def _numbers(text: str, most: int) -> tuple[int, ...]:
    found = []
    for part in text.split(",") if text else ():
        if not re.fullmatch(r"[+-]?\d{1,3}", part.strip(), re.ASCII) or abs(int(part)) > most:
            raise RuleError(f"“{part[:20]}” makes no sense in it")
        found.append(int(part))
    return tuple(found)


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in text.split(",") if text else ():
        match = _BY_DAY.fullmatch(part.strip())
        if match is None:
            raise RuleError(f"“{part[:20]}” is not a weekday")
        found.append((int(match[1] or 0), _WEEKDAYS.index(match[2])))
    return tuple(found)


def _until(text: str) -> datetime:
    try:
        day = datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007
        clock = datetime.strptime(text[9:15], "%H%M%S").time() if len(text) > 8 else time.max  # noqa: DTZ007
    except ValueError:
        raise RuleError(f"its end “{text[:20]}” is not a day") from None
    return datetime.combine(day, clock)

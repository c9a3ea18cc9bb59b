"""Reading "when" the way people say it ("tue 3pm", "+3d", "q1") into a day or a moment."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

from workstation.method.day_phrases import (
    MOST_YEARS,
    NUMBER,
    Frame,
    WhenError,
    count,
    read_day,
    too_far,
)
from workstation.method.days import NoWorkingDayError, WorkingDays, say_day
from workstation.method.text import clean_line
from workstation.method.zones import zone_info

__all__ = ["When", "WhenError", "parse_when"]

_MOST_CHARACTERS = 80
_LAST_MORNINGLESS_HOUR = 6
"""A bare "1" to "6" is the afternoon: nobody agrees on a call at 3 in the night."""

_ZONE = r"(?P<rest>.*?) ?\b(?:(?P<theirs>theirs?|them|his|her|their local)|my|mine|ours?)(?: time)?"
_NAMED_TIMES = {
    "morning": time(9),
    "in the morning": time(9),
    "noon": time(12),
    "midday": time(12),
    "afternoon": time(14),
    "in the afternoon": time(14),
}
_TIME = (
    r"(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|h)? ?(?P<half>[ap]\.?m\.?)?"
    rf"|(?P<named>{'|'.join(_NAMED_TIMES)}))"
)
_TIME_ALONE = rf"(?:at )?{_TIME}"
_DAY_THEN_TIME = rf"(?P<day>.*?)(?: at | )(?:at )?{_TIME}"
_ISO_THEN_TIME = r"(\d{4}-\d{2}-\d{2})t(\d{1,2}:\d{2})(?::\d{2})?"
_TIME_THEN_DAY = rf"(?:at )?{_TIME} (?:on )?(?P<day>.*)"
_SOON = (
    rf"(?:\+ ?|in )?{NUMBER}"
    r" ?(?P<unit>minutes?|mins?|min|hours?|hrs?|h)(?: from now)?"
)


class When(msgspec.Struct, frozen=True):
    """What a phrase landed on.

    `day` is the rep's local day; `at` the moment (aware, UTC, whole seconds) when a time of day
    was given, else None. `moved` says why the day is not the one asked for ("moved from Thu 26
    Nov: Thanksgiving"), or begins "note:" when the moment was kept but wants a second look.
    `said` repeats it all for the rep: "Tue 24 Nov 15:00, 08:00 for them".
    """

    day: date
    at: datetime | None
    moved: str | None
    said: str


def parse_when(text: str, *, now: datetime, working: WorkingDays, their_zone: str | None) -> When:
    """Read a day or moment, today or later, in the rep's words.

    `now` is aware and in the rep's zone; `working` the rep's calendar; `their_zone` the zone of
    the other side ("America/Chicago") or None when nobody knows it. A time of day is the rep's
    unless "their time" is said; the whole phrase is then read by their calendar. A day without
    a time of day that the rep does not work on gives way to the next working day; one with a time
    stays. Raises WhenError, one sentence, for what cannot be read, is past or does not exist.
    """
    phrase = _normal(text)
    try:
        return _read(phrase, text, now, working, their_zone)
    except NoWorkingDayError as error:
        raise WhenError(str(error)) from None


def _normal(text: str) -> str:
    cleaned = clean_line(text)
    if len(cleaned) > _MOST_CHARACTERS:
        message = 'that is too long for a "when"; try "tue 3pm" or "+3d"'
        raise WhenError(message)
    phrase = " ".join(cleaned.casefold().replace(",", " ").split())
    phrase = re.sub(_ISO_THEN_TIME, r"\1 \2", phrase, flags=re.ASCII)
    return re.sub(r"^(?:on|by) ", "", phrase)


def _read(
    phrase: str, text: str, now: datetime, working: WorkingDays, their_zone: str | None
) -> When:
    rest, zone, zone_said = _zone_of_phrase(phrase, now, their_zone)
    soon = _soon(rest, now)
    if soon is not None:
        _near(soon.astimezone(now.tzinfo).date(), now.date())
        return _moment(soon, [], now, working, their_zone)
    frame = Frame(now.astimezone(zone).date(), working)
    day, clock = _day_and_time(rest, frame)
    if day is None:
        raise _unreadable(text)
    _near(day, frame.today)
    if clock is None:
        if zone_said:
            message = 'add a time of day to "my time" or "their time", such as "tue 3pm their time"'
            raise WhenError(message)
        return _whole_day(day, now, working)
    at, notes = _at(day, clock, zone, now)
    return _moment(at, notes, now, working, their_zone)


def _near(day: date, today: date) -> None:
    """Refuse what is out of reach before any clock is asked about it."""
    if day > today + timedelta(days=MOST_YEARS * 366):
        raise too_far()
    if day < today:
        message = f"that is in the past: {say_day(day, near=today)}"
        raise WhenError(message)


def _unreadable(text: str) -> WhenError:
    found = clean_line(text)[:40]
    if not found:
        return WhenError('say when, for example "tue 3pm", "+3d", "in 2 weeks" or "5 may"')
    return WhenError(
        f'"{found}" is not a time this desk can read; '
        'try "tue 3pm", "+3d", "in 2 weeks", "5 may" or "q1"'
    )


def _zone_of_phrase(
    phrase: str, now: datetime, their_zone: str | None
) -> tuple[str, tzinfo | None, bool]:
    """Split off "their time" or "my time": what is left, the zone meant, whether one was said."""
    match = re.fullmatch(_ZONE, phrase)
    if match is None:
        return phrase, now.tzinfo, False
    if not match["theirs"]:
        return match["rest"], now.tzinfo, True
    zone = zone_info(their_zone)
    if zone is None:
        message = "their time zone is not known here; give the time in yours"
        raise WhenError(message)
    return match["rest"], zone, True


def _soon(phrase: str, now: datetime) -> datetime | None:
    """Read "now" and steps of hours and minutes into a moment (UTC)."""
    present = now.astimezone(UTC)
    whole = present.replace(microsecond=0)
    if phrase == "now":
        return whole if whole == present else whole + timedelta(seconds=1)
    if phrase in {"in half an hour", "half an hour"}:
        return whole + timedelta(minutes=30)
    match = re.fullmatch(_SOON, phrase, re.ASCII)
    if match is None:
        return None
    number = count(match)
    ahead = timedelta(hours=number) if match["unit"].startswith("h") else timedelta(minutes=number)
    return max(whole + ahead, _soon("now", now) or whole)


def _day_and_time(phrase: str, frame: Frame) -> tuple[date | None, time | None]:
    """Read a day, a time of day (today), or both in either order; (None, None) for neither."""
    day = read_day(phrase, frame)
    if day is not None:
        return day, None
    alone = re.fullmatch(_TIME_ALONE, phrase, re.ASCII)
    if alone is not None and (alone["minute"] or alone["half"] or alone["named"]):
        return frame.today, _clock(alone)
    for pattern in (_DAY_THEN_TIME, _TIME_THEN_DAY):
        match = re.fullmatch(pattern, phrase, re.ASCII)
        day = read_day(match["day"], frame) if match else None
        if match is not None and day is not None:
            return day, _clock(match)
    return None, None


def _clock(match: re.Match[str]) -> time:
    if match["named"]:
        return _NAMED_TIMES[match["named"]]
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").replace(".", "")
    valid = 1 <= hour <= 12 if half else hour <= 23
    if not valid or minute > 59:
        message = f'"{match["hour"]}{":" + match["minute"] if match["minute"] else ""}{half}"'
        message += " is not a time of day"
        raise WhenError(message)
    if half:
        return time(hour % 12 + (12 if half == "pm" else 0), minute)
    if 1 <= hour <= _LAST_MORNINGLESS_HOUR and len(match["hour"]) == 1:
        hour += 12
    return time(hour, minute)


def _at(day: date, clock: time, zone: tzinfo | None, now: datetime) -> tuple[datetime, list[str]]:
    """Return the moment (UTC) the clocks of `zone` show that time, with notes when they change."""
    local = datetime.combine(day, clock, tzinfo=zone)
    at = local.astimezone(UTC)
    again = local.replace(fold=1).astimezone(UTC)
    back = at.astimezone(zone)
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        note = f"{clock:%H:%M} does not exist that day (clocks change), {back:%H:%M} is meant"
        return at, [note]
    if again > at:
        which = "second" if at < now.astimezone(UTC) else "first"
        note = f"{clock:%H:%M} comes twice that day (clocks change), the {which} is meant"
        return (again if which == "second" else at), [note]
    return at, []


def _moment(
    at: datetime,
    notes: list[str],
    now: datetime,
    working: WorkingDays,
    their_zone: str | None,
) -> When:
    local = at.astimezone(now.tzinfo)
    said = f"{say_day(local.date(), near=now.date())} {local:%H:%M}"
    if at < now.astimezone(UTC):
        message = f"that is in the past: {said}"
        raise WhenError(message)
    zone = zone_info(their_zone)
    if zone is not None:
        theirs = at.astimezone(zone)
        if theirs.replace(tzinfo=None) != local.replace(tzinfo=None):
            day = say_day(theirs.date(), near=now.date())
            other_day = f"{day} " if theirs.date() != local.date() else ""
            said += f", {other_day}{theirs:%H:%M} for them"
    why = working.why_off(local.date())
    if why is not None:
        notes = [f"{say_day(local.date(), near=now.date())} is not a working day ({why})", *notes]
    moved = f"note: {'; '.join(notes)}" if notes else None
    return When(day=local.date(), at=at, moved=moved, said=said)


def _whole_day(day: date, now: datetime, working: WorkingDays) -> When:
    today = now.date()
    landed = working.next(day)
    moved = None
    if landed != day:
        moved = f"moved from {say_day(day, near=today)}: {working.why_off(day)}"
    return When(day=landed, at=None, moved=moved, said=say_day(landed, near=today))

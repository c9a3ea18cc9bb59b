"""Writes a calendar: what is to happen as events any calendar program shows.

Written line by line rather than through a library: the file that is kept current is written again
after many an action, and 5 000 entries may not hold up the keys.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

import msgspec

from workstation.exchange.content_lines import content_line, escaped

MARK = "X-WORKSTATION-CHANGE"
"""The property of the calendar that says up to which change of the file it goes."""


class CalendarEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: all day where ``starts`` is a date, else for ``minutes`` from an aware moment.

    ``uid`` stays the same whenever it is written, ``sequence`` counts the times it was moved and
    ``changed_at`` is when it last changed.
    """

    uid: str
    starts: date | datetime
    title: str
    changed_at: datetime
    minutes: int = 0
    sequence: int = 0
    description: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    busy: bool = False
    cancelled: bool = False


def calendar_into(
    file: BinaryIO,
    entries: Iterable[CalendarEntry],
    *,
    name: str,
    zone: str = "",
    mark: int | None = None,
) -> int:
    """Write the calendar into an open file and return how many entries it has.

    Moments are written in UTC, which every program shows in its own zone; ``zone`` is the rep's,
    for programs that ask for it. ``mark`` is kept for ``mark_of``.
    """
    head = [
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"),
        ("PRODID", "-//workstation//sales workstation//EN"), ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ]  # fmt: skip
    if mark is not None:
        head.append((MARK, str(mark)))
    head += [("X-WR-CALNAME", escaped(name)), ("NAME", escaped(name))]
    if zone:
        head.append(("X-WR-TIMEZONE", escaped(zone)))
    head += [("REFRESH-INTERVAL;VALUE=DURATION", "PT15M"), ("X-PUBLISHED-TTL", "PT15M")]
    file.write(b"".join(content_line(*each) for each in head))
    count = 0
    for entry in entries:
        file.write(b"".join(_lines(entry)))
        count += 1
    file.write(content_line("END", "VCALENDAR"))
    return count


def mark_of(head: bytes) -> int | None:
    """Return the mark in the first bytes of a calendar written here, None when it has none."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == MARK.encode() and value.isdigit():
            return int(value)
    return None


def _lines(entry: CalendarEntry) -> Iterator[bytes]:
    yield content_line("BEGIN", "VEVENT")
    yield content_line("UID", escaped(entry.uid))
    yield content_line("DTSTAMP", _utc(entry.changed_at))
    yield content_line("LAST-MODIFIED", _utc(entry.changed_at))
    yield content_line("SEQUENCE", str(entry.sequence))
    if isinstance(entry.starts, datetime):
        yield content_line("DTSTART", _utc(entry.starts))
        yield content_line("DTEND", _utc(entry.starts + timedelta(minutes=entry.minutes)))
    else:
        yield content_line("DTSTART;VALUE=DATE", f"{entry.starts:%Y%m%d}")
    yield content_line("SUMMARY", escaped(entry.title))
    if entry.description:
        yield content_line("DESCRIPTION", escaped(entry.description))
    if entry.place:
        yield content_line("LOCATION", escaped(entry.place))
    if entry.categories:
        yield content_line("CATEGORIES", ",".join(escaped(each) for each in entry.categories))
    yield content_line("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    yield content_line("TRANSP", "OPAQUE" if entry.busy else "TRANSPARENT")
    yield content_line("END", "VEVENT")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"

"""Calendars as they are written: read by icalendar."""

import io
from datetime import UTC, date, datetime

from icalendar import Calendar

from workstation.exchange.calendar_feed import CalendarEntry, calendar_into, mark_of

AT = datetime(2026, 11, 23, 15, 12, tzinfo=UTC)
DAY = CalendarEntry(
    uid="follow-up-1@workstation",
    starts=date(2026, 11, 24),
    title="Call: Acme, Ada; and Söhne",
    changed_at=AT,
    description="case study\n+13125550143",
    categories=("follow-up",),
)
MEETING = CalendarEntry(
    uid="m@x", starts=AT, minutes=30, sequence=2, title="Talk", changed_at=AT, place="Office",
    busy=True, cancelled=True,
)  # fmt: skip


def read(*entries: CalendarEntry, mark: int | None = None) -> Calendar:
    file = io.BytesIO()
    assert calendar_into(file, entries, name="Work", zone="America/Chicago", mark=mark) == len(
        entries
    )
    assert max(len(line) for line in file.getvalue().split(b"\r\n")) <= 75
    return Calendar.from_ical(file.getvalue())


def test_a_day_stays_a_day_and_a_moment_a_moment() -> None:
    calendar = read(DAY, MEETING)
    day, meeting = calendar.walk("VEVENT")
    assert calendar["X-WR-TIMEZONE"] == "America/Chicago"
    assert (day["DTSTART"].dt, day["UID"], day["TRANSP"]) == (DAY.starts, DAY.uid, "TRANSPARENT")
    assert (day["SUMMARY"], day["DESCRIPTION"]) == (DAY.title, DAY.description)
    assert meeting["DTSTART"].dt == AT
    assert (meeting["DTEND"].dt - AT).total_seconds() == 1800
    assert (meeting["STATUS"], meeting["SEQUENCE"], meeting["TRANSP"]) == ("CANCELLED", 2, "OPAQUE")


def test_the_mark_is_found_again_in_its_first_bytes() -> None:
    file = io.BytesIO()
    calendar_into(file, [DAY], name="Work", mark=417)
    assert mark_of(file.getvalue()[:1024]) == 417
    assert mark_of(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") is None
    assert mark_of(b"X-WORKSTATION-CHANGE:x\r\n") is None

"""Writes a meeting as the .ics file that is attached to an email."""

import re
from datetime import UTC, datetime, timedelta

import msgspec

from workstation.method.text import clean, clean_line

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")

REMINDERS = (timedelta(days=1), timedelta(hours=1))
"""How long before the meeting its alarms ring (METHOD, cadences: no-show)."""


class Person(msgspec.Struct, frozen=True):
    """Somebody of a meeting: name and address."""

    name: str
    address: str


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as its invitation says it; moments are aware.

    ``sequence`` counts the times it was moved or called off, ``written_at`` is when this was said.
    """

    uid: str
    sequence: int
    written_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str = ""
    place: str = ""
    organizer: Person | None = None
    attendee: Person | None = None
    cancelled: bool = False


def write_invitation(meeting: Invitation) -> bytes:
    """Return the file's content.

    With both addresses known it is a request others can accept (METHOD:REQUEST, or CANCEL);
    without them it can only be published (METHOD:PUBLISH), as a request must say from whom to whom.
    """
    from icalendar import Alarm, Calendar, Event, vCalAddress, vText

    organizer, attendee = _usable(meeting.organizer), _usable(meeting.attendee)
    asked = organizer is not None and attendee is not None
    event = Event()
    event.add("uid", clean_line(meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.written_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", clean_line(meeting.title))
    if description := clean(meeting.description).strip():
        event.add("description", description)
    if place := clean_line(meeting.place):
        event.add("location", place)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    for role, person in (("organizer", organizer), ("attendee", attendee if asked else None)):
        if person is None:
            continue
        address = vCalAddress(f"mailto:{person.address}")
        if person.name:
            address.params["CN"] = vText(person.name)
        if role == "attendee":
            address.params |= {
                "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"
            }  # fmt: skip
        event.add(role, address)
    for before in () if meeting.cancelled else REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", clean_line(meeting.title))
        alarm.add("trigger", -before)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//workstation//sales workstation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", ("CANCEL" if meeting.cancelled else "REQUEST") if asked else "PUBLISH")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _usable(person: Person | None) -> Person | None:
    """Return somebody with an address that can stand in a file, their name made harmless."""
    if person is None or not _ADDRESS.fullmatch(person.address.strip()):
        return None
    name = clean_line(person.name).replace('"', "'")
    return Person(name, person.address.strip())

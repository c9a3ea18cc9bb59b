"""An invitation reads back as it was meant, whatever was typed into its fields."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from workstation.exchange.calendar import read_busy
from workstation.exchange.invitation import Invitation, Person, write_invitation
from workstation.method.text import clean, clean_line

START = datetime(2026, 11, 24, 21, tzinfo=UTC)
MEETING = Invitation(
    uid="1@example.com",
    sequence=2,
    written_at=START - timedelta(days=1),
    starts_at=START,
    ends_at=START + timedelta(minutes=30),
    title="Discovery, with Corvid",
    description="Bring:\nnumbers; and ideas",
    place="https://meet.example.com/x?y=1,2",
    organizer=Person("Rowan Ashby", "rowan@example.com"),
    attendee=Person('Marlow "M" Finch', "marlow@example.com"),
)


def changed(**values: object) -> Invitation:
    return Invitation(
        **{name: getattr(MEETING, name) for name in MEETING.__struct_fields__} | values
    )


def event_of(content: bytes):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_asks_and_reminds() -> None:
    content = write_invitation(MEETING)
    calendar, event = event_of(content)
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("1@example.com", 2, "CONFIRMED")
    assert b"DTSTART:20261124T210000Z\r\nDTEND:20261124T213000Z" in content
    assert event["ORGANIZER"] == "mailto:rowan@example.com"
    assert event["ATTENDEE"].params["CN"] == "Marlow 'M' Finch"
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        -timedelta(days=1), -timedelta(hours=1)
    ]  # fmt: skip


def test_a_meeting_called_off_is_cancelled_and_rings_no_more() -> None:
    calendar, event = event_of(write_invitation(changed(cancelled=True)))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert not event.walk("VALARM")


def test_without_both_addresses_it_is_published_and_asks_nobody() -> None:
    for unknown in (None, Person("X", "not an address"), Person("X", "a@b.example\r\nX-EVIL:1")):
        for who in ("organizer", "attendee"):
            calendar, event = event_of(write_invitation(changed(**{who: unknown})))
            assert calendar["METHOD"] == "PUBLISH"
            assert "ATTENDEE" not in event


foreign = st.text(max_size=60) | st.sampled_from(
    (
        "a\r\nATTENDEE:mailto:x@example.com",
        "x\nEND:VEVENT",
        '";:,\\n\\',
        "\u202e\x1b]52;c;x\x07",
        "é" * 90,
    )
)


@settings(max_examples=150, deadline=None)
@given(title=foreign, description=foreign, place=foreign, name=foreign)
def test_what_is_typed_reads_back_and_adds_no_line(
    tmp_path_factory, title: str, description: str, place: str, name: str
) -> None:
    content = write_invitation(
        changed(
            title=title,
            description=description,
            place=place,
            organizer=Person(name, "rowan@example.com"),
        )
    )
    _, event = event_of(content)
    allowed = {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
        "STATUS", "TRANSP", "ORGANIZER", "ATTENDEE",
    }  # fmt: skip
    assert set(event) <= allowed
    assert str(event["SUMMARY"]) == clean_line(title)
    assert str(event.get("DESCRIPTION", "")) == clean(description).strip()
    assert str(event.get("LOCATION", "")) == clean_line(place)
    assert event["ATTENDEE"] == "mailto:marlow@example.com"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    path = tmp_path_factory.getbasetemp() / "invitation.ics"
    path.write_bytes(content)
    (busy,) = read_busy(path, START - timedelta(days=1), START + timedelta(days=1)).busy
    assert (busy.starts_at, busy.ends_at, busy.uid) == (START, MEETING.ends_at, MEETING.uid)
    assert busy.title == (clean_line(title)[:200] or "busy")

"""Meetings from the command line."""

from pathlib import Path

from tests.cli.conftest import Terminal
from workstation.desk.clock import FrozenClock


def test_a_meeting_is_booked_listed_moved_and_called_off(ws: Terminal) -> None:
    made = ws.done(
        "meetings", "book", "Corvid", "tue 3pm", "--contact", "Rowan", "--place", "Room 1"
    )
    first, said, where = made.out.splitlines()
    assert first.startswith("Book meeting: Corvid Labs, Tue 24 Nov 15:00")
    assert said == "Meeting: Tue 24 Nov 15:00"
    assert Path(where.removeprefix("Invitation: ")).read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert ws.done("meetings").out == (
        "1\tTue 24 Nov 15:00\t30\tCorvid Labs\tRowan Ashby\tMeeting with Corvid Labs\tRoom 1\n"
    )
    moved = ws.json("meetings", "move", "1", "wed 10:00")
    assert moved["meeting"]["sequence"] == 1
    assert moved["meeting"]["starts_at"] == "2026-11-25T16:00:00Z"
    assert (
        "Cancel meeting: Corvid Labs" in ws.done("meetings", "cancel", "Corvid", "no", "budget").out
    )
    assert ws.json("meetings") == []
    ws.done("undo")
    assert [each["account"] for each in ws.json("meetings")] == ["Corvid Labs"]


def test_a_meeting_that_is_over_was_held_or_missed(ws: Terminal, clock: FrozenClock) -> None:
    ws.done("meetings", "book", "Corvid", "tue 3pm")
    ws.done("meetings", "book", "Brightline Foods", "tue 4pm", "--minutes", "60")
    assert "only Tue 24 Nov 15:00" in ws.refused("meetings", "held", "1")
    clock.advance(days=1, hours=8)
    assert "past" in ws.done("meetings").out
    assert "Meeting held: Corvid Labs" in ws.done("meetings", "held", "1").out
    assert "No-show: Brightline Foods" in ws.done("meetings", "no-show", "1").out
    rows = ws.json("queue")
    (row,) = [row for row in rows if row["account"] == "Brightline Foods"]
    assert (row["class"], row["channel"], row["due"]) == ("step_due", "call", "today")


def test_clashes_and_their_hours_are_said_beside(ws: Terminal, tmp_path: Path) -> None:
    ws.done("meetings", "book", "Corvid", "tue 3pm")
    found = ws("meetings", "book", "Brightline Paper", "tue 15:15")
    assert found.code == 0
    assert "You have a meeting with Corvid Labs on Tue 24 Nov from 15:00 to 15:30." in found.err
    assert "It is Tue 21:15 for them, outside 08:00 to 18:00." in found.err


def test_times_to_offer_come_from_ones_own_calendar(ws: Terminal, tmp_path: Path) -> None:
    own = tmp_path / "own.ics"
    own.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124T090000\nDTEND:20261124T123000\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    assert "There is no file" in ws.refused("settings", "calendar", str(tmp_path / "gone.ics"))
    assert ws.done("meetings", "free", "Corvid").out.splitlines()[0] == "Tue 24 Nov 10:00"
    ws.done("settings", "calendar", str(own))
    assert ws.json("settings")["calendar"] == str(own)
    offers = ws.json("meetings", "free", "Corvid", "--minutes", "60")
    assert [each["said"] for each in offers] == [
        "Tue 24 Nov 13:00",
        "Tue 24 Nov 14:00",
        "Fri 27 Nov 11:00",
    ]
    own.write_bytes(b"nonsense")
    found = ws("meetings", "free", "Corvid")
    assert found.code == 0
    assert found.err.strip() == "own.ics is not a calendar (.ics)."


def test_what_cannot_be_is_refused_in_a_sentence(ws: Terminal) -> None:
    assert "time of day" in ws.refused("meetings", "book", "Corvid", "tue")
    assert "no meeting 7" in ws.refused("meetings", "cancel", "7")
    assert "no meeting is booked" in ws.refused("meetings", "held", "Corvid")
    assert ws("meetings", "book", "Corvid", "tue 3pm", "--minutes", "0").code == 2
    assert ws.done("meetings").out == ""

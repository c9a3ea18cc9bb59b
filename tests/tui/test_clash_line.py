"""The rep's calendar is never waited for: not by a key, not by Enter."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from tests.tui.pressing import USUAL, burst, press, settle, toasts, until
from tests.tui.reading import shown
from workstation.desk.desk import Desk
from workstation.exchange.calendar import CalendarFiles
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.book_meeting import BookMeeting
from workstation.tui.dialogs.promise import PromiseDialog
from workstation.tui.dialogs.wrap_up import WrapUp
from workstation.tui.screens.call import CallScreen

BUSY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:dentist@example.com
DTSTAMP:20261101T000000Z
DTSTART:20261124T210000Z
DTEND:20261124T220000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
"""
"""Tuesday 24 November from 15:00 to 16:00 in Chicago."""

CLASH = "You have “Dentist” in your calendar"


@pytest.fixture
def gate(
    working: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[threading.Event]:
    """A calendar that is read only once this opens; reading it where keys are handled fails."""
    own = tmp_path / "own.ics"
    own.write_text(BUSY.replace("\n", "\r\n"))
    working.settings.set("calendar", str(own))
    opened = threading.Event()
    read = CalendarFiles._busy

    def slow(self: CalendarFiles, *question):
        assert threading.current_thread() is not threading.main_thread(), "a key waits for it"
        assert opened.wait(30)
        return read(self, *question)

    monkeypatch.setattr(CalendarFiles, "_busy", slow)
    yield opened
    opened.set()


async def type_slowly(pilot: Pilot[None], text: str, seen: str) -> None:
    """Type while the calendar is still read, until a text is on the screen."""
    burst(pilot.app, *text)
    await until(pilot, lambda: seen in shown(pilot.app))


async def calling(pilot: Pilot[None], desk: Desk) -> None:
    screen = CallScreen(desk.calls.open(desk.accounts.resolve("Halden")))
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: pilot.app.screen is screen and screen.is_mounted)


async def until_in(pilot: Pilot[None], dialog: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, dialog))


async def test_a_promise_is_typed_and_kept_while_the_calendar_is_read(
    app: WorkstationApp, working: Desk, gate: threading.Event
) -> None:
    async with app.run_test(size=USUAL) as pilot:
        await calling(pilot, working)
        burst(app, "ctrl+k")
        await until_in(pilot, PromiseDialog)
        await type_slowly(pilot, "send it tue 3:15pm", "Tue 24 Nov 15:15")
        assert CLASH not in shown(app)
        gate.set()
        await until(pilot, lambda: CLASH in shown(app))
        gate.clear()
        burst(app, "escape", "ctrl+k")
        await until(pilot, lambda: CLASH not in shown(app))
        await until_in(pilot, PromiseDialog)
        burst(app, *" with the plan", "enter")
        await until_in(pilot, CallScreen)
        halden = working.accounts.resolve("Halden")
        assert "send it with the plan" in [
            each.why for each in working.accounts.open_follow_ups(halden)
        ]
        gate.set()
        await settle(pilot)


async def test_a_next_step_is_typed_and_saved_while_the_calendar_is_read(
    app: WorkstationApp, working: Desk, gate: threading.Event
) -> None:
    halden = working.accounts.resolve("Halden")
    async with app.run_test(size=USUAL) as pilot:
        await calling(pilot, working)
        burst(app, "ctrl+x", "c")
        await until_in(pilot, WrapUp)
        await type_slowly(pilot, "tue 3:15pm", "Tue 24 Nov 15:15")
        assert CLASH not in shown(app)
        gate.set()
        await until(pilot, lambda: CLASH in shown(app))
        gate.clear()
        burst(app, "enter")
        await until(pilot, lambda: len(working.accounts.timeline(halden)) == 1)
        gate.set()
        await settle(pilot)


async def test_a_meeting_is_booked_while_the_calendar_is_read_and_the_clash_told_after_it(
    app: WorkstationApp, working: Desk, gate: threading.Event
) -> None:
    halden = working.accounts.resolve("Halden")
    async with app.run_test(size=USUAL) as pilot:
        await calling(pilot, working)
        burst(app, "f9")
        await until_in(pilot, BookMeeting)
        await type_slowly(pilot, "tue 3:15pm", "Tue 24 Nov 15:15")
        burst(app, "f4", "f4", "enter")
        await until_in(pilot, CallScreen)
        (meeting,) = working.meetings.of_account(halden)
        assert meeting.minutes == 120
        assert CLASH not in toasts(pilot)
        gate.set()
        await until(pilot, lambda: CLASH in toasts(pilot))


async def test_the_newest_time_is_the_one_the_calendar_is_asked_for(
    app: WorkstationApp, working: Desk, gate: threading.Event
) -> None:
    async with app.run_test(size=USUAL) as pilot:
        await calling(pilot, working)
        burst(app, "f9")
        await until_in(pilot, BookMeeting)
        await type_slowly(pilot, "tue 3:15pm", "Tue 24 Nov 15:15")
        burst(app, *["backspace"] * 6)
        await type_slowly(pilot, "10am", "Tue 24 Nov 10:00")
        gate.set()
        await settle(pilot)
        assert CLASH not in shown(app)
        await press(pilot, *["backspace"] * 4, *"15:30")
        assert CLASH in shown(app)


def test_days_of_one_quarter_are_answered_by_one_reading(
    working: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "far.ics"
    own.write_text(BUSY.replace("20261124", "20270511").replace("\n", "\r\n"))
    working.settings.set("calendar", str(own))
    zone = ZoneInfo("America/Chicago")
    questions = []
    read = CalendarFiles._busy

    def counted(self: CalendarFiles, *question):
        questions.append(question[:3])
        return read(self, *question)

    monkeypatch.setattr(CalendarFiles, "_busy", counted)
    assert CLASH in " ".join(
        working.meetings.clashes(datetime(2027, 5, 11, 16, 30, tzinfo=zone), 30)
    )
    for day in ((4, 1), (4, 30), (5, 12), (6, 30)):
        assert working.meetings.clashes(datetime(2027, *day, 23, 45, tzinfo=zone), 30) == []
    assert len(set(questions)) == 1
    assert working.meetings.clashes(datetime(2027, 7, 1, 12, tzinfo=zone), 30) == []
    assert len(set(questions)) == 2

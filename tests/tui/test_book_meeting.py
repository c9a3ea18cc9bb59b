"""A meeting is booked while they are on the line: two keys for a time that is offered."""

import pytest
from textual.pilot import Pilot

from tests.tui.pressing import SMALL, USUAL, press, settle, toasts, type_text, until
from tests.tui.reading import lines, shown
from workstation.desk.desk import Desk
from workstation.desk.meetings import Booked
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.book_meeting import BookMeeting, book_meeting
from workstation.tui.screens.base import DeskScreen
from workstation.tui.type_ahead import flow

booked: list[Booked | None] = []


@flow
async def book(screen: DeskScreen, account: int, zone: str | None) -> None:
    contact = screen.desk.accounts.contacts(account)[0].id
    booked.append(await book_meeting(screen, account, contact, zone))


async def opened(pilot: Pilot[None], account: int, zone: str | None = None) -> None:
    booked.clear()
    await settle(pilot)
    assert isinstance(pilot.app.screen, DeskScreen)
    book(pilot.app.screen, account, zone)
    await until(pilot, lambda: isinstance(pilot.app.screen, BookMeeting))
    await settle(pilot)


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_time_that_is_offered_is_booked_with_two_keys(
    app: WorkstationApp, working: Desk, size: tuple[int, int]
) -> None:
    account = working.accounts.resolve("Halden")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, account, "America/New_York")
        assert "Meeting: Ines at Halden P, Halden Paper" in shown(app)
        assert " 1  Tue 24 Nov 10:00" in shown(app)
        await press(pilot, "2")
        assert "Tue 24 Nov 14:00, 15:00 for them" in shown(app)
        await press(pilot, "1", "enter")
        assert "u undoes it" in toasts(pilot)
        assert ".ics" in toasts(pilot)
        assert all(len(text) <= size[0] for text in lines(app))
        (made,) = booked
        (meeting,) = working.meetings.ahead()
        assert made is not None and made.meeting == meeting.id
        assert f"{meeting.starts_at:%d %H:%M} {meeting.minutes}" == "24 16:00 30"


async def test_a_time_in_words_shows_both_zones_clashes_and_their_hours(
    app: WorkstationApp, working: Desk
) -> None:
    working.settings.set("meeting_place", "Room 1")
    corvid, halden = (working.accounts.resolve(name) for name in ("Corvid", "Halden"))
    working.meetings.book(corvid, None, working.days.read("tue 15:00").at)  # type: ignore[arg-type]
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, halden, "Europe/London")
        await type_text(pilot, "tue")
        assert "at what time?" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, BookMeeting)
        await type_text(pilot, " 14:45")
        picture = shown(app)
        assert "Tue 24 Nov 14:45, 20:45 for them" in picture
        assert "! You have a meeting with Corvid Labs on Tue 24 Nov from" in picture
        assert "! It is Tue 20:45 for them, outside 08:00 to 18:00." in picture
        await press(pilot, "f4")
        assert "60 minutes" in shown(app)
        await press(pilot, "tab")
        await type_text(pilot, "[/red]")
        await press(pilot, "enter")
    meeting = next(each for each in working.meetings.ahead() if each.account_id == halden)
    assert (meeting.minutes, meeting.place) == (60, "[/red]")


async def test_leaving_books_nothing(app: WorkstationApp, working: Desk) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, working.accounts.resolve("Halden"))
        await type_text(pilot, "yesterday 3pm")
        assert isinstance(app.screen, BookMeeting)
        await press(pilot, "enter", "escape")
        assert booked == [None]
    assert working.meetings.ahead() == []

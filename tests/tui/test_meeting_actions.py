"""What becomes of a meeting is said from any record by one key."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.tui.pressing import USUAL, press, settle, toasts, type_text
from tests.tui.reading import shown
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.meetings import Meeting
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.book_meeting import BookMeeting
from workstation.tui.dialogs.choose import Choose
from workstation.tui.dialogs.wrap_up import WrapUp
from workstation.tui.screens.account import AccountScreen

CHICAGO = ZoneInfo("America/Chicago")


def at(meeting: Meeting) -> str:
    return f"{meeting.starts_at.astimezone(CHICAGO):%a %d %H:%M} {meeting.state}"


def steps(desk: Desk, account: int) -> list[tuple[str, str]]:
    return [(each.channel, f"{each.due_on:%d}") for each in desk.accounts.open_follow_ups(account)]


async def test_from_the_account_a_meeting_is_booked_moved_and_called_off_and_undone(
    app: WorkstationApp, working: Desk
) -> None:
    working.settings.set("meeting_place", "Room 1")
    halden = working.accounts.resolve("Halden")
    working.accounts.edit(halden, {"time_zone": "America/New_York"})
    working.accounts.edit_contact(
        working.accounts.contacts(halden)[0].id, {"time_zone": "America/New_York"}
    )
    before = steps(working, halden)
    async with app.run_test(size=USUAL) as pilot:
        await settle(pilot)
        app.push_screen(AccountScreen(halden))
        await settle(pilot)
        await press(pilot, "M")
        assert isinstance(app.screen, BookMeeting)
        await press(pilot, "1", "enter")
        (meeting,) = working.meetings.of_account(halden)
        assert at(meeting) == "Tue 24 10:00 booked"
        picture = shown(app)
        assert "10:00, 11:00 for them  30 min" in picture and "Room 1  booked" in picture
        path = working.meetings.invitation(meeting.id)

        await press(pilot, "M")
        assert isinstance(app.screen, Choose)
        assert "Halden Paper: the meeting tomorrow 10:00" in shown(app)
        assert "No-show" not in shown(app)
        await press(pilot, "w")
        assert str(path)[-20:] in toasts(pilot).replace("\n", "")
        await press(pilot, "M", "t")
        assert "2026-11-24 10:00" in shown(app)
        assert "in your" not in shown(app) and "! You have" not in shown(app)
        await type_text(pilot, "wed 3pm")
        await press(pilot, "f4", "enter")
        moved = working.meetings.get(meeting.id)
        assert (at(moved), moved.minutes, moved.uid) == ("Wed 25 15:00 booked", 60, meeting.uid)
        assert b"SEQUENCE:1" in path.read_bytes()
        assert ("meeting", "25") in steps(working, halden)

        await press(pilot, "M", "t", "enter")
        assert working.meetings.get(meeting.id).sequence == 1
        await press(pilot, "M", "c", "escape")
        assert working.meetings.get(meeting.id).state == "booked"
        await press(pilot, "M", "c")
        await type_text(pilot, "budget frozen")
        await press(pilot, "enter")
        assert working.meetings.get(meeting.id).state == "cancelled"
        assert steps(working, halden) == before
        assert b"STATUS:CANCELLED" in path.read_bytes()
        assert "Meetings" not in shown(app)
        await press(pilot, "u")
        assert at(working.meetings.get(meeting.id)) == "Wed 25 15:00 booked"
        await press(pilot, "u", "u")
        assert working.meetings.of_account(halden) == []
        assert steps(working, halden) == before


def missed_meeting(desk: Desk, clock: FrozenClock) -> Meeting:
    """Book a meeting with Halden, and let its time come."""
    halden = desk.accounts.resolve("Halden")
    for each in desk.accounts.open_follow_ups(halden):
        desk.follow_ups.done(each.id)
    person = desk.accounts.contacts(halden)[0].id
    desk.meetings.book(halden, person, clock.now() + timedelta(minutes=50))
    clock.advance(minutes=55)
    (meeting,) = desk.meetings.of_account(halden)
    return meeting


async def go_to(pilot, app: WorkstationApp, account: int) -> None:
    await press(pilot, "g", "q")
    app.screen.records.go_to_key(account)
    await settle(pilot)


async def test_a_no_show_is_given_another_time_the_same_day_and_left_stays_a_call_of_today(
    app: WorkstationApp, working: Desk, clock: FrozenClock
) -> None:
    meeting = missed_meeting(working, clock)
    async with app.run_test(size=USUAL) as pilot:
        await settle(pilot)
        await go_to(pilot, app, meeting.account_id)
        await press(pilot, "M")
        assert "No-show" in shown(app)
        await press(pilot, "s")
        assert isinstance(app.screen, BookMeeting)
        assert "New time: Ines at Halden P" in shown(app)
        await press(pilot, "escape")
        assert steps(working, meeting.account_id) == [("call", "23")]
        assert working.meetings.get(meeting.id).state == "no_show"

        await go_to(pilot, app, meeting.account_id)
        await press(pilot, "M", "t")
        await type_text(pilot, "today 4pm")
        await press(pilot, "enter")
        again = working.meetings.get(meeting.id)
        assert (at(again), again.uid) == ("Mon 23 16:00 booked", meeting.uid)
        assert ("call", "23") not in steps(working, meeting.account_id)


async def test_a_no_show_logged_from_the_outcomes_leads_to_the_new_time(
    app: WorkstationApp, working: Desk, clock: FrozenClock
) -> None:
    meeting = missed_meeting(working, clock)
    async with app.run_test(size=USUAL) as pilot:
        await settle(pilot)
        await go_to(pilot, app, meeting.account_id)
        await press(pilot, "l", "s")
        assert isinstance(app.screen, BookMeeting)
        await type_text(pilot, "today 16:30")
        await press(pilot, "enter")
    again = working.meetings.get(meeting.id)
    assert (at(again), again.uid) == ("Mon 23 16:30 booked", meeting.uid)
    assert "call" not in [channel for channel, _ in steps(working, meeting.account_id)]


async def test_a_meeting_held_asks_what_follows_and_putting_one_off_moves_it(
    app: WorkstationApp, working: Desk, clock: FrozenClock
) -> None:
    meeting = missed_meeting(working, clock)
    async with app.run_test(size=USUAL) as pilot:
        await settle(pilot)
        await go_to(pilot, app, meeting.account_id)
        await press(pilot, "z")
        assert isinstance(app.screen, BookMeeting)
        await press(pilot, "escape", "M", "m")
        assert isinstance(app.screen, WrapUp)
        await type_text(pilot, "+3d")
        await press(pilot, "enter")
    assert working.meetings.get(meeting.id).state == "held"
    assert [channel for channel, _ in steps(working, meeting.account_id)] == ["call"]

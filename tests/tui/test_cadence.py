"""C starts a cadence after showing its days, for one or for hundreds, and changes what runs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.pressing import SMALL, USUAL, press, toasts, type_text, until
from tests.tui.reading import shown
from workstation.desk.cadences.rows import Target
from workstation.desk.desk import Desk
from workstation.tui.dialogs.cadence_preview import CadencePreview
from workstation.tui.screens.account import AccountScreen

BOTH = pytest.mark.parametrize("size", [SMALL, USUAL])


def corvid(desk: Desk) -> None:
    desk.settings.set("country", "US")
    account = world.account(desk, bin="working", country="US", city="Chicago")
    desk.accounts.add_contact(account, "Marlow Finch", phone="+1 312 555 0142")
    desk.accounts.add_contact(account, "Ines Avery")


def many(desk: Desk) -> None:
    corvid(desk)
    for at in range(200):
        world.account(desk, f"Account {at:03}", bin="cold", country="US")
    world.account(desk, "Their Client", bin="avoid.client")


@BOTH
async def test_a_cadence_is_looked_at_started_changed_and_ended(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=corvid) as pilot:
        desk = pilot.app.desk
        account = desk.accounts.resolve("Corvid")
        await press(pilot, "g", "a", "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        await press(pilot, "C")
        text = shown(pilot.app)
        assert "Start a cadence for Corvid Labs" in text
        assert "    Baton check           cannot start: it is in Working" in text
        await press(pilot, "6", "3")
        await until(pilot, lambda: "Enter starts" in shown(pilot.app))
        text = shown(pilot.app)
        assert "Start “Voicemail and email” for Corvid Labs" in text
        assert "Marlow Finch starts today" in text
        assert "past Thanksgiving Day" in text
        assert desk.cadences.running() == []
        await press(pilot, "d")
        await type_text(pilot, "tomorrow")
        await press(pilot, "enter")
        await until(pilot, lambda: "Marlow Finch starts tomorrow" in shown(pilot.app))
        await press(pilot, "enter")
        (run,) = desk.cadences.of(account)
        assert (run.who, run.said) == ("Marlow Finch", "1 of 5")
        text = shown(pilot.app)
        assert "Voicemail and email  1 of 5  call tomorrow" in text
        await press(pilot, "C", "x")
        await type_text(pilot, "spoke yesterday")
        await press(pilot, "enter")
        assert "2 of 5  email tomorrow" in shown(pilot.app)
        await press(pilot, "C", "m")
        await type_text(pilot, "2")
        assert "2 working days later" in shown(pilot.app)
        await press(pilot, "enter")
        assert "2 of 5  email Fri 27 Nov" in shown(pilot.app)
        await press(pilot, "C", "a")
        await type_text(pilot, "4 dec")
        await press(pilot, "enter")
        assert "email Mon 7 Dec" in shown(pilot.app)
        assert desk.cadences.of(account)[0].away_until == date(2026, 12, 4)
        await press(pilot, "C", "p")
        assert "paused: C goes on with it" in shown(pilot.app)
        await press(pilot, "C", "p")
        assert desk.cadences.of(account)[0].state == "running"
        await press(pilot, "C", "r", "enter")
        assert desk.accounts.get(account).bin == "nurture.quarterly"
        assert desk.cadences.of(account) == []
        for _ in range(7):
            await press(pilot, "u")
        assert desk.cadences.running() == []
        assert desk.accounts.get(account).bin == "working"


@BOTH
async def test_two_hundred_marked_accounts_are_shown_before_they_start(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=many) as pilot:
        desk = pilot.app.desk
        await press(pilot, "g", "a", "A", "C", "1")
        await until(pilot, lambda: "Enter starts" in shown(pilot.app))
        assert isinstance(pilot.app.screen, CadencePreview)
        text = shown(pilot.app)
        assert "Start “New lead, 21 days” for 202 accounts" in text
        assert "201 start today   1 is left out" in text
        assert "out: no prospecting in Cl" in text
        await press(pilot, "end")
        assert ("Mon 23 Nov" if size == SMALL else "Tue 22 Dec") in shown(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: len(desk.cadences.running()) == 201)
        assert "Start New lead, 21 days: 201 accounts" in toasts(pilot)
        assert pilot.app.screen.marked_number() == 0
        await press(pilot, "A", "C")
        assert "Cadences of 202 accounts: 201 run, 1 without one" in shown(pilot.app)
        await press(pilot, "p")
        await until(pilot, lambda: "Pause 201 cadences" in toasts(pilot))
        assert "1 account has no cadence under way." in toasts(pilot)
        assert {each.state for each in desk.cadences.running()} == {"paused"}
        await press(pilot, "u")
        await until(pilot, lambda: desk.cadences.running()[0].state == "running")
        await press(pilot, "home", "C", "e")
        await type_text(pilot, "2")
        await press(pilot, "enter")
        assert "Move 201 steps 2 working days later?" in shown(pilot.app)
        await press(pilot, "y")
        assert "Shift 201 cadences by 2 working days" in toasts(pilot)
        assert {each.next_on for each in desk.cadences.running()} == {date(2026, 11, 25)}
        await press(pilot, "u")
        await press(pilot, "u")
        await until(pilot, lambda: desk.cadences.running() == [])


async def test_nobody_to_start_it_for_is_said_before(tmp_path):
    async with at_desk(tmp_path, prepare=many) as pilot:
        desk = pilot.app.desk
        await press(pilot, "g", "a", "6", "C")
        said = "No cadence can start for Their Client: no prospecting in Client."
        assert said in toasts(pilot)
        assert desk.cadences.running() == []


async def test_the_page_opens_on_whom_a_step_is_due_with_and_the_log_says_what_it_goes_on_with(
    tmp_path,
):
    def due(desk: Desk) -> None:
        corvid(desk)
        account = desk.accounts.resolve("Corvid")
        ines = desk.accounts.resolve_contact(account, "Ines")
        run = desk.cadences.start("voicemail_email", [Target(account, ines)]).made
        assert run is not None
        desk.cadences.skip_step(run, "no voicemail")

    async with at_desk(tmp_path, prepare=due) as pilot:
        desk = pilot.app.desk
        account = desk.accounts.resolve("Corvid")
        await press(pilot, "g", "a", "enter", "m")
        assert "My message just now" in shown(pilot.app)
        await press(pilot, "escape")
        await press(pilot, "l", "g")
        assert "Voicemail and email goes on: email today" in shown(pilot.app)
        await press(pilot, "enter")
        assert desk.accounts.timeline(account)[0].contact == "Ines Avery"
        await press(pilot, "k", "l", "n")
        assert desk.accounts.timeline(account)[0].contact == "Marlow Finch"
        assert desk.store.value("SELECT count(*) FROM follow_ups WHERE state = 'open'") == 2
        await press(pilot, "C")
        text = shown(pilot.app)
        assert "Voicemail and email runs with Ines Avery" in text
        assert "Start another" in text
        assert "with Marlow Finch, beside it" in text
        await press(pilot, "n")
        assert "Start a cadence for Corvid Labs" in shown(pilot.app)
        desk.clock.moment = datetime(2026, 11, 22, 9, 12, tzinfo=ZoneInfo("America/Chicago"))
        await press(pilot, "1")
        await until(pilot, lambda: "Enter starts" in shown(pilot.app))
        assert "Marlow Finch starts tomorrow" in shown(pilot.app)
        await press(pilot, "escape")
        assert len(desk.cadences.running()) == 1


async def test_when_it_is_through_c_chooses_what_comes_of_it(tmp_path):
    def through(desk: Desk) -> None:
        corvid(desk)
        account = desk.accounts.resolve("Corvid")
        desk.cadences.start("voicemail_email", [account])
        for _ in range(5):
            desk.follow_ups.done(desk.cadences.of(account)[0].follow_up_id or 0)

    async with at_desk(tmp_path, prepare=through) as pilot:
        desk = pilot.app.desk
        await press(pilot, "g", "a", "enter")
        assert "through: C chooses" in shown(pilot.app)
        await press(pilot, "C")
        assert "is through: what comes of it?" in shown(pilot.app)
        await press(pilot, "d", "enter")
        assert desk.accounts.get(desk.accounts.resolve("Corvid")).bin == "avoid.bad_fit"

"""Closing the day: numbers first, what was left hanging, a note, and tomorrow's plan."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, follow_up, log, talk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SIZES, press, settle, show, type_text
from tests.tui.reading import shown
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.close_day import CloseDay, LooseEnds
from workstation.tui.dialogs.plan_goals import PlanGoals

MONDAY = date(2026, 11, 23)


@pytest.fixture
def worked(desk):
    """A day with three goals, calls, an email, a promise and an account without a next step."""
    for text in ("hold two conversations", "qualify one opportunity", "plan December"):
        desk.goals.add(text)
    desk.goals.tick(3)
    agreed = account(desk, "Corvid Labs", bin="working")
    talk(desk, agreed)
    log(
        desk,
        agreed,
        outcome="conversation",
        counts_as="conversation",
        buyer_action="send the case study",
    )
    unanswered = account(desk, HOSTILE, bin="working")
    log(desk, unanswered, outcome="voicemail", counts_as="unanswered")
    planned = account(desk, "Halden Paper", bin="working")
    log(desk, planned, "email", direction="out")
    follow_up(desk, planned, date(2026, 11, 30))
    follow_up(desk, account(desk, "Ostrom & Vale"), MONDAY)
    return desk


@pytest.mark.parametrize("size", SIZES)
async def test_the_numbers_come_first_then_what_was_left_hanging(worked, size):
    async with WorkstationApp(worked).run_test(size=size) as pilot:
        screen = await show(pilot, CloseDay())
        text = shown(pilot.app).partition("Close Mon 23 Nov")[2]
        ends = [end.account[:6] for end in screen.query_one(LooseEnds).ends]
    said = (
        "2 of 3 goals reached", "✓ hold two conversations", "2/2 reached",
        "✗ qualify one opportunity", "0/1 1 short", "✓ plan December",
        "3 dials   2 conversations   1 email   0 of 1 follow-ups done",
        "Agreed, but nothing is planned", "Corvid Labs", "send the case study",
        "Touched, no next step", "[/red]",
    )  # fmt: skip
    assert [each for each in said if each not in text] == [], text
    assert [text.index(each) for each in said] == sorted(text.index(each) for each in said)
    assert ends == ["Corvid", HOSTILE[:6]], "not those with something planned"
    assert "\x1b" not in text


async def test_enter_on_an_account_sets_its_next_step_and_it_leaves_the_list(worked):
    async with WorkstationApp(worked).run_test(size=(120, 36)) as pilot:
        await show(pilot, CloseDay())
        await press(pilot, "enter")
        await type_text(pilot, "fri 10:00")
        await press(pilot, "enter", "enter")
        text = shown(pilot.app)
        assert "Agreed, but" not in text
        assert "Touched, no next step" in text
        row = worked.store.row("SELECT due_on, why, promised FROM follow_ups ORDER BY id DESC")
        assert tuple(row) == ("2026-11-27", "send the case study", 1)
        await press(pilot, "enter", "f1", "enter")
        assert "Every account touched has a next step." in shown(pilot.app)
        assert pilot.app.focused.id == "note", "with nothing left, the note is next"


async def test_o_opens_the_account_and_coming_back_the_list_is_read_again(worked):
    corvid = worked.accounts.resolve("Corvid")
    async with WorkstationApp(worked).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, CloseDay())
        await press(pilot, "o")
        assert pilot.app.screen.place == "account"
        follow_up(worked, corvid, date(2026, 11, 25))
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert "Agreed, but" not in shown(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_enter_in_the_note_closes_the_day_and_leads_to_tomorrows_goals(worked, size):
    async with WorkstationApp(worked).run_test(size=size) as pilot:
        await show(pilot, CloseDay())
        await press(pilot, "j", "j")
        await type_text(pilot, "calls before ten work")
        await press(pilot, "up", "k", "down", "tab", "enter")
        assert isinstance(pilot.app.screen, PlanGoals)
        assert pilot.app.screen.day == date(2026, 11, 24)
        assert "Left from Mon 23 Nov" in shown(pilot.app)
        (today,) = worked.goals.history(1)
        assert (today.planned, today.hit, today.note) == (3, 2, "calls before ten work")
        await press(pilot, "1", "enter")
        assert [goal.text for goal in worked.goals.for_day(date(2026, 11, 24))] == [
            "qualify one opportunity"
        ]
        await press(pilot, "u", "u")
        assert worked.goals.history(1)[0].note is None, "closing is one action, and undone"


async def test_a_day_closed_again_shows_its_note_to_change(worked):
    worked.goals.close(MONDAY, "too much email")
    async with WorkstationApp(worked).run_test(size=(80, 24)) as pilot:
        await show(pilot, CloseDay())
        assert "closed already" in shown(pilot.app)
        await press(pilot, "tab", "end", "!", "ctrl+s")
    assert worked.goals.history(1)[0].note == "too much email!"


async def test_when_midnight_passes_the_day_that_was_opened_is_closed(worked, clock):
    clock.moment = datetime(2026, 11, 23, 23, 58, tzinfo=ZoneInfo("America/Chicago"))
    async with WorkstationApp(worked).run_test(size=(120, 36)) as pilot:
        await show(pilot, CloseDay())
        clock.advance(minutes=5)
        pilot.app.following.look()
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.day == date(2026, 11, 24)
        assert "today, Tue 24 Nov" in shown(pilot.app)
    closed = worked.store.rows("SELECT day_on, goals_hit FROM day_closings")
    assert [tuple(row) for row in closed] == [("2026-11-23", 2)]


async def test_on_friday_it_leads_to_mondays_plan(desk, clock):
    clock.moment = datetime(2026, 11, 20, 17, 50, tzinfo=ZoneInfo("America/Chicago"))
    async with WorkstationApp(desk).run_test(size=(80, 24)) as pilot:
        await show(pilot, CloseDay())
        assert "No goals were planned for this day." in shown(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.screen.day == MONDAY


async def test_escape_leaves_the_day_open(worked):
    async with WorkstationApp(worked).run_test(size=(120, 36)) as pilot:
        await show(pilot, CloseDay())
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, CloseDay)
    assert not worked.goals.close_numbers().closed


@pytest.mark.parametrize("size", [(40, 10), (60, 15)])
async def test_in_a_tiny_terminal_the_day_can_still_be_closed(worked, size):
    async with WorkstationApp(worked).run_test(size=size) as pilot:
        await show(pilot, CloseDay())
        await press(pilot, "tab", "enter")
        assert isinstance(pilot.app.screen, PlanGoals)
    assert worked.goals.close_numbers().closed

"""Planning goals: offers by digit, typed goals that bind themselves, one action to undo."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, talk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SIZES, press, settle, show, toasts, type_text
from tests.tui.reading import shown
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.goal_history import GoalHistory
from workstation.tui.dialogs.plan_goals import PlanGoals
from workstation.tui.widgets.plan_list import Draft, read_draft

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


def plan(desk, day=MONDAY):
    return [(goal.text, goal.measure, goal.target) for goal in desk.goals.for_day(day)]


@pytest.fixture
def friday(desk, clock):
    """Friday's plan: one goal reached, two not; today is Monday."""
    monday = clock.moment
    clock.moment = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("America/Chicago"))
    for text in ("hold two conversations", "plan December", "send 20 emails"):
        desk.goals.add(text)
    talk(desk, account(desk), times=2)
    clock.moment = monday
    return desk


@pytest.mark.parametrize("size", SIZES)
async def test_a_digit_takes_an_offer_and_enter_saves_the_plan(friday, size):
    async with WorkstationApp(friday).run_test(size=size) as pilot:
        await show(pilot, PlanGoals())
        text = shown(pilot.app)
        assert "today, Mon 23 Nov" in text
        assert "tomorrow, Tue 24 Nov" in text
        assert "Left from Fri 20 Nov" in text
        assert "hold two conversations" not in text, "what was reached is not offered"
        assert "Suggested" in text
        assert "Conversations: " in text, "a suggestion says why"
        assert plan(friday) == [], "nothing is carried over silently"
        await press(pilot, "1", "2", "3")
        assert "not saved" in shown(pilot.app)
        await press(pilot, "enter")
    first, second, third = plan(friday)
    assert first == ("plan December", None, None)
    assert second == ("send 20 emails", "emails_sent", 20)
    assert third[1] is not None


async def test_the_same_digit_takes_the_offer_out_again(friday):
    async with WorkstationApp(friday).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals())
        await press(pilot, "1", "2")
        assert "✓ plan December" in shown(pilot.app)
        await press(pilot, "1")
        assert [draft.text for draft in screen.drafts] == ["send 20 emails"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_typed_goal_shows_what_it_counts_and_enter_on_nothing_saves(desk, size):
    async with WorkstationApp(desk).run_test(size=size) as pilot:
        await show(pilot, PlanGoals())
        await press(pilot, "a")
        await type_text(pilot, "hold five")
        assert "1 ticked by hand" in shown(pilot.app)
        await type_text(pilot, " conversations")
        assert "counts conversations, target 5" in shown(pilot.app)
        await press(pilot, "enter")
        await type_text(pilot, "plan december")
        await press(pilot, "enter")
        assert plan(desk) == []
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, PlanGoals)
        assert plan(desk) == [
            ("hold five conversations", "conversations", 5),
            ("plan december", None, None),
        ]
        await press(pilot, "u")
        assert plan(desk) == [], "the whole plan was one action"


async def test_goals_are_reordered_removed_and_worded_anew(desk):
    for text in ("hold five conversations", "plan December", "clean up"):
        desk.goals.add(text)
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals(MONDAY))
        await press(pilot, "k", "K", "alt+up")
        assert screen.drafts[0].text == "clean up"
        await press(pilot, "J", "alt+down", "k", "x")
        assert [draft.text for draft in screen.drafts] == ["hold five conversations", "clean up"]
        await press(pilot, "k", "e")
        await type_text(pilot, " today")
        await press(pilot, "enter", "ctrl+s")
    assert plan(desk) == [
        ("hold five conversations today", "conversations", 5),
        ("clean up", None, None),
    ]


async def test_no_more_goals_than_the_playbook_allows(desk):
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals())
        await press(pilot, *"123456")
        assert len(screen.drafts) == 5
        assert "A day has at most 5 goals; x takes one out." in toasts(pilot)
        await press(pilot, "a")
        assert not screen.has_class("-typing")


async def test_switching_the_day_keeps_what_was_planned_and_saves_both(desk):
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals())
        await press(pilot, "a")
        await type_text(pilot, "plan December")
        await press(pilot, "tab")
        assert screen.day == TUESDAY
        assert screen.drafts == []
        await press(pilot, "a")
        await type_text(pilot, "make 20 calls")
        await press(pilot, "enter", "escape", "t")
        assert screen.day == MONDAY
        assert [draft.text for draft in screen.drafts] == ["plan December"]
        await press(pilot, "enter")
    assert plan(desk, MONDAY) == [("plan December", None, None)]
    assert plan(desk, TUESDAY) == [("make 20 calls", "dials", 20)]


async def test_on_a_friday_the_other_day_is_the_next_working_day(desk, clock):
    clock.moment = datetime(2026, 11, 27, 17, 0, tzinfo=ZoneInfo("America/Chicago"))
    desk.days.take_off(date(2026, 11, 30))
    async with WorkstationApp(desk).run_test(size=(80, 24)) as pilot:
        screen = await show(pilot, PlanGoals())
        await press(pilot, "t")
        assert screen.day == date(2026, 12, 1)
        assert "Tue 1 Dec" in shown(pilot.app)


async def test_after_midnight_the_plan_stays_that_of_its_day_and_today_is_the_new_one(desk, clock):
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals())
        await press(pilot, "1")
        clock.advance(hours=15)
        pilot.app.following.look()
        await press(pilot, "2")
        text = shown(pilot.app)
        assert " Mon 23 Nov " in text
        assert "today, Tue 24 Nov" in text
        assert "today, Mon" not in text
        await press(pilot, "t")
        assert screen.day == TUESDAY
        await press(pilot, "enter")
    assert len(plan(desk, MONDAY)) == 2
    assert plan(desk, TUESDAY) == []


async def test_leaving_a_plan_that_is_not_saved_asks_once(desk):
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals())
        await press(pilot, "1", "escape")
        assert pilot.app.screen is screen
        assert "The plan is not saved" in toasts(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is not screen
    assert plan(desk) == []


async def test_a_plan_left_as_it_was_is_no_action(desk):
    desk.goals.add("plan December")
    before = desk.history.recent(1)[0].action
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        await show(pilot, PlanGoals())
        await press(pilot, "enter")
    assert desk.history.recent(1)[0].action == before


async def test_ticks_stay_when_the_plan_is_changed(desk):
    desk.goals.add("plan December")
    desk.goals.tick(1)
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        await show(pilot, PlanGoals())
        await press(pilot, "1", "enter")
    assert desk.goals.for_day()[0].done


async def test_clicks_take_offers_and_edit_goals(friday):
    async with WorkstationApp(friday).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, PlanGoals())
        await pilot.click("Offers", offset=(4, 1))
        await settle(pilot)
        assert [draft.text for draft in screen.drafts] == ["plan December"]
        await pilot.click("PlanList", offset=(6, 0))
        await settle(pilot)
        assert screen.query_one("Input").value == "plan December"


async def test_h_shows_how_the_last_days_went(friday):
    friday.goals.close(date(2026, 11, 20), f"good calls {HOSTILE}")
    async with WorkstationApp(friday).run_test(size=(80, 24)) as pilot:
        await show(pilot, PlanGoals())
        await press(pilot, "h")
        text = shown(pilot.app)
        assert isinstance(pilot.app.screen, GoalHistory)
        assert "1 of 3 reached" in text
        assert "Fri 20 Nov  ●○○    1 of 3  good calls [/red]" in text
        assert "\x1b" not in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PlanGoals)


@pytest.mark.parametrize("size", [(40, 10), (99, 20)])
async def test_a_hostile_goal_in_a_tiny_terminal_is_only_text(desk, size):
    desk.goals.add(f"call {HOSTILE}")
    async with WorkstationApp(desk).run_test(size=size) as pilot:
        await show(pilot, PlanGoals())
        await press(pilot, "k", "e")
        assert "\x1b" not in shown(pilot.app)
        await press(pilot, "enter", "enter")
    assert len(plan(desk)) == 1


def test_a_reworded_goal_stays_bound_only_while_it_has_its_number(desk):
    before = Draft("Hold five conversations and log them", "conversations", 5)
    measures = desk.playbook.measures
    assert read_draft("Five of them before noon", measures, before).measure == "conversations"
    assert read_draft("Talk to the warm ones", measures, before).measure is None
    assert read_draft("send 20 emails", measures, before).measure == "emails_sent"

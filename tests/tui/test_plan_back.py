"""Working backwards and tier time on the screen, from the dashboard and from anywhere."""

from datetime import date

import pytest

from tests.desk.world import account, log, talk
from tests.tui.pressing import SIZES, press, settle, show, type_text
from tests.tui.reading import shown
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.plan_goals import PlanGoals
from workstation.tui.screens.dashboard import DashboardScreen


@pytest.fixture
def busy(desk):
    """Forty conversations last month, nine this month, and a call at a tier 1 account."""
    one = account(desk, tier=1)
    talk(desk, one, 40, on=date(2026, 10, 6))
    talk(desk, one, 9, on=date(2026, 11, 3))
    log(desk, account(desk, "Halden", tier=2), seconds=300, outcome="voicemail")
    log(desk, one, "email")
    return desk


@pytest.mark.parametrize("size", SIZES)
async def test_the_dashboard_opens_the_plan_and_the_week_by_tier(busy, size):
    async with WorkstationApp(busy).run_test(size=size) as pilot:
        await show(pilot, DashboardScreen())
        await press(pilot, "b")
        text = shown(pilot.app)
        await press(pilot, "r")
        await type_text(pilot, "lots")
        await press(pilot, "enter")
        refused = shown(pilot.app)
        await press(pilot, "ctrl+u")
        await type_text(pilot, "600k a quarter")
        await press(pilot, "enter")
        revenue = shown(pilot.app)
        await press(pilot, "r", "delete", "enter")
        assert busy.settings.get("revenue_target") == ""
        await press(pilot, "tab")
        quarter = shown(pilot.app)
        await press(pilot, "T")
        week = shown(pilot.app)
        await press(pilot, "left")
        before = shown(pilot.app)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, DashboardScreen)
    assert "Working backwards   November 2026" in text
    assert "“lots” is no revenue target, such as 200k a month" in refused
    assert "Bookings (USD)" in revenue
    assert "200 000" in next(each for each in revenue.splitlines() if "Bookings" in each)
    assert "6 of 21 working days left" in text
    assert "conversations a day:" in text
    assert "yours 0 % (40 tries, weighs 67 %)" in text
    assert "quarter 4 of 2026" in quarter
    assert "100 % on tier 2 this week, by minutes on calls; 10–20 % is the aim." in week
    bar = next(each for each in week.splitlines() if "tier 2 " in each and "aim" not in each)
    assert bar[bar.index("tier 2") :].count("█") >= 12
    assert "Nothing was logged in the week of Mon 16 Nov." in before


async def test_the_palette_opens_both_from_any_place(busy):
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        for words, title in (
            ("working back", "Working backwards   Nov"),
            ("tier ti", "Tier time  "),
        ):
            await settle(pilot)
            await press(pilot, "ctrl+p")
            await type_text(pilot, words)
            await settle(pilot)
            await press(pilot, "enter")
            assert title in shown(pilot.app)
            await press(pilot, "escape")


async def test_planning_goals_offers_the_days_conversations_with_the_way_back(busy):
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        await show(pilot, PlanGoals())
        text = shown(pilot.app)
        assert "Conversations: 9 of " in text
        assert "worked back" in text

"""The goal panel: bars that fill, ticks by key and mouse, and what it says without goals."""

import pytest
from textual.app import App
from textual.containers import Vertical

from tests.desk.world import account, talk
from workstation.desk.goals import Goal
from workstation.tui.widgets.goal_panel import GoalPanel, goal_lines
from workstation.tui.widgets.render import cells


def goal(n, text, progress=0, target=None, done=False):
    measure = "conversations" if target else None
    return Goal(n, n, None, text, measure, target, progress, done)


GOALS = [
    goal(1, "hold five conversations", 3, 5),
    goal(2, "qualify one opportunity", 0, 1),
    goal(3, "plan December", 1, done=True),
]


class Panel(App[None]):
    def __init__(self, desk):
        super().__init__()
        self.desk = desk
        self.ticked = []

    def compose(self):
        with Vertical():
            yield GoalPanel(id="goals")

    def on_mount(self):
        self.panel.reload(self.desk)

    @property
    def panel(self):
        return self.query_one(GoalPanel)

    def on_goal_panel_ticked(self, message):
        self.ticked.append(message.n)


def test_counted_goals_have_bars_and_numbers_and_ticked_ones_a_tick():
    assert [each.plain for each in goal_lines(GOALS, 60)] == [
        " 1 ▓▓▓▓▓▓░░░░ 3/5 ○ hold five conversations",
        " 2 ░░░░░░░░░░ 0/1 ○ qualify one opportunity",
        " 3                ✓ plan December",
    ]


def test_goals_that_are_all_ticked_by_hand_leave_no_room_for_bars():
    assert [each.plain for each in goal_lines([GOALS[2]], 60)] == [" 3 ✓ plan December"]


def test_a_goal_reached_shows_a_tick_beside_its_full_bar():
    (shown,) = goal_lines([goal(1, "talk", 7, 5, done=True)], 40)
    assert shown.plain == " 1 ▓▓▓▓▓▓▓▓▓▓ 7/5 ✓ talk"


@pytest.mark.parametrize("width", range(1, 90))
def test_no_line_is_wider_than_the_panel(width):
    long = [goal(1, "名前[/red]" * 20, 3, 5), *GOALS]
    assert all(cells(each.plain) <= width for each in goal_lines(long, width))


def test_in_ascii_every_sign_is_ascii():
    assert all(each.plain.isascii() for each in goal_lines(GOALS, 60, ascii_only=True))


async def test_without_goals_it_says_how_to_plan_them(desk):
    async with Panel(desk).run_test() as pilot:
        assert pilot.app.panel.render().plain == " No goals yet: p plans today's"
        assert pilot.app.panel.size.height == 1


async def test_it_fills_as_work_is_logged_and_grows_with_the_plan(desk):
    desk.goals.add("hold five conversations")
    async with Panel(desk).run_test() as pilot:
        talk(desk, account(desk), times=2)
        desk.goals.add("plan December")
        pilot.app.panel.reload(desk)
        await pilot.pause()
        assert "2/5" in pilot.app.panel.render().plain
        assert pilot.app.panel.size.height == 2


async def test_a_click_on_a_goal_asks_to_tick_it(desk):
    for text in ("plan December", "clean up", "role-play"):
        desk.goals.add(text)
    async with Panel(desk).run_test() as pilot:
        await pilot.click(GoalPanel, offset=(10, 1))
        await pilot.pause()
        assert pilot.app.ticked == [2]


async def test_with_the_focus_arrows_move_and_enter_ticks(desk):
    for text in ("plan December", "clean up", "role-play"):
        desk.goals.add(text)
    async with Panel(desk).run_test() as pilot:
        pilot.app.panel.focus()
        await pilot.press("j", "down", "down", "k", "enter")
        await pilot.pause()
        assert pilot.app.ticked == [2]
        assert "▸2" in pilot.app.panel.render().plain


async def test_after_midnight_it_shows_the_new_day(desk, clock):
    desk.goals.add("hold five conversations")
    async with Panel(desk).run_test() as pilot:
        clock.advance(hours=15)
        pilot.app.panel.reload(desk)
        await pilot.pause()
        assert "No goals yet" in pilot.app.panel.render().plain

"""The line on top of every place: the day and time, the goals, the streak."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.worker import get_current_worker

from workstation.desk.desk import StoreError
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.goal_strip import GoalLine, GoalStrip
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


class _Now(Drawn):
    DEFAULT_CSS = "_Now { width: 25; height: 1; }"
    said = ""
    demo = False

    def rows(self) -> list[Content]:
        return [line((" demo ", "bold $warning") if self.demo else "", (f" {self.said}", "bold"))]


class TopLine(Horizontal):
    """Shows now and the day's goals; ``reload`` reads them."""

    DEFAULT_CSS = """
    TopLine { height: 2; border-bottom: solid $panel; width: 1fr; }
    TopLine.-demo _Now { width: 30; }
    """

    streak = 0

    def compose(self) -> ComposeResult:
        """Lay out the clock and the strip."""
        yield _Now()
        yield GoalStrip()

    def reload(self, desk: Desk) -> None:
        """Read the time and the goals."""
        now = desk.clock.now()
        clock = self.query_one(_Now)
        clock.said = f"{now:%a} {now.day} {now:%b %Y  %H:%M}"
        clock.demo = getattr(self.app, "demo", False)
        self.set_class(clock.demo, "-demo")
        clock.refresh()
        goals = [
            GoalLine(goal.n, goal.text, int(goal.progress or 0), goal.target, goal.done)
            for goal in desk.goals.for_day()
        ]
        self.query_one(GoalStrip).show(goals, self.streak)
        self.call_after_refresh(self._count_streak, desk)

    @work(thread=True, exclusive=True, group="streak")
    def _count_streak(self, desk: Desk) -> None:
        """Count in a thread: it may have to load the public holidays."""
        try:
            with contextlib.closing(desk.reader()) as reader:
                streak = reader.goals.streak()
        except StoreError:
            return  # whatever is wrong with the file, the program says so by itself
        if streak != self.streak and not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_streak, streak)

    def _show_streak(self, streak: int) -> None:
        self.streak = streak
        self.query_one(GoalStrip).streak = streak

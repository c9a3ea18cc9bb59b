"""Today, the first screen: the day's goals, the queue, and the card of what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from workstation.tui.commands import bindings_for
from workstation.tui.queue_place import QueuePlace
from workstation.tui.widgets.card import Card
from workstation.tui.widgets.goal_panel import GoalPanel
from workstation.tui.widgets.queue_list import QueueList
from workstation.tui.widgets.render import line
from workstation.tui.widgets.section import Section

if TYPE_CHECKING:
    from workstation.desk.changed import Changed

NO_RECORD = "Nothing is waiting.\n\np plans the day's goals, g a goes to the accounts."


class TodayScreen(QueuePlace):
    """Goals on the left above the queue, the card on the right."""

    place = "today"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("today")]
    DEFAULT_CSS = """
    TodayScreen #left { width: 5fr; }
    TodayScreen Card { width: 6fr; border-left: solid $panel; }
    TodayScreen #goals { margin-bottom: 1; }
    TodayScreen.-narrow #split { layout: vertical; }
    TodayScreen.-narrow #left { width: 1fr; height: 1fr; }
    TodayScreen.-narrow Card {
        width: 1fr; height: 7; border-left: none; border-top: solid $panel;
    }
    TodayScreen.-narrow #goals { margin-bottom: 0; }
    TodayScreen.-short Card, TodayScreen.-short #goals, TodayScreen.-short #goals-title {
        display: none;
    }
    """

    def body(self) -> ComposeResult:
        """Lay out the three parts."""
        with Horizontal(id="split"):
            with Vertical(id="left"):
                yield Section("Goals for today", id="goals-title")
                yield GoalPanel(id="goals")
                yield Section("Queue", id="queue-title")
                yield QueueList(self.desk.playbook.queue.classes, brief=True)
            yield Card(empty=NO_RECORD)

    def reload(self, changed: Changed | None = None) -> None:
        """Read the goals and the queue."""
        self.query_one(GoalPanel).reload(self.desk)
        self.show_queue(changed)
        self.say_head()

    def say_head(self) -> None:
        """Say what the queue holds."""
        self.query_one("#queue-title", Section).say("Queue", self._headline())

    def _headline(self) -> Content:
        if self.fitting is not None:
            return line((f"{self.fitting.said} · Esc shows all", "bold"))
        if self.whole is None or not self.whole.count():
            return Content("")
        counts = self.whole.counts()
        promised = sum(counts.get(key, 0) for key in ("promised_now", "promised_today", "overdue"))
        parts = [f"{self.whole.count()} due"]
        capacity = self.capacity
        parts += [capacity.short] if capacity and capacity.short else []
        parts += [f"{promised} promised"] if promised else []
        replies = counts.get("response", 0) + counts.get("hand_raiser", 0)
        parts += [f"{replies} to answer"] if replies else []
        waiting = self.whole.waiting
        parts += [f"{waiting} wait" + "s" * (waiting == 1)] if waiting else []
        working = self.whole.working
        parts += (
            [f"{working.title} {working.count}/{working.limit}"]
            if (working and working.over)
            else []
        )
        left = self.desk.queue.open_calls()
        parts += [f"{left} open call" + "s" * (left > 1)] if left else []
        return line((" · ".join(parts), "$text-muted"))

    @on(GoalPanel.Ticked)
    def _goal_clicked(self, event: GoalPanel.Ticked) -> None:
        self.action_tick_goal(event.n)

    def action_tick_goal(self, number: int) -> None:
        """Tick a goal, or take the tick back."""
        self.workstation.do(lambda: self.desk.goals.tick(number))

    async def action_plan(self) -> None:
        """Plan the goals of today or tomorrow."""
        from workstation.tui.dialogs.plan_goals import PlanGoals

        await self.app.push_screen(PlanGoals(self.desk.days.today()))

    async def action_close_day(self) -> None:
        """See the day's numbers, then plan tomorrow."""
        from workstation.tui.dialogs.close_day import CloseDay

        await self.app.push_screen(CloseDay())

"""How the last days went: goals reached of goals planned, the streak, and the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.method.days import say_day
from workstation.method.plural import plural
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from workstation.desk.goal_days import DayResult

DAYS = 30
"""How many days are shown."""


class GoalHistory(Dialog[None]):
    """Lists the last days that had goals, the latest first."""

    def compose(self) -> ComposeResult:
        """Lay out a line for each day."""
        results = self.desk.goals.history(DAYS)
        with VerticalScroll(classes="box"):
            yield Words("Goals of the last days", classes="title")
            yield Words(self._summary(results))
            today = self.desk.days.today()
            yield Words(
                Content("\n").join(
                    line(
                        f"{say_day(result.day, near=today):<12}",
                        _dots(result),
                        f"  {result.hit} of {result.planned}  ",
                        (result.note or "", "$text-muted"),
                    )
                    for result in results
                )
            )
            yield Words("↑ ↓ scroll · Esc back", classes="quiet")

    def _summary(self, results: list[DayResult]) -> Content:
        if not results:
            return line("No day had goals yet. Plan three, and this fills by itself.")
        planned = sum(result.planned for result in results)
        hit = sum(result.hit for result in results)
        full = sum(result.hit == result.planned for result in results)
        streak = self.desk.goals.streak()
        row = f"{streak} {plural(streak, 'day')} in a row" if streak else ""
        days = f"{len(results)} {plural(len(results), 'day')}"
        said = f"{hit} of {planned} reached · all of them on {full} of {days}"
        return line((said, "bold"), (f" · {row}" if row else "", "$text-success"), "\n")


def _dots(result: DayResult) -> Content:
    left = result.planned - result.hit
    return line(
        ("●" * result.hit, "$text-success"),
        ("○" * left, "$text-warning"),
        " " * (5 - result.planned),
    )

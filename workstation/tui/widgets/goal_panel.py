"""The day's goals as a short list with bars; one is ticked by its number or with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from workstation.tui.commands import bindings_for
from workstation.tui.widgets.chart import bar
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import clip, fit, line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.goals import Goal

EMPTY = "No goals yet: p plans today's"
_BAR = 10
_SHORTEST_BAR = 3
_NARROWEST_TEXT = 18
_KEYS = {"up", "down", "open"}


def goal_lines(
    goals: Sequence[Goal], width: int, *, cursor: int | None = None, ascii_only: bool = False
) -> list[Content]:
    """Draw the goals, a line each: number, bar, how far, what; or a line that says what to do.

    A counted goal has a bar and its numbers, a ticked one a circle or a tick. Where there is little
    room the bar becomes shorter, then goes. `cursor` is the position (from 0) that is highlighted.
    """
    if not goals:
        return [line((fit(f" {EMPTY}", width).rstrip(), "$text-muted"))]
    counts = [_count(goal) for goal in goals]
    number = max(map(len, counts))
    room = width - 7 - number - _NARROWEST_TEXT
    long = min(_BAR, room) if room >= _SHORTEST_BAR and number else 0
    return [
        clip(_goal(goal, count, number, long, here=at == cursor, ascii_only=ascii_only), width)
        for at, (goal, count) in enumerate(zip(goals, counts, strict=True))
    ]


def _count(goal: Goal) -> str:
    return f"{goal.progress}/{goal.target}" if goal.target else ""


def _goal(
    goal: Goal, count: str, number: int, long: int, *, here: bool, ascii_only: bool
) -> Content:
    ticked, open_ = ("x", "-") if ascii_only else ("✓", "○")
    mark = line((ticked, "bold $text-success")) if goal.done else line((open_, "$text-warning"))
    shown = Content(" " * long)
    if goal.target:
        shown = bar(min(goal.progress, goal.target), goal.target, long, ascii_only=ascii_only)
    return line(
        (">" if ascii_only else "▸") if here else " ",
        (str(goal.n), "bold $text-accent"),
        " ",
        shown,
        " " if long else "",
        (fit(count, number, "right"), "bold" if not goal.done else "$text-muted"),
        " " if number else "",
        mark,
        " ",
        (goal.text, "$text-muted" if goal.done else "bold" if here else ""),
    )


class GoalPanel(Drawn, can_focus=True):
    """The goals of a day; `reload` reads them. As high as there are goals.

    A click, or Enter on the highlighted goal, posts `Ticked`; whether that goal can be ticked is
    for the desk to say.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for binding in bindings_for("list") if binding.action in _KEYS)
    ]
    DEFAULT_CSS = "GoalPanel { height: auto; min-height: 1; width: 1fr; }"

    class Ticked(Message):
        """A goal is to be ticked, or its tick taken back; `n` is its number, from 1."""

        def __init__(self, panel: GoalPanel, n: int) -> None:
            super().__init__()
            self.panel = panel
            self.n = n

        @property
        def control(self) -> GoalPanel:
            """The panel it happened in."""
            return self.panel

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._ascii_only = ascii_only
        self._goals: tuple[Goal, ...] = ()
        self._cursor = 0

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals on show."""
        return self._goals

    def reload(self, desk: Desk) -> None:
        """Read today's goals."""
        goals = tuple(desk.goals.for_day())
        resized = len(goals) != len(self._goals)
        self._goals = goals
        self._cursor = max(min(self._cursor, len(goals) - 1), 0)
        self.refresh(layout=resized)

    def get_content_height(self, *_: object) -> int:
        """Take a line for each goal, and one without any."""
        return max(len(self._goals), 1)

    def rows(self) -> list[Content]:
        """Draw the lines."""
        cursor = self._cursor if self.has_focus else None
        width, ascii_only = self.size.width, self._ascii_only
        return goal_lines(self._goals, width, cursor=cursor, ascii_only=ascii_only)

    def action_down(self) -> None:
        """Go to the next goal."""
        self._go(self._cursor + 1)

    def action_up(self) -> None:
        """Go to the goal before."""
        self._go(self._cursor - 1)

    def action_open(self) -> None:
        """Tick the highlighted goal."""
        self._tick(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Tick the goal under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._goals):
            event.stop()
            self._go(offset.y)
            self._tick(offset.y)

    def _go(self, at: int) -> None:
        self._cursor = max(min(at, len(self._goals) - 1), 0)
        self.refresh()

    def _tick(self, at: int) -> None:
        if at < len(self._goals):
            self.post_message(self.Ticked(self, self._goals[at].n))

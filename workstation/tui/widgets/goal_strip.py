"""The day's goals on one line above every screen: what is done, what is left, the streak."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.content import Content
from textual.reactive import reactive

from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import cells, clip, fit, in_ascii, line, one_line

_MOST_DOTS = 5
_SHORTEST_TEXT = 6


class GoalLine(msgspec.Struct, frozen=True):
    """One goal of the day: `target` is None for a goal that is ticked by hand."""

    n: int
    text: str
    progress: int
    target: int | None
    done: bool


def goal_line(
    goals: Sequence[GoalLine], streak: int, width: int, *, ascii_only: bool = False
) -> Content:
    """Draw the strip in exactly `width` cells.

    When it is too long the goals' texts become shorter, then the streak and the dots go, and at
    last the end is cut.
    """
    if width < 1:
        return Content("")
    if not goals:
        return line((fit("No goals for today yet: p plans them.", width), "$text-muted"))
    for longest, streaked, dotted in (
        *((longest, True, True) for longest in range(40, _SHORTEST_TEXT, -2)),
        (10, False, True),
        (10, False, False),
        (_SHORTEST_TEXT, False, False),
    ):
        left = _goals(goals, longest, dotted=dotted, ascii_only=ascii_only)
        right = f"day {streak} streak" if streaked and streak > 0 else ""
        room = width - left.cell_length - len(right)
        if room >= (2 if right else 0):
            return in_ascii(line(left, " " * room, (right, "$text-muted")), ascii_only)
    cut = clip(left, width)
    return in_ascii(line(cut, " " * (width - cut.cell_length)), ascii_only)


def _goals(goals: Sequence[GoalLine], longest: int, *, dotted: bool, ascii_only: bool) -> Content:
    between = " | " if ascii_only else " · "
    pieces: list[Content] = []
    for goal in goals:
        pieces += [line((between, "$text-muted")), _goal(goal, longest, dotted, ascii_only)]
    noun = "goal" if len(goals) == 1 else "goals"
    return line((f"{len(goals)} {noun}  ", "bold"), *pieces[1:])


def _goal(goal: GoalLine, longest: int, dotted: bool, ascii_only: bool) -> Content:  # noqa: FBT001
    full, hollow, ticked = ("*", "-", "x") if ascii_only else ("●", "○", "✓")
    text = one_line(goal.text)
    text = fit(text, longest).rstrip() if cells(text) > longest else text
    if goal.done:
        return line((f"{ticked} ", "$text-success"), (text, "$text-muted"))
    if not goal.target:
        return line((f"{hollow} ", "$text-warning"), text)
    dots = min(goal.target, _MOST_DOTS) if dotted else 1
    lit = min(max(goal.progress, 0) * dots // goal.target, dots)
    return line(
        (full * lit + hollow * (dots - lit), "$text-accent"),
        f" {text} {goal.progress}/{goal.target}",
    )


class GoalStrip(Drawn):
    """The strip as a widget of one line; give it goals with `show`."""

    DEFAULT_CSS = "GoalStrip { height: 1; width: 1fr; }"

    goals: reactive[tuple[GoalLine, ...]] = reactive(())
    streak: reactive[int] = reactive(0)

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._ascii_only = ascii_only

    def show(self, goals: Sequence[GoalLine], streak: int = 0) -> None:
        """Show these goals and the number of days in a row on which all of them were reached."""
        self.goals = tuple(goals)
        self.streak = streak

    def rows(self) -> list[Content]:
        """Draw the line."""
        width, ascii_only = self.size.width, self._ascii_only
        return [goal_line(self.goals, self.streak, width, ascii_only=ascii_only)]

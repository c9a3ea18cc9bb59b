"""Goals as lines: a number, a bar or a tick, and the text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.cli.output import paint

if TYPE_CHECKING:
    from workstation.desk.goals import Goal

_BAR = 10


def goal_lines(goals: "Sequence[Goal]") -> str:
    """Return a line for each goal, "" when there are none."""
    return "\n".join(_line(goal) for goal in goals)


def _line(goal: "Goal") -> str:
    if goal.target is None:
        mark = "✓" if goal.done else "○"
        bar, count = mark.ljust(_BAR), ""
    else:
        filled = min(_BAR * goal.progress // goal.target, _BAR)
        bar, count = "▓" * filled + "░" * (_BAR - filled), f"{goal.progress}/{goal.target}"
    return f"{goal.n:>2}  {paint(bar, 'green' if goal.done else '')}  {count:>5}  {goal.text}"

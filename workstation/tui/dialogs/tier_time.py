"""Where the week's activity went: a bar for each tier, and where it should be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.method.days import say_day
from workstation.method.tier_time import BASES, say_band
from workstation.tui.dialogs.report import Report
from workstation.tui.widgets.render import cell, line

if TYPE_CHECKING:
    from workstation.desk.tier_time import TierWeek
    from workstation.method.tier_time import TierShare

_BAR = 24
_WEEK = timedelta(days=7)


class TierTimeDialog(Report):
    """Shows one week; the arrows go to the week before and after, not beyond this one."""

    heading = "Tier time"
    waiting = "Looking at your week…"
    keys = "█ your week  ░ the aim · ← → week · Esc back"
    own_key = "T"

    def __init__(self) -> None:
        super().__init__()
        self._weeks_back = 0

    def turned(self, key: str | None) -> bool:
        """Go to another week."""
        step = {"left": 1, "h": 1, "right": -1, "l": -1}.get(key or "", 0)
        if step:
            self._weeks_back = max(self._weeks_back + step, 0)
            self.read()
        return bool(step)

    def read(self) -> None:
        """Read the week."""
        day = self.desk.days.today() - self._weeks_back * _WEEK
        self.aside.ask(lambda desk: desk.tier_time.week(day), self._show)

    def _show(self, found: TierWeek) -> None:
        near = self.desk.days.today()
        week = f"{say_day(found.first, near=near)} to {say_day(found.last, near=near)}"
        head = f"{'':<9}{'share':>6}  {'':<{_BAR}}  {'aim':<8}touches  calls"
        rows = [line((head, "$text-muted")), *(_row(each) for each in found.tiers)]
        self.say(f"{week} · share {BASES[found.basis]}", line((found.sentence, "bold")), rows)


def _row(each: TierShare) -> Content:
    """Draw a tier: its share as a bar, and lightly the band where the bar should end."""
    filled = round(each.share * _BAR)
    low, high = (round(value * _BAR) for value in (each.low or 0.0, each.high or 0.0))
    bar = "".join(
        "█" if at < filled else "░" if low <= at < high else "·" if at < low else " "
        for at in range(_BAR)
    )
    tone = "$text-warning" if each.off else "$text-success"
    mark = "▼" if each.off < 0 else "▲" if each.off > 0 else " "
    name = "no tier" if each.tier is None else f"tier {each.tier}"
    return line(
        cell(name, 9),
        cell(f"{round(each.share * 100)} %", 6, "right", "bold"),
        (mark, tone),
        " ",
        (bar, "$text-muted" if each.tier is None else tone),
        "  ",
        cell(say_band(each), 8),
        cell(str(each.touches), 7, "right"),
        cell(f"{round(each.seconds / 60)} min", 9, "right"),
    )

"""Where the week's activity went: a bar for each tier, and where it should be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.method.days import say_day
from workstation.method.tier_time import say_band
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import cell, line

if TYPE_CHECKING:
    from workstation.desk.tier_time import TierWeek
    from workstation.method.tier_time import TierShare

_BAR = 24
_WEEK = timedelta(days=7)


class TierTimeDialog(Dialog[None]):
    """Shows one week; the arrows go to the week before and after, not beyond this one."""

    CSS = "TierTimeDialog #tiers { margin: 1 0; }"

    def __init__(self) -> None:
        super().__init__()
        self._weeks_back = 0
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the bars."""
        with VerticalScroll(classes="box wide", can_focus=False):
            yield Words("Tier time", classes="title")
            yield Words("Looking at your week…", id="sentence")
            yield Words(id="tiers")
            yield Words("█ your week  ░ the aim · ← → week · Esc back", classes="quiet")

    def on_mount(self) -> None:
        """Read this week."""
        self._read()

    @property
    def keys_wait(self) -> bool:
        """Whether the week is still being read."""
        return self._aside.waiting

    def on_key(self, event: events.Key) -> None:
        """Go to another week, or leave."""
        if step := {"left": 1, "h": 1, "right": -1, "l": -1}.get(event.key):
            event.stop()
            self._weeks_back = max(self._weeks_back + step, 0)
            self._read()
        elif event.key == "enter" or event.character == "T":
            event.stop()
            self.dismiss(None)

    def _read(self) -> None:
        day = self.desk.days.today() - self._weeks_back * _WEEK
        self._aside.ask(lambda desk: desk.tier_time.week(day), self._show)

    def _show(self, found: TierWeek) -> None:
        near = self.desk.days.today()
        week = f"{say_day(found.first, near=near)} to {say_day(found.last, near=near)}"
        self.query_one(".title", Words).say(line("Tier time   ", (week, "$text-muted")))
        self.query_one("#sentence", Words).say(line((found.sentence, "bold")))
        rows = [
            line((f"{'':<9}{'share':>6}  {'':<{_BAR}}  {'aim':<8}touches  calls", "$text-muted"))
        ]
        rows += [_row(each) for each in found.tiers]
        self.query_one("#tiers", Words).say(Content("\n").join(rows))


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

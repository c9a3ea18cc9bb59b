"""A target worked back to the day: what is needed, done and left, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.desk.figures import say_value
from workstation.desk.plan_back import say_ratio
from workstation.method.backwards import round_up
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import cell, clip, line

if TYPE_CHECKING:
    from workstation.desk.plan_back import Backwards
    from workstation.method.backwards import Period, PlanLine

_NUMBER = 12
_TITLE = 24
_HEADS = ("needed", "done", "left", "a day")


class PlanBack(Dialog[None]):
    """Shows the month or the quarter; Tab goes from one to the other."""

    CSS = """
    PlanBack #plan { width: 84; max-width: 96%; }
    PlanBack #sentences { margin-top: 1; }
    """

    def __init__(self, period: Period = "month") -> None:
        super().__init__()
        self._period: Period = period
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the steps, and below them what they say."""
        with VerticalScroll(classes="box", id="plan", can_focus=False):
            yield Words("Working backwards", classes="title")
            yield Words("Looking at your last months…", id="steps")
            yield Words(id="sentences")
            yield Words("Tab month or quarter · T tier time · Esc back", classes="quiet")

    def on_mount(self) -> None:
        """Read the plan."""
        self._read()

    @property
    def keys_wait(self) -> bool:
        """Whether the plan is still being read."""
        return self._aside.waiting

    def on_key(self, event: events.Key) -> None:
        """Go to the other period, to tier time, or leave."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._period = "month" if self._period == "quarter" else "quarter"
            self._read()
        elif event.character == "T":
            from workstation.tui.dialogs.tier_time import TierTimeDialog

            event.stop()
            self.app.push_screen(TierTimeDialog())
        elif event.key in {"enter", "b"}:
            event.stop()
            self.dismiss(None)

    def _read(self) -> None:
        period = self._period
        self._aside.ask(lambda desk: desk.plan_back.plan(period), self._show)

    def _show(self, found: Backwards) -> None:
        days = f"{found.days_left} of {found.days_total} working days left"
        self.query_one(".title", Words).say(
            line(f"Working backwards: {found.name}   ", (days, "$text-muted"))
        )
        width = max(self.query_one("#plan").content_size.width, 40)
        self.query_one("#steps", Words).say(Content("\n").join(_rows(found, width)))
        first, *others = found.sentences or ("",)
        self.query_one("#sentences", Words).say(
            line((first, "bold"), *(f"\n{each}" for each in others))
        )


def _rows(found: Backwards, width: int) -> list[Content]:
    if not found.lines:
        return []
    number = min(_NUMBER, (width - _TITLE) // len(_HEADS))
    heads = [cell(head, number, "right", "$text-muted") for head in _HEADS]
    rows = [line(cell("", _TITLE), *heads)]
    for each in found.lines:
        rows.append(_row(each, number, found.currency))
        if ratio := say_ratio(each, found.currency):
            rows.append(clip(line((f"  {ratio}", "$text-muted")), width))
    return rows


def _row(each: PlanLine, number: int, currency: str) -> Content:
    def says(value: float | None) -> str:
        if value is not None and each.shows == "number":
            value = round_up(value)
        return say_value(value, each.shows, "")

    tone = "$text-success" if each.left == 0 else ""
    a_day = say_value(each.per_day, each.shows, "")
    title = f"{each.title} ({currency})" if each.shows == "money" else each.title
    return line(
        cell(title, _TITLE),
        cell(says(each.needed), number, "right"),
        cell(says(each.done), number, "right"),
        cell("✓ none" if each.left == 0 else says(each.left), number, "right", tone),
        cell(a_day, number, "right", "bold"),
    )

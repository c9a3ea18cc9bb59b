"""A target worked back to the day: what is needed, done and left, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workstation.desk.errors import DeskError
from workstation.desk.figures import say_value
from workstation.desk.plan_words import say_ratio
from workstation.method.backwards import read_revenue, round_up
from workstation.tui.dialogs.report import Report
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.render import cell, clip, line

if TYPE_CHECKING:
    from workstation.desk.plan_back import Backwards
    from workstation.method.backwards import Period, PlanLine

_NUMBER = 12
_TITLE = 24
_HEADS = ("needed", "done", "left", "a day")


class PlanBack(Report):
    """Shows the month or the quarter; Tab goes from one to the other."""

    heading = "Working backwards"
    waiting = "Looking at your last months…"
    keys = "Tab month or quarter · r revenue target · T tier time · Esc back"
    own_key = "b"

    def __init__(self, period: Period = "month") -> None:
        super().__init__()
        self._period: Period = period

    def turned(self, key: str | None) -> bool:
        """Go to the other period, to the revenue target or to tier time."""
        if key == "tab":
            self._period = "month" if self._period == "quarter" else "quarter"
            self.read()
        elif key == "r":
            self.set_revenue()
        elif key == "T":
            from workstation.tui.dialogs.tier_time import TierTimeDialog

            self.app.push_screen(TierTimeDialog())
        else:
            return False
        return True

    @flow
    async def set_revenue(self) -> None:
        """Ask for the rep's revenue target; nothing brings back that of the playbook."""
        from workstation.tui.dialogs.ask import Ask

        settings = self.desk.settings
        currency = settings.get("currency")

        def meaning(text: str) -> str:
            try:
                return f"{read_revenue(text).said()}, in {currency}"
            except ValueError as error:
                raise DeskError(str(error)) from None

        text = await self.ask(
            Ask(
                f"Revenue target in {currency} (empty: none of your own)",
                value=settings.get("revenue_target"),
                hint="200k a month · 600k a quarter · 2.4m a year",
                meaning=meaning,
                required=False,
            )
        )
        if text is not None:
            self.workstation.do(lambda: settings.set("revenue_target", text))
            self.read()

    def read(self) -> None:
        """Read the plan."""
        period = self._period
        self.aside.ask(lambda desk: desk.plan_back.plan(period), self._show)

    def _show(self, found: Backwards) -> None:
        first, *others = found.sentences or ("",)
        sentences = [line((first, "bold")), *(line(each) for each in others)]
        days = f"{found.name} · {found.days_left} of {found.days_total} working days left"
        self.say(days, _rows(found, self.room), sentences)


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

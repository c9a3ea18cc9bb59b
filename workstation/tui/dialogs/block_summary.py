"""What a call block came to, when it has ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.method.figures import say_figure
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line, one_line
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.blocks.blocks import Figures, Promise, Summary


class BlockSummary(Dialog[None]):
    """Shows the numbers of a block, and what was promised in it; Enter or Escape leave."""

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary

    def compose(self) -> ComposeResult:
        """Lay out the numbers and the promises."""
        summary, now = self._summary, self.desk.clock.now()
        figures = summary.figures
        with VerticalScroll(classes="box"):
            minutes = round(figures.seconds / 60)
            yield Words(
                f"Call block: {figures.slice}, {minutes} of {figures.minutes} minutes",
                classes="title",
            )
            yield Words(Content("\n").join(_numbers(figures)))
            for title, promises in (
                ("You promised", summary.by_me),
                ("They promised", summary.by_them),
                ("Meetings", summary.meetings),
            ):
                if promises:
                    yield Words(title, classes="quiet")
                    yield Words(Content("\n").join(_promises(promises, now)))
            yield Words("Enter or Esc back", classes="quiet")

    def on_key(self, event: events.Key) -> None:
        """Leave."""
        if event.key == "enter":
            event.stop()
            self.dismiss(None)


def _numbers(figures: Figures) -> Iterator[Content]:
    rate = figures.conversations_per_hour
    logging = "not timed"
    if figures.logging_median is not None:
        median, mean = say_figure(figures.logging_median), say_figure(figures.logging_mean)
        logging = f"{median} s a call (median), {mean} s on average"
    for title, number, beside in (
        ("Dials", figures.dials, f"{figures.answered} answered"),
        (
            "Conversations",
            figures.conversations,
            f"{say_figure(rate)} an hour" if rate is not None else "",
        ),
        ("Five-minute calls", figures.five_minute_calls, ""),
        ("Interruptions", figures.interruptions, ""),
    ):
        yield line(
            f"{title:<18}", (f"{number:>4}", "bold $text-accent"), (f"   {beside}", "$text-muted")
        )
    yield line(f"{'Logging':<18}", (f"   {logging}", "$text-muted"))


def _promises(promises: Sequence[Promise], now: datetime) -> Iterator[Content]:
    for each in promises:
        at = f" {each.due_at.astimezone(now.tzinfo):%H:%M}" if each.due_at else ""
        yield line(
            (f"{said_day(each.due_on, now.date())}{at}  ", "$text-accent"),
            (one_line(each.account), "bold"),
            f"  {one_line(each.what)}",
        )

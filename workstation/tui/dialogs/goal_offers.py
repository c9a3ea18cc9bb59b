"""What is offered for a day's plan: unfinished goals, and suggestions with their why."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workstation.method.days import say_day
from workstation.tui.widgets.render import cells, clip, fit, line, one_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

MOST = 9
"""How many are offered: each has a digit."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A goal that one key takes into the plan; `heading` says where it comes from."""

    heading: str
    text: str
    measure: str | None
    target: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered for a day, and the first working day after it."""

    day: date
    next_day: date
    offers: tuple[Offer, ...]


def read_offers(desk: Desk, day: date, today: date) -> Offered:
    """Read what to offer for a day; the unfinished goals of the last planned day come first."""
    unfinished = [
        Offer(
            f"Left from {say_day(goal.day, near=day)}",
            goal.text,
            goal.measure,
            goal.target,
            f"{goal.progress} of {goal.target} were done." if goal.target else "Was not ticked.",
        )
        for goal in desk.goals.unfinished(day)
    ]
    taken = {offer.text.casefold() for offer in unfinished}
    suggested = [
        Offer("Suggested", each.text, each.measure, each.target, each.why)
        for each in desk.goals.suggestions(day)
        if each.text.casefold() not in taken
    ]
    after = desk.days.working().next(today + timedelta(days=1))
    return Offered(day, after, tuple([*unfinished, *suggested][:MOST]))


class Offers(Widget):
    """Draws the offers; a click on one posts `Taken` with its number, from 1."""

    DEFAULT_CSS = "Offers { height: auto; width: 1fr; }"

    class Taken(Message):
        """An offer was clicked."""

        def __init__(self, n: int) -> None:
            super().__init__()
            self.n = n

    def __init__(self) -> None:
        super().__init__()
        self._offers: Sequence[Offer] | None = None
        self._planned: frozenset[str] = frozenset()
        self._brief = False
        self._numbers: list[int] = []

    def show(self, offers: Sequence[Offer] | None, planned: frozenset[str], *, brief: bool) -> None:
        """Show offers (None while they are read); those `planned` (texts) are ticked.

        `brief` puts each on one line.
        """
        self._offers, self._planned, self._brief = offers, planned, brief
        self.refresh(layout=True)

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        """Be as high as what is offered."""
        return max(len(self._lines(width)), 1)

    def render(self) -> Content:
        """Draw the offers."""
        return Content("\n").join(self._lines(self.content_size.width))

    def on_click(self, event: events.Click) -> None:
        """Take the offer under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._numbers):
            event.stop()
            if self._numbers[offset.y]:
                self.post_message(self.Taken(self._numbers[offset.y]))

    def _lines(self, width: int) -> list[Content]:
        if self._offers is None:
            self._numbers = [0]
            return [line(("Looking at your month…", "$text-muted"))]
        lines: list[Content] = []
        numbers: list[int] = []
        heading = ""
        widest = max((cells(each.text) for each in self._offers), default=0)
        for n, offer in enumerate(self._offers, 1):
            if offer.heading != heading:
                heading = offer.heading
                if lines and not self._brief:
                    lines.append(Content(""))
                lines.append(line((heading, "bold")))
            numbers += [0] * (len(lines) - len(numbers))
            lines += self._offer(n, offer, width, min(widest, width // 2))
            numbers += [n] * (len(lines) - len(numbers))
        self._numbers = numbers
        return [clip(each, width) for each in lines]

    def _offer(self, n: int, offer: Offer, width: int, text: int) -> list[Content]:
        planned = offer.text.casefold() in self._planned
        key = ("✓", "$text-success") if planned else (str(n), "bold $text-accent")
        tone = "$text-muted" if planned else ""
        if self._brief:
            why = fit(offer.why, max(width - text - 4, 0))
            return [line(key, " ", (fit(offer.text, text), tone), "  ", (why, "$text-muted"))]
        why_rows = textwrap.wrap(one_line(offer.why), max(width - 2, 1))[:2]
        return [
            line(key, " ", (offer.text, tone)),
            *(line("  ", (row, "$text-muted")) for row in why_rows),
        ]

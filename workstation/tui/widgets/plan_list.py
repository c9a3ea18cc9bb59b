"""The day's plan while it is made: the goals in order, each with what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from workstation.method.goal_text import numbers_in, read_goal
from workstation.method.measures import Measure
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import cells, clip, fit, line


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal not saved yet; with `measure` and `target` it counts by itself."""

    text: str
    measure: str | None = None
    target: int | None = None


def read_draft(text: str, measures: Sequence[Measure], before: Draft | None = None) -> Draft:
    """Read a typed goal; a reworded one stays bound while its text still has its number."""
    read = read_goal(text, measures)
    if read.measure is None and before is not None and before.target in numbers_in(read.text):
        return Draft(read.text, before.measure, before.target)
    return Draft(read.text, read.measure, read.target)


def say_binding(draft: Draft, measures: Sequence[Measure]) -> str:
    """Say in words what a goal counts."""
    title = next((each.title for each in measures if each.key == draft.measure), None)
    if title is None or draft.target is None:
        return "ticked by hand"
    return f"counts {title.lower()}, target {draft.target}"


class PlanList(Drawn, can_focus=True):
    """Draws the plan with a cursor; the line after the last goal is for a new one.

    A click on a goal posts `Chosen`.
    """

    DEFAULT_CSS = "PlanList { height: auto; width: 1fr; }"

    class Chosen(Message):
        """The line at a position (from 0) was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, measures: Sequence[Measure]) -> None:
        super().__init__()
        self._measures = measures
        self._drafts: Sequence[Draft] = ()
        self._cursor = 0
        self._room = True
        self._brief = False

    def show(self, drafts: Sequence[Draft], cursor: int, *, room: bool, brief: bool) -> None:
        """Show a plan; `room` says whether another goal fits, `brief` puts each on one line."""
        self._drafts, self._cursor, self._room, self._brief = tuple(drafts), cursor, room, brief
        self.refresh(layout=True)

    def get_content_height(self, *_: object) -> int:
        """Be as high as the plan."""
        each = 1 if self._brief else 2
        return max(len(self._drafts) * each + self._room, 1)

    def rows(self) -> list[Content]:
        """Draw the plan."""
        width = self.content_size.width
        lines: list[Content] = []
        for at, draft in enumerate(self._drafts):
            lines += self._goal(at, draft, width)
        if self._room:
            here = self._cursor == len(self._drafts)
            words = f"{len(self._drafts) + 1} a writes a goal"
            lines.append(line("▸ " if here else "  ", (words, "$text-muted")))
        return [clip(each, width) for each in lines]

    def _goal(self, at: int, draft: Draft, width: int) -> list[Content]:
        here = at == self._cursor
        binding = say_binding(draft, self._measures)
        tone = "$text-success" if draft.measure else "$text-muted"
        head = ("▸ " if here else "  ", (str(at + 1), "bold $text-accent"), " ")
        bold = "bold" if here else ""
        if not self._brief:
            return [line(*head, (draft.text, bold)), line("    ", (binding, tone))]
        text = fit(draft.text, max(width - cells(binding) - 6, 8))
        return [line(*head, (text, bold), "  ", (binding, tone))]

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None:
            event.stop()
            at = offset.y if self._brief else offset.y // 2
            self.post_message(self.Chosen(min(at, len(self._drafts))))

"""The plan of a call and the steps of its flow, with ticks; on one line where room is short."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from textual.content import Content

from workstation.method.flow import Flow
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import cells, clip, fit, line, plain

LABEL = 7

BESIDE = 60
"""Cells from which plan and steps stand beside each other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands in its flow: the step on screen, those ticked, "2/4" beside it.

    ``prepared`` is the rep's own plan for this call, if any, by "learn", "feel", "then".
    """

    flow: Flow
    step: int
    ticked: Collection[str]
    place: str
    prepared: Mapping[str, str]


class CallPlan(Drawn):
    """Draws what to learn, to make felt and to bring about, then the steps."""

    DEFAULT_CSS = "CallPlan { width: 28; height: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None

    def show(self, standing: Standing) -> None:
        """Show where the call stands."""
        self._standing = standing
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the plan as far as it fits above the steps; in one row the steps alone."""
        width, height = self.size.width, self.size.height
        if self._standing is None or width < 1 or height < 1:
            return []
        if height == 1:
            return [self._row(self._standing, width)]
        if width >= BESIDE:
            return self._beside(self._standing, width, height)
        steps = self._steps(self._standing, width, height)
        room = height - len(steps) - 1
        plan = self._plan(self._standing, width)
        if 0 < room < len(plan):
            plan = [*plan[: room - 1], line((" " * LABEL + "…", "$text-muted"))]
        above = [*plan, Content("")] if room > 0 else []
        return [*above, *steps]

    def _beside(self, standing: Standing, width: int, height: int) -> list[Content]:
        """Draw the plan on the left and the steps on the right."""
        right = 26
        left = width - right - 2
        plan = self._plan(standing, left)[:height]
        steps = self._steps(standing, right, height)
        rows = []
        for at in range(max(len(plan), len(steps))):
            row = plan[at] if at < len(plan) else Content("")
            beside = steps[at] if at < len(steps) else Content("")
            rows.append(line(row, " " * (left - row.cell_length + 2), beside))
        return rows

    def _plan(self, standing: Standing, width: int) -> list[Content]:
        rows: list[Content] = []
        plan, own = standing.flow.plan, standing.prepared
        parts = (
            ("Learn", [own["learn"]] if "learn" in own else plan.learn),
            ("Feel", [own["feel"]] if "feel" in own else plan.feel),
            ("Then", [own["then"]] if "then" in own else plan.then),
        )
        for title, entries in parts:
            for number, entry in enumerate(entries):
                label = title if number == 0 else ""
                for folded in plain(entry).wrap(max(width - LABEL, 8)):
                    rows.append(line((fit(label, LABEL), "$text-muted"), folded))
                    label = ""
        return rows

    def _steps(self, standing: Standing, width: int, height: int) -> list[Content]:
        """Return the flow's title and its steps, as many as fit around the one on screen."""
        flow, room = standing.flow, max(height - 1, 1)
        first = max(min(standing.step - room // 2, len(flow.steps) - room), 0)
        rows = [clip(line((flow.title, "bold"), (f"  {flow.minutes} min", "$text-muted")), width)]
        for number, step in enumerate(flow.steps[first : first + room], first):
            here = number == standing.step
            sign = "▸" if here else "✓" if step.key in standing.ticked else " "
            aim = f"{step.minutes} min" if step.minutes else ""
            place = standing.place if here else aim
            tone = "bold $text-accent" if here else "$text-success" if sign == "✓" else ""
            place_tone = "" if here else "$text-muted"
            wide = max(width - 2 - len(place) - 1, 4)
            rows.append(
                line((f"{sign} ", tone), (fit(step.title, wide), tone), (f" {place}", place_tone))
            )
        return rows

    def _row(self, standing: Standing, width: int) -> Content:
        """Draw the step on screen with its place, and the others as far as they fit."""
        steps = standing.flow.steps
        pieces: list[Content] = []
        for number, step in enumerate(steps):
            here = number == standing.step
            if here:
                words = f"▸{number + 1} {step.title} {standing.place}"
                pieces.append(line((words, "bold $text-accent")))
            else:
                done = step.key in standing.ticked
                tone = "$text-success" if done else "$text-muted"
                pieces.append(line((f"{'✓' if done else ' '}{number + 1} {step.title}", tone)))
        first = max(standing.step - 9, 0)
        while first < standing.step and _length(pieces[first : standing.step + 2]) > width - 2:
            first += 1
        shown = pieces[first:]
        if first:
            shown = [line(("…", "$text-muted")), *shown]
        return clip(Content("  ").join(shown), width)


def _length(pieces: list[Content]) -> int:
    return sum(cells(each.plain) + 2 for each in pieces)

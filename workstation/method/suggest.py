"""Suggests goals: from the month's gap, from the weakest step of the funnel, from the level."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workstation.method.backwards import PlanLine, round_up
from workstation.method.figures import say_figure
from workstation.method.goals import GoalRules, GoalTemplate, Level, fits
from workstation.method.measures import Measure, goal_text, pace

_CATCH_UP = 2
"""A suggestion asks for at most this many times an even day: more would not be believed."""
_ENOUGH = 10
"""How many must have reached a step before its ratio says anything."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A goal worth planning, and why; without a measure it is ticked by hand."""

    text: str
    measure: str | None
    target: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a measure is this month: done before the day, of the month's target."""

    measure: Measure
    done: int
    target: float


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of the rep's own funnel over the last days: `reached` of the `before` got here.

    `usual` is the share that the targets imply, `per_day` what they imply for an even day.
    """

    measure: Measure
    title_before: str
    before: int
    reached: int
    usual: float
    per_day: float

    @property
    def share(self) -> float:
        """The part of those before that got here."""
        return self.reached / self.before if self.before else 0.0


def from_gaps(
    standings: Sequence[Standing],
    days_left: int,
    days_total: int,
    most: int,
    *,
    fresh: bool = False,
) -> list[Suggestion]:
    """Suggest what the month's targets need on this day, the furthest behind first.

    `days_left` are those of the month's `days_total` working days from the planned day on, that
    day included. In the month in which a rep starts (`fresh`) nothing is caught up: an even day
    of the target is suggested.
    """
    if days_left < 1:
        return []
    behind: list[tuple[float, Suggestion]] = []
    for standing in standings:
        if standing.target <= 0 or standing.done >= standing.target:
            continue
        gone = days_total - days_left
        now = pace(standing.done, standing.target, gone, days_total)
        if now.gap <= 0 and gone:
            continue
        if fresh:
            behind.append((0.0, _even_day(standing, math.ceil(standing.target / days_total))))
            continue
        even = math.ceil(_CATCH_UP * standing.target / days_total)
        target = min(math.ceil(now.per_day_left), even)
        behind.append((now.gap / standing.target, _gap(standing, days_left, now.gap, target)))
    behind.sort(key=lambda found: -found[0])
    return [suggestion for _, suggestion in behind[:most]]


def _even_day(standing: Standing, target: int) -> Suggestion:
    return Suggestion(
        goal_text(standing.measure, target).capitalize(),
        standing.measure.key,
        target,
        f"{standing.measure.title}: an even day of the month's {say_figure(standing.target)}.",
    )


def _gap(standing: Standing, days_left: int, gap: float, target: int) -> Suggestion:
    days = "working day" if days_left == 1 else "working days"
    late = f", {say_figure(math.ceil(gap))} behind an even month" if gap > 0 else ""
    return Suggestion(
        goal_text(standing.measure, target).capitalize(),
        standing.measure.key,
        target,
        f"{standing.measure.title}: {standing.done} of {say_figure(standing.target)} this month"
        f"{late}, {days_left} {days} left.",
    )


def from_plan(
    line: PlanLine, measure: Measure, leads_to: str, days_left: int, days_total: int
) -> list[Suggestion]:
    """Suggest what a month worked back from its target asks of each working day left.

    `line` is the step of `measure` in that plan, `leads_to` the target in words.
    """
    if not line.left or not line.needed or days_left < 1:
        return []
    even = round_up(_CATCH_UP * line.needed / days_total)
    target = min(round_up(line.left / days_left), even)
    days = "working day" if days_left == 1 else "working days"
    return [
        Suggestion(
            goal_text(measure, target).capitalize(),
            measure.key,
            target,
            f"{measure.title}: {say_figure(line.done)} of {round_up(line.needed)} this month, "
            f"worked back from {leads_to}; {days_left} {days} left.",
        )
    ]


def preferring(given: Sequence[Suggestion], better: Sequence[Suggestion]) -> list[Suggestion]:
    """Put the better suggestion for a measure in the place of the one given for it."""
    by_measure = {each.measure: each for each in better}
    return [by_measure.get(each.measure, each) for each in given]


def weakest(steps: Sequence[FunnelStep]) -> FunnelStep | None:
    """Return the step that falls furthest short of its usual share; None when none falls short.

    Steps that too few have come to are left out.
    """
    short = [step for step in steps if step.before >= _ENOUGH and step.share < step.usual]
    return min(short, key=lambda step: step.share / step.usual, default=None)


def from_weakest(steps: Sequence[FunnelStep], days: int) -> list[Suggestion]:
    """Suggest an even day's worth of the weakest step of the last `days` days."""
    step = weakest(steps)
    if step is None:
        return []
    target = max(1, math.ceil(step.per_day))
    return [
        Suggestion(
            goal_text(step.measure, target).capitalize(),
            step.measure.key,
            target,
            f"Your weakest step: {step.title_before.lower()} to {step.measure.title.lower()}, "
            f"{step.reached} of {step.before} in {days} days "
            f"({say_figure(step.share, 'percent')}; "
            f"{say_figure(step.usual, 'percent')} is the plan).",
        )
    ]


def from_templates(rules: GoalRules, level: Level, week: int | None, day: date) -> list[Suggestion]:
    """Return the templates that suit the rep, those of the level first, another start each day."""
    suiting = [template for template in rules.templates if fits(template, level, week)]
    own = [template for template in suiting if template.level != "any"]
    others = [template for template in suiting if template.level == "any"]
    turned = [template for group in (own, others) for template in _turned(group, day.toordinal())]
    return [
        Suggestion(
            template.text,
            template.measure,
            template.target,
            "Good practice at any level." if template.level == "any" else f"For {_reps(level)}.",
        )
        for template in turned
    ]


def merged(most: int, *groups: Sequence[Suggestion], planned: Sequence[str]) -> list[Suggestion]:
    """Put groups together without repeating a measure, or anything `planned` (texts and keys)."""
    taken = {name.casefold() for name in planned}
    chosen: list[Suggestion] = []
    for suggestion in (each for group in groups for each in group):
        names = {suggestion.text.casefold(), (suggestion.measure or suggestion.text).casefold()}
        if len(chosen) < most and not names & taken:
            taken |= names
            chosen.append(suggestion)
    return chosen


def _turned(group: list[GoalTemplate], by: int) -> list[GoalTemplate]:
    return [group[(by + place) % len(group)] for place in range(len(group))]


def _reps(level: Level) -> str:
    return {
        "beginner": "your first weeks",
        "intermediate": "reps who have found their feet",
        "full": "a full month's target",
    }[level]

"""Gathers what goal suggestions are made from: the month so far, the funnel, the rep's level."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast, get_args

from workstation.desk.measures.measures import whole
from workstation.desk.plan_back import first_month
from workstation.method.days import month_of
from workstation.method.goals import Level
from workstation.method.ramp import week_in_job
from workstation.method.suggest import (
    FunnelStep,
    Standing,
    Suggestion,
    from_gaps,
    from_plan,
    from_templates,
    from_weakest,
    merged,
    preferring,
)

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.goals import Goal

_LOOK_BACK = 30
_GAPS = {"beginner": 1, "intermediate": 2, "full": 3}
_MOST = 7


def suggestions(desk: "Desk", day: date, planned: Sequence["Goal"]) -> list[Suggestion]:
    """Suggest goals for a day beside those planned."""
    given = desk.settings.get("level")
    level = cast("Level", given if given in get_args(Level) else "full")
    started = desk.settings.get("started_on")
    week = None
    if started and (first := _day(started)) is not None:
        week = week_in_job(first, day)
    working = desk.days.working()
    month, end = month_of(day)
    days_left, days_total = working.between(day, end), working.between(month, end)
    guide = desk.plan_back.guide(day)
    standings = _standings(desk, day)
    plan: list[Suggestion] = []
    if guide is not None:
        found, line = guide
        measure = desk.measures.measure(line.key)
        plan = from_plan(line, measure, found.target_said, days_left, days_total)
        if not plan:
            standings = [each for each in standings if each.measure.key != line.key]
    fresh = first_month(desk, day)
    gaps = from_gaps(standings, days_left, days_total, _GAPS[level], fresh=fresh)
    return merged(
        _MOST,
        preferring(gaps, plan),
        from_weakest(_funnel(desk, day, days_total), _LOOK_BACK),
        plan,
        from_templates(desk.playbook.goals, level, week, day),
        planned=[name for goal in planned for name in (goal.text, goal.measure or goal.text)],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _standings(desk: "Desk", day: date) -> list[Standing]:
    """Return the month so far of every measure for goals that has a target for a month."""
    month = month_of(day)[0]
    found: list[Standing] = []
    for measure in desk.playbook.measures:
        if not measure.for_goals or "month" not in measure.targets:
            continue
        target = desk.measures.target(measure.key, "month", day)
        done = whole(desk.measures.value(measure.key, month, day - timedelta(days=1)))
        found.append(Standing(measure, done, target or 0.0))
    return found


def _funnel(desk: "Desk", day: date, days_total: int) -> list[FunnelStep]:
    """Return the steps of the dashboard's funnel whose usual share the targets tell."""
    first, last = day - timedelta(days=_LOOK_BACK), day - timedelta(days=1)
    keys = next((tile.measures for tile in desk.playbook.tiles if tile.chart == "funnel"), [])
    steps: list[FunnelStep] = []
    for before, here in itertools.pairwise(keys):
        measure = desk.measures.measure(here)
        wanted_before = desk.measures.target(before, "month", day)
        wanted = desk.measures.target(here, "month", day)
        if not measure.for_goals or not wanted_before or not wanted:
            continue
        steps.append(
            FunnelStep(
                measure=measure,
                title_before=desk.measures.measure(before).title,
                before=whole(desk.measures.value(before, first, last)),
                reached=whole(desk.measures.value(here, first, last)),
                usual=min(wanted / wanted_before, 1.0),
                per_day=wanted / max(days_total, 1),
            )
        )
    return steps

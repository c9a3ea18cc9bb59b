"""The day's few goals: how many, the templates they are suggested from, and a new rep's ramp."""

from typing import Literal

import msgspec

Level = Literal["beginner", "intermediate", "full"]


class GoalTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A goal worth suggesting to reps of a level.

    With a `measure` and a `target` it fills by itself, without it is ticked by hand. `week_from`
    and `week_to` bound the weeks in the job (the first is 1) in which it is offered.
    """

    key: str
    text: str
    level: Literal["any", "beginner", "intermediate", "full"] = "any"
    measure: str | None = None
    target: int | None = None
    week_from: int | None = None
    week_to: int | None = None


class Ramp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a new rep is expected to qualify in the given month in the job (the first is 1)."""

    month: int
    qualified_opportunities: int


class GoalRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many goals a day has, and what they are suggested from."""

    per_day: int = 3
    most: int = 5
    templates: list[GoalTemplate] = []
    ramp: list[Ramp] = []


def fits(template: GoalTemplate, level: Level, week: int | None = None) -> bool:
    """Whether a template suits a rep of this level in this week in the job (None: long past)."""
    if template.level not in ("any", level):
        return False
    if template.week_from is None and template.week_to is None:
        return True
    if week is None:
        return template.week_to is None
    return (template.week_from or 1) <= week <= (template.week_to or week)

"""What a new rep is expected to qualify, month by month in the job."""

from collections.abc import Sequence
from datetime import date

from workstation.method.goals import Ramp


def month_in_job(started_on: date, day: date) -> int:
    """Return the month in the job `day` falls in, by calendar months; the first is 1."""
    return (day.year - started_on.year) * 12 + day.month - started_on.month + 1


def week_in_job(started_on: date, day: date) -> int:
    """Return the week in the job `day` falls in; the first seven days are week 1."""
    return (day - started_on).days // 7 + 1


def ramp_target(
    ramp: Sequence[Ramp], *, started_on: date | None, level: str, day: date
) -> float | None:
    """Return the qualified opportunities expected in the month of `day`; None when no ramp applies.

    The last step stays in force until the rep's level is "full"; from then on the target of the
    measure counts (Predictable Revenue, ramp of a new rep).
    """
    if started_on is None or not ramp:
        return None
    month = month_in_job(started_on, day)
    steps = sorted(ramp, key=lambda step: step.month)
    if month > steps[-1].month and level == "full":
        return None
    reached = [step for step in steps if step.month <= month]
    return float((reached[-1] if reached else steps[0]).qualified_opportunities)

"""A new rep's ramp."""

from datetime import date

import pytest

from workstation.method.goals import Ramp
from workstation.method.ramp import month_in_job, ramp_target, week_in_job

RAMP = [
    Ramp(month=2, qualified_opportunities=5),
    Ramp(month=1, qualified_opportunities=0),
    Ramp(month=3, qualified_opportunities=10),
]


@pytest.mark.parametrize(
    ("day", "level", "target"),
    [
        (date(2026, 10, 31), "beginner", 0),
        (date(2026, 11, 1), "beginner", 0),
        (date(2026, 12, 1), "full", 5),
        (date(2027, 1, 31), "full", 10),
        (date(2027, 2, 1), "intermediate", 10),
        (date(2027, 2, 1), "full", None),
    ],
)
def test_the_ramp_rises_by_calendar_month_and_ends_with_the_level_full(
    day: date, level: str, target: float | None
) -> None:
    assert ramp_target(RAMP, started_on=date(2026, 11, 16), level=level, day=day) == target


def test_without_a_first_day_or_a_ramp_there_is_none() -> None:
    assert ramp_target(RAMP, started_on=None, level="beginner", day=date(2026, 11, 1)) is None
    started = date(2026, 11, 1)
    assert ramp_target([], started_on=started, level="beginner", day=started) is None


def test_weeks_and_months_in_the_job_begin_at_one() -> None:
    started = date(2026, 11, 18)
    assert [week_in_job(started, date(2026, 11, day)) for day in (18, 24, 25)] == [1, 1, 2]
    assert month_in_job(started, date(2027, 1, 1)) == 3

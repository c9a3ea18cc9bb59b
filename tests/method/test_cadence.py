"""Where the steps of a cadence land: never on a day off, never out of order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.cadence import (
    Cadence,
    CadenceStep,
    Facts,
    both_work,
    dates,
    landings,
    next_step,
    said_step,
)
from workstation.method.days import NoWorkingDayError, WorkingDays, no_holidays, public_holidays

US, IE = public_holidays("US"), public_holidays("IE")


def cadence(
    *days: int, calendar_days: bool = False, only_if: dict[int, str] | None = None
) -> Cadence:
    steps = [
        CadenceStep(day=day, channel="call", why="Call", only_if=(only_if or {}).get(at))  # type: ignore[arg-type]
        for at, day in enumerate(days, 1)
    ]
    return Cadence(
        key="some",
        title="Some",
        purpose="P",
        for_whom="F",
        steps=steps,
        calendar_days=calendar_days,
    )


some_days = st.lists(st.integers(1, 120), min_size=1, max_size=12).map(sorted)
some_start = st.dates(date(2024, 1, 1), date(2031, 12, 31))
some_calendar = st.builds(
    lambda weekdays, off: WorkingDays(weekdays=weekdays, days_off=off, holidays=US),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2024, 1, 1), date(2032, 12, 31)), max_size=20),
)


@given(some_days, st.booleans(), some_start, some_calendar, st.integers(-20, 60))
def test_no_step_lands_on_a_day_off_and_none_before_the_one_ahead(
    days: list[int], by_calendar: bool, start: date, working: WorkingDays, shifted: int
) -> None:
    found = dates(cadence(*days, calendar_days=by_calendar), start, working, IE, shifted=shifted)
    both = both_work(working, IE)
    assert all(both.is_working(day) for day in found)
    assert found == sorted(found)
    assert len(found) == len(days)
    if shifted == 0:
        assert found[0] >= start


@given(some_days, st.booleans(), some_start, some_calendar, st.integers(-20, 60))
def test_a_shift_moves_every_step_by_as_many_working_days(
    days: list[int], by_calendar: bool, start: date, working: WorkingDays, shifted: int
) -> None:
    plan = cadence(*days, calendar_days=by_calendar)
    both = both_work(working, IE)
    before = dates(plan, start, working, IE)
    after = dates(plan, start, working, IE, shifted=shifted)
    assert after == [both.add(day, shifted) for day in before]


@given(some_days, st.booleans(), some_start, some_calendar, st.data())
def test_an_absence_moves_the_next_step_past_it_and_keeps_the_distances_after(
    days: list[int], by_calendar: bool, start: date, working: WorkingDays, data: st.DataObject
) -> None:
    plan = cadence(*days, calendar_days=by_calendar)
    both = both_work(working, IE)
    before = dates(plan, start, working, IE)
    step = data.draw(st.integers(1, len(days)))
    away = before[step - 1] + timedelta(days=data.draw(st.integers(-10, 90)))
    after = dates(plan, start, working, IE, away_until=away, step=step)
    assert after[: step - 1] == before[: step - 1]
    assert after[step - 1] > away
    assert all(both.is_working(day) for day in after)
    for one, next_one in zip(range(step - 1, len(days)), range(step, len(days)), strict=False):
        assert both.between(after[one], after[next_one]) == both.between(
            before[one], before[next_one]
        )
    if before[step - 1] > away:
        assert after == before


@pytest.mark.parametrize("step", [0, 4])
def test_an_absence_at_a_step_that_is_none_moves_nothing(step: int) -> None:
    plan, start = cadence(1, 3, 5), date(2026, 11, 2)
    away = date(2026, 12, 1)
    moved = dates(plan, start, WorkingDays(), away_until=away, step=step)
    assert moved == dates(plan, start, WorkingDays())
    all_of_it = dates(plan, date(2026, 12, 2), WorkingDays())
    assert dates(plan, start, WorkingDays(), away_until=away) == all_of_it
    both = both_work(WorkingDays())
    assert [each.day for each in landings(plan, start, both, away_until=away)] == all_of_it


def test_days_count_from_the_first_working_day_past_the_holidays_of_both() -> None:
    found = landings(cadence(1, 2, 4, 5), date(2026, 11, 21), both_work(WorkingDays(), US))
    assert [(each.day.isoformat(), each.moved) for each in found] == [
        ("2026-11-23", "weekend"),
        ("2026-11-24", ""),
        ("2026-11-27", "Thanksgiving Day"),
        ("2026-11-30", ""),
    ]


def test_calendar_days_are_moved_off_what_is_off_and_say_so() -> None:
    found = landings(
        cadence(1, 30, 33, calendar_days=True), date(2026, 11, 25), both_work(WorkingDays(), US)
    )
    assert [(each.day.isoformat(), each.moved) for each in found] == [
        ("2026-11-25", ""),
        ("2026-12-24", ""),
        ("2026-12-28", "weekend"),
    ]


def test_over_the_year_s_end_and_the_leap_day() -> None:
    working = WorkingDays(days_off=frozenset({date(2028, 2, 28)}))
    assert dates(cadence(1, 2, 3), date(2027, 12, 31), working) == [
        date(2027, 12, 31),
        date(2028, 1, 3),
        date(2028, 1, 4),
    ]
    assert dates(cadence(1, 2, 3), date(2028, 2, 25), working) == [
        date(2028, 2, 25),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]
    assert dates(cadence(1, 4, 5, calendar_days=True), date(2028, 2, 25), working) == [
        date(2028, 2, 25),
        date(2028, 2, 29),
        date(2028, 2, 29),
    ]


def test_a_calendar_without_working_days_is_refused() -> None:
    with pytest.raises(NoWorkingDayError):
        dates(cadence(1), date(2026, 1, 1), WorkingDays(holidays=lambda _: "strike"))


def test_without_holidays_of_theirs_only_one_s_own_days_count() -> None:
    working = WorkingDays()
    assert both_work(working, no_holidays) is working


def test_a_step_is_passed_over_unless_its_condition_holds() -> None:
    plan = cadence(1, 2, 3, 4, only_if={1: "no_email", 2: "unreachable_by_phone", 3: "is_lead"})
    assert next_step(plan, 1, Facts()) == 4
    assert next_step(plan, 1, Facts(has_email=False)) == 1
    assert next_step(plan, 1, Facts(unreachable=True)) == 2
    assert next_step(plan, 2, Facts(is_lead=True)) == 3
    assert next_step(plan, 5, Facts()) is None


def test_where_a_run_stands_is_said_in_words() -> None:
    assert said_step(cadence(1, 2), 2) == "2 of 2"
    assert said_step(cadence(1, 2), 3) == "through"

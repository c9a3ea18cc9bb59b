"""Working days: weekends, holidays and days off are never counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.days import (
    NoWorkingDayError,
    WorkingDays,
    add_months,
    keeps_holidays,
    month_of,
    public_holidays,
    say_day,
)

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingDays:
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1))
    days_off = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=40))
    holiday = draw(st.integers(1, 31))
    return WorkingDays(
        weekdays=weekdays,
        days_off=days_off,
        holidays=lambda day: "Founders' Day" if day.day == holiday else None,
    )


@given(calendars(), DAYS)
def test_the_next_working_day_is_one_and_none_lies_before_it(
    working: WorkingDays, day: date
) -> None:
    found = working.next(day)
    assert working.is_working(found)
    assert found >= day
    assert working.between(day, found) == 1
    assert working.next(found) == found


@given(calendars(), DAYS, st.integers(1, 60))
def test_adding_n_days_passes_exactly_n_working_days(
    working: WorkingDays, day: date, n: int
) -> None:
    forth = working.add(day, n)
    assert working.is_working(forth)
    assert working.between(day + timedelta(days=1), forth) == n
    back = working.add(day, -n)
    assert working.is_working(back)
    assert working.between(back, day - timedelta(days=1)) == n


@given(calendars(), DAYS, st.integers(-60, 60))
def test_adding_and_taking_away_the_same_comes_back_to_a_working_day(
    working: WorkingDays, day: date, n: int
) -> None:
    start = working.next(day)
    assert working.add(working.add(start, n), -n) == start


@given(calendars(), DAYS, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_steps_is_adding_the_sum(
    working: WorkingDays, day: date, n: int, m: int
) -> None:
    start = working.next(day)
    assert working.add(working.add(start, n), m) == working.add(start, n + m)


@given(calendars(), DAYS)
def test_a_day_has_a_reason_to_be_off_exactly_when_it_is_off(
    working: WorkingDays, day: date
) -> None:
    assert (working.why_off(day) is None) == working.is_working(day)


def test_reasons_are_said_in_the_words_of_people() -> None:
    working = WorkingDays(
        weekdays=frozenset({0, 1, 2, 3}),
        days_off=frozenset({date(2026, 11, 24)}),
        holidays=public_holidays("US"),
    )
    assert working.why_off(date(2026, 11, 24)) == "day off"
    assert working.why_off(date(2026, 11, 26)) == "Thanksgiving Day"
    assert working.why_off(date(2026, 11, 27)) == "not a working weekday"
    assert working.why_off(date(2026, 11, 28)) == "weekend"
    assert working.why_off(date(2026, 11, 23)) is None


def test_counting_backwards_in_time_finds_nothing() -> None:
    assert WorkingDays().between(date(2026, 11, 24), date(2026, 11, 23)) == 0


def test_a_month_is_counted_without_its_weekends_and_holidays() -> None:
    first, last = month_of(date(2026, 11, 14))
    assert (first, last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert WorkingDays().between(first, last) == 21
    veterans_day_and_thanksgiving = 2
    american = WorkingDays(holidays=public_holidays("us"))
    assert american.between(first, last) == 21 - veterans_day_and_thanksgiving


def test_a_region_has_holidays_its_country_has_not() -> None:
    corpus_christi = date(2026, 6, 4)
    assert public_holidays("DE", "BY")(corpus_christi) is not None
    assert public_holidays("DE")(corpus_christi) is None


def test_a_region_or_country_nobody_keeps_a_calendar_for_is_no_error() -> None:
    assert public_holidays("US", "Nowhere")(date(2026, 11, 26)) == "Thanksgiving Day"
    assert public_holidays("ZZ")(date(2026, 12, 25)) is None
    assert keeps_holidays("us") is True
    assert keeps_holidays("ZZ") is False


def test_a_calendar_without_working_days_is_refused_instead_of_searched_for_ever() -> None:
    with pytest.raises(NoWorkingDayError, match="no working day"):
        WorkingDays(weekdays=frozenset()).next(date(2026, 1, 1))
    with pytest.raises(NoWorkingDayError):
        WorkingDays(holidays=lambda _day: "for ever").add(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last_one(
    day: date, n: int, expected: date
) -> None:
    assert add_months(day, n) == expected


@given(DAYS, st.integers(-120, 120))
def test_a_month_added_is_a_month_on(day: date, n: int) -> None:
    found = add_months(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day == min(day.day, month_of(found)[1].day)


def test_a_day_is_said_with_its_year_only_when_that_is_another() -> None:
    assert say_day(date(2026, 11, 5), near=date(2026, 1, 1)) == "Thu 5 Nov"
    assert say_day(date(2027, 1, 4), near=date(2026, 11, 5)) == "Mon 4 Jan 2027"

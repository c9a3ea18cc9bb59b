"""The rules that class and rank the queue."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.days import WorkingDays
from workstation.method.limits import Limits
from workstation.method.queueing import (
    Factors,
    Tries,
    Working,
    class_of_follow_up,
    rested,
    said_age,
    said_hours,
    time_rank,
)
from workstation.method.ranking import QUEUE_CLASS_KEYS, Weights
from workstation.method.spread import spread_evenly

NOW = datetime(2026, 11, 23, 15, 12, tzinfo=UTC)
LEAD = timedelta(minutes=10)


@given(
    st.sampled_from(["next_step", "hand_raiser", "response", "check_back", "cadence"]),
    st.booleans(),
    st.integers(0, 400),
    st.none() | st.integers(-1000, 700),
)
def test_every_due_follow_up_has_a_class_and_a_promise_is_never_below_a_check_back(
    kind: str, promised: bool, days: int, minutes: int | None
) -> None:
    day = NOW.date() - timedelta(days=days)
    at = None if minutes is None else NOW + timedelta(minutes=minutes) - timedelta(days=days)
    found = class_of_follow_up(
        kind=kind, promised=promised, due_on=day, due_at=at, now=NOW, lead=LEAD
    )
    place = QUEUE_CLASS_KEYS.index(found)
    assert not promised or place < QUEUE_CLASS_KEYS.index("check_back")


@pytest.mark.parametrize(
    ("kind", "promised", "days_late", "found"),
    [
        ("hand_raiser", False, 0, "hand_raiser"),
        ("hand_raiser", True, 3, "hand_raiser"),
        ("response", False, 0, "response"),
        ("response", True, 3, "response"),
        ("next_step", True, 0, "promised_today"),
        ("next_step", True, 1, "overdue"),
        ("check_back", True, 1, "overdue"),
        ("check_back", False, 1, "check_back"),
        ("next_step", False, 1, "step_due"),
        ("cadence", False, 0, "step_due"),
    ],
)
def test_a_follow_up_without_a_time_of_day_is_classed_by_its_kind_promise_and_day(
    kind: str, promised: bool, days_late: int, found: str
) -> None:
    day = NOW.date() - timedelta(days=days_late)
    assert found == class_of_follow_up(
        kind=kind, promised=promised, due_on=day, due_at=None, now=NOW, lead=LEAD
    )


@pytest.mark.parametrize(
    ("due", "now", "found"),
    [
        ("2026-11-23T08:00Z", "2026-11-23T15:12Z", "promised_now"),
        ("2026-11-23T23:30Z", "2026-11-24T00:29Z", "promised_now"),
        ("2026-11-23T23:30Z", "2026-11-24T00:30Z", "overdue"),
        ("2026-11-23T16:00Z", "2026-11-23T15:49Z", "promised_today"),
        ("2026-11-23T16:00Z", "2026-11-23T15:50Z", "promised_now"),
    ],
)
def test_a_promise_stays_on_top_all_day_and_has_an_hour_past_midnight(
    due: str, now: str, found: str
) -> None:
    moment = datetime.fromisoformat(due)
    assert found == class_of_follow_up(
        kind="next_step",
        promised=True,
        due_on=moment.date(),
        due_at=moment,
        now=datetime.fromisoformat(now),
        lead=LEAD,
    )


def test_a_reminder_comes_up_like_a_promise_and_another_time_of_day_does_not() -> None:
    def found(**more: bool) -> str:
        return class_of_follow_up(
            kind="next_step",
            promised=False,
            due_on=NOW.date(),
            due_at=NOW,
            now=NOW,
            lead=LEAD,
            **more,
        )

    assert found(reminder=True) == "promised_now"
    assert found(reminder=False) == found() == "step_due"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days"),
        (13, "13 days"),
        (14, "2 weeks"),
        (59, "8 weeks"),
        (60, "2 months"),
        (89, "2 months"),
        (90, "3 months"),
    ],
)
def test_an_age_is_said_in_days_then_weeks_then_months(days: int, said: str) -> None:
    assert said_age(days) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-90, "0 min"),
        (59, "0 min"),
        (60, "1 min"),
        (59 * 60, "59 min"),
        (60 * 60, "1 h"),
        (48 * 60 * 60 - 1, "47 h"),
        (48 * 60 * 60, "2 days"),
        (72 * 60 * 60 - 1, "2 days"),
        (72 * 60 * 60, "3 days"),
    ],
)
def test_a_wait_is_said_in_minutes_then_hours_then_days(seconds: int, said: str) -> None:
    assert said_hours(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("now", "due", "minutes"),
    [
        ("2026-11-01T06:55:00Z", "2026-11-01T07:05:00Z", 10),  # 01:55 and, after it, 01:05
        ("2026-11-01T06:55:00Z", "2026-11-01T07:06:00Z", 11),
        ("2026-11-01T06:05:00Z", "2026-11-01T07:05:00Z", 60),  # 01:05 and 01:05 again
        ("2026-03-08T07:55:00Z", "2026-03-08T08:05:00Z", 10),  # 01:55 and, after it, 03:05
        ("2026-03-08T07:54:00Z", "2026-03-08T08:05:00Z", 11),
    ],
)
def test_a_promise_comes_up_ten_minutes_before_it_in_the_night_the_clocks_change(
    now: str, due: str, minutes: int
) -> None:
    here = ZoneInfo("America/Chicago")
    present, moment = (datetime.fromisoformat(text).astimezone(here) for text in (now, due))
    found = class_of_follow_up(
        kind="next_step",
        promised=True,
        due_on=moment.date(),
        due_at=moment,
        now=present,
        lead=LEAD,
    )
    assert found == ("promised_now" if minutes <= 10 else "promised_today")


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 3, 8), date(2026, 11, 23)])
def test_promises_stand_in_the_order_of_their_moments_on_any_day(day: date) -> None:
    here = ZoneInfo("America/Chicago")
    midnight = datetime(day.year, day.month, day.day, tzinfo=here).astimezone(UTC)
    moments = [midnight + timedelta(minutes=each) for each in range(0, 22 * 60, 7)]
    ranks = [time_rank(day, moment.astimezone(here)) for moment in moments]
    assert ranks == sorted(set(ranks))
    assert ranks[-1] < time_rank(day, None) <= time_rank(day + timedelta(days=1), None)


WEIGHT = st.sampled_from([0, 0.5, 1, 2, 5])


@given(
    st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.integers(-3, 2000),
    st.builds(Weights, urgency=WEIGHT, fit=WEIGHT, age=WEIGHT),
)
def test_more_of_anything_never_ranks_lower_whatever_the_weights(
    urgency: int, fit: int | None, age: int, weights: Weights
) -> None:
    score = Factors(weights).score
    here = score(urgency, fit, age)
    assert here > 0
    assert score(min(urgency + 1, 100), fit, age) >= here
    assert score(urgency, fit, age + 1) >= here
    if fit is not None:
        assert score(urgency, min(fit + 1, 100), age) >= here


def test_a_weight_of_0_leaves_a_factor_out_and_a_higher_one_lets_it_decide() -> None:
    fit_only = Factors(Weights(urgency=0, fit=1, age=0))
    assert fit_only.score(0, 60, 0) == fit_only.score(100, 60, 300)
    even, fit_counts = Factors(), Factors(Weights(fit=3))
    urgent, fitting = (80, 20, 5), (20, 60, 5)
    assert even.score(*urgent) > even.score(*fitting)
    assert fit_counts.score(*urgent) < fit_counts.score(*fitting)


def test_a_rank_is_urgency_times_fit_times_age_and_age_counts_for_a_year() -> None:
    assert Factors().score(0, 0, 0) == 10
    assert Factors().score(90, 0, 0) == 100
    assert Factors().score(0, 100, 0) == 60
    assert Factors().score(0, 0, 7) == 20
    assert Factors().score(0, 0, 400) == pytest.approx(10 * (1 + 365 / 7))
    assert [Factors.age(days) for days in (-3, 0, 364, 365, 366)] == [0, 0, 364, 365, 365]


def test_unknown_fit_counts_as_the_middle() -> None:
    assert Factors().score(10, None, 3) == Factors().score(10, 50, 3)


def test_a_full_working_bin_says_what_it_holds_back() -> None:
    assert (Working("Working", 49, 50).over, Working("Working", 49, 50).said) == (0, "")
    assert Working("Working", 50, 50).said == ""
    assert Working("Working", 51, 50).said == (
        "Working holds 51 of 50: no fresh ground until 1 of them is worked to an end"
    )
    assert "3 of them are" in Working("Working", 53, 50).said


def test_the_attempt_limit_counts_calls_of_a_day_and_leaves_a_day_between() -> None:
    today = date(2026, 11, 23)
    assert rested(None, Limits(), today) is None
    assert rested(Tries(today, 1), Limits(), today) is None
    assert rested(Tries(today, 2), Limits(), today)
    assert rested(Tries(today - timedelta(days=1), 2), Limits(), today)
    assert rested(Tries(today - timedelta(days=2), 2), Limits(), today) is None


@given(st.integers(0, 500), st.integers(1, 60))
def test_a_backlog_is_spread_evenly_over_working_days_in_order(count: int, days: int) -> None:
    landing = spread_evenly(count, date(2026, 11, 21), days, WorkingDays())
    assert len(landing) == count
    assert landing == sorted(landing)
    loads = [landing.count(day) for day in set(landing)]
    assert not loads or max(loads) - min(loads) <= 1
    assert all(day.weekday() < 5 for day in landing)

"""The rules that class and rank the queue."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workstation.method.days import WorkingDays
from workstation.method.limits import Limits
from workstation.method.queueing import Tries, class_of_follow_up, rested, score
from workstation.method.ranking import QUEUE_CLASS_KEYS
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


@given(st.integers(0, 100), st.none() | st.integers(0, 100), st.integers(0, 2000))
def test_more_of_anything_never_ranks_lower(urgency: int, fit: int | None, age: int) -> None:
    here = score(urgency=urgency, fit=fit, age_days=age)
    assert here > 0
    assert score(urgency=min(urgency + 1, 100), fit=fit, age_days=age) >= here
    assert score(urgency=urgency, fit=fit, age_days=age + 1) >= here
    if fit is not None:
        assert score(urgency=urgency, fit=min(fit + 1, 100), age_days=age) >= here


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

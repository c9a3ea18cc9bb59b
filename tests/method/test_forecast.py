"""The month's outlook: a range that is honest about what it does not know."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.forecast import History, outlook

STEADY = History(days=60, events=30, conversations=300)


@pytest.mark.parametrize(
    "history",
    [
        History(days=19, events=30, conversations=300),
        History(days=60, events=2, conversations=300),
        History(days=0, events=0, conversations=0),
    ],
)
def test_too_little_history_gives_no_outlook(history: History) -> None:
    assert outlook(3, 10, history, 10) is None


def chance_of_four(days: float) -> float:
    """Four or more in `days` days after 30 in 60, term by term."""
    stay, shape = 60 / (60 + days), 30.5
    terms = (
        math.prod((shape + each) * (1 - stay) / (each + 1) for each in range(number))
        for number in range(4)
    )
    return 1 - stay**shape * sum(terms)


def test_a_steady_rep_gets_the_range_their_rate_gives() -> None:
    seen = outlook(6, 10, STEADY, 6)
    assert seen is not None
    assert (seen.low, seen.middle, seen.high) == (7, 9, 11)
    assert seen.chance == pytest.approx(chance_of_four(6))
    assert seen.chance == pytest.approx(0.363, abs=0.001)
    # Five conversations a day so far: a sixth is worth a fifth of a day more.
    assert seen.chance_with_more == pytest.approx(chance_of_four(6 * 6 / 5))


def test_a_reached_target_is_certain_and_a_month_without_days_left_is_decided() -> None:
    reached = outlook(10, 10, STEADY, 6)
    over = outlook(9, 10, STEADY, 0)
    assert reached is not None
    assert over is not None
    assert reached.chance == reached.chance_with_more == 1
    assert (over.low, over.high, over.chance, over.chance_with_more) == (9, 9, 0, 0)


def test_without_conversations_or_target_it_says_only_what_it_knows() -> None:
    silent = outlook(0, 10, History(days=60, events=30, conversations=0), 10)
    free = outlook(0, None, STEADY, 10)
    assert silent is not None
    assert free is not None
    assert silent.chance is not None
    assert silent.chance_with_more is None
    assert free.chance is None
    assert free.chance_with_more is None


@given(
    done=st.integers(0, 50),
    target=st.integers(0, 60),
    days=st.integers(20, 70),
    events=st.integers(3, 400),
    talks=st.integers(0, 900),
    left=st.integers(0, 23),
)
def test_ranges_are_ordered_and_more_conversations_never_lower_the_chance(
    done: int, target: int, days: int, events: int, talks: int, left: int
) -> None:
    seen = outlook(done, target, History(days=days, events=events, conversations=talks), left)
    assert seen is not None
    assert done <= seen.low <= seen.middle <= seen.high
    assert seen.chance is not None
    assert 0 <= seen.chance <= 1
    if seen.chance_with_more is not None:
        assert seen.chance_with_more >= seen.chance - 1e-9

"""Urgency: what adds up, what silence takes, and that neither order nor looking changes it."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.urgency import Decay, Folded, Sign, fold, present, settled, steps

DECAY = Decay()
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
signs = st.builds(Sign, moments, st.integers(-100, 100), st.booleans())
decays = st.builds(
    Decay,
    after_days=st.integers(1, 400),
    high=st.integers(0, 100),
    lost_high=st.integers(0, 100),
    lost_low=st.integers(0, 100),
)


@pytest.mark.parametrize(
    ("points", "days", "left"),
    [
        (71, 0, 71),
        (71, 29, 71),
        (71, 30, 56),
        (71, 60, 41),
        (71, 90, 26),
        (71, 120, 21),
        (31, 30, 16),
        (30, 30, 25),
        (4, 30, 0),
        (0, 30, 0),
        (100, 3650, 0),
    ],
)
def test_a_month_of_silence_takes_15_above_30_and_5_up_to_it(
    points: int, days: int, left: int
) -> None:
    assert present(points, START, START + days * DAY, DECAY) == left


def test_a_score_without_a_signal_or_from_a_clock_set_back_stays() -> None:
    assert present(40, None, START, DECAY) == 40
    assert present(40, START + DAY, START, DECAY) == 40


@given(st.integers(0, 100), moments, st.lists(st.timedeltas(timedelta(0), 900 * DAY)), decays)
def test_decay_is_the_same_in_one_jump_or_in_many(
    points: int, at: datetime, jumps: list[timedelta], decay: Decay
) -> None:
    looks = list(accumulate(jumps, initial=at))
    here, since = points, at
    for now in looks:
        here, since = settled(here, since, now, decay)
    assert here == present(points, at, looks[-1], decay)
    assert present(here, since, looks[-1], decay) == here


@given(st.integers(0, 100), moments, st.timedeltas(timedelta(0), 900 * DAY), decays)
def test_a_score_never_rises_by_silence_nor_falls_below_nothing(
    points: int, at: datetime, later: timedelta, decay: Decay
) -> None:
    assert (
        0 <= present(points, at, at + later + DAY, decay) <= present(points, at, at + later, decay)
    )


@given(st.data(), st.lists(signs, max_size=30), decays)
def test_the_order_in_which_signals_become_known_changes_nothing(
    data: st.DataObject, known: list[Sign], decay: Decay
) -> None:
    again = data.draw(st.permutations(known))
    assert fold(again, decay, 65) == fold(known, decay, 65)


@given(st.lists(signs, min_size=1, max_size=30), decays, moments)
def test_the_lines_of_the_sum_come_to_the_score(
    known: list[Sign], decay: Decay, now: datetime
) -> None:
    found = fold(known, decay, 65)
    lines = list(steps(known, now, decay))
    last = max(each.at for each in known)
    assert 0 <= found.points <= 100
    assert found.at == last
    assert sum(each.change for each in lines) == lines[-1].after
    assert all(0 <= each.after <= 100 for each in lines)
    assert [each.at for each in lines] == sorted(each.at for each in lines)
    assert lines[-1].after == present(found.points, last, now, decay)


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Apia", "America/Chicago"])
@pytest.mark.parametrize("month", [3, 11])
def test_zones_and_changes_of_the_clocks_are_nothing_to_it(zone: str, month: int) -> None:
    local = ZoneInfo(zone)
    at = datetime(2026, month, 1, tzinfo=local)
    due = at.astimezone(UTC) + 30 * DAY
    second = timedelta(seconds=1)
    assert present(50, at, (due - second).astimezone(local), DECAY) == 50
    assert present(50, at, due.astimezone(local), DECAY) == 35


def test_thirty_days_hold_across_a_leap_day_and_a_year_end() -> None:
    leap = datetime(2028, 2, 10, tzinfo=UTC)
    assert present(50, leap, datetime(2028, 3, 10, tzinfo=UTC), DECAY) == 50
    assert present(50, leap, datetime(2028, 3, 11, tzinfo=UTC), DECAY) == 35
    year_end = datetime(2026, 12, 20, tzinfo=UTC)
    assert present(50, year_end, datetime(2027, 1, 19, tzinfo=UTC), DECAY) == 35


def test_a_lead_is_made_by_the_signal_that_reaches_the_mark() -> None:
    known = [Sign(START, 60), Sign(START + DAY, 5, fast_track=True), Sign(START + 2 * DAY, 9)]
    assert fold(known, DECAY, 65) == Folded(74, START + 2 * DAY, START + DAY, fast_track=True)
    assert fold(known[:1], DECAY, 65).crossed_at is None


def test_a_lead_that_went_cold_is_made_again() -> None:
    again = START + 61 * DAY
    known = [Sign(START, 70, fast_track=True), Sign(again, 30)]
    assert fold(known, DECAY, 65) == Folded(70, again, again, fast_track=False)


def test_a_million_signals_are_folded_in_seconds_not_minutes() -> None:
    known = [Sign(START + timedelta(minutes=each), 1 - each % 3) for each in range(100_000)]
    assert fold(known, DECAY, 65).points == 1

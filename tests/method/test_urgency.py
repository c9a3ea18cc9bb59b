"""Urgency: what adds up, what silence takes, and that neither order nor looking changes it."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.crossings import crossings
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
    data: st.DataObject, told: list[Sign], decay: Decay
) -> None:
    known = [sign._replace(number=number) for number, sign in enumerate(told)]
    again = data.draw(st.permutations(known))
    assert fold(again, decay, 65) == fold(known, decay, 65)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=8), decays)
def test_signals_of_one_moment_are_held_to_0_and_100_one_after_the_other(
    points: list[int], decay: Decay
) -> None:
    expected = 0
    for each in points:
        expected = min(max(expected + each, 0), 100)
    known = [Sign(START, each, number=number) for number, each in enumerate(points)]
    assert fold(reversed(known), decay, 65).points == expected


@given(st.lists(signs, min_size=1, max_size=20), decays, st.integers(0, 20))
def test_counting_on_from_what_is_kept_comes_to_the_same_as_counting_all(
    told: list[Sign], decay: Decay, cut: int
) -> None:
    known = sorted(
        (sign._replace(number=number) for number, sign in enumerate(told)),
        key=lambda sign: (sign.at, sign.number),
    )
    early, late = known[:cut], known[cut:]
    kept = fold(early, decay, 65)
    assert fold(late, decay, 65, kept)[:3] == fold(known, decay, 65)[:3]
    end = known[-1].at + 400 * DAY
    lines = [*steps(early, early[-1].at if early else START, decay)]
    lines += steps(late, end, decay, kept)
    assert [each for each in lines if each.sign] == [
        each for each in steps(known, end, decay) if each.sign
    ]
    assert lines[-1].after == present(*fold(known, decay, 65)[:2], end, decay)


@given(st.lists(signs, min_size=1, max_size=20), decays, st.integers(-100, 0), moments)
def test_a_signal_that_takes_points_breaks_no_silence(
    told: list[Sign], decay: Decay, worth: int, later: datetime
) -> None:
    last = max(each.at for each in told)
    at = max(last, later)
    kept = fold(told, decay, 65)
    taken = fold([*told, Sign(at, worth, number=99)], decay, 65)
    months = 12 * timedelta(days=decay.after_days)
    if worth == 0:
        assert present(*taken[:2], at + months, decay) == present(*kept[:2], at + months, decay)
    assert taken.at is not None
    assert kept.at is not None
    assert (taken.at - kept.at) % timedelta(days=decay.after_days) == timedelta(0)


@pytest.mark.parametrize(("worth", "left"), [(1, 41), (0, 25), (-1, 24)])
def test_a_single_point_breaks_the_silence_and_a_signal_without_any_does_not(
    worth: int, left: int
) -> None:
    found = fold([Sign(START, 40), Sign(START + 20 * DAY, worth)], DECAY, 65)
    assert present(found.points, found.at, START + 40 * DAY, DECAY) == left


def test_60_points_are_20_after_two_months_with_a_careers_page_between_them() -> None:
    known = [Sign(START, 60), Sign(START + 20 * DAY, -10), Sign(START + 50 * DAY, 0)]
    assert [(each.at - START, each.change) for each in steps(known, START + 61 * DAY, DECAY)] == [
        (0 * DAY, 60),
        (20 * DAY, -10),
        (30 * DAY, -15),
        (50 * DAY, 0),
        (60 * DAY, -15),
    ]


@given(st.lists(signs, min_size=1, max_size=30), decays, moments)
def test_the_lines_of_the_sum_come_to_the_score(
    known: list[Sign], decay: Decay, now: datetime
) -> None:
    found = fold(known, decay, 65)
    lines = list(steps(known, now, decay))
    assert 0 <= found.points <= 100
    assert found.at is not None
    assert found.at <= max(each.at for each in known)
    assert sum(each.change for each in lines) == lines[-1].after
    assert all(0 <= each.after <= 100 for each in lines)
    assert [each.at for each in lines] == sorted(each.at for each in lines)
    assert lines[-1].after == present(found.points, found.at, now, decay)


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


def test_ten_times_the_signals_take_ten_times_as_long_not_a_hundred() -> None:
    def taken(count: int) -> float:
        known = [Sign(START + timedelta(minutes=each), 1 - each % 3) for each in range(count)]
        known += [Sign(START + timedelta(minutes=each), 70) for each in range(0, count, 50)]
        started = process_time()
        fold(known, DECAY, 65)
        assert crossings(known, DECAY, 65)
        return process_time() - started

    few = min(taken(2_000) for _ in range(5))
    assert min(taken(20_000) for _ in range(3)) < 40 * few

"""Crossings: each rise to the mark of a lead, and since when it could be known."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workstation.method.crossings import Crossing, crossings
from workstation.method.urgency import Decay, Sign, fold

DECAY = Decay()
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def risen(*signs: Sign) -> list[tuple[int, int]]:
    """Return the crossings as days after the start: when, and when known."""
    found = crossings(signs, DECAY, 65)
    return [((each.at - START) // DAY, (each.known_at - START) // DAY) for each in found]


def on(day: int, points: int, known: int | None = None) -> Sign:
    at = None if known is None else START + known * DAY
    return Sign(START + day * DAY, points, number=day, known_at=at)


def test_every_rise_is_there_not_only_the_last() -> None:
    assert risen(on(0, 70), on(40, 30), on(41, 1)) == [(0, 0), (40, 40)]


def test_a_crossing_is_known_when_the_signal_that_made_it_is() -> None:
    assert risen(on(0, 60), on(5, 20, known=9)) == [(5, 9)]
    assert risen(on(0, 60), on(5, 20, known=9), on(6, 1)) == [(5, 9)]


def test_a_crossing_is_known_when_an_earlier_signal_comes_to_light_that_it_needed() -> None:
    assert risen(on(0, 30, known=9), on(5, 40)) == [(5, 9)]
    assert risen(on(0, 1, known=9), on(5, 70)) == [(5, 5)]
    assert risen(on(0, 30, known=7), on(1, 30, known=9), on(5, 40)) == [(5, 7)]


def test_just_the_mark_is_a_crossing_and_what_is_above_it_already_crosses_no_more() -> None:
    assert risen(on(0, 65), on(1, 5)) == [(0, 0)]
    assert risen(on(0, 65, known=9)) == [(0, 9)]
    assert risen(on(0, 30, known=7), on(1, 10, known=9), on(5, 35)) == [(5, 7)]


def test_a_later_signal_makes_no_earlier_crossing_known() -> None:
    assert risen(on(0, 40, known=10), on(1, 30), on(2, 40)) == [(1, 10)]


def test_past_a_thousand_signals_a_crossing_is_known_with_the_signal_that_made_it() -> None:
    def between(count: int) -> list[tuple[int, int]]:
        silent = [Sign(START + timedelta(minutes=each), 0) for each in range(1, count + 1)]
        return risen(on(0, 30, known=9), *silent, on(5, 40))

    assert between(998) == [(5, 9)]
    assert between(999) == [(5, 5)]


def test_what_had_gone_cold_before_it_was_known_is_nothing_to_answer() -> None:
    assert risen(on(0, 70, known=40)) == []
    assert risen(on(0, 70, known=29)) == [(0, 29)]
    assert risen(on(0, 70, known=10), on(5, -20, known=10)) == []


def test_of_several_that_became_known_together_the_last_counts() -> None:
    known = [on(0, 70, known=35), on(31, -30, known=35), on(33, 60, known=35)]
    assert risen(*known) == [(33, 35)]


def test_a_fast_track_signal_of_the_same_moment_makes_it_fast() -> None:
    known = [Sign(START, 65), Sign(START, 0, fast_track=True, number=1)]
    assert crossings(known, DECAY, 65) == [Crossing(START, START, fast_track=True)]


days = st.integers(0, 400)
signs = st.builds(
    lambda day, points, fast: Sign(START + day * DAY, points, fast, number=day),
    days,
    st.integers(-40, 70),
    st.booleans(),
)


@given(st.lists(signs, max_size=30))
def test_the_last_of_what_was_known_at_once_is_what_the_score_says(known: list[Sign]) -> None:
    found, score = crossings(known, DECAY, 65), fold(known, DECAY, 65)
    assert [each.at for each in found] == [each.known_at for each in found]
    last = found[-1] if found else None
    assert (last.at if last else None) == score.crossed_at
    if last is not None:
        assert last.fast_track == score.fast_track

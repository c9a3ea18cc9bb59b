"""What fits into a day or an hour, at a pace that is the rep's own as soon as it is known."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from workstation.method.capacity import (
    COST,
    FIRST,
    POOLS,
    Timed,
    best_of,
    end_of_day,
    how_many,
    minutes_left,
    pace_of,
    pool_of,
)
from workstation.method.ranking import QUEUE_CLASS_KEYS, QueueClass, QueueClassKey

CLASSES = [
    QueueClass(key=key, title=key, short="x", meaning="x", minutes=6)  # type: ignore[arg-type]
    for key in QUEUE_CLASS_KEYS
]
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def test_every_class_has_a_pool_and_a_cost() -> None:
    assert set(POOLS) == set(COST) == set(QUEUE_CLASS_KEYS)


def test_without_calls_the_pace_is_the_playbook_s() -> None:
    pace = pace_of([], CLASSES)
    assert set(pace.minutes.values()) == {6}
    assert (pace.calls, pace.weight) == (0, 0)
    assert "playbook" in pace.said


def test_the_own_pace_counts_more_with_every_call_and_by_outcome() -> None:
    quick = [Timed("step", "unanswered", 60)] * 15
    long = [Timed("step", "conversation", 660)] * 5
    pace = pace_of([*quick, *long], CLASSES)
    own = (15 * 1 + 5 * 11) / 20
    assert pace.minutes["step_due"] == (own + 6) / 2
    assert pace.minutes["overdue"] == 6
    more = pace_of([*quick, *long] * 20, CLASSES)
    assert abs(more.minutes["step_due"] - own) < abs(pace.minutes["step_due"] - own)
    assert pace.calls == 20
    assert pace.weight == 0.5 / len(CLASSES)
    assert pace.said == "your pace of 20 calls, weight 4%"


def test_calls_that_took_no_time_count_as_none_and_no_classes_have_no_pace() -> None:
    pace = pace_of([Timed("step", "unanswered", 0)] * 20, CLASSES)
    assert pace.minutes["step_due"] == 3
    assert pace_of([], []).weight == 0


def test_a_call_that_lasted_all_day_does_not_spoil_the_pace() -> None:
    calls = [Timed("step", "conversation", 300)] * 30
    assert pace_of([*calls, Timed("step", "conversation", 30_000)], CLASSES).minutes == (
        pace_of([*calls, Timed("step", "conversation", 300)], CLASSES).minutes
    )


def test_follow_ups_and_their_absence_name_the_kind_of_call() -> None:
    assert pool_of(None, promised=False) == "unplanned"
    assert pool_of("response", promised=True) == "response"
    assert pool_of("next_step", promised=True) == "promise"
    assert pool_of("check_back", promised=False) == "check_back"
    assert pool_of("cadence", promised=False) == "step"


def test_meetings_are_taken_out_once_even_when_they_overlap() -> None:
    def at(minutes: int) -> datetime:
        return NOW + timedelta(minutes=minutes)

    busy = [(at(-30), at(15)), (at(60), at(90)), (at(75), at(100)), (at(170), at(300))]
    assert minutes_left(NOW, at(180), busy) == 180 - 15 - 40 - 10
    assert minutes_left(NOW, at(-5), busy) == 0
    assert minutes_left(NOW, at(180), []) == 180


def test_the_day_the_clocks_change_has_its_own_length() -> None:
    here = ZoneInfo("Europe/Berlin")
    for month, day, hours in ((3, 29, 17), (10, 25, 19)):
        now = datetime(2026, month, day, tzinfo=here)
        assert minutes_left(now, end_of_day(now, "18:00"), []) == hours * 60


def test_rows_that_fill_the_time_to_the_minute_fit() -> None:
    assert [how_many([4, 8, 6], left) for left in (3, 4, 11, 12, 18, 99)] == [0, 1, 1, 2, 3, 3]


def test_the_best_of_an_hour_is_what_was_promised_then_what_still_fits_in_order() -> None:
    rows: list[tuple[QueueClassKey, float]] = [
        ("response", 8),
        ("step_due", 15),
        ("promised_today", 10),
        ("check_back", 4),
        ("fresh_ground", 6),
        ("hand_raiser", 10),
    ]
    assert best_of(rows, 60) == ([2, 5, 0, 1, 3, 4], 53)
    assert best_of(rows, 32) == ([2, 5, 0, 3], 32)
    assert best_of(rows, 9) == ([0], 8)


@given(st.lists(st.floats(0.1, 60)), st.floats(0, 600))
def test_as_many_fit_as_the_time_holds_and_no_more(needed: list[float], left: float) -> None:
    fits = how_many(needed, left)
    assert sum(needed[:fits]) <= left + 1e-6
    assert fits == len(needed) or sum(needed[: fits + 1]) > left - 1e-6


CLASS = st.sampled_from(QUEUE_CLASS_KEYS)


@given(st.lists(st.tuples(CLASS, st.floats(1, 30))), st.floats(0, 120))
def test_promises_and_hand_raisers_come_before_anything_else(
    rows: list[tuple[QueueClassKey, float]], left: float
) -> None:
    chosen, used = best_of(rows, left)
    assert used <= left
    first = [rows[place][0] in FIRST for place in chosen]
    assert first == sorted(first, reverse=True)
    urgent = [place for place, (key, _) in enumerate(rows) if key in FIRST]
    alone, _ = best_of([rows[place] for place in urgent], left)
    assert [place for place in chosen if rows[place][0] in FIRST] == [urgent[n] for n in alone]

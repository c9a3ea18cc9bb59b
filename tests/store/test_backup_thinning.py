from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.store.backup_thinning import Copied, to_remove

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))

copies = st.lists(st.tuples(st.integers(-24 * 60, 400 * 24 * 60), st.booleans()), max_size=40).map(
    lambda made: [
        Copied((NOW - timedelta(minutes=age)).astimezone(UTC), f"{n}", good)
        for n, (age, good) in enumerate(made)
    ]
)
later = st.integers(0, 500 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def left(kept: list[Copied], now: datetime) -> list[Copied]:
    gone = to_remove(kept, now)
    return [one for one in kept if one.name not in gone]


def test_the_older_the_further_apart_they_stay():
    kept = [Copied(NOW - timedelta(hours=6 * n), f"{n:04}") for n in range(4 * 1000)]
    stay = left(kept, NOW)

    def between(first: int, last: int) -> list[datetime]:
        ages = [(NOW - one.at, one.at.astimezone(NOW.tzinfo)) for one in stay]
        return [at for age, at in ages if first < age / timedelta(days=1) <= last]

    assert len(between(-1, 2)) == 9
    days = [at.date() for at in between(2, 14)]
    assert len(days) == len(set(days)) == 11 + 1
    weeks = [at.isocalendar()[:2] for at in between(14, 91)]
    assert len(weeks) == len(set(weeks)) == 11
    assert {at.isocalendar().weekday for at in between(14, 91)} == {7}
    months = [(at + timedelta(days=4 - at.isoweekday())).month for at in between(91, 365)]
    assert len(months) == len(set(months)) == 9


def test_the_last_of_a_local_day_stays_and_a_broken_one_makes_none_unnecessary():
    evening = datetime(2026, 11, 10, 23, 0, tzinfo=NOW.tzinfo)
    kept = [
        Copied(evening - timedelta(hours=5), "before"),
        Copied(evening, "last good"),
        Copied(evening + timedelta(minutes=50), "broken", good=False),
        Copied(evening + timedelta(minutes=70), "next day"),
    ]
    assert to_remove(kept, NOW - timedelta(days=3)) == {"before"}


@pytest.mark.parametrize(
    ("days", "later_days"),
    [(2, 0), (14, 1), (91, 8)],
    ids=["one of its day", "one of its week", "one of its month"],
)
def test_two_days_two_weeks_and_a_quarter_are_over_a_second_after_they_end(
    days: int, later_days: int
):
    now = datetime(2026, 11, 16, 9, 12, tzinfo=UTC)
    at = now - timedelta(days=days)
    newer = Copied(at + timedelta(days=later_days, minutes=1), "newer")
    assert to_remove([newer, Copied(at, "old")], now) == set()
    assert to_remove([newer, Copied(at, "old")], now + timedelta(seconds=1)) == {"old"}


@given(copies, later)
def test_the_newest_good_one_and_all_of_two_days_always_stay(kept: list[Copied], now: datetime):
    stay = left(kept, now)
    good = [one for one in kept if one.good]
    if good:
        assert max(good) in stay
    assert all(one in stay for one in kept if now - one.at <= timedelta(days=2))


@given(copies, later)
def test_a_second_time_nothing_more_goes(kept: list[Copied], now: datetime):
    assert to_remove(left(kept, now), now) == set()


@given(copies, later, st.integers(0, 500))
def test_what_goes_today_would_go_later_too_and_thinning_in_between_changes_nothing(
    kept: list[Copied], now: datetime, days: int
):
    then = now + timedelta(days=days)
    assert to_remove(kept, now) <= to_remove(kept, then)
    good = [one for one in kept if one.good]
    assert left(left(good, now), then) == left(good, then)

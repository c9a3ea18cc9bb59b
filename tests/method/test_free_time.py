"""Times are offered only when both sides are at work and free."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workstation.method.days import WorkingDays
from workstation.method.free_time import Both, Span, free_times, in_hours, suggest
from workstation.method.hours import CallingHours

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=CHICAGO)
THANKSGIVING = date(2026, 11, 26)


def both(there: str | None = None, works: WorkingDays | None = None) -> Both:
    days = works or WorkingDays()
    return Both(
        here=CHICAGO,
        there=ZoneInfo(there) if there else None,
        hours=CallingHours(),
        works=days.is_working,
        works_there=lambda _day: True,
    )


def local(moments: list[datetime]) -> list[str]:
    return [f"{moment.astimezone(CHICAGO):%a %d %H:%M}" for moment in moments]


def span(text: str, hours: float) -> Span:
    start = datetime.fromisoformat(text).replace(tzinfo=CHICAGO).astimezone(UTC)
    return start, start + timedelta(hours=hours)


def test_two_times_on_one_day_and_one_on_another_are_offered() -> None:
    assert local(suggest(NOW, 30, both(), [])) == ["Tue 24 10:00", "Tue 24 14:00", "Thu 26 11:00"]


def test_holidays_days_off_and_weekends_are_left_out() -> None:
    works = WorkingDays(days_off=frozenset({date(2026, 11, 24), THANKSGIVING}))
    found = local(suggest(NOW, 30, both(works=works), []))
    assert found == ["Wed 25 10:00", "Wed 25 14:00", "Fri 27 11:00"]
    friday = NOW + timedelta(days=4)
    assert local(suggest(friday, 30, both(), []))[0] == "Mon 30 10:00"


def test_times_lie_in_the_working_hours_of_both_zones() -> None:
    for there in ("Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu"):
        for moment in free_times(date(2026, 11, 24), 60, both(there), [], NOW):
            theirs = moment.astimezone(ZoneInfo(there))
            assert theirs.hour >= 8
            assert (theirs.hour, theirs.minute) <= (17, 0)
    assert local(suggest(NOW, 60, both("Europe/Berlin"), [])) == [
        "Tue 24 09:00", "Tue 24 10:00", "Thu 26 10:00"
    ]  # fmt: skip


def test_zones_that_never_work_at_the_same_time_get_no_offer() -> None:
    assert suggest(NOW, 30, both("Asia/Shanghai"), []) == []


def test_what_is_there_already_keeps_a_gap_on_both_sides() -> None:
    busy = [span("2026-11-24T10:00", 1), span("2026-11-24T13:00", 3)]
    found = local(list(free_times(date(2026, 11, 24), 30, both(), busy, NOW)))
    times = [text[-5:] for text in found]
    assert times[:3] == ["08:00", "08:30", "09:00"]
    assert times[3:6] == ["11:30", "12:00", "16:30"]


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 11, 2), date(2026, 3, 27)])
def test_hours_hold_on_both_clocks_around_the_change_of_clocks(day: date) -> None:
    early = datetime(2026, 3, 1, tzinfo=UTC)
    found = list(free_times(day, 30, both("Europe/London"), [], early))
    assert found
    for moment in found:
        for zone in (CHICAGO, ZoneInfo("Europe/London")):
            clock = moment.astimezone(zone)
            assert (8, 0) <= (clock.hour, clock.minute) <= (17, 30)


def test_with_one_day_free_all_times_are_of_that_day() -> None:
    works = WorkingDays(weekdays=frozenset(), days_off=frozenset())
    assert suggest(NOW, 30, both(works=works), []) == []
    only = both()
    only = Both(CHICAGO, None, CallingHours(), lambda day: day == date(2026, 11, 25), only.works)
    found = local(suggest(NOW, 60, only, []))
    assert found == ["Wed 25 09:00", "Wed 25 10:00", "Wed 25 14:00"]


def only_on(day: date, hours: CallingHours | None = None) -> Both:
    return Both(CHICAGO, None, hours or CallingHours(), lambda each: each == day, lambda _day: True)


def test_three_weeks_ahead_are_looked_at_and_no_day_more() -> None:
    last = NOW.date() + timedelta(days=21)
    assert local(suggest(NOW, 30, only_on(last), [], wanted=1)) == ["Mon 14 10:00"]
    assert suggest(NOW, 30, only_on(last + timedelta(days=1)), []) == []


@pytest.mark.parametrize(
    ("minute", "times"),
    [
        (20, ["Mon 23 09:30", "Mon 23 10:00", "Mon 23 10:30"]),
        (21, ["Mon 23 10:00", "Mon 23 10:30", "Mon 23 11:00"]),
    ],
)
def test_with_room_today_alone_the_next_times_leave_ten_minutes_from_now(
    minute: int, times: list[str]
) -> None:
    now = NOW.replace(minute=minute)
    assert local(suggest(now, 30, only_on(NOW.date()), [])) == times


def test_days_with_one_time_each_give_three_days() -> None:
    hours = CallingHours(start="10:00", end="10:30")
    one_each = Both(CHICAGO, None, hours, WorkingDays().is_working, lambda _day: True)
    assert local(suggest(NOW, 30, one_each, [])) == ["Tue 24 10:00", "Wed 25 10:00", "Thu 26 10:00"]


def test_as_many_times_are_offered_as_are_wanted() -> None:
    assert local(suggest(NOW, 30, both(), [], wanted=1)) == ["Tue 24 10:00"]
    assert local(suggest(NOW, 30, both(), [], wanted=4)) == [
        "Tue 24 09:30", "Tue 24 10:00", "Tue 24 14:00", "Thu 26 11:00"
    ]  # fmt: skip


def test_of_two_times_as_near_the_earlier_is_offered() -> None:
    busy = [span("2026-11-24T10:10", 1 / 12)]
    assert local(suggest(NOW, 30, both(), busy))[0] == "Tue 24 09:30"


def test_ten_minutes_before_and_after_what_is_there_are_enough() -> None:
    hours = CallingHours(start="10:00", end="10:30")
    day = date(2026, 11, 24)
    for start, end, free in (
        ("09:00", "09:50", True),
        ("09:00", "09:51", False),
        ("10:40", "11:00", True),
        ("10:39", "11:00", False),
    ):
        busy = [(span(f"{day}T{start}", 0)[0], span(f"{day}T{end}", 0)[0])]
        assert bool(list(free_times(day, 30, only_on(day, hours), busy, NOW))) is free


def test_a_time_is_free_from_the_very_moment_asked_for_every_half_hour() -> None:
    day = date(2026, 11, 24)
    for minute, first in ((0, "Tue 24 16:00"), (1, "Tue 24 16:30")):
        from_then = datetime(2026, 11, 24, 16, minute, tzinfo=CHICAGO)
        found = local(list(free_times(day, 30, both(), [], from_then)))
        assert found[0] == first
        assert found[-2:] == ["Tue 24 17:00", "Tue 24 17:30"]


def test_a_rep_who_works_on_sundays_may_meet_then() -> None:
    sunday = date(2026, 11, 29)
    assert len(list(free_times(sunday, 30, only_on(sunday), [], NOW))) == 20


def test_their_day_counts_by_their_own_date() -> None:
    tuesday = date(2026, 11, 24)
    sydney = ZoneInfo("Australia/Sydney")
    early = NOW - timedelta(days=1)
    every_day = frozenset(range(7))
    for off, times in ((set(), 6), ({tuesday}, 0), ({date(2026, 11, 23)}, 6)):
        theirs = WorkingDays(weekdays=every_day, days_off=frozenset(off))
        sides = Both(CHICAGO, sydney, CallingHours(), lambda _day: True, theirs.is_working)
        found = list(free_times(date(2026, 11, 23), 30, sides, [], early))
        assert len(found) == times
        assert {moment.astimezone(sydney).date() for moment in found} <= {tuesday}
        assert list(free_times(date(2026, 11, 27), 30, sides, [], early)) == []


@pytest.mark.parametrize(
    ("start", "minutes", "inside"),
    [
        ("2026-11-24T08:00", 30, True),
        ("2026-11-24T07:59", 30, False),
        ("2026-11-24T17:30", 30, True),
        ("2026-11-24T17:31", 30, False),
        ("2026-11-28T10:00", 30, False),
    ],
)
def test_a_meeting_lies_in_hours_from_their_first_to_their_last_minute(
    start: str, minutes: int, inside: bool
) -> None:
    begins = datetime.fromisoformat(start).replace(tzinfo=CHICAGO)
    assert in_hours(begins, minutes, CHICAGO, CallingHours()) is inside


def test_a_meeting_that_runs_past_midnight_is_not_in_hours() -> None:
    late = CallingHours(start="00:00", end="23:59")
    begins = datetime(2026, 11, 24, 23, 30, tzinfo=CHICAGO)
    assert not in_hours(begins, 60, CHICAGO, late)

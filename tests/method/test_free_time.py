"""Times are offered only when both sides are at work and free."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workstation.method.days import WorkingDays
from workstation.method.free_time import Both, Span, free_times, suggest
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
    assert len(found) == 3
    assert {text[:6] for text in found} == {"Wed 25"}

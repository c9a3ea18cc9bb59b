"""Nobody is offered for a call while it is night, or the weekend, where they are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.hours import CallingHours, callable_at
from workstation.method.limits import Limits

HOURS = CallingHours()


def test_people_are_called_from_eight_to_six_on_weekdays_unless_told_otherwise() -> None:
    assert (HOURS.start, HOURS.end, HOURS.weekdays) == ("08:00", "18:00", (0, 1, 2, 3, 4))


def test_a_contact_is_callable_by_their_own_clock() -> None:
    found = callable_at(datetime(2026, 11, 23, 14, 12, tzinfo=UTC), "America/Chicago", HOURS)
    assert found.ok
    assert found.why == "08:12 there, until 18:00"
    assert found.local is not None
    assert (found.local.hour, found.local.minute) == (8, 12)
    assert found.opens_at is None


@pytest.mark.parametrize(
    ("now", "opens_at", "why"),
    [
        ("2026-11-23T13:59:59", "2026-11-23T14:00", "Mon 07:59 there, opens 08:00"),
        ("2026-11-24T00:00:00", "2026-11-24T14:00", "Mon 18:00 there, opens Tue 08:00"),
        ("2026-11-28T18:00:00", "2026-11-30T14:00", "Sat 12:00 there, opens Mon 08:00"),
        ("2026-10-31T18:00:00", "2026-11-02T14:00", "Sat 13:00 there, opens Mon 08:00"),
    ],
)
def test_outside_their_hours_the_next_opening_is_known(now: str, opens_at: str, why: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = callable_at(moment, "America/Chicago", HOURS)
    assert not found.ok
    assert found.opens_at == datetime.fromisoformat(opens_at).replace(tzinfo=UTC)
    assert found.why == why


def test_after_the_only_calling_day_of_the_week_hours_open_a_week_on() -> None:
    mondays = CallingHours(weekdays=(0,))
    found = callable_at(datetime(2026, 11, 24, 1, 0, tzinfo=UTC), "America/Chicago", mondays)
    assert found.opens_at == datetime(2026, 11, 30, 14, 0, tzinfo=UTC)


def test_hours_that_fall_into_the_hour_the_clocks_leave_out_open_a_week_later() -> None:
    small = CallingHours(start="02:15", end="02:45", weekdays=(6,))
    found = callable_at(datetime(2026, 3, 8, 8, 15, tzinfo=UTC), "America/Chicago", small)
    assert not found.ok
    assert found.opens_at == datetime(2026, 3, 15, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "America", "../etc/passwd", "a\0b"])
def test_an_unknown_zone_leaves_it_to_the_rep(zone: str | None) -> None:
    found = callable_at(datetime(2026, 11, 23, 3, 0, tzinfo=UTC), zone, HOURS)
    assert found.ok
    assert (found.local, found.opens_at, found.why) == (None, None, "time zone unknown")


@given(
    st.integers(1_750_000_000, 1_850_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from(["Pacific/Pago_Pago", "America/New_York", "Europe/London", "Pacific/Apia",
                     "Australia/Lord_Howe", "Pacific/Kiritimati"]),
    st.sets(st.integers(0, 6), min_size=1).map(tuple),
)  # fmt: skip
def test_the_next_opening_is_open_and_one_minute_before_it_is_not(
    now: datetime, zone: str, weekdays: tuple[int, ...]
) -> None:
    hours = CallingHours(weekdays=weekdays)
    found = callable_at(now, zone, hours)
    if found.ok:
        assert now.astimezone(ZoneInfo(zone)).weekday() in weekdays
        return
    assert found.opens_at is not None
    assert now < found.opens_at <= now + timedelta(days=8)
    assert callable_at(found.opens_at, zone, hours).ok
    assert not callable_at(found.opens_at - timedelta(minutes=1), zone, hours).ok


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"start": "8"}, '"8" is not a time of day'),
        ({"start": "25:00"}, "not a time of day"),
        ({"start": "18:00", "end": "08:00"}, "expected a time after 18:00"),
        ({"start": "09:00", "end": "09:00"}, "expected a time after 09:00"),
        ({"weekdays": [7]}, "weekday"),
        ({"weekdays": []}, "weekday"),
        ({"begin": "08:00"}, "begin"),
    ],
)
def test_calling_hours_that_cannot_be_are_refused(
    written: dict[str, object], sentence: str
) -> None:
    with pytest.raises(msgspec.ValidationError, match=sentence):
        msgspec.convert(written, CallingHours)


def test_limits_come_from_the_playbook_or_the_method() -> None:
    assert msgspec.convert({"unanswered_a_day": 3}, Limits).unanswered_a_day == 3
    assert (Limits().unanswered_a_day, Limits().block_minutes, Limits().day_ends) == (
        2,
        60,
        "18:00",
    )
    with pytest.raises(msgspec.ValidationError, match="unanswered_a_day is 0, expected 1 or more"):
        msgspec.convert({"unanswered_a_day": 0}, Limits)
    with pytest.raises(msgspec.ValidationError, match="not a time of day"):
        msgspec.convert({"day_ends": "late"}, Limits)

"""What a rep types for "when" lands on the day or moment they mean, or is refused in a sentence."""

import string
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workstation.method.days import WorkingDays, say_day
from workstation.method.text import clean_line
from workstation.method.when import When, WhenError, parse_when

NEW_YORK, CHICAGO = "America/New_York", "America/Chicago"
HOLIDAYS = {date(2026, 11, 26): "Thanksgiving", date(2027, 1, 1): "New Year's Day"}
WORKING = WorkingDays(holidays=HOLIDAYS.get)
MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo(NEW_YORK))
ZONES = (
    "Pacific/Pago_Pago", "Pacific/Honolulu", "America/Los_Angeles", NEW_YORK, "America/St_Johns",
    "UTC", "Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
)  # fmt: skip


def read(text: str, now: datetime = MONDAY, theirs: str | None = CHICAGO) -> When:
    return parse_when(text, now=now, working=WORKING, their_zone=theirs)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tue", "2026-11-24"),
        ("TUESDAY", "2026-11-24"),
        ("on tue", "2026-11-24"),
        ("mon", "2026-11-30"),
        ("this mon", "2026-11-23"),
        ("next tue", "2026-12-01"),
        ("tue next week", "2026-12-01"),
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("tom", "2026-11-24"),
        ("day after tomorrow", "2026-11-25"),
        ("+3d", "2026-11-27"),
        ("3d", "2026-11-27"),
        ("+ 3 days", "2026-11-27"),
        ("in 3 working days", "2026-11-27"),
        ("in 2 days", "2026-11-25"),
        ("+2w", "2026-12-07"),
        ("in 2 weeks", "2026-12-07"),
        ("in a week", "2026-11-30"),
        ("two weeks from now", "2026-12-07"),
        ("+1m", "2026-12-23"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("next quarter", "2027-01-04"),
        ("end of month", "2026-11-30"),
        ("eom", "2026-11-30"),
        ("eow", "2026-11-27"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("q1", "2027-01-04"),
        ("q4", "2027-10-01"),
        ("q2 2028", "2028-04-03"),
        ("jan", "2027-01-04"),
        ("november", "2027-11-01"),
        ("5 may", "2027-05-05"),
        ("may 5", "2027-05-05"),
        ("5th of may", "2027-05-05"),
        ("may 5, 2028", "2028-05-05"),
        ("the 30th", "2026-11-30"),
        ("2026-12-01", "2026-12-01"),
        ("2026/12/01", "2026-12-01"),
        ("12.1.", "2027-01-12"),
        ("12.1.2027", "2027-01-12"),
        ("29 feb", "2028-02-29"),
        ("KW 50", "2026-12-07"),
        ("week 50", "2026-12-07"),
        ("kw50 fr", "2026-12-11"),
        ("KW 50, Mi", "2026-12-09"),
        ("Fr. KW 50", "2026-12-11"),
        ("thursday of week 50", "2026-12-10"),
        ("in kw 50", "2026-12-07"),
        ("mid-week 50", "2026-12-09"),
        ("Ende KW 50", "2026-12-11"),
        ("kw 48", "2026-11-23"),
        ("kw 48 fri", "2026-11-27"),
        ("kw 47", "2027-11-22"),
        ("kw 3", "2027-01-18"),
        ("kw 53 tue", "2026-12-29"),
        ("kw 50/2027", "2027-12-13"),
        ("week 50/27 tue", "2027-12-14"),
        ("week 50 2027", "2027-12-13"),
    ],
)
def test_a_day_in_plain_words_is_that_day(text: str, day: str) -> None:
    found = read(text)
    assert (found.day.isoformat(), found.at, found.moved) == (day, None, None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("tue 3pm", "2026-11-24T15:00"),
        ("tue at 3 p.m.", "2026-11-24T15:00"),
        ("kw 50 di 10:30", "2026-12-08T10:30"),
        ("3pm tue", "2026-11-24T15:00"),
        ("tuesday 15:00", "2026-11-24T15:00"),
        ("tue 15h30", "2026-11-24T15:30"),
        ("tue 3.30pm", "2026-11-24T15:30"),
        ("tue 3", "2026-11-24T15:00"),
        ("tue 03:00", "2026-11-24T03:00"),
        ("tue 12am", "2026-11-24T00:00"),
        ("tue 12pm", "2026-11-24T12:00"),
        ("tue 1pm", "2026-11-24T13:00"),
        ("tue 1:30", "2026-11-24T13:30"),
        ("tue 6:59", "2026-11-24T18:59"),
        ("tue 7", "2026-11-24T07:00"),
        ("tue noon", "2026-11-24T12:00"),
        ("tue midday", "2026-11-24T12:00"),
        ("tue afternoon", "2026-11-24T14:00"),
        ("tue in the afternoon", "2026-11-24T14:00"),
        ("tue in the morning", "2026-11-24T09:00"),
        ("tomorrow morning", "2026-11-24T09:00"),
        ("tomorrow 9", "2026-11-24T09:00"),
        ("today 16:30", "2026-11-23T16:30"),
        ("16:30", "2026-11-23T16:30"),
        ("now", "2026-11-23T09:12"),
        ("in 2 hours", "2026-11-23T11:12"),
        ("in 10 min", "2026-11-23T09:22"),
        ("half an hour", "2026-11-23T09:42"),
        ("5 may 10:30", "2027-05-05T10:30"),
        ("may 5 10", "2027-05-05T10:00"),
        ("2026-12-01 14:00", "2026-12-01T14:00"),
        ("2026-12-01T14:00", "2026-12-01T14:00"),
        ("+3d 15:00", "2026-11-27T15:00"),
        ("tue 3pm my time", "2026-11-24T15:00"),
        ("tue 3pm mine", "2026-11-24T15:00"),
        ("tue 3pm their time", "2026-11-24T16:00"),
        ("tue 3pm theirs", "2026-11-24T16:00"),
    ],
)
def test_a_time_of_day_is_a_moment_by_the_reps_clock_unless_theirs_is_said(
    text: str, at: str
) -> None:
    found = read(text)
    expected = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(NEW_YORK))
    assert found.at == expected
    assert found.at is not None
    assert found.at.tzinfo is UTC
    assert found.day == expected.date()
    assert found.moved is None


def test_now_is_the_next_whole_second() -> None:
    assert read("now", MONDAY.replace(microsecond=1)).at == MONDAY + timedelta(seconds=1)
    assert read("now", MONDAY).at == MONDAY


def test_ten_long_years_ahead_is_the_furthest_a_day_may_be() -> None:
    furthest = MONDAY.date() + timedelta(days=10 * 366)
    assert furthest == date(2036, 11, 30), "a Sunday"
    assert read("2036-11-30").day == date(2036, 12, 1)


def test_a_day_off_gives_way_to_the_next_working_day_and_says_why() -> None:
    found = read("thu")
    assert found.day == date(2026, 11, 27)
    assert found.moved == "moved from Thu 26 Nov: Thanksgiving"
    assert read("2026-11-26") == found
    assert read("2026-12-05").moved == "moved from Sat 5 Dec: weekend"


def test_a_moment_on_a_day_off_stays_with_a_note() -> None:
    found = read("thu 10:00")
    assert found.day == date(2026, 11, 26)
    assert found.moved == "note: Thu 26 Nov is not a working day (Thanksgiving)"


def test_what_was_understood_is_said_in_both_zones() -> None:
    assert read("tue 15:00").said == "Tue 24 Nov 15:00, 14:00 for them"
    assert read("tue 00:30").said == "Tue 24 Nov 00:30, Mon 23 Nov 23:30 for them"
    assert read("tue 15:00", theirs=None).said == "Tue 24 Nov 15:00"
    assert read("q1").said == "Mon 4 Jan 2027"


def test_their_phrase_is_read_by_their_calendar() -> None:
    auckland = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    found = read("tomorrow 9am their time", now=auckland, theirs=CHICAGO)
    assert found.at == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert found.day == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "say when"),
        ("soonish", '"soonish" is not a time'),
        ("9", "is not a time"),
        ("3/4", "day and month or month and day"),
        ("3.4 10:00", "day and month or month and day"),
        ("3/4/2027", "day and month or month and day"),
        ("31 feb", "31 February does not exist"),
        ("29 feb 2027", "29 February 2027 does not exist"),
        ("2027-02-29", "does not exist"),
        ("0000-01-01", "does not exist"),
        ("13.13.", "does not exist"),
        ("the 99th", "does not exist"),
        ("yesterday", "that is in the past"),
        ("-3d", "that is in the past"),
        ("3 days ago", "that is in the past"),
        ("2026-11-22", "that is in the past: Sun 22 Nov"),
        ("0001-01-01 10:00", "that is in the past"),
        ("today 9:00", "that is in the past: Mon 23 Nov 09:00"),
        ("tue 25:00", '"25:00" is not a time of day'),
        ("tue 13pm", '"13pm" is not a time of day'),
        ("tue 0am", '"0am" is not a time of day'),
        ("tue 14:60", '"14:60" is not a time of day'),
        ("tue 24:00", '"24:00" is not a time of day'),
        ("2036-12-01", "more than 10 years"),
        ("wed 24 nov", "24 November 2026 is a Tuesday, not a Wednesday"),
        ("tue their time", "add a time of day"),
        ("9999-12-31 23:59", "more than 10 years"),
        ("+999999w", "more than 10 years"),
        ("in 999999 hours", "more than 10 years"),
        ("jan 9999", "more than 10 years"),
        ("tue " * 100, "too long"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(WhenError, match=sentence) as refused:
        read(text)
    assert "\n" not in str(refused.value)


def test_their_time_without_a_known_zone_is_refused() -> None:
    for zone in (None, "Mars/Olympus"):
        with pytest.raises(WhenError, match="their time zone is not known"):
            read("tue 3pm their time", theirs=zone)


def test_a_time_the_clocks_jump_over_becomes_the_one_after_the_jump_with_a_note() -> None:
    now = datetime(2027, 3, 12, 12, 0, tzinfo=ZoneInfo(NEW_YORK))
    found = read("2027-03-14 02:30", now=now)
    assert found.at == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert found.moved is not None
    assert found.moved.startswith("note: ")
    assert "02:30 does not exist that day (clocks change), 03:30 is meant" in found.moved


def test_a_time_that_comes_twice_is_the_first_until_that_has_passed() -> None:
    before = datetime(2026, 10, 31, 12, 0, tzinfo=ZoneInfo(NEW_YORK))
    found = read("2026-11-01 01:30", now=before)
    assert found.at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert "01:30 comes twice that day (clocks change), the first is meant" in (found.moved or "")
    between = datetime(2026, 11, 1, 1, 45, tzinfo=ZoneInfo(NEW_YORK))
    found = read("today 01:30", now=between)
    assert found.at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert "the second is meant" in (found.moved or "")


def test_two_hours_across_a_change_of_clocks_are_two_hours() -> None:
    now = datetime(2027, 3, 14, 1, 30, tzinfo=ZoneInfo(NEW_YORK))
    found = read("in 2 hours", now=now)
    assert found.at == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    assert found.said.startswith("Sun 14 Mar 04:30")


def test_the_last_days_of_a_year_lead_into_the_next() -> None:
    now = datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo(NEW_YORK))
    assert read("tomorrow", now=now).day == date(2027, 1, 4)
    assert read("tomorrow", now=now).moved == "moved from Fri 1 Jan 2027: New Year's Day"
    assert read("+1d", now=now).day == date(2027, 1, 4)
    assert read("next month", now=now).day == date(2027, 1, 4)
    assert read("in 1 hour", now=now).day == date(2027, 1, 1)
    assert read("q4", now=now).day == date(2027, 10, 1)
    assert read("eom", now=now).day == date(2026, 12, 31)


def test_a_month_on_from_the_31st_and_the_leap_day_exist() -> None:
    now = datetime(2028, 1, 31, 9, 0, tzinfo=ZoneInfo(NEW_YORK))
    assert read("+1m", now=now).day == date(2028, 2, 29)
    leap_day = datetime(2028, 2, 29, 9, 0, tzinfo=ZoneInfo(NEW_YORK))
    assert read("29 feb", now=leap_day).day == date(2028, 2, 29)
    assert read("+1y", now=leap_day).day == date(2029, 2, 28)


def test_an_end_of_month_gone_by_is_that_of_the_next_month() -> None:
    saturday = datetime(2026, 10, 31, 9, 0, tzinfo=ZoneInfo(NEW_YORK))
    assert read("eom", now=saturday).day == date(2026, 11, 30)


def test_a_rep_without_working_days_gets_a_sentence() -> None:
    never = WorkingDays(weekdays=frozenset())
    with pytest.raises(WhenError, match="no working day"):
        parse_when("tue", now=MONDAY, working=never, their_zone=None)


def test_a_long_leave_does_not_confuse_the_end_of_the_week() -> None:
    away = frozenset(date(2026, 11, 23) + timedelta(days=n) for n in range(120))
    working = WorkingDays(days_off=away)
    found = parse_when("eow", now=MONDAY, working=working, their_zone=None)
    assert found.day == date(2027, 3, 23)


def test_the_present_week_is_from_today_on_and_a_day_of_it_that_is_over_is_past() -> None:
    wednesday = MONDAY + timedelta(days=2)
    assert read("kw 48", now=wednesday).day == date(2026, 11, 25)
    with pytest.raises(WhenError, match="that is in the past: Mon 23 Nov"):
        read("kw 48 mo", now=wednesday)
    with pytest.raises(WhenError, match=r"^week 53 of 2027 does not exist$"):
        read("kw 53/2027")
    with pytest.raises(WhenError, match=r"^week 60 does not exist$"):
        read("kw 60")


VOCABULARY = """
kw week 50 53 kw50 fr mi ende
tue fri sun next this week month quarter q1 q3 jan may december 5 31 29 feb 0 1 9 12 24 25 99 5th
3pm 13pm 15:00 02:30 1:30 24:00 noon morning at in on + +1 +3d +2w -1d d w m y days hours min t z
today tomorrow now eom eow end of the their theirs time my 2026-12-01 2027-02-29 3/4 12.1. working
a an two 2027 9999 0000 , . yesterday ago from
"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.one_of(
    st.lists(WORDS, max_size=5).map(" ".join),
    st.lists(WORDS, max_size=4).map("".join),
    st.text(max_size=30),
    st.text(string.digits + " .:/-+dwmhapq", max_size=12),
)
MOMENTS = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, tz=ZoneInfo(zone)),
    st.floats(1_700_000_000, 1_900_000_000),
    st.sampled_from(ZONES),
)
THEIRS = st.sampled_from((*ZONES, None))


@given(PHRASES, MOMENTS, THEIRS)
@example("²", MONDAY, None)
@example("٣pm", MONDAY, None)
@example("\x1b]52;c;x\x07", MONDAY, None)
@example("[/red]", MONDAY, None)
def test_any_text_lands_in_the_future_on_a_working_day_or_ends_in_a_sentence(
    text: str, now: datetime, theirs: str | None
) -> None:
    try:
        found = read(text, now=now, theirs=theirs)
    except WhenError as refused:
        sentence = str(refused)
        assert 10 < len(sentence) < 200
        assert clean_line(sentence) == sentence
        return
    assert found.day >= now.date()
    if found.at is None:
        assert WORKING.is_working(found.day)
        assert found.moved is None or found.moved.startswith("moved from ")
    else:
        assert found.at >= now
        assert found.at.microsecond == 0
        assert found.at.utcoffset() == timedelta(0)
        assert found.day == found.at.astimezone(now.tzinfo).date()
        assert found.moved is None or found.moved.startswith("note: ")
        assert WORKING.is_working(found.day) or found.moved is not None


@given(MOMENTS, st.integers(0, 1000), st.sampled_from(ZONES))
def test_the_day_as_it_is_said_can_be_typed_again(now: datetime, ahead: int, theirs: str) -> None:
    first = read((now.date() + timedelta(days=ahead)).isoformat(), now=now, theirs=theirs)
    again = read(first.said, now=now, theirs=theirs)
    assert again.day == first.day
    assert first.said == say_day(first.day, near=now.date())


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 59))
def test_their_time_shows_on_their_clock(
    now: datetime, theirs: str, hour: int, minute: int
) -> None:
    found = read(f"tomorrow {hour:02}:{minute:02} their time", now=now, theirs=theirs)
    assert found.at is not None
    shown = found.at.astimezone(ZoneInfo(theirs))
    asked = now.astimezone(ZoneInfo(theirs)).date() + timedelta(days=1)
    if "does not exist" not in (found.moved or ""):
        assert (shown.date(), shown.hour, shown.minute) == (asked, hour, minute)


def test_reading_words_loads_no_calendar_and_no_phone_tables() -> None:
    code = (
        "import sys, workstation.method.when, workstation.method.hours, workstation.method.limits;"
        "print([m for m in ('holidays', 'phonenumbers', 'dateutil') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""An automatic reply says until when somebody is away."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from workstation.method.absence import MOST_DAYS, away_until, read_day

NOW = datetime(2026, 4, 20, 9, tzinfo=ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Out until 5 May", date(2026, 5, 5)),
        ("I am out of the office until May 5th. In urgent cases ask Ines.", date(2026, 5, 5)),
        ("away through 2026-05-01, with little access to mail", date(2026, 5, 1)),
        ("on leave; back on 6 May", date(2026, 5, 5)),
        ("I will be returning to the office on 4 May and will answer then", date(2026, 5, 3)),
        ("out till friday", date(2026, 4, 24)),
        ("UNTIL 5 May", date(2026, 5, 5)),
        ("The desk is open until 5pm; I am back on 6 May", date(2026, 5, 5)),
        ("away until 5 May 9am", date(2026, 5, 5)),
        ("on leave until 1 April 2027", date(2027, 4, 1)),
        ("away until Wednesday, 6 May, then in Lyon", date(2026, 5, 6)),
        ("away until May 5, 2026", date(2026, 5, 5)),
        ("I return on 18 May. For urgent matters call until 5 pm", date(2026, 5, 17)),
        ("I return on 18 May. The desk answers until Friday.", date(2026, 5, 17)),
        ("out until 5 Nov 2025; now out until 5 May", date(2026, 5, 5)),
    ],
)
def test_the_last_day_away_is_read(text: str, last: date) -> None:
    assert away_until(text, NOW) == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("out until today", date(2026, 4, 20)),
        ("out until 20 April", date(2026, 4, 20)),
        ("back on 21 April", date(2026, 4, 20)),
        ("out until Sunday", date(2026, 4, 26)),
        ("out until 14 February", date(2027, 2, 14)),
        ("out until 15 February 2027", date(2027, 2, 15)),
        ("out until 25 May 2027", date(2027, 5, 25)),
        ("out until Thursday the 6th of May 2027", date(2027, 5, 6)),
    ],
)
def test_the_first_and_the_last_day_that_count_are_read(text: str, last: date) -> None:
    assert away_until(text, NOW) == last


@pytest.mark.parametrize(
    "text",
    [
        "back on 20 April",
        "out until 15 February",
        "out until 26 May 2027",
        "call until noon",
        "call until in 2 hours",
    ],
)
def test_a_day_beyond_those_or_a_time_of_today_counts_for_nothing(text: str) -> None:
    assert away_until(text, NOW) is None


def test_a_day_more_than_four_hundred_days_ahead_was_misread() -> None:
    assert read_day("2027-05-25", NOW) == date(2027, 5, 25)
    assert (date(2027, 5, 25) - NOW.date()).days == MOST_DAYS == 400
    assert read_day("2027-05-26", NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Out of the office.",
        "until further notice",
        "I'll get back to you",
        "until 99 May",
        "open until 5pm",
        "away until 15 April",
        "away until 15 April 2026",
        "away until 5 Nov 2025",
        "away until Nov 5, 2025",
        "back on Wednesday 5 November 2025",
        "call until 17h",
        "call until 5 o’clock",
    ],
)
def test_where_no_day_is_told_none_is_made_up(text: str) -> None:
    assert away_until(text, NOW) is None

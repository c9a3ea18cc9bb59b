"""An automatic reply says until when somebody is away."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from workstation.method.absence import away_until

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
    ],
)
def test_the_last_day_away_is_read(text: str, last: date) -> None:
    assert away_until(text, NOW) == last


@pytest.mark.parametrize(
    "text",
    ["", "Out of the office.", "until further notice", "I'll get back to you", "until 99 May"],
)
def test_where_no_day_is_told_none_is_made_up(text: str) -> None:
    assert away_until(text, NOW) is None

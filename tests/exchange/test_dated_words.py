"""The one date in a few words."""

import pytest

from workstation.exchange.dated_words import date_in


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15.01.27 send the offer", "15.01.27"),
        ("3/4/27 9:30", "3/4/27 9:30"),
        ("call on 3/4/2027.", "3/4/2027"),
        ("Call on 2 May 2030 9:30", "2 May 2030 9:30"),
        ("ask about release 11.3.22", ""),
        ("IP 10.10.10.10", ""),
        ("10.10.10.10", ""),
        ("no. 4.5.06", ""),
        ("send the offer, 15.01.27", "15.01.27"),
        ("anrufen am 15.01.27 9:30", "15.01.27 9:30"),
        ("ring again - 3/4/27", "3/4/27"),
        ("order of 11.3.22", ""),
        ("upgrade to 11.3.22, then call", ""),
        ("release 11.3.2022.4", ""),
    ],
)
def test_numbers_of_versions_and_papers_are_no_dates(cell: str, day: str) -> None:
    assert date_in(cell) == day

"""Moments as tables write them: with an offset, in the rep's zone, as a day, as seconds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.exchange.moments import moment
from workstation.exchange.values import Unreadable

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-20T14:05:00Z", "2026-11-20T14:05:00"),
        ("2026-11-20 14:05:00+02:00", "2026-11-20T12:05:00"),
        ("2026-11-20 14:05", "2026-11-20T20:05:00"),
        ("2026-11-20", "2026-11-20T06:00:00"),
        ("2026-07-20", "2026-07-20T05:00:00"),
        ("20 Nov 2026 2:05 pm", "2026-11-20T20:05:00"),
        ("Nov 20, 2026 12:00 AM", "2026-11-20T06:00:00"),
        ("20.11.2026 08:30", "2026-11-20T14:30:00"),
        ("11/20/2026 08:30 UTC", "2026-11-20T08:30:00"),
        ("2026/11/20 08:30 -0500", "2026-11-20T13:30:00"),
        ("1795183500", "2026-11-20T14:05:00"),
        ("1795183500000", "2026-11-20T14:05:00"),
    ],
)
def test_a_moment_is_read_as_it_was_meant(text: str, utc: str) -> None:
    found = moment(text, CHICAGO)
    assert isinstance(found, datetime)
    assert found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S") == utc


@pytest.mark.parametrize(
    "text",
    ["", "soon", "04/03/2026", "2026-02-30", "20 Nov 2026 25:00", "20 Nov 2026 13:05 pm", "123"],
)
def test_what_is_no_moment_or_could_be_two_is_refused(text: str) -> None:
    found = moment(text, CHICAGO)
    assert isinstance(found, Unreadable)
    assert "'" in found.why


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    found = moment(text, CHICAGO)
    assert isinstance(found, Unreadable) or found.tzinfo is not None

"""A promise in one line: what, when and by whom, told apart."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.days import WorkingDays
from workstation.method.promise_line import PromiseLine, is_promised, read_promise
from workstation.method.when import WhenError

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))


def read(line: str, their_zone: str | None = "Europe/London") -> PromiseLine:
    return read_promise(
        line, now=NOW, working=WorkingDays(), their_zone=their_zone, names=("Dana Whitfield",)
    )


@pytest.mark.parametrize(
    ("line", "what", "when_text", "day"),
    [
        ("send the case study tue 3pm", "send the case study", "tue 3pm", "2026-11-24"),
        ("call back tomorrow at 10", "call back", "tomorrow at 10", "2026-11-24"),
        ("send q1 numbers friday", "send q1 numbers", "friday", "2026-11-27"),
        ("send the report for q1 by friday", "send the report for q1", "friday", "2026-11-27"),
        ("tomorrow send the deck", "send the deck", "tomorrow", "2026-11-24"),
        ("by friday send the deck", "send the deck", "friday", "2026-11-27"),
        ("friday: send q1 numbers", "send q1 numbers", "friday", "2026-11-27"),
        ("send the deck tomorrow to Dana", "send the deck to Dana", "tomorrow", "2026-11-24"),
        ("send the deck by friday to Dana", "send the deck to Dana", "friday", "2026-11-27"),
        ("send it next tue at 3pm, with prices", "send it with prices", "next tue at 3pm",
         "2026-12-01"),
        ("send monday report tuesday", "send monday report", "tuesday", "2026-11-24"),
        ("send deck, friday.", "send deck", "friday", "2026-11-27"),
        ("call in 2 weeks", "call", "in 2 weeks", "2026-12-07"),
        ("call in march", "call", "march", "2027-03-01"),
        ("call back q1", "call back", "q1", "2027-01-01"),
        ("book a demo for thursday 2pm", "book a demo", "thursday 2pm", "2026-11-26"),
        ("send the deck +3d", "send the deck", "+3d", "2026-11-26"),
        ("send the invoice until 2026-12-01", "send the invoice", "2026-12-01", "2026-12-01"),
        ("on tuesday 24 november 2026 at 3 pm call Jo", "call Jo",
         "tuesday 24 november 2026 at 3 pm", "2026-11-24"),
    ],
)  # fmt: skip
def test_the_day_is_told_from_the_words(line: str, what: str, when_text: str, day: str) -> None:
    found = read(line)
    assert (found.what, found.when_text, found.by) == (what, when_text, "me")
    assert found.when is not None
    assert found.when.day.isoformat() == day


@pytest.mark.parametrize(
    "line",
    [
        "send the deck", "send q1", "send the q1 numbers", "send the 5 may report",
        "send monday report", "send the report from last week", "send the agenda for friday",
        "send the deck by 31 feb", "check what they may do", "send the plan for 3 months", "log on",
    ],
)  # fmt: skip
def test_what_a_thing_is_about_is_no_day(line: str) -> None:
    found = read(line)
    assert (found.what, found.when_text, found.when) == (line, "", None)


@pytest.mark.parametrize(
    ("line", "by", "what"),
    [
        ("they send the org chart by friday", "them", "send the org chart"),
        ("she will check with finance next week", "them", "check with finance"),
        ("he'll call back in 2 hours", "them", "call back"),
        ("They: org chart friday", "them", "org chart"),
        ("Dana will check tomorrow", "them", "check"),
        ("dana whitfield sends prices tomorrow", "them", "sends prices"),
        ("Dana deck friday", "me", "Dana deck"),
        ("they want the deck by friday", "me", "they want the deck"),
        ("I'll send the deck friday", "me", "send the deck"),
        ("we will send the deck friday", "me", "send the deck"),
        ("themes for the deck friday", "me", "themes for the deck"),
    ],
)
def test_who_promised_is_told_from_the_first_words(line: str, by: str, what: str) -> None:
    found = read(line)
    assert (found.by, found.what) == (by, what)


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("send the deck", "email"), ("e-mail prices", "email"), ("call about the email", "call"),
        ("meet for lunch", "meeting"), ("add her on LinkedIn", "social"), ("ask legal", "task"),
    ],
)  # fmt: skip
def test_the_first_word_that_tells_gives_the_channel(line: str, channel: str) -> None:
    assert read(line).channel == channel


def test_their_time_is_read_by_their_clock_or_refused() -> None:
    found = read("call back tomorrow at 16:00 their time")
    assert found.when is not None
    assert found.when.said == "Tue 24 Nov 10:00, 16:00 for them"
    with pytest.raises(WhenError, match="time zone is not known"):
        read("call back tomorrow at 16:00 their time", None)


def test_who_promised_may_be_said_outright() -> None:
    found = read_promise(
        "org chart friday", now=NOW, working=WorkingDays(), their_zone=None, by="them"
    )
    assert (found.by, found.what, found.when_text) == ("them", "org chart", "friday")


WORD = st.sampled_from(
    "send the deck q1 friday numbers by on may 3pm tomorrow , for to Dana next week they will 5 in"
    " +3d their time I'll at 10 until march".split()
)


@given(st.lists(WORD, max_size=14))
def test_no_word_is_lost_but_those_that_say_who_and_until(words: list[str]) -> None:
    found = read(" ".join(words))
    small = {"they", "will", "i'll", "by", "on", "until", "for", "at", "in", "dana", ","}
    given_ = sorted(word.casefold() for word in words if word.casefold() not in small)
    kept = f"{found.what} {found.when_text}".casefold().replace(",", " ").split()
    assert sorted(word for word in kept if word not in small) == given_


@given(st.text(max_size=200))
def test_no_line_breaks_the_reader(line: str) -> None:
    found = read(line)
    assert (found.when is None) == (found.when_text == "")


def test_what_a_next_step_is_for_says_that_it_is_promised() -> None:
    assert is_promised("Promised: the price list")
    assert not any(is_promised(why) for why in ("", "ask what was promised", "promisedly"))


def test_a_huge_paste_is_read_at_once() -> None:
    assert read("send it " * 20_000 + "friday").when_text == "friday"

"""Answers as they are typed in a call: read where they can be, kept as words where not."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.answer_kinds import (
    day_in,
    hint,
    number_in,
    picked,
    read_answer,
)
from workstation.method.flow import Question

MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))
KINDS = ["text", "choice", "number", "date", "money", "person", "yes_no"]


def question(kind: str) -> Question:
    choices = ["at the top", "among the first", "not on it"] if kind == "choice" else []
    return Question(key="asked", text="Asked?", kind=kind, choices=choices)  # type: ignore[arg-type]


def read(kind: str, typed: str) -> tuple[str, str]:
    kept, complaint = read_answer(question(kind), typed, now=MONDAY)
    return kept, complaint


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("choice", "2", "among the first"),
        ("choice", " NOT ON IT ", "not on it"),
        ("choice", "no", "not on it"),
        ("yes_no", "Y", "yes"),
        ("yes_no", "nope", "no"),
        ("yes_no", "yes, but not before May", "yes, but not before May"),
        ("number", "40", "40"),
        ("number", "1,200", "1200"),
        ("number", "1.200", "1200"),
        ("number", "1 200 000", "1200000"),
        ("number", "12.5", "12.5"),
        ("number", "12,5", "12.5"),
        ("number", "1,234.50", "1234.5"),
        ("number", "1.234,50", "1234.5"),
        ("number", "0.125", "0.125"),
        ("number", "40 %", "40%"),
        ("number", "5k", "5000"),
        ("number", "-3", "-3"),
        ("number", "30 people in two teams", "30 people in two teams"),
        ("money", "40k eur", "40 000 EUR"),
        ("money", "€1.5m", "1 500 000 EUR"),
        ("money", "12 500", "12 500"),
        ("money", "$900", "$900"),
        ("money", "GBP 99.5", "99.5 GBP"),
        ("money", "20 000 a year", "20 000 a year"),
        ("date", "next tue", "2026-12-01"),
        ("date", "2027-01-31", "2027-01-31"),
        ("date", "2019-06-01", "2019-06-01"),
        ("date", "tomorrow 15:00", "2026-11-24 15:00"),
        ("date", "sat", "2026-11-28"),
        ("person", "  Hanna\tLohrmann , finance ", "Hanna Lohrmann , finance"),
        ("text", " two\nlines ", "two\nlines"),
        ("text", "2", "2"),
    ],
)
def test_an_answer_of_its_kind_is_kept_in_full_without_a_complaint(
    kind: str, typed: str, kept: str
) -> None:
    assert read(kind, typed) == (kept, "")


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("number", "about 40", "Not one plain number"),
        ("number", "20 to 30", "Not one plain number"),
        ("number", "a few", "Not one plain number"),
        ("money", "about 40k", "Not one plain amount"),
        ("money", "10-20k", "Not one amount"),
        ("money", "not yet", "Not one amount"),
        ("date", "when the snow melts", "Kept as you typed it"),
        ("date", "yesterday", "past"),
        ("choice", "7", "None of the choices"),
        ("choice", "somewhere", "None of the choices"),
        ("yes_no", "not yet", "Neither yes nor no"),
        ("person", "55", "No name"),
    ],
)
def test_words_are_never_refused_only_told_of(kind: str, typed: str, said: str) -> None:
    kept, complaint = read(kind, typed)
    assert kept == typed
    assert said in complaint


@given(kind=st.sampled_from(KINDS), typed=st.text(max_size=80))
def test_whatever_is_typed_is_kept_and_reading_it_again_changes_nothing(
    kind: str, typed: str
) -> None:
    kept, complaint = read(kind, typed)
    assert bool(kept) == bool(typed.strip()) or "\ufffd" in kept or kind == "person"
    assert complaint == "" or typed.strip()
    if kind != "choice":
        assert read(kind, kept)[0] == kept


def test_a_day_without_a_clock_is_read_only_when_it_is_written_in_full() -> None:
    assert read_answer(question("date"), "2027-01-31").kept == "2027-01-31"
    assert read_answer(question("date"), "next tue") == ("next tue", "")


@pytest.mark.parametrize(
    ("answer", "number"),
    [("about 40", 40), ("12 500 EUR", 12500), ("40%", 40), ("20 to 30", None), ("none", None)],
)
def test_the_one_number_in_an_answer_is_found(answer: str, number: float | None) -> None:
    assert number_in(answer) == number


def test_a_kept_answer_gives_back_its_choice_and_its_day() -> None:
    assert picked(question("choice"), "At the top") == "at the top"
    assert picked(question("choice"), "somewhere") is None
    assert picked(question("yes_no"), "Yes, since May") == "yes"
    assert picked(question("yes_no"), "not yet") is None
    assert day_in("2026-11-24 15:00") == date(2026, 11, 24)
    assert day_in("some day") is None


def test_every_kind_but_text_says_what_may_be_typed() -> None:
    assert hint(question("choice")) == "1 at the top · 2 among the first · 3 not on it"
    assert hint(question("yes_no")) == "y yes · n no"
    assert [kind for kind in KINDS if not hint(question(kind))] == ["text"]
    assert all(len(hint(question(kind))) <= 50 for kind in KINDS)

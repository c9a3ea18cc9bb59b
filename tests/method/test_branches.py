"""Branches: which answer leads where, by choice, by comparison, by the day it is."""

from datetime import date

import pytest

from workstation.method.branches import read_comparison, taken
from workstation.method.flow import Branch, Question

TODAY = date(2026, 11, 23)


def leads(kind: str, on: list[str], answer: str | None, today: date | None = TODAY) -> bool:
    choices = ["red", "blue"] if kind == "choice" else []
    question = Question(
        key="asked",
        text="Asked?",
        kind=kind,  # type: ignore[arg-type]
        choices=choices,
        branches=[Branch(on=on, to="later")],
    )
    return taken(question, answer, today) is not None


@pytest.mark.parametrize(
    ("kind", "on", "answer", "taken_"),
    [
        ("yes_no", ["yes"], "yes", True),
        ("yes_no", ["yes"], "yes, but later", True),
        ("yes_no", ["yes"], "no", False),
        ("yes_no", ["yes"], "perhaps", False),
        ("choice", ["blue"], "Blue", True),
        ("choice", ["red", "blue"], "blue", True),
        ("choice", ["blue"], "red", False),
        ("number", ["< 10"], "5", True),
        ("number", ["< 10"], "10", False),
        ("number", ["<= 10"], "about 10", True),
        ("number", ["< 10", "> 90"], "95%", True),
        ("number", ["= 10"], "10.0", True),
        ("number", ["< 10"], "a few", False),
        ("money", [">= 40k"], "40 000 EUR", True),
        ("money", ["> 40k"], "40 000 EUR", False),
        ("date", ["< 2027-01-31"], "2027-01-30", True),
        ("date", [">= 2027-01-31"], "2027-01-30", False),
        ("date", ["< +6m"], "2027-05-22", True),
        ("date", ["< +6m"], "2027-05-23", False),
        ("date", ["> +2w"], "2026-12-08 15:00", True),
        ("date", ["< -1y"], "2019-06-01", True),
        ("date", ["< +6m"], "in spring", False),
        ("text", [], "anything", True),
        ("person", [], "Hanna Lohrmann", True),
    ],
)
def test_an_answer_takes_the_branch_that_names_it(
    kind: str, on: list[str], answer: str, taken_: bool
) -> None:
    assert leads(kind, on, answer) is taken_


def test_the_first_branch_that_fits_is_taken() -> None:
    question = Question(
        key="asked",
        text="Asked?",
        kind="number",
        branches=[Branch(on=["< 5"], to="low"), Branch(on=["< 10"], to="mid"), Branch(to="rest")],
    )
    ways = [taken(question, answer, TODAY) for answer in ("3", "7", "70", "many")]
    assert [way and way.to for way in ways] == ["low", "mid", "rest", "rest"]


def test_an_answer_only_known_to_be_there_takes_a_branch_for_any_answer_alone() -> None:
    assert leads("text", [], None)
    assert not leads("yes_no", ["yes"], None)


def test_a_span_from_today_never_holds_without_a_today_or_beyond_the_calendar() -> None:
    assert not leads("date", ["< +6m"], "2027-01-01", None)
    assert not leads("date", ["< +9999y"], "2027-01-01")


@pytest.mark.parametrize("text", ["10", "<", "< x", "~ 10", "", "10 <", "< 1 2 3 to 4"])
def test_what_is_no_comparison_is_none(text: str) -> None:
    assert read_comparison("number", text) is None


@pytest.mark.parametrize("text", ["< 10", "< tomorrow", "< 2027-1-1", "< 2027-01-31x", "< 6m"])
def test_what_is_no_comparison_of_days_is_none(text: str) -> None:
    assert read_comparison("date", text) is None

"""Typed goals bind themselves where they clearly name a measure, and only there."""

import pytest

from workstation.method.goal_text import numbers_in, read_goal
from workstation.method.measures import Measure
from workstation.playbook.load import load
from workstation.playbook.resources import playbook_folder


@pytest.fixture(scope="module")
def measures() -> list[Measure]:
    return load(playbook_folder(), None).playbook.measures


@pytest.mark.parametrize(
    ("text", "measure", "target"),
    [
        ("hold five conversations", "conversations", 5),
        ("5 conversations", "conversations", 5),
        ("Hold five conversations and log them", "conversations", 5),
        ("five good conversations before lunch", "conversations", 5),
        ("log at least 7 conversations today", "conversations", 7),
        ("conversations: 6", "conversations", 6),
        ("send 40 emails", "emails_sent", 40),
        ("40 emails", "emails_sent", 40),
        ("Write twelve emails", "emails_sent", 12),
        ("make 30 calls", "dials", 30),
        ("30 dials", "dials", 30),
        ("hold 3 five-minute calls", "five_minute_calls", 3),
        ("two discovery calls", "discovery_calls", 2),
        ("qualify one opportunity", "qualified_opportunities", 1),
        ("qualify an opportunity", "qualified_opportunities", 1),
        ("2 qualified opportunities", "qualified_opportunities", 2),
        ("book 2 meetings", "meetings_booked", 2),
        ("schedule two meetings", "meetings_booked", 2),
        ("hold 2 meetings", "meetings_held", 2),
        ("add five new accounts", "accounts_added", 5),
        ("3 CONTACTS", "contacts_added", 3),
    ],
)
def test_a_goal_that_names_a_measure_is_counted(
    measures: list[Measure], text: str, measure: str, target: int
) -> None:
    assert read_goal(text, measures) == (text, measure, target)


@pytest.mark.parametrize(
    "text",
    [
        "plan December",
        "2 meetings",
        "schedule two discovery calls",
        "send 40 emails to the old list",
        "close 2 opportunities",
        "answer 3 responses",
        "call five old leads",
        "conversations",
        "0 conversations",
        "call 3 people and send 40 emails",
        "5 conversations and 40 emails",
        "five-minute call",
        "8 % response rate",
        "a plan",
        "",
        "5",
        "99999 emails",
        "²³ emails",
    ],
)
def test_a_goal_that_does_not_is_ticked_by_hand(measures: list[Measure], text: str) -> None:
    assert read_goal(text, measures) == (text, None, None)


def test_every_wording_of_the_playbook_reads_back_as_its_own_measure(
    measures: list[Measure],
) -> None:
    for measure in measures:
        if measure.for_goals:
            many = measure.goal_many.replace("{target}", "17")
            assert read_goal(many, measures)[1:] == (measure.key, 17)
            assert read_goal(measure.goal_one, measures)[1:] == (measure.key, 1)
            assert read_goal(f"4 {measure.title}", measures)[1:] == (measure.key, 4)


def test_spaces_are_tidied_and_numbers_found_in_words_and_figures(
    measures: list[Measure],
) -> None:
    assert read_goal("  hold \n five   conversations ", measures).text == "hold five conversations"
    assert numbers_in("Five of 12 in two-day steps, 3x") == [5, 12, 2, 3]

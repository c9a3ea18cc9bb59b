"""Experiments at the desk: variants given out evenly, calls counted for the right one."""

from collections import Counter

import pytest

from tests.desk import world
from tests.desk.playbooks import OPENERS, flow, with_parts
from workstation.desk.calls.calls import LogEntry
from workstation.desk.desk import Desk


@pytest.fixture
def trying(desk: Desk) -> Desk:
    """A desk with two openers and a third for other flows, and a flow with a variant."""
    flows = [flow("first"), flow("second"), flow("second_short", variant_of="second")]
    with_parts(desk, openers=OPENERS, flows=flows)
    return desk


@pytest.fixture
def acme(trying: Desk) -> int:
    return world.account(trying, "Acme", bin="working")


def dial(desk: Desk, account: int, outcome: str, flow: str, opener: str = "", **more) -> None:
    """Log a call made with a variant."""
    entry = LogEntry(account, outcome, flow=flow, opener=opener, reason="no budget", **more)
    desk.calls.log(entry)


def test_openers_are_given_out_evenly_over_calls_logged_and_under_way(trying: Desk) -> None:
    given: Counter[str] = Counter()
    for number in range(21):
        account = world.account(trying, f"Account {number}", bin="working")
        call = trying.calls.open(account, flow="first")
        given[call.opener] += 1
        if number % 3:
            dial(trying, account, "no_answer", "first", call.opener, draft=call.draft)
        assert abs(given["bad_time"] - given["thirty"]) <= 1
    assert set(given) == {"bad_time", "thirty"}, "not the one for other flows"
    assert trying.experiments.assign_opener("second", 1) == "any"


def test_a_new_opener_catches_up_and_other_flows_do_not_count(trying: Desk, acme: int) -> None:
    for _ in range(3):
        dial(trying, acme, "no_answer", "first", "bad_time")
        dial(trying, acme, "no_answer", "second", "thirty")
    assert {trying.experiments.assign_opener("first", number) for number in range(9)} == {"thirty"}


def test_other_opener_goes_round(trying: Desk) -> None:
    other = trying.experiments.other_opener
    assert (other("first", "bad_time"), other("first", "thirty")) == ("thirty", "bad_time")
    assert other("first", "gone") == "bad_time"
    with_parts(trying, openers=[])
    assert other("first", "bad_time") == trying.experiments.assign_opener("first", 1) == ""


def test_a_flow_takes_turns_with_its_variants_whichever_is_named(trying: Desk, acme: int) -> None:
    assign = trying.experiments.assign_flow
    assert assign("first", acme) == "first"
    assert assign("nowhere", acme) == "nowhere"
    assert {assign("second", number) for number in range(20)} == {"second", "second_short"}
    dial(trying, acme, "no_answer", "second")
    assert {assign("second_short", number) for number in range(20)} == {"second_short"}


def test_results_count_what_came_of_each_opener(trying: Desk, acme: int) -> None:
    day = trying.days.read("+3d")
    dial(trying, acme, "conversation", "first", "bad_time", seconds=400, when=day, promised=True)
    dial(trying, acme, "conversation", "first", "bad_time", seconds=200, when=day)
    dial(trying, acme, "gatekeeper", "first", "bad_time")
    dial(trying, acme, "no_answer", "first", "bad_time")
    dial(trying, acme, "not_interested", "first", "thirty", seconds=60)
    dial(trying, acme, "conversation", "second", "bad_time")
    openers, flows = trying.experiments.results()
    assert (openers.kind, openers.key, openers.title) == ("opener", "first", "Opener: First")
    mine, other = openers.variants
    assert (mine.dials, mine.answered, mine.conversations) == (4, 3, 2)
    assert (mine.five_minute_calls, mine.next_steps) == (1, 1)
    assert (mine.tries, mine.wins, mine.rate) == (3, 2, 2 / 3)
    assert (other.dials, other.answered, other.conversations, other.next_steps) == (1, 1, 1, 0)
    assert mine.chance + other.chance == pytest.approx(1)
    assert openers.verdict.said.startswith("too early: 3 and 1 answered calls; about ")
    assert [each.key for each in flows.variants] == ["second", "second_short"]


def test_flows_are_compared_by_the_next_steps_their_conversations_ended_with(
    trying: Desk, acme: int
) -> None:
    day = trying.days.read("+3d")
    for number in range(40):
        dial(trying, acme, "conversation", "second", when=day, promised=number < 8)
        dial(trying, acme, "conversation", "second_short", when=day, channel="meeting")
    _, flows = trying.experiments.results()
    assert [(each.tries, each.wins) for each in flows.variants] == [(40, 8), (40, 40)]
    assert flows.verdict.kind == "better"
    assert flows.verdict.said == "“Second_Short” is better: 99 % sure (100 % against 20 %)"


def test_without_variants_there_is_no_experiment(trying: Desk) -> None:
    with_parts(trying, openers=OPENERS[:1], flows=[flow("first")])
    assert trying.experiments.results() == []


def test_the_default_playbook_tries_a_flow_against_another_from_the_start(desk: Desk) -> None:
    usual = desk.calls.usual_flow("nurture.quarterly")
    given = {
        desk.calls.open(world.account(desk, f"Account {number}", bin="nurture.quarterly")).flow
        for number in range(4)
    }
    assert given == {usual, "give_first"}
    (shown,) = (each for each in desk.experiments.results() if each.kind == "flow")
    assert [each.key for each in shown.variants] == [usual, "give_first"]

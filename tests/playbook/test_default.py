"""The playbook that comes with the program."""

import re

from workstation.method.bins import BIN_KEYS
from workstation.method.outcomes import OUTCOME_KEYS
from workstation.method.ranking import QUEUE_CLASS_KEYS
from workstation.playbook.load import Loaded
from workstation.playbook.resources import playbook_folder, share_folder


def test_the_default_playbook_has_no_problem_and_all_its_parts(default: Loaded) -> None:
    book = default.playbook
    assert default.problems == []
    assert tuple(bin_.key for bin_ in book.bins) == BIN_KEYS
    assert tuple(outcome.key for outcome in book.outcomes) == OUTCOME_KEYS
    assert tuple(row.key for row in book.queue.classes) == QUEUE_CLASS_KEYS
    assert len(book.tiles) == 9
    assert book.flows[0].key == "qualification"
    assert [step.key for step in book.flows[0].steps] == [
        "opening",
        "situation",
        "needs",
        "position",
        "objections",
        "next_step",
    ]


def test_the_rules_of_the_method_are_its_defaults(default: Loaded) -> None:
    book = default.playbook
    assert book.bin("working").needs_next_step
    assert book.bin("working").limit == 50
    assert book.bin("nurture.dead").resurface_after_months == 6
    assert book.bin("nurture.quarterly").resurface_after_months == 3
    assert {bin_.key for bin_ in book.bins if bin_.prospecting == "refused"} == {
        "avoid.client",
        "avoid.bad_fit",
        "avoid.duplicate",
    }
    assert (book.goals.per_day, book.goals.most) == (3, 5)
    assert [(r.month, r.qualified_opportunities) for r in book.goals.ramp] == [
        (1, 0),
        (2, 5),
        (3, 10),
    ]
    assert book.measure("five_minute_calls").at_least == {"seconds": 300}
    assert book.measure("response_rate").targets == {"month": 0.08}
    assert (book.hours.start, book.hours.end) == ("08:00", "18:00")


def test_a_dial_that_nobody_answered_needs_no_typing(default: Loaded) -> None:
    for outcome in default.playbook.outcomes:
        if outcome.counts_as == "unanswered":
            assert outcome.next
            assert outcome.next.when, outcome.key
            assert not outcome.next.promised
    assert default.playbook.outcome("do_not_call").next is None
    assert default.playbook.outcome("do_not_call").mark == "do_not_call"
    assert default.playbook.outcome("not_interested").asks_reason


def test_a_title_fits_its_place_on_a_small_screen(default: Loaded) -> None:
    book = default.playbook
    for titled in (*book.bins, *book.outcomes, *book.measures, *book.tiles, *book.flows):
        assert len(titled.title) <= 25, titled.title
    for measure in book.measures:
        if measure.for_goals:
            assert measure.goal_one, measure.key
            assert measure.goal_many, measure.key


def test_an_answer_is_asked_for_under_the_same_key_in_several_flows(default: Loaded) -> None:
    flows = [
        flow.key
        for flow in default.playbook.flows
        if any(question.key == "challenges" for question in flow.questions())
    ]
    assert {"qualification", "discovery", "first_contact"} <= set(flows)
    assert default.playbook.question("challenges").kind == "text"


def test_every_file_begins_with_words_to_the_person_who_edits_it() -> None:
    for path in playbook_folder().rglob("*.yaml"):
        head = re.match(r"(#[^\n]*\n)+", path.read_text(encoding="utf-8"))
        assert head, path
        assert len(head[0]) > 80, path


def test_the_files_that_come_along_are_found_in_a_checkout() -> None:
    assert (share_folder() / "data" / "playbook" / "bins.yaml").is_file()

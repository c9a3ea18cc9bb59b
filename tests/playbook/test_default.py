"""The playbook that comes with the program."""

import re
from collections import Counter

import pytest

from workstation.method.bins import BIN_KEYS
from workstation.method.email_check import check_email
from workstation.method.emails import EmailTemplate, fill_email
from workstation.method.flow import END, PLACEHOLDERS, Flow
from workstation.method.objections import SOURCES, Cards
from workstation.method.openers import openers_for
from workstation.method.outcomes import OUTCOME_KEYS
from workstation.method.preparation import PREPARATION_KEYS
from workstation.method.ranking import QUEUE_CLASS_KEYS
from workstation.method.stories import stories_for
from workstation.playbook.load import Loaded, load
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
        "not_now",
    ]
    assert [flow.key for flow in book.flows] == [
        "qualification",
        "first_contact",
        "discovery",
        "working_session",
        "mapping",
        "research",
        "voicemail",
        "check_back",
        "dead_opportunity",
        "no_show",
        "baton",
        "check_in",
        "give_first",
    ]
    assert tuple(each.key for each in book.preparation) == PREPARATION_KEYS


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


BOOK = load(playbook_folder()).playbook


@pytest.mark.parametrize("flow", BOOK.flows, ids=lambda flow: flow.key)
def test_the_steps_of_a_flow_fit_into_its_time_whichever_way_it_goes(flow: Flow) -> None:
    places = {step.key: at for at, step in enumerate(flow.steps)} | {END: len(flow.steps)}
    longest = [0] * (len(flow.steps) + 1)
    for at in reversed(range(len(flow.steps))):
        step = flow.steps[at]
        ways = {places[step.goes_to] if step.goes_to else at + 1}
        ways |= {places[branch.to] for each in step.questions for branch in each.branches}
        longest[at] = (step.minutes or 0) + max(longest[to] for to in ways)
    assert longest[0] <= flow.minutes


@pytest.mark.parametrize("flow", BOOK.flows, ids=lambda flow: flow.key)
def test_every_step_of_a_flow_can_be_come_to(flow: Flow) -> None:
    places = {step.key: at for at, step in enumerate(flow.steps)} | {END: len(flow.steps)}
    reached = {0}
    for at, step in enumerate(flow.steps):
        if at in reached:
            reached.add(places[step.goes_to] if step.goes_to else at + 1)
            reached |= {places[b.to] for each in step.questions for b in each.branches}
    assert set(range(len(flow.steps))) <= reached


def test_a_sign_to_listen_for_is_short_enough_to_read_while_listening() -> None:
    for flow in BOOK.flows:
        for step in flow.steps:
            assert len("; ".join(step.listen_for)) <= 100, (flow.key, step.key)
            assert all(len(sign) <= 40 for sign in step.listen_for), step.listen_for


def test_the_flows_use_every_kind_of_answer_and_branch_where_calls_part() -> None:
    kinds = {question.kind for flow in BOOK.flows for question in flow.questions()}
    assert kinds == {"text", "choice", "number", "date", "money", "person", "yes_no"}
    branching = {flow.key for flow in BOOK.flows if any(each.branches for each in flow.questions())}
    assert branching == {flow.key for flow in BOOK.flows} - {"voicemail"}


def test_a_question_about_today_is_asked_in_every_call() -> None:
    for key in ("what_changed", "reached", "still_wanted", "ask_again_on", "recommend"):
        assert BOOK.question(key).every_call, key
    for key in ("teams", "systems", "challenges", "decision_process", "contract_ends"):
        assert not BOOK.question(key).every_call, key


def test_the_flows_that_open_cold_have_two_to_four_openers_to_compare() -> None:
    for key in ("qualification", "mapping", "check_back", "dead_opportunity", "first_contact"):
        assert 2 <= len(openers_for(BOOK.openers, key)) <= 4, key
    assert [each.key for each in openers_for(BOOK.openers, "voicemail")] == ["short_message"]
    assert [each.key for each in openers_for(BOOK.openers, "check_in")] == ["plain"]


def test_every_source_of_resistance_has_five_cards_that_are_told_apart() -> None:
    counts = Counter(card.source for card in BOOK.objections)
    assert set(counts) == set(SOURCES)
    assert min(counts.values()) >= 5
    for field in ("title", "question", "story", "proof"):
        said = Counter(getattr(card, field) for card in BOOK.objections)
        assert said.most_common(1)[0][1] == 1, field
    assert all(card.question.endswith("?") or "?" in card.question for card in BOOK.objections)
    assert all(len(card.title) <= 25 for card in BOOK.objections)


@pytest.mark.parametrize(
    ("letters", "key"),
    [
        ("no ti", "no_time"),
        ("exp", "too_expensive"),
        ("bud", "no_budget"),
        ("burn", "burned_before"),
        ("safe", "data_security"),
        ("roi", "does_it_pay"),
        ("ref", "who_else"),
        ("int", "not_interested"),
    ],
)
def test_a_concern_is_found_by_the_letters_that_come_to_mind(letters: str, key: str) -> None:
    assert key in [card.key for card in Cards(BOOK.objections).find(letters)[:3]]


@pytest.mark.parametrize(
    "industry",
    ["Logistics", "Clinics", "Tools and machinery", "Laboratories", "Retail", "Hotels",
     "Insurance", "Construction", "Software", "Energy", "Education", "Food"],
)  # fmt: skip
def test_an_industry_has_a_story_of_its_own_and_any_other_has_one_for_all(industry: str) -> None:
    first = stories_for(BOOK.stories, industry)[0]
    assert any(word in industry.casefold() for word in first.industries)
    assert stories_for(BOOK.stories, "Falconry")[0].key == "small_start"
    assert all(story.result for story in BOOK.stories)


@pytest.mark.parametrize("template", BOOK.emails, ids=lambda each: each.key)
def test_an_email_keeps_the_rules_for_emails(template: EmailTemplate) -> None:
    filled = fill_email(template, dict.fromkeys(PLACEHOLDERS, "Sample"))
    assert filled.missing == ()
    assert check_email(filled.subject, filled.body, "Larkmoor Systems") == []
    assert filled.body.count("?") == 1
    assert len(filled.subject) <= 50


def test_the_outcomes_that_call_for_an_email_have_one() -> None:
    after = {key for template in BOOK.emails for key in template.after}
    assert {"voicemail", "conversation", "qualification", "no_show", "call_back"} <= after
    assert [each.key for each in BOOK.emails if "voicemail" in each.after] == ["after_voicemail"]


def test_a_level_of_the_buyer_is_chosen_by_a_rule() -> None:
    buyer = BOOK.buyer
    assert [each.key for each in buyer.stage] == [
        "unaware",
        "aware",
        "looking",
        "comparing",
        "deciding",
    ]
    for level in (*buyer.interest, *buyer.urgency, *buyer.stage):
        assert level.rule, level.key
        assert len(level.title) <= 10, level.title


def test_no_text_is_written_for_one_product_only() -> None:
    said = "\n".join(
        path.read_text(encoding="utf-8").casefold() for path in playbook_folder().rglob("*.yaml")
    )
    for word in ("larkmoor", "brightline", "corvid"):
        assert word not in said


def test_every_file_begins_with_words_to_the_person_who_edits_it() -> None:
    for path in playbook_folder().rglob("*.yaml"):
        head = re.match(r"(#[^\n]*\n)+", path.read_text(encoding="utf-8"))
        assert head, path
        assert len(head[0]) > 80, path


def test_the_files_that_come_along_are_found_in_a_checkout() -> None:
    assert (share_folder() / "data" / "playbook" / "bins.yaml").is_file()

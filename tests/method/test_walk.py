"""The walk through a flow: prompts and questions in order, answered ones passed over."""

import time
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.method.flow import END, Branch, Flow, Question, Step
from workstation.method.walk import Walk
from workstation.playbook.load import load
from workstation.playbook.resources import playbook_folder
from workstation.playbook.rules import broken_rules

FLOWS = {flow.key: flow for flow in load(playbook_folder(), None).playbook.flows}


def said(flow: Flow, question: str) -> str:
    """Return the prompt beside which a question is asked."""
    for stop in Walk(flow).stops:
        if stop.question and stop.question.key == question:
            return flow.steps[stop.step].prompts[stop.prompt]
    raise AssertionError(f"{question} is asked nowhere")


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_prompt_and_every_question_of_a_flow_has_a_stop(flow: Flow) -> None:
    stops = Walk(flow).stops
    assert {(stop.step, stop.prompt) for stop in stops} == {
        (at, prompt) for at, step in enumerate(flow.steps) for prompt in range(len(step.prompts))
    }
    asked = [stop.question.key for stop in stops if stop.question]
    assert sorted(asked) == sorted(question.key for question in flow.questions())
    assert [(stop.step, stop.prompt) for stop in stops] == sorted(
        (stop.step, stop.prompt) for stop in stops
    )


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("teams", "How are your teams organised"),
        ("systems", "Which systems do you use"),
        ("systems_since", "Which systems do you use"),
        ("cost_of_waiting", "What happens when it stays"),
        ("tried", "What have you tried"),
        ("priority", "Where is this among"),
        ("decision_process", "How have you decided"),
    ],
)
def test_a_question_stands_beside_the_prompt_that_asks_it(question: str, start: str) -> None:
    assert said(FLOWS["qualification"], question).startswith(start)


def flow(*steps: Step) -> Flow:
    return Flow(key="own", title="Own", purpose="Try.", minutes=5, steps=list(steps))


def step(key: str, prompts: list[str], *questions: str) -> Step:
    asked = [Question(key=each, text=each) for each in questions]
    return Step(key=key, title=key, prompts=prompts, questions=asked)


def test_going_on_passes_over_answered_questions_and_ends() -> None:
    walk = Walk(flow(step("a", ["one", "two"], "one", "two"), step("b", ["three"])))
    assert walk.following(0, {"two"}) == 2
    assert walk.following(0, set()) == 1
    assert walk.following(2, set()) is None


def test_a_step_is_passed_when_its_last_prompt_is_and_whole_answered_steps_with_it() -> None:
    walk = Walk(flow(step("a", ["one"]), step("b", ["two"], "two"), step("c", ["three"])))
    to = walk.following(0, {"two"})
    assert to == 2
    assert walk.passed(0, to) == ["a", "b"]
    assert walk.passed(2, None) == ["c"]
    assert walk.passed(2, 2) == []


def test_a_jump_begins_at_the_first_thing_not_answered_yet() -> None:
    walk = Walk(flow(step("a", ["one", "two"], "one", "two")))
    assert walk.first(0, {"one"}) == 1
    assert walk.first(0, {"one", "two"}) == 0


def test_a_place_that_a_changed_playbook_has_lost_becomes_the_nearest_one() -> None:
    walk = Walk(flow(step("a", ["one"]), step("b", ["two", "three"])))
    assert walk.find(1, 9) == 2
    assert walk.find(7, 0) == 2
    assert walk.find(0, 0) == 0


def test_a_step_with_questions_but_no_prompts_can_be_walked() -> None:
    walk = Walk(flow(step("a", [], "one", "two")))
    assert [stop.question.key for stop in walk.stops if stop.question] == ["one", "two"]


# Branches


def asks(key: str, kind: str, *branches: Branch, every_call: bool = False) -> Question:
    return Question(
        key=key,
        text=key,
        kind=kind,  # type: ignore[arg-type]
        choices=["red", "blue"] if kind == "choice" else [],
        every_call=every_call,
        branches=list(branches),
    )


def parting() -> Walk:
    """Return a walk in which a yes goes on, a no goes to "why", and both ways end apart."""
    fit = asks("fit", "yes_no", Branch(on=["no"], to="why"), Branch(on=["yes, maybe"], to=END))
    return Walk(
        flow(
            Step(key="ask", title="Ask", prompts=["one", "two"], questions=[fit]),
            Step(key="book", title="Book", prompts=["three"], goes_to=END),
            Step(key="why", title="Why", prompts=["four"], questions=[asks("reason", "text")]),
            Step(key="bye", title="Bye", prompts=["five"]),
        )
    )


def way(walk: Walk, answered: dict[str, str], reopened: frozenset[str] = frozenset()) -> list[str]:
    """Return the steps gone through from the first stop, each once."""
    at: int | None = 0
    steps: list[str] = []
    while at is not None:
        steps.append(walk.flow.steps[walk.stops[at].step].key)
        at = walk.following(at, answered, reopened)
    return list(dict.fromkeys(steps))


def test_an_answer_leads_where_its_branch_says_and_a_step_where_it_goes_to() -> None:
    walk = parting()
    assert way(walk, {"fit": "yes"}) == ["ask", "book"]
    assert way(walk, {"fit": "no"}) == ["ask", "why", "bye"]
    assert way(walk, {"fit": "no", "reason": "price"}) == ["ask", "bye"]
    assert way(walk, {}) == ["ask", "book"]


def test_a_set_of_answered_keys_takes_no_branch_that_asks_for_an_answer() -> None:
    walk = parting()
    asked = next(at for at, stop in enumerate(walk.stops) if stop.question)
    assert walk.following(asked, {"fit"}) == walk.find(0, 1)


def test_steps_a_branch_jumped_over_are_not_passed() -> None:
    walk = parting()
    asked = next(at for at, stop in enumerate(walk.stops) if stop.question)
    answered = {"fit": "no", "reason": "price"}
    to = walk.following(asked, answered)
    assert walk.passed(asked, to, answered) == ["ask", "why"]
    assert walk.passed(asked, to) == ["ask", "book", "why"]


def test_a_reopened_question_is_asked_again_and_its_answer_still_leads_on() -> None:
    walk = parting()
    asked = next(at for at, stop in enumerate(walk.stops) if stop.question)
    reopened = {"fit", "reason"}
    answered = {"fit": "no", "reason": "price"}
    assert walk.first(2, answered) == walk.find(2, 0)
    assert way(walk, answered, frozenset(reopened)) == ["ask", "why", "bye"]
    assert walk.first(0, answered, reopened) == asked
    assert walk.following(asked, answered, reopened) == walk.find(2, 0)


def test_a_step_can_be_jumped_to_although_a_branch_leads_past_it() -> None:
    walk = parting()
    assert walk.first(1, {"fit": "no"}) == walk.find(1, 0)
    assert walk.following(walk.find(1, 0), {"fit": "no"}) is None


def test_a_branch_may_look_at_the_day_it_is() -> None:
    ends = asks("ends", "date", Branch(on=["> +6m"], to="later"))
    steps = [
        Step(key="ask", title="Ask", prompts=["one"], questions=[ends]),
        Step(key="now", title="Now", prompts=["two"], goes_to=END),
        Step(key="later", title="Later", prompts=["three"]),
    ]
    walk = Walk(flow(*steps), date(2026, 11, 23))
    assert way(walk, {"ends": "2027-12-01"}) == ["ask", "later"]
    assert way(walk, {"ends": "2027-01-01"}) == ["ask", "now"]
    assert way(Walk(flow(*steps)), {"ends": "2027-12-01"}) == ["ask", "now"]


def test_an_answer_to_a_question_of_every_call_counts_in_its_own_call_only() -> None:
    changed = asks("changed", "text", every_call=True)
    walk = Walk(
        flow(Step(key="a", title="A", prompts=["one"], questions=[changed, asks("size", "number")]))
    )
    assert walk.counted({"changed": "a lot", "size": "40"}, {}) == {"size": "40"}
    assert walk.counted({"changed": "a lot"}, {"changed": "nothing"}) == {"changed": "nothing"}
    assert walk.counted({"elsewhere": "kept"}, {}) == {"elsewhere": "kept"}


def test_a_branch_that_would_lead_back_is_not_taken() -> None:
    back = asks("again", "yes_no", Branch(on=["yes"], to="a"), Branch(on=["no"], to="gone"))
    walk = Walk(flow(step("a", ["one"]), Step(key="b", title="B", prompts=["two"], questions=[back],
                                              goes_to="a"), step("c", ["three"])))  # fmt: skip
    assert walk.following(1, {"again": "yes"}) == 2
    assert walk.following(1, {"again": "no"}) == 2


def test_the_mapping_call_parts_at_the_right_person() -> None:
    walk = Walk(FLOWS["mapping"])
    assert way(walk, {"reached": "yes"}) == ["opening", "ask_for_time"]
    assert way(walk, {"reached": "no"}) == ["opening", "right_person", "way_in", "thanks"]
    assert way(walk, {})[:3] == ["opening", "who", "right_person"]


def test_a_qualification_without_a_project_this_year_ends_with_a_date_to_ask_again() -> None:
    walk = Walk(FLOWS["qualification"])
    assert way(walk, {"project_this_year": "5"})[-2:] == ["needs", "not_now"]
    assert way(walk, {"project_this_year": "60%"})[-1] == "next_step"


# Any flow at all

KINDS = ["text", "choice", "number", "date", "money", "person", "yes_no"]
ANSWERS = {
    "text": ["words"],
    "person": ["Hanna Lohrmann"],
    "choice": ["red", "blue", "green"],
    "yes_no": ["yes", "no", "perhaps"],
    "number": ["5", "50", "about 7", "many"],
    "money": ["5k", "50 EUR", "much"],
    "date": ["2026-12-01", "2028-01-01", "some day"],
}
ON = {
    "choice": ["red", "blue"],
    "yes_no": ["yes", "no"],
    "number": ["< 10", ">= 40"],
    "money": ["< 10", "> 1k"],
    "date": ["< +6m", "> 2027-06-01"],
}


@st.composite
def flows(draw: st.DrawFn, *, forward: bool) -> Flow:
    """Draw a flow; one that leads anywhere at all unless `forward`."""
    number = draw(st.integers(1, 6))
    keys = [f"s{at}" for at in range(number)]
    steps = []
    for at, key in enumerate(keys):
        to = st.sampled_from([*(keys[at + 1 :] if forward else keys), END])
        questions = []
        for order in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from(KINDS))
            on = draw(st.lists(st.sampled_from(ON[kind]), unique=True)) if kind in ON else []
            named = [Branch(on=[each], to=draw(to)) for each in on]
            rest = [Branch(to=draw(to))] if draw(st.booleans()) else []
            questions.append(asks(f"q{at}{order}" if draw(st.booleans()) else f"x{order}{kind}",
                                  kind, *named, *rest))  # fmt: skip
        prompts = draw(st.lists(st.sampled_from(["one", "two words", "three"]), min_size=1))
        goes_to = draw(st.just("") | to)
        steps.append(
            Step(key=key, title=key, prompts=prompts, questions=questions, goes_to=goes_to)
        )
    return flow(*steps)


@st.composite
def answers(draw: st.DrawFn, drawn: Flow) -> tuple[dict[str, str], set[str]]:
    """Draw answers to some questions of a flow, and which of them are asked again."""
    given_: dict[str, str] = {}
    for question in drawn.questions():
        if draw(st.booleans()):
            given_[question.key] = draw(st.sampled_from(ANSWERS[question.kind]))
    return given_, {key for key in given_ if draw(st.booleans())}


def ends(drawn: Flow, answered: dict[str, str], reopened: set[str]) -> None:
    walk = Walk(drawn, date(2026, 11, 23))
    for start in range(len(walk.stops)):
        seen = [start]
        while (to := walk.following(seen[-1], answered, reopened)) is not None:
            stop = walk.stops[to]
            assert to > seen[-1]
            assert not (
                stop.question
                and stop.question.key in answered
                and stop.question.key not in reopened
            )
            passed = walk.passed(seen[-1], to, answered, reopened)
            assert set(passed) <= set(walk.passed(seen[-1], to))
            seen.append(to)
        assert len(seen) <= len(walk.stops)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_flow_the_checker_accepts_ends_whatever_is_answered(data: st.DataObject) -> None:
    drawn = data.draw(flows(forward=True))
    plain = msgspec.to_builtins(drawn)
    assert [each for each in broken_rules("flows/own.yaml", plain) if each.path[-1] != "key"] == []
    ends(drawn, *data.draw(answers(drawn)))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_flow_nobody_has_checked_ends_too(data: st.DataObject) -> None:
    drawn = data.draw(flows(forward=False))
    ends(drawn, *data.draw(answers(drawn)))


@pytest.mark.parametrize(("steps", "questions"), [(1, 1000), (1000, 1), (100, 10)])
def test_a_thousand_questions_are_walked_in_no_time(steps: int, questions: int) -> None:
    many = flow(
        *(
            Step(
                key=f"s{at}",
                title=f"Step {at}",
                prompts=[f"What about part {order} of it?" for order in range(questions)],
                questions=[asks(f"q{at}_{order}", "number", Branch(on=["< 1"], to=END))
                           for order in range(questions)],
            )
            for at in range(steps)
        )
    )  # fmt: skip
    answered = {question.key: "7" for question in many.questions()}
    before = time.process_time()
    walk = Walk(many)
    assert len(walk.stops) >= 1000
    assert walk.following(0, {}) == 1
    last = walk.following(0, answered)
    assert last is None or walk.stops[last].question is None
    assert time.process_time() - before < 0.5

"""The walk through a flow: prompts and questions in order, answered ones passed over."""

import pytest

from workstation.method.flow import Flow, Question, Step
from workstation.method.walk import Walk
from workstation.playbook.load import load
from workstation.playbook.resources import playbook_folder

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
    return Flow(key="own", title="Own", purpose="", minutes=5, steps=list(steps))


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

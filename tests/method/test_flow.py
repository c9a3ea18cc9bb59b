"""Flows as values: variants to compare, the same question in two flows, names in braces."""

import pytest

from workstation.method.flow import Branch, Flow, Question, Step, fill, placeholders, variants


def flow(key: str, variant_of: str = "") -> Flow:
    steps = [Step(key="opening", title="Opening", prompts=["Hello."])]
    return Flow(key=key, title=key, purpose="Try.", minutes=5, variant_of=variant_of, steps=steps)


FLOWS = [flow("short", "usual"), flow("usual"), flow("other"), flow("long", "usual")]


@pytest.mark.parametrize("key", ["usual", "short", "long"])
def test_a_flow_and_those_tried_against_it_are_variants_itself_first(key: str) -> None:
    assert [each.key for each in variants(FLOWS, key)] == ["usual", "short", "long"]


def test_a_flow_nothing_is_tried_against_stands_alone_and_an_unknown_one_not_at_all() -> None:
    assert [each.key for each in variants(FLOWS, "other")] == ["other"]
    assert variants(FLOWS, "gone") == []


def test_the_same_question_may_lead_elsewhere_in_another_flow() -> None:
    question = Question(key="fit", text="Is there a fit?", kind="yes_no")
    leading = Question(
        key="fit", text="Is there a fit?", kind="yes_no", branches=[Branch(on=["no"], to="end")]
    )
    assert question.same_as(leading)
    assert not question.same_as(Question(key="fit", text="Is there a fit?"))
    assert not question.same_as(
        Question(key="fit", text="Is there a fit?", kind="yes_no", every_call=True)
    )


def test_a_name_in_braces_nobody_knows_stays_readable() -> None:
    text = "{ me } on {my_phone}: {reason}"
    assert placeholders(text) == {"me", "my_phone", "reason"}
    assert fill(text, {"me": "Robin", "my_phone": ""}) == "Robin on (my phone): (reason)"

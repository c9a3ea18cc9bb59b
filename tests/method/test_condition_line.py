"""A condition written in one line is read as what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.method.profiles import breaker, criterion, flag
from workstation.method.condition_line import ConditionError, read_line, say_condition, say_line
from workstation.method.profiles import FIELDS, Condition, Criterion, RedFlag

LINES = [
    ("3 employees 50..5000 # Right size", {"at_least": 50, "at_most": 5000, "weight": 3}),
    ("employees 1 000 to 5k", {"at_least": 1000, "at_most": 5000, "weight": 1}),
    ("2 revenue >= 5m", {"at_least": 5_000_000, "weight": 2}),
    ("2 revenue up to 200", {"at_most": 200, "weight": 2}),
    ("industry is a, machine tools ,", {"any_of": ["a", "machine tools"]}),
    ("industry like soft*, b", {"like": ["soft*", "b"]}),
    ("fact hiring_freeze no", {"fact": "hiring_freeze", "yes": False}),
    ("fact Since within 90", {"fact": "since", "within_days": 90}),
    ("created_on after 2026-01-31 before 2026-12-31",
     {"after": "2026-01-31", "before": "2026-12-31"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), LINES)
def test_a_line_is_read(text: str, fields: dict[str, object]) -> None:
    made = read_line(text, Criterion, "mine")
    assert made.key == "mine"
    assert {name: getattr(made, name) for name in fields} == fields
    assert read_line(say_line(made), Criterion, "mine") == made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Begin with fact"),
        ("employes >= 5", "Did you mean employees"),
        ("employees", "Say what of it"),
        ("employees 500..50", "Nothing is from 500 to 50"),
        ("industry yes", "Say what of it"),
        ("industry is , ,", "Say what of it"),
        ("created_on after 2026-13-01", "“2026-13-01” is not a day"),
        ("fact", "Begin with fact"),
        ("fact ??", "Begin with fact"),
    ],
)
def test_a_line_that_is_not_understood_says_how_to_write_it(text: str, said: str) -> None:
    with pytest.raises(ConditionError, match=said):
        read_line(text, Criterion)


def test_what_counts_and_the_title_may_be_left_out() -> None:
    made = read_line("fact Hiring_Freeze yes", RedFlag)
    assert (made.lowers_by, made.key, made.title) == (
        20, "hiring_freeze", "fact hiring_freeze yes",
    )  # fmt: skip
    assert say_condition(breaker("x", fact="Rival bought")) == "fact rival_bought yes"
    one = read_line("name like lab", Condition)
    assert (one.key, one.title, say_line(one)) == ("name", "name like lab", "name like lab")
    assert read_line("fact 2026 yes", Condition).key == "fact_2026"


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    for kind in (Criterion, RedFlag, Condition):
        try:
            made = read_line(text, kind)
        except ConditionError:
            continue
        assert made.title


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=20))
def test_no_text_behind_a_field_breaks_it(field: str, text: str) -> None:
    try:
        made = read_line(f"{field} {text}", Condition)
    except ConditionError:
        return
    assert say_condition(made)


def test_every_kind_of_condition_is_said_in_its_own_words() -> None:
    assert say_line(flag("freeze", 15)) == "15 fact freeze yes # The freeze"
    assert say_line(breaker("rival", within_days=9)) == "fact rival within 9 days # The rival"
    assert say_condition(criterion("x", field="employees", at_most=9)) == "employees <= 9"

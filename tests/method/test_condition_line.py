"""A condition written in one line is read as what it says."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.method.profiles import breaker, criterion, flag
from workstation.method.condition_line import (
    ConditionError,
    edited,
    read_line,
    say_condition,
    say_line,
)
from workstation.method.profiles import FIELDS, Condition, Criterion, RedFlag, fact_key
from workstation.method.text import clean_line

LINES = [
    ("3 employees 50..5000 # Right size", {"at_least": 50, "at_most": 5000, "weight": 3}),
    ("employees 1 000 to 5k", {"at_least": 1000, "at_most": 5000, "weight": 1}),
    ("2 revenue >= 5m", {"at_least": 5_000_000, "weight": 2}),
    ("2 revenue 0.5m to 2.25m", {"at_least": 500_000, "at_most": 2_250_000, "weight": 2}),
    ("2 revenue up to 200", {"at_most": 200, "weight": 2}),
    ("2 revenue >= 5 mio", {"at_least": 5_000_000, "currency": ""}),
    ("2 revenue 5m..1bn EUR", {"at_least": 5_000_000, "at_most": 10**9, "currency": "EUR"}),
    ("employees 50-5,000", {"at_least": 50, "at_most": 5000}),
    ("fact growth -5..-2", {"at_least": -5, "at_most": -2}),
    ("industry is a, machine tools ,", {"any_of": ["a", "machine tools"]}),
    ('industry is "Food, beverages",5" pipe', {"any_of": ["Food, beverages", '5" pipe']}),
    ("fact stack like c#, f# # Uses C# tools", {"like": ["c#", "f#"], "title": "Uses C# tools"}),
    ('fact "Team size!" >= 5', {"fact": "Team size!", "at_least": 5}),
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
        ("revenue >= 2,5m", "“2,5m” may be read in more than one way"),
        ("revenue >= 2.500", "“2.500” is no whole number"),
        ("employees >= 5 EUR", "Say what of it"),
        ('industry is "Food, beverages", say "x"', "in quotation marks ends with one"),
        ('industry is "open', "in quotation marks ends with one"),
        (r'industry is "c:\d"', "cannot be read"),
        ('fact "open yes', "Begin with fact"),
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
    assert say_condition(breaker("x", fact="Rival bought")) == 'fact "Rival bought" yes'
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


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=12),
    st.text(alphabet="#\", \\'\n\x1b\u202e.-kC0is", min_size=1, max_size=12),
)
NUMBERS = st.integers(-(10**14), 10**14)
DAYS = st.dates().map(str)
TESTS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"any_of": st.lists(HOSTILE, min_size=1, max_size=4)}),
    st.fixed_dictionaries({"like": st.lists(HOSTILE, min_size=1, max_size=4)}),
    st.fixed_dictionaries({"yes": st.booleans()}),
    st.fixed_dictionaries({"within_days": st.integers(1, 36_500)}),
    st.fixed_dictionaries({"after": DAYS}, optional={"before": DAYS}),
    st.fixed_dictionaries({"before": DAYS}),
    st.fixed_dictionaries({"at_least": NUMBERS}),
    st.fixed_dictionaries({"at_most": NUMBERS}),
    st.tuples(NUMBERS, NUMBERS).map(lambda two: {"at_least": min(two), "at_most": max(two)}),
)
TITLES = st.one_of(
    st.just(""), st.just("Uses C# tools # and F#"), HOSTILE.map(lambda text: clean_line(text)[:80])
)


@given(
    st.sampled_from(["field", "revenue in", "fact"]),
    st.sampled_from(sorted(FIELDS)),
    HOSTILE.filter(lambda text: bool(fact_key(text))),
    TESTS,
    TITLES,
    st.sampled_from([{"weight": 0}, {"weight": 100}, {"lowers_by": 7}, {}]),
)
def test_a_line_that_is_written_is_read_as_the_condition_it_was(
    about: str, field: str, fact: str, test: dict[str, Any], title: str, counts: dict[str, int]
) -> None:
    kind = Criterion if "weight" in counts else RedFlag if counts else Condition
    asked = {"fact": fact}
    if about == "field" and "yes" not in test:
        asked = {"field": field}
    elif about == "revenue in" and ("at_least" in test or "at_most" in test):
        asked = {"field": "revenue", "currency": "EUR"}
    values = {"key": "mine", "title": title, **counts, **asked, **test}
    made = msgspec.convert(values, kind, strict=False)
    if not title:
        said = say_condition(made)
        said = said if len(said) <= 80 else clean_line(said[:80])
        made = msgspec.structs.replace(made, title=said)
    assert say_condition(made).isprintable()
    assert read_line(say_line(made), kind, "mine") == made


def test_a_line_left_as_it_was_changes_nothing_at_all() -> None:
    made = criterion("x", field="employees", at_least=5)
    made = msgspec.structs.replace(made, title="Two  spaces", fact="", key="mine")
    assert edited(f" {say_line(made)} ", made) is made
    assert edited(say_line(made).replace("5", "6"), made).at_least == 6

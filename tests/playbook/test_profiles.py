"""Mistakes in profiles.yaml are told with their line, what was found and what was expected."""

import pytest

from .conftest import Own

FILE = "profiles.yaml"
EDITS = [
    # what stands there, what a person makes of it, path, words of found, words of expected
    ("at_most: 5000\n", "at_most: 49\n", "profiles[0].criteria[1].at_most", "49",
     "50 (at_least) or more"),
    ("      field: employees", "      field: employes",
     "profiles[0].criteria[1].field", "'employes'", "did you mean 'employees'"),
    ("      field: employees", "      feild: employees",
     "profiles[0].criteria[1].feild", "an unknown key", "did you mean 'field'"),
    ("        weight: 3\n        field: employees", "        field: employees",
     "profiles[0].criteria[1].weight", "missing", "a whole number"),
    ("weight: 3", "weight: heavy", "profiles[0].criteria[0].weight", "'heavy'", "a whole number"),
    ("weight: 3", "weight: 101", "profiles[0].criteria[0].weight", "101", "0 to 100"),
    ("weight: 3", "weight: -1", "profiles[0].criteria[0].weight", "-1", "0 to 100"),
    ("lowers_by: 15", "lowers_by: 0", "profiles[0].red_flags[0].lowers_by", "0", "1 to 100"),
    ("within_days: 90\n    red", "within_days: 0\n    red", "profiles[0].criteria[4].within_days",
     "0", "1 to 36500"),
    ("within_days: 90\n    red", "after: 2026-02-30\n    red", "profiles[0].criteria[4].after",
     "'2026-02-30'", "2026-01-31"),
    ("within_days: 90\n    red", "after: 2026-02-02\n        before: 2026-02-01\n    red",
     "profiles[0].criteria[4].before", "'2026-02-01'", "2026-02-02 (after) or later"),
    ("within_days: 90\n    red", "within_days: 90\n        yes: true\n    red",
     "profiles[0].criteria[4]", "tested by yes and within_days", "one of at_least/at_most"),
    ("        within_days: 90\n    red", "    red", "profiles[0].criteria[4]",
     "without a test", "one of at_least/at_most"),
    ("fact: sales_leader_since", "fact: sales_leader_since\n        field: name",
     "profiles[0].criteria[4].fact", "beside field", "either field or fact"),
    ("        fact: sales_leader_since\n", "", "profiles[0].criteria[4]",
     "without field or fact", "either field or fact"),
    ("fact: sales_leader_since", "fact: '?'", "profiles[0].criteria[4].fact", "'?'",
     "the name of a fact"),
    ("any_of: [US,", "any_of: [Narnia,", "profiles[0].criteria[3].any_of[0]", "'Narnia'",
     "a country"),
    ("at_least: 5000000", "at_least: 5000000\n        currency: euro",
     "profiles[0].criteria[2].currency", "'euro'", "a code such as EUR"),
    ("at_least: 50\n", "at_least: 50\n        currency: EUR\n", "profiles[0].criteria[1].currency",
     "'EUR'", "it is for revenue only"),
    ("field: country", "field: source", "profiles[0].criteria[3].any_of[0]", "'US'",
     "one of seed, net, spear"),
    ("like: [manufactur*,", "like: ['*',", "profiles[0].criteria[0].like[0]", "'*'", "a word"),
    ("like: [manufactur*,", "like: ['',", "profiles[0].criteria[0].like[0]", "empty", "text"),
    ("at_least: 50\n        at_most: 5000", "any_of: ['50']", "profiles[0].criteria[1].any_of",
     "there", "at_least or at_most, because employees is a number"),
    ("fact: hiring_freeze\n        yes: true", "fact: hiring_freeze\n        any_of: []",
     "profiles[0].red_flags[0].any_of", "empty", "at least one value"),
    ("key: size", "key: industry", "profiles[0].criteria[1].key", "'industry' a second time",
     "each key once"),
    ("key: budget", "key: size", "profiles[0].deal_breakers[1].key", "'size' a second time",
     "each key once"),
    ("fact: budget\n        at_most: 4999", "field: employees\n        at_least: 10",
     "profiles[0].deal_breakers[1]", "the criterion 'size' too", "something else"),
    ("fact: hiring_freeze\n        yes: true", "field: employees\n        at_least: 40",
     "profiles[0].red_flags[0]", "the criterion 'size' too", "something else"),
    ("field: revenue\n        at_least: 5000000", "field: employees\n        at_least: 5001",
     "profiles[0].criteria[2]", "at odds with the criterion 'size'", "one account can meet"),
    ("field: revenue\n        at_least: 5000000", "field: country\n        any_of: [Malta, Cyprus]",
     "profiles[0].criteria[3]", "at odds with the criterion 'revenue'", "one account can meet"),
    ("fact: rival_bought_on\n        within_days: 365",
     "fact: Sales leader since\n        within_days: 365",
     "profiles[0].deal_breakers[0]", "the criterion 'trigger' too", "something else"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "found", "expected"), EDITS)
def test_a_mistake_is_told_where_it_is(
    own: Own, old: str, new: str, path: str, found: str, expected: str
) -> None:
    line = own.edit(FILE, old, new)
    loaded = own.load()
    told = {problem.path: problem for problem in loaded.problems}
    assert path in told, [str(each) for each in loaded.problems]
    assert found in told[path].found
    assert expected in told[path].expected
    assert 0 <= told[path].line - line < 4 or told[path].line < line
    assert loaded.playbook.profiles[0].key == "core", "the default stands in"


def _criterion(key: str, weight: int = 1) -> str:
    return f"      - {{key: {key}, title: T, weight: {weight}, fact: {key}, yes: true}}\n"


def _profile(key: str, *criteria: str) -> str:
    return f"  - key: {key}\n    title: T\n    criteria:\n{''.join(criteria)}"


ABC = tuple(_criterion(key) for key in "abc")


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        ("".join(_profile(f"p{n}", *ABC) for n in range(6)), "profiles", "6 profiles"),
        (_profile("p", *ABC[:2]), "profiles[0].criteria", "2 criteria, expected 3 to 5"),
        (_profile("p", *(_criterion(key) for key in "abcdef")), "profiles[0].criteria",
         "6 criteria"),
        (_profile("p", *(_criterion(key, 0) for key in "abc")), "profiles[0].criteria",
         "weights sum to zero, expected a weight above 0"),
        (_profile("p", *ABC) + _profile("p", *ABC), "profiles[1].key", "'p' a second time"),
    ],
)  # fmt: skip
def test_profiles_that_contradict_themselves_are_refused(
    own: Own, text: str, path: str, said: str
) -> None:
    own.write(FILE, f"profiles:\n{text}")
    problems = own.load().problems
    assert any(each.path == path and said in str(each) for each in problems), problems


def test_no_profile_at_all_is_a_mistake_and_five_are_none(own: Own) -> None:
    own.write(FILE, "profiles: []\n")
    assert "1 to 5 profiles" in str(own.load().problems[0])
    own.write(FILE, "profiles:\n" + "".join(_profile(f"p{n}", *ABC) for n in range(5)))
    loaded = own.load()
    assert loaded.problems == []
    assert len(loaded.playbook.profiles) == 5


def test_a_breaker_that_only_touches_a_criterion_is_none_of_a_contradiction(own: Own) -> None:
    own.edit(FILE, "fact: budget\n        at_most: 4999", "field: employees\n        at_most: 60")
    assert own.load().problems == []

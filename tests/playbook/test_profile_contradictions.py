"""A profile does not ask for what it rules out, for one thing twice, or for what nothing has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.conditions import matches
from workstation.playbook.profile_contradictions import contradictions

INDUSTRY, COUNTRY, SIZE = {"field": "industry"}, {"field": "country"}, {"field": "employees"}
DOMAIN, MOOD, SALES = {"field": "domain"}, {"fact": "mood"}, {"field": "revenue"}
NUMBER = {"fact": "number"}
Test = dict[str, Any]


def told(criteria: list[Test], flags: list[Test] = (), breakers: list[Test] = ()) -> list[str]:  # type: ignore[assignment]
    """Return where and what is told of conditions, which are called by letters."""
    letters = iter("abcdefgh")
    named = {
        name: [{"key": next(letters), "title": "T", **each} for each in listed]
        for name, listed in (
            ("criteria", [{"weight": 1, **each} for each in criteria]),
            ("red_flags", flags), ("deal_breakers", breakers),
        )
    }  # fmt: skip
    return [
        f"{each.path[0]}[{each.path[1]}] {each.found}"
        for each in contradictions(named, ())  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("criterion", "against"),
    [
        (COUNTRY | {"any_of": ["US"]}, COUNTRY | {"any_of": ["United States", "DE"]}),
        (INDUSTRY | {"like": ["software"]}, INDUSTRY | {"like": ["soft*"]}),
        (INDUSTRY | {"like": ["machine tool*"]}, INDUSTRY | {"like": ["x", "machin?"]}),
        (INDUSTRY | {"any_of": ["Soft Ware"]}, INDUSTRY | {"like": ["ware"]}),
        (DOMAIN | {"like": ["a?.*.de"]}, DOMAIN | {"like": ["a*.de"]}),
        (SIZE | {"at_least": 50, "at_most": 90}, SIZE | {"at_least": 40}),
        (SALES | {"at_least": 5, "currency": "EUR"}, SALES | {"at_least": 5, "currency": "EUR"}),
        (MOOD | {"any_of": ["Yes", "ja"]}, MOOD | {"yes": True}),
        (NUMBER | {"any_of": ["9k", "8 000"]}, NUMBER | {"at_most": 9000}),
        (MOOD | {"within_days": 9}, {"fact": "Mood", "within_days": 10}),
        (MOOD | {"after": "2026-02-01"}, MOOD | {"after": "2026-01-01"}),
    ],
)
def test_what_speaks_for_an_account_may_not_speak_against_it(
    criterion: Test, against: Test
) -> None:
    assert told([criterion], breakers=[against]) == ["deal_breakers[0] the criterion 'a' too"]
    assert told([criterion], flags=[against]) == ["red_flags[0] the criterion 'a' too"]


@pytest.mark.parametrize(
    ("criterion", "against"),
    [
        (INDUSTRY | {"like": ["soft*"]}, INDUSTRY | {"like": ["software"]}),
        (INDUSTRY | {"like": ["a*"]}, INDUSTRY | {"like": ["a?*", "??*"]}),
        (INDUSTRY | {"like": ["tool"]}, INDUSTRY | {"like": ["machine tool"]}),
        (INDUSTRY | {"like": ["software"]}, INDUSTRY | {"any_of": ["software"]}),
        (SALES | {"at_least": 5, "currency": "EUR"}, SALES | {"at_least": 5, "currency": "JPY"}),
        (SIZE | {"at_least": 50}, SIZE | {"at_most": 60}),
        (COUNTRY | {"any_of": ["US", "DE"]}, COUNTRY | {"any_of": ["US"]}),
        (MOOD | {"any_of": ["2026-01-01"]}, MOOD | {"within_days": 9}),
        (MOOD | {"yes": True}, {"fact": "other", "yes": True}),
        (SIZE | {"at_least": "many"}, SIZE | {"at_least": 5}),
    ],
)
def test_what_speaks_against_some_of_them_only_is_allowed(criterion: Test, against: Test) -> None:
    assert told([criterion], breakers=[against]) == []


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        ([SIZE | {"at_least": 5}] * 3, ["[1] the same as the criterion 'a'",
                                        "[2] the same as the criterion 'a'"]),
        ([COUNTRY | {"any_of": ["US"]}, COUNTRY | {"any_of": ["usa", "United States"]}],
         ["[1] the same as the criterion 'a'"]),
        ([INDUSTRY | {"any_of": ["Retail"]}, INDUSTRY | {"like": ["soft*"]}],
         ["[1] at odds with the criterion 'a'"]),
        ([NUMBER | {"at_least": 50}, NUMBER | {"any_of": ["10", "few"]}],
         ["[1] at odds with the criterion 'a'"]),
        ([COUNTRY | {"any_of": two} for two in (["US", "DE"], ["DE", "FR"], ["FR", "US"])],
         ["[2] at odds with the criteria 'a' and 'b' together"]),
        ([SIZE | {"at_least": 5}, SIZE | {"at_least": 50}, SIZE | {"at_most": 99}], []),
        ([MOOD | {"any_of": ["2026-01-01"]}, MOOD | {"within_days": 9}], []),
        ([SALES | {"at_least": 5, "currency": "EUR"}, SALES | {"at_most": 4, "currency": "JPY"}],
         []),
    ],
)  # fmt: skip
def test_criteria_differ_and_can_be_met_together(criteria: list[Test], said: list[str]) -> None:
    assert told(criteria) == [f"criteria{each}" for each in said]


def test_a_red_flag_or_deal_breaker_stands_there_once() -> None:
    assert told(
        [], [SIZE | {"at_most": 5, "lowers_by": n} for n in (5, 9)], [MOOD | {"yes": True}]
    ) == ["red_flags[1] the same as 'a'"]


GLOBS = st.text(alphabet="ab*?", min_size=1, max_size=6)


@given(GLOBS, GLOBS, st.lists(st.text(alphabet="ab", max_size=8), max_size=30))
def test_a_pattern_said_to_cover_another_finds_all_it_finds(
    narrow: str, broad: str, texts: list[str]
) -> None:
    if told([DOMAIN | {"like": [narrow]}], breakers=[DOMAIN | {"like": [broad]}]):
        assert all(matches(text, broad) for text in texts if matches(text, narrow))
    else:
        assert narrow != broad

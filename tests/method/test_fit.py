"""Fit, confidence and tiers: known values of the method, and what holds whatever is known."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.method.profiles import breaker, criterion, flag, profile
from workstation.method.conditions import matches, read_day, test_of
from workstation.method.fit import (
    FitScore,
    Scorer,
    added_up,
    best,
    columns_of,
    score,
    tier_of,
)
from workstation.method.profiles import Profile, fact_key

TODAY = date(2026, 11, 23)
test_of.__test__ = False  # type: ignore[attr-defined]

FIVE = profile(
    criterion("industry", 3, field="industry", like=["software*", "machine tool"]),
    criterion("size", 3, field="employees", at_least=50, at_most=500),
    criterion("place", 2, field="country", any_of=["DE", "Ireland"]),
    criterion("crm", 1),
    criterion("trigger", 1, fact="sales_leader_since", within_days=90),
    flag("freeze", 15),
    breaker("rival"),
)
ALL = {"industry": "Software houses", "employees": 120, "country": "Germany"}
FACTS = {"crm": "yes", "sales_leader_since": "2026-10-01"}


def test_every_criterion_met_is_five_stars_of_tier_1() -> None:
    made = score(FIVE, ALL, FACTS, TODAY)
    assert (made.fit, made.stars, made.confidence, made.tier) == (100, 5, 100, 1)
    assert [(line.key, line.points, line.met) for line in made.lines] == [
        ("industry", 3, True), ("size", 3, True), ("place", 2, True), ("crm", 1, True),
        ("trigger", 1, True), ("freeze", 15, None), ("rival", 0, None),
    ]  # fmt: skip
    assert made.lines[0].found == "Software houses"


def test_what_is_not_known_lowers_the_confidence_and_not_the_fit() -> None:
    made = score(FIVE, {"industry": "Software", "employees": 20}, {}, TODAY)
    assert (made.fit, made.confidence, made.tier) == (50, 60, 3)
    assert (made.met, made.known, made.total) == (3, 6, 10)
    assert made.stars == 2, "two and a half, to the even one as everywhere"


def test_a_revenue_in_another_currency_is_not_known_and_the_line_says_why() -> None:
    asking = profile(*FIVE.criteria[:2], criterion("turnover", 5, field="revenue", at_least=5))
    yen = score(asking, ALL | {"revenue": "6000000 JPY"}, {}, TODAY, "EUR")
    assert (yen.fit, yen.confidence, yen.tier) == (100, 55, 2)
    assert yen.lines[2].found == "6000000 JPY; asked in EUR, so not known"
    euros = score(asking, ALL | {"revenue": "6000000 EUR"}, {}, TODAY, "EUR")
    assert (euros.confidence, euros.lines[2].found) == (100, "6000000 EUR")
    wanted = [each.source for each in asking.conditions()]
    values = [(ALL | {"revenue": "6000000 JPY"})[source] for source in wanted]
    assert Scorer([asking], TODAY, "EUR").of(values) == columns_of(yen)
    assert Scorer([asking], TODAY, "JPY").of(values)[1] == 100


def test_where_nothing_is_known_there_is_no_fit_and_no_tier() -> None:
    made = score(FIVE, {"industry": "", "country": None}, {}, TODAY)
    assert (made.fit, made.stars, made.confidence, made.tier) == (None, None, 0, None)
    assert columns_of(made) == (None, 0, None, None, None)


def test_a_red_flag_takes_its_points_off_and_a_deal_breaker_ends_it() -> None:
    flagged = score(FIVE, ALL, FACTS | {"freeze": "Yes"}, TODAY)
    assert (flagged.fit, flagged.tier, flagged.flags) == (85, 1, ("freeze",))
    broken = score(FIVE, ALL, FACTS | {"rival": "true", "freeze": "no"}, TODAY)
    assert (broken.fit, broken.confidence, broken.tier, broken.deal_breaker) == (0, 100, 4, "rival")
    assert columns_of(broken) == (0, 100, 4, "core", "rival")
    unsure = score(FIVE, {}, {"rival": "true"}, TODAY)
    assert (unsure.fit, unsure.share_known) == (0, 0), "a deal breaker makes nothing else known"


def test_what_makes_a_tier_is_said() -> None:
    assert score(FIVE, ALL, FACTS, TODAY).tier_said == (
        "tier 1: every one of the criteria met (5 of 5)"
    )
    assert score(FIVE, {}, {}, TODAY).tier_said == ""
    assert score(FIVE, ALL, FACTS | {"rival": "true"}, TODAY).tier_said == "tier 4: a deal breaker"


@pytest.mark.parametrize(
    ("met", "of", "tier"),
    [(5, 5, 1), (4, 5, 2), (3, 5, 2), (2, 5, 3), (1, 5, 3), (0, 5, 4), (2, 4, 2), (1, 4, 3),
     (2, 3, 2), (1, 3, 3), (0, 3, 4), (1, 6, 4)],
)  # fmt: skip
def test_tiers_count_the_criteria_that_are_met(met: int, of: int, tier: int) -> None:
    assert tier_of(met, of) == tier


def _answers(text: str, **test: object) -> bool | None:
    return test_of(criterion("x", **test), TODAY, "EUR")(text)


@pytest.mark.parametrize(
    ("text", "test", "answer"),
    [
        ("softwares", {"field": "industry", "like": ["software"]}, False),
        ("Käsereien", {"field": "industry", "like": ["kase*"]}, True),
        ("CNC machine tools", {"field": "industry", "like": ["machine tool?"]}, True),
        ("machine for tools", {"field": "industry", "like": ["machine tool?"]}, False),
        ("shop.example.de", {"field": "domain", "like": ["*.de"]}, True),
        ("shop.de.example.com", {"field": "domain", "like": ["*.de"]}, False),
        ("united states", {"field": "country", "any_of": ["US"]}, True),
        ("Atlantis", {"field": "country", "any_of": ["US"]}, False),
        ("  RETAIL ", {"field": "industry", "any_of": ["retail"]}, True),
        ("€ 40k", {"fact": "budget", "at_least": 40_000}, True),
        ("1 200", {"fact": "seats", "at_most": 1000}, False),
        ("0.9m", {"fact": "budget", "at_most": 4999}, False),
        ("4.9k", {"fact": "budget", "at_least": 4900}, True),
        ("4999.50", {"fact": "budget", "at_most": 4999}, False),
        ("3 months", {"fact": "budget", "at_least": 1}, None),
        ("6000000 JPY", {"field": "revenue", "at_least": 5}, None),
        ("6000000 JPY", {"field": "revenue", "at_least": 5, "currency": "JPY"}, True),
        ("6000000 EUR", {"field": "revenue", "at_most": 5}, False),
        ("6000000 EUR", {"field": "revenue", "at_most": 5, "currency": "USD"}, None),
        ("6000000", {"field": "revenue", "at_least": 5, "currency": "USD"}, True),
        ("plenty", {"fact": "budget", "at_least": 1}, None),
        ("perhaps", {"fact": "freeze", "yes": True}, None),
        ("No", {"fact": "freeze", "yes": False}, True),
        ("2026-08-25", {"fact": "since", "within_days": 90}, False),
        ("2026-08-26", {"fact": "since", "within_days": 90}, True),
        ("2026-11-24", {"fact": "since", "within_days": 90}, False),
        ("2026-09", {"fact": "since", "within_days": 90}, True),
        ("soon", {"fact": "since", "within_days": 90}, None),
        ("2026-01-31", {"fact": "since", "after": "2026-01-31", "before": "2026-01-31"}, True),
        ("2026-02-01", {"fact": "since", "before": "2026-01-31"}, False),
    ],
)
def test_a_condition_says_yes_no_or_cannot_tell(
    text: str, test: dict[str, object], answer: bool | None
) -> None:
    assert _answers(text, **test) is answer


def test_a_pattern_made_to_be_slow_is_answered_at_once() -> None:
    assert not matches("a" * 3000, "*a" * 30 + "*b")
    assert matches("a" * 3000 + "b", "*a" * 30 + "*b")


def test_days_and_names_of_facts_are_read_as_files_have_them() -> None:
    assert read_day("2026-11-23T15:00:00Z") == TODAY
    assert read_day("23.11.2026") is None
    assert fact_key(" Sales leader – since ") == "sales_leader_since"


def test_the_best_profile_counts_and_the_first_of_equals() -> None:
    one, two = (profile(*(criterion(f"{key}{n}") for n in range(3)), key=key) for key in "ab")
    known = {"b0": "yes", "b1": "yes", "a0": "yes"}
    scores = [score(each, {}, known, TODAY) for each in (one, two)]
    assert [each.fit for each in scores] == [100, 100]
    assert best(scores) == 1, "more of it is known"
    assert best([scores[0], scores[0]]) == 0
    broken = msgspec.structs.replace(scores[1], fit=0, confidence=100, deal_breaker="x")
    assert best([broken, scores[0]]) == 1
    nothing = score(one, {}, {}, TODAY)
    assert best([nothing, score(two, {}, {"b0": "no"}, TODAY)]) == 1
    none_met = msgspec.structs.replace(scores[0], fit=0, confidence=100)
    assert best([none_met, msgspec.structs.replace(scores[0], fit=2, confidence=40)]) == 1


STATES = st.lists(st.sampled_from([True, False, None]), min_size=3, max_size=5)
WEIGHTS = st.lists(st.integers(1, 20), min_size=5, max_size=5)


def _weighed(weights: list[int], count: int) -> Profile:
    return profile(*(criterion(f"c{n}", weights[n]) for n in range(count)))


def _scored(weights: list[int], states: list[bool | None]) -> FitScore:
    return added_up(_weighed(weights, len(states)), states)


@given(WEIGHTS, STATES)
def test_a_no_that_is_forgotten_never_lowers_the_fit_and_learning_never_the_confidence(
    weights: list[int], states: list[bool | None]
) -> None:
    made = _scored(weights, states)
    for at, state in enumerate(states):
        if state is None:
            continue
        forgotten = _scored(weights, [None if n == at else each for n, each in enumerate(states)])
        assert forgotten.confidence <= made.confidence
        if state is False:
            assert forgotten.fit is None or forgotten.fit >= (made.fit or 0)
        assert (forgotten.tier or 5) >= (made.tier or 5), "a tier needs to know"


@given(WEIGHTS, STATES)
def test_meeting_one_more_criterion_never_makes_it_worse(
    weights: list[int], states: list[bool | None]
) -> None:
    made = _scored(weights, states)
    for at, state in enumerate(states):
        if state is not True:
            better = _scored(weights, [n == at or each for n, each in enumerate(states)])
            assert (better.fit or 0) >= (made.fit or 0)
            assert (better.tier or 5) <= (made.tier or 5)


@given(WEIGHTS, STATES, st.integers(2, 5))
def test_only_the_proportions_of_the_weights_count(
    weights: list[int], states: list[bool | None], times: int
) -> None:
    one, other = _scored(weights, states), _scored([times * each for each in weights], states)
    assert (one.fit, one.confidence, one.tier) == (other.fit, other.confidence, other.tier)


VALUES = st.fixed_dictionaries(
    {
        "industry": st.sampled_from([None, "Software", "Retail"]),
        "employees": st.sampled_from([None, 10, 50, 500, 501]),
        "country": st.sampled_from([None, "DE", "IE", "US"]),
    }
)
TOLD = st.fixed_dictionaries(
    {
        key: st.sampled_from([None, "yes", "no", "2026-11-01"])
        for key in ("crm", "sales_leader_since", "freeze", "rival", "other")
    }
)


@given(VALUES, TOLD)
def test_scoring_many_gives_what_scoring_one_shows(
    values: dict[str, str | int | None], told: dict[str, str | None]
) -> None:
    profiles = [FIVE, profile(*(criterion(key) for key in ("crm", "other", "freeze")), key="two")]
    scorer = Scorer(profiles, TODAY)
    facts = {key: value for key, value in told.items() if value}
    row = [*(values[name] for name in scorer.fields), *(facts.get(key) for key in scorer.facts)]
    scores = [score(each, values, facts, TODAY) for each in profiles]
    assert scorer.of(row) == columns_of(scores[best(scores)])
    assert scorer.of(row) == scorer.of(row)

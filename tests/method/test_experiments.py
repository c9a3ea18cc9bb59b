"""How sure an experiment makes one: known values, properties, and the words for it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.method.experiments import (
    LEAST,
    SURE,
    Tally,
    chance_of_little,
    chances,
    fewest_used,
    judge,
    tries_to_tell,
)

TITLES = ("Bad time?", "Thirty seconds", "Referrer")


@st.composite
def tallies(draw, most=400):
    tries = draw(st.integers(0, most))
    return Tally(tries, draw(st.integers(0, tries)))


def exactly(one: Tally, other: Tally) -> float:
    """The chance that the other is better, as an exact sum over its wins (Evan Miller, 2013)."""

    def beta(a: float, b: float) -> float:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)

    a, b = one.wins + 1, one.tries - one.wins + 1
    c, d = other.wins + 1, other.tries - other.wins + 1
    return math.fsum(
        math.exp(beta(a + i, b + d) - math.log(d + i) - beta(1 + i, d) - beta(a, b))
        for i in range(c)
    )


@pytest.mark.parametrize(
    ("first", "second", "chance"),
    [
        (Tally(0, 0), Tally(0, 0), 1 / 2),
        (Tally(1, 1), Tally(0, 0), 2 / 3),
        (Tally(1, 1), Tally(1, 0), 5 / 6),
        (Tally(2, 2), Tally(0, 0), 3 / 4),
    ],
)
def test_small_cases_come_out_as_worked_out_by_hand(first, second, chance):
    assert chances((first, second))[0] == pytest.approx(chance, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(tallies(), tallies())
def test_two_variants_agree_with_the_exact_sum(one, other):
    assert chances((one, other))[1] == pytest.approx(exactly(one, other), abs=2e-4)


@settings(max_examples=25, deadline=None)
@given(st.lists(tallies(5000), min_size=2, max_size=4))
def test_the_chances_of_all_variants_sum_to_one_in_any_order(variants):
    found = chances(variants)
    assert sum(found) == pytest.approx(1)
    assert all(0 <= each <= 1 for each in found)
    assert chances(variants[::-1])[::-1] == pytest.approx(found, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(0, 9), st.integers(0, 9))
def test_more_of_the_same_makes_surer(times, one, other):
    if one == other:
        one += 1
    small = chances((Tally(10 * times, one * times), Tally(10 * times, other * times)))
    large = chances((Tally(30 * times, 3 * one * times), Tally(30 * times, 3 * other * times)))
    assert max(large) >= max(small) - 1e-6


def test_alike_variants_differ_little_once_there_is_much_to_see():
    assert chance_of_little(Tally(0, 0), Tally(0, 0)) == pytest.approx(1 - 0.95**2, abs=1e-3)
    assert chance_of_little(Tally(40, 20), Tally(40, 20)) < SURE
    assert chance_of_little(Tally(4000, 2000), Tally(4000, 2000)) > 0.999
    assert chance_of_little(Tally(4000, 3000), Tally(4000, 2000)) < 0.001


def test_a_large_difference_needs_fewer_tries_than_a_small_one():
    large = tries_to_tell(Tally(30, 24), Tally(30, 6))
    small = tries_to_tell(Tally(300, 150), Tally(300, 120))
    assert large < 20 < small
    most = tries_to_tell(Tally(300, 150), Tally(300, 150))
    assert most == pytest.approx(4.51 * 0.5 / 0.05**2, rel=0.01), "as many as show five points"


@pytest.mark.parametrize(
    ("given_", "kind", "said"),
    [
        ([Tally(9, 4)], "single", "one variant only: there is nothing to compare"),
        ([Tally(0, 0)] * 2, "early", "nothing to say yet: no answered calls"),
        (
            [Tally(12, 5), Tally(9, 3)],
            "early",
            "too early: 12 and 9 answered calls; about 510 more each would tell",
        ),
        (
            [Tally(60, 27), Tally(58, 18)],
            "better",
            "“Bad time?” is better: 94 % sure (45 % against 31 %)",
        ),
        (
            [Tally(60, 18), Tally(58, 27), Tally(61, 10)],
            "better",
            "“Thirty seconds” is the best: 97 % sure (47 % against 30 %)",
        ),
        (
            [Tally(40, 18), Tally(40, 15)],
            "open",
            (
                "not clear yet: “Bad time?” is ahead, 75 % sure; "
                "about 390 more answered calls each would tell"
            ),
        ),
        (
            [Tally(3000, 1500), Tally(3000, 1490)],
            "same",
            "no difference worth having: 99 % sure that it is less than 5 points",
        ),
    ],
)
def test_what_is_said_is_plain_and_honest(given_, kind, said):
    verdict = judge(TITLES[: len(given_)], given_, "answered calls")
    assert (verdict.kind, verdict.said) == (kind, said)


@settings(max_examples=40, deadline=None)
@given(st.lists(tallies(3000), min_size=2, max_size=3))
def test_a_variant_is_never_called_better_early_nor_when_unsure(variants):
    verdict = judge(TITLES[: len(variants)], variants, "conversations")
    if verdict.kind in ("better", "same", "open"):
        assert min(each.tries for each in variants) >= LEAST
    assert (verdict.kind == "better") <= (verdict.sure >= SURE)
    assert (verdict.more > 0) == (verdict.kind in ("early", "open"))


def test_the_least_used_variant_is_next_and_an_account_always_draws_alike():
    assert fewest_used(("a", "b", "c"), {"a": 3, "b": 2, "c": 3}, 1) == "b"
    drawn = [fewest_used(("a", "b"), {}, account) for account in range(400)]
    assert drawn == [fewest_used(("b", "a"), {}, account) for account in range(400)]
    assert 150 < drawn.count("a") < 250

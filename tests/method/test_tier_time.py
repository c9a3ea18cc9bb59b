"""Tier time: shares against the bands, and the one sentence that matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.backwards import TierBand
from workstation.method.tier_time import basis_of, say_band, say_tiers, tier_shares

BANDS = [
    TierBand(tier=4, low=0, high=0),
    TierBand(tier=1, low=0.6, high=0.7),
    TierBand(tier=2, low=0.1, high=0.2),
    TierBand(tier=3, low=0.05, high=0.1),
]


def say(**touches: int) -> str:
    names = {"one": 1, "two": 2, "three": 3, "four": 4, "none": None}
    return say_tiers(tier_shares({names[key]: n for key, n in touches.items()}, {}, BANDS))


def test_the_tier_furthest_from_its_band_is_named() -> None:
    assert say(one=41, two=33, three=6, none=20) == (
        "41 % on tier 1 this week, by touches; 60–70 % is the aim."
    )
    assert (
        say(one=60, two=12, three=6, four=22)
        == "22 % on tier 4 this week, by touches; none is the aim."
    )


def test_a_week_within_the_bands_or_without_anything_says_so() -> None:
    assert (
        say(one=65, two=20, three=10, none=5)
        == "Your activity is within the bands this week, by touches."
    )
    assert say() == "Nothing was logged this week."


def test_a_tier_without_any_activity_is_said_as_nothing_of_it() -> None:
    assert say(two=50, three=50).startswith("0 % on tier 1 this week")


def test_half_of_the_week_without_a_tier_still_says_something() -> None:
    assert say(one=30, two=20, none=50).startswith("30 % on tier 1")
    assert say(one=30, two=19, none=51).startswith("51 % of your activity")


def test_where_most_accounts_have_no_tier_nothing_is_held_against_the_rep() -> None:
    assert say(one=20, none=80).startswith(
        "80 % of your activity this week, by touches, went to accounts without a tier"
    )


def test_tiers_come_in_order_with_calls_beside_touches() -> None:
    shares = tier_shares({1: 3, None: 1}, {1: 600, None: 200}, BANDS)
    assert [each.tier for each in shares] == [1, 2, 3, 4, None]
    assert (shares[0].share, shares[0].call_share) == (0.75, 0.75)
    assert [each.seconds for each in shares] == [600, 0, 0, 0, 200]
    assert [each.touches for each in shares] == [3, 0, 0, 0, 1]
    assert [each.call_share for each in shares] == [0.75, 0, 0, 0, 0.25]
    assert {each.call_share for each in tier_shares({1: 3}, {}, BANDS)} == {0}
    assert shares[0].off == pytest.approx(0.05)
    assert [say_band(each) for each in shares] == ["60–70 %", "10–20 %", "5–10 %", "none", ""]


def test_time_is_shared_where_it_is_known_of_half_of_the_touches() -> None:
    assert [basis_of(10, timed) for timed in (0, 4, 5, 10)] == [
        "touches", "touches", "minutes", "minutes",
    ]  # fmt: skip
    assert basis_of(0, 0) == "touches"
    shares = tier_shares({1: 9, 2: 1}, {1: 60, 2: 180}, BANDS, "minutes")
    assert (shares[0].share, shares[1].share) == (0.25, 0.75)


def test_a_trace_is_not_called_nothing() -> None:
    assert say(one=700, two=140, three=160, four=1).startswith("16 % on tier 3")
    assert say(one=650, two=200, three=100, four=1, none=50) == (
        "<1 % on tier 4 this week, by touches; none is the aim."
    )


@given(st.dictionaries(st.sampled_from([1, 2, 3, 4, None]), st.integers(0, 1000)))
def test_shares_add_up_to_the_whole_week_or_to_nothing(touches: dict[int | None, int]) -> None:
    shares = tier_shares(touches, touches, BANDS)
    whole = 1 if any(touches.values()) else 0
    assert sum(each.share for each in shares) == pytest.approx(whole)
    assert sum(each.touches for each in shares) == sum(touches.values())

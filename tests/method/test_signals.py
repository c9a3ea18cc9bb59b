"""Signals: the numbers of the method, and how a kind is found."""

import pytest

from workstation.method.signals import LOGGED, SignalKind, SignalRules
from workstation.method.urgency import Decay

PRICE = SignalKind(
    key="asked_for_price", title="Asked for the price", letter="p", points=20, fast_track=True
)
OWN = SignalKind(
    key="manual_review", title="Your own judgement", letter="m", points=15, least=0, most=30
)
ASKED = SignalKind(
    key="asked_for_contact",
    title="Asked to be contacted",
    letter="a",
    points=30,
    raises_hand=True,
    on=["hand_raiser"],
)
TALK = SignalKind(
    key="had_conversation",
    title="Follow-up talk",
    letter="c",
    points=10,
    on=["conversation", "meeting_held"],
)
RULES = SignalRules(kinds=[PRICE, OWN, ASKED, TALK])


def test_sixty_five_points_make_a_lead_and_its_clocks_are_the_method_s() -> None:
    assert RULES.lead_from == 65
    assert RULES.hand_raiser_minutes == 5
    assert (RULES.lead_hours, RULES.too_late_hours) == (24, 24)


def test_a_month_of_silence_costs_fifteen_above_thirty_and_five_up_to_it() -> None:
    assert RULES.decay == Decay(after_days=30, high=30, lost_high=15, lost_low=5)


def test_a_kind_is_no_fast_track_and_raises_no_hand_unless_it_says_so() -> None:
    assert [each.fast_track for each in RULES.kinds] == [True, False, False, False]
    assert [each.raises_hand for each in RULES.kinds] == [False, False, True, False]


def test_a_kind_with_bounds_asks_how_much_it_is_worth() -> None:
    assert [each.asks for each in RULES.kinds] == [False, True, False, False]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("asked_for_price", PRICE),
        ("Asked for PRICE", PRICE),
        ("asked-for-price", PRICE),
        (" asked  for the price ", PRICE),
        ("manual review", OWN),
        ("follow up talk", TALK),
        ("Follow_Up Talk", TALK),
        ("asked", None),
        ("", None),
    ],
)
def test_a_kind_is_found_by_its_key_or_title_however_it_is_written(
    said: str, meant: SignalKind | None
) -> None:
    assert RULES.kind(said) is meant


def test_what_is_logged_adds_the_kind_that_names_it_and_else_none() -> None:
    added = {logged: kind for logged in LOGGED if (kind := RULES.on(logged))}
    assert added == {"hand_raiser": ASKED, "conversation": TALK, "meeting_held": TALK}

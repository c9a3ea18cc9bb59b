"""The small rules on the method's values: bins, outcomes, prompts, pace and goals."""

import pytest

from workstation.method.bins import Bin, may_prospect
from workstation.method.flow import fill, placeholders
from workstation.method.goals import GoalTemplate, fits
from workstation.method.measures import Measure, goal_text, pace
from workstation.method.outcomes import Outcome

WORKING = Bin(
    key="working", title="Working", letter="w", meaning="In touch.", prospecting="allowed"
)
COLD = Bin(key="cold", title="Cold", letter="c", meaning="New.", prospecting="campaign_only")
CLIENT = Bin(
    key="avoid.client",
    title="Client",
    group="avoid",
    letter="p",
    meaning="They pay us already.",
    prospecting="refused",
)


def test_a_client_is_never_prospected_and_the_reason_is_told() -> None:
    verdict = may_prospect(CLIENT)
    assert not verdict.ok
    assert verdict.why == "The account is in Client: They pay us already."


def test_a_flag_protects_from_its_own_channel_only() -> None:
    assert not may_prospect(WORKING, do_not_call=True, channel="call").ok
    assert may_prospect(WORKING, do_not_call=True, channel="email").ok
    assert not may_prospect(WORKING, opted_out=True, channel="email").ok
    assert not may_prospect(WORKING, bounced=True, channel="email").ok
    assert may_prospect(WORKING, opted_out=True, bounced=True, channel="call").ok
    assert may_prospect(WORKING) == may_prospect(WORKING, purpose="mapping")


def test_a_pitch_into_a_cold_account_is_advised_against_and_a_mapping_call_is_not() -> None:
    assert may_prospect(COLD).ok
    assert "mapping" in may_prospect(COLD).why
    assert may_prospect(COLD, purpose="mapping").why == ""


def test_where_an_opportunity_is_alive_its_owner_is_named_and_nobody_is_kept_away() -> None:
    watched = Bin(
        key="nurture.opportunity",
        title="Opportunity",
        letter="o",
        meaning="Alive.",
        prospecting="watch",
    )
    verdict = may_prospect(watched)
    assert verdict.ok is True
    assert "agree with its owner" in verdict.why
    assert watched.needs_next_step is False


def test_what_is_allowed_comes_without_advice_and_is_allowed() -> None:
    assert may_prospect(WORKING).ok is True
    assert may_prospect(WORKING).why == ""
    assert may_prospect(COLD).ok is True


def test_a_bin_is_proposed_only_from_the_bins_named() -> None:
    outcome = Outcome(
        key="voicemail",
        title="Voicemail",
        letter="v",
        rule="You left one.",
        counts_as="unanswered",
        bin="working",
        bin_from=["cold"],
    )
    assert outcome.proposes_bin("cold") == "working"
    assert outcome.proposes_bin("nurture.dead") is None
    assert outcome.proposes_bin("working") is None


def test_a_prompt_is_filled_and_what_is_unknown_stays_readable() -> None:
    prompt = "Hello {their_name}, {me} here, about {product}."
    assert placeholders(prompt) == {"their_name", "me", "product"}
    filled = fill(prompt, {"me": "Robin", "their_name": ""})
    assert filled == "Hello (their name), Robin here, about (product)."


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("{me}", {"me": "{product}", "product": "x"}) == "{product}"


@pytest.mark.parametrize(
    ("done", "target", "gone", "total", "expected", "gap", "left"),
    [
        (62, 100, 14, 20, 70.0, 8.0, 38 / 6),
        (0, 100, 0, 20, 0.0, 0.0, 5.0),
        (120, 100, 10, 20, 50.0, -70.0, 0.0),
        (80, 100, 20, 20, 100.0, 20.0, 20.0),
        (3, 10, 0, 0, 10.0, 7.0, 7.0),
        (3, 10, 25, 20, 10.0, 7.0, 7.0),
    ],
)
def test_pace_spreads_the_target_over_the_working_days(
    done: float,
    target: float,
    gone: int,
    total: int,
    expected: float,
    gap: float,
    left: float,
) -> None:
    found = pace(done, target, gone, total)
    assert (found.expected, found.gap) == (expected, gap)
    assert found.per_day_left == pytest.approx(left)


def test_a_goal_is_worded_for_one_and_for_many() -> None:
    measure = Measure(
        key="conversations",
        title="Conversations",
        meaning="Talks.",
        how="count",
        goal_one="hold one conversation",
        goal_many="hold {target} conversations",
    )
    assert goal_text(measure, 1) == "hold one conversation"
    assert goal_text(measure, 5) == "hold 5 conversations"
    plain = Measure(key="dials", title="Dials", meaning="Calls.", how="count")
    assert goal_text(plain, 5) == "dials: 5"


@pytest.mark.parametrize(
    ("level", "week", "fitting"),
    [
        ("beginner", 3, True),
        ("beginner", 2, False),
        ("beginner", 9, False),
        ("beginner", None, False),
        ("full", 3, False),
    ],
)
def test_a_goal_for_a_level_and_some_weeks_is_offered_only_then(
    level: str, week: int | None, fitting: bool
) -> None:
    template = GoalTemplate(key="m", text="Mail", level="beginner", week_from=3, week_to=8)
    assert fits(template, level, week) is fitting  # type: ignore[arg-type]


def test_a_goal_without_weeks_is_always_offered() -> None:
    assert fits(GoalTemplate(key="a", text="Any"), "full")
    assert fits(GoalTemplate(key="b", text="Later", week_from=5), "full", None)

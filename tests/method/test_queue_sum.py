"""The sum of a row: every number in it, and what would move it."""

from math import prod

from hypothesis import given
from hypothesis import strategies as st

from workstation.method.queue_sum import Depth, Known, Part, explain, sum_of, to_pass
from workstation.method.queueing import Factors
from workstation.method.ranking import QueueClassKey, Weights

DEPTH = Depth(3, 2, 4, 10, 5)


def known(factors: Factors, class_: QueueClassKey = "step_due", **fields: object) -> Known:
    """A row with urgency 42, fit 88 and three days of age."""
    values: dict[str, object] = {
        "title": "Step due",
        "rule": "A follow-up you planned is due.",
        "class_": class_,
        "class_place": 8,
        "classes": 12,
        "place": 18,
        "count": 65,
        "place_in_class": 2,
        "count_in_class": 14,
        "why": "send the case study",
        "sum": sum_of(factors, class_, urgency=42, fit=88, age_days=3),
        "weights": factors.weights,
        "since": "since it was due",
        "urgency_from": "last signal Thu 19 Nov",
        "fit_from": "tier 1, 60 % known",
        "due": "",
        "chosen": "",
        "above": None,
        "waits": "",
        "until": "",
        "behind": False,
        "hours": "Calling hours: 10:12 there, until 18:00.",
        "attempts": "1 of 2 unanswered calls today",
        "depth": DEPTH,
        "also": (),
    }
    return Known(**{**values, **fields})  # type: ignore[arg-type]


def text(parts: list[Part]) -> str:
    return "\n".join(line for part in parts for line in (part.title, *part.lines))


def test_the_numbers_of_the_sum_are_all_shown_with_where_they_come_from() -> None:
    said = text(explain(known(Factors()), Factors()))
    assert "Step due: class 8 of 12" in said
    assert "Row 18 of 65, 2 of 14 in its class" in said
    assert "10 + 42 → 52   last signal Thu 19 Nov" in said
    assert "1 + 88/20 → 5.4   tier 1, 60 % known" in said
    assert "1 + 3/7 → 1.429   since it was due" in said
    assert "52 × 5.4 × 1.429 = 401" in said
    assert "Can be worked now\nCalling hours: 10:12 there, until 18:00." in said
    assert "3 of 10 touches, 2 of 5 contacts tried (4 known)" in said


def test_weights_are_named_where_they_are_not_1() -> None:
    factors = Factors(Weights(urgency=0, fit=2))
    said = text(explain(known(factors), factors))
    assert "10 + 42, weight 0 → 1 " in said
    assert "1 + 88/20, weight 2 → 29.16" in said


def test_unknown_fit_says_what_is_assumed() -> None:
    factors = Factors()
    sum_ = sum_of(factors, "step_due", urgency=0, fit=None, age_days=0)
    said = text(explain(known(factors, sum=sum_, fit_from="nobody knows yet"), factors))
    assert "50 assumed" in said
    assert sum_.score == factors.score(0, 50, 0)


def test_what_waits_says_until_when_and_what_else_is_due_is_named() -> None:
    said = text(
        explain(
            known(
                Factors(),
                waits="07:12 there",
                behind=True,
                until="09:00 here",
                also=("call, due today",),
            ),
            Factors(),
        )
    )
    assert "07:12 there – until 09:00 here" in said
    assert "Also here for\ncall, due today" in said
    assert "Rows that wait stand below" in said


def test_a_class_in_the_order_of_time_says_so_and_offers_no_better_sum() -> None:
    factors = Factors()
    row = known(factors, class_="overdue", above=10_000.0, due="due Tue 17 Nov 09:30")
    said = text(explain(row, factors))
    assert "goes by time, first due first: due Tue 17 Nov 09:30." in said
    assert "×" not in said
    assert "One row up" not in said


@given(
    st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.integers(-5, 4000),
    st.sampled_from(
        [Weights(), Weights(urgency=0.3, fit=2, age=1.7), Weights(urgency=0, fit=0, age=0.01)]
    ),
)
def test_the_numbers_that_are_shown_multiply_to_the_sum_that_orders(
    urgency: int, fit: int | None, age: int, weights: Weights
) -> None:
    factors = Factors(weights)
    sum_ = sum_of(factors, "going_quiet", urgency=urgency, fit=fit, age_days=age)
    lines = explain(known(factors, "going_quiet", sum=sum_), factors)[1].lines
    shown, _, score = lines[-1].partition(" = ")
    digits = 0 if sum_.score >= 100 else 2
    assert round(prod(map(float, shown.split(" × "))), digits) == float(score)
    assert abs(float(score) - sum_.score) <= 0.5
    assert f"→ {shown.split(' × ')[2]} " in lines[2]
    assert f"1 + {min(max(age, 0), 365)}/7" in lines[2]


@given(
    st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.integers(0, 365),
    st.floats(1.0, 3.0),
)
def test_each_change_that_is_offered_is_enough_and_one_less_is_not(
    urgency: int, fit: int | None, age: int, times: float
) -> None:
    factors = Factors()
    sum_ = sum_of(factors, "step_due", urgency=urgency, fit=fit, age_days=age)
    above = sum_.score * times
    for said in to_pass(sum_, above, factors):
        words = said.split()
        if words[0] == "urgency":
            passed = (
                factors.score(int(words[1]), fit, age),
                factors.score(int(words[1]) - 1, fit, age),
            )
        elif words[0] == "fit":
            passed = (
                factors.score(urgency, int(words[1]), age),
                factors.score(urgency, int(words[1]) - 1, age),
            )
        else:
            days = int(words[0])
            passed = (
                factors.score(urgency, fit, age + days),
                factors.score(urgency, fit, age + days - 1),
            )
        assert passed[0] > above * (1 - 1e-9)
        assert passed[1] <= above * (1 + 1e-9)


def test_depth_is_said_shortly_on_a_card() -> None:
    assert DEPTH.short == "3/10 touches · 2/5 people"


def test_fresh_ground_says_that_it_goes_by_tier_and_what_is_known_of_the_fit() -> None:
    chosen = "tier 1, fit 88 × 60 % known"
    said = text(explain(known(Factors(), "fresh_ground", chosen=chosen), Factors()))
    assert f"by tier, then by fit as far as it is known: {chosen}." in said
    assert " × " not in said.replace(chosen, "")

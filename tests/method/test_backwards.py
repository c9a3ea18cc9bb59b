"""Working backwards: known values of the method, and what holds for any numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.method.backwards import Ratio, Rung, blend, read_revenue, round_up, work_back


def usual(share: float) -> Ratio:
    return blend(0, 0, share, 20)


def way(*shares: float, done: float = 0) -> list[Rung]:
    rungs = [Rung("target", "Target", done)]
    return rungs + [Rung(f"r{n}", f"R{n}", done, usual(s)) for n, s in enumerate(shares)]


def test_ten_opportunities_are_a_hundred_conversations_and_five_a_day() -> None:
    lines = work_back(10, way(0.5, 0.2), days_left=20)
    assert [line.needed for line in lines] == [10, 20, 100]
    assert lines[-1].per_day == 5


def test_a_year_of_ten_a_month_is_five_conversations_on_each_of_236_working_days() -> None:
    conversations = work_back(120, way(0.5, 0.2), days_left=236)[-1]
    assert conversations.per_day == pytest.approx(5.08, abs=0.01)


def test_revenue_goes_through_the_worth_of_a_deal_and_the_part_won() -> None:
    money = Rung("bookings", "Bookings", 0, shows="money")
    deals = Rung("won", "Won", 0, blend(0, 0, 100_000, 20, math.inf), ratio_shows="money")
    opportunities = Rung("opportunities", "Opportunities", 0, usual(0.2))
    lines = work_back(200_000, [money, deals, opportunities], days_left=20)
    assert [line.needed for line in lines] == [200_000, 2, 10]


def test_without_records_the_usual_ratio_counts_alone_and_at_half_at_they_share() -> None:
    assert blend(0, 0, 0.2, 20) == Ratio(0.2, None, 0, 0.0, 0.2)
    half = blend(8, 20, 0.2, 20)
    assert (half.own, half.weight, half.used) == (0.4, 0.5, pytest.approx(0.3))
    assert blend(3000, 10_000, 0.2, 20).used == pytest.approx(0.3, abs=0.001)


def test_a_share_of_none_of_yours_never_divides_by_nothing() -> None:
    ratio = blend(0, 30, 0.5, 20)
    assert (ratio.own, ratio.used) == (0, pytest.approx(0.2))
    assert blend(40, 20, 0.5, 20).own == 1, "more came of them than were logged"


def test_a_ratio_of_nothing_leads_nowhere_and_says_so() -> None:
    lines = work_back(10, way(0.0, 0.2), days_left=20)
    assert [line.needed for line in lines] == [10, None, None]
    assert lines[-1].per_day is None


def test_with_no_working_day_left_there_is_nothing_a_day_but_what_is_missing() -> None:
    first, second = work_back(10, way(0.5, done=10), days_left=0)
    assert (first.left, first.per_day) == (0, 0)
    assert (second.left, second.per_day) == (10, None)


def test_no_target_asks_for_nothing() -> None:
    assert [line.needed for line in work_back(0, way(0.5, 0.2), 20)] == [0, 0, 0]
    assert [line.needed for line in work_back(-5, way(0.0), 20)] == [0, 0]


def test_what_calculation_adds_is_not_rounded_up() -> None:
    assert round_up(0.1 * 3 / 0.1) == 3
    assert round_up(3.01) == 4


SHARES = st.floats(0.01, 1)
COUNTS = st.integers(0, 5000)


@given(st.floats(0, 1e6), SHARES, SHARES, SHARES, st.integers(1, 300), COUNTS)
def test_a_better_ratio_never_asks_for_more(
    target: float, low: float, high: float, other: float, days: int, done: int
) -> None:
    low, high = sorted((low, high))
    worse = work_back(target, way(low, other, done=done), days)
    better = work_back(target, way(high, other, done=done), days)
    for one, two in zip(worse, better, strict=True):
        assert one.needed is not None
        assert two.needed is not None
        assert two.needed <= one.needed * (1 + 1e-9)


@given(st.floats(0, 1e6), st.floats(0, 1e6), SHARES, st.integers(0, 300), COUNTS)
def test_a_higher_target_never_asks_for_less_and_nothing_is_below_zero(
    one: float, two: float, share: float, days: int, done: int
) -> None:
    one, two = sorted((one, two))
    for less, more in zip(
        work_back(one, way(share, done=done), days),
        work_back(two, way(share, done=done), days),
        strict=True,
    ):
        assert less.needed is not None
        assert more.needed is not None
        assert less.left is not None
        assert more.left is not None
        assert 0 <= less.needed <= more.needed
        assert 0 <= less.left <= more.left
        assert less.per_day is None or less.per_day >= 0


@given(COUNTS, COUNTS, SHARES, st.integers(1, 500))
def test_what_is_used_lies_between_yours_and_the_usual(
    reached: int, records: int, share: float, half_at: int
) -> None:
    ratio = blend(reached, records, share, half_at)
    ends = sorted((ratio.usual, ratio.usual if ratio.own is None else ratio.own))
    assert ends[0] - 1e-12 <= ratio.used <= ends[1] + 1e-12
    assert 0 <= ratio.weight < 1


@pytest.mark.parametrize(
    ("text", "amount", "months", "said"),
    [
        ("200k", 200_000, 1, "200 000 a month"),
        ("600 000 a quarter", 600_000, 3, "600 000 a quarter"),
        ("€ 2.4m/year", 2_400_000, 12, "2 400 000 a year"),
        ("90000 USD per Month", 90_000, 1, "90 000 a month"),
    ],
)
def test_a_revenue_target_is_read_as_people_write_it(
    text: str, amount: int, months: int, said: str
) -> None:
    found = read_revenue(text)
    assert (found.amount, found.months, found.said()) == (amount, months, said)
    assert read_revenue(found.said()) == found


@pytest.mark.parametrize("text", ["", "lots", "0", "-5", "200k a week", "9999999999999999"])
def test_what_is_no_revenue_target_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no revenue target, such as 200k a month"):
        read_revenue(text)

"""Working backwards from a target, through the rep's own months, to the day."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.desk.playbooks import with_parts
from tests.desk.world import account, log, opportunity, talk
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.plan_words import say_ratio

TODAY = date(2026, 11, 23)


def targets(desk: Desk, **changes: Any) -> None:
    with_parts(desk, targets=msgspec.structs.replace(desk.playbook.targets, **changes))


def held(desk: Desk, at: int, times: int, on: date) -> None:
    for _ in range(times):
        log(desk, at, on=on, outcome="discovery", counts_as="conversation", meeting="held")


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Forty conversations in October, ten of them discovery calls; two opportunities of six won."""
    one = account(desk)
    talk(desk, one, 30, on=date(2026, 10, 6))
    held(desk, one, 10, on=date(2026, 10, 8))
    for day in range(1, 7):
        won = day <= 2
        opportunity(
            desk,
            one,
            "won" if won else "lost",
            amount_minor=50_000_00,
            currency="USD",
            accepted_on=date(2026, 10, 10 + day),
            closed_on=date(2026, 10, 20 + day),
        )
    talk(desk, one, 9, on=date(2026, 11, 3))
    return desk


def test_without_history_a_month_is_the_usual_ratios_exactly(desk: Desk) -> None:
    plan = desk.plan_back.plan()
    assert [(line.key, line.needed) for line in plan.lines] == [
        ("qualified_opportunities", 10),
        ("discovery_calls", 20),
        ("conversations", 100),
    ]
    assert (plan.name, plan.days_left, plan.days_total) == ("November 2026", 6, 21)
    assert plan.sentences == (
        "16.7 conversations a day: 100 of 100 are left for 6 working days.",
        "10 qualified opportunities, 20 % won at 100 000 USD each: about 200 000 USD.",
        "Nothing of yours to go by yet: these are the usual ratios.",
    )
    assert say_ratio(plan.lines[0], "USD") == ""
    assert say_ratio(plan.lines[1], "USD") == "50 % lead on, as usual; none of yours yet"


def test_the_reps_own_ratios_count_by_how_many_records_they_have(busy: Desk) -> None:
    _, discoveries, conversations = busy.plan_back.plan().lines
    # 6 of 10 discovery calls count 10 / (10 + 20); 10 of 40 conversations 40 / (40 + 20).
    assert discoveries.ratio is not None
    assert (discoveries.ratio.own, discoveries.ratio.records) == (0.6, 10)
    assert discoveries.ratio.used == pytest.approx(0.6 / 3 + 0.5 * 2 / 3)
    assert discoveries.needed == pytest.approx(10 / (8 / 15))
    assert conversations.done == 9
    assert say_ratio(discoveries, "USD") == (
        "53.3 % lead on: yours 60 % (10 tries, weighs 33 %), usual 50 %"
    )
    assert "fewer than 20 records: discovery calls." in busy.plan_back.plan().sentences[-1]


def test_a_revenue_target_goes_by_the_worth_of_the_reps_own_deals(busy: Desk) -> None:
    targets(busy, revenue={"quarter": 300_000.0})
    plan = busy.plan_back.plan()
    money, deals, opportunities, *_ = plan.lines
    assert (money.needed, money.shows, money.done) == (100_000_00, "money", 0)
    assert deals.ratio is not None
    assert (deals.ratio.own, deals.ratio.records) == (50_000_00, 2)
    worth = (2 / 22) * 50_000 + (20 / 22) * 100_000
    assert deals.needed == pytest.approx(100_000 / worth)
    won = (6 / 26) * (2 / 6) + (20 / 26) * 0.2
    assert opportunities.needed == pytest.approx(100_000 / worth / won)
    assert plan.target_said == "100 000 USD"
    assert plan.sentences[1].startswith("A deal takes 10 days (yours)")
    assert busy.plan_back.plan("quarter").lines[0].needed == 300_000_00


def test_the_setting_is_a_revenue_target_before_the_playbooks(desk: Desk) -> None:
    targets(desk, revenue={"month": 900_000.0})
    desk.settings.set("revenue_target", "2.4m/year")
    assert desk.settings.get("revenue_target") == "2 400 000 a year"
    assert desk.plan_back.plan().target_said == "200 000 USD"
    assert desk.plan_back.plan("quarter").lines[0].needed == 600_000_00
    with pytest.raises(DeskError, match="“lots” is no revenue target, such as 200k a month"):
        desk.settings.set("revenue_target", "lots")
    desk.settings.set("revenue_target", "")
    assert desk.plan_back.plan().lines[0].needed == 900_000_00


def test_the_plan_says_why_the_dashboard_counts_against_another_number(busy: Desk) -> None:
    said = "The dashboard counts conversations against 100, the month's target in measures.yaml; "
    goes = "goals are suggested from the 81 of this plan, which follow your target and ratios."
    assert said + goes in busy.plan_back.plan().sentences
    assert not any("The dashboard" in each for each in busy.plan_back.plan("quarter").sentences)


def test_in_the_first_month_goals_go_by_the_dashboards_number_and_the_plan_says_so(
    desk: Desk,
) -> None:
    talk(desk, account(desk), 3, on=date(2026, 11, 3))
    assert not any("The dashboard" in each for each in desk.plan_back.plan().sentences)
    desk.settings.set("revenue_target", "1m")
    said = " ".join(desk.plan_back.plan().sentences)
    assert "goals are suggested from that one until your second month." in said
    found = {each.measure: each.why for each in desk.goals.suggestions()}
    assert found["conversations"] == "Conversations: an even day of the month's 100."


def test_what_the_plan_has_enough_of_is_not_suggested_from_the_dashboards_target(
    busy: Desk,
) -> None:
    talk(busy, busy.accounts.resolve("Corvid"), 80, on=date(2026, 11, 19))
    assert busy.measures.value("conversations", date(2026, 11, 1), TODAY) == 89
    assert all("of 100 this month" not in each.why for each in busy.goals.suggestions())


def test_a_quarter_adds_its_months_and_days_off_leave_fewer_days(desk: Desk) -> None:
    desk.days.take_off(date(2026, 11, 24))
    desk.settings.set("country", "US")
    month, quarter = desk.plan_back.plan(), desk.plan_back.plan("quarter")
    assert month.days_left == 4, "Thanksgiving and the day off are no working days"
    assert (quarter.first, quarter.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.lines[0].needed == 30
    assert quarter.name == "quarter 4 of 2026"


def test_a_month_that_is_over_says_what_is_missing(desk: Desk, clock: FrozenClock) -> None:
    talk(desk, account(desk), 90, on=date(2026, 10, 20))
    for day, month in ((date(2026, 2, 28), 2), (date(2026, 10, 31), 10)):
        found = desk.plan_back.plan("month", day)
        assert found.first.month == month
        assert found.days_left == 0
        assert found.lines[-1].per_day is None
        assert "No working day of" in found.sentences[0]
    assert clock.now().date() == TODAY


def test_a_new_rep_is_asked_for_what_the_ramp_asks_for(desk: Desk) -> None:
    desk.settings.set("level", "beginner")
    desk.settings.set("started_on", "2026-11-02")
    plan = desk.plan_back.plan()
    assert [line.needed for line in plan.lines] == [0, 0, 0]
    assert plan.sentences[0] == "November 2026 asks for no qualified opportunities yet."


def test_without_a_target_it_says_where_one_is_set(desk: Desk) -> None:
    measures = [msgspec.structs.replace(each, targets={}) for each in desk.playbook.measures]
    with_parts(desk, measures=measures)
    plan = desk.plan_back.plan()
    assert plan.lines == ()
    (said,) = plan.sentences
    assert said.startswith("There is no target for qualified opportunities: measures.yaml sets")
    assert "setting revenue_target" in said
    assert desk.goals.suggestions(), "other suggestions are made all the same"


def test_ratios_that_cannot_be_are_told(desk: Desk) -> None:
    one = account(desk)
    talk(desk, one, 30, on=date(2026, 10, 6))
    opportunity(desk, one, accepted_on=date(2026, 10, 9))
    said = " ".join(desk.plan_back.plan().sentences)
    assert "Of 30 conversations in 90 days none led to discovery calls" in said
    assert "more qualified opportunities (1) than discovery calls (0)" in said


def test_what_is_done_today_counts_unless_the_day_is_being_planned(desk: Desk) -> None:
    talk(desk, account(desk), 3)
    assert desk.plan_back.plan().lines[-1].done == 3
    assert desk.plan_back.plan(day_done=False).lines[-1].done == 0


def test_the_plan_suggests_conversations_once_in_the_place_of_the_gap(busy: Desk) -> None:
    found = [each for each in busy.goals.suggestions() if each.measure == "conversations"]
    assert len(found) == 1
    line = busy.plan_back.plan(day_done=False).lines[-1]
    assert line.needed is not None
    assert found[0].text == "Hold 8 conversations", "no more than twice an even day"
    assert found[0].why == (
        "Conversations: 9 of 81 this month, worked back from 10 qualified opportunities; "
        "6 working days left."
    )


def test_a_target_that_is_reached_is_not_suggested(busy: Desk) -> None:
    talk(busy, busy.accounts.resolve("Corvid"), 200, on=date(2026, 11, 19))
    assert all(each.measure != "conversations" for each in busy.goals.suggestions()[:3])
    assert "what comes now is ahead" in busy.plan_back.plan().sentences[0]

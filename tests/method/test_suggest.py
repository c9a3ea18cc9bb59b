"""Suggestions: the gap, the weakest step, the level."""

from datetime import date, timedelta

import pytest

from workstation.method.backwards import PlanLine
from workstation.method.goals import GoalRules, GoalTemplate, Level
from workstation.method.measures import Measure
from workstation.method.suggest import (
    FunnelStep,
    Standing,
    Suggestion,
    from_gaps,
    from_plan,
    from_templates,
    from_weakest,
    merged,
    preferring,
    weakest,
)


def counted(key: str, title: str) -> Measure:
    return Measure(key=key, title=title, meaning="", how="count", goal_many=f"do {{target}} {key}")


TALKS = counted("talks", "Talks")
MAILS = counted("mails", "Mails")


def test_the_furthest_behind_comes_first_with_what_each_day_left_needs() -> None:
    standings = [Standing(TALKS, 62, 100), Standing(MAILS, 100, 400)]
    first, second = from_gaps(standings, days_left=6, days_total=20, most=3)
    assert first == Suggestion(
        "Do 40 mails",
        "mails",
        40,
        "Mails: 100 of 400 this month, 180 behind an even month, 6 working days left.",
    )
    assert (second.measure, second.target) == ("talks", 7)
    assert from_gaps(standings, 6, 20, most=1) == [first]


def test_the_share_missing_decides_what_is_furthest_behind_not_the_number() -> None:
    standings = [Standing(MAILS, 100, 400), Standing(TALKS, 10, 100)]
    first, second = from_gaps(standings, days_left=6, days_total=20, most=3)
    assert (first.measure, second.measure) == ("talks", "mails")


def test_an_even_month_asks_for_nothing_and_one_missing_is_said() -> None:
    assert from_gaps([Standing(TALKS, 50, 100)], days_left=10, days_total=20, most=3) == []
    (only,) = from_gaps([Standing(TALKS, 49, 100)], days_left=10, days_total=20, most=3)
    assert only.target == 6
    assert only.why == "Talks: 49 of 100 this month, 1 behind an even month, 10 working days left."


def test_a_target_of_one_counts_and_one_reached_on_the_first_day_is_left_alone() -> None:
    (only,) = from_gaps([Standing(TALKS, 0, 1)], days_left=20, days_total=20, most=3)
    assert only.target == 1
    assert from_gaps([Standing(TALKS, 5, 5)], days_left=20, days_total=20, most=3) == []


def test_a_month_of_one_working_day_asks_for_all_of_it() -> None:
    (only,) = from_gaps([Standing(TALKS, 0, 5)], days_left=1, days_total=1, most=3)
    assert only.target == 5


def test_what_is_ahead_or_reached_or_has_no_target_is_not_suggested() -> None:
    standings = [Standing(TALKS, 80, 100), Standing(MAILS, 400, 400), Standing(MAILS, 0, 0)]
    standings.append(Standing(MAILS, -1, 0))
    assert from_gaps(standings, days_left=6, days_total=20, most=3) == []


def test_on_the_first_day_an_even_day_is_suggested() -> None:
    (only,) = from_gaps([Standing(TALKS, 0, 100)], days_left=20, days_total=20, most=3)
    assert (only.target, only.why) == (5, "Talks: 0 of 100 this month, 20 working days left.")


def test_a_day_is_never_asked_for_more_than_twice_an_even_day() -> None:
    (only,) = from_gaps([Standing(TALKS, 10, 100)], days_left=1, days_total=20, most=3)
    assert only.target == 10
    assert only.why.endswith("1 working day left.")
    assert from_gaps([Standing(TALKS, 10, 100)], days_left=0, days_total=20, most=3) == []


def test_in_the_first_month_an_even_day_is_suggested_and_nothing_caught_up() -> None:
    standings = [Standing(TALKS, 2, 100), Standing(MAILS, 0, 400)]
    assert from_gaps(standings, days_left=6, days_total=20, most=1, fresh=True) == [
        Suggestion("Do 5 talks", "talks", 5, "Talks: an even day of the month's 100.")
    ]


def test_in_the_first_month_the_order_of_the_measures_is_kept() -> None:
    standings = [Standing(TALKS, 9, 100), Standing(MAILS, 0, 400)]
    found = from_gaps(standings, days_left=6, days_total=20, most=3, fresh=True)
    assert [(each.measure, each.target) for each in found] == [("talks", 5), ("mails", 20)]


def line(needed: float | None, done: float) -> PlanLine:
    left = None if needed is None else max(needed - done, 0.0)
    return PlanLine("talks", "Talks", "number", needed, done, left, None, None, "percent")


def test_a_plan_worked_back_asks_each_day_left_for_its_part() -> None:
    assert from_plan(line(99.5, 40), TALKS, "200 000 a month", 10, 20) == [
        Suggestion(
            "Do 6 talks",
            "talks",
            6,
            "Talks: 40 of 100 this month, worked back from 200 000 a month; 10 working days left.",
        )
    ]


def test_a_plan_asks_no_day_for_more_than_twice_an_even_one() -> None:
    (only,) = from_plan(line(100, 40), TALKS, "10 deals", days_left=1, days_total=20)
    assert (only.text, only.target) == ("Do 10 talks", 10)
    assert only.why.endswith("worked back from 10 deals; 1 working day left.")


@pytest.mark.parametrize(
    ("needed", "done", "days_left"), [(100, 100, 5), (None, 0, 5), (0, 0, 5), (100, 40, 0)]
)
def test_a_plan_reached_or_out_of_reach_or_without_a_day_left_asks_for_nothing(
    needed: float | None, done: float, days_left: int
) -> None:
    assert from_plan(line(needed, done), TALKS, "10 deals", days_left, 20) == []


def test_the_better_suggestion_takes_the_place_of_the_one_for_its_measure() -> None:
    talk, mail = Suggestion("A", "talks", 7, "gap"), Suggestion("B", "mails", 40, "gap")
    planned, other = Suggestion("C", "mails", 30, "plan"), Suggestion("D", "won", 1, "plan")
    assert preferring([talk, mail], [planned, other]) == [talk, planned]


def step(before: int, reached: int, usual: float, measure: Measure = TALKS) -> FunnelStep:
    return FunnelStep(measure, "Dials", before, reached, usual, 0.4)


def test_the_weakest_step_is_the_one_furthest_short_of_its_usual_share() -> None:
    steps = [step(100, 15, 0.2), step(60, 3, 0.2, MAILS), step(9, 0, 0.5)]
    assert from_weakest(steps, 30) == [
        Suggestion(
            "Do 1 mails",
            "mails",
            1,
            "Your weakest step: dials to mails, 3 of 60 in 30 days (5 %; 20 % is the plan).",
        )
    ]
    assert from_weakest([step(100, 25, 0.2), step(9, 0, 0.5)], 30) == []


def test_a_step_says_something_from_ten_who_came_to_it() -> None:
    assert weakest([step(9, 0, 0.5)]) is None
    assert weakest([step(10, 0, 0.5)]) == step(10, 0, 0.5)
    assert (step(0, 0, 0.5).share, step(10, 4, 0.5).share) == (0.0, 0.4)


def test_short_by_more_of_a_high_share_is_weaker_than_by_less_of_a_low_one() -> None:
    assert weakest([step(100, 15, 0.2), step(100, 50, 0.9, MAILS)]) == step(100, 50, 0.9, MAILS)


def test_a_step_at_its_usual_share_is_not_weak() -> None:
    assert weakest([step(10, 5, 0.5), step(10, 0, 0.0)]) is None


@pytest.mark.parametrize(("per_day", "asked"), [(0.0, 1), (0.4, 1), (1.2, 2), (5.0, 5)])
def test_the_weakest_step_is_worth_an_even_day_and_one_at_least(per_day: float, asked: int) -> None:
    (only,) = from_weakest([FunnelStep(TALKS, "Dials", 100, 5, 0.2, per_day)], 30)
    assert only.target == asked


RULES = GoalRules(
    templates=[
        GoalTemplate(key="a", text="A", level="any"),
        GoalTemplate(key="b", text="B", level="beginner", week_to=4),
        GoalTemplate(key="c", text="C", level="beginner", measure="talks", target=5),
        GoalTemplate(key="d", text="D", level="full"),
    ]
)


def test_templates_of_the_level_come_first_and_turn_with_the_day() -> None:
    day = date(2026, 11, 23)
    turns = [
        [each.text for each in from_templates(RULES, "beginner", 2, day + timedelta(days=n))]
        for n in range(3)
    ]
    assert turns[0] == turns[2] != turns[1]
    assert sorted(turns[:2]) == [["B", "C", "A"], ["C", "B", "A"]]
    assert [each.text for each in from_templates(RULES, "beginner", 5, day)] == ["C", "A"]
    assert [each.text for each in from_templates(RULES, "full", None, day)] == ["D", "A"]


@pytest.mark.parametrize(
    ("level", "whom"),
    [
        ("beginner", "your first weeks"),
        ("intermediate", "reps who have found their feet"),
        ("full", "a full month's target"),
    ],
)
def test_a_template_says_whom_it_is_for(level: Level, whom: str) -> None:
    rules = GoalRules(
        templates=[
            GoalTemplate(key="any", text="A"),
            GoalTemplate(key="own", text="B", level=level, measure="talks", target=5),
        ]
    )
    assert from_templates(rules, level, None, date(2026, 11, 23)) == [
        Suggestion("B", "talks", 5, f"For {whom}."),
        Suggestion("A", None, None, "Good practice at any level."),
    ]


def test_templates_start_one_further_each_day_and_keep_their_order() -> None:
    rules = GoalRules(templates=[GoalTemplate(key=each, text=each) for each in "ABC"])
    day = date.fromordinal(3 * 246_000)
    turns = [
        "".join(each.text for each in from_templates(rules, "full", None, day + timedelta(days=n)))
        for n in range(4)
    ]
    assert turns == ["ABC", "BCA", "CAB", "ABC"]


def test_nothing_is_suggested_twice_or_beside_the_plan() -> None:
    talk = Suggestion("Do 7 talks", "talks", 7, "gap")
    other = Suggestion("Do 1 talks", "talks", 1, "weak")
    plan = Suggestion("Plan the month", None, None, "good")
    assert merged(5, [talk], [other, plan], planned=[]) == [talk, plan]
    assert merged(5, [talk], [other, plan], planned=["plan THE month"]) == [talk]
    assert merged(5, [talk], [other, plan], planned=["x", "talks"]) == [plan]
    assert merged(1, [talk], [plan], planned=[]) == [talk]

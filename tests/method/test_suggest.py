"""Suggestions: the gap, the weakest step, the level."""

from datetime import date, timedelta

from workstation.method.goals import GoalRules, GoalTemplate
from workstation.method.measures import Measure
from workstation.method.suggest import (
    FunnelStep,
    Standing,
    Suggestion,
    from_gaps,
    from_templates,
    from_weakest,
    merged,
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


def test_what_is_ahead_or_reached_or_has_no_target_is_not_suggested() -> None:
    standings = [Standing(TALKS, 80, 100), Standing(MAILS, 400, 400), Standing(MAILS, 0, 0)]
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


def test_nothing_is_suggested_twice_or_beside_the_plan() -> None:
    talk = Suggestion("Do 7 talks", "talks", 7, "gap")
    other = Suggestion("Do 1 talks", "talks", 1, "weak")
    plan = Suggestion("Plan the month", None, None, "good")
    assert merged(5, [talk], [other, plan], planned=[]) == [talk, plan]
    assert merged(5, [talk], [other, plan], planned=["plan THE month"]) == [talk]
    assert merged(5, [talk], [other, plan], planned=["x", "talks"]) == [plan]
    assert merged(1, [talk], [plan], planned=[]) == [talk]

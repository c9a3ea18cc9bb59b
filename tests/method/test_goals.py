"""Goals: how many a day has, and the weeks in the job a template is offered in."""

import pytest

from workstation.method.goals import GoalRules, GoalTemplate, fits


def test_a_day_has_three_goals_and_five_at_most() -> None:
    assert (GoalRules().per_day, GoalRules().most) == (3, 5)


@pytest.mark.parametrize(
    ("week_from", "week_to", "offered"),
    [
        (3, 8, {3, 4, 5, 6, 7, 8}),
        (3, None, {3, 4, 5, 6, 7, 8, 9, None}),
        (None, 2, {1, 2}),
        (None, None, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, None}),
    ],
)
def test_a_template_is_offered_from_its_first_week_to_its_last_counted_from_one(
    week_from: int | None, week_to: int | None, offered: set[int | None]
) -> None:
    template = GoalTemplate(key="mail", text="Mail", week_from=week_from, week_to=week_to)
    weeks = [*range(10), None]
    assert {week for week in weeks if fits(template, "full", week)} == offered


def test_a_template_of_a_level_is_for_that_level_alone() -> None:
    template = GoalTemplate(key="mail", text="Mail", level="intermediate")
    assert fits(template, "intermediate") is True
    assert fits(template, "beginner") is False
    assert fits(template, "full") is False

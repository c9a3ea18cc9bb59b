"""A call block's clock, reminders and figures."""

import pytest

from workstation.method.blocks import due_reminders, mean, median, per_hour, said_clock


@pytest.mark.parametrize(
    ("minutes_gone", "before", "due"),
    [
        (59, 0, ()),
        (60, 0, ("reward",)),
        (89, 0, ("reward",)),
        (90, 0, ("break", "reward")),
        (30, 60 * 60, ("break",)),
        (29, 60 * 60, ()),
    ],
)
def test_the_reward_is_due_at_the_end_and_a_break_after_ninety_minutes_of_calling(
    minutes_gone: int, before: int, due: tuple[str, ...]
) -> None:
    found = due_reminders(minutes_gone * 60, minutes=60, break_after=90, before=before)
    assert found == due


def test_the_clock_is_said_against_the_length_beyond_it_too() -> None:
    assert said_clock(23 * 60 + 10, 60) == "23:10 of 60:00"
    assert said_clock(61 * 60 + 5, 60) == "61:05 of 60:00"
    assert said_clock(-3, 30) == "0:00 of 30:00"


def test_rates_and_middles_of_nothing_are_not_known() -> None:
    assert (per_hour(3, 0), mean([]), median([])) == (None, None, None)
    assert per_hour(3, 1800) == 6
    assert (mean([4, 5, 60]), median([60, 4, 5]), median([4, 6, 10, 60])) == (23, 5, 8)

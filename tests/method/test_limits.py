"""Limits: the method's numbers, and the least a playbook may set."""

import msgspec
import pytest

from workstation.method.limits import Limits


def test_the_limits_are_the_method_s_unless_the_playbook_says_otherwise() -> None:
    assert msgspec.structs.asdict(Limits()) == {
        "unanswered_a_day": 2,
        "days_between": 1,
        "block_minutes": 60,
        "break_after_minutes": 90,
        "day_ends": "18:00",
    }


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("unanswered_a_day", 1),
        ("days_between", 0),
        ("block_minutes", 1),
        ("break_after_minutes", 1),
    ],
)
def test_a_limit_may_be_the_least_and_not_one_below_it(name: str, least: int) -> None:
    assert getattr(msgspec.convert({name: least}, Limits), name) == least
    sentence = f"{name} is {least - 1}, expected {least} or more"
    with pytest.raises(msgspec.ValidationError, match=sentence):
        msgspec.convert({name: least - 1}, Limits)


def test_a_day_s_end_is_a_time_of_day() -> None:
    with pytest.raises(msgspec.ValidationError, match="not a time of day"):
        msgspec.convert({"day_ends": "24:00"}, Limits)

"""Planning goals and ticking them off."""

from tests.cli.conftest import Terminal


def test_a_counted_goal_fills_as_calls_are_logged(ws: Terminal) -> None:
    ws.done("goals", "add", "hold five conversations")
    ws.done("log", "corvid", "conversation", "--next", "+1d")
    (goal,) = ws.json("goals")
    assert goal | {"id": 0} == {
        "n": 1,
        "id": 0,
        "day": "2026-11-23",
        "text": "hold five conversations",
        "measure": "conversations",
        "target": 5,
        "progress": 1,
        "done": False,
    }


def test_a_goal_is_bound_to_a_measure_by_option(unused: Terminal) -> None:
    made = unused.json("goals", "add", "Dial", "away", "--measure", "dials", "--target", "30")
    assert made["goal"]["text"] == "Dial away"
    assert (made["goal"]["measure"], made["goal"]["target"]) == ("dials", 30)


def test_tomorrow_is_the_next_working_day(unused: Terminal) -> None:
    unused.clock.advance(days=4)  # Friday
    unused.done("goals", "add", "plan December", "--day", "tomorrow")
    assert unused.json("goals") == []
    (goal,) = unused.json("goals", "--day", "tomorrow")
    assert goal["day"] == "2026-11-30"


def test_a_goal_is_ticked_off_once(unused: Terminal) -> None:
    unused.done("goals", "add", "plan December")
    assert unused.json("goals", "done", "1")["goal"]["done"] is True
    assert "done already" in unused.refused("goals", "done", "1")


def test_goals_that_cannot_be_are_refused(unused: Terminal) -> None:
    assert "no goal 3" in unused.refused("goals", "done", "3")
    assert "nonsense" in unused.refused("goals", "add", "x", "--measure", "nonsense")
    assert "There is no day 2026-02-31" in unused.refused("goals", "--day", "2026-02-31")
    assert unused("goals", "done", "zero").code == 2

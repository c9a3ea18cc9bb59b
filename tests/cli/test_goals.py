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


def test_a_goal_is_bound_to_a_measure_by_option(empty: Terminal) -> None:
    made = empty.json("goals", "add", "Dial", "away", "--measure", "dials", "--target", "30")
    assert made["goal"]["text"] == "Dial away"
    assert (made["goal"]["measure"], made["goal"]["target"]) == ("dials", 30)


def test_tomorrow_is_the_next_working_day(empty: Terminal) -> None:
    empty.clock.advance(days=4)  # Friday
    empty.done("goals", "add", "plan December", "--day", "tomorrow")
    assert empty.json("goals") == []
    (goal,) = empty.json("goals", "--day", "tomorrow")
    assert goal["day"] == "2026-11-30"


def test_a_goal_is_ticked_off_once(empty: Terminal) -> None:
    empty.done("goals", "add", "plan December")
    assert empty.json("goals", "done", "1")["goal"]["done"] is True
    assert "done already" in empty.refused("goals", "done", "1")


def test_goals_that_cannot_be_are_refused(empty: Terminal) -> None:
    assert "no goal 3" in empty.refused("goals", "done", "3")
    assert "nonsense" in empty.refused("goals", "add", "x", "--measure", "nonsense")
    assert "There is no day 2026-02-31" in empty.refused("goals", "--day", "2026-02-31")
    assert empty("goals", "done", "zero").code == 2

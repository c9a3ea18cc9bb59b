"""Bins: counts, moves by the rules, in one undoable action."""

import pytest

from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError


def add(desk: Desk, name: str, bin_key: str = "cold") -> int:
    made = desk.accounts.add({"name": name}, bin_key).made
    assert made is not None
    return made


def test_moving_many_is_one_action_that_undo_takes_back(desk: Desk) -> None:
    numbers = [add(desk, f"A{n}") for n in range(4)]
    changed = desk.bins.move(numbers, "nurture.quarterly")
    assert changed.title == "Move 4 accounts to Quarterly"
    assert desk.bins.counts()["nurture.quarterly"] == 4
    desk.history.undo()
    assert desk.bins.counts() == {**dict.fromkeys(desk.bins.counts(), 0), "cold": 4}


def test_a_working_account_gets_a_next_step_unless_it_has_one(desk: Desk) -> None:
    without, planned = add(desk, "without"), add(desk, "planned")
    desk.follow_ups.plan(planned, desk.days.read("in 2 weeks"))
    changed = desk.bins.move([without, planned], "working")
    assert "A step was set for the next working day: first touch." in changed.advice
    assert [str(each.due_on) for each in desk.accounts.open_follow_ups(without)] == ["2026-11-24"]
    assert len(desk.accounts.open_follow_ups(planned)) == 1


def test_the_size_limit_of_working_is_a_warning(desk: Desk) -> None:
    limit = desk.playbook.bin("working").limit
    assert limit is not None
    numbers = [add(desk, f"A{n}") for n in range(limit + 2)]
    changed = desk.bins.move(numbers, "working")
    assert any(f"limit of {limit}" in advice for advice in changed.advice)


def test_leaving_an_avoid_bin_needs_a_recorded_reason(desk: Desk) -> None:
    client = add(desk, "Client", "avoid.client")
    with pytest.raises(DeskError, match="needs a reason"):
        desk.bins.move([client], "working")
    assert desk.accounts.get(client).bin == "avoid.client"
    desk.bins.move([client], "working", "contract ended")
    assert desk.accounts.get(client).bin_reason == "contract ended"
    assert "contract ended" in desk.history.recent(1)[0].title


def test_moving_to_avoid_closes_what_was_planned(desk: Desk) -> None:
    number = add(desk, "Acme", "working")
    desk.follow_ups.plan(number, desk.days.read("today"))
    desk.bins.move([number], "avoid.bad_fit")
    assert desk.accounts.open_follow_ups(number) == []
    assert desk.queue.today().count() == 0
    desk.history.undo()
    assert len(desk.accounts.open_follow_ups(number)) == 1


def test_a_duplicate_points_at_the_other_record(desk: Desk) -> None:
    one, other = add(desk, "Acme"), add(desk, "Acme Inc")
    with pytest.raises(DeskError, match="of itself"):
        desk.bins.move([one], "avoid.duplicate", duplicate_of=one)
    desk.bins.move([other], "avoid.duplicate", duplicate_of=one)
    assert desk.accounts.get(other).duplicate_of_id == one


def test_nonsense_is_refused_in_a_sentence(desk: Desk) -> None:
    number = add(desk, "Acme")
    with pytest.raises(DeskError, match="There is no bin"):
        desk.bins.move([number], "nowhere")
    with pytest.raises(DeskError, match="Already in"):
        desk.bins.move([number], "cold")
    with pytest.raises(DeskError, match="not there any more"):
        desk.bins.move([12345], "working")


def test_the_day_of_a_move_counts_for_resurfacing(desk: Desk, clock: FrozenClock) -> None:
    number = add(desk, "Acme")
    desk.bins.move([number], "nurture.dead", "price")
    clock.advance(days=150)
    assert desk.queue.today().count() == 0
    clock.advance(days=40)
    (row,) = desk.queue.today().rows()
    assert row.class_ == "check_back" and "price" in row.why

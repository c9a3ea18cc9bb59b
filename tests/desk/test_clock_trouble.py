"""The machine's clock jumps back and forth, or sleeps: order, identifiers and queue hold."""

from datetime import timedelta

import pytest

from tests.desk.world import account, follow_up
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock, iso, moment_of
from workstation.desk.desk import Desk

JUMPS = [
    pytest.param(timedelta(hours=-1), id="an hour back"),
    pytest.param(timedelta(days=-1), id="a day back"),
    pytest.param(timedelta(days=-365), id="a year back"),
    pytest.param(timedelta(hours=1), id="an hour on"),
    pytest.param(timedelta(days=1), id="a day on"),
    pytest.param(timedelta(days=365), id="a year on"),
]


def jump(clock: FrozenClock, by: timedelta) -> None:
    clock.advance(seconds=by.total_seconds())


@pytest.mark.parametrize("by", JUMPS)
def test_the_order_of_what_was_done_is_that_in_which_it_was_done(
    desk: Desk, clock: FrozenClock, by: timedelta
):
    made = []
    for number in range(6):
        made.append(account(desk, f"Company {number}"))
        clock.advance(seconds=1)
        if number in (1, 3):
            jump(clock, by if number == 1 else -by)
    assert made == sorted(set(made))
    assert [each.title[-1] for each in desk.history.recent()] == list("543210")
    assert [desk.history.undo().title[-1] for _ in range(3)] == list("543")
    jump(clock, by)
    assert desk.history.redo().title[-1] == "3"
    assert desk.history.undo().title[-1] == "3"
    assert desk.history.undo().title[-1] == "2"
    assert desk.safety.check().sound


@pytest.mark.parametrize("by", JUMPS)
def test_what_was_due_is_in_the_queue_again_once_the_clock_is_right(
    desk: Desk, clock: FrozenClock, by: timedelta
):
    day = desk.days.today()
    names = {}
    for name, due in (("past", day - timedelta(days=3)), ("present", day), ("promised", day)):
        names[account(desk, name, bin="working")] = name
        follow_up(desk, max(names), due, promised=int(name == "promised"))

    def due_now() -> set[str]:
        return {names[entry.account_id] for entry in desk.queue.today().entries}

    before = due_now()
    assert before == set(names.values())
    jump(clock, by)
    assert desk.days.today() == clock.now().date()
    if by > timedelta():
        assert due_now() == before
    else:
        assert ("past" in due_now()) == (by > timedelta(days=-3))
    desk.goals.add("a goal of that day")
    assert [goal.day for goal in desk.goals.for_day()] == [clock.now().date()]
    jump(clock, -by)
    assert due_now() == before


@pytest.mark.parametrize("by", JUMPS)
def test_a_call_under_way_never_lasts_less_than_nothing_nor_a_year(
    desk: Desk, clock: FrozenClock, by: timedelta
):
    called = account(desk, bin="working")
    call = desk.calls.open(called)
    clock.advance(seconds=90)
    call.tick(clock.now())
    jump(clock, by)
    assert call.tick(clock.now())
    clock.advance(seconds=30)
    call.hang_up(clock.now())
    assert call.seconds() == 120
    desk.calls.save(call)
    desk.calls.log(
        LogEntry(
            called, "conversation", seconds=call.seconds(), note="words",
            draft=call.draft, began_logging_at=call.ended_at,
        )
    )  # fmt: skip
    row = desk.store.row("SELECT * FROM activities")
    assert row is not None
    assert (row["seconds"], row["note"]) == (120, "words")
    (kept,) = desk.accounts.timeline(called)
    assert kept.note == "words"


@pytest.mark.parametrize("by", JUMPS)
def test_a_back_up_is_made_within_half_an_hour_whatever_the_clock_does(
    desk: Desk, clock: FrozenClock, by: timedelta
):
    account(desk, "before")
    made = desk.safety.back_up()
    jump(clock, by)
    account(desk, "after")
    clock.advance(minutes=31)
    again = desk.safety.auto()
    assert again is not None
    assert again.name != made.name
    assert made.path.exists()


def test_a_machine_that_slept_over_midnight_wakes_in_the_new_day(desk: Desk, clock: FrozenClock):
    called = account(desk, bin="working")
    desk.goals.add("hold five conversations")
    call = desk.calls.open(called)
    clock.advance(minutes=2)
    call.tick(clock.now())
    clock.advance(hours=16)
    said = call.tick(clock.now())
    assert "went by without a sign of this call" in said
    assert call.seconds() == 120
    desk.calls.save(call)
    assert moment_of(call.started_at) < moment_of(iso(clock.now()))
    assert desk.goals.for_day() == []
    assert [each.text for each in desk.goals.for_day(desk.days.today() - timedelta(days=1))] == [
        "hold five conversations"
    ]

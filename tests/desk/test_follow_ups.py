"""Follow-ups: planned, moved, closed, and spread after a leave."""

from datetime import timedelta

import pytest

from tests.desk import world
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError


def add(desk: Desk, name: str) -> int:
    made = desk.accounts.add({"name": name}, "working").made
    assert made is not None
    return made


def test_back_from_leave_spreads_evenly_over_working_days_promises_first(
    desk: Desk, clock: FrozenClock
) -> None:
    for number in range(10):
        desk.follow_ups.plan(add(desk, f"A{number}"), desk.days.read("today"), promised=number > 7)
    clock.advance(days=8)
    plan = desk.follow_ups.spread_plan(4)
    assert plan.overdue == 10
    assert [(str(day), many) for day, many in plan.days] == [
        ("2026-12-01", 3),
        ("2026-12-02", 3),
        ("2026-12-03", 2),
        ("2026-12-04", 2),
    ]
    desk.follow_ups.spread(4)
    rows = desk.queue.today().rows()
    assert {row.class_ for row in rows} == {"promised_today", "step_due"}
    assert len(rows) == 3
    desk.history.undo()
    assert desk.queue.today().count() == 10
    desk.history.redo()
    assert desk.queue.today().count() == 3


@pytest.mark.parametrize("text", ["yesterday", "31 feb", "+99999d", "soonish", ""])
def test_a_day_that_cannot_be_is_refused_in_a_whole_sentence(desk: Desk, text: str) -> None:
    with pytest.raises(DeskError, match=r"^[A-Z\"“0-9].*\.$"):
        desk.days.read(text)


def test_spreading_refuses_nonsense(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing is overdue"):
        desk.follow_ups.spread(5)
    with pytest.raises(DeskError, match="1 to 60"):
        desk.follow_ups.spread(0)


def test_a_promise_kept_late_after_being_moved_does_not_count_as_kept(
    desk: Desk, clock: FrozenClock
) -> None:
    number = desk.follow_ups.plan(add(desk, "Acme"), desk.days.read("today"), promised=True).made
    assert number is not None
    desk.follow_ups.reschedule(number, desk.days.read("+2d"))
    clock.advance(days=2)
    desk.follow_ups.done(number)
    assert desk.store.value("SELECT kept FROM follow_ups") == 0


def test_closed_follow_ups_cannot_be_changed_again(desk: Desk) -> None:
    number = desk.follow_ups.plan(add(desk, "Acme"), desk.days.read("today")).made
    assert number is not None
    with pytest.raises(DeskError, match="needs a reason"):
        desk.follow_ups.skip(number, "")
    desk.follow_ups.skip(number, "answered by mail")
    for act in (desk.follow_ups.done, lambda it: desk.follow_ups.skip(it, "x")):
        with pytest.raises(DeskError, match="skipped already"):
            act(number)


def test_the_accounts_next_step_follows_its_follow_ups(desk: Desk) -> None:
    account = add(desk, "Acme")
    later = desk.follow_ups.plan(account, desk.days.read("+5d")).made
    desk.follow_ups.plan(account, desk.days.read("+2d"))
    assert str(desk.accounts.get(account).next_follow_up_on) == "2026-11-25"
    desk.history.undo()
    assert str(desk.accounts.get(account).next_follow_up_on) == "2026-11-30"
    desk.follow_ups.done(int(later or 0))
    assert desk.accounts.get(account).next_follow_up_on is None


def test_raised_hands_and_responses_are_never_spread_away(desk: Desk, clock: FrozenClock) -> None:
    waiting, planned = add(desk, "Waiting"), add(desk, "Planned")
    desk.responses.log(waiting, "positive", "call me")
    desk.follow_ups.plan(planned, desk.days.read("today"))
    clock.advance(days=7)
    assert desk.follow_ups.spread_plan(5).overdue == 1
    desk.follow_ups.spread(5)
    assert desk.queue.today().counts()["response"] == 1


def test_a_touch_does_not_close_a_follow_up_twice(desk: Desk) -> None:
    account = add(desk, "Acme")
    number = desk.follow_ups.plan(account, desk.days.read("today")).made
    assert number is not None
    desk.follow_ups.done(number)
    with pytest.raises(DeskError, match="done already"):
        desk.responses.touch(account, "email", follow_up_id=number)
    assert desk.accounts.timeline(account) == []


def test_a_title_of_any_length_is_cut(desk: Desk) -> None:
    made = desk.accounts.add({"name": "Corvid Labs"}).made
    assert made is not None
    changed = desk.follow_ups.plan(made, desk.days.read("tomorrow"), title="x" * 100_000)
    assert (len(changed.title), changed.title[-1]) == (200, "…")
    assert desk.store.value("SELECT max(length(title)) FROM actions") == 200


def test_a_meeting_that_waits_for_a_word_is_not_spread_away(desk: Desk, clock: FrozenClock) -> None:
    account = world.account(desk)
    meeting = desk.meetings.book(account, None, clock.now() + timedelta(hours=1)).meeting
    world.follow_up(desk, account, desk.days.today())
    clock.advance(days=1)
    assert desk.follow_ups.spread_plan(3).overdue == 1
    desk.follow_ups.spread(3)
    due = desk.store.value("SELECT due_at FROM follow_ups WHERE meeting_id = ?", (meeting,))
    assert due == iso(desk.meetings.get(meeting).starts_at)


@pytest.fixture
def abroad(desk: Desk, clock: FrozenClock) -> int:
    """Return an account in the US, whose cadence's first step was due when Thanksgiving nears."""
    account = world.account(desk, "Abroad", bin="working", country="US")
    desk.cadences.start("voicemail_email", [account])
    clock.advance(days=2)
    return account


def test_a_step_of_a_cadence_is_spread_off_the_holidays_of_its_account(
    desk: Desk, abroad: int
) -> None:
    for number in range(3):
        world.follow_up(desk, add(desk, f"A{number}"), desk.days.read("today").day)
    with desk.store.action("Late") as act:
        for row in desk.store.rows("SELECT id, kind FROM follow_ups"):
            late = "2026-11-24" if row["kind"] == "cadence" else "2026-11-23"
            act.update("follow_ups", row["id"], {"due_on": late})
    plan = [(f"{day:%d %b}", many) for day, many in desk.follow_ups.spread_plan(2).days]
    assert plan == [("25 Nov", 2), ("26 Nov", 1), ("27 Nov", 1)]
    desk.follow_ups.spread(2)
    (step,) = desk.accounts.open_follow_ups(abroad)
    assert f"{step.due_on}" == "2026-11-27"


def test_a_step_of_a_cadence_is_moved_off_the_holidays_of_its_account(
    desk: Desk, abroad: int
) -> None:
    (step,) = desk.accounts.open_follow_ups(abroad)
    changed = desk.follow_ups.reschedule(step.id, desk.days.read("tomorrow"))
    assert changed.advice == ("moved from Thu 26 Nov: Thanksgiving Day",)
    assert changed.title == "Move Abroad to Fri 27 Nov"
    (step,) = desk.accounts.open_follow_ups(abroad)
    assert f"{step.due_on}" == "2026-11-27"
    changed = desk.follow_ups.reschedule(step.id, desk.days.read("tomorrow 3pm"))
    assert changed.advice == ("note: Thu 26 Nov is not a working day (Thanksgiving Day)",)
    other = desk.follow_ups.plan(abroad, desk.days.read("today")).made or 0
    assert desk.follow_ups.reschedule(other, desk.days.read("tomorrow")).advice == ()

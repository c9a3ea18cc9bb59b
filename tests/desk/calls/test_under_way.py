"""A call under way is kept as it is, keeps its own time, and stands up to a second program."""

from datetime import timedelta

import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.calls.calls import Call, LogEntry
from workstation.desk.calls.under_way import spoken
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError, Protected
from workstation.method.flow import Question


@pytest.fixture
def call(desk: Desk) -> Call:
    return desk.calls.open(world.account(desk))


def test_a_call_is_read_back_as_it_was_written(desk: Desk, call: Call) -> None:
    call.note = "café 🙂 \x1b[31m\ud800"
    call.answers["teams"] = "three"
    call.talk["me"] = 12
    desk.calls.save(call)
    (kept,) = desk.calls.unfinished()
    assert kept == call
    assert kept.note == "café 🙂 \ufffd[31m\ufffd"


def test_the_clock_goes_on_through_a_short_crash(
    desk: Desk, clock: FrozenClock, call: Call
) -> None:
    clock.advance(seconds=60)
    call.tick(clock.now())
    desk.calls.save(call)
    clock.advance(seconds=20)
    (kept,) = desk.calls.unfinished()
    assert kept.tick(clock.now()) == ""
    assert kept.seconds() == 80


def test_a_night_without_the_program_is_not_talking_time(
    desk: Desk, clock: FrozenClock, call: Call
) -> None:
    clock.advance(seconds=60)
    call.tick(clock.now())
    desk.calls.save(call)
    clock.advance(hours=20)
    (kept,) = desk.calls.unfinished()
    assert kept.tick(clock.now()).startswith("20 hours went by")
    clock.advance(seconds=5)
    kept.tick(clock.now())
    assert kept.seconds() == 65


def test_a_clock_set_back_leaves_the_calls_own_clock_alone(clock: FrozenClock, call: Call) -> None:
    clock.advance(seconds=100)
    call.tick(clock.now())
    clock.moment -= timedelta(hours=3)
    assert "set back" in call.tick(clock.now())
    assert call.seconds() == 100
    clock.advance(seconds=7)
    assert call.tick(clock.now()) == ""
    assert call.seconds() == 107


def test_talk_share_counts_only_seconds_that_went_by(clock: FrozenClock, call: Call) -> None:
    assert call.talk_share() is None
    for seconds in (30, 70):
        call.switch_talker()
        clock.advance(seconds=seconds)
        call.tick(clock.now())
    assert call.talk == {"me": 30, "them": 70}
    assert call.talk_share() == 30


def test_two_programs_on_one_call_each_keep_their_words(desk: Desk, call: Call) -> None:
    other = open_desk(desk.store.path, desk.clock, node=2)
    (theirs,) = other.calls.unfinished()
    theirs.note = "written there"
    assert other.calls.save(theirs) == ""
    call.note = "written here"
    assert "open in another program" in desk.calls.save(call)
    assert desk.calls.save(call) == ""
    assert sorted(each.note for each in other.calls.unfinished()) == [
        "written here",
        "written there",
    ]
    assert other.calls.save(theirs) == ""
    other.close()


def test_a_call_logged_in_another_program_is_kept_here_as_its_own(desk: Desk, call: Call) -> None:
    other = open_desk(desk.store.path, desk.clock, node=2)
    other.calls.log(LogEntry(call.account_id, "no_answer", draft=call.draft))
    other.close()
    call.note = "and yet"
    assert "logged or thrown away" in desk.calls.save(call)
    assert [each.note for each in desk.calls.unfinished()] == ["and yet"]


def test_calling_an_account_again_goes_on_with_the_call_left_open(desk: Desk, call: Call) -> None:
    call.note = "half a thought"
    desk.calls.leave(call)
    again = desk.calls.open(call.account_id)
    assert (again.draft, again.note) == (call.draft, "half a thought")
    assert len(desk.calls.unfinished()) == 1


def test_a_call_another_program_is_busy_with_is_not_taken_over(
    desk: Desk, clock: FrozenClock, call: Call
) -> None:
    other = open_desk(desk.store.path, clock, node=2)
    began = clock.now()
    clock.advance(seconds=30)
    name = desk.accounts.get(call.account_id).name
    said = f"{name} is being called in another program too, since {began:%H:%M}."
    assert (other.calls.elsewhere(call.account_id), desk.calls.elsewhere(call.account_id)) == (
        said,
        "",
    )
    assert other.calls.open(call.account_id).draft != call.draft
    assert desk.calls.elsewhere(call.account_id) == said
    desk.calls.leave(call)
    assert other.calls.elsewhere(call.account_id) == ""
    other.close()


def test_a_call_starts_with_somebody_who_may_be_called(desk: Desk) -> None:
    account = world.account(desk)
    first = desk.accounts.add_contact(account, "Ann Example", role="decision_maker").made
    second = desk.accounts.add_contact(account, "Bo Example").made
    assert first is not None
    desk.accounts.protect(first, "asked", do_not_call=True)
    assert desk.calls.open(account).contact_id == second
    with pytest.raises(Protected):
        desk.calls.open(account, contact_id=first)


def test_logging_a_call_to_an_account_that_is_gone_says_so_and_keeps_the_draft(
    desk: Desk, call: Call
) -> None:
    call.note = "kept"
    desk.calls.save(call)
    desk.history.undo()
    with pytest.raises(DeskError, match="not there any more"):
        desk.calls.log(LogEntry(call.account_id, "no_answer", draft=call.draft))
    assert [each.note for each in desk.calls.unfinished()] == ["kept"]


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("choice", "2", "blue"),
        ("choice", "3", "3"),
        ("choice", " something else ", "something else"),
        ("yes_no", "Y", "yes"),
        ("yes_no", "n", "no"),
        ("yes_no", "not yet", "not yet"),
        ("text", "2", "2"),
    ],
)
def test_an_answer_by_one_key_is_kept_in_full(kind: str, typed: str, meant: str) -> None:
    choices = ["red", "blue"] if kind == "choice" else []
    question = Question(key="colour", text="Which colour?", kind=kind, choices=choices)
    assert spoken(question, typed) == meant

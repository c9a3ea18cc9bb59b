"""What is caught in a call besides words: one key each, on disk at once, there after a crash."""

import pytest

from tests.tui.calling import as_if_killed, on_a_call, prepare
from tests.tui.pressing import press, settle, type_text, until
from tests.tui.reading import shown
from workstation.desk.calls.calls import Call, Raised, Rung
from workstation.desk.desk import Desk, StoreError
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.concern import ConcernDialog
from workstation.tui.dialogs.person import PersonDialog
from workstation.tui.dialogs.promise import PromiseDialog
from workstation.tui.dialogs.wrap_up import WrapUp
from workstation.tui.screens.call import CallScreen
from workstation.tui.widgets.call_note import NoteArea


def kept(desk: Desk) -> Call:
    """Return the one call on disk."""
    (call,) = desk.calls.unfinished()
    return call


async def test_a_concern_is_found_by_letters_and_logged_with_what_they_said(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "ctrl+o", *"pri")
        card = next(each for each in desk.playbook.objections if each.key == "too_expensive")
        assert f"▸ {card.title}" in shown(pilot.app)
        await press(pilot, "enter")
        assert card.question.split()[0] in shown(pilot.app)
        assert "Proof" in shown(pilot.app)
        await type_text(pilot, "too dear")
        await press(pilot, "f2")
        assert screen.call.objections == [Raised(card.key, "too dear", True)]
        assert kept(desk).objections == screen.call.objections
        assert f"✓ {card.title}" in shown(pilot.app).replace("\n", " ")
        await press(pilot, "ctrl+o", "enter", *" now", "ctrl+g", *"lea")
        assert isinstance(pilot.app.screen, PersonDialog)
        assert "new: lea" in shown(pilot.app)
        assert screen.call.objections == [Raised(card.key, "too dear now", True)]
        await press(pilot, "ctrl+t")
        await settle(pilot)
        told = [each.message for each in pilot.app._notifications]
        assert told[-1] == "Enter keeps this first, Esc leaves; then Ctrl+T (who talks)."
        await press(pilot, "escape")
        assert kept(desk).objections == screen.call.objections
        await press(pilot, "ctrl+x", "t", *"none", "enter")
    row = desk.store.row("SELECT card, said, resolved, activity_id FROM objections")
    assert row is not None
    assert tuple(row)[:3] == (card.key, screen.call.objections[0].said, 1)
    assert row["activity_id"] == desk.accounts.timeline(account)[0].id
    desk.history.undo()
    assert desk.store.value("SELECT count(*) FROM objections") == 0


async def test_where_they_stand_is_one_key_each_and_known_in_the_next_call(desk: Desk) -> None:
    account = prepare(desk)
    scales = desk.playbook.buyer
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "alt+i", "alt+i", "alt+u", "alt+r")
        assert screen.query_one(NoteArea).text == ""
        assert kept(desk).standing == {
            "interest": scales.interest[1].key,
            "urgency": scales.urgency[0].key,
        }
        assert f"interest {scales.interest[1].title}" in shown(pilot.app)
        assert screen.contact is not None
        assert screen.contact.role == "evaluator"
        await press(pilot, "ctrl+s", "s", "s", "s", "enter")
        assert kept(desk).standing["stage"] == scales.stage[2].key
        await press(pilot, "f12", "ctrl+x", "t", *"none", "enter")
    row = desk.store.row(
        "SELECT interest, buyer_urgency, buyer_stage, starred FROM activities "
        "ORDER BY happened_at DESC LIMIT 1"
    )
    assert row is not None
    assert tuple(row) == (
        scales.interest[1].key, scales.urgency[0].key, scales.stage[2].key, 1
    )  # fmt: skip
    async with on_a_call(desk, account) as (pilot, screen):
        assert f"stage {scales.stage[2].title}" in shown(pilot.app)
        await press(pilot, "alt+s")
        assert screen.call.standing == {"stage": scales.stage[3].key}


async def test_the_why_ladder_grows_downwards_and_sideways(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "f7", *"want a tool", "enter", *"tickets lost", "enter")
        await type_text(pilot, "night desk blind")
        await press(pilot, "up", "enter")
        assert "└─ night desk blind" in shown(pilot.app)
        await type_text(pilot, "audit in may")
        await press(pilot, "f2", "escape")
        assert kept(desk).ladder == [
            Rung("want a tool"), Rung("tickets lost", 1), Rung("night desk blind", 1),
            Rung("audit in may", 1),
        ]  # fmt: skip
        assert "└─ tickets lost" in shown(pilot.app)
        await press(pilot, "ctrl+x", "t", *"none", "enter")
    found = desk.calls.background(account).ladder
    assert found == tuple(screen.call.ladder)


async def test_a_promise_by_them_a_person_named_and_a_story_told(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        talking = screen.call.contact_id
        await press(pilot, "ctrl+k", *"they send the plan by friday", "enter")
        (theirs,) = [each for each in desk.accounts.open_follow_ups(account) if "plan" in each.why]
        assert (theirs.why, str(theirs.due_on)) == ("They promised: send the plan", "2026-11-27")
        by = desk.store.value("SELECT promised_by FROM follow_ups WHERE id = ?", (theirs.id,))
        assert by == "them"
        await press(pilot, "ctrl+k", *"call back", "f2")
        assert "They promise" in shown(pilot.app)
        await press(pilot, "escape")
        assert screen.call.pending == {"promise": "call back", "promise by": "them"}
        await press(pilot, "ctrl+g", "f2", *"Lea Named Head of IT +1 312 555 0167")
        assert "new: Lea Named" in shown(pilot.app)
        await press(pilot, "enter")
        (named,) = [each for each in desk.accounts.contacts(account) if each.name == "Lea Named"]
        assert (named.title, named.phones[0].number) == ("Head of IT", "+13125550167")
        assert screen.call.contact_id == talking
        row = desk.store.value("SELECT referred_by_id FROM contacts WHERE id = ?", (named.id,))
        assert row == talking
        assert screen.call.pending == {"promise": "call back", "promise by": "them"}
        await press(pilot, "f8", "enter")
        assert "Told the story: " in screen.query_one(NoteArea).text


async def test_an_answered_question_is_asked_again_only_when_it_is_opened_again(
    desk: Desk,
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "ctrl+r", "1")
        assert screen.question is not None
        assert screen.question.key == "systems"
        await type_text(pilot, "a new tool")
        await press(pilot, "enter")
        assert desk.calls.answers_of(screen.call) == {"systems": "a new tool"}
        assert screen.call.reopened == []


async def test_the_openers_are_given_out_evenly_and_the_one_used_is_counted(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        first = screen.call.opener
        assert first
        await press(pilot, "alt+o")
        assert screen.call.opener not in ("", first)
        used = screen.call.opener
        await press(pilot, "ctrl+x", "n")
    assert desk.store.value("SELECT opener FROM activities WHERE opener IS NOT NULL") == used
    assert desk.calls.open(account).opener != used


async def test_a_dialog_that_was_open_when_the_program_was_killed_is_open_again(
    desk: Desk,
) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, _):
        await press(pilot, "ctrl+k", *"send the dec")
        await until(pilot, lambda: kept(desk).pending == {"promise": "send the dec"}, within=2)
        left = kept(desk)
    as_if_killed(desk)
    app = WorkstationApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, PromiseDialog), within=5)
        assert "You promise: send the dec" in shown(app)
        await press(pilot, *"k", "enter")
        screen = app.screen
        assert isinstance(screen, CallScreen)
        assert screen.call.pending == {}
        assert screen.call.started_at == left.started_at
        await press(pilot, "ctrl+o", *"tim")
        await until(pilot, lambda: kept(desk).pending == {"concern": "tim"}, within=2)
        await press(pilot, "enter", *"no time")
        card = app.screen._card.key
        await until(
            pilot,
            lambda: kept(desk).pending == {"concern": "no time", "concern card": card},
            within=2,
        )
        left = kept(desk)
    as_if_killed(desk)
    app = WorkstationApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ConcernDialog), within=5)
        assert app.screen._card.key == card
        assert left.dialog == "concern"
        await press(pilot, "escape")
        assert kept(desk).objections == [Raised(card, "no time", None)]
    assert [each.why for each in desk.accounts.open_follow_ups(account)].count("send the deck") == 1


async def test_a_wrap_up_that_was_open_is_open_again_with_the_clock_stopped(
    desk: Desk, clock
) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, _):
        clock.advance(minutes=4)
        await press(pilot, "ctrl+x", "t", *"tue 3pm", "f5", "f4")
        await until(pilot, lambda: kept(desk).wrap_up.get("channel") == "email", within=2)
        assert kept(desk).wrap_up["next"] == "tue 3pm"
    as_if_killed(desk)
    clock.advance(minutes=20)
    app = WorkstationApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, WrapUp), within=5)
        assert "tue 3pm" in shown(app)
        assert "by email" in shown(app)
        await press(pilot, "f5", "f5", "f6", "enter")
    touch = desk.accounts.timeline(account)[0]
    assert (touch.outcome, touch.seconds) == ("conversation", 240)
    row = desk.store.row("SELECT rating, starred FROM activities WHERE id = ?", (touch.id,))
    assert row is not None
    assert tuple(row) == (3, 1)


async def test_a_meeting_is_booked_in_the_call_and_is_its_next_step(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "f9", *"tue 3pm")
        await until(pilot, lambda: kept(desk).pending == {"meeting": "tue 3pm"}, within=2)
        await press(pilot, "enter")
        assert screen.call.meeting is not None
        await press(pilot, "ctrl+x", "t")
        assert "the meeting just booked is the next step" in shown(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: screen not in pilot.app.screen_stack, within=5)
    touch = desk.accounts.timeline(account)[0]
    (meeting,) = desk.meetings.ahead()
    made = desk.store.row(
        "SELECT meetings.activity_id, follow_ups.made_by_id, activities.meeting FROM meetings "
        "JOIN follow_ups ON follow_ups.meeting_id = meetings.id AND channel = 'meeting' "
        "JOIN activities ON activities.id = meetings.activity_id WHERE meetings.id = ?",
        (meeting.id,),
    )
    assert made is not None
    assert tuple(made) == (touch.id, touch.id, "booked")
    planned = [each for each in desk.accounts.open_follow_ups(account) if each.due_at]
    assert [each.channel for each in planned if each.channel == "meeting"] == ["meeting"]
    desk.history.undo()
    desk.history.undo()
    assert desk.meetings.ahead() == []


async def test_a_refused_promise_comes_back_with_its_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        with monkeypatch.context() as broken:

            def locked(*_: object, **__: object) -> None:
                raise StoreError("The file is locked by another program.")

            broken.setattr(desk.follow_ups, "promise", locked)
            await press(pilot, "ctrl+k", *"send it friday", "enter")
            assert isinstance(pilot.app.screen, PromiseDialog)
        assert "You promise: send it" in shown(pilot.app)
        await press(pilot, "escape")
        assert kept(desk).pending == {"promise": "send it friday"}
        await press(pilot, "ctrl+k", "enter")
        assert screen.call.pending == {}
    assert "send it" in [each.why for each in desk.accounts.open_follow_ups(account)]


async def test_an_answer_belongs_to_the_person_who_gave_it(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        first = screen.call.contact_id
        await press(pilot, "f6", "2", "tab", *"three regions")
        await press(pilot, "ctrl+g", *"hanna oak cfo", "enter")
        assert screen.call.contact_id != first
        await press(pilot, "ctrl+x", "t", *"none", "enter")
    asked = desk.store.row("SELECT contact_id FROM answers WHERE question = 'teams'")
    assert asked is not None
    assert asked["contact_id"] == first
    assert "hanna oak" in [each.name for each in desk.accounts.contacts(account)]

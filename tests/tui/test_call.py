"""A call on the screen: the clock, the flow, the words, and how it ends."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from tests.desk import world
from tests.fresh import open_desk
from tests.tui.calling import as_if_killed, on_a_call, prepare
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import press, toasts, type_text, until
from tests.tui.reading import lines, shown
from workstation.desk.calls.calls import Call
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.store.errors import StoreError
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.choose import Choose
from workstation.tui.dialogs.help import HelpDialog
from workstation.tui.dialogs.resume import ResumeDialog
from workstation.tui.dialogs.wrap_up import WrapUp
from workstation.tui.queue_place import QueuePlace
from workstation.tui.screens import call_keeping
from workstation.tui.screens.call import CallScreen
from workstation.tui.screens.call_keeping import RETRY_SECONDS, SAVE_SECONDS
from workstation.tui.widgets.call_head import CallHead
from workstation.tui.widgets.call_note import AnswerLine, NoteArea

SIZES = [(120, 36), (80, 24), (200, 60)]
SAID = "night desk loses tickets at hand-over"


def kept(desk: Desk) -> Call:
    """Return the one call on disk."""
    (call,) = desk.calls.unfinished()
    return call


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_shows_who_when_what_to_say_and_what_is_known(
    desk: Desk, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with on_a_call(desk, prepare(desk), size) as (pilot, screen):
        clock.advance(minutes=3, seconds=41)
        screen._each_second()
        await pilot.pause()
        text = shown(pilot.app)
        wanted = [
            "Corvid Labs", "★★★★☆", "▲▲▲ 58", "Pat Example", "+1 312 555 0142", "09:15 in Chicago",
            "3:41 ○○", "Hello  Pat  Example,  this  is  Sam  from", "Opening",
            "^X hang up", "F1 keys", "Note",
        ]  # fmt: skip
        if size[0] >= 100:
            wanted += [
                "Learn", "Feel", "Then", "What hurts, and how", "Qualification",
                "systems ticket tool", "Fri 20 Nov", "tomorrow email Case study",
                "Thu 12 Nov left voicemail",
            ]  # fmt: skip
        else:
            wanted += ["2 answers known", "1 promised", "F3 known"]
        for each in wanted:
            assert each in text, f"{each!r} is not on the screen:\n{text}"


async def test_the_clocks_go_on_without_reading_the_file(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        asked: list[str] = []
        monkeypatch.setattr(desk.store, "rows", lambda sql, *_: asked.append(sql) or [])
        monkeypatch.setattr(desk.store, "row", lambda sql, *_: asked.append(sql))
        monkeypatch.setattr(desk, "changed_elsewhere", lambda: False)
        clock.advance(seconds=61)
        screen._each_second()
        await pilot.pause()
        assert "1:01" in lines(pilot.app)[0]
        assert asked == []
        monkeypatch.undo()


async def test_every_letter_goes_to_the_note(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        for key in ("q", "j", "k", "x", "u", "U", "g", "slash", "question_mark", "space", "1"):
            await pilot.press(key)
        await pilot.pause()
        assert screen.query_one(NoteArea).text == "qjkxuUg/? 1"
        assert pilot.app.screen is screen


# The flow


def place(screen: CallScreen) -> str:
    """Return the step's key and the question on screen."""
    question = screen.question.key if screen.question else ""
    return f"{screen.flow.steps[screen.call.step].key}/{question}"


async def test_going_on_ticks_the_step_when_its_last_prompt_is_passed(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "ctrl+n", "ctrl+n")
        assert screen.call.ticked_steps() == set()
        await press(pilot, "ctrl+n")
        assert place(screen) == "situation/teams"
        assert screen.call.ticked_steps() == {"opening"}
        assert "✓ Opening" in shown(pilot.app)
        assert "▸ Situation" in shown(pilot.app)


async def test_an_answer_given_earlier_is_passed_over_and_shown_when_opened_again(
    desk: Desk,
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        for _ in range(5):
            await press(pilot, "ctrl+n")
        assert place(screen) == "situation/systems_since"
        await press(pilot, "ctrl+b")
        assert place(screen) == "situation/process"
        await press(pilot, "ctrl+r", "1")
        assert place(screen) == "situation/systems"
        assert "✓ answered Fri 20 Nov by Pat Example: ticket tool" in shown(pilot.app)


async def test_an_answer_is_typed_on_its_line_and_enter_goes_on(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "f6", "2")
        assert place(screen) == "situation/teams"
        await press(pilot, "tab", *"three regions", "enter")
        assert place(screen) == "situation/process"
        assert screen.query_one(AnswerLine).value == ""
        await press(pilot, "tab", *"by hand")
        await until(
            pilot,
            lambda: kept(desk).answers == {"teams": "three regions", "process": "by hand"},
        )
        await press(pilot, "ctrl+b")
        assert screen.query_one(AnswerLine).value == "three regions"
        assert "teams three regions now" in shown(pilot.app)
        await press(pilot, "tab", *SAID)
        assert screen.query_one(NoteArea).text == SAID


async def test_on_the_answer_line_without_a_question_letters_go_to_the_note(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "tab", *"hi")
        assert screen.query_one(NoteArea).text == "hi"
        assert screen.call.answers == {}


async def test_a_choice_is_answered_by_its_number(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk), flow="check_back") as (pilot, screen):
        await press(pilot, "f6", "2", *["ctrl+n"] * 3)
        assert place(screen) == "since_then/time_has_come"
        assert "2 still" in shown(pilot.app)
        await press(pilot, "tab", "2", "enter")
        assert desk.calls.answers_of(screen.call) == {"time_has_come": "still too early"}
        assert "time has come still too early" in shown(pilot.app)


async def test_the_end_of_the_flow_is_said_and_nothing_is_lost(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "f6", "6")
        for _ in range(9):
            await press(pilot, "ctrl+n")
        assert "next_step" in screen.call.ticked_steps()
        assert "That was the last step" in toasts(pilot)


async def test_another_flow_keeps_the_answers_and_the_ticks_of_the_first(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "ctrl+n", "ctrl+n", "ctrl+n", "tab", *"three", "f2")
        flows = [flow.key for flow in desk.playbook.flows]
        await press(pilot, "123456789"[flows.index("mapping")])
        assert (screen.flow.key, place(screen)) == ("mapping", "opening/")
        assert screen.call.answers == {"teams": "three"}
        assert screen.call.ticked_steps() == set()
        await press(pilot, "f2", "123456789"[flows.index("qualification")])
        assert screen.call.ticked_steps() == {"opening"}
        assert screen.flow.steps[screen.call.step].key == "situation"


async def test_a_placeholder_nobody_knows_stays_readable(desk: Desk) -> None:
    account = world.account(desk, "Nameless")
    async with on_a_call(desk, account) as (pilot, _):
        assert "Hello  (their  name),  this  is  (me)" in shown(pilot.app)


# Who talks


async def test_who_talks_is_switched_by_a_key_and_shown_against_thirty_percent(
    desk: Desk, clock: FrozenClock
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "ctrl+t")
        clock.advance(seconds=40)
        await press(pilot, "ctrl+t")
        clock.advance(seconds=60)
        screen._each_second()
        await pilot.pause()
        assert "▓▓▓╎▓░░░░░░ 40 % ! ●they" in lines(pilot.app)[1]
        await press(pilot, "ctrl+x", "n")
    (touch, *_) = desk.accounts.timeline(screen.call.account_id)
    assert touch.talk_share == 40


# On disk


async def test_words_are_on_disk_within_a_second_while_typing_goes_on(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, _):
        typed = ""
        for word in ("night ", "desk ", "loses ", "tickets "):
            for letter in word:
                await pilot.press("space" if letter == " " else letter)
            typed += word
            wanted = typed
            await until(pilot, lambda wanted=wanted: kept(desk).note.startswith(wanted), within=1)
        assert "saved" in shown(pilot.app)


async def test_how_long_ago_it_was_saved_is_shown(desk: Desk, clock: FrozenClock) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        clock.advance(seconds=4)
        screen._each_second()
        await pilot.pause()
        assert "saved 4 s ago" in shown(pilot.app)


async def test_leaving_the_note_writes_it_at_once(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        for key in ("ctrl+n", "ctrl+k", "ctrl+x", "escape", "tab"):
            assert screen.query_one(NoteArea).has_focus
            await type_text(pilot, f"{key} ")
            await press(pilot, key)
            assert kept(desk).note == screen.query_one(NoteArea).text
            assert kept(desk).note.endswith(f"{key} ")
            if pilot.app.screen is not screen:
                await press(pilot, "escape")


async def test_a_program_that_ends_during_a_call_has_kept_it(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, _):
        await type_text(pilot, "last words")
    assert kept(desk).note == "last words"


async def test_after_a_crash_the_call_is_offered_exactly_as_it_was(
    desk: Desk, clock: FrozenClock
) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "ctrl+n", "ctrl+n", "ctrl+n", "tab", *"three", "tab", *SAID, "ctrl+t")
        clock.advance(minutes=2)
        screen.save()
        before = screen.call
    as_if_killed(desk)
    clock.advance(seconds=30)
    app = WorkstationApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ResumeDialog), within=1)
        await press(pilot, "enter")
        again = app.screen
        assert isinstance(again, CallScreen)
        assert again.query_one(NoteArea).text == SAID
        assert again.query_one(NoteArea).has_focus
        assert again.call.answers == before.answers
        assert place(again) == "situation/teams"
        assert again.query_one(AnswerLine).value == "three"
        assert again.call.ticked_steps() == {"opening"}
        assert "2:30" in lines(app)[0]
        assert again.call.talk == {"me": 150}
        await pilot.press("!")
        await until(pilot, lambda: kept(desk).note == SAID + "!", within=1)


async def test_a_file_that_cannot_be_written_is_said_and_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):

        def locked(*_: object) -> int:
            raise StoreError("The file is locked by another program.")

        monkeypatch.setattr(desk.store.drafts, "write_call", locked)
        await type_text(pilot, "words")
        screen.save()
        await pilot.pause()
        assert "NOT SAVED: The file is locked" in shown(pilot.app)
        monkeypatch.undo()
        for _ in range(RETRY_SECONDS):
            screen._each_second()
        await pilot.pause()
        assert kept(desk).note == "words"
        assert "NOT SAVED" not in shown(pilot.app)


# On the way


async def test_somebody_new_is_added_and_talked_to(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "ctrl+g", *"Kim Sample, Buyer", "enter")
        assert "Hello  Kim  Sample" in shown(pilot.app)
        (added,) = [each for each in desk.accounts.contacts(account) if each.name == "Kim Sample"]
        assert added.title == "Buyer"
        assert kept(desk).contact_id == added.id == screen.call.contact_id


async def test_a_known_person_is_chosen_by_a_number_and_nobody_by_zero(desk: Desk) -> None:
    account = prepare(desk)
    other = desk.accounts.add_contact(account, "Kim Sample").made
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "ctrl+g", "2")
        assert screen.call.contact_id == other
        await press(pilot, "ctrl+g", "0")
        assert screen.call.contact_id is None
        assert "nobody chosen yet" in shown(pilot.app)


async def test_a_protected_person_needs_a_reason_that_goes_with_the_call(desk: Desk) -> None:
    account = prepare(desk)
    other = desk.accounts.add_contact(account, "Kim Sample").made
    assert other is not None
    desk.accounts.protect(other, "asked", do_not_call=True)
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "ctrl+g", "2", "escape")
        assert screen.call.contact_id != other
        await press(pilot, "ctrl+g", "2", *"they called me", "enter")
        assert screen.call.contact_id == other
        await press(pilot, "ctrl+x", "v")
    assert desk.accounts.timeline(account)[0].reason == "they called me"


async def test_one_of_many_people_is_found_by_part_of_the_name(desk: Desk) -> None:
    account = prepare(desk)
    for number in range(30):
        desk.accounts.add_contact(account, f"Person {number:02}")
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "ctrl+g", *"on 27", "enter")
        people = {each.id: each.name for each in desk.accounts.contacts(account)}
        assert people[screen.call.contact_id or 0] == "Person 27"


async def test_a_promise_becomes_a_dated_follow_up(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, _):
        await press(pilot, "ctrl+k", *"send the price list +3d")
        assert "You promise: send the price list · Thu 26 Nov" in shown(pilot.app)
        await press(pilot, "enter")
        assert "Thu 26 Nov email send" in shown(pilot.app)
    (made,) = [each for each in desk.accounts.open_follow_ups(account) if "price" in each.why]
    assert (made.promised, made.channel, str(made.due_on)) == (True, "email", "2026-11-26")


async def test_a_bad_time_is_agreed_anew_at_once(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await type_text(pilot, "busy today")
        await press(pilot, "ctrl+d")
        assert isinstance(pilot.app.screen, WrapUp)
        await type_text(pilot, "wed 10:00")
        await press(pilot, "enter")
        await until(pilot, lambda: screen not in pilot.app.screen_stack, within=1)
    (touch, *_) = desk.accounts.timeline(account)
    assert (touch.outcome, touch.note) == ("call_back", "busy today")
    due = [str(each.due_at) for each in desk.accounts.open_follow_ups(account) if each.due_at]
    assert due == ["2026-11-25 16:00:00+00:00"]


async def test_the_help_of_the_call_shows_its_keys(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, _):
        await press(pilot, "f1")
        for each in ("Ctrl+T", "Ctrl+K", "F2", "F3", "F4"):
            assert each in shown(pilot.app)


# The end


async def start_from_queue(pilot: object) -> CallScreen:
    await press(pilot, "c")  # type: ignore[arg-type]
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, CallScreen)
    return screen


async def test_an_unanswered_call_is_over_in_two_keys_and_the_next_record_is_there(
    app: WorkstationApp, working: Desk
) -> None:
    other = open_desk(working.store.path, working.clock, node=2)
    theirs = other.calls.open(working.accounts.resolve("Corvid"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = await start_from_queue(pilot)
        assert "Corvid Labs is being called in another program too, since 09:12." in toasts(pilot)
        other.calls.discard(theirs)
        other.close()
        first = screen.call.account_id
        await press(pilot, "ctrl+x", "n")
        await until(pilot, lambda: isinstance(app.screen, QueuePlace), within=1)
        await pilot.pause()
        behind = app.screen
        assert isinstance(behind, QueuePlace)
        subject = behind.subject()
        assert subject is not None
        assert subject.account_id != first
        assert subject.account == "Brightline Foods"
    assert working.calls.unfinished() == []
    assert working.accounts.timeline(first)[0].outcome == "no_answer"


async def test_a_conversation_is_wrapped_up_in_at_most_eight_keys_besides_the_words(
    app: WorkstationApp, working: Desk, clock: FrozenClock
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = await start_from_queue(pilot)
        account = screen.call.account_id
        await type_text(pilot, SAID)
        await press(pilot, "f6", "2", "tab")
        await type_text(pilot, "three regions")
        clock.advance(minutes=4)
        keys = 0
        for each in (
            "ctrl+x",
            "t",
            "tue 3pm",
            "tab",
            "discovery",
            "tab",
            "bring the team",
            "enter",
        ):
            if " " in each or each == "discovery":
                await type_text(pilot, each)
            else:
                keys += 1
                await press(pilot, each)
        assert keys <= 8
        await until(pilot, lambda: isinstance(app.screen, QueuePlace), within=1)
    (touch, *_) = working.accounts.timeline(account)
    assert (touch.outcome, touch.note, touch.seconds) == ("conversation", SAID, 240)
    assert touch.buyer_action == "bring the team"
    assert working.accounts.answers(account)["teams"].answer == "three regions"
    (planned,) = [
        each for each in working.accounts.open_follow_ups(account) if each.why == "discovery"
    ]
    assert str(planned.due_at) == "2026-11-24 21:00:00+00:00"
    assert working.calls.unfinished() == []


async def test_what_was_answered_is_known_in_the_next_call(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, _):
        await press(pilot, "f6", "2", "tab", *"three regions", "ctrl+x", "v")
    async with on_a_call(desk, account) as (pilot, screen):
        await press(pilot, "f6", "2")
        assert place(screen) == "situation/process"
        assert "teams three regions today" in shown(pilot.app)


async def test_a_wrap_up_that_is_left_goes_back_to_the_call_as_it_was(
    desk: Desk, clock: FrozenClock
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await type_text(pilot, SAID)
        await press(pilot, "ctrl+x", "t", "escape")
        assert pilot.app.screen is screen
        assert screen.query_one(NoteArea).text == SAID
        assert screen.query_one(NoteArea).has_focus
        clock.advance(seconds=9)
        screen._each_second()
        await pilot.pause()
        assert "0:09" in lines(pilot.app)[0]
        await press(pilot, "ctrl+x", "escape")
        assert pilot.app.screen is screen
        assert kept(desk).note == SAID


async def test_hanging_up_twice_in_a_hurry_asks_once(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        screen.action_hang_up()
        screen.action_hang_up()
        await pilot.pause()
        assert [type(each) for each in pilot.app.screen_stack[-2:]] == [CallScreen, Choose]


async def test_a_call_left_open_is_kept_and_goes_on_when_called_again(desk: Desk) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        await type_text(pilot, SAID)
        await press(pilot, "escape", "d")
        assert "Throw it away?" in shown(pilot.app)
        await press(pilot, "n", "escape", "k")
        assert screen not in pilot.app.screen_stack
        assert kept(desk).note == SAID
        again = desk.calls.open(account)
        assert again.note == SAID


async def test_an_empty_call_can_be_discarded_and_escape_stays(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        await press(pilot, "escape", "escape")
        assert pilot.app.screen is screen
        await press(pilot, "escape", "d")
        assert screen not in pilot.app.screen_stack
    assert desk.calls.unfinished() == []


# Sizes and hostile text


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (80, 24), (99, 30), (100, 12), (250, 70)])
async def test_every_size_has_room_to_type(desk: Desk, size: tuple[int, int]) -> None:
    async with on_a_call(desk, prepare(desk), size) as (pilot, screen):
        await type_text(pilot, "typed")
        for key in ("f3", "f3", "f3", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "f4", "ctrl+t"):
            await press(pilot, key)
        assert screen.query_one(NoteArea).text == "typed"
        if size[1] >= 10:
            assert "typed" in shown(pilot.app)
            assert "How does it work now, from the first step" in " ".join(shown(pilot.app).split())
            assert "Corvid Labs" in lines(pilot.app)[0]


async def test_what_is_known_and_the_plan_are_a_key_away_in_a_small_window(desk: Desk) -> None:
    async with on_a_call(desk, prepare(desk), (80, 24)) as (pilot, _):
        await press(pilot, "alt+u", "alt+s", "f3", *"seen")
        assert "─ Note · urgency none · stage unaware ─" in shown(pilot.app)
        assert "systems ticket tool" in shown(pilot.app)
        assert "seen" in shown(pilot.app)
        await press(pilot, "f3")
        assert "2 answers known" in shown(pilot.app)
        assert "systems ticket tool" not in shown(pilot.app)
        await press(pilot, "f3", *["f4"] * 3, *" too")
        assert "What hurts, and how much" in shown(pilot.app)
        assert "seen too" in shown(pilot.app)
        await press(pilot, "f3")
        assert "2 answers known" in shown(pilot.app)
        assert "What hurts, and how much" not in shown(pilot.app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10)])
async def test_hostile_names_notes_and_answers_are_only_text(
    desk: Desk, size: tuple[int, int]
) -> None:
    account = prepare(desk, HOSTILE, f"{HOSTILE} עברית 👩‍👩‍👧")
    desk.responses.note(account, HOSTILE)
    with desk.store.action("Prepare") as act:
        act.insert(
            "answers",
            {
                "account_id": account,
                "question": HOSTILE,
                "answer": HOSTILE * 50,
                "answered_on": "2026-11-20",
            },
        )
    async with on_a_call(desk, account, size) as (pilot, screen):
        note = screen.query_one(NoteArea)
        note.post_message(events.Paste(HOSTILE + "\r\nשלום"))
        await pilot.pause()
        await press(pilot, "f6", "2", "tab")
        answer = screen.query_one(AnswerLine)
        answer.post_message(events.Paste(HOSTILE + "\nx"))
        await pilot.pause()
        for key in ("f3", "f3", "ctrl+g", "escape", "ctrl+x", "t", "escape"):
            await press(pilot, key)
        text = shown(pilot.app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[/red]" in text
        assert note.text.endswith("\nשלום")
        assert "\x1b" not in note.text
        screen.save()
        assert "x[/] x" in kept(desk).answers["teams"]
        await press(pilot, "ctrl+x", "v")
    assert desk.accounts.timeline(account)[0].note is not None


async def test_a_note_of_a_hundred_kilobytes_is_kept_and_logged(desk: Desk) -> None:
    account = prepare(desk)
    text = "\n".join(f"{number} words 🙂 and more words" for number in range(4000))
    async with on_a_call(desk, account) as (pilot, screen):
        note = screen.query_one(NoteArea)
        note.insert(text)
        await press(pilot, "!")
        await until(pilot, lambda: kept(desk).note == f"{text}!", within=1)
        assert len(text.encode()) > 100_000
        await press(pilot, "ctrl+x", "v")
    assert desk.accounts.timeline(account)[0].note == f"{text}!"


# Things that happen meanwhile


async def test_another_program_on_the_same_call_costs_nobody_a_word(
    desk: Desk, tmp_path: Path
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        other = open_desk(tmp_path / "desk.db", desk.clock, node=2)
        (theirs,) = other.calls.unfinished()
        theirs.note = "typed there"
        other.calls.save(theirs)
        await type_text(pilot, "typed here")
        await press(pilot, "ctrl+n")
        assert "open in another program too" in toasts(pilot)
        assert sorted(each.note for each in other.calls.unfinished()) == [
            "typed here", "typed there",
        ]  # fmt: skip
        other.close()
        await press(pilot, "ctrl+x", "n")
        assert screen not in pilot.app.screen_stack
    assert [each.note for each in desk.calls.unfinished()] == ["typed there"]


async def test_an_account_undone_meanwhile_is_said_once_and_the_words_are_kept(
    desk: Desk, tmp_path: Path
) -> None:
    account = world.account(desk, "Fleeting")
    async with on_a_call(desk, account) as (pilot, screen):
        await type_text(pilot, "precious")
        other = open_desk(tmp_path / "desk.db", desk.clock, node=2)
        other.history.undo()
        await until(pilot, lambda: screen._gone != "", within=2)
        await until(pilot, lambda: "not there any more" in toasts(pilot), within=2)
        assert toasts(pilot).count("not there any more") == 1
        await type_text(pilot, " words")
        await press(pilot, "ctrl+n", "ctrl+x", "n")
        assert pilot.app.screen is screen
        assert kept(desk).note == "precious words"
        other.history.redo()
        await until(pilot, lambda: screen._gone == "", within=2)
        await press(pilot, "ctrl+x", "n")
        assert screen not in pilot.app.screen_stack
        other.close()
    assert desk.accounts.timeline(account)[0].note == "precious words"


async def test_a_person_removed_meanwhile_is_said_and_the_call_can_be_logged(
    desk: Desk, tmp_path: Path
) -> None:
    account = world.account(desk)
    desk.accounts.add_contact(account, "Kim Sample")
    async with on_a_call(desk, account) as (pilot, screen):
        assert screen.call.contact_id is not None
        other = open_desk(tmp_path / "desk.db", desk.clock, node=2)
        other.history.undo()
        await until(pilot, lambda: screen.call.contact_id is None, within=2)
        other.close()
        await press(pilot, "ctrl+x", "n")
    assert desk.accounts.timeline(account)[0].outcome == "no_answer"


async def test_a_clock_set_back_is_said_and_the_call_keeps_its_time(
    desk: Desk, clock: FrozenClock
) -> None:
    account = prepare(desk)
    async with on_a_call(desk, account) as (pilot, screen):
        clock.advance(seconds=200)
        screen._each_second()
        clock.moment -= timedelta(hours=2)
        screen._each_second()
        await pilot.pause()
        assert "set back" in toasts(pilot)
        clock.advance(seconds=10)
        screen._each_second()
        await pilot.pause()
        assert "3:30" in lines(pilot.app)[0]
        await type_text(pilot, "words")
        await press(pilot, "ctrl+x", "t", *"none", "enter")
        assert screen not in pilot.app.screen_stack
    calls = [each for each in desk.accounts.timeline(account) if each.outcome == "conversation"]
    assert [(each.seconds, each.note) for each in calls] == [(210, "words")]


async def test_the_head_says_when_it_is_out_of_hours_there(desk: Desk, clock: FrozenClock) -> None:
    account = prepare(desk)
    clock.advance(hours=11)
    async with on_a_call(desk, account) as (pilot, screen):
        assert isinstance(screen.query_one(CallHead), CallHead)
        assert "Mon 20:12 in Chicago, out of hours" in lines(pilot.app)[0]


async def test_a_call_with_words_is_not_thrown_away_by_one_key(desk: Desk) -> None:
    for name, words in (("Corvid Labs", "first words"), ("Halden Paper", "second words")):
        call = desk.calls.open(prepare(desk, name))
        call.note = words
        desk.calls.save(call)
    as_if_killed(desk)
    app = WorkstationApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ResumeDialog))
        await press(pilot, "escape", "?")
        app._offer_when_free()
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog), "a dialog the rep has opened is not covered"
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, ResumeDialog))
        assert "second words" in shown(app)
        await press(pilot, "x", "n")
        assert len(desk.calls.unfinished()) == 2
        await press(pilot, "x", "y")
        assert kept(desk).note == "first words"
        await until(pilot, lambda: "first words" in shown(app))
    app._offer_when_free()
    assert not app.screen_stack, "a program that is ending offers nothing"


async def test_while_the_file_is_locked_typing_is_not_held_up_by_every_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def locked(*_: object) -> int:
        tried.append(1)
        raise StoreError("The file is locked by another program.")

    async with on_a_call(desk, prepare(desk)) as (pilot, screen):
        monkeypatch.setattr(desk.store.drafts, "write_call", locked)
        monkeypatch.setattr(call_keeping, "RETRY_SECONDS", 1000)
        screen.save()
        await press(pilot, *SAID)
        await pilot.pause(SAVE_SECONDS + 0.1)
        assert len(tried) == 1

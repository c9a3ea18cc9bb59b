"""Today: goals, queue and card, and working records by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from textual.notifications import Notification

from tests.fresh import open_desk
from tests.tui.pressing import settle
from tests.tui.reading import lines, shown
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.queue_place import QueuePlace
from workstation.tui.screens.dashboard import DashboardScreen
from workstation.tui.widgets.card import Card
from workstation.tui.widgets.top_line import TopLine

SIZES = [(80, 24), (120, 36), (200, 60)]


def front(app: WorkstationApp) -> QueuePlace:
    assert isinstance(app.screen, QueuePlace)
    return app.screen


def here(app: WorkstationApp) -> str:
    subject = front(app).subject()
    assert subject is not None
    return subject.account


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_screen_says_whom_next_and_why(
    app: WorkstationApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[str] = []
    done: list[int] = []
    draw, do_the_rest = app._display, app.first_shown

    def see(*what: Any) -> None:
        if not app._batch_count:  # what is drawn while changes are gathered is thrown away
            frames.append(shown(app))
        draw(*what)

    monkeypatch.setattr(app, "_display", see)
    monkeypatch.setattr(app, "first_shown", lambda: (done.append(len(frames)), do_the_rest()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(app)
    first = next(frame for frame in frames if frame.strip())
    for expected in ("09:12", "Goals for today", "plan December", "5 due", "▸ 09:15", "? keys"):
        assert expected in first, f"{expected!r} is not on the first frame:\n{first}"
    assert done[0] > frames.index(first), "what can wait was done before there was a frame"
    for expected in (
        "Mon 23 Nov 2026  09:12",
        "Goals for today",
        "conversations",
        "plan December",
        "5 due",
        "▸ 09:15",
        "Corvid Labs",
        "agreed for 09:15: call",
        "Ines at Corvid L",
        "? keys",
    ):
        assert expected in text, f"{expected!r} is not on the screen:\n{text}"


async def test_an_empty_desk_says_what_to_do(desk: Desk) -> None:
    app = WorkstationApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        text = shown(app)
        for width in range(44, 84):
            app.refuse(("word " * 20)[: width - 5] + ". end!")
            await pilot.pause()
            assert "end!" in shown(app), "a notice is shown to its end"
        desk.accounts.add({"name": "Corvid Labs"}, "working")
        app.clear_notifications()
        app.follow()
        await pilot.pause()
        filled = lines(app)[-1]
        await pilot.press("i")
        await pilot.pause()
        for said in ("short", "long " * 20):
            app.warn(said)
        await pilot.pause()
        for expected in ("Bring in a file: which one?", "? keys · Esc leave", "long long"):
            assert expected in shown(app), "a notice leaves a dialog to be read"
    assert "imports a file" in text
    assert "p plans" in text
    keys = text.splitlines()[-1]
    assert keys.startswith(" i import  a add  , who you are  p plan goals  ")
    assert keys.endswith("? keys")
    assert filled.startswith(" c call  l log  ")


async def test_an_unanswered_dial_costs_three_keys_with_its_next_step_and_the_next_record(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert here(app) == "Corvid Labs"
        keys = ["l", "n"]
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        assert len(keys) <= 3
        assert here(app) == "Brightline Foods"
    corvid = working.accounts.resolve("Corvid")
    touch = working.accounts.timeline(corvid)[0]
    assert touch.outcome == "no_answer"
    (planned,) = working.accounts.open_follow_ups(corvid)
    assert str(planned.due_on) == "2026-11-24"


async def test_a_conversation_is_logged_and_the_counted_goal_fills(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "0/5" in shown(app)
        await pilot.press("l", "t")
        await pilot.pause()
        await pilot.press(*"tue", "space", *"3pm")
        await pilot.pause()
        assert "Tue 24 Nov 15:00" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "1/5" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "0/5" in shown(app)
        assert here(app) == "Corvid Labs"


async def test_undo_after_a_restart_brings_the_record_back(working: Desk) -> None:
    app = WorkstationApp(working)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "n")
        await pilot.pause()
    again = open_desk(working.store.path, working.clock)
    app = WorkstationApp(again)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert here(app) == "Brightline Foods"
        await pilot.press("u")
        await pilot.pause()
        assert here(app) == "Corvid Labs"
        await pilot.press("U")
        await pilot.pause()
        assert here(app) == "Brightline Foods"
    again.close()


async def test_hostile_names_are_shown_as_text(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        text = shown(app)
    assert "[/red]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


async def test_follow_up_snooze_skip_note_and_done_by_key(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("z", *"+2d", "enter")
        await pilot.pause()
        assert here(app) == "Brightline Foods"
        await pilot.press("n", *"likes", "space", *"tea", "enter")
        await pilot.pause()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "Skipping needs a reason" in shown(app)
        assert "Enter skip it · Esc leave" in shown(app)
        await pilot.press(*"away", "enter")
        await pilot.pause()
        await pilot.press("f", "f2")
        await pilot.pause()
        assert "Enter alone: no words." in shown(app)
        await pilot.press(*"promised")
        await pilot.pause()
        assert "They expect it: a promise." in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    assert working.store.value("SELECT promised FROM follow_ups WHERE why = 'promised'") == 1
    titles = [entry.title for entry in working.history.recent(4)]
    assert titles[0].startswith("Follow up ")
    assert titles[1] == "Skip Brightline Foods (away)"
    assert titles[2] == "Note: Brightline Foods"
    assert titles[3].startswith("Move Corvid Labs to Wed 25 Nov")


async def test_goals_are_ticked_by_number_and_counted_ones_say_why_not(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert [goal.done for goal in working.goals.for_day()] == [False, True]
        await pilot.press("1")
        await pilot.pause()
        assert [goal.done for goal in working.goals.for_day()] == [False, True]


async def test_what_the_command_line_does_appears_within_a_second(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        other = open_desk(working.store.path, working.clock, node=2)
        added = other.accounts.add({"name": "From outside"}, "working").made
        assert added is not None
        other.responses.hand_raiser(added, "now please")
        other.close()
        app.following.look()
        await pilot.pause()
        assert "From outside" in shown(app)


async def test_a_place_come_back_to_shows_the_present_minute(
    app: WorkstationApp, clock: FrozenClock
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for place in ("dashboard", "today", "queue", "dashboard", "today"):
            clock.advance(minutes=7)
            app.action_go(place)
            await settle(pilot)
            now = f"{clock.now():%H:%M}"
            assert now in shown(app).splitlines()[0], f"{place} shows another time than {now}"


async def test_midnight_begins_the_new_day(app: WorkstationApp, clock: FrozenClock) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        clock.advance(hours=15)
        app.following.look()
        await pilot.pause()
        text = shown(app)
        clock.advance(hours=-15)
        app.following.look()
        await pilot.pause()
        back = shown(app)
        said = " ".join(each.message for each in app._notifications)
    assert "Tue 24 Nov 2026  00:12" in text
    assert "p plans" in text
    assert "overdue" in text
    assert "Mon 23 Nov 2026  09:12" in back
    assert "clock was set back" in said


async def test_a_protected_account_asks_for_a_reason_before_a_call(
    app: WorkstationApp, working: Desk
) -> None:
    working.bins.move([working.accounts.resolve("Corvid")], "avoid.client")
    working.follow_ups.plan(
        working.accounts.resolve("Corvid"), working.days.read("today 9:15"), promised=True
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        front(app).records.go_to_key(working.accounts.resolve("Corvid"))
        assert here(app) == "Corvid Labs"
        await pilot.press("c")
        await pilot.pause()
        assert "Corvid Labs: in Client" in shown(app)
        assert "do not call" not in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert working.calls.unfinished() == []
        await pilot.press("l", "n")
        await pilot.pause()
        assert working.accounts.timeline(working.accounts.resolve("Corvid"))[0].kind == "bin"


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (1, 1)])
async def test_a_tiny_terminal_does_not_break_it(
    app: WorkstationApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        for key in ("j", "l", "escape", "g", "q", "question_mark", "escape", "g", "t", "u"):
            await pilot.press(key)
            await pilot.pause()
        assert app.is_running


async def test_help_shows_this_screens_keys_and_closes_again(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Plan the goals of today or tomorrow." in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert front(app).query_one(Card)


async def test_words_typed_after_hanging_up_survive_a_crash_too(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("l", "t", *"tue", "tab", "tab", *"tea")
        await pilot.pause(0.6)
        (draft,) = working.calls.unfinished()
        assert draft.wrap_up["next"] == "tue"
        assert "tea" in (*draft.wrap_up.values(), draft.note)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("l", "t")
        await pilot.pause()
        assert "Tue 24 Nov" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    assert working.calls.unfinished() == []
    assert working.accounts.open_follow_ups(draft.account_id)[0].due_on.day == 24


async def test_a_conversation_is_not_saved_without_a_next_step_unless_none_is_said(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("l", "t", "enter")
        await pilot.pause()
        assert "always a next step" in shown(app)
        await pilot.press(*"none", "enter")
        await pilot.pause()
    assert working.history.recent(1)[0].title == "Log call: Corvid Labs, conversation"


async def test_a_locked_file_holds_the_screens_up_for_a_second_at_most(
    app: WorkstationApp, working: Desk, tmp_path: Path
) -> None:
    other = open_desk(working.store.path, working.clock, node=2)
    assert other.store.value("PRAGMA busy_timeout") == 5000
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert working.store.value("PRAGMA busy_timeout") == 1000
        with other.store.action("Hold on"):
            await pilot.press("l", "n")
            await pilot.pause()
            assert any("is locked by another program" in each.message for each in toasts_of(app))
        await pilot.press("l", "n")
        await pilot.pause()
    assert working.history.recent(1)[0].title.startswith("Log")
    other.close()


async def test_a_place_whose_widgets_are_not_there_reads_nothing(
    app: WorkstationApp,
) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        DashboardScreen().catch_up(forced=True)
        DashboardScreen().on_mount()
        screen = front(app)
        app._running = False  # as it is while the program ends
        await screen.query_one(TopLine).remove()
        app.follow()


async def test_a_record_that_has_gone_meanwhile_is_said(app: WorkstationApp, working: Desk) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        made = working.accounts.add({"name": "Passing Trade"}, "working")
        app.follow(made)
        assert made.made is not None
        assert front(app).records.go_to_key(made.made)
        await pilot.pause()
        working.history.undo(made.action)
        for keys in (
            ["c"],
            ["l", "n"],
            ["n", "x", "enter"],
            ["z", "f1"],
            ["x", "a", "enter"],
            ["b", "c"],
        ):
            app.clear_notifications()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            said = [each.message for each in toasts_of(app)]
            assert any("not there any more" in each or "closed" in each for each in said), (
                keys,
                said,
            )
            while app.screen is not app.place:
                await pilot.press("escape")
                await pilot.pause()


def toasts_of(app: WorkstationApp) -> list[Notification]:
    return list(app._notifications)

"""Preparing a call: proposals taken over, every word kept, straight into the call."""

import sqlite3

import pytest

from tests.tui.calling import on_a_call, prepare
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import press, settle, toasts, type_text, until
from tests.tui.reading import lines, shown
from workstation.desk import unsaved
from workstation.desk.desk import Desk, StoreError
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.preparation import Preparation, edit_preparation
from workstation.tui.screens.call import CallScreen
from workstation.tui.type_ahead import flow


def kept(desk: Desk) -> dict[str, str]:
    """What another program would find on disk."""
    with sqlite3.connect(desk.store.path) as file:
        return dict(file.execute("SELECT question, answer FROM preparations"))


@pytest.fixture
def corvid(desk: Desk) -> int:
    account = prepare(desk)
    desk.follow_ups.plan(account, desk.days.read("today"), why="the audit is due")
    return account


async def test_p_opens_the_card_words_are_kept_and_ctrl_n_goes_into_the_call(
    desk: Desk, corvid: int
) -> None:
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "P")
        text = shown(pilot.app)
        for said in (
            "Prepared 0 of 10, ", "Corvid Labs · Pat Example", "★★★★☆ ▲▲▲ 58  09:12 there",
            "· Reason", "You promised", "tomorrow Case study", "People", "▸ Pat Example",
            "systems ticket tool", "Thu 12 Nov left voicemail",
        ):  # fmt: skip
            assert said in text, text
        await press(pilot, "right")
        await type_text(pilot, " next week")
        assert kept(desk) == {}, "while it is typed"
        await press(pilot, "tab")
        await type_text(pilot, "who decides")
        assert "Prepared 2 of 10" in shown(pilot.app)
        await press(pilot, "up", "end", "!", "ctrl+n")
        assert isinstance(pilot.app.screen, CallScreen)
        assert kept(desk) == {"reason": "the audit is due next week!", "learn": "who decides"}
        assert desk.store.history.actions(1)[0].title == "Prepare Corvid Labs: reason, learn"
    desk.history.undo()
    assert kept(desk) == {}


async def test_what_is_typed_is_there_after_a_crash_and_saved_by_leaving(
    desk: Desk, corvid: int
) -> None:
    form = unsaved.preparation(corvid, desk.accounts.contacts(corvid)[0].id)
    async with WorkstationApp(desk).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "P")
        await type_text(pilot, "the audit")
        await until(pilot, lambda: desk.unsaved.read(form).get("reason") == "the audit", within=2)
        assert kept(desk) == {}
    async with WorkstationApp(desk).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "P")
        assert "✓ Reason       the audit" in shown(pilot.app)
        await press(pilot, "up", "end")
        await type_text(pilot, "!")
        assert "You promised" not in shown(pilot.app), "no room beside the questions"
        await press(pilot, "f3")
        assert "You promised" in shown(pilot.app)
        assert "Learn" not in shown(pilot.app)
        await press(pilot, "f3", "!", "escape")
        assert desk.unsaved.read(form) == {}
        assert kept(desk) == {"reason": "the audit!!"}
        assert not isinstance(pilot.app.screen, Preparation)
        assert "Prepared Corvid Labs: 1 of 10" in toasts(pilot)
        await press(pilot, "P")
        assert "✓ Reason       the audit!!" in shown(pilot.app)
        assert "Prepared 1 of 10" in lines(pilot.app)[1] + lines(pilot.app)[2]


async def test_what_cannot_be_saved_stays_on_screen_and_says_why(
    desk: Desk, corvid: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "P")
        await type_text(pilot, "the audit")

        def refuse(*_: object) -> None:
            raise StoreError("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(desk.preparation, "save", refuse)
            await press(pilot, "escape")
            assert "Not saved yet: The disk is full." in shown(pilot.app)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, Preparation)
        assert kept(desk) == {"reason": "the audit"}


async def test_in_a_call_it_comes_back_to_the_call(desk: Desk, corvid: int) -> None:
    async with on_a_call(desk, corvid) as (pilot, screen):

        @flow
        async def edit(self: CallScreen) -> None:
            await edit_preparation(self, corvid, None, "qualification")

        edit(screen)
        await settle(pilot)
        await type_text(pilot, "the audit")
        await press(pilot, "f5")
        assert pilot.app.screen is screen
        assert kept(desk) == {"reason": "the audit"}


async def test_hostile_words_are_shown_as_words(desk: Desk) -> None:
    account = prepare(desk, HOSTILE, HOSTILE)
    desk.preparation.save(account, None, {"learn": HOSTILE})
    desk.follow_ups.plan(account, desk.days.read("today"), why=HOSTILE, promised=True)
    async with WorkstationApp(desk).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "P")
        text = shown(pilot.app)
        assert text.count("[/red]") >= 4
        assert "\x1b" not in text
        assert "\u202e" not in text

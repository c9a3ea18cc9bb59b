"""What cannot be written for a moment is said, and the program goes on, whoever wanted to write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input

from tests.tui.at_desk import at_desk
from tests.tui.calling import on_a_call, prepare
from tests.tui.pressing import press, settle, show, until
from tests.tui.reading import shown
from workstation.desk.desk import Desk, StoreError
from workstation.tui.dialogs.base import Dialog
from workstation.tui.dialogs.wrap_up import WrapUp


class Timed(Dialog[None]):
    """Writes by a timer, and cannot."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_mount(self) -> None:
        self.set_timer(0.01, self.fails)
        self.set_interval(0.01, self.fails_too, repeat=1)

    def fails(self) -> None:
        raise StoreError("The disk is full.")

    def fails_too(self) -> None:
        raise StoreError("It is full still.")


async def test_what_a_timer_could_not_write_is_said(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as pilot:
        dialog = await show(pilot, Timed())
        await until(pilot, lambda: len(pilot.app.said) > 1, within=5)
        assert {"The disk is full.", "It is full still."} <= set(pilot.app.said)
        await press(pilot, "a")
        assert dialog.query_one(Input).value == "a"


async def test_words_typed_after_a_call_while_the_file_is_locked_do_not_end_the_program(
    desk: Desk, tmp_path: Path
) -> None:
    async with on_a_call(desk, prepare(desk)) as (pilot, _):
        desk.wait_at_most(0.01)
        await press(pilot, "ctrl+x", "t")
        with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await press(pilot, *"tue")
            await until(pilot, lambda: "NOT SAVED" in shown(pilot.app), within=5)
            other.execute("ROLLBACK")
        await press(pilot, *" 3pm")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WrapUp)
        assert screen.query_one("#next", Input).value == "tue 3pm"

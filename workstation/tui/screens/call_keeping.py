"""Keeping a call on disk as it goes: within half a second of a word, and through any trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.widgets import TextArea

from workstation.desk.desk import StoreError
from workstation.method.blocks import said_clock
from workstation.tui.screens.base import DeskScreen
from workstation.tui.widgets.call_head import CallHead
from workstation.tui.widgets.call_note import AnswerLine, NoteArea, NoteRule

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.calls.calls import Call

SAVE_SECONDS = 0.5
"""How long a word may wait before it is on disk."""

HEARTBEAT_SECONDS = 30
"""How often a quiet call is written all the same, so that its clock survives a crash."""

RETRY_SECONDS = 3
"""How often writing is tried again when it failed: a locked file holds up the keys each time."""


class CallKeeping(DeskScreen):
    """A call under way, its clock, and what was typed in it, on disk."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call
        self._unsaved = False
        self._waiting = False
        self._saved_at: datetime | None = None
        self._trouble = ""
        self._retry_in = 0
        self.over = False

    def start_keeping(self) -> None:
        """Write the call, and go on doing so."""
        self.save()
        self._each_second()
        self.set_interval(1, self._each_second)
        self.set_interval(HEARTBEAT_SECONDS, self.save)

    def _keep_line(self) -> bool:
        """Take over the answer being typed; True when it is not what it was."""
        raise NotImplementedError

    def _each_second(self) -> None:
        """Move the clocks, from memory alone."""
        if self.over:
            return
        now = self.desk.clock.now()
        if said := self.call.tick(now):
            self.workstation.warn(said)
        self.query_one(CallHead).tick(now, self._block_clock())
        if self._trouble:
            self._retry_in -= 1
            if self._retry_in <= 0:
                self.save()
        self._say_saved()

    def _block_clock(self) -> str:
        """Return the clock of the call block that goes on, "" without one."""
        block = self.desk.blocks.present
        return f"block {said_clock(block.seconds(), block.minutes)}" if block else ""

    def _say_saved(self) -> None:
        self.query_one(NoteRule).say(self._saved_at, self.desk.clock.now(), self._trouble)

    def save_soon(self) -> None:
        """Write what was typed, in half a second at the latest, or when trouble is tried again."""
        self._unsaved = True
        if not self._waiting and not self._trouble:
            self._waiting = True
            self.set_timer(SAVE_SECONDS, self.save)

    def save(self) -> None:
        """Write the call to disk now, with what the fields hold; nothing once they are gone."""
        self._waiting = False
        if self.over or not self.query(NoteArea):
            return
        self._keep_line()
        self.call.note = self.query_one(NoteArea).text
        self._write()
        self._say_saved()

    def _write(self) -> None:
        now = self.desk.clock.now()
        self.call.tick(now)
        try:
            said = self.desk.calls.save(self.call)
        except StoreError as error:
            self._retry_in = RETRY_SECONDS
            if self._trouble != str(error):
                self._trouble = str(error)
                self.workstation.refuse(f"The call cannot be saved: {error}")
        else:
            self._unsaved = False
            self._trouble = ""
            self._saved_at = now
            if said:
                self.workstation.warn(said)

    @on(TextArea.Changed)
    def _note_typed(self) -> None:
        text = self.query_one(NoteArea).text
        if text != self.call.note:
            self.call.note = text
            self.save_soon()

    @on(AnswerLine.ForNote)
    def _for_note(self, event: AnswerLine.ForNote) -> None:
        note = self.query_one(NoteArea)
        note.focus()
        note.insert(event.text)

    @on(events.DescendantBlur)
    def _left_field(self) -> None:
        if self._unsaved:
            self.save()

    def on_screen_suspend(self) -> None:
        """Write before another screen comes in front."""
        if self._unsaved and self.is_mounted:
            self.save()

    def on_unmount(self) -> None:
        """Write when the program goes away with the call open."""
        if self._unsaved and not self.over:
            self._write()

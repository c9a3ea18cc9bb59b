"""Offers a call that was never logged, as it was when the program went away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from workstation.desk.clock import moment_of
from workstation.desk.errors import DeskError
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.confirm import Confirm
from workstation.tui.type_ahead import flow

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call


class ResumeDialog(Dialog[None]):
    """Enter opens the call as it was, x throws it away, Escape leaves it for later."""

    def __init__(self, call: Call, number: int) -> None:
        super().__init__()
        self._call = call
        self._number = number

    def compose(self) -> ComposeResult:
        """Lay out what is there."""
        began = moment_of(self._call.started_at).astimezone(self.desk.clock.now().tzinfo)
        try:
            account = self.desk.accounts.get(self._call.account_id).name
        except DeskError:
            account = "an account that is gone"
        typed = " ".join(self._call.note.split())
        with Vertical(classes="box"):
            yield Words("A call was not finished", classes="title")
            yield Words(f"{account}, begun {began:%a %d %b %H:%M}")
            yield Words(f"“{typed[:200]}”" if typed else "Nothing was noted yet.", classes="quiet")
            if self._number > 1:
                yield Words(f"{self._number - 1} more after this one.", classes="quiet")
            yield Words("Enter go on with it · x throw it away · Esc later", classes="quiet")

    def on_key(self, event: events.Key) -> None:
        """Decide."""
        if event.key == "enter":
            event.stop()
            self.dismiss(None)
            from workstation.tui.screens.call import CallScreen

            self.app.push_screen(CallScreen(self._call))
        elif event.key == "x":
            event.stop()
            self._throw_away()

    @flow
    async def _throw_away(self) -> None:
        """Throw the call away, asking first where something was typed; offer the one before."""
        sure = self._call.empty() or await self.ask(
            Confirm(
                "Throw it away?",
                "What was typed in this call cannot be brought back.",
                for_good=True,
            )
        )
        if sure:
            self.desk.calls.discard(self._call)
            self.dismiss(None)
            self.workstation.offer_unfinished()

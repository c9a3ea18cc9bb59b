"""Turns what the desk refuses, and trouble with the file, into a sentence wherever it comes up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual._callback import invoke
from textual.message import Message
from textual.message_pump import MessagePump

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from textual._types import CallbackType as Callback

    from workstation.tui.app import WorkstationApp


class SaysTrouble(MessagePump):
    """A part of the program that goes on when a key, a click or a timer meets a refusal."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except (DeskError, StoreError) as error:
            self._say(error)

    def call_next(self, callback: Callback, *args: Any, **kwargs: Any) -> None:
        """Run something after this message; what a timer calls comes this way and no other."""

        async def run() -> None:
            try:
                await invoke(partial(callback, *args, **kwargs))
            except (DeskError, StoreError) as error:
                self._say(error)

        super().call_next(run)

    def _say(self, error: Exception) -> None:
        cast("WorkstationApp", self.app).refuse(str(error))

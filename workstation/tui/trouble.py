"""Turns what the desk refuses, and trouble with the file, into a sentence wherever it comes up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message
from textual.message_pump import MessagePump

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.tui.app import WorkstationApp


class SaysTrouble(MessagePump):
    """A part of the program that goes on when a key, a click or a timer meets a refusal."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except (DeskError, StoreError) as error:
            cast("WorkstationApp", self.app).refuse(str(error))

"""Turns what the desk refuses, and trouble with the file, into a sentence wherever it comes up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual._callback import invoke
from textual.message import Message
from textual.message_pump import MessagePump

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer, TimerCallback

    from workstation.tui.app import WorkstationApp


class SaysTrouble(MessagePump):
    """A part of the program that goes on when a key, a click or a timer meets a refusal."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except (DeskError, StoreError) as error:
            self._tell_trouble(error)

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """Call a function after so many seconds; what it is refused is said."""
        return super().set_timer(delay, self._guarded(callback), name=name, pause=pause)

    def set_interval(
        self,
        interval: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        repeat: int = 0,
        pause: bool = False,
    ) -> Timer:
        """Call a function every so many seconds; what it is refused is said."""
        guarded = self._guarded(callback)
        return super().set_interval(interval, guarded, name=name, repeat=repeat, pause=pause)

    def call_after_refresh(
        self,
        callback: Callable[..., object],
        *args: object,
        **kwargs: object,
    ) -> bool:
        """Call a function once the screen is drawn; what it is refused is said."""
        guarded = self._guarded(partial(callback, *args, **kwargs))
        return guarded is not None and super().call_after_refresh(guarded)

    def _guarded(self, callback: TimerCallback | None) -> TimerCallback | None:
        """Return a function as one that goes on: timers and screens call past the messages."""
        if callback is None:
            return None

        async def call() -> None:
            try:
                await invoke(callback)
            except (DeskError, StoreError) as error:
                self._tell_trouble(error)

        return call

    def _tell_trouble(self, error: Exception) -> None:
        cast("WorkstationApp", self.app).refuse(str(error))

"""Keys typed ahead of the screen are never lost, nor taken by the wrong one.

Textual hands a key to the focused widget, and runs its binding when the key has bubbled up again;
a second key that arrives meanwhile has by then gone to the same widget, also when the first one
opened a dialog. A rep types "l" "n" faster than that. Here a key is handed out only when the one
before it has done its work: it has bubbled up, and the screen it opened is there to be typed on.
"""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.pause import Pause

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete
    from textual.dom import DOMNode

    from workstation.tui.app import WorkstationApp

POLL_SECONDS = 0.005
PATIENCE_SECONDS = 1.0
"""How long keys wait for a screen to appear before they go to the one in front all the same."""

ROUNDS = 2
"""A key bubbles up once; what it did may send one more message up (a line submitted)."""

NodeT = TypeVar("NodeT", bound="DOMNode")
ResultT = TypeVar("ResultT")
P = ParamSpec("P")


class TypeAhead(App[None]):
    """An app that handles one key after the other."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: deque[events.Key] = deque()
        self._settling = False
        self._flows_between = 0
        self.pause = Pause()

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while the one before it is at work."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.pause.key()
            self._typed.extend([event] if self._is_bound(event) else _as_typed(event))
            if not self._settling:
                await self._hand_out()
            return
        await super().on_event(event)

    def _is_bound(self, event: events.Key) -> bool:
        """Say whether the screen in front has a command on Alt and a letter.

        A plain terminal sends the same for it as for Escape and the letter right after.
        """
        alt = event.key.startswith("alt+") and bool(self.screen_stack)
        return alt and event.key in self.screen.active_bindings

    async def _hand_out(self) -> None:
        self._settling = True
        key = self._typed.popleft()
        target: MessagePump = self.focused or self.screen
        await super().on_event(key)
        self._follow(target, target, ROUNDS)

    def _follow(self, target: MessagePump, at: MessagePump | None, rounds: int) -> None:
        """Go after the key, from the widget that got it up to the app, then once more."""
        while at is not None and at is not self:
            above = at._parent  # noqa: SLF001
            if at.is_running and at.call_later(self._follow, target, above, rounds):
                return
            at = above
        if rounds > 1:
            self.call_later(self._follow, target, target, rounds - 1)
        else:
            self.call_later(self._settled, PATIENCE_SECONDS)

    async def _settled(self, patience: float) -> None:
        """Hand out the next key when the screen in front can take it."""
        if not self._can_take_keys() and patience > 0:
            self.set_timer(POLL_SECONDS, functools.partial(self._settled, patience - POLL_SECONDS))
            return
        self._settling = False
        if self._typed:
            await self._hand_out()

    def _can_take_keys(self) -> bool:
        """Say whether the screen in front is laid out and no dialog is about to appear.

        A screen may say with ``keys_wait`` that what keys act on is still being read.
        """
        if self._flows_between > 0 or not self.screen_stack:
            return False
        screen = self.screen
        if getattr(screen, "keys_wait", False):
            return False
        return screen.is_mounted and (screen.focused is not None or not screen.focus_chain)

    @property
    def types_ahead(self) -> bool:
        """Whether a key is at work, or one waits for it."""
        return self._settling

    def flow_between(self, step: int) -> None:
        """Note that a flow is on its way to its next dialog (+1), or has got there (-1)."""
        self._flows_between = max(self._flows_between + step, 0)


def _as_typed(event: events.Key) -> list[events.Key]:
    """Return the keys that were pressed: Escape and a letter soon after it arrive as one.

    A terminal that can tell Alt and a letter from Escape and a letter sends no character with it.
    """
    modifier, _, letter = event.key.partition("+")
    if modifier != "alt" or event.character is None or len(letter.removeprefix("shift+")) != 1:
        return [event]
    return [events.Key("escape", None), events.Key(event.character, event.character)]


def flow(
    method: Callable[Concatenate[NodeT, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[NodeT, P], None]:
    """Make an action of a coroutine that asks things with ``ask``, one dialog after the other.

    What the desk refuses on the way ends it with a sentence.
    """

    def start(self: NodeT, /, *args: P.args, **kwargs: P.kwargs) -> None:
        app = cast("WorkstationApp", self.app)
        app.flow_between(1)

        async def run() -> None:
            try:
                await method(self, *args, **kwargs)
            except (DeskError, StoreError) as error:
                app.refuse(str(error))
            finally:
                app.flow_between(-1)

        self.run_worker(run(), name=method.__name__, group="flow")

    functools.update_wrapper(start, method)
    return start


class Askable(Screen[ResultT]):
    """A screen that a flow can ask; it says when it goes, so that keys wait for what follows."""

    asked = False

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Return the result to the flow."""
        if self.asked:
            cast("TypeAhead", self.app).flow_between(1)
        return super().dismiss(result)


async def ask(node: DOMNode, dialog: Askable[ResultT]) -> ResultT | None:
    """Show a dialog and return its result, None when the rep left it; only in a flow."""
    app = cast("TypeAhead", node.app)
    dialog.asked = True
    result = app.push_screen(dialog, wait_for_dismiss=True)
    app.flow_between(-1)
    return await result

"""Keys and texts as a person gives them, and waiting for what they do."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.tui.reading import shown

SMALL, USUAL, LARGE = SIZES = ((80, 24), (120, 36), (200, 60))


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what is read in threads has been shown; flows that wait for a key go on."""
    await pilot.pause()
    for worker in [each for each in pilot.app.workers if each._thread_worker]:
        with suppress(WorkerCancelled):
            await worker.wait()
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once what the one before did is shown."""
    for key in keys:
        await pilot.press("space" if key == " " else key)
        await settle(pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text into the field that has the focus, faster than it can be drawn."""
    burst(pilot.app, *text)
    await settle(pilot)


def burst(app: App[Any], *keys: str) -> None:
    """Type keys all at once, as they come when the program was busy for a moment."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        app.post_message(events.Key(name, key if len(key) == 1 else None))


async def until(pilot: Pilot[Any], ready: Callable[[], bool], within: float = 15) -> None:
    """Wait until something is so; fail when it does not come to be within so many seconds."""
    end = time.monotonic() + within
    while not ready():
        if time.monotonic() > end:
            raise AssertionError(f"it never came to be; the screen shows:\n{shown(pilot.app)}")
        await pilot.pause(0.01)


async def show(pilot: Pilot[Any], screen: Any) -> Any:
    """Put a screen in front, and wait for what it reads."""
    await settle(pilot)
    pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


def toasts(pilot: Pilot[Any]) -> str:
    """Return what the program has reported and is still on show."""
    return "\n".join(f"{each.title} {each.message}" for each in pilot.app._notifications)

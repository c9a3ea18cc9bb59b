"""Knowing when the program has come to rest, from its event loop instead of from the processor.

Textual's Pilot waits in slices of a fiftieth of a second until the processor was quiet for one of
them, several times a key. The loop itself knows at once when it has nothing left to do.
"""

import asyncio
import time
from typing import Any

import pytest
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual._context import active_app
from textual._wait import wait_for_idle

SOON = 0.008
"""What is due in so many seconds is waited for, such as keys that are held back for a screen."""


def rest_by_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every Pilot, and every key pressed by one, wait for rest in this way."""
    monkeypatch.setattr(textual_pilot, "wait_for_idle", at_rest)
    monkeypatch.setattr(textual_app, "wait_for_idle", at_rest)


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until every message was handled and everything changed was drawn.

    While a thread works for the program there is no telling from the loop, so Textual's own way is
    taken then.
    """
    app = active_app.get()
    loop: Any = asyncio.get_running_loop()
    end = time.monotonic() + max_sleep
    while time.monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready or _draw(app):
            continue
        if any(each._thread_worker and each.is_running for each in app.workers):
            return await wait_for_idle(min_sleep, max_sleep)
        now = loop.time()
        due = min(
            (each.when() for each in loop._scheduled if not each.cancelled()), default=now + 1
        )
        if due > now + SOON:
            return None
        await asyncio.sleep(max(0, due - now))
    return None


def _draw(app: textual_app.App[Any]) -> bool:
    """Draw now what the next frame would; say whether there was anything to draw."""
    if not app.screen_stack or app._batch_count:
        return False
    screen = app.screen
    waiting = bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if waiting:
        screen._on_timer_update()
    return waiting

"""Knowing when the program has come to rest, from its event loop instead of from the processor.

Textual's Pilot asks every widget for a sign of life and then waits in slices of a fiftieth of a
second until the processor was quiet for one of them, several times a key. The loop itself knows at
once when it has nothing left to do. The screen is painted then, once for all that was changed.
"""

import asyncio
import time
from typing import Any

import pytest
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual._compositor import Compositor
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.pilot import Pilot

SOON = 0.008
"""What is due in so many seconds is waited for, such as keys that are held back for a screen."""

_ask_every_widget = Pilot._wait_for_screen
_paint = Compositor.render_update


def rest_by_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every Pilot, and every key pressed by one, wait for rest in this way."""
    monkeypatch.setattr(textual_pilot, "wait_for_idle", at_rest)
    monkeypatch.setattr(textual_app, "wait_for_idle", at_rest)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _screen_at_rest)
    monkeypatch.setattr(Compositor, "render_update", _paint_at_rest)


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until every message was handled and everything changed was drawn.

    While a thread works for the program there is no telling from the loop, so Textual's own way is
    taken then.
    """
    app = active_app.get()
    if not await _quiet(app, max_sleep):
        await wait_for_idle(min_sleep, max_sleep)
        _draw(app)


async def _screen_at_rest(pilot: Pilot[Any], patience: float = 30) -> bool:
    """Wait for what Pilot waits for before and after each key."""
    if await _quiet(pilot.app, 1):
        return True
    return await _ask_every_widget(pilot, patience)


async def _quiet(app: textual_app.App[Any], patience: float) -> bool:
    """Wait for the loop to have nothing left to do; False when a thread is at work."""
    loop: Any = asyncio.get_running_loop()
    end = time.monotonic() + patience
    while time.monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready or _draw(app):
            continue
        if any(each._thread_worker and each.is_running for each in app.workers):
            return False
        now = loop.time()
        due = min(
            (each.when() for each in loop._scheduled if not each.cancelled()), default=now + 1
        )
        if due > now + SOON:
            return True
        await asyncio.sleep(max(0, due - now))
    return True


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
        # A screen that is busy itself, such as in an import, calls back when it is done with that.
        or (screen._callbacks and not screen._next_callbacks)
    )
    if waiting:
        screen._on_timer_update()
        return True
    if not screen._compositor._dirty_regions:
        return False
    try:
        _paint(screen._compositor, screen_stack=app._background_screens)
    except Exception as error:  # noqa: BLE001 - any fault of a screen ends the program
        app._handle_exception(error)
    return True


def _paint_at_rest(compositor: Compositor, full: bool = False, **how: Any) -> Any:
    """Leave what has changed marked as such until the program is at rest."""
    return _paint(compositor, full, **how) if full else None

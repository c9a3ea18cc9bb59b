"""When a frame went out that shows what is waited for, told by the program that drew it."""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any

from textual.app import App
from textual.screen import Screen

LONGEST = 10.0
"""Seconds after which a frame that does not come is a mistake of the benchmark."""


class Frames(App[Any]):
    """A program whose frames can be waited for.

    The moment is taken as the frame goes out: who waits is woken later, once other work is done.
    """

    _wanted: Callable[[], bool] | None = None
    _out: asyncio.Event
    _at = 0.0

    async def frame(self, wanted: Callable[[], bool] = lambda: True) -> float:
        """Return when the first frame from now on went out that ``wanted`` says yes to.

        Raises:
            TimeoutError: there is none.
        """
        self._out = asyncio.Event()
        self._wanted = wanted
        await asyncio.wait_for(self._out.wait(), LONGEST)
        return self._at

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if self._wanted is not None and self._wanted():
            self._at, self._wanted = perf_counter(), None
            self._out.set()

"""Work that takes longer than a frame: in a thread, with a bar and the time left, and a way out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.widgets.chart import bar
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from textual.widget import Widget

    from workstation.desk.desk import Desk

ResultT = TypeVar("ResultT")
Progress = Callable[[int, int], None]

_BETWEEN = 0.1
"""Seconds between two reports of progress."""

_BAR = 30


class StoppedError(Exception):
    """The rep has stopped the work; raised out of the progress hook, it rolls everything back."""


class Progressed(Message):
    """So much of the work is done; ``left`` are seconds, None when not known yet."""

    def __init__(self, done: int, total: int, left: float | None) -> None:
        super().__init__()
        self.done = done
        self.total = total
        self.left = left

    def drawn(self, doing: str) -> Content:
        """Return the bar as a line."""
        return progress_line(doing, self.done, self.total, self.left)


class Ended(Message):
    """The work came to an end: with a result, a sentence of trouble, or None when stopped."""

    def __init__(self, outcome: object) -> None:
        super().__init__()
        self.outcome = outcome


class LongWork(Generic[ResultT]):
    """Carries work out on a desk of its own, and tells a widget how far it is.

    ``run`` is called in a worker thread; the widget gets ``Progressed`` and at last ``Ended``.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._stop = threading.Event()

    def stop(self) -> None:
        """Have the work stopped at its next report."""
        self._stop.set()

    def run(self, open_desk: Callable[[], Desk], work: Callable[[Desk, Progress], ResultT]) -> None:
        """Do the work and post how it ended."""
        outcome: ResultT | str | None
        try:
            desk = open_desk()
            try:
                outcome = work(desk, self._progress())
            finally:
                desk.close()
        except (DeskError, StoreError) as error:
            outcome = str(error)
        except StoppedError:
            outcome = None
        self._widget.post_message(Ended(outcome))

    def _progress(self) -> Progress:
        worker = get_current_worker()
        began = told = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal told
            if self._stop.is_set() or worker.is_cancelled:
                raise StoppedError
            now = time.monotonic()
            if now - told >= _BETWEEN:
                told = now
                left = (now - began) / done * (total - done) if done else None
                self._widget.post_message(Progressed(done, total, left))

        return progress


def progress_line(doing: str, done: int, total: int, left: float | None) -> Content:
    """Return what is being done, a bar, the share done and the time left, as a line."""
    share = f" {done / total:.0%}" if total else ""
    return line(
        (f"{doing}  ", "$text-muted"), bar(done, total, _BAR), f"{share}  {said_left(left)}"
    )


def said_left(seconds: float | None) -> str:
    """Say how long it will still take, rounded to what a person can use; "" when not known."""
    if seconds is None:
        return ""
    if seconds < 1:
        return "nearly done"
    if seconds < 60:
        return f"{seconds:.0f} s left"
    return f"{seconds / 60:.0f} min left"

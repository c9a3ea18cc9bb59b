"""Questions to the desk that take longer than a frame: asked in a thread, the newest one counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

ResultT = TypeVar("ResultT")


class Latest:
    """Reads on a desk of its own; a newer question stops the query of the one before.

    ``next`` is called where the question arises and gives its number, ``read`` in the thread.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._number = 0
        self._reader: Desk | None = None

    def next(self) -> int:
        """Return the number of a new question, and stop the query under way."""
        with self._lock:
            self._number += 1
            if self._reader is not None:
                self._reader.store.interrupt()
            return self._number

    def current(self, number: int) -> bool:
        """Say whether no newer question was asked."""
        return number == self._number

    def read(self, number: int, question: Callable[[Desk], ResultT]) -> ResultT | None:
        """Return the answer of the desk, None when a newer question made it pointless."""
        if not self.current(number):
            return None
        reader = self._desk.reader()
        try:
            with self._lock:
                if not self.current(number):
                    return None
                self._reader = reader
            return question(reader)
        except Exception:
            if self.current(number):
                raise
            return None
        finally:
            with self._lock:
                if self._reader is reader:
                    self._reader = None
            reader.close()

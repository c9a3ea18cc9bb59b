"""Connections for reading in threads, kept open: opening takes as long as many an answer."""

import threading
from collections.abc import Callable

from workstation.store.store import Store

MOST = 3
"""Kept at most; a screen, the head above it and a list beside ask at once."""


class Spare:
    """Hands out connections that only read, each to one thread at a time."""

    def __init__(self, open_one: Callable[[], Store]) -> None:
        self._open_one = open_one
        self._lock = threading.Lock()
        self._idle: list[Store] = []
        self._closed = False

    def take(self) -> Store:
        """Return a connection, opened if none lies idle.

        Raises:
            StoreError: the file cannot be opened.
        """
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._open_one()

    def give_back(self, store: Store) -> None:
        """Keep a connection for the next one who asks, or close it."""
        with self._lock:
            if not self._closed and len(self._idle) < MOST:
                self._idle.append(store)
                return
        store.close()

    def close(self) -> None:
        """Close those that lie idle, and from now on those that come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for each in idle:
            each.close()

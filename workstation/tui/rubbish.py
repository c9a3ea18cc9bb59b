"""Collects what is no longer used while nobody types: a full collection takes several frames."""

import gc

QUIET_TICKS = 4
"""So many ticks without a key are a pause in which nobody waits for a frame."""

YOUNG, MIDDLE, OLD = 20_000, 20, 1_000_000
"""What Python counts before it collects by itself: the young often enough, the old never."""


class Rubbish:
    """Takes the collecting of what is old out of Python's hands, once the first screen is there.

    Only where the start has switched collecting off; a program that runs the screens for another
    purpose, such as a test, keeps its own ways.
    """

    def __init__(self) -> None:
        self._ours = False
        self._ticks = 0
        self._due = False

    def take_over(self) -> None:
        """Begin: all that the start has made is there to stay."""
        if gc.isenabled():
            return
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.enable()
        self._ours = True

    def key(self) -> None:
        """Note that somebody types."""
        self._ticks = 0
        self._due = True

    def tick(self) -> bool:
        """Collect when the typing has paused, once a pause; say whether that was done now."""
        self._ticks += 1
        if not self._ours or not self._due or self._ticks < QUIET_TICKS:
            return False
        self._due = False
        gc.collect()
        return True

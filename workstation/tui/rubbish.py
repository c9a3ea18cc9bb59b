"""Collects what is no longer used in a pause: a full collection takes several frames."""

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 1_000_000
"""What Python counts before it collects by itself: the young often enough, the old never."""


class Rubbish:
    """Takes the collecting of what is old out of Python's hands, once the first screen is there.

    Only where the start has switched collecting off; a program that runs the screens for another
    purpose, such as a test, keeps its own ways.
    """

    def __init__(self) -> None:
        self._ours = False

    def take_over(self) -> None:
        """Begin: all that the start has made is there to stay."""
        if gc.isenabled():
            return
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.enable()
        self._ours = True

    def collect(self) -> None:
        """Collect what is old."""
        if self._ours:
            gc.collect()

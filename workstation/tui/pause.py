"""Tells when the typing has paused: then nobody waits for a frame."""

QUIET_TICKS = 4
"""So many ticks without a key are a pause."""


class Pause:
    """Counts the ticks since the last key."""

    def __init__(self) -> None:
        self._ticks = 0
        self._due = False

    def key(self) -> None:
        """Note that somebody types."""
        self._ticks = 0
        self._due = True

    def tick(self) -> bool:
        """Say once, when the typing has paused, that it has."""
        self._ticks += 1
        if not self._due or self._ticks < QUIET_TICKS:
            return False
        self._due = False
        return True

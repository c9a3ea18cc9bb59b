"""Urgency as it is now: the stored score less what silence has taken since."""

from datetime import UTC
from typing import TYPE_CHECKING

from workstation.desk.clock import moment_of
from workstation.method.urgency import present

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


class UrgencyNow:
    """Turns ``accounts.urgency`` and ``accounts.urgency_at`` into the score of this moment.

    One is made for one reading: its moment is that of its making.
    """

    def __init__(self, desk: "Desk") -> None:
        self._now = desk.clock.now().astimezone(UTC)
        self._decay = desk.playbook.signals.decay

    def __call__(self, points: int, at: str | None) -> int:
        """Return 0-100; ``at`` is UTC text as the file keeps it, None when there was no signal."""
        if points <= 0 or at is None:
            return max(points, 0)
        return present(points, moment_of(at), self._now, self._decay)

"""A call block while it goes on: its list, its place in it and its own clock, kept on disk."""

from datetime import datetime

import msgspec

from workstation.desk.clock import iso, moment_of

LONGEST_PAUSE = 30 * 60
"""Seconds without a sign of life that still count as working in the block; longer ones do not."""


class Block(msgspec.Struct, kw_only=True):
    """A block under way, all that must survive a crash.

    ``order`` are the accounts chosen at the start; ``passed`` those dealt with, ``left`` those
    left for now, in the order they come again; ``current`` is the one on screen. ``seen_at`` (UTC
    text) is when it was last known to go on, ``away`` the seconds since its start that do not
    count, ``before`` the seconds called without a rest before it. ``told`` are the reminders
    given, ``holder`` the program it is open in, "" once that was left.
    """

    id: int
    slice: str
    title: str
    minutes: int
    started_at: str
    seen_at: str
    order: list[int]
    passed: list[int] = msgspec.field(default_factory=list)
    left: list[int] = msgspec.field(default_factory=list)
    current: int | None = None
    away: int = 0
    before: int = 0
    interruptions: int = 0
    told: list[str] = msgspec.field(default_factory=list)
    holder: str = ""

    def tick(self, now: datetime) -> str:
        """Bring the clock up to now; return a sentence when some time does not count."""
        gap = self._gap(now)
        if 0 <= gap <= LONGEST_PAUSE:
            return ""
        self.away += gap
        if gap < 0:
            return "The computer's clock was set back; the block's own clock goes on as it was."
        return f"The block's clock stood still for {gap // 60} minutes without a sign of you."

    def take_up(self, now: datetime) -> None:
        """Go on after the program was gone; that time does not count."""
        self.away += self._gap(now)

    def _gap(self, now: datetime) -> int:
        before, self.seen_at = self.seen_at, iso(now)
        return int((moment_of(self.seen_at) - moment_of(before)).total_seconds())

    def seconds(self) -> int:
        """Return how long the block has gone on, up to the last tick."""
        lasted = moment_of(self.seen_at) - moment_of(self.started_at)
        return max(int(lasted.total_seconds()) - self.away, 0)

    def pass_(self, account_id: int) -> None:
        """Note that a record was dealt with."""
        if account_id not in self.passed:
            self.passed.append(account_id)
        if account_id in self.left:
            self.left.remove(account_id)

    def leave(self, account_id: int) -> None:
        """Leave a record for now: it comes again after all the others."""
        if account_id in self.left:
            self.left.remove(account_id)
        self.left.append(account_id)

    def still(self) -> list[int]:
        """Return the accounts still to come, in their order; those left for now come last."""
        gone = {*self.passed, *self.left}
        return [each for each in self.order if each not in gone] + self.left

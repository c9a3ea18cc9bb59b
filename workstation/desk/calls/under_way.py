"""A call while it goes on: all that must survive a crash, and its own clock."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from workstation.desk.clock import iso, moment_of
from workstation.method.flow import Question
from workstation.method.plural import plural

LONGEST_GAP = 300
"""Seconds without a sign of life that still count as talking; longer ones do not."""


class Raised(msgspec.Struct):
    """A concern raised in a call: its card, their words, and whether it was resolved."""

    card: str
    said: str = ""
    resolved: bool | None = None


class Rung(msgspec.Struct):
    """One answer on the why-ladder; ``depth`` 0 is what they said first, 1 why that is so."""

    text: str
    depth: int = 0


class Call(msgspec.Struct, kw_only=True):
    """A call under way, all of it: written to disk as it changes and offered again after a crash.

    ``step`` and ``prompt`` say where in the flow it stands (a step, and a stop within it),
    ``trail`` where it stood before, the latest last;
    ``ticked`` the steps done, each as "flow:step". ``talk`` holds the seconds each side has talked
    ("me", "them"), ``talking`` who does now. ``seen_at`` (UTC text) is when the call was last
    known to go on, ``away`` the seconds since its start that do not count. ``wrap_up`` holds what
    was typed after hanging up ("next", "why", "buyer", "reason"). ``opener`` is the variant of the
    first words; ``standing`` where the buyer stands, a level by scale ("interest", "urgency",
    "stage"); ``objections`` and ``ladder`` what was raised and the whys behind it, in order;
    ``reopened`` the questions to ask again although they were answered. ``ended_at`` is when the
    rep hung up first, ``block`` the call block it belongs to, ``meeting`` the one booked in it,
    ``promises`` the follow-ups made by promises in it, ``answered_by`` who gave an answer, by
    question. ``dialog`` names the dialog that is open, ``pending`` holds the words typed into
    dialogs and not yet settled, by name. ``holder`` names the program it is open in, "" once put
    aside. ``mark`` names the last writing, so that another program's writing is noticed; ``draft``
    is its number on disk.
    """

    account_id: int
    contact_id: int | None = None
    follow_up_id: int | None = None
    flow: str = "qualification"
    started_at: str
    note: str = ""
    answers: dict[str, str] = msgspec.field(default_factory=dict)
    answered_by: dict[str, int | None] = msgspec.field(default_factory=dict)
    step: int = 0
    prompt: int = 0
    trail: list[tuple[int, int]] = msgspec.field(default_factory=list)
    ticked: list[str] = msgspec.field(default_factory=list)
    talk: dict[str, int] = msgspec.field(default_factory=dict)
    talking: str = ""
    seen_at: str = ""
    away: int = 0
    override: str = ""
    wrap_up: dict[str, str] = msgspec.field(default_factory=dict)
    opener: str = ""
    standing: dict[str, str] = msgspec.field(default_factory=dict)
    objections: list[Raised] = msgspec.field(default_factory=list)
    ladder: list[Rung] = msgspec.field(default_factory=list)
    reopened: list[str] = msgspec.field(default_factory=list)
    starred: bool = False
    ended_at: str = ""
    block: int | None = None
    meeting: int | None = None
    promises: list[int] = msgspec.field(default_factory=list)
    dialog: str = ""
    pending: dict[str, str] = msgspec.field(default_factory=dict)
    holder: str = ""
    mark: str = ""
    draft: int | None = None

    def empty(self) -> bool:
        """Say whether nothing has been typed yet."""
        words = (
            self.note, *self.answers.values(), *self.wrap_up.values(), *self.pending.values()
        )  # fmt: skip
        kept = (self.objections, self.ladder, self.standing)
        return not any(each.strip() for each in words) and not any(kept)

    def tick(self, now: datetime) -> str:
        """Bring the call's clock up to now; return a sentence when some time does not count.

        A clock that was set back, a machine that slept or a program that was gone for more than
        five minutes leave the call's own clock where it was.
        """
        at = iso(now)
        gap = _between(self.seen_at or self.started_at, at)
        self.seen_at = at
        if self.ended_at:
            self.away += gap
            return ""
        if not self.holder and gap > 0:
            self.away += gap
            return ""
        if 0 <= gap <= LONGEST_GAP:
            if self.talking:
                self.talk[self.talking] = self.talk.get(self.talking, 0) + gap
            return ""
        self.away += gap
        if gap < 0:
            return "The computer's clock was set back; the call's own clock goes on as it was."
        return f"{_said(gap)} went by without a sign of this call; its clock does not count them."

    def seconds(self) -> int:
        """Return how long the call has lasted, up to the last tick."""
        return max(_between(self.started_at, self.seen_at or self.started_at) - self.away, 0)

    def hang_up(self, now: datetime) -> None:
        """Stop the call's clock; what follows is logging."""
        self.tick(now)
        self.ended_at = self.ended_at or iso(now)

    def talk_on(self, now: datetime) -> None:
        """Take back the hanging up: the rep went on talking, and that time counts."""
        self.tick(now)
        gap = _between(self.ended_at, iso(now)) if self.ended_at else 0
        if 0 < gap <= LONGEST_GAP:
            self.away -= gap
        self.ended_at = ""

    def talk_share(self) -> int | None:
        """Return the rep's share of the talking in percent, None before anybody was noted."""
        mine, theirs = self.talk.get("me", 0), self.talk.get("them", 0)
        return round(100 * mine / (mine + theirs)) if mine + theirs else None

    def switch_talker(self) -> None:
        """Note that the other side talks now; the rep first."""
        self.talking = "them" if self.talking == "me" else "me"

    def ticked_steps(self) -> set[str]:
        """Return the keys of the steps of the present flow that are done."""
        start = f"{self.flow}:"
        return {each.removeprefix(start) for each in self.ticked if each.startswith(start)}

    def tick_steps(self, keys: Sequence[str]) -> None:
        """Note that steps of the present flow are done."""
        for key in keys:
            if (named := f"{self.flow}:{key}") not in self.ticked:
                self.ticked.append(named)


def spoken(question: Question, typed: str, now: datetime | None = None) -> str:
    """Return an answer as it is kept; a day is reckoned from now, which is in the rep's zone."""
    from workstation.method.answer_kinds import read_answer

    return read_answer(question, typed, now=now).kept


def _between(earlier: str, later: str) -> int:
    return int((moment_of(later) - moment_of(earlier)).total_seconds())


def _said(seconds: int) -> str:
    minutes = seconds // 60
    if minutes < 120:
        return f"{minutes} {plural(minutes, 'minute')}"
    hours = minutes // 60
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"

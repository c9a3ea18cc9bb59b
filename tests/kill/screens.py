"""Kinds of work killed in a real terminal: typing, saving, importing, merging, quitting."""

import contextlib
import json
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from random import Random
from time import monotonic

from tests.kill import judge
from tests.kill.commands import checked, copies, judged
from tests.kill.ground import TWINS, Ground
from tests.kill.outcome import Outcome
from tests.kill.victim import Fall, halt, writing
from tests.terminal.real import Home, Terminal, rows

_WORDS = (
    "the night desk loses tickets at hand-over and nobody knows why it is so since the spring "
    "they asked two vendors and neither called back so she keeps a list of her own on paper"
).split()


class Doomed(Terminal):
    """A terminal whose program is killed in the middle of what it does."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._home = home

    def goes_on(self, seconds: float) -> None:
        """Let it run for so long, or until it ends."""
        until = monotonic() + seconds
        while monotonic() < until and self._read(max(until - monotonic(), 0)):
            pass

    def waits(self, until: Callable[[], bool], seconds: float) -> None:
        """Wait until something is so, at most for so long."""
        deadline = monotonic() + seconds
        while not until() and monotonic() < deadline and self._read(0.001):
            pass

    def starved(self) -> float:
        """Return how long it has waited for a core so far, in seconds (0 where nobody counts)."""
        with contextlib.suppress(OSError):
            counted = Path(f"/proc/{self._process.pid}/schedstat").read_text(encoding="ascii")
            return int(counted.split()[1]) / 1e9
        return 0.0

    def falls(self) -> Fall:
        """Kill it; what it had shown by then is on the screen."""
        fall = halt(self._process.pid, self._home.db)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self.ends()
        return fall


@dataclass(frozen=True)
class Deed:
    """Something done by keys: what is pressed and waited for before it, its keys, what it shows.

    ``first`` alternates keys to press and a text to wait for; without ``done`` the program ends.
    """

    name: str
    base: Callable[[], Path]
    first: Sequence[tuple[str, str]]
    keys: str
    done: str
    exact: bool = True
    """Whether all it writes is known beforehand; else only how many rows are counted."""


class OnScreen:
    """A deed killed at a random moment after its last key."""

    def __init__(self, ground: Ground, deed: Deed) -> None:
        self._ground = ground
        self._deed = deed

    @cached_property
    def _course(self) -> tuple[list[judge.State], judge.State, float]:
        """Do it whole once: the states before and after, that at first, and how long it took."""
        home = self._home()
        with Doomed(home) as terminal:
            self._go(terminal)
            before = judge.picture(home.db)
            began = monotonic()
            terminal.types(self._deed.keys)
            if self._deed.done:
                terminal.shows(self._deed.done)
            else:
                terminal.ends()
            took = monotonic() - began
        stages = [self._seen(each) for each in (before, judge.picture(home.db))]
        changed = stages[0] != stages[1]
        assert changed == bool(self._deed.done), f"{self._deed.name}: what was written?"
        return stages, self._seen(judge.picture(self._deed.base())), took

    def run(self, rng: Random) -> Outcome:
        """Kill it once and judge what is left."""
        stages, first, took = self._course
        home = self._home()
        with Doomed(home) as terminal:
            self._go(terminal)
            terminal.types(self._deed.keys)
            if rng.random() < 0.5:
                terminal.waits(lambda: writing(home.db), took * 2)
                terminal.goes_on(rng.choice((0, 1)) * rng.uniform(0, took / 2))
            else:
                terminal.goes_on(rng.uniform(0, took * 1.1))
            fall = terminal.falls()
            shown = self._deed.done in terminal.text if self._deed.done else not fall.alive
        outcome = Outcome(fall.alive, fall.critical)
        outcome.losses += judged(home, stages, acknowledged=shown, seen_as=self._seen)[1]
        outcome.losses += copies(home, [first, *stages], seen_as=self._seen)
        outcome.losses += checked(home)
        return outcome

    def _seen(self, found: judge.Picture) -> judge.State:
        return found if self._deed.exact else judge.rows_of(found)

    def _go(self, terminal: Doomed) -> None:
        terminal.shows("Goals for today", "Queue")
        for keys, text in self._deed.first:
            terminal.types(keys)
            terminal.shows(text)

    def _home(self) -> Home:
        return self._ground.home(self._deed.name, self._deed.base())


class Typing:
    """A call that is typed into, killed, offered again, typed into … all on one machine.

    Every few runs it is hung up and logged, and the kill comes around that.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._home: Home | None = None
        self._kept = ""

    def run(self, rng: Random) -> Outcome:
        """Go on with the call, or begin one, and kill the program in the middle of it."""
        if self._home is None or not _due(self._home):
            self._home, self._kept = self._ground.home("typing", self._ground.day), ""
        home, words = self._home, ""
        self._home = None
        with Doomed(home) as terminal:
            if rows(home.db, _DRAFTS):
                terminal.shows("A call was not finished", *self._kept[:120].split())
                terminal.types("\r")
                self._takes_up(terminal, home)
            else:
                terminal.shows("Goals for today", "Queue", "step")
                terminal.types("c")
            terminal.shows("Note", "hang up")
            if self._kept:
                terminal.shows(self._kept.split()[-1])
            typed = [judge.Typed(monotonic(), self._kept)]
            starved = [terminal.starved()]
            until = monotonic() + rng.uniform(0.1, 3.0)
            for letter in " ".join(rng.sample(_WORDS, len(_WORDS))) + " ":
                if monotonic() > until:
                    break
                words += letter
                terminal.types(letter)
                typed.append(judge.Typed(monotonic(), self._kept + words))
                starved.append(terminal.starved())
                terminal.goes_on(rng.uniform(0.005, 0.06))
            ending = len(self._kept) + len(words) > 120
            if ending:
                terminal.types("\x18n")
                terminal.goes_on(rng.uniform(0, 0.8))
            else:
                terminal.waits(lambda: writing(home.db), rng.uniform(0, 0.6))
            starved_at_last = terminal.starved()
            fall = terminal.falls()
            shown = ending and _LOGGED in terminal.text
        recent = [had for had, each in zip(starved, typed, strict=True) if each.at < fall.at - 1.5]
        held_up = starved_at_last - (recent or starved)[-1 if recent else 0]
        outcome = Outcome(fall.alive, fall.critical, held_up=held_up)
        outcome.losses += judged(home, [], acknowledged=False)[1]
        outcome.losses += self._words(home, typed, fall.at - held_up, shown=shown)
        outcome.losses += checked(home)
        if not outcome.losses:
            self._home = home
        return outcome

    def _takes_up(self, terminal: Doomed, home: Home) -> None:
        """Wait for the call; one that was being logged is logged now, and the next one begins."""
        text = terminal.until(
            lambda text: "hang up" in text or _LOGGED in text, "the call was not taken up"
        )
        if _LOGGED in text:
            notes = [note.strip() for (note,) in rows(home.db, _CALLS)]
            assert self._kept.strip() in notes, f"{self._kept!r} was to be logged, not {notes}"
            self._kept = ""
            terminal.types("c")

    def _words(
        self, home: Home, typed: Sequence[judge.Typed], at: float, *, shown: bool
    ) -> list[str]:
        """Judge the words, in the draft or, when it was logged, in the call; never in both."""
        drafts = [json.loads(text)["note"] for (text,) in rows(home.db, _DRAFTS)]
        calls = [note or "" for (note,) in rows(home.db, _CALLS)]
        everything = typed[-1].text.strip()
        logged = [note for note in calls if everything and note.strip() == everything]
        if drafts and logged:
            return [f"half logged: {everything!r} is a call and a draft"]
        if shown and not logged:
            return [f"shown as logged and not there: {everything!r}"]
        if logged:
            self._kept = ""
            return []
        if len(drafts) > 1:
            return [f"{len(drafts)} calls are open and one was begun"]
        self._kept = drafts[0] if drafts else ""
        return judge.of_words(typed, at, self._kept)


_LOGGED = "u undoes it"
_DRAFTS = "SELECT content FROM call_drafts"
_CALLS = "SELECT note FROM activities WHERE kind = 'call' ORDER BY id"


def _due(home: Home) -> bool:
    """Say whether there are accounts left to call, the one at hand and one more."""
    called = rows(home.db, "SELECT count(*) FROM activities")[0][0]
    return bool(called < 3)


def kinds(ground: Ground) -> dict[str, list[OnScreen | Typing]]:
    """Return the kinds of work by name, each with its deeds."""

    def day() -> Path:
        return ground.day

    def of(
        name: str, base: Callable[[], Path], *first: str, keys: str, done: str, exact: bool = True
    ) -> OnScreen:
        return OnScreen(
            ground, Deed(name, base, list(pairwise(first))[::2], keys, done, exact=exact)
        )

    return {
        "typing": [Typing(ground)],
        "saving on screen": [
            of("s-log", day, keys="ln", done=_LOGGED),
            of("s-plan", day, keys="f+2d\rsend the page\r", done=_LOGGED),
            of("s-call", day, "c", "hang up", keys="she asks for a page\x18n", done=_LOGGED,
               exact=False),
        ],
        "importing on screen": [
            of("s-import", day, "gai", "leads.csv", "\r", "p preview", "p",
               "Enter import",
               keys="\r", done="Enter done"),
        ],
        "merging on screen": [
            of("s-merge", lambda: ground.twins, "gu", "Duplicates", "s", "looked through 2",
               "\r", f"Merge {TWINS[1]} into {TWINS[0]}", keys="\r", done=_LOGGED),
        ],
        "undoing on screen": [of("s-undo", lambda: ground.full, keys="u", done="Undone")],
        "quitting": [of("s-quit", day, "ln", _LOGGED, keys="q", done="", exact=False)],
    }  # fmt: skip

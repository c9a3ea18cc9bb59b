"""Kinds of work killed on the command line: each is known from one whole run before."""

import json
import os
import re
import shutil
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from time import monotonic, sleep, time
from typing import NamedTuple

from tests.kill import judge
from tests.kill.ground import TWINS, Ground
from tests.kill.outcome import Outcome
from tests.kill.victim import Command, writing
from tests.terminal.real import Home

TWO_DAYS = 2 * 24 * 60 * 60
_HALF = re.compile(r"\.part\b|\.try$|\.tmp$|-journal$")

Seen = Callable[[judge.Picture], judge.State]
"""What of a picture is judged."""


def _whole(found: judge.Picture) -> judge.State:
    return found


class Course(NamedTuple):
    """A whole run: the states before and after, and when it wrote (seconds since its start)."""

    stages: list[judge.Picture]
    first: float
    last: float
    total: float


class Operation:
    """One command that is killed: its words, the file it works on, what it shows when done."""

    def __init__(
        self, ground: Ground, name: str, base: Callable[[], Path], args: Sequence[str], done: str
    ) -> None:
        self._ground = ground
        self._name = name
        self._base = base
        self._args = args
        self._done = done

    @cached_property
    def course(self) -> Course:
        """Run it whole once, and look at it."""
        home = self._home()
        before = judge.picture(self._base())
        command = Command(home, self._args)
        writes: list[float] = []

        def look() -> None:
            if writing(home.db):
                writes.append(monotonic() - command.began)

        code = command.ends(look)
        total = monotonic() - command.began
        assert code == 0, f"{self._args}: {command.shown}"
        assert self._done in command.shown, f"{self._args}: {command.shown}"
        first = writes[0] if writes else total * 0.8
        return Course(
            [before, judge.picture(home.db)], first, writes[-1] if writes else total, total
        )

    def run(self, rng: Random) -> Outcome:
        """Kill it once at a random moment and judge what is left."""
        course, home = self.course, self._home()
        command = Command(home, self._args)
        if rng.random() < 0.3:
            sleep(rng.uniform(course.first * 0.7, course.total))
        else:
            command.waits(lambda: writing(home.db))
            sleep(rng.uniform(0, (course.last - course.first) * 0.9) * rng.choice((0, 1, 1)))
        fall = command.is_killed()
        outcome = Outcome(fall.alive, fall.critical)
        shown = command.shown
        if "Traceback" in shown:
            outcome.losses.append(f"a traceback: {shown[-300:]}")
        found, losses = judged(home, course.stages, acknowledged=self._done in shown)
        outcome.losses += losses
        outcome.losses += copies(home, course.stages, shown)
        outcome.losses += checked(home)
        if found == course.stages[0] and rng.random() < 0.25:
            outcome.losses += self._again(home)
        return outcome

    def _again(self, home: Home) -> list[str]:
        """Do what was killed again, two days later; nothing of the killed run may lie about then.

        Until then what is half-written may belong to a program that still runs.
        """
        for path in lying(home):
            os.utime(path, (time() - TWO_DAYS, time() - TWO_DAYS))
        command = Command(home, self._args)
        if command.ends():
            return [f"it cannot be done again: {command.shown}"]
        losses = judged(home, self.course.stages, acknowledged=True)[1]
        for args in (("goals", "add", "look at the desk"), ("backup",)):
            assert Command(home, args).ends() == 0, args
        return losses + [
            f"left lying about: {path.relative_to(home.folder)}" for path in lying(home)
        ]

    def _home(self) -> Home:
        return self._ground.home(self._name, self._base())


def judged(
    home: Home, stages: Sequence[judge.State], *, acknowledged: bool, seen_as: Seen = _whole
) -> tuple[judge.State, list[str]]:
    """Look at a copy of the file and its log, as they lie there; nothing has recovered them.

    Without stages only its soundness is judged.
    """
    seen = home.folder / "seen.db"
    for ending in ("", "-wal", "-journal"):
        part = home.db.with_name(home.db.name + ending)
        target = seen.with_name(seen.name + ending)
        target.unlink(missing_ok=True)
        if part.exists():
            shutil.copyfile(part, target)
    losses = judge.damage(seen)
    if losses:
        return {}, losses
    found = seen_as(judge.picture(seen))
    for ending in ("", "-wal", "-journal", "-shm"):
        seen.with_name(seen.name + ending).unlink(missing_ok=True)
    if not stages:
        return found, []
    return found, judge.of_states(found, stages, acknowledged=acknowledged)


def copies(
    home: Home, stages: Sequence[judge.State], shown: str = "", *, seen_as: Seen = _whole
) -> list[str]:
    """Judge every back-up that is listed, and the copy that a migration has put aside.

    One that was ``shown`` as made has to be among them.
    """
    files = list(home.folder.glob(f"{home.db.name}.before-version-?"))
    if any(home.db.with_name(f"{home.db.name}.backups").glob("*")):
        command = Command(home, ("backup", "list", "--json"))
        if command.ends():
            return [f"the back-ups cannot be listed: {command.shown}"]
        files += [
            Path(each["path"]) for each in json.loads(command.shown) if each["state"] != "damaged"
        ]
    told = re.findall(r"Backed up: (\S+\.db)", shown)
    losses = [f"shown as made and not there: {path}" for path in told if Path(path) not in files]
    for file in files:
        losses += judge.damage(file) or [
            f"{file.name}: {loss}"
            for loss in judge.of_states(seen_as(judge.picture(file)), stages, acknowledged=False)
        ]
    return losses


def checked(home: Home) -> list[str]:
    """Ask the program itself."""
    command = Command(home, ("check",))
    return [f"the check failed: {command.shown}"] if command.ends() else []


def lying(home: Home) -> list[Path]:
    """Return what is half-written, beside the file, its back-ups and what is meant to be kept."""
    return [path for path in home.folder.rglob("*") if path.is_file() and _HALF.search(path.name)]


def kinds(ground: Ground) -> dict[str, list[Operation]]:
    """Return the kinds of work by name, each with its operations."""

    def made(name: str, base: Callable[[], Path], *args: str, done: str = "undo") -> Operation:
        return Operation(ground, name, base, args, done)

    def day() -> Path:
        return ground.day

    def full() -> Path:
        return ground.full

    first = ("Corvid Labs",)

    def old(version: int) -> Callable[[], Path]:
        return lambda: ground.old(version)

    return {
        "saving": [
            made("log", day, "log", *first, "no_answer", "--note", "rang long", "--next", "+2d"),
            made("note", day, "note", *first, "asked for a page about night desks"),
            made("plan", day, "follow-up", *first, "+3d"),
            made("move", day, "move", *first, "nurture.quarterly", "--reason", "next year"),
            made("goal", day, "goals", "add", "hold five conversations"),
        ],
        "importing": [
            made("import", day, "import", str(ground.leads), "--yes", done="Import "),
        ],
        "merging": [
            made("merge", lambda: ground.twins, "merge", *TWINS, "--yes", done="Merge "),
        ],
        "migrating": [
            made(f"from-{version}", old(version), "bins", done="cold") for version in (1, 2, 3)
        ],
        "backing up": [made("backup", full, "backup", done="Backed up")],
        "undoing": [
            made("undo", full, "undo", done="Undone"),
        ],
    }

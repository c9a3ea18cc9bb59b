"""Kills the program hundreds of times in the middle of its work, and counts what is lost.

    python -m tests.kill --runs 300 [--seed N] [--only typing,importing,…] [--replay KIND/SEED]

Every run lays out a machine of its own from a prepared file, starts the real program on it – a
command, or the screens in a real terminal –, kills its process group with SIGKILL at a random
moment, and judges what is left:

* what was shown as saved is there, and so is every word typed more than a second before
  (time in which the machine gave the program no core is not counted, and is shown: "held up");
* what was not shown is wholly there or wholly absent, compared table by table with a whole run;
* SQLite finds no damage and no row that points nowhere, ``workstation check`` finds nothing;
* a call that was cut off is offered again with its words, and goes on;
* every back-up that is listed, and every copy a migration put aside, is sound and whole;
* what was cut off can be done again, and nothing lies about after that.

Most kills wait until the program holds the file's write lock, or a copy is being made, and come
a random part of that time later; the others come anywhere in the run. The moment is drawn from the
seed, so a loss is replayed by ``--replay`` with what the table names, several times if need be: the
machine's own timing is not the seed's. The command ends with 1 when anything was lost.

Killing a program leaves what it wrote with the system; a power cut, which may take that too, is
not what this measures. It needs Linux, for the locks are looked at as Linux keeps them.
"""

import argparse
import secrets
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Protocol

from tests.kill import commands, screens
from tests.kill.ground import Ground
from tests.kill.outcome import Outcome

_HEADER = (
    f"{'kind':22}{'runs':>6}{'alive':>7}{'critical':>10}{'losses':>8}{'seconds':>9}{'held up':>9}"
)
_RUNS = 300
_SCREEN_WEIGHT = 1
_COMMAND_WEIGHT = 3
"""How many runs a kind gets beside another: those without a screen are quick."""


class Killable(Protocol):
    """Something that can be killed once."""

    def run(self, rng: Random) -> Outcome:
        """Do it, kill it, judge it."""


@dataclass
class Tally:
    """What came of the kills of one kind; ``losses`` are told with their seeds."""

    runs: int = 0
    alive: int = 0
    critical: int = 0
    lost: int = 0
    seconds: float = 0.0
    held_up: float = 0.0
    losses: list[str] = field(default_factory=list)

    def add(self, name: str, outcome: Outcome) -> None:
        """Count one run."""
        self.runs += 1
        self.alive += outcome.alive
        self.critical += outcome.critical
        self.lost += bool(outcome.losses)
        self.held_up = max(self.held_up, outcome.held_up)
        self.losses += [f"{name}: {loss}" for loss in outcome.losses]

    def join(self, other: "Tally") -> None:
        """Count the runs of another kind in."""
        self.runs += other.runs
        self.alive += other.alive
        self.critical += other.critical
        self.lost += other.lost
        self.seconds += other.seconds
        self.held_up = max(self.held_up, other.held_up)
        self.losses += other.losses

    def line(self, kind: str) -> str:
        """Return its line of the table."""
        return (
            f"{kind:22}{self.runs:6}{self.alive:7}{self.critical:10}{self.lost:8}"
            f"{self.seconds:9.0f}{self.held_up:9.2f}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kills, print the table, return the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="workstation-kill-"))
    ground = Ground(folder)
    on_screen: dict[str, Sequence[Killable]] = {**screens.kinds(ground)}
    kinds: dict[str, Sequence[Killable]] = {**commands.kinds(ground), **on_screen}
    kind, _, seed = asked.replay.rpartition("/")
    picked = _picked(list(kinds), kind or asked.only)
    if not picked:
        parser.error(f"no such kind; there are: {', '.join(kinds)}")
    if asked.replay:
        seeds = {each: [int(seed)] * (asked.runs or 1) for each in picked}
    else:
        weights = {
            each: _SCREEN_WEIGHT if each in on_screen else _COMMAND_WEIGHT for each in picked
        }
        seeds = _shared(asked.runs or _RUNS, weights, asked.seed)
    _say(f"seed {asked.seed}, files in {folder}\n{_HEADER}")
    every = Tally()
    for each in picked:
        tally = _kills(each, kinds[each], seeds[each])
        every.join(tally)
        _say("\n".join((tally.line(each), *(f"    {loss}" for loss in tally.losses))))
    _say(every.line("all"))
    if not every.lost:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if every.lost else 0


def _picked(kinds: Sequence[str], only: str) -> list[str]:
    """Return the kinds meant by names, or by beginnings where no kind has just that name."""
    wanted = [name.strip() for name in only.split(",") if name.strip()]
    return [
        kind
        for kind in kinds
        if not wanted
        or any(kind == name or (name not in kinds and kind.startswith(name)) for name in wanted)
    ]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _kills(kind: str, works: Sequence[Killable], seeds: Sequence[int]) -> Tally:
    """Kill one kind of work once for each seed."""
    tally, began = Tally(), monotonic()
    for seed in seeds:
        try:
            outcome = works[seed % len(works)].run(Random(seed))
        except (AssertionError, TimeoutError) as error:
            outcome = Outcome(
                alive=False, critical=False, losses=[f"it did not go on: {str(error)[:300]}"]
            )
        tally.add(f"{kind}/{seed}", outcome)
    tally.seconds = monotonic() - began
    return tally


def _shared(runs: int, weights: dict[str, int], seed: int) -> dict[str, list[int]]:
    """Share the runs out by weight, each with a seed of its own."""
    given, shares = 0, {}
    for place, (kind, weight) in enumerate(weights.items()):
        left = sum(list(weights.values())[place:])
        count = round((runs - given) * weight / left)
        shares[kind] = [seed * 100_000 + given + n for n in range(count)]
        given += count
    return shares


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description="Kill and count.")
    parser.add_argument("--runs", type=int, help=f"how many kills in all ({_RUNS})")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1000), help="for the moments")
    parser.add_argument("--only", default="", help="kinds, by the beginnings of their names")
    parser.add_argument("--replay", default="", metavar="KIND/SEED", help="a kill again")
    return parser


if __name__ == "__main__":
    sys.exit(main())

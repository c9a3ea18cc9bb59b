"""Runs in the copy: every mutant of a module against the tests that belong to it, and the table.

A forked child takes each mutant, so that pytest and the libraries are imported once; the house
itself is never imported before the fork.
"""

import argparse
import importlib
import importlib.util
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.mutants.changes import mutants

_MEMORY = 4 << 30
_SLOW_ROOMS = ("tui", "terminal", "kill", "benchmarks", "mutants", "properties")
_ALREADY = (
    "_hypothesis_pytestplugin", "pytest_asyncio.plugin", "xdist.plugin",
    "hypothesis.strategies", "hypothesis.stateful", "msgspec", "yaml", "sqlite3", "zoneinfo",
    "dateutil.parser", "holidays", "sqlite_utils", "click",
)  # fmt: skip


@dataclass
class Score:
    """What came of a module's mutants; ``left`` are those the time did not reach."""

    module: str
    fates: Counter[str] = field(default_factory=Counter)
    left: int = 0

    def row(self) -> str:
        """Return the module's line of the table."""
        killed, late, survived = (self.fates[key] for key in ("killed", "timed out", "survived"))
        run = killed + late + survived
        score = f"{(killed + late) / run:.0%}" if run else "-"
        return (
            f"{self.module:40}{run + self.left:8}{killed:8}{late:11}{survived:10}"
            f"{self.left:9}{score:>7}"
        )


def belonging(module: Path) -> list[str]:
    """Return the test files of a module: its own, then those that import it, small ones first.

    Tests that start the screens or the program are left out: they are slow and see little.
    """
    own = sorted(Path("tests", module.parent.name).glob(f"test_{module.stem}*.py"))
    dotted = re.escape(".".join(module.with_suffix("").parts))
    package, _, name = dotted.rpartition(r"\.")
    imported = re.compile(
        rf"\b{dotted}\b|from {package} import (?:\([^)]*|[^\n]*)\b{name}\b", re.MULTILINE
    )
    others = [
        path
        for path in Path("tests").rglob("test_*.py")
        if path.parts[1] not in _SLOW_ROOMS and imported.search(path.read_text())
    ]
    others.sort(key=lambda path: (path.parts[1] != module.parent.name, path.stat().st_size))
    return list(dict.fromkeys([*map(str, own), *map(str, others)]))


def judged(tests: Sequence[str], within: float | None) -> str:
    """Run tests in a child and return what they say: killed, survived or timed out."""
    folder = tempfile.mkdtemp(dir=Path.cwd())
    child = os.fork()
    if not child:
        _test(tests, folder)
    end = None if within is None else time.monotonic() + within
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended or (end is not None and time.monotonic() > end):
            break
        time.sleep(0.01)
    if not ended:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)
    if not ended:
        return "timed out"
    return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"


def _test(tests: Sequence[str], folder: str) -> None:
    """Run the first file, then all others: most faults are seen by a module's own tests."""
    code = 70
    try:
        os.setsid()
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        for each in (tests[:1], tests[1:]):
            if each:
                code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--tb=no", *each]))
            if code:
                break
    finally:
        os._exit(code)


def scored(module: Path, tests: Sequence[str], end: float, rng: random.Random) -> Score:
    """Try a module's mutants in random order until the moment given."""
    score = Score(str(module))
    source = module.read_text()
    shutil.rmtree(module.parent / "__pycache__", ignore_errors=True)
    sys.dont_write_bytecode = False
    started = time.monotonic()
    if not tests or judged(tests, None) != "survived":
        sys.exit(f"{module}: its tests are none, or fail without any fault: {tests}")
    within = 5 * (time.monotonic() - started) + 3
    sys.dont_write_bytecode = True
    Path(importlib.util.cache_from_source(str(module))).unlink(missing_ok=True)
    tried = list(mutants(source))
    rng.shuffle(tried)
    for number, mutant in enumerate(tried):
        if time.monotonic() > end:
            score.left = len(tried) - number
            break
        module.write_text(mutant.source)
        fate = judged(tests, within)
        score.fates[fate] += 1
        if fate == "survived":
            _tell(f"  {module}:{mutant.line}  {mutant.before}  ->  {mutant.after}")
    module.write_text(source)
    return score


def _scores(chosen: argparse.Namespace) -> Iterator[Score]:
    end = time.monotonic() + chosen.seconds
    modules = chosen.module or sorted(
        path
        for room in ("method", "store")
        for path in Path("workstation", room).glob("*.py")
        if path.name != "__init__.py" and belonging(path)
    )
    for number, module in enumerate(modules):
        now = time.monotonic()
        share = now + (end - now) / (len(modules) - number)
        tests = chosen.tests or belonging(module)
        yield scored(module, tests, share, random.Random(chosen.seed))


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 1 when a mutant survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--module", type=Path, nargs="+", help="default: all with tests")
    parser.add_argument("--seconds", type=float, default=3600, help="shared by the modules")
    parser.add_argument("--seed", type=int, default=0, help="of the order mutants are tried in")
    parser.add_argument("--tests", nargs="+", help="these tests in place of those that belong")
    chosen = parser.parse_args(arguments)
    for name in _ALREADY:
        importlib.import_module(name)
    settings.register_profile(
        "mutants",
        phases=(Phase.explicit, Phase.generate),
        derandomize=True,
        database=None,
        deadline=None,
    )
    settings.load_profile("mutants")
    scores = list(_scores(chosen))
    _tell(
        f"\n{'module':40}{'mutants':>8}{'killed':>8}{'timed out':>11}{'survived':>10}"
        f"{'not run':>9}{'score':>7}"
    )
    for score in scores:
        _tell(score.row())
    return int(any(score.fates["survived"] for score in scores))


if __name__ == "__main__":
    sys.exit(main())

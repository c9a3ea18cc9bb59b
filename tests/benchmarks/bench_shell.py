"""Logging a call from the command line, against Taskwarrior's task done and added."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from tests.benchmarks.timing import Result, in_turns, result

TASKS = 10_000


def measure(database: Path, folder: Path, turns: int) -> Iterator[Result]:
    """Yield the result; nothing where Taskwarrior is not installed.

    `database` may be written to and has as many accounts as there are tasks.
    """
    task = shutil.which("task")
    if task is None:
        sys.stdout.write("(Taskwarrior is not installed: no peer for the command line)\n")
        return
    peer = _tasks(folder / "tasks", task)
    # As a person runs it: with compiled modules, which a test run may have switched off.
    usual = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own = usual | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "WORKSTATION_DB": str(database),
        "WORKSTATION_CONFIG": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    ours = [sys.executable, "-m", "workstation", "log", _account(database), "no_answer"]

    def log() -> None:
        subprocess.run(ours, env=own, check=True, capture_output=True)

    log()  # the first one compiles the modules
    numbers = count(1)

    def tasks() -> None:
        for words in ([str(next(numbers)), "done"], ["add", "call again tomorrow", "due:tomorrow"]):
            subprocess.run([task, *words], env=peer, check=True, capture_output=True)

    yield result(
        f"logging a call by command, {TASKS:,} accounts".replace(",", " "),
        "task done and task add",
        in_turns(log, tasks, turns),
        1.0,
    )


def _account(database: Path) -> str:
    """Return a name the database has once."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(
            "SELECT name FROM accounts WHERE bin = 'working' GROUP BY name HAVING count(*) = 1 "
            "ORDER BY length(name) DESC LIMIT 1"
        ).fetchone()
    return str(found[0])


def _tasks(folder: Path, task: str) -> dict[str, str]:
    """Return the environment of a Taskwarrior of its own with so many tasks."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = folder / "taskrc"
    settings.write_text(
        f"data.location={folder}\nconfirmation=off\nbulk=0\nhooks=off\nverbose=nothing\n",
        encoding="utf-8",
    )
    environment = os.environ | {"TASKRC": str(settings), "TASKDATA": str(folder)}
    lines = "\n".join(
        f'{{"description":"call company {n}","status":"pending","entry":"20260101T000000Z"}}'
        for n in range(TASKS)
    )
    subprocess.run(
        [task, "import", "-"], input=lines, text=True, env=environment, check=True,
        capture_output=True,
    )  # fmt: skip
    return environment

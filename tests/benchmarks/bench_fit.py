"""Scoring all accounts anew, against reading and writing the same rows with plain sqlite3."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

import msgspec

from tests.benchmarks.timing import Result, result
from tests.benchmarks.world import World
from workstation.desk.desk import Desk
from workstation.desk.fit.values import column
from workstation.method.fit import FIT_COLUMNS
from workstation.method.profiles import Profile

NOTHING = f"UPDATE accounts SET {', '.join(f'{name} = NULL' for name in FIT_COLUMNS)}"


def measure(world: World, folder: Path, turns: int) -> Iterator[Result]:
    """Yield a rescoring that writes every row, one that moves few, and a preview, in turns."""
    copy, plain = folder / "fit.db", folder / "fit-plain.db"
    for path in (copy, plain):
        shutil.copyfile(world.path, path)
    with closing(World(copy, world.size, world.now).desk()) as desk, closing(_plain(plain)) as base:
        every, few, looked, floor, reading = [], [], [], [], []
        for turn in range(turns + 1):
            _forget(copy)
            _changed(desk, turn, 1)
            every.append(_timed(desk.fit.rescore))
            _changed(desk, turn, 2)
            looked.append(_timed(desk.fit.preview))
            few.append(_timed(desk.fit.rescore))
            base.execute(NOTHING)
            scores = desk.store.rows(f"SELECT {', '.join(FIT_COLUMNS)}, id FROM accounts")
            read = _timed(lambda: _read(base, desk))
            reading.append(read)
            floor.append(read + _timed(lambda scores=scores: _write(base, scores)))
        name = world.size.name
        against = "reading and writing those rows with plain sqlite3"
        yield result(f"rescoring {name}", against, (every[1:], floor[1:]), 3.0)
        yield result("rescoring when one criterion has changed", against, (few[1:], floor[1:]))
        yield result("what a change would move", "reading the rows", (looked[1:], reading[1:]))
    for path in (copy, plain):
        path.unlink()


def _timed(work: object) -> float:
    started = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - started


def _forget(path: Path) -> None:
    """Take every score away, past the change log, so that each row has to be written."""
    with closing(_plain(path)) as connection:
        connection.execute(NOTHING)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        if path.name.endswith("plain.db"):
            connection.execute(f"DROP TRIGGER {name}")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _changed(desk: Desk, turn: int, by: int) -> None:
    """Put profiles in force whose size differs a little from those before."""
    first = desk.playbook.profiles[0]
    size = msgspec.structs.replace(first.criteria[1], at_least=40 + 20 * turn + 10 * by)
    changed: Profile = msgspec.structs.replace(
        first, criteria=[first.criteria[0], size, *first.criteria[2:]]
    )
    playbook = desk.playbook.but(profiles=[changed])
    desk.loaded = type(desk.loaded)(playbook)


def _read(connection: sqlite3.Connection, desk: Desk) -> object:
    listed = ", ".join(("id", *map(column, desk.fit.scorer().fields), *FIT_COLUMNS))
    return connection.execute(f"SELECT {listed} FROM accounts ORDER BY id").fetchall()


def _write(connection: sqlite3.Connection, scores: list[sqlite3.Row]) -> None:
    sets = ", ".join(f"{name} = ?" for name in FIT_COLUMNS)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"UPDATE accounts SET {sets} WHERE id = ?", map(tuple, scores))
    connection.execute("COMMIT")

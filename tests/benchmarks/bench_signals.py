"""Importing two signals for every account, against a plain executemany insert of the same rows."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.timing import Result, result, timed
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk

KINDS = (("page_view", 1), ("demo_watched", 5), ("pricing_page", 5), ("careers_page", -10))
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def measure(folder: Path, accounts: int, rounds: int) -> Iterator[Result]:
    """Yield the import, and the same file once more, in turns with the floor."""
    path, turns = folder / "signals.csv", range(max(rounds, 1))
    _write(path, accounts)
    ours, again, floor = [], [], []
    for turn in turns:
        made = folder / f"signals-{turn}.db"
        with closing(open_desk(made, FrozenClock(NOW))) as desk:
            with desk.store.action("Accounts") as act:
                rows = [
                    (f"Company {n}", f"c{n}.example", "cold", "2026-11-01", "2026-11-01")
                    for n in range(accounts)
                ]
                names = ("name", "domain", "bin", "bin_since_on", "created_on")
                act.insert_many("accounts", names, rows)
            floor.append(
                timed(lambda path=path, turn=turn: _insert(path, folder / f"{turn}.floor"))
            )
            ours.append(timed(lambda desk=desk: _bring(desk, path)))
            again.append(timed(lambda desk=desk: _bring(desk, path)))
        made.unlink()
    against = "a plain executemany insert of them"
    yield result(f"importing {2 * accounts} signals", against, (ours, floor))
    yield result("the same signals again", against, (again, floor))


def _bring(desk: Desk, path: Path) -> None:
    desk.imports.run(desk.imports.plan(path, "signals"))


def _write(path: Path, accounts: int) -> None:
    start = NOW - timedelta(days=60)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("domain", "signal", "points", "when", "event id"))
        for n in range(2 * accounts):
            kind, points = KINDS[n % 4]
            at = iso(start + timedelta(seconds=n * 20 % 5_000_000))
            writer.writerow((f"c{n % accounts}.example", kind, points, at, n))


def _insert(path: Path, target: Path) -> None:
    """Read the file and insert its rows into a table with the indexes that signals have."""
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        names = "domain, kind, points, happened_at, source_id"
        connection.execute(f"CREATE TABLE signals (id INTEGER PRIMARY KEY, {names})")
        connection.execute("CREATE INDEX by_account ON signals (domain, happened_at)")
        connection.execute("CREATE INDEX by_moment ON signals (happened_at)")
        connection.execute("CREATE UNIQUE INDEX by_source_id ON signals (source_id)")
        with path.open(encoding="utf-8", newline="") as file, connection:
            rows = csv.reader(file)
            next(rows)
            connection.executemany(f"INSERT INTO signals ({names}) VALUES (?, ?, ?, ?, ?)", rows)
    for each in target.parent.glob(f"{target.name}*"):
        each.unlink()

"""What importing 100 000 accounts costs against loading the same rows into an indexed table.

Run with ``python -m tests.benchmarks.bench_import [rows]``; prints ratios measured in this run.
"""

import csv
import sqlite3
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.imports import ImportResult

HEAD = ("Account ID", "Company", "Website", "Industry", "Employees", "City", "State", "Country",
        "Phone", "Revenue")  # fmt: skip
AREAS = (212, 213, 214, 303, 305, 312, 404, 415, 503, 512, 602, 617, 646, 702, 713, 773, 816, 919)


def write(path: Path, count: int, *, phones: bool) -> None:
    """Write a table of invented companies; numbers are from the range reserved for fiction."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for n in range(count):
            phone = f"({AREAS[n % len(AREAS)]}) 555-{100 + n % 100:04d} x{n}" if phones else ""
            writer.writerow((
                f"A{n:07d}", f"Company {n} & Sons", f"https://www.company{n}.example.com",
                ("Retail", "Steel", "Energy")[n % 3], n % 5000, "Chicago", "IL", "US",
                phone, f"${n % 900}.5M",
            ))  # fmt: skip


def floor(path: Path, target: Path) -> None:
    """Load the file as it is, as `sqlite3 .import` would, into a table with four indexes."""
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    names = [name.replace(" ", "_").lower() for name in HEAD]
    connection.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {', '.join(names)})")
    for name in ("account_id", "company", "website", "country"):
        connection.execute(f"CREATE INDEX t_{name} ON t ({name})")
    with path.open(encoding="utf-8", newline="") as file, connection:
        rows = csv.reader(file)
        next(rows)
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO t ({', '.join(names)}) VALUES ({marks})", rows)
    connection.close()


def timed(work: Callable[[], object]) -> float:
    """Return processor seconds, which other work on the machine does not stretch."""
    started = time.process_time()
    work()
    return time.process_time() - started


def brought_in(desk: Desk, path: Path) -> ImportResult:
    return desk.imports.run(desk.imports.plan(path))


def main(count: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
        for phones in (False, True):
            path = folder / f"list-{phones}.csv"
            write(path, count, phones=phones)
            base = timed(lambda path=path: floor(path, path.with_suffix(".floor")))
            desk = Desk.open(folder / f"desk-{phones}.db", clock=clock, node=1)
            first = timed(lambda path=path, desk=desk: brought_in(desk, path))
            again = timed(lambda path=path, desk=desk: brought_in(desk, path))
            undone = timed(desk.store.undo)
            desk.close()
            sys.stdout.write(
                f"{count} accounts {'with' if phones else 'without'} phone numbers: "
                f"import {first / base:.1f} x, again {again / base:.1f} x, "
                f"undo {undone / base:.1f} x the floor ({base:.2f} s)\n"
            )
        small, large = (memory(folder, clock, rows) for rows in (count // 10, count // 2))
        sys.stdout.write(f"memory for five times the rows: {large / small:.1f} x\n")


def memory(folder: Path, clock: FrozenClock, count: int) -> int:
    """Return the most bytes Python held during an import."""
    path = folder / f"memory-{count}.csv"
    write(path, count, phones=False)
    desk = Desk.open(path.with_suffix(".db"), clock=clock, node=1)
    tracemalloc.start()
    brought_in(desk, path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    desk.close()
    return most


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

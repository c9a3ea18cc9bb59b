"""What importing accounts costs against loading the same rows with SQLite's own tools.

Run with ``python -m tests.benchmarks.bench_import [rows]``; prints ratios measured in this run.
"""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.benchmarks.timing import HEAD, Result, in_turns, result, timed
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.imports.imports import ImportResult

COLUMNS = ("Account ID", "Company", "Website", "Industry", "Employees", "City", "State", "Country",
           "Phone", "Revenue")  # fmt: skip
NAMES = tuple(name.replace(" ", "_").lower() for name in COLUMNS)
INDEXED = ("account_id", "company", "website", "country")
AREAS = (212, 213, 214, 303, 305, 312, 404, 415, 503, 512, 602, 617, 646, 702, 713, 773, 816, 919)
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))


def write(path: Path, rows: int, *, phones: bool) -> None:
    """Write a table of invented companies; numbers are from the range reserved for fiction."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(rows):
            phone = f"({AREAS[n % len(AREAS)]}) 555-{100 + n % 100:04d} x{n}" if phones else ""
            writer.writerow((
                f"A{n:07d}", f"Company {n} & Sons", f"https://www.company{n}.example.com",
                ("Retail", "Steel", "Energy")[n % 3], n % 5000, "Chicago", "IL", "US",
                phone, f"${n % 900}.5M",
            ))  # fmt: skip


def _table(target: Path) -> sqlite3.Connection:
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"CREATE TABLE t ({', '.join(f'{name} TEXT' for name in NAMES)})")
    for name in INDEXED:
        connection.execute(f"CREATE INDEX t_{name} ON t ({name})")
    return connection


def loaded(path: Path, target: Path) -> None:
    """Load the file as it is into a table with four indexes, by `sqlite3 .import` if it is here."""
    connection = _table(target)
    if tool := shutil.which("sqlite3"):
        connection.close()
        subprocess.run(
            [tool, str(target), f".import --csv --skip 1 {path} t"], check=True, capture_output=True
        )
        return
    with path.open(encoding="utf-8", newline="") as file, connection:
        rows = csv.reader(file)
        next(rows)
        marks = ", ".join("?" * len(NAMES))
        connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)
    connection.close()


def inserted(path: Path, target: Path) -> None:
    """Load it by `sqlite-utils insert --csv` with the same indexes, and look for duplicates."""
    plain = path.with_suffix(".plain.csv")
    if not plain.exists():
        head, _, rows = path.read_text(encoding="utf-8").partition("\n")
        plain.write_text(f"{','.join(NAMES)}\n{rows}" if head else "", encoding="utf-8")
    _table(target).close()
    subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "insert", str(target), "t", str(plain), "--csv"],
        check=True,
        capture_output=True,
    )
    connection = sqlite3.connect(target)
    for name in INDEXED[:3]:
        connection.execute(
            f"SELECT {name}, count(*) FROM t GROUP BY {name} HAVING count(*) > 1"
        ).fetchall()
    connection.close()


def brought_in(desk: Desk, path: Path) -> ImportResult:
    """Import the file."""
    return desk.imports.run(desk.imports.plan(path))


def measure(folder: Path, rows: int, turns: int) -> Iterator[Result]:
    """Yield what an import, the same again and its undo cost, and how memory grows."""
    by = "sqlite3 .import" if shutil.which("sqlite3") else "executemany"
    numbers = count()
    for phones in (False, True):
        path = folder / f"list-{rows}-{phones}.csv"
        write(path, rows, phones=phones)
        target = folder / "floor.db"

        ours = partial(_fresh, folder, path, numbers)
        floor = partial(loaded, path, target)
        what = f"import of {rows} accounts{' with phones' if phones else ''}"
        measured = in_turns(ours, floor, turns)
        yield result(what, f"{by}, four indexes", measured, None if phones else 4.0)
        others = [timed(partial(inserted, path, target)) for _ in range(turns)]
        yield result(
            what,
            "sqlite-utils, same indexes, check",
            (measured[0], others),
            None if phones else 1.0,
        )
        if phones:
            continue
        desk = _desk(folder / f"desk-{next(numbers)}.db")
        brought_in(desk, path)
        again = [timed(partial(brought_in, desk, path)) for _ in range(turns)]
        undone = [timed(desk.store.history.undo)]
        desk.close()
        yield result("the same file again", f"{by}, four indexes", (again, measured[1]))
        yield result("undo of it", f"{by}, four indexes", (undone, measured[1][:1]))
    small, large = (peak(folder, each) for each in (rows // 10, rows))
    yield result(f"memory at {rows} rows", f"at {rows // 10} rows", ([large], [small]), 1.5)


def _fresh(folder: Path, path: Path, numbers: Iterator[int]) -> None:
    desk = _desk(folder / f"desk-{next(numbers)}.db")
    brought_in(desk, path)
    desk.close()


def _desk(path: Path) -> Desk:
    return Desk.open(path, clock=FrozenClock(NOW), node=1)


def peak(folder: Path, rows: int) -> float:
    """Return the most memory a process that imports so many rows ever had, in bytes."""
    path = folder / f"memory-{rows}.csv"
    write(path, rows, phones=False)
    code = (
        "import sys; from pathlib import Path; from tests.benchmarks import bench_import as b; "
        "desk = b._desk(Path(sys.argv[2])); b.brought_in(desk, Path(sys.argv[1])); desk.close()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(path.with_suffix(".db"))],
        cwd=Path(__file__).parents[2],
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import of {rows} rows failed")
    return used.ru_maxrss * 1024.0


def main(rows: int) -> None:
    """Measure and print."""
    sys.stdout.write(f"{HEAD}\n")
    with tempfile.TemporaryDirectory() as name:
        for each in measure(Path(name), rows, 3):
            sys.stdout.write(f"{each}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

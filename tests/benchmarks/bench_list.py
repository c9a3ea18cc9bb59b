"""The record list over SQLite against a bare Textual list: a key to its frame, and mounting.

Run it: python tests/benchmarks/bench_list.py. It prints ratios to an OptionList of 100
rows measured in the same run; a key in the record list may take up to twice as long.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
from array import array
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import OptionList

from tests.benchmarks.frames import Frames
from workstation.tui.widgets.record_list import Cell, Column, RecordList

KEYS = 200
ROUNDS = 3


class Accounts:
    """Sorted ids in memory (8 bytes each), pages of rows by id from an SQLite file."""

    def __init__(self, path: Path, limit: int) -> None:
        self.connection = sqlite3.connect(path)
        query = "SELECT id FROM accounts ORDER BY name LIMIT ?"
        self.ids = array("q", (row[0] for row in self.connection.execute(query, (limit,))))

    def count(self) -> int:
        return len(self.ids)

    def page(self, first: int, n: int) -> Sequence[tuple[Any, ...]]:
        ids = self.ids[first : first + n]
        marks = ",".join("?" * len(ids))
        rows = self.connection.execute(f"SELECT * FROM accounts WHERE id IN ({marks})", ids)
        found = {row[0]: row for row in rows}
        return [found[number] for number in ids]

    def key(self, row: tuple[Any, ...]) -> Hashable:
        return int(row[0])


COLUMNS = [
    Column[Any]("Name", None, lambda row: Cell(row[1], "strong")),
    Column[Any]("City", 16, lambda row: Cell(row[2])),
    Column[Any]("Bin", 10, lambda row: Cell(row[3], "muted")),
    Column[Any]("Phone", 16, lambda row: Cell(row[4])),
]


class Bench(Frames):
    """One widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


async def measure(make: Callable[[], Widget], key: str) -> tuple[float, list[float]]:
    """Return the seconds to mount, and of each key to the frame that shows it."""
    started = perf_counter()
    app = Bench(make())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        mounted = perf_counter() - started
        app.widget.focus()
        await pilot.pause()
        times = []
        for _ in range(KEYS):
            before = perf_counter()
            app.post_message(events.Key(key, None))
            times.append(await app.frame() - before)
            await pilot.pause()
        return mounted, times


def build(path: Path, rows: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE accounts(id INTEGER PRIMARY KEY, name TEXT, city TEXT, bin TEXT, phone TEXT)"
    )
    names = (
        (i, f"Company {i * 7919 % rows:07}", f"City {i % 900}", "working", "+1 312 555 0142")
        for i in range(rows)
    )
    connection.executemany("INSERT INTO accounts VALUES (?,?,?,?,?)", names)
    connection.execute("CREATE INDEX by_name ON accounts(name)")
    connection.commit()
    connection.close()


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


async def main(largest: int) -> None:
    sys.stdout.write("ratios to the bare list      key p50      p95     mount   key p50\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        build(path, largest)

        def bare() -> Widget:
            return OptionList(*(f"Company {i:07}  City {i}" for i in range(100)))

        floor_mount, floor = await rounds(bare, "down")
        show("bare OptionList, 100", floor_mount, floor, floor_mount, floor)
        for rows in (1_000, 100_000, 1_000_000):
            if rows > largest:
                continue

            def ours(rows: int = rows) -> Widget:
                return RecordList(COLUMNS, Accounts(path, rows), markable=True)

            for key in ("down", "pagedown") if rows > KEYS * 36 else ("down",):
                mounted, times = await rounds(ours, key)
                show(f"record list, {rows:,}, {key}", mounted, times, floor_mount, floor)


async def rounds(make: Callable[[], Widget], key: str) -> tuple[float, list[float]]:
    results = [await measure(make, key) for _ in range(ROUNDS)]
    return median(mounted for mounted, _ in results), [t for _, times in results for t in times]


def show(name: str, mounted: float, times: list[float], base: float, floor: list[float]) -> None:
    sys.stdout.write(
        f"{name:34}{median(times) / median(floor):>6.2f}{p95(times) / p95(floor):>9.2f}"
        f"{mounted / base:>10.2f}   {median(times) * 1000:.2f} ms\n"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))

"""Speed and size against floors measured in the same run, in turns, as one table of ratios.

Run it: ``python tests/benchmarks/run.py [--quick] [--strict] [--worlds FOLDER] [name ...]``.
Names are those of ``BENCHMARKS``; without any, all of them run. With ``--worlds`` the two
databases are kept there for the next run of the same day. With ``--strict`` a missed goal ends in
exit code 1.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import queue_floor, terminal, world
from tests.benchmarks.timing import HEAD, Result, in_turns, late, result
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.listing import ORDERS, Listing
from workstation.desk.search_words import match_of

if TYPE_CHECKING:
    from textual.widget import Widget

ROWS = 50
USEFUL = ("Goals for today", "hold five conversations", "Queue", " due")
"""What is on the first useful frame: the goals and the queue."""


@dataclass(frozen=True)
class Setting:
    """What the benchmarks work on; ``turns`` is how often each thing is measured."""

    folder: Path
    small_size: world.Size
    large_size: world.Size
    turns: int
    starts: int
    keys: int
    rounds: int = 3

    @cached_property
    def small(self) -> world.World:
        """The smaller world."""
        return world.make(self.folder, self.small_size)

    @cached_property
    def large(self) -> world.World:
        """The larger world: the same day, ten times the past."""
        return world.make(self.folder, self.large_size)


def start(setting: Setting) -> Iterator[Result]:
    """Start to the first useful frame, processor time and memory, in a real terminal."""
    bare = ["-c", terminal.BARE]
    real = ["-m", "workstation", "--db", str(setting.large.path)]
    # The first start of all writes compiled modules, and what is kept for the next one.
    terminal.start(real, USEFUL[:1], setting.folder)
    pairs = [
        (
            terminal.start(real, (*USEFUL, _first_in_queue(setting)), setting.folder),
            terminal.start(bare, ("ready", "palette"), setting.folder),
        )
        for _ in range(setting.starts)
    ]
    size = setting.large_size.name
    for name, field, goal in (
        (f"start to first useful frame, {size}", "seconds", 1.25),
        ("processor time of such a start, once quiet", "processor_seconds", None),
        ("peak memory once it is quiet", "peak_bytes", 1.5),
    ):
        ours = [float(getattr(each, field)) for each, _ in pairs]
        floor = [float(getattr(each, field)) for _, each in pairs]
        yield result(name, "a bare Textual program", (ours, floor), goal)


def _first_in_queue(setting: Setting) -> str:
    """Return the account on top as a program started now sees it: nights and weekends wait."""
    with closing(Desk.open(setting.large.path)) as desk:
        return desk.queue.today().page(0, 1)[0].account[:12]


def queue(setting: Setting) -> Iterator[Result]:
    """Today's queue with its first rows, against SQL and against a tenth of the records."""
    with closing(setting.large.desk()) as large, closing(setting.small.desk()) as small:
        with closing(_plain(setting.large)) as connection:
            now = setting.large.now
            counts = large.queue.today().counts()
            _same_rows(counts, queue_floor.rows(connection, now, 10**6), large.playbook.queue)
            yield result(
                f"today's queue of {sum(counts.values())}, {setting.large_size.name}",
                "one SQL statement, same rows",
                in_turns(
                    lambda: large.queue.today().page(0, ROWS),
                    lambda: queue_floor.rows(connection, now, ROWS),
                    setting.turns,
                ),
                3.0,
            )
        yield result(
            f"today's queue, {setting.large_size.name}",
            f"itself at {setting.small_size.name}",
            in_turns(
                lambda: large.queue.today().page(0, ROWS),
                lambda: small.queue.today().page(0, ROWS),
                setting.turns,
            ),
            1.3,
        )


def due(setting: Setting) -> Iterator[Result]:
    """The queue when every open follow-up is due, built and then renewed after an action."""
    size = replace(setting.large_size, due=setting.large_size.open_follow_ups)
    made = world.make(setting.folder, size)
    turns = max(setting.turns // 10, 2)
    with closing(made.desk()) as desk, closing(_plain(made)) as connection:
        whole = desk.queue.today()
        _same_rows(
            whole.counts(), queue_floor.rows(connection, made.now, 10**6), desk.playbook.queue
        )
        touched = [whole.entries[0].account_id]
        room = desk.queue.room()

        def renewed() -> object:
            found = desk.queue.renew(whole, touched)
            return desk.queue.capacity(found, room), found.counts(), found.page(0, ROWS)

        for said, ours, goal in (
            ("built", lambda: desk.queue.today().page(0, ROWS), 3.0),
            ("renewed after an action", renewed, 0.25),
        ):
            yield result(
                f"the queue of {whole.count()} {said}",
                "one SQL statement, same rows",
                in_turns(
                    ours, lambda: queue_floor.rows(connection, made.now, whole.count()), turns
                ),
                goal,
            )


def _same_rows(counts: dict[str, int], rows: Sequence[sqlite3.Row], rules: object) -> None:
    keys = [each.key for each in getattr(rules, "classes")]  # noqa: B009
    found: dict[str, int] = {}
    for row in rows:
        key = keys[row["class"]]
        found[key] = found.get(key, 0) + 1
    if found != counts:
        raise RuntimeError(f"the floor's rows are not the queue's: {found}, {counts}")


def lists(setting: Setting) -> Iterator[Result]:
    """Every list of accounts with its first rows, in every order, against the same SQL."""
    with closing(setting.large.desk()) as desk, closing(_plain(setting.large)) as connection:
        for order, by in ORDERS.items():

            def ours(order: str = order) -> object:
                return Listing.find(desk, order=order).page(0, ROWS)  # type: ignore[arg-type]

            def floor(by: str = by) -> object:
                every = connection.execute(f"SELECT id FROM accounts ORDER BY {by}").fetchall()
                marks = ", ".join("?" * len(every[:ROWS]))
                return connection.execute(
                    f"SELECT * FROM accounts WHERE id IN ({marks})",
                    [row[0] for row in every[:ROWS]],
                ).fetchall()

            yield result(
                f"all accounts by {order}, {setting.large_size.name}",
                "the same SQL",
                in_turns(ours, floor, max(setting.turns // 4, 2)),
                5.0,
            )


def keys(setting: Setting) -> Iterator[Result]:
    """A key in the queue and in a long list, up to its frame, against a bare Textual list."""
    from textual.widgets import OptionList

    from tests.benchmarks import bench_list
    from tests.benchmarks.screens import keys_in_queue

    path = setting.folder / f"list-{setting.large_size.accounts}.db"
    if not path.exists():
        bench_list.build(path, setting.large_size.accounts)
    bench_list.KEYS = setting.keys

    def bare() -> Widget:
        return OptionList(*(f"Company {n:07}  City {n}" for n in range(100)))

    def long() -> Widget:
        rows = bench_list.Accounts(path, setting.large_size.accounts)
        return bench_list.RecordList(bench_list.COLUMNS, rows, markable=True)

    taken: dict[str, list[float]] = {}
    for _ in range(setting.rounds):
        for name, make, key in (
            ("bare", bare, "down"),
            ("long", long, "down"),
            ("page", long, "pagedown"),
        ):
            taken.setdefault(name, []).extend(asyncio.run(bench_list.measure(make, key))[1])
        for place in ("queue", "today"):
            with closing(setting.large.desk()) as desk:
                moved, settled = asyncio.run(keys_in_queue(desk, place, setting.keys))
            taken.setdefault(place, []).extend(moved)
            taken.setdefault(f"{place} card", []).extend(settled)
    for name, said, goal in (
        ("long", f"a key in a list of {setting.large_size.name}", 1.3),
        ("page", "a page further in it", None),
        ("queue", "a key in the queue", 1.3),
        ("queue card", "a key in the queue, its card drawn too", None),
        ("today", "a key on the first screen", 1.3),
    ):
        ours, floor = taken[name], taken["bare"]
        most = min(len(ours), len(floor))
        yield late(said, "a bare Textual list", (ours[:most], floor[:most]), goal)


def work(setting: Setting) -> Iterator[Result]:
    """What else a rep waits for; no goals are set for these yet."""
    with (
        _copied(setting.large, setting.folder / "work.db") as again,
        closing(again.desk()) as desk,
        closing(_plain(again)) as connection,
    ):
        connection.execute("CREATE TABLE IF NOT EXISTS floor (n INTEGER)")

        def log() -> object:
            return desk.calls.log(LogEntry(world.account_id(5), "no_answer"))

        def commit() -> object:
            return connection.execute("INSERT INTO floor VALUES (1)")

        yield result("a call logged", "a one-row commit", in_turns(log, commit, setting.turns))
    with closing(setting.large.desk()) as desk, closing(_plain(setting.large)) as connection:
        month = setting.large.now.date().replace(day=1).isoformat()

        def month_read() -> object:
            return connection.execute(
                "SELECT happened_on, kind, counts_as, count(*) FROM activities "
                "WHERE happened_on >= ? GROUP BY 1, 2, 3",
                (month,),
            ).fetchall()

        yield result(
            "the dashboard's nine tiles",
            "the month's activities grouped",
            in_turns(desk.dashboard.tiles, month_read, setting.turns),
        )


def search(setting: Setting) -> Iterator[Result]:
    """What is found after each letter, against the same indexes asked plainly."""
    with closing(setting.large.desk()) as desk, closing(_plain(setting.large)) as connection:
        typed = [word[:n] for word in ("amber valley", "juniper") for n in range(2, len(word) + 1)]
        ours: list[float] = []
        floor: list[float] = []
        for words in typed:
            more = in_turns(
                lambda words=words: desk.search.find(words),
                lambda words=words: _raw_search(connection, words),
                max(setting.turns // 6, 2),
            )
            ours += more[0]
            floor += more[1]
        yield late(f"search as you type, {setting.large_size.name}", "FTS5 alone", (ours, floor), 2)


def after(setting: Setting) -> Iterator[Result]:
    """The next record after logging, and the dashboard, up to their frames."""
    from tests.benchmarks import bench_next

    times = max(setting.keys // 4, 2)
    for place in ("dashboard", "queue"):
        with _copied(setting.large, setting.folder / f"{place}.db") as again:
            yield bench_next.measure(again.desk(), setting.large_size.name, times, place)
    yield bench_next.floor(times)


def blocks(setting: Setting) -> Iterator[Result]:
    """The longest blocks of the event loop in a scripted day."""
    from tests.benchmarks import bench_loop

    with _copied(setting.large, setting.folder / "blocks.db") as again:
        yield from bench_loop.measure(
            again.desk,
            lambda: bench_loop.empty(setting.folder, FrozenClock(again.now)),
            setting.large_size.name,
            setting.rounds,
        )


def shell(setting: Setting) -> Iterator[Result]:
    """Logging a call from the command line at ten thousand records."""
    from tests.benchmarks import bench_shell

    with _copied(setting.small, setting.folder / "shell.db") as again:
        yield from bench_shell.measure(again.path, setting.folder, max(setting.turns // 4, 3))


@contextmanager
def _copied(made: world.World, path: Path) -> Iterator[world.World]:
    """Give a copy of a world that may be written to."""
    shutil.copyfile(made.path, path)
    try:
        yield world.World(path, made.size, made.now)
    finally:
        for each in path.parent.glob(f"{path.name}*"):
            if each.is_file():
                each.unlink()


def call(setting: Setting) -> Iterator[Result]:
    """Typing in a call, opening one, finding an objection card."""
    from tests.benchmarks import bench_call

    with _copied(setting.large, setting.folder / "call.db") as again:
        yield from bench_call.measure(again.desk(), setting.keys, max(setting.turns // 3, 2))


def fit(setting: Setting) -> Iterator[Result]:
    """Scoring all accounts anew, and seeing before what would move."""
    from tests.benchmarks import bench_fit

    yield from bench_fit.measure(setting.large, setting.folder, max(setting.turns // 10, 2))


def signals(setting: Setting) -> Iterator[Result]:
    """Bringing two signals an account in from a file."""
    from tests.benchmarks import bench_signals

    accounts, rounds = setting.large_size.accounts, setting.rounds
    yield from bench_signals.measure(setting.folder, accounts, rounds)


def duplicates(setting: Setting) -> Iterator[Result]:
    """Looking all accounts through for duplicates."""
    from tests.benchmarks import bench_duplicates

    yield from bench_duplicates.measure(setting.folder, setting.large_size.accounts)


def imports(setting: Setting) -> Iterator[Result]:
    """A file of accounts brought in, against SQLite's own tools with the same file."""
    from tests.benchmarks import bench_import

    yield from bench_import.measure(
        setting.folder, setting.large_size.accounts, 1 if setting.turns < 60 else 3
    )


def _raw_search(connection: sqlite3.Connection, words: str) -> list[object]:
    return [
        connection.execute(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT 500", (match_of(words),)
        ).fetchall()
        for index in ("accounts_search", "contacts_search", "notes_search")
    ]


def _plain(made: world.World) -> sqlite3.Connection:
    connection = sqlite3.connect(made.path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in ("synchronous = FULL", "cache_size = -16000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


BENCHMARKS: dict[str, Callable[[Setting], Iterator[Result]]] = {
    "start": start,
    "queue": queue,
    "due": due,
    "lists": lists,
    "keys": keys,
    "after": after,
    "search": search,
    "call": call,
    "blocks": blocks,
    "shell": shell,
    "fit": fit,
    "signals": signals,
    "duplicates": duplicates,
    "imports": imports,
    "work": work,
}


def settings(folder: Path, *, quick: bool) -> Setting:
    """Return what to measure on; quick takes a tenth of the records and fewer turns."""
    if quick:
        tiny = world.Size(1_000, 10_000, 500)
        return Setting(folder, tiny, world.SMALL, turns=10, starts=3, keys=30, rounds=1)
    return Setting(folder, world.SMALL, world.LARGE, turns=60, starts=15, keys=200)


def measure(setting: Setting, names: Sequence[str]) -> Iterator[Result]:
    """Yield the results of the benchmarks of these names (all when there are none)."""
    for name in names or BENCHMARKS:
        yield from BENCHMARKS[name](setting)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="name")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--worlds", type=Path)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.worlds or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        missed = 0
        sys.stdout.write(f"{HEAD}\n")
        for each in measure(settings(folder, quick=asked.quick), asked.names):
            missed += each.missed
            sys.stdout.write(f"{each}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{missed} of the goals missed\n" if missed else "all goals reached\n")
    return int(bool(missed and asked.strict))


if __name__ == "__main__":
    sys.exit(main())

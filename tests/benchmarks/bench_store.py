"""Recorded actions against plain SQLite doing the same to the same tables without a log.

Run it: python tests/benchmarks/bench_store.py. Prints ratios to ``executemany`` of the same rows
into the same tables, indexes included, without triggers, log and search, measured in this run.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from workstation.store.store import Store

ROWS = 100_000
SINGLE = 300
NOW = "2026-11-23T15:00:00Z"
DAY = NOW[:10]
ACCOUNTS = ["name", "bin_since_on", "created_on", "domain", "industry", "city", "country", "phone"]
CONTACTS = ["account_id", "name", "created_on", "title"]


def account(number: int) -> tuple[str, ...]:
    name = f"Company {number * 7919 % ROWS}"
    return (name, DAY, DAY, f"c{number}.example.com", "Foods", "Paris", "FR", "+33199001234")


def contact(account_id: int, number: int) -> tuple[int | str, ...]:
    return (account_id, f"Person {number * 104729 % ROWS}", DAY, "VP Operations")


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


class Floor:
    """The same file without triggers, written by ``executemany``."""

    def __init__(self, path: Path) -> None:
        Store.open(path, now=lambda: NOW, node=1).close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA foreign_keys = ON")
        for (name,) in self.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            self.connection.execute(f"DROP TRIGGER {name}")

    def many(self, sql: str, rows: list[tuple]) -> None:
        self.connection.executemany(sql, rows)

    def insert(self) -> None:
        run = self.connection
        run.execute("BEGIN IMMEDIATE")
        for table, names, rows in (
            ("accounts", ACCOUNTS, [account(n) for n in range(ROWS)]),
            ("contacts", CONTACTS, [contact(n + 1, n) for n in range(ROWS)]),
        ):
            marks = ", ".join("?" * (len(names) + 3))
            self.many(
                f"INSERT INTO {table} (id, created_at, updated_at, {', '.join(names)}) "
                f"VALUES ({marks})",
                [(n, NOW, NOW, *row) for n, row in enumerate(rows, start=1)],
            )
        run.execute("COMMIT")

    def update(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.many(
            "UPDATE accounts SET bin = ?, bin_since_on = ?, updated_at = ? WHERE id = ?",
            [("working", DAY, NOW, n) for n in range(1, ROWS + 1)],
        )
        self.connection.execute("COMMIT")

    def one(self, number: int) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("UPDATE accounts SET note = ? WHERE id = 1", (str(number),))
        self.connection.execute("COMMIT")

    def delete(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for table in ("contacts", "accounts"):
            self.many(f"DELETE FROM {table} WHERE id = ?", [(n,) for n in range(1, ROWS + 1)])
        self.connection.execute("COMMIT")


def bulk_insert(store: Store) -> range:
    with store.action("Import") as act:
        ids = act.insert_many("accounts", ACCOUNTS, [account(n) for n in range(ROWS)])
        act.insert_many("contacts", CONTACTS, [contact(i, n) for n, i in enumerate(ids)])
    return ids


def bulk_update(store: Store, ids: range) -> None:
    with store.action("Re-bin") as act:
        act.update_many("accounts", ["bin", "bin_since_on"], [(n, "working", DAY) for n in ids])


def single(store: Store, row: int, number: int) -> None:
    with store.action("Note") as act:
        act.update("accounts", row, {"note": str(number)})


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        floor = Floor(Path(folder) / "floor.db")
        store = Store.open(Path(folder) / "desk.db", now=lambda: NOW, node=1)
        floor_insert = timed(floor.insert)
        ids: list[range] = []
        took = timed(lambda: ids.append(bulk_insert(store)))
        rows: list[tuple[str, float, str, float]] = []
        rows.append(("insert 100 000 accounts + contacts", took, "plain insert", floor_insert))
        floor_one = median(timed(lambda n=n: floor.one(n)) for n in range(SINGLE))
        one = median(timed(lambda n=n: single(store, ids[0][0], n)) for n in range(SINGLE))
        rows.append(("one recorded action", one, "bare one-row commit", floor_one))
        undo_one = median(timed(store.history.undo) for _ in range(SINGLE))
        rows.append(("undo of one action", undo_one, "bare one-row commit", floor_one))
        floor_update = timed(floor.update)
        took = timed(lambda: bulk_update(store, ids[0]))
        rows.append(("re-bin 100 000 accounts", took, "plain update", floor_update))
        rows.append(("undo of the re-bin", timed(store.history.undo), "plain update", floor_update))
        floor_delete = timed(floor.delete)
        rows.append(("undo of the insert", timed(store.history.undo), "plain delete", floor_delete))
        first = store.history.actions(limit=10_000)[-1]
        took = timed(lambda: store.history.redo(first.id))
        rows.append(("redo of the insert", took, "plain insert", floor_insert))
        for what, took, peer, least in rows:
            times = f"({took * 1e3:.1f} / {least * 1e3:.1f} ms)"
            sys.stdout.write(f"{what:36} {took / least:6.2f} × {peer} {times}\n")
        store.close()
        floor.connection.close()


if __name__ == "__main__":
    main()

"""A store on a real file, with a clock that stands still unless moved."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fresh import lay
from workstation.store.store import Store
from workstation.store.triggers import RECORD_TABLES, SEARCHED

NOW = "2026-11-23T15:00:00Z"


class Time:
    """Tells UTC moments; every question moves it on by a second."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self) -> str:
        self.seconds += 1
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"2026-11-23T{hours % 24:02}:{minutes:02}:{seconds:02}Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(lay(path), now=Time(), node=7)
    yield opened
    opened.close()


@pytest.fixture
def raw(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the same file."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.1)
    yield connection
    connection.close()


@pytest.fixture
def add_account(store: Store) -> Callable[..., int]:
    def add(name: str, **values: object) -> int:
        with store.action(f"Add {name}") as act:
            return act.insert("accounts", account(name, **values))

    return add


def account(name: str, **values: object) -> dict:
    return {"name": name, "bin_since_on": "2026-11-20", "created_on": "2026-11-20", **values}


def activity(account_id: int, **values: object) -> dict:
    return {
        "account_id": account_id,
        "kind": "call",
        "happened_at": "2026-11-23T10:00:00Z",
        "happened_on": "2026-11-23",
        **values,
    }


def follow_up(account_id: int, due: str = "2026-11-24", **values: object) -> dict:
    return {"account_id": account_id, "due_on": due, "first_due_on": due, **values}


def picture(store: Store) -> dict[str, list[tuple]]:
    """Everything of record, derived columns included, and what the search index holds."""
    tables = {
        table: [tuple(row) for row in store.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in RECORD_TABLES
    }
    words = ("alp*", "bet*", "gam*", "del*")
    found = {
        index: [
            tuple(row)
            for word in words
            for row in store.rows(
                f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid", (word,)
            )
        ]
        for index, _ in SEARCHED.values()
    }
    return tables | found


def check_search(path: Path) -> None:
    """Fail unless each search index says exactly what its table says."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for index, _ in SEARCHED.values():
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    finally:
        connection.close()

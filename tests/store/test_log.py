"""When what was saved comes from the write-ahead log into the file itself."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from workstation.store import open_file as module
from workstation.store.store import Store


def in_file_alone(path: Path) -> list[str]:
    """Return the accounts that a copy of the file without its log has."""
    alone = path.with_name("alone.db")
    alone.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(f"{alone.as_uri()}?immutable=1", uri=True)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM accounts ORDER BY name")]


def test_the_log_is_brought_in_when_told_and_by_another_connection(
    store: Store, path: Path, add_account: Callable[..., int]
):
    store.file.let_log_grow()
    add_account("Corvid Labs")
    assert in_file_alone(path) == []
    with ThreadPoolExecutor() as beside:
        beside.submit(store.file.bring_in_log).result()
    assert in_file_alone(path) == ["Corvid Labs"]
    add_account("Halden Paper")
    assert [row["name"] for row in store.rows("SELECT name FROM accounts ORDER BY name")] == [
        "Corvid Labs",
        "Halden Paper",
    ]


def test_the_log_is_not_brought_into_another_file(
    store: Store, path: Path, add_account: Callable[..., int]
):
    store.file.let_log_grow()
    add_account("Corvid Labs")
    other = path.with_name("other.db")
    other.write_bytes(path.read_bytes())
    before = other.read_bytes()
    path.rename(path.with_name("away.db"))
    other.rename(path)
    store.file.bring_in_log()
    assert path.read_bytes() == before
    assert path.with_name("desk.db-wal").stat().st_size > 0


def test_a_log_beyond_all_measure_is_brought_in_by_a_save(
    path: Path, store: Store, add_account: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "LONGEST_LOG", 1)
    store.file.let_log_grow()
    add_account("Corvid Labs")
    assert in_file_alone(path) == ["Corvid Labs"]


def test_a_new_log_may_grow_as_the_old_one(
    path: Path, store: Store, add_account: Callable[..., int]
):
    store.file.let_log_grow()
    add_account("Corvid Labs")
    path.with_name("desk.db-wal").unlink()
    add_account("Halden Paper")
    assert store.value("PRAGMA wal_autocheckpoint") == module.LONGEST_LOG
    assert store.value("SELECT count(*) FROM accounts") == 2

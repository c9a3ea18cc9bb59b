"""A file that loses its name while it is open takes no more work, because it would be lost."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import account
from workstation.store.errors import StoreError
from workstation.store.store import Store

Adder = Callable[..., int]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file keeps its name there")


def refuses(store: Store, add_account: Adder, what: str) -> None:
    for work in (
        lambda: add_account("Lost"),
        lambda: store.drafts.write_call(None, 1, "2026-11-23T15:00:00Z", "{}"),
        store.history.undo,
        store.data_version,
    ):
        with pytest.raises(StoreError, match=f"was {what} while it was open"):
            work()


def test_a_deleted_file_refuses_every_write_and_says_so_when_asked(
    store: Store, path: Path, add_account: Adder
):
    add_account("Kept")
    path.unlink()
    refuses(store, add_account, "moved or deleted")


def test_a_file_in_its_place_is_not_taken_for_it_and_put_back_it_goes_on(
    store: Store, path: Path, add_account: Adder
):
    add_account("Kept")
    aside = path.rename(path.with_name("aside"))
    path.write_bytes(b"")
    refuses(store, add_account, "replaced by another file")
    aside.replace(path)
    add_account("Kept too")
    assert store.value("SELECT count(*) FROM accounts") == 2


def test_a_log_deleted_under_the_program_loses_nothing_of_what_was_acknowledged(
    store: Store, path: Path, add_account: Adder
):
    with (
        contextlib.closing(store.another(read_only=False)) as other,
        contextlib.closing(store.another()) as reader,
    ):
        add_account("Before")
        for name in ("Then", "Last"):
            path.with_name("desk.db-wal").unlink()
            reader.data_version()
            add_account(name)
            other.data_version()
            with other.action("Add beside") as act:
                act.insert("accounts", account(f"{name} beside"))
            reader.data_version()
            assert reader.value("SELECT name FROM accounts ORDER BY id DESC") == f"{name} beside"
    with contextlib.closing(sqlite3.connect(path)) as raw:
        names = {name for (name,) in raw.execute("SELECT name FROM accounts")}
        assert names == {"Before", "Then", "Then beside", "Last", "Last beside"}
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)

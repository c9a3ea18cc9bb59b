"""A file in trouble is one sentence, with the newest good back-up where there is one."""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import Time
from tests.store.test_migrations import thaw
from workstation.store.backup_files import before_migration, describe, folder_of
from workstation.store.errors import StoreError
from workstation.store.explained import explain, way_back
from workstation.store.store import Store

WAY_BACK = re.compile(
    r"the newest good back-up is of \d{4}-\d\d-\d\d \d\d:\d\d UTC, bring it back with "
    r"'workstation restore (?P<name>\S+\.db)'"
)
Spoil = Callable[[Path], object]


def page(number: int, content: bytes = b"\xff" * 4096) -> Spoil:
    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(4096 * number)
            file.write(content)

    return spoil


def cut(size: int) -> Spoil:
    return lambda path: os.truncate(path, size)


def text(path: Path) -> None:
    path.write_bytes(b"name,city\nCorvid Labs,Chicago\n" * 200)


@pytest.fixture
def kept(store: Store, path: Path, add_account: Callable[..., int]) -> Path:
    """A file with work in it and a good back-up, and nobody at it."""
    add_account("Corvid Labs")
    store.close()
    before_migration(path, 0)
    return path


def reads(path: Path) -> None:
    with closing(Store.open(path, now=Time(), node=7)) as store:
        store.rows("SELECT * FROM accounts JOIN changes ON 1")


def refused(path: Path) -> str:
    with pytest.raises(StoreError) as found:
        reads(path)
    return str(found.value)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(cut(0), "is empty, though it has held your work", id="0 bytes"),
        pytest.param(Path.unlink, "is not there, though it has held your work", id="gone"),
        pytest.param(cut(100), "is damaged", id="100 bytes"),
        pytest.param(cut(40960), "is damaged", id="truncated"),
        pytest.param(page(0, b"SQLite format 3\x00" + b"\xff" * 4080), "", id="header"),
        pytest.param(text, "is not a workstation database", id="text"),
    ],
)
def test_a_spoilt_file_names_the_newest_good_back_up(kept: Path, spoil: Spoil, said: str):
    spoil(kept)
    found = refused(kept)
    assert said in found
    assert found.startswith(str(kept))
    back = WAY_BACK.search(found)
    assert back is not None, found
    assert (folder_of(kept) / back["name"]).is_file()
    assert found.endswith(".")


def test_a_back_up_that_was_found_damaged_is_not_named(kept: Path):
    (made,) = folder_of(kept).glob("*.db")
    describe(made, None)
    cut(40960)(kept)
    assert way_back(kept) is None
    assert "there is no good back-up beside it" in refused(kept)


def test_an_empty_file_without_a_back_up_is_a_new_desk(tmp_path: Path):
    path = tmp_path / "desk.db"
    path.touch()
    store = Store.open(path, now=Time(), node=7)
    assert store.value("SELECT count(*) FROM accounts") == 0
    store.close()


@pytest.mark.parametrize("missing", ["-shm", "-wal", "garbled -wal", "garbled -shm"])
def test_a_file_left_by_a_power_cut_opens_whatever_became_of_its_log(
    tmp_path: Path, store: Store, path: Path, add_account: Callable[..., int], missing: str
):
    add_account("Corvid Labs")
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    add_account("Halden Paper")
    left = tmp_path / "left"
    left.mkdir()
    for ending in ("", "-wal", "-shm"):
        content = path.with_name(f"desk.db{ending}").read_bytes()
        if missing == ending:
            continue
        if missing == f"garbled {ending}" and ending:
            content = content[:32] + bytes(each ^ 0x5A for each in content[32:])
        (left / f"desk.db{ending}").write_bytes(content)
    again = Store.open(left / "desk.db", now=Time(), node=7)
    names = [row["name"] for row in again.rows("SELECT name FROM accounts ORDER BY name")]
    whole = ["Corvid Labs", "Halden Paper"]
    assert names == (whole if "shm" in missing else whole[:1])
    assert again.value("PRAGMA integrity_check") == "ok"
    again.close()


def test_a_file_truncated_while_it_is_open_is_said_to_be_damaged(
    store: Store, path: Path, add_account: Callable[..., int]
):
    add_account("Corvid Labs")
    store.close()
    before_migration(path, 0)
    store = Store.open(path, now=Time(), node=7)
    os.truncate(path, 8192)
    with pytest.raises(StoreError, match="is damaged; the newest good back-up is of"):
        store.rows("SELECT * FROM accounts JOIN changes ON 1")
    store.close()


def test_what_an_old_version_could_not_be_brought_to_is_left_as_it_was(tmp_path: Path):
    path = tmp_path / "desk.db"
    thaw(1, path)
    folder_of(path).write_text("in the way", encoding="utf-8")
    before = path.read_bytes()
    assert "desk.db.backups" in refused(path)
    with closing(sqlite3.connect(path)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (1,)
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert before[60:64] == path.read_bytes()[60:64]


def test_a_table_another_program_dropped_is_damage_with_the_way_back(kept: Path):
    mistaken = sqlite3.OperationalError("no such column: naem")
    assert "damaged" not in explain(mistaken, kept)
    with closing(sqlite3.connect(kept)) as raw:
        raw.execute("DROP TABLE goals")
    with closing(Store.open(kept, now=Time(), node=7)) as store, pytest.raises(StoreError) as found:
        store.rows("SELECT * FROM goals")
    assert "is damaged (no such table: goals); the newest good back-up is of" in str(found.value)
    own = sqlite3.OperationalError("no such table: temp.staged")
    assert "damaged" not in explain(own, kept)


def test_a_disk_that_is_gone_and_one_that_fails_are_told_apart(tmp_path: Path):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    assert "not there any more" in explain(error, tmp_path / "desk.db")
    (tmp_path / "desk.db").touch()
    assert "cannot be written (disk I/O error)" in explain(error, tmp_path / "desk.db")
    error.sqlite_errorname = "SQLITE_IOERR_READ"
    assert "check the disk" in explain(error, tmp_path / "desk.db")

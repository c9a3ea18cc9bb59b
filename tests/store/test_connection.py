import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fresh import lay
from tests.store.conftest import NOW, account
from workstation.store import connection as opening
from workstation.store.errors import StoreError
from workstation.store.store import Store


def refusal(path: Path) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(path, now=lambda: NOW, node=1).close()
    text = str(caught.value)
    assert str(path) in text
    assert text.endswith(".")
    return text


def test_a_new_file_is_private_and_safe_on_every_connection(store: Store, path: Path):
    assert path.stat().st_mode & 0o777 == 0o600
    for each in (store, store.another(), store.another(read_only=False)):
        assert each.value("PRAGMA journal_mode") == "wal"
        assert each.value("PRAGMA foreign_keys") == 1
        assert each.value("PRAGMA synchronous") == 2
        if each is not store:
            each.close()


def test_a_file_brought_out_of_its_log_mode_gets_it_back(path: Path):
    Store.open(path, now=lambda: NOW, node=1).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    store = Store.open(path, now=lambda: NOW, node=1)
    assert store.value("PRAGMA journal_mode") == "wal"
    store.close()


def test_a_folder_is_refused(tmp_path: Path):
    assert "is a folder" in refusal(tmp_path)


def test_what_is_no_file_is_refused_and_left_alone():
    mode = Path(os.devnull).stat().st_mode
    assert "is not a file" in refusal(Path(os.devnull))
    assert Path(os.devnull).stat().st_mode == mode


def test_a_text_file_is_refused_and_left_alone(path: Path):
    path.write_text("name,city\nAcme,Paris\n" * 100)
    before = path.read_bytes()
    assert "not a workstation database" in refusal(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(path: Path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    assert "another program's" in refusal(path)
    assert path.read_bytes() == before


def test_a_newer_version_is_refused_with_what_to_do(path: Path):
    lay(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    text = refusal(path)
    assert "99" in text
    assert "pip install --upgrade" in text


def test_a_damaged_file_points_to_restore(path: Path):
    lay(path)
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xff" * 3996
    path.write_bytes(whole)
    assert "workstation restore" in refusal(path)


def test_a_locked_file_says_so(path: Path, monkeypatch: pytest.MonkeyPatch):
    lay(path)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        store = Store.open(path, now=lambda: NOW, node=1)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program"), store.action("Add") as a:
            a.insert("accounts", account("alpha"))
        other.execute("ROLLBACK")
        with store.action("Add") as act:
            act.insert("accounts", account("alpha"))
        store.close()


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A place on the disk: in memory, older kernels let no file be made unchangeable."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder) / "desk.db"


@pytest.mark.skipif(not shutil.which("chattr"), reason="no way to make root unable to write")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_is_refused(on_disk: Path, what: str):
    path = lay(on_disk)
    frozen = path if what == "file" else path.parent
    done = subprocess.run(["chattr", "+i", frozen], capture_output=True)
    if done.returncode:
        pytest.skip("this file system has no immutable files")
    try:
        assert "read-only" in refusal(path)
    finally:
        subprocess.run(["chattr", "-i", frozen], check=True)


def test_a_file_that_cannot_be_opened_for_writing_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    lay(path)
    plain = Path.open

    def read_only(self: Path, mode: str = "r", *rest: object):
        if self == path and "+" in mode:
            raise OSError(errno.EROFS, "Read-only file system")
        return plain(self, mode, *rest)

    monkeypatch.setattr(Path, "open", read_only)
    assert "read-only" in refusal(path)


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert "cannot be made" in refusal(tmp_path / "file" / "desk.db")


def test_programs_that_make_the_file_at_once_agree(path: Path):
    code = (
        "import sys; from pathlib import Path; from workstation.store.store import Store\n"
        "sys.stdin.readline()\n"
        "store = Store.open(Path(sys.argv[1]), now=lambda: '2026-11-23T15:00:00Z', "
        "node=int(sys.argv[2]))\n"
        "with store.action('Add') as act:\n"
        "    act.insert('days_off', {'day_on': '2026-12-0' + sys.argv[2]})\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(node)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for node in range(1, 5)
    ]
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        assert process.communicate(timeout=60)[1] == ""
    store = Store.open(path, now=lambda: NOW, node=9)
    assert store.value("SELECT count(*) FROM days_off") == 4
    assert len({action.id for action in store.history.actions()}) == 4
    assert not list(path.parent.glob("*.backups"))
    store.close()

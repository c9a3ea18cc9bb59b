"""A file that held work and is gone or empty is never replaced by a new one, back-ups or not."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.fresh import kept, open_desk
from workstation.desk.backups.restoring import restore_file
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.encryption import encrypt
from workstation.store.backup_files import describe, folder_of
from workstation.store.cipher import Secret
from workstation.store.errors import StoreError


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def bared(path: Path) -> None:
    """Make it a database without a single table."""
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (a); DROP TABLE t")
    assert path.stat().st_size


@pytest.fixture
def path(tmp_path: Path, clock: FrozenClock) -> Path:
    """A file with a change in it, and no back-up."""
    found = tmp_path / "desk.db"
    with closing(open_desk(found, clock)) as desk:
        assert not folder_of(found).exists()
        desk.accounts.add({"name": "Corvid Labs"})
    return found


@pytest.mark.parametrize("spoil", [emptied, bared, Path.unlink])
def test_a_file_lost_before_its_first_back_up_is_told_of_until_the_rep_agrees(
    path: Path, clock: FrozenClock, spoil: Callable[[Path], None]
):
    assert not list(folder_of(path).iterdir())
    spoil(path)
    for _ in range(2):
        with pytest.raises(StoreError) as found:
            Desk.open(path, clock=clock, node=1, cache=kept())
    said = str(found.value)
    assert "though it has held your work: no back-up of it was made yet" in said
    assert said.endswith("; or move desk.db.backups away to begin with nothing.")
    folder_of(path).rename(path.with_name("elsewhere"))
    with closing(Desk.open(path, clock=clock, node=1, cache=kept())) as desk:
        assert desk.store.value("SELECT count(*) FROM accounts") == 0
    # Nothing was done at the new one, which may go as it came.
    path.unlink()
    Desk.open(path, clock=clock, node=1, cache=kept()).close()


def test_a_file_that_was_just_encrypted_is_told_of_too(path: Path, clock: FrozenClock):
    folder_of(path).rmdir()
    encrypt(path, Secret("heron quarry lantern"))
    emptied(path)
    with pytest.raises(StoreError, match="is empty, though it has held your work"):
        Desk.open(path, clock=clock, node=1, cache=kept())


def test_a_file_lost_with_back_ups_nobody_looked_through_names_the_command_that_does(
    path: Path, clock: FrozenClock
):
    with closing(Desk.open(path, clock=clock, node=1, cache=kept())) as desk:
        describe(desk.safety.back_up().path, None)
    path.unlink()
    with pytest.raises(StoreError, match="'workstation backup list --verify' looks them through"):
        Desk.open(path, clock=clock, node=1, cache=kept())


@pytest.mark.parametrize("spoil", [emptied, bared, Path.unlink])
@pytest.mark.parametrize("log", [b"", b"left"])
def test_the_back_up_that_is_named_for_a_lost_file_comes_back_whatever_log_lies_there(
    path: Path, clock: FrozenClock, spoil: Callable[[Path], None], log: bytes
):
    with closing(Desk.open(path, clock=clock, node=1, cache=kept())) as desk:
        made = desk.safety.back_up()
        desk.accounts.add({"name": "Halden Paper"})
        left = path.with_name("desk.db-wal").read_bytes()
    spoil(path)
    if log:
        path.with_name("desk.db-wal").write_bytes(left)
    done = restore_file(path, made.name, at=clock.now())
    assert (done.kept is None) or done.kept.exists()
    with closing(Desk.open(path, clock=clock, node=1, cache=kept())) as desk:
        assert [row[0] for row in desk.store.rows("SELECT name FROM accounts")] == ["Corvid Labs"]
        assert desk.store.value("PRAGMA integrity_check") == "ok"

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fresh import kept
from workstation.desk.desk import Desk
from workstation.desk.exposure import exposed
from workstation.store import cipher_convert
from workstation.store.cipher import Secret

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")


@pytest.fixture(autouse=True)
def _a_lax_machine() -> Iterator[None]:
    """Files are everybody's unless a program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {
        each.name: oct(each.stat().st_mode & 0o777)
        for each in folder.rglob("*")
        if each.is_file() or each.suffix == ".backups"
    }


def test_file_log_and_backups_are_their_owners_only_on_a_lax_machine(tmp_path: Path):
    folder = tmp_path / "there before"
    folder.mkdir(mode=0o755)
    path = folder / "desk.db"
    desk = Desk.open(path, node=1, cache=kept())
    desk.accounts.add({"name": "Corvid Labs"}, "working")
    made = desk.safety.back_up().name
    found = modes(folder)
    assert {"desk.db", "desk.db-wal", "desk.db-shm", "desk.db.backups", made} <= set(found)
    assert found.pop("desk.db.backups") == "0o700"
    assert set(found.values()) == {"0o600"}
    assert not list(exposed(path))
    desk.close()
    cipher_convert.convert(path, cipher_convert.new_key(Secret("heron quarry lantern")))
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o755


def test_what_stands_open_is_said_and_left_as_it_is(tmp_path: Path):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    path = folder / "desk.db"
    desk = Desk.open(path, node=1, cache=kept())
    copy = desk.safety.back_up().path
    desk.close()
    for each, mode in ((path, 0o644), (copy, 0o640), (copy.parent, 0o755)):
        each.chmod(mode)
    readable, folder_open, replaceable = exposed(path)
    assert str(path) in readable
    assert "of its back-ups" in readable
    assert str(copy.parent) in folder_open
    assert str(folder) in replaceable
    assert folder.stat().st_mode & 0o777 == 0o777
    assert path.stat().st_mode & 0o777 == 0o644
    folder.chmod(0o1777)
    assert len(list(exposed(path))) == 2


def test_a_file_that_is_not_there_stands_open_to_nobody(tmp_path: Path):
    assert not list(exposed(tmp_path / "desk.db"))

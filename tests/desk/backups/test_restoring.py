import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk.backups.test_making import add, add_many, names_in, zero_a_page_of_accounts
from tests.fresh import kept
from tests.store.test_migrations import thaw
from workstation.desk.backups.kept import backups_of
from workstation.desk.backups.restoring import look, restore_file
from workstation.desk.backups.state import Resting, change_state, read_state
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.store.backup_files import folder_of
from workstation.store.errors import StoreError
from workstation.store.version import SCHEMA_VERSION


def names(desk: Desk) -> list[str]:
    return [row["name"] for row in desk.store.rows("SELECT name FROM accounts ORDER BY name")]


def test_restore_brings_the_copy_back_and_makes_the_present_file_a_backup(desk: Desk):
    add(desk, "alpha")
    made = desk.safety.back_up()
    add(desk, "beta")
    seen = desk.safety.look_at("1")
    assert seen.counts == {"accounts": (2, 1)}
    assert names(desk) == ["alpha", "beta"]
    done = desk.safety.restore("1")
    assert done.backup == made.path
    assert done.counts == {"accounts": (2, 1)}
    assert names(desk) == ["alpha"]
    assert desk.store.value("PRAGMA journal_mode") == "wal"
    assert desk.store.path.stat().st_mode & 0o777 == 0o600
    assert done.kept is not None
    assert names_in(done.kept) == ["alpha", "beta"]
    assert desk.safety.backups()[0].why == "before restore"
    add(desk, "gamma")
    desk.store.history.undo()
    again = desk.safety.restore(done.kept)
    assert names(desk) == ["alpha", "beta"]
    assert again.kept not in (None, done.kept)


def test_what_is_there_already_as_a_backup_is_not_kept_twice(desk: Desk):
    add(desk, "alpha")
    first = desk.safety.back_up()
    add(desk, "beta")
    second = desk.safety.back_up()
    assert desk.safety.restore(first.name).kept == second.path
    assert desk.safety.restore(second.name).kept == first.path
    assert len(desk.safety.backups()) == 2


def test_the_present_file_is_kept_in_a_new_backup_when_the_one_there_was_damaged_since(desk: Desk):
    add(desk, "alpha")
    first = desk.safety.back_up()
    add_many(desk, 500)
    second = desk.safety.back_up()
    zero_a_page_of_accounts(second.path)
    kept = desk.safety.restore(first.name).kept
    assert kept not in (None, second.path)
    assert kept is not None
    assert len(names_in(kept)) == 501
    states = {one.path: one.state for one in desk.safety.backups()}
    assert (states[kept], states[second.path]) == ("verified", "damaged")


def test_automatic_jobs_stay_off_until_something_is_changed_or_the_rep_agrees(
    desk: Desk, clock: FrozenClock, tmp_path: Path
):
    add(desk, "alpha")
    made = desk.safety.back_up()
    calendar = tmp_path / "kept.ics"
    desk.kept_calendar.keep(calendar)
    desk.safety.back_up()
    desk.safety.restore("2")
    calendar.unlink()
    clock.advance(hours=5)
    assert desk.safety.resting()
    assert desk.safety.auto() is None
    desk.kept_calendar.refresh()
    assert not calendar.exists()
    desk.safety.back_up()
    assert not desk.safety.resting()
    desk.kept_calendar.refresh()
    assert calendar.exists()
    desk.safety.restore(made.name)
    assert desk.safety.resting()
    add(desk, "beta")
    assert not desk.safety.resting()
    clock.advance(hours=1)
    assert desk.safety.auto() is not None


@pytest.mark.parametrize("kind", ["text", "damaged", "other", "newer", "itself", "gone"])
def test_what_cannot_be_restored_is_refused_and_the_file_stays(
    desk: Desk, tmp_path: Path, kind: str
):
    add(desk, "alpha")
    made = desk.safety.back_up()
    add(desk, "beta")
    bad = tmp_path / "bad.db"
    whole = bytearray(made.path.read_bytes())
    if kind == "text":
        bad.write_text("not a database, but long enough to look at" * 200)
    elif kind == "damaged":
        whole[4096 * 3 : 4096 * 12] = b"\x55" * (4096 * 9)
        bad.write_bytes(whole)
    elif kind == "itself":
        bad = desk.store.path
    elif kind != "gone":
        bad.write_bytes(whole)
        with closing(sqlite3.connect(bad)) as other:
            name = "application_id" if kind == "other" else "user_version"
            other.execute(f"PRAGMA {name} = 99")
    with pytest.raises(StoreError) as caught:
        desk.safety.restore(bad)
    assert str(bad) in str(caught.value)
    assert str(caught.value).endswith(".")
    assert names(desk) == ["alpha", "beta"]
    add(desk, "gamma")
    assert not desk.safety.resting()
    assert len(desk.safety.backups()) == 1
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".part")]


def test_restore_is_refused_while_another_program_has_the_file_open(desk: Desk):
    add(desk, "alpha")
    made = desk.safety.back_up()
    add(desk, "beta")
    code = (
        "import sys; from workstation.store.store import Store; from pathlib import Path\n"
        "store = Store.open(Path(sys.argv[1]), now=lambda: '2026-11-23T15:00:00Z', node=2)\n"
        "print('open', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, desk.store.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout and other.stdin
    assert other.stdout.readline() == "open\n"
    earlier = Resting("2026-11-23T15:00:00Z", "of an earlier one")
    change_state(desk.store.path, resting=earlier)
    with pytest.raises(StoreError, match="in use by another program"):
        desk.safety.restore(made.name)
    assert names(desk) == ["alpha", "beta"]
    assert not desk.safety.resting()
    assert read_state(desk.store.path).resting == earlier, "an earlier restore is not forgotten"
    other.kill()
    other.communicate(timeout=60)
    desk.safety.restore(made.name)
    assert names(desk) == ["alpha"]


def test_a_damaged_file_is_replaced_without_a_desk_and_kept(desk: Desk, clock: FrozenClock):
    add(desk, "alpha")
    made = desk.safety.back_up()
    path = desk.store.path
    desk.close()
    damaged = b"\x55" * path.stat().st_size
    path.write_bytes(damaged)
    with pytest.raises(StoreError):
        Desk.open(path, clock=clock, node=1, cache=kept())
    done = restore_file(path, made.name, at=clock.now())
    assert done.counts["accounts"] == (None, 1)
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert done.kept.stat().st_mode & 0o777 == 0o600
    again = Desk.open(path, clock=clock, node=1, cache=kept())
    assert names(again) == ["alpha"]
    again.close()


def test_a_file_that_is_gone_comes_back(desk: Desk, clock: FrozenClock):
    add(desk, "alpha")
    made = desk.safety.back_up()
    desk.close()
    desk.store.path.unlink()
    seen = look(desk.store.path, made.name, at=clock.now())
    assert seen.now is None
    done = restore_file(desk.store.path, made.name, at=clock.now())
    assert done.kept is None
    assert names_in(desk.store.path) == ["alpha"]


def test_an_older_version_comes_back_and_is_backed_up_before_it_is_migrated(
    desk: Desk, tmp_path: Path
):
    add(desk, "beta")
    old = tmp_path / "old.db"
    thaw(1, old)
    desk.safety.restore(old)
    assert names(desk) == ["alpha"]
    assert desk.store.value("PRAGMA user_version") == SCHEMA_VERSION
    made = {one.why: one for one in desk.safety.backups()}
    assert set(made) == {"before restore", "before version 2"}
    kept = made["before version 2"]
    assert (kept.version, kept.state, kept.accounts) == (1, "verified", 1)
    assert kept.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_restore_killed_at_any_step_leaves_the_old_file_or_the_new_one_whole(
    desk: Desk, clock: FrozenClock, tmp_path: Path
):
    add(desk, "alpha")
    made = desk.safety.back_up()
    add(desk, "beta")
    desk.close()
    found = set()
    for step in range(100):
        folder = tmp_path / f"{step}"
        folder.mkdir()
        path = folder / "desk.db"
        shutil.copyfile(desk.store.path, path)
        shutil.copytree(folder_of(desk.store.path), folder_of(path))
        child = os.fork()
        if child == 0:
            _die_at(step)
            restore_file(path, made.name, at=clock.now())
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        with closing(sqlite3.connect(path)) as held:
            assert held.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        now = names_in(path)
        assert now in (["alpha"], ["alpha", "beta"])
        copies = [names_in(one.path) for one in backups_of(path)]
        assert ["alpha"] in copies
        assert now == ["alpha", "beta"] or ["alpha", "beta"] in copies
        found.add(tuple(now))
        if not killed:
            break
    assert not killed
    again = tmp_path / "5" / "desk.db"
    restore_file(again, made.name, at=clock.now())
    assert names_in(again) == ["alpha"]
    assert step > 8
    assert len(found) == 2


def _die_at(step: int) -> None:
    """Be killed before or after one of the steps in which a file gets its name."""
    left, named = [0], Path.replace

    def die() -> None:
        left[0] += 1
        if left[0] == step + 1:
            os.kill(os.getpid(), signal.SIGKILL)

    def replace(path: Path, target: Path) -> Path:
        die()
        done = named(path, target)
        die()
        return done

    Path.replace = replace  # type: ignore[method-assign, assignment]

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fresh import open_desk
from workstation.desk.backups.kept import find, numbers_of
from workstation.desk.backups.making import Maker
from workstation.desk.backups.state import read_state, state_path
from workstation.desk.check import damaged
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.exposure import exposed
from workstation.store import backup
from workstation.store.backup_files import folder_of, without_names
from workstation.store.errors import StoreError
from workstation.store.explained import way_back


def add(desk: Desk, name: str) -> int:
    with desk.store.action(f"Add {name}") as act:
        return act.insert(
            "accounts", {"name": name, "bin_since_on": "2026-11-20", "created_on": "2026-11-20"}
        )


def add_many(desk: Desk, count: int) -> None:
    with desk.store.action("Add many") as act:
        act.insert_many(
            "accounts",
            ["name", "bin_since_on", "created_on"],
            [(f"alpha {n}", "2026-11-20", "2026-11-20") for n in range(count)],
        )


def names_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as copy:
        return [name for (name,) in copy.execute("SELECT name FROM accounts ORDER BY name")]


def whys(desk: Desk) -> list[str]:
    desk.safety.close()
    return [one.why for one in desk.safety.backups()]


def files(desk: Desk) -> set[str]:
    return {file.name for file in folder_of(desk.store.path).iterdir()}


def test_a_backup_is_one_private_sound_file_and_says_what_it_holds(desk: Desk):
    add(desk, "alpha")
    made = desk.safety.back_up("Before import")
    assert made.path.parent == folder_of(desk.store.path)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    note = made.path.with_suffix(".json")
    assert files(desk) == {made.name, note.name}
    assert note.stat().st_mode & 0o777 == 0o600
    assert made.made_at == desk.clock.now()
    assert made.why == "before import"
    assert made.bytes == made.path.stat().st_size
    assert (made.state, made.accounts, made.activities) == ("verified", 1, 0)
    assert names_in(made.path) == ["alpha"]
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_one_is_made_only_when_something_changed_since_any_good_one(desk: Desk, clock: FrozenClock):
    add(desk, "alpha")
    first = desk.safety.back_up()
    clock.advance(hours=1)
    assert desk.safety.back_up() == first
    desk.store.drafts.write_call(None, 1, "2026-11-23T15:00:00Z", "half a call")
    second = desk.safety.back_up()
    desk.store.drafts.write_words("note", "half a note")
    third = desk.safety.back_up()
    desk.store.history.undo()
    fourth = desk.safety.back_up()
    assert [one.name for one in desk.safety.backups()] == [
        one.name for one in (fourth, third, second, first)
    ]
    assert desk.safety.back_up(anew=True).name not in {fourth.name, third.name}
    first.path.write_bytes(first.path.read_bytes()[:-4096])
    assert desk.safety.backups()[-1].state == "damaged"


def test_those_of_one_second_are_listed_and_numbered_in_the_order_they_were_made(desk: Desk):
    maker = Maker(desk.store.path, desk.clock.now)
    reasons = ("on quitting", "before import", "automatic", *["asked for"] * 8)
    made = []
    for number, why in enumerate(reasons):
        add(desk, f"account {number}")
        made.append(maker.make(why).name)
    held = desk.safety.backups()
    assert [one.name for one in reversed(held)] == made
    assert len({one.made_at for one in held}) == 1
    numbers = numbers_of(desk.store.path, held)
    assert [numbers[name] for name in made] == list(range(1, len(reasons) + 1))
    assert find(desk.store.path, "2").name == made[1]
    without_names(folder_of(desk.store.path))
    assert [one.accounts for one in desk.safety.backups()] == list(range(len(reasons), 0, -1))


def test_the_automatic_one_comes_when_a_change_has_waited_half_an_hour(
    desk: Desk, clock: FrozenClock
):
    assert desk.safety.auto() is None
    add(desk, "alpha")
    clock.advance(minutes=29)
    assert desk.safety.auto() is None
    clock.advance(minutes=1)
    made = desk.safety.auto()
    assert made is not None
    assert made.why == "automatic"
    clock.advance(days=1)
    assert desk.safety.auto() is None
    add(desk, "beta")
    assert desk.safety.auto() is None
    clock.advance(minutes=31)
    assert desk.safety.auto() is not None
    clock.advance(days=-3)
    add(desk, "gamma")
    clock.advance(minutes=31)
    assert desk.safety.auto() is not None, "a clock set back stops them"


def test_quitting_backs_up_what_changed_and_nothing_else(desk: Desk):
    desk.safety.leave()
    assert whys(desk) == []
    add(desk, "alpha")
    desk.safety.leave()
    desk.safety.leave()
    assert whys(desk) == ["on quitting"]


def test_a_bulk_change_is_preceded_by_a_backup_of_the_moment_before(desk: Desk, clock: FrozenClock):
    add_many(desk, 60)
    assert whys(desk) == [], "there was nothing to lose"
    add(desk, "beta")
    add_many(desk, 60)
    assert whys(desk) == ["before add many"]
    assert len(names_in(desk.safety.backups()[0].path)) == 61
    add_many(desk, 60)
    assert len(whys(desk)) == 1, "within five minutes undo is enough"
    clock.advance(minutes=6)
    desk.history.undo()
    assert whys(desk)[0] == "before undo add many"
    assert len(names_in(desk.safety.backups()[0].path)) == 181
    desk.backed_up = False
    clock.advance(hours=1)
    add_many(desk, 60)
    assert len(whys(desk)) == 2


def test_an_import_and_a_merge_are_preceded_by_one(desk: Desk, clock: FrozenClock, tmp_path: Path):
    one, other = desk.accounts.add({"name": "Corvid Labs"}), desk.accounts.add({"name": "Corvid"})
    file = tmp_path / "accounts.csv"
    file.write_text("name,domain\nHalden Paper,halden.example.com\n")
    desk.imports.run(desk.imports.plan(file, "accounts"))
    assert whys(desk) == ["before import accounts csv"]
    clock.advance(minutes=6)
    assert one.made and other.made
    desk.merging.merge("accounts", one.made, other.made)
    assert whys(desk)[0] == "before merge"
    assert names_in(desk.safety.backups()[0].path) == ["Corvid", "Corvid Labs", "Halden Paper"]


def test_a_copy_is_of_one_moment_and_comes_to_an_end_while_others_write(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    add_many(desk, 3000)
    monkeypatch.setattr(backup, "_PAGES", 1)
    begun, done = threading.Event(), threading.Event()
    target = desk.store.path.with_name("copy.db")

    def work() -> None:
        with backup.moment(desk.store.path) as present:
            begun.set()
            backup.copy_moment(present, target)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(30)
    written = 0
    while not done.is_set() and written < 5000:
        add(desk, f"meanwhile {written}")
        written += 1
    thread.join()
    assert done.is_set()
    assert written > 0
    assert len(names_in(target)) == 3000


def test_trouble_never_stops_work_and_is_said_until_a_good_one_is_made(
    desk: Desk, clock: FrozenClock
):
    folder = folder_of(desk.store.path)
    folder.write_text("in the way")
    add(desk, "alpha")
    assert desk.safety.trouble() is None
    clock.advance(hours=1)
    assert desk.safety.auto() is None
    clock.advance(minutes=5)
    assert desk.safety.auto() is None, "not again at once"
    said = desk.safety.trouble()
    assert said is not None
    assert said.startswith("The last back-up failed (Mon 23 Nov 10:12): ")
    assert "'workstation backup'" in said
    assert folder.name in said
    add(desk, "beta")
    clock.advance(minutes=6)
    desk.safety.leave()
    assert "The last 2 back-ups failed" in (desk.safety.trouble() or "")
    again = open_desk(desk.store.path, clock)
    assert again.safety.trouble() == desk.safety.trouble(), "another start knows it too"
    again.close()
    folder.unlink()
    desk.safety.leave()
    assert desk.safety.trouble() is None
    assert whys(desk) == ["on quitting"]


def test_trouble_that_cannot_be_written_down_is_said_all_the_same(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
):
    add(desk, "alpha")
    state_path(desk.store.path).mkdir()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    clock.advance(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert desk.safety.auto() is None
    assert "No space left on device" in (desk.safety.trouble() or "")
    assert files(desk) == set(), "nothing half-written is left"
    clock.advance(hours=1)
    assert desk.safety.auto() is not None
    assert desk.safety.trouble() is None


def test_a_copy_is_not_begun_that_would_fill_the_disk(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
):
    add(desk, "alpha")
    clock.advance(hours=1)
    # Less than the copy with a quarter of it and what work needs; more than the copy alone.
    room = shutil.disk_usage(desk.store.path.parent)._replace(free=3_000_000)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _folder: room)
        patched.setattr(backup, "_fill", None)
        assert desk.safety.auto() is None
    said = desk.safety.trouble() or ""
    assert "There is no room for a copy of" in said
    found = re.search(r": (\S+) MB are needed, with .+, and 3\.0 MB are free\.", said)
    assert found is not None
    assert float(found[1]) > 3
    assert files(desk) == set()


def test_a_backup_that_was_cut_off_is_told_and_the_good_one_named(desk: Desk, clock: FrozenClock):
    add(desk, "alpha")
    first = desk.safety.back_up()
    clock.advance(hours=1)
    add(desk, "beta")
    second = desk.safety.back_up()
    second.path.write_bytes(second.path.read_bytes()[:-100])
    said = desk.safety.trouble() or ""
    assert f"The back-up {second.name} is damaged. The newest good one is {first.name}." in said


def test_a_backup_of_a_damaged_file_is_refused_and_the_good_ones_stay(desk: Desk):
    add_many(desk, 2000)
    made = desk.safety.back_up()
    before = files(desk)
    add(desk, "beta")
    with closing(sqlite3.connect(desk.store.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = other.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'accounts_by_name'"
        ).fetchone()[0]
    with desk.store.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x55" * 4096)
    with pytest.raises(StoreError, match="workstation check"):
        desk.safety.back_up()
    assert files(desk) == before
    assert desk.safety.backups() == [made]


def zero_a_page_of_accounts(file: Path) -> None:
    """Damage a copy of at least hundreds of accounts, whose size and note stay as they are."""
    with closing(sqlite3.connect(file)) as copy:
        page = copy.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'accounts_by_name'"
        ).fetchone()[0]
    with file.open("r+b") as damaged:
        damaged.seek((page - 1) * 4096)
        damaged.write(bytes(4096))


def test_what_stands_in_for_a_new_one_is_verified_again_where_that_is_asked_for_or_needed(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    add_many(desk, 500)
    first = desk.safety.back_up()
    zero_a_page_of_accounts(first.path)
    second = desk.safety.back_up()
    assert (second.name != first.name, second.state) == (True, "verified")
    assert {one.name: one.state for one in desk.safety.backups()} == {
        first.name: "damaged",
        second.name: "verified",
    }
    zero_a_page_of_accounts(second.path)
    clock.advance(hours=1)
    file = tmp_path / "accounts.csv"
    file.write_text("name\nHalden Paper\n")
    desk.imports.run(desk.imports.plan(file, "accounts"))
    assert whys(desk)[0] == "before import accounts csv"
    assert len(names_in(desk.safety.backups()[0].path)) == 500
    third = desk.safety.back_up()
    with monkeypatch.context() as patched:
        patched.setattr(backup, "verify", lambda path: pytest.fail(f"{path} was read whole"))
        clock.advance(hours=1)
        desk.safety.leave()
        assert desk.safety._maker.try_to_make("automatic") == third, "an ordinary one stays cheap"


def test_a_good_one_that_could_not_be_opened_for_once_is_not_called_damaged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    add(desk, "alpha")
    first = desk.safety.back_up()
    really = backup.open_file

    def one_too_many(path: Path, **options: str) -> sqlite3.Connection:
        if path == first.path:
            return sqlite3.connect(f"{path.parent.as_uri()}?mode=ro", uri=True)
        return really(path, **options)

    with monkeypatch.context() as patched:
        patched.setattr(backup, "open_file", one_too_many)
        second = desk.safety.back_up()
    assert second.name != first.name
    assert [one.state for one in desk.safety.backups()] == ["verified", "verified"]
    assert desk.safety.trouble() is None


def test_the_one_before_an_import_waits_for_the_one_under_way_and_holds_what_that_has_not(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
):
    add(desk, "alpha")
    begun, go_on, really = threading.Event(), threading.Event(), backup.copy_moment

    def slow(present: backup.Moment, target: Path) -> backup.Holds:
        begun.set()
        assert go_on.wait(30)
        return really(present, target)

    monkeypatch.setattr(backup, "copy_moment", slow)
    desk.safety._maker.begin("automatic")
    assert begun.wait(30)
    add(desk, "beta")
    clock.advance(minutes=1)
    asked_at = clock.now()
    desk.safety.before("import more", always=True)
    add(desk, "gamma")
    clock.advance(hours=1)
    go_on.set()
    assert whys(desk) == ["before import more", "automatic"]
    assert names_in(desk.safety.backups()[0].path) == ["alpha", "beta"]
    assert desk.safety.backups()[0].made_at == asked_at, "when it was held, not when its turn came"
    assert desk.safety.trouble() is None


def test_a_folder_that_cannot_be_looked_into_is_trouble_and_stops_no_work(
    desk: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
):
    add(desk, "alpha")
    desk.safety.back_up()
    folder, really = folder_of(desk.store.path), Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    add(desk, "beta")
    clock.advance(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", closed)
        said = desk.safety.trouble() or ""
        assert said.startswith(f"{folder} cannot be looked into (Permission denied)")
        assert "'chmod 700' on it" in said
        assert list(exposed(desk.store.path)) == []
        assert way_back(desk.store.path) is None
        assert "is damaged (page 7), and " in damaged.sentence(desk.store.path, ["page 7"])
        for work in (desk.safety.backups, desk.safety.back_up, lambda: desk.safety.restore("1")):
            with pytest.raises(StoreError, match="cannot be looked into"):
                work()
        clock.advance(hours=1)
        assert desk.safety.auto() is None
        desk.safety.before("import", always=True)
        desk.safety.leave()
        assert "cannot be looked into" in (desk.safety.trouble() or "")
        assert desk.safety.look_after() is not None
    clock.advance(hours=1)
    assert desk.safety.auto() is not None
    assert desk.safety.trouble() is None


def test_old_ones_are_thinned_but_not_for_a_week_after_a_restore(desk: Desk, clock: FrozenClock):
    for number in range(4):
        add(desk, f"alpha {number}")
        desk.safety.back_up()
        clock.advance(hours=1)
    clock.advance(days=5)
    desk.safety.restore("4")
    add(desk, "beta")
    clock.advance(hours=1)
    assert desk.safety.auto() is not None
    assert len(desk.safety.backups()) == 5, "a good old one is not taken away after a restore"
    clock.advance(days=8)
    add(desk, "gamma")
    clock.advance(hours=1)
    newest = desk.safety.auto()
    assert newest is not None
    held = desk.safety.backups()
    assert len(held) == 3
    assert held[0].name == newest.name
    assert held[2].made_at.hour == 18
    assert len(files(desk)) == 6, "their notes go with them"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_program_killed_while_backing_up_leaves_no_half_copy_that_counts(
    desk: Desk, clock: FrozenClock
):
    add(desk, "alpha")
    code = (
        "import os, signal, sys; from pathlib import Path; from workstation.store import backup\n"
        "backup.verify = lambda path: os.kill(os.getpid(), signal.SIGKILL)\n"
        "backup.copy(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    folder = folder_of(desk.store.path)
    target = folder / "20261123T151200Z-automatic.db"
    done = subprocess.run([sys.executable, "-c", code, desk.store.path, target], timeout=60)
    assert done.returncode == -signal.SIGKILL
    (half,) = folder.iterdir()
    assert desk.safety.backups() == []
    assert desk.safety.back_up().state == "verified"
    os.utime(half, (0, 0))
    add(desk, "beta")
    clock.advance(hours=1)
    desk.safety.back_up()
    assert not half.exists()


def test_what_killed_programs_left_half_made_goes_after_an_hour(desk: Desk):
    add(desk, "alpha")
    folder = folder_of(desk.store.path)
    folder.mkdir(exist_ok=True)
    left = [folder / f".x.db.1.copy.part{beside}" for beside in ("", "-journal", "-wal", "-shm")]
    left += [
        folder / "x.db.converting",
        folder.with_name(".desk.db.1.restored.part"),
        folder.with_name(".desk.db.1.restored.part.converting"),
        folder.with_name("..desk.db.1.restored.part.1.copy.part"),
    ]
    for file in left:
        file.touch()
        os.utime(file, (0, 0))
    fresh = folder / ".y.db.2.copy.part"
    fresh.touch()
    others = folder.with_name("somebody.converting")
    others.touch()
    os.utime(others, (0, 0))
    desk.safety.back_up("by hand")
    assert not any(file.exists() for file in left)
    assert fresh.exists(), "another program may be at it now"
    assert others.exists(), "what nobody of us made stays"


def test_a_backup_is_found_by_number_name_day_moment_and_path(
    desk: Desk, clock: FrozenClock, tmp_path: Path
):
    made = []
    for hours in (1, 23, 1, 0):
        add(desk, "alpha")
        made.append(desk.safety.back_up(f"number {len(made)}"))
        clock.advance(hours=hours)
    path, zone = desk.store.path, clock.now().tzinfo
    for which, number in (
        ("4", 3),
        ("1", 0),
        (made[1].name, 1),
        (made[1].name[:16], 1),
        ("2026-11-23", 1),
        ("2026-11-24", 3),
        ("2026-11-23 09:12", 0),
        ("2026-11-23T09:13", 0),
        ("2026-11-23 15:12Z", 0),
        ("09:12", 2),
        (str(made[2].path), 2),
    ):
        assert find(path, which, zone) == made[number].path, which
    with pytest.raises(StoreError, match="could be 4 back-ups"):
        find(path, "2026112", zone)
    for which in ("1999", "5", "0", "", "nothing.db", "2026-02-31"):
        with pytest.raises(StoreError, match="There is no back-up"):
            find(path, which, zone)
    with pytest.raises(StoreError, match="No back-up was made until 2025-01-01"):
        find(path, "2025-01-01", zone)


def test_a_backup_keeps_its_number_whatever_comes_after_it_or_goes(desk: Desk, clock: FrozenClock):
    path = desk.store.path
    add(desk, "alpha")
    first = desk.safety.back_up()
    assert numbers_of(path, desk.safety.backups()) == {first.name: 1}
    with pytest.raises(StoreError, match="There is no back-up “2”"):
        find(path, "2")
    clock.advance(hours=1)
    add(desk, "beta")
    second = desk.safety.back_up()
    assert (find(path, "1"), find(path, "2")) == (first.path, second.path)
    first.path.unlink()
    clock.advance(hours=1)
    add(desk, "gamma")
    third = desk.safety.back_up()
    assert numbers_of(path, desk.safety.backups()) == {second.name: 2, third.name: 3}
    with pytest.raises(StoreError, match="Back-up 1 is not there any more"):
        find(path, "1")
    second.path.unlink()
    third.path.unlink()
    with pytest.raises(StoreError, match="Back-up 3 is not there any more"):
        find(path, "3")


def test_looking_through_finds_damage_inside_and_what_nobody_looked_at_yet(desk: Desk):
    add_many(desk, 500)
    made = desk.safety.back_up()
    made.path.with_suffix(".json").unlink()
    assert [one.state for one in desk.safety.backups()] == ["unchecked"]
    maker = desk.safety._maker
    assert [(one.state, one.accounts) for one in maker.look_through()] == [("verified", 500)]
    whole = bytearray(made.path.read_bytes())
    whole[4096 * 3 : 4096 * 12] = b"\x55" * (4096 * 9)
    made.path.write_bytes(whole)
    assert [one.state for one in maker.look_through()] == ["damaged"]
    assert json.loads(made.path.with_suffix(".json").read_text())["holds"] is None
    assert read_state(desk.store.path).trouble is None

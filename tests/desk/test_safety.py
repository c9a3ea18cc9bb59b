import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.safety import Backup, folder_of, restore_file, to_thin
from workstation.store.errors import StoreError


def add(desk: Desk, name: str) -> int:
    with desk.store.action(f"Add {name}") as act:
        return act.insert(
            "accounts", {"name": name, "bin_since_on": "2026-11-20", "created_on": "2026-11-20"}
        )


def names(desk: Desk) -> list[str]:
    return [row["name"] for row in desk.store.rows("SELECT name FROM accounts ORDER BY name")]


def raw(desk: Desk) -> sqlite3.Connection:
    return sqlite3.connect(desk.store.path, isolation_level=None)


def test_a_backup_is_one_private_sound_file_beside_the_database(desk: Desk):
    add(desk, "alpha")
    made = desk.safety.back_up("Before import")
    assert made.path.parent == folder_of(desk.store.path)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in made.path.parent.iterdir()] == [made.name]
    assert made.made_at == desk.clock.now()
    assert made.why == "before import"
    assert made.bytes == made.path.stat().st_size
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("SELECT name FROM accounts").fetchall() == [("alpha",)]
        assert copy.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_backup_is_made_only_when_something_changed_since_the_newest(
    desk: Desk, clock: FrozenClock
):
    add(desk, "alpha")
    first = desk.safety.back_up()
    clock.advance(hours=1)
    assert desk.safety.back_up() == first
    desk.store.write_draft(None, 1, "2026-11-23T15:00:00Z", "half a call")
    second = desk.safety.back_up()
    desk.store.undo()
    third = desk.safety.back_up()
    assert [one.name for one in desk.safety.backups()] == [third.name, second.name, first.name]
    assert len({first.name, second.name, third.name}) == 3


def test_the_automatic_one_waits_half_an_hour_and_for_a_change(desk: Desk, clock: FrozenClock):
    add(desk, "alpha")
    assert desk.safety.auto() is not None
    add(desk, "beta")
    clock.advance(minutes=29)
    assert desk.safety.auto() is None
    clock.advance(minutes=1)
    made = desk.safety.auto()
    assert made is not None
    assert made.why == "automatic"
    clock.advance(days=1)
    assert desk.safety.auto() is None


def test_old_backups_are_thinned_to_days_then_weeks_then_months():
    now = datetime(2026, 11, 23, 15, tzinfo=UTC)
    kept = [
        Backup(f"{hours}", Path(f"{hours}"), now - timedelta(hours=hours), 0, "")
        for hours in range(0, 24 * 1000, 6)
    ]
    old = {one.name for one in to_thin(kept, now)}
    left = [one for one in kept if one.name not in old]

    def between(first: int, last: int) -> list[Backup]:
        return [one for one in left if first < (now - one.made_at) / timedelta(days=1) <= last]

    assert kept[0] in left
    assert len(between(-1, 2)) == 9
    days = [one.made_at.date() for one in between(2, 31)]
    assert len(days) == len(set(days)) == 29 + 1
    weeks = [one.made_at.isocalendar()[:2] for one in between(31, 366)]
    assert len(weeks) == len(set(weeks)) == 48 + 1
    months = [(one.made_at.year, one.made_at.month) for one in between(366, 2000)]
    assert len(months) == len(set(months)) == 21 + 1
    assert to_thin(left, now) == []


def test_making_a_backup_thins_the_old_ones(desk: Desk, clock: FrozenClock):
    for number in range(4):
        add(desk, f"alpha {number}")
        desk.safety.back_up()
        clock.advance(hours=1)
    clock.advance(days=5)
    add(desk, "beta")
    newest = desk.safety.back_up()
    assert len(desk.safety.backups()) == 2
    assert desk.safety.backups()[0] == newest
    assert desk.safety.backups()[1].made_at.hour == 18


def test_restore_brings_the_copy_back_and_keeps_the_present_file(desk: Desk):
    add(desk, "alpha")
    made = desk.safety.back_up()
    add(desk, "beta")
    done = desk.safety.restore(made.name)
    assert done.counts == {"accounts": (2, 1)}
    assert names(desk) == ["alpha"]
    assert desk.store.value("PRAGMA journal_mode") == "wal"
    assert desk.store.path.stat().st_mode & 0o777 == 0o600
    add(desk, "gamma")
    desk.store.undo()
    assert done.kept is not None
    with closing(sqlite3.connect(done.kept)) as kept:
        assert kept.execute("SELECT count(*) FROM accounts").fetchone()[0] == 2
    again = desk.safety.restore(done.kept)
    assert names(desk) == ["alpha", "beta"]
    assert again.kept not in (None, done.kept)


def test_a_backup_is_found_by_the_beginning_of_its_name(desk: Desk, clock: FrozenClock):
    add(desk, "alpha")
    first = desk.safety.back_up("one")
    clock.advance(hours=1)
    add(desk, "beta")
    desk.safety.back_up("two")
    with pytest.raises(StoreError, match="could be 2 back-ups"):
        desk.safety.restore("2026")
    with pytest.raises(StoreError, match="no back-up “1999”"):
        desk.safety.restore("1999")
    desk.safety.restore(first.name[:16])
    assert names(desk) == ["alpha"]


@pytest.mark.parametrize("kind", ["text", "damaged", "other", "newer", "itself"])
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
    else:
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
    assert not list(tmp_path.glob("*.before-restore-*"))


def test_restore_is_refused_while_another_program_has_the_file_open(desk: Desk):
    add(desk, "alpha")
    made = desk.safety.back_up()
    add(desk, "beta")
    with closing(raw(desk)) as other:
        other.execute("SELECT count(*) FROM accounts").fetchall()
        with pytest.raises(StoreError, match="in use by another program"):
            desk.safety.restore(made.name)
    assert names(desk) == ["alpha", "beta"]
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
        Desk.open(path, clock=clock, node=1)
    done = restore_file(path, made.name, at=clock.now())
    assert done.counts["accounts"] == (None, 1)
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    again = Desk.open(path, clock=clock, node=1)
    assert names(again) == ["alpha"]
    again.close()


def test_a_backup_of_a_damaged_file_is_refused_and_the_good_ones_stay(desk: Desk):
    with desk.store.action("Import") as act:
        act.insert_many(
            "accounts",
            ["name", "bin_since_on", "created_on"],
            [(f"alpha {n}", "2026-11-20", "2026-11-20") for n in range(2000)],
        )
    made = desk.safety.back_up()
    add(desk, "beta")
    with closing(raw(desk)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = other.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'accounts_by_name'"
        ).fetchone()[0]
    with desk.store.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x55" * 4096)
    with pytest.raises(StoreError, match="damaged"):
        desk.safety.back_up()
    assert [file.name for file in folder_of(desk.store.path).iterdir()] == [made.name]
    assert desk.safety.check().problems


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
    folder.mkdir()
    target = folder / "20261123T151200Z-automatic.db"
    done = subprocess.run([sys.executable, "-c", code, desk.store.path, target], timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert desk.safety.backups() == []
    assert desk.safety.back_up().bytes > 0


def test_a_sound_file_has_no_problems(desk: Desk):
    add(desk, "alpha")
    report = desk.safety.check(repair=True)
    assert (report.problems, report.repaired) == ([], {})


def test_what_is_derived_is_repaired_and_counted_and_a_second_run_finds_nothing(desk: Desk):
    add(desk, "alpha")
    add(desk, "beta")
    with closing(raw(desk)) as other:
        other.execute("UPDATE accounts SET last_touch_at = '2020-01-01T00:00:00Z'")
        other.execute("DROP TRIGGER accounts_search_updated")
        other.execute("UPDATE accounts SET name = 'gamma' WHERE name = 'beta'")
    found = desk.safety.check()
    assert len(found.problems) == 2
    assert found.repaired == {}
    repaired = desk.safety.check(repair=True)
    assert repaired.repaired == {"accounts.last_touch_at": 2, "accounts_search": 1}
    assert repaired.problems == []
    assert desk.safety.check(repair=True).repaired == {}
    assert desk.safety.check().problems == []


def test_what_only_a_person_can_put_right_is_named(desk: Desk):
    number = add(desk, "alpha")
    with closing(raw(desk)) as other:
        other.execute("UPDATE accounts SET bin = 'lost', created_on = '2026-02-31'")
        assert "lost" in " ".join(desk.safety.check().problems)
        other.execute(
            "INSERT INTO facts (account_id, key, value, created_at, updated_at) "
            "VALUES (?, 'k', 'v', 'once', '2026-11-23T15:00:00Z')",
            (number,),
        )
        text = " ".join(desk.safety.check(repair=True).problems)
        assert "created_on that is no day" in text
        assert "facts have a created_at that is no moment" in text
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute("UPDATE facts SET account_id = 5")
    assert "facts points to a row of accounts" in " ".join(desk.safety.check().problems)

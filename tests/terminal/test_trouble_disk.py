"""A full disk: one sentence, nothing half-written, and typed words live on till there is room."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.test_migrations import thaw
from tests.terminal.real import Home, Terminal, rows
from tests.terminal.room import Disk, small_disk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of others need Linux")

FULL = ("is full; nothing was changed. Make room and try again.", "the disk may be full for you")
NO_ROOM = (*FULL, "There is no room for", "No space left on device", "File too large")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "small") as made:
        yield made


@pytest.fixture
def there(filled: Home, disk: Disk) -> Home:
    """That machine, with its file on the small disk."""
    shutil.copy2(filled.db, disk.folder / "desk.db")
    filled.db.unlink()
    return Home(filled.folder, {"WORKSTATION_DB": str(disk.folder / "desk.db")})


def tries(home: Home, disk: Disk, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workstation", *args],
        env=home.env, capture_output=True, text=True, timeout=60, check=False,
        cwd=home.folder, preexec_fn=disk.hold,
    )  # fmt: skip


def content(path: Path) -> list[tuple[object, ...]]:
    tables = ("accounts", "activities", "follow_ups", "goals", "actions", "changes", "imports")
    return [row for table in tables for row in rows(path, f"SELECT * FROM {table}")]


def is_one_sentence(found: subprocess.CompletedProcess[str]) -> None:
    assert found.returncode == 1, found
    assert "Traceback" not in found.stderr
    assert "went wrong" not in found.stderr
    *before, line = found.stderr.splitlines()
    assert all("back-up" in each or "Reading" in each for each in before), before
    assert any(each in line for each in NO_ROOM), line
    assert line.endswith(".")


@pytest.mark.parametrize("room", [0, 40_000, 200_000])
def test_every_command_says_so_and_leaves_the_file_as_it_was(
    there: Home, disk: Disk, room: int
) -> None:
    path = disk.folder / "desk.db"
    table = there.folder / "many.csv"
    table.write_text(
        "name,domain\n"
        + "".join(f"Company {n} of a long name,c{n}.example\n" for n in range(4000)),
        encoding="utf-8",
    )
    before = content(path)
    disk.runs_full(but=room)
    for command in (
        ("log", "corvid", "no_answer", "--note", "x" * 100_000),
        ("import", str(table), "--yes"),
        ("backup",),
    ):
        is_one_sentence(tries(there, disk, *command))
        assert not [each.name for each in disk.folder.rglob("*") if ".part" in each.name]
    disk.has_room()
    assert content(path) == before
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert tries(there, disk, "log", "corvid", "no_answer").returncode == 0


def test_an_export_onto_a_full_disk_leaves_no_half_of_it(filled: Home, disk: Disk) -> None:
    disk.runs_full()
    for command in (
        ("export", "--all", "all.zip"),
        ("export", "accounts", "accounts.csv"),
        ("export", "accounts", "accounts.xlsx"),
    ):
        is_one_sentence(tries(filled, disk, *command[:-1], str(disk.folder / command[-1])))
    assert [each.name for each in disk.folder.iterdir() if each.name != "filler"] == []


def test_a_file_that_cannot_be_made_or_migrated_is_left_as_it_was(there: Home, disk: Disk) -> None:
    path = disk.folder / "desk.db"
    path.unlink()
    disk.runs_full(but=200_000)
    is_one_sentence(tries(there, disk, "today"))
    disk.has_room()
    path.unlink(missing_ok=True)
    thaw(1, path)
    accounts = rows(path, "SELECT * FROM accounts")
    disk.runs_full(but=60_000)
    is_one_sentence(tries(there, disk, "today"))
    disk.has_room()
    assert rows(path, "PRAGMA user_version") == [(1,)]
    assert rows(path, "SELECT * FROM accounts") == accounts
    assert tries(there, disk, "today").returncode == 0
    assert rows(path, "PRAGMA user_version") != [(1,)]


def test_words_typed_in_a_call_stay_and_are_saved_once_there_is_room(
    filled: Home, command: Callable[..., str]
) -> None:
    # A real disk lets some changes pass, within what the log has of it already.
    disk, path = Disk(filled.folder, real=False), filled.db
    with Terminal(filled) as terminal:
        terminal.shows("4 due")
        terminal.types("c")
        terminal.shows("Note", "hang up")
        terminal.types("first words")
        terminal.until(lambda _: "first words" in draft(path), "the note is not on disk")
        disk.runs_full(terminal.number)
        terminal.types(" and more")
        terminal.shows("NOT SAVED", "The call cannot be saved")
        terminal.types(" at last")
        terminal.shows("at last", "NOT SAVED")
        terminal.types("\x18")
        terminal.shows("No answer")
        terminal.types("n")
        # One word of it: where a sentence is broken into lines depends on how long the path is.
        terminal.until(
            lambda text: "room" in text and "cannot be saved" not in text,
            "that it was not logged is not said",
        )
        assert rows(path, "SELECT count(*) FROM activities") == [(0,)]
        disk.has_room(terminal.number)
        terminal.until(lambda _: "at last" in draft(path), "the note was not saved")
        terminal.shows("at last", "saved")
        terminal.loses("NOT SAVED")
        terminal.types("\x18")
        terminal.shows("No answer")
        terminal.types("n")
        terminal.shows("3 due", "u undoes it")
        terminal.quits()
    ((note,),) = rows(path, "SELECT note FROM activities")
    assert note == "first words and more at last"
    assert "sound" in command(filled, "check")


def draft(path: Path) -> str:
    return "".join(content for (content,) in rows(path, "SELECT content FROM call_drafts"))

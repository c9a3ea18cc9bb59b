"""A file that cannot be written, or is taken away while it is open: one sentence, no word lost."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.real import Home, Terminal, rows

WORDS = "the night desk loses tickets"
_DROP, _MAY_WRITE_ALL, _MAY_READ_ALL = 24, 1, 2
"""PR_CAPBSET_DROP, CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of Linux."""


def be_bound() -> None:
    """Give up, before a program begins, what lets root pass over the rights of files."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for right in (_MAY_WRITE_ALL, _MAY_READ_ALL):
            libc.prctl(_DROP, right, 0, 0, 0)


def bound(home: Home, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody whom the rights of files bind."""
    return subprocess.run(
        [sys.executable, "-m", "workstation", *args],
        env=home.env, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=be_bound,
    )  # fmt: skip


@pytest.mark.skipif(
    sys.platform != "linux" and os.geteuid() == 0, reason="root is bound by nothing there"
)
@pytest.mark.parametrize(
    ("what", "mode", "said"),
    [
        ("file", 0o400, "is read-only, and a day's work has to be written"),
        ("folder", 0o500, "is read-only, and a day's work has to be written"),
        ("file", 0o000, "cannot be read; give yourself permission"),
    ],
)
def test_what_may_not_be_written_or_read_is_one_sentence(
    filled: Home, what: str, mode: int, said: str
) -> None:
    place = filled.db if what == "file" else filled.folder
    before = filled.db.read_bytes()
    place.chmod(mode)
    try:
        for command in (("today",), ("log", "corvid", "no_answer")):
            found = bound(filled, *command)
            assert found.returncode == 1
            (line,) = found.stderr.splitlines()
            assert said in line
            assert str(filled.db) in line
    finally:
        place.chmod(0o700)
    assert filled.db.read_bytes() == before
    assert bound(filled, "log", "corvid", "no_answer").returncode == 0


def call_with(terminal: Terminal, path: Path, words: str) -> None:
    terminal.shows("4 due")
    terminal.types("c")
    terminal.shows("Note", "hang up")
    terminal.types(words)
    terminal.until(lambda _: words in draft(path), "the note is not on disk")


def draft(path: Path) -> str:
    return "".join(content for (content,) in rows(path, "SELECT content FROM call_drafts"))


def test_words_typed_after_the_file_was_swapped_are_offered_in_the_one_in_its_place(
    filled: Home, command: Callable[..., str]
) -> None:
    other = filled.folder / "from-the-cloud.db"
    shutil.copy2(filled.db, other)
    with Terminal(filled) as terminal:
        call_with(terminal, filled.db, WORDS)
        other.replace(filled.db)
        for ending in ("-wal", "-shm"):
            filled.db.with_name(f"desk.db{ending}").unlink(missing_ok=True)
        terminal.shows("replaced")
        terminal.types(" at hand-over")
        terminal.shows("NOT SAVED", f"{WORDS} at hand-over")
        terminal.until(lambda _: "hand-over" in rescued(filled), "the words are not rescued")
        terminal.is_killed()
    assert rows(filled.db, "SELECT count(*) FROM activities") == [(0,)]
    with Terminal(filled) as terminal:
        terminal.shows("A call was not finished", f"{WORDS} at hand-over")
        terminal.types("\r")
        terminal.shows("hang up")
        terminal.types("\x18")
        terminal.shows("No answer")
        terminal.types("n")
        terminal.shows("3 due", "u undoes it")
        terminal.quits()
    assert rows(filled.db, "SELECT note FROM activities") == [(f"{WORDS} at hand-over",)]
    assert rescued(filled) == ""
    assert "sound" in command(filled, "check")


def rescued(home: Home) -> str:
    return "".join(
        each.read_text(encoding="utf-8") for each in home.folder.glob("desk.db.rescued/*.json")
    )


def test_a_file_truncated_under_the_screens_is_said_and_they_go_on(filled: Home) -> None:
    with Terminal(filled, columns=200) as terminal:
        terminal.shows("4 due")
        os.truncate(filled.db, 40960)
        terminal.types("gq")
        terminal.shows("damaged")
        terminal.types("ln")
        terminal.shows("damaged")
        terminal.types("gt")
        assert b"Traceback" not in terminal.output
        terminal.types("\x1bq")
        assert terminal.ends() == 1
    assert b"Traceback" not in terminal.output
    assert b"fault of its own" not in terminal.output


def test_a_synced_folder_is_named_by_the_check_of_the_file(filled: Home) -> None:
    folder = filled.folder / "Nextcloud"
    folder.mkdir()
    shutil.copy2(filled.db, folder / "desk.db")
    found = bound(filled, "--db", str(folder / "desk.db"), "check")
    assert found.returncode == 0
    assert "lies in a folder that Nextcloud keeps in step" in found.stderr

"""Files that cannot be used: one sentence, an exit code, a terminal left alone."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.terminal.real import Home, Terminal, rows


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def no_database(path: Path) -> None:
    path.write_bytes(b"name,city\nCorvid Labs,Chicago\n" * 200)


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.executescript("CREATE TABLE songs (title TEXT); PRAGMA application_id = 252006;")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)


def read_only(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path.chmod(0o400)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (folder, "is a folder; name a file in it"),
        (no_database, "is not a workstation database"),
        (another_program, "is another program's database"),
        (newer, "was written by a newer workstation"),
        (damaged, "is damaged"),
        (read_only, "is read-only"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    filled: Home, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(filled.db)
    before = filled.db.read_bytes() if filled.db.is_file() else b""
    with Terminal(filled, columns=300) as terminal:
        assert terminal.ends() == 1
        (sentence,) = terminal.text.split("\n", 1)[:1]
        assert said in sentence
        assert str(filled.db) in sentence
        assert sentence.endswith(".")
        assert terminal.output.count(b"\n") == 1
        assert b"\x1b" not in terminal.output
    assert (filled.db.read_bytes() if filled.db.is_file() else b"") == before


@contextmanager
def held(path: Path, mode: str) -> Iterator[None]:
    """Keep another program's exclusive transaction open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_file_that_another_program_keeps_for_itself_is_one_sentence(filled: Home) -> None:
    with held(filled.db, "DELETE"), Terminal(filled, columns=300) as terminal:
        assert terminal.ends() == 1
        assert "is locked by another program; close it and try again." in terminal.text
        assert terminal.output.count(b"\n") == 1


def test_a_lock_while_the_screens_are_open_refuses_what_was_done_and_passes(filled: Home) -> None:
    with Terminal(filled) as terminal:
        terminal.shows("4 due")
        with held(filled.db, "WAL"):
            terminal.types("1")
            terminal.shows("locked")
            assert rows(filled.db, "SELECT done_at FROM goals") == [(None,)]
        terminal.types("1")
        terminal.shows("u undoes it")
        terminal.quits()
    assert rows(filled.db, "SELECT done_at IS NULL FROM goals") == [(0,)]


def test_a_file_deleted_while_it_is_open_takes_no_more_work(filled: Home) -> None:
    with Terminal(filled) as terminal:
        terminal.shows("4 due")
        for each in filled.folder.glob("desk.db*"):
            if each.is_file():
                each.unlink()
        terminal.types("ln")
        terminal.shows("4 due", "deleted")
        terminal.types("q")
        assert terminal.ends() == 1
    (last,) = terminal.output.rsplit(b"\x1b[?1006l", 1)[1].decode().splitlines()
    assert last.startswith(str(filled.db))
    assert last.endswith(".")
    assert b"Traceback" not in terminal.output
    assert not filled.db.exists()

"""What no drawer of the desk put into words is one sentence all the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from workstation.cli.failures import exit_code_of


def test_a_value_nobody_at_the_desk_writes_names_the_check_which_puts_it_right(
    ws: Terminal,
) -> None:
    ws.done("log", "corvid", "voicemail")
    with closing(sqlite3.connect(ws.path)) as raw, raw:
        raw.execute("UPDATE activities SET happened_on = '31.12.26' WHERE kind = 'call'")
    said = ws.refused("today")
    assert "'workstation check' puts right what it finds." in said
    ws.done("check", "--yes")
    ws.done("today")


def test_a_lock_is_said_without_the_words_of_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "desk.db"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as one,
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other,
    ):
        one.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("BEGIN IMMEDIATE")
    assert exit_code_of(locked.value) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Another program has the file locked; nothing was changed." in said
    assert "database is locked" not in said

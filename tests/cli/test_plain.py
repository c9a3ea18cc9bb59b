"""The plain start is understood as click would; everything else is left to click."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.cli.plain import plain_start


def test_without_arguments_the_screens_open_on_the_usual_file(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSTATION_DB", str(tmp_path / "own.db"))
    session = plain_start([])
    assert session is not None
    assert session.path == tmp_path / "own.db"


@pytest.mark.skipif(os.name == "nt", reason="click expands arguments there")
def test_db_names_the_file():
    session = plain_start(["--db", "some/desk.db"])
    assert session is not None
    assert session.path == Path("some/desk.db")


@pytest.mark.parametrize(
    "arguments",
    [["today"], ["--db"], ["--db", ""], ["--db", "--help"], ["--db=x"], ["--db", "x", "today"]],
)
def test_anything_else_is_left_to_click(arguments):
    assert plain_start(arguments) is None


def test_a_shell_that_asks_for_completions_gets_click(monkeypatch):
    monkeypatch.setenv("_WORKSTATION_COMPLETE", "bash_complete")
    assert plain_start([]) is None


def test_a_plain_start_without_a_terminal_is_refused_in_a_sentence(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "workstation", "--db", str(tmp_path / "desk.db")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    assert "The screens need a terminal" in run.stderr
    assert "Traceback" not in run.stderr

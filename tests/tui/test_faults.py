"""A fault of the program itself: one sentence for the rep, its place in a private file."""

import re
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from workstation.tui import faults

WORDS = "the buyer said something private"
FAULTY = f"""
import sys, pathlib
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp, run

def ends_badly(self):
    note = "{WORDS}"
    raise ValueError(note)

WorkstationApp.{{where}} = ends_badly
run(Desk.open(pathlib.Path(sys.argv[1]), node=1), demo=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("where", ["first_shown", "action_undo"])
def test_a_fault_is_one_sentence_and_its_place_is_in_a_file_without_words(
    tmp_path: Path, where: str
) -> None:
    code, seen = run_it(tmp_path, where)
    assert code == 1
    (log,) = tmp_path.rglob("faults.log")
    flat = re.sub(r"\s", "", seen)
    assert "Theworkstationstoppedbecauseofafaultofitsown;whatyousavedissafe." in flat
    assert f"Details:{log}" in flat
    assert "Traceback" not in seen
    assert WORDS not in seen
    told = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in told
    assert "in ends_badly" in told
    assert WORDS not in told
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_whole_traceback_is_shown_to_who_asks_for_it(tmp_path: Path) -> None:
    code, seen = run_it(tmp_path, "first_shown", WORKSTATION_DEBUG="1")
    assert code == 1
    assert "ends_badly" in seen
    assert WORDS in seen
    assert not list(tmp_path.rglob("faults.log"))


def run_it(home: Path, where: str, **more: str) -> tuple[int, str]:
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-c", FAULTY.format(where=where), str(home / "desk.db")],
        dimensions=(36, 120),
        cwd=str(Path(__file__).parents[2]),
        env={"TERM": "xterm-256color", "PATH": "", "HOME": str(home), "LANG": "C.UTF-8"} | more,
        timeout=30,
        encoding="utf-8",
    )
    if where == "action_undo":
        child.expect("Goals for today")
        child.send("u")
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before.rpartition("\x1b[?1049l")[2]


def test_where_nothing_can_be_written_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(faults, "fault_file", lambda: tmp_path / "file" / "faults.log")
    said = faults.record_fault(ValueError("x"), datetime(2026, 11, 23, tzinfo=UTC))
    assert "could not be written" in said


@pytest.mark.parametrize("named", [True, False])
def test_a_fault_that_may_be_of_the_file_names_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    monkeypatch.setattr(faults, "fault_file", lambda: tmp_path / "faults.log")
    error = WorkerFailed(ValueError("x")) if named else RuntimeError("x")
    said = faults.record_fault(error, datetime(2026, 11, 23, tzinfo=UTC))
    assert ("'workstation check' puts right what it finds." in said) is named


def test_the_file_of_faults_does_not_grow_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "faults.log"
    path.write_bytes(b"x" * (faults.LARGEST + 1))
    monkeypatch.setattr(faults, "fault_file", lambda: path)
    faults.record_fault(ValueError("x"), datetime(2026, 11, 23, tzinfo=UTC))
    assert path.stat().st_size < 1000

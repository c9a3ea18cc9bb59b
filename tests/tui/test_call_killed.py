"""A killed program has lost nothing that was typed more than a second before."""

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.tui.calling import prepare
from tests.tui.pressing import until
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.resume import ResumeDialog
from workstation.tui.screens.call import CallScreen
from workstation.tui.widgets.call_note import NoteArea

pexpect = pytest.importorskip("pexpect")

WORDS = "the night desk loses tickets at every hand-over and nobody knows why it is so"

OPEN = """
import sys, pathlib
from workstation.desk.desk import Desk
from workstation.tui.app import run
run(Desk.open(pathlib.Path(sys.argv[1]), node=1))
"""


def drain(child: object, seconds: float) -> None:
    """Read what the terminal is sent, for that long; a full pipe would stop the program."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        child.expect([r".+", pexpect.TIMEOUT], timeout=left)  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
async def test_a_killed_program_has_kept_every_word_typed_a_second_before(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = Desk.open(path, node=1)
    desk.calls.leave(desk.calls.open(prepare(desk)))
    desk.close()
    child = pexpect.spawn(
        sys.executable,
        ["-c", OPEN, str(path)],
        dimensions=(24, 80),
        cwd=str(Path(__file__).parents[2]),
        env={"TERM": "xterm-256color", "PATH": "", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        timeout=30,
        encoding="utf-8",
    )
    child.expect("A call was not finished")
    child.send("\r")
    child.expect("saved now")
    typed: list[tuple[float, int]] = []
    for at, letter in enumerate(WORDS, 1):
        child.send(letter)
        typed.append((time.monotonic(), at))
        drain(child, 0.04)
    child.kill(signal.SIGKILL)
    killed = time.monotonic()
    child.wait()
    child.close()
    certain = max(at for moment, at in typed if moment <= killed - 1)
    assert certain > 20

    desk = Desk.open(path, node=2)
    (call,) = desk.calls.unfinished()
    assert WORDS.startswith(call.note)
    assert len(call.note) >= certain, f"only {call.note!r} of {WORDS[:certain]!r} was kept"

    app = WorkstationApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ResumeDialog), within=3)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        assert app.screen.query_one(NoteArea).text == call.note
    desk.close()

"""The program in a real terminal: a pty, what is typed into it, and what a person would see."""

import os
import re
import select
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

from tests.terminal.conftest import ZONE
from tests.terminal.pen import QuickScreen, QuickStream

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 30.0
LOOK_SECONDS = 0.05
"""How long to wait for more output before looking at the clock again."""
CHUNKS = 30
"""How many pieces of output are taken in at most before looking at the screen."""

LEFT = {
    1049: False,  # the alternate screen
    25: True,  # the cursor
    7: True,  # lines that wrap
    **dict.fromkeys((1000, 1002, 1003, 1006, 1015), False),  # the mouse
    1004: False,  # telling when the window has the focus
    2004: False,  # bracketed paste
}
"""The modes a terminal must be back in when the program has ended."""

_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_COLOUR_CODES = re.compile(rb"\x1b\[([0-9;:]*)m")
_WORDY = re.compile(r"\w")


@dataclass
class Home:
    """A person's machine, all of it in one folder: the file, the own settings, the environment."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def db(self) -> Path:
        return self.folder / "desk.db"

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        kinds = ("DATA", "STATE", "CACHE", "CONFIG", "RUNTIME")
        return (
            kept
            | {
                f"XDG_{kind}_HOME" if kind != "RUNTIME" else "XDG_RUNTIME_DIR": str(
                    self.folder / kind.lower()
                )
                for kind in kinds
            }
            | {
                "HOME": str(self.folder),
                "PYTHONPATH": str(ROOT),
                "WORKSTATION_CONFIG": str(self.config),
                "WORKSTATION_DB": str(self.db),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LANG": "C.UTF-8",
                "TZ": ZONE,
            }
            | self.extra
        )


def rows(path: Path, sql: str) -> list[Any]:
    """Read a file as any other program does."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


class Terminal:
    """One run of the program; everything it wrote is in ``output``.

    ``nohup`` starts it as that command does: the signal of a terminal that is gone is ignored.
    """

    def __init__(
        self, home: Home, *args: str, columns: int = 120, lines: int = 36, nohup: bool = False
    ) -> None:
        self.output = b""
        self._screen = QuickScreen(columns, lines)
        self._stream = QuickStream(self._screen)
        self._process = pexpect.spawn(
            sys.executable,
            ["-m", "workstation", *args],
            env=home.env,
            cwd=str(home.folder),
            dimensions=(lines, columns),
            timeout=None,
            ignore_sighup=nohup,
        )
        self._process.delaybeforesend = None
        self._process.delayafterclose = 0
        self._process.delayafterterminate = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.close(force=True)

    # Looking

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._lines())

    def _lines(self) -> list[str]:
        rows, width = self._screen.buffer, range(self._screen.columns)
        return ["".join([rows[y][x].data for x in width]) for y in range(self._screen.lines)]

    @property
    def cells(self) -> list[pyte.screens.Char]:
        """Every cell of the screen that holds a letter or a digit."""
        rows = self._screen.buffer
        return [
            rows[y][x]
            for y in range(self._screen.lines)
            for x in range(self._screen.columns)
            if _WORDY.match(rows[y][x].data)
        ]

    def cell(self, text: str) -> pyte.screens.Char:
        """The first cell of a text on the screen."""
        for y, line in enumerate(self._lines()):
            if text in line:
                return self._screen.buffer[y][line.index(text)]
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def cursor(self) -> str:
        """The line of the list on which the cursor stands."""
        return next((line for line in self.text.splitlines() if "▸" in line), "")

    def modes(self) -> dict[int, bool]:
        """The private modes the program has set (True) or left (False), as they are now."""
        return {
            int(number): how == b"h"
            for numbers, how in _MODE.findall(self.output)
            for number in numbers.split(b";")
        }

    def colour_codes(self) -> set[bytes]:
        """Every SGR code that sets a colour."""
        return {
            code
            for codes in _COLOUR_CODES.findall(self.output)
            for code in re.split(b"[;:]", codes)
            if re.fullmatch(rb"3[0-8]|4[0-8]|9[0-7]|10[0-7]", code)
        }

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and lines it has."""
        return self._screen.columns, self._screen.lines

    @property
    def number(self) -> int:
        """The number of its process."""
        return int(self._process.pid)

    def look(self) -> str:
        """Take in what has been drawn by now; return what stands on the screen."""
        self._read()
        return self.text

    # Waiting

    def until(self, fulfilled: Callable[[str], bool], what: str, *, within: float = 0) -> str:
        """Wait until the screen's text fulfils something; return the text."""
        deadline = monotonic() + (within or DEADLINE_SECONDS)
        while not fulfilled(text := self.text):
            if not self._read() or monotonic() > deadline:
                raise AssertionError(f"{what}; the screen shows\n{self.text}")
        assert "Traceback" not in text, text
        return text

    def shows(self, *texts: str, within: float = 0) -> str:
        """Wait until the screen shows all of some texts."""
        return self.until(
            lambda text: all(each in text for each in texts),
            f"{texts} did not all appear",
            within=within,
        )

    def loses(self, *texts: str) -> str:
        """Wait until the screen shows none of some texts any more."""
        return self.until(
            lambda text: not any(each in text for each in texts), f"{texts} did not all go"
        )

    def ends(self) -> int:
        """Wait until the program has ended; return its exit code (minus the signal's number)."""
        deadline = monotonic() + DEADLINE_SECONDS
        while self._read():
            assert monotonic() < deadline, f"it did not end; the screen shows\n{self.text}"
        self._process.wait()
        code, ended_by = self._process.exitstatus, self._process.signalstatus
        return code if code is not None else -int(ended_by or 0)

    def _read(self, wait: float = LOOK_SECONDS) -> bool:
        """Take in what has been written; False when the program has gone."""
        for waited in (wait, *repeat(0, CHUNKS)):
            try:
                data = self._process.read_nonblocking(65536, timeout=waited)
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                return False
            self.output += data
            self._stream.feed(data)
        return True

    # Doing

    def types(self, keys: str) -> None:
        """Send keys in one piece, as a fast typist's arrive."""
        self._process.send(keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, which tells the program so by SIGWINCH."""
        self._screen.resize(lines, columns)
        self._screen.erase_in_display(2)
        self._process.setwinsize(lines, columns)

    def is_killed(self) -> None:
        """End the program as a power cut does."""
        self._process.kill(signal.SIGKILL)
        assert self.ends() == -signal.SIGKILL

    def is_closed(self) -> int:
        """Close the terminal's window; return what the program ended with, as ``ends``."""
        pty = self._process.ptyproc
        pty.fileobj.close()
        pty.closed = True
        deadline = monotonic() + DEADLINE_SECONDS
        try:
            while self._process.isalive():
                assert monotonic() < deadline, "it goes on without a terminal"
                select.select([], [], [], LOOK_SECONDS)
        finally:
            if self._process.isalive():
                self._process.kill(signal.SIGKILL)
        return -int(self._process.signalstatus or 0)

    def quits(self) -> None:
        """Leave by q; the terminal must be as it was."""
        self.types("q")
        assert self.ends() == 0, self.text
        now = self.modes()
        wrong = {mode for mode, wanted in LEFT.items() if now.get(mode, wanted) != wanted}
        assert not wrong, f"modes left behind: {wrong}"
        assert b"Traceback" not in self.output

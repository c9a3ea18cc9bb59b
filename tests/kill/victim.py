"""A running program of its own process group, looked at while it stands still, and killed."""

import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from tests.terminal.real import Home

LOOK_SECONDS = 0.0005
DEADLINE_SECONDS = 120.0
_WRITE_LOCK, _CHECKPOINT_LOCK = 120, 121
"""Bytes of the -shm file that a program holds while it writes, or folds the log into the file."""


class Fall(NamedTuple):
    """How a program ended: whether the kill hit it alive, in the middle of writing, and when."""

    alive: bool
    critical: bool
    at: float


def writing(db: Path) -> bool:
    """Say whether another program holds the file's write lock, or makes a copy of it, right now.

    Only Linux is asked about locks; elsewhere the kills come at any moment.
    """
    if _partial(db):
        return True
    if sys.platform != "linux":
        return False
    try:
        with db.with_name(f"{db.name}-shm").open("rb") as file:
            return any(_held(file.fileno(), byte) for byte in (_WRITE_LOCK, _CHECKPOINT_LOCK))
    except FileNotFoundError:
        return False


def halt(pid: int, db: Path) -> Fall:
    """Let a child and its process group stand still, and look at what it was doing."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGSTOP)
    at = monotonic()
    found = os.waitid(os.P_PID, pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    alive = found is not None and found.si_code == os.CLD_STOPPED
    return Fall(alive=alive, critical=alive and writing(db), at=at)


class Command:
    """One run of the program's command line; what it has shown is in ``shown``."""

    def __init__(self, home: Home, args: Sequence[str]) -> None:
        self._home = home
        self._out = home.folder / "shown.txt"
        self.began = monotonic()
        with self._out.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workstation", *args],
                env=home.env, cwd=home.folder, stdin=subprocess.DEVNULL,
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip

    @property
    def shown(self) -> str:
        """What it has written so far."""
        return self._out.read_text(encoding="utf-8")

    def ends(self, look: Callable[[], None] = lambda: None) -> int:
        """Wait for its end, looking meanwhile; return the exit code."""
        while (code := self._process.poll()) is None:
            look()
            sleep(LOOK_SECONDS)
            if monotonic() > self.began + DEADLINE_SECONDS:
                self.is_killed()
                raise TimeoutError(f"it did not end: {self.shown}")
        return code

    def waits(self, until: Callable[[], bool]) -> None:
        """Wait until something is so, or it has ended."""
        while self._process.poll() is None and not until():
            sleep(LOOK_SECONDS)

    def is_killed(self) -> Fall:
        """Kill it, if it still runs."""
        if self._process.poll() is not None:
            return Fall(alive=False, critical=False, at=monotonic())
        fall = halt(self._process.pid, self._home.db)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        return fall


def _partial(db: Path) -> list[Path]:
    """Return copies that are being made: of a migration beside the file, else in the back-ups."""
    return [
        *db.parent.glob(f"{db.name}*.part"),
        *db.with_name(f"{db.name}.backups").glob("*.part"),
        *db.with_name(f"{db.name}.backups").glob(".*.part"),
    ]


def _held(descriptor: int, byte: int) -> bool:
    """Ask the system whether somebody else holds a lock on a byte of a file."""
    asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    answer = fcntl.fcntl(descriptor, fcntl.F_GETLK, asked)
    kind: int = struct.unpack("hhqqi", answer)[0]
    return kind != fcntl.F_UNLCK

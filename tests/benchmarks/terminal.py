"""A program in a real terminal: when its first useful frame was out, and what it took."""

import contextlib
import os
import select
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

WIDTH, HEIGHT = 120, 36
QUIET_SECONDS = 0.6
"""A program that has said nothing for so long has drawn what it wanted to."""
BARE = """
from textual.app import App
from textual.widgets import Footer, Static

class Bare(App):
    def compose(self):
        yield Static("ready")
        yield Footer()

Bare().run()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds to the first useful frame, processor seconds in all, peak memory."""

    seconds: float
    processor_seconds: float
    peak_bytes: int


def start(arguments: Sequence[str], wanted: Sequence[str], folder: Path) -> Start:
    """Run a Python program in a terminal until it is quiet; end it.

    Args:
        arguments: those of the interpreter.
        wanted: texts that are all on the screen once the frame is a useful one.
        folder: keeps settings, cache and state of the runs, apart from a person's own.

    Raises:
        RuntimeError: it went quiet without showing what was wanted.
    """
    started = perf_counter()
    pid, terminal = _spawn([sys.executable, *arguments], _environment(folder))
    chunks = list(_output(terminal, started))
    peak = _peak_of(pid)
    os.kill(pid, signal.SIGKILL)
    _, _, usage = os.wait4(pid, 0)
    os.close(terminal)
    if peak is None:
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Start(_first_with(chunks, wanted), usage.ru_utime + usage.ru_stime, peak)


def _peak_of(pid: int) -> int | None:
    """Return a running program's peak memory where Linux tells it.

    What ``wait4`` reports there begins with the size of the process that started it.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    except (OSError, IndexError):
        return None


def _environment(folder: Path) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "TEXTUAL", "WORKSTATION", "NO_COLOR"))
    }
    return own | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "WORKSTATION_CONFIG": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
    }


def _spawn(command: list[str], environment: dict[str, str]) -> tuple[int, int]:
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        import fcntl
        import struct
        import termios

        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        os.execve(command[0], command, environment)
    return pid, terminal


def _output(terminal: int, started: float) -> list[tuple[float, bytes]]:
    """Return what came out with the moment it did, until nothing has come for a while."""
    chunks: list[tuple[float, bytes]] = []
    until = started + 20
    while perf_counter() < until:
        ready, _, _ = select.select([terminal], [], [], QUIET_SECONDS if chunks else 10)
        if not ready:
            break
        with contextlib.suppress(OSError):
            if data := os.read(terminal, 65536):
                chunks.append((perf_counter() - started, data))
                continue
        break
    return chunks


def _first_with(chunks: list[tuple[float, bytes]], wanted: Sequence[str]) -> float:
    """Return when the screen first showed everything wanted, by playing the output again."""
    import pyte

    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(screen)
    for seconds, data in chunks:
        stream.feed(data)
        shown = "\n".join(screen.display)
        if all(text in shown for text in wanted):
            return seconds
    raise RuntimeError(f"{wanted} never all appeared; at the end:\n" + "\n".join(screen.display))

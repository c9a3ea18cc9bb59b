"""Whether another program still runs, known by its number, and whether it wrote a file."""

import contextlib
import os
import time
from pathlib import Path

_ROUNDED = 5
"""Seconds that the moments of programs and files may be off."""


def runs(number: int) -> bool:
    """Say whether a program with this number runs, as far as one may know."""
    if os.name != "posix":
        return True
    if number <= 0:
        return False
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def writer_of(file: Path, number: str) -> int:
    """Return the number of the other program that wrote a file, 0 when that runs no more.

    One that began after the file was written has its writer's number and nothing else. ``number``
    is the writer's as the file's name says it; one with this program's own number runs no more.
    """
    if not number.isdecimal() or int(number) == os.getpid() or not runs(int(number)):
        return 0
    began = _began_at(int(number))
    with contextlib.suppress(OSError):
        if began is not None and began > file.stat().st_mtime + _ROUNDED:
            return 0
    return int(number)


def _began_at(number: int) -> float | None:
    """Return when a program began, in seconds since 1970; None where the system does not say."""
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
        since_boot = int(told.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        # What /proc/stat calls the start of the machine may be that of a container.
        return since_boot + time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
    except (OSError, ValueError, IndexError, AttributeError):
        return None

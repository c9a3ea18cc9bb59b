"""Tells other programs what long work has the file locked, so that they wait or say so."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

LONGEST_WAIT = 60.0
"""Seconds that a change waits for long work of another program; the screens never do."""


def _note_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-at-work")


@contextlib.contextmanager
def announced(path: Path, title: str) -> Iterator[None]:
    """While entered, others find out what has the file at ``path`` locked."""
    note = _note_of(path)
    try:
        note.write_text(f"{os.getpid()}\n{title}", encoding="utf-8")
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()


def under_way(path: Path) -> str:
    """Return the title of the long work that has a file locked, "" for none that is known."""
    try:
        number, _, title = _note_of(path).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return ""
    return title if number.isdecimal() and runs(int(number)) else ""


def is_busy(error: sqlite3.Error) -> bool:
    """Say whether a change was refused since another connection has the file locked."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def runs(number: int) -> bool:
    """Say whether a program with this number runs, as far as one may know."""
    if os.name != "posix":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

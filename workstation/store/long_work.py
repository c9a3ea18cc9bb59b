"""Tells other programs what long work has the file locked, so that they wait or say so."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from workstation.store.programs import writer_of

LONGEST_WAIT = 60.0
"""Seconds that a change waits for long work of another program; the screens never do."""

_own: set[str] = set()
"""The notes of work this program is at; another with its number was left by one before it."""


@contextlib.contextmanager
def announced(path: Path, title: str) -> Iterator[None]:
    """While entered, others find out what has the file at ``path`` locked."""
    _sweep(path)
    note = path.with_name(f"{_name_of(path)}{os.getpid()}-{os.urandom(4).hex()}")
    _own.add(note.name)
    try:
        with contextlib.ExitStack() as held:
            with contextlib.suppress(OSError):
                file = held.enter_context(note.open("wb", buffering=0))
                file.write(title.encode("utf-8", "replace"))
            yield
    finally:
        _own.discard(note.name)
        with contextlib.suppress(OSError):
            note.unlink()


def under_way(path: Path) -> str:
    """Return the title of the long work that has a file locked, "" for none that is known.

    Of several it is the one announced first: the others may be waiting for it.
    """
    found = []
    for note in _notes(path):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            title = note.read_text(encoding="utf-8")
            if title and _goes_on(note):
                found.append((note.stat().st_mtime_ns, note.name, title))
    return min(found)[2] if found else ""


def _name_of(path: Path) -> str:
    """Return how the names of the notes on a file begin; the number of a program follows."""
    return f"{path.name}-at-work-"


def _notes(path: Path) -> list[Path]:
    begins = _name_of(path)
    with contextlib.suppress(OSError):
        return [each for each in path.absolute().parent.iterdir() if each.name.startswith(begins)]
    return []


def _goes_on(note: Path) -> bool:
    if note.name in _own:
        return True
    if os.name == "nt":
        # Nobody can be asked whether they run there, and what is held open cannot be deleted.
        with contextlib.suppress(OSError):
            note.unlink()
        return note.exists()
    return bool(writer_of(note, note.name.rpartition("-at-work-")[2].partition("-")[0]))


def _sweep(path: Path) -> None:
    """Take away the notes of programs that were ended before they could."""
    for note in _notes(path):
        if not _goes_on(note):
            with contextlib.suppress(OSError):
                note.unlink()

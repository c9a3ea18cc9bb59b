"""Opens what is to be imported and knows whether it is still the same file."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.errors import TableError, shown

Stamp = tuple[int, int, int]
"""Size in bytes, moment of change in nanoseconds and identity of a file."""


def opened(path: Path) -> BinaryIO:
    """Open a regular file for reading, or say in one sentence why it cannot be (TableError)."""
    try:
        file = path.open("rb", buffering=0) if _is_plain(path) else None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    if file is None:
        message = f"{shown(path)} is not an ordinary file: give the path of a file to import."
        raise TableError(message)
    return file


def unreadable(path: Path, error: OSError | ValueError) -> TableError:
    """Return the sentence for a file the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return TableError(f"There is no file {shown(path)} in {path.parent}: check the path.")
    if isinstance(error, IsADirectoryError):
        return TableError(f"{shown(path)} is a folder: give the path of a file in it.")
    if isinstance(error, PermissionError):
        return TableError(
            f"{shown(path)} may not be read: close it in other programs or change its permissions."
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return TableError(f"{shown(path)} cannot be read ({reason}): check the path and the disk.")


def stamp(file: BinaryIO) -> Stamp:
    """Return what tells whether an open file is still the same."""
    now = os.fstat(file.fileno())
    return now.st_size, now.st_mtime_ns, now.st_ino


def check_unchanged(path: Path, file: BinaryIO, expected: Stamp | None) -> None:
    """Refuse a file (TableError) that is not the one whose stamp was taken."""
    if expected is not None and stamp(file) != expected:
        raise changed(path)


def changed(path: Path) -> TableError:
    """Return the sentence for a file that changed between two looks at it."""
    return TableError(f"{shown(path)} was changed while it was being read: import it again.")


def _is_plain(path: Path) -> bool:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    return stat.S_ISREG(mode)

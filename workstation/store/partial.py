"""Names files that are only half made, and removes those that a killed program left behind."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

_ENDINGS = ("", "-journal", "-wal", "-shm")
"""What SQLite may have left beside a file, and the file itself."""

_OURS = r"\..+\.\d+\.(copy|restored)\.part(\.converting)?(-journal|-wal|-shm)?"
_CONVERTING = r".+\.converting(-journal|-wal|-shm)?"
_LEFT_AFTER = 60 * 60
"""Seconds after which a half-made file belongs to a program that is gone."""


def copying(target: Path) -> Path:
    """Return where this program makes a copy that is to be called ``target``."""
    return target.with_name(f".{target.name}.{os.getpid()}.copy.part")


def restoring(path: Path) -> Path:
    """Return where this program makes what is to take the place of a file."""
    return path.with_name(f".{path.name}.{os.getpid()}.restored.part")


def converting(path: Path) -> Path:
    """Return where a file is encrypted or decrypted; only who has that file alone is at it."""
    return path.with_name(f"{path.name}.converting")


def is_half_made(name: str) -> bool:
    """Tell from its name whether a file beside a database was not made to its end."""
    return bool(re.fullmatch(_OURS, name) or re.fullmatch(_CONVERTING, name))


def is_of(name: str, path: Path) -> bool:
    """Tell from its name whether a half-made file is of this one, not of one called after it."""
    own = re.escape(path.name)
    found = re.match(rf"\.\.?{own}\.\d+\.(copy|restored)\.part|{own}\.converting", name)
    return found is not None and is_half_made(name)


def remove(partial: Path) -> None:
    """Remove a half-made file with what SQLite left beside it.

    Raises:
        OSError: it cannot be removed.
    """
    for ending in _ENDINGS:
        partial.with_name(partial.name + ending).unlink(missing_ok=True)


def left_of_conversion(path: Path) -> None:
    """Remove what a killed program left of encrypting or decrypting a file that is open here."""
    partial = converting(path)
    if partial.exists():
        with contextlib.suppress(OSError):
            remove(partial)


def sweep(folder: Path, now: float) -> None:
    """Remove what killed programs left in a folder an hour before ``now``, seconds since 1970."""
    with contextlib.suppress(OSError):
        for file in _left(folder):
            if now - file.lstat().st_mtime > _LEFT_AFTER:
                file.unlink(missing_ok=True)


def _left(folder: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        name = file.name
        if re.fullmatch(_OURS, name) or (
            folder.name.endswith(".backups") and re.fullmatch(_CONVERTING, name)
        ):
            yield file

"""Sweeps away what a run that was killed left half-written: it may hold somebody's customers."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

PART = ".workstation.part"
"""How files and folders end that are being written beside their place."""

SPOOL = "workstation-pipe-"
"""How folders begin that hold what came in through a pipe."""

_OLD = 24 * 60 * 60
"""Seconds after which nobody writes to one any more."""


def sweep(mine: Path) -> None:
    """Remove what lies beside a file or folder just made, is of the same sort and a day older.

    Only what this program named so, this person owns and is no link goes; what cannot be removed
    stays, and nothing is said of it.
    """
    with suppress(OSError):
        made_at = mine.lstat().st_mtime
        with os.scandir(mine.parent) as entries:
            for entry in entries:
                if _is_left(entry, mine.name, made_at):
                    _remove(Path(entry.path))


def _is_left(entry: "os.DirEntry[str]", mine: str, made_at: float) -> bool:
    spool = mine.startswith(SPOOL)
    named = entry.name.startswith(SPOOL) if spool else _is_part(entry.name)
    if not named or entry.name == mine or entry.is_symlink():
        return False
    with suppress(OSError):
        held = entry.stat(follow_symlinks=False)
        theirs = hasattr(os, "getuid") and held.st_uid != os.getuid()
        return not theirs and made_at - held.st_mtime > _OLD
    return False


def _is_part(name: str) -> bool:
    return name.startswith(".") and name.endswith(PART)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()

"""Puts what SQLite and the disk report into one sentence that says what to do."""

import re
import shutil
import sqlite3
from pathlib import Path

from workstation.store.called import command

_NO_ROOM = 1 << 16
"""Bytes free below which SQLite cannot even begin: it reports that as an error of the disk."""

_WRITING = ("_WRITE", "_FSYNC", "_DIR_FSYNC", "_TRUNCATE", "_SHMSIZE", "_SHMOPEN", "_DELETE")


_GONE = r"no such (table|column): (?!temp\.)\S+"
"""What SQLite says of a file that another program has taken a table or a column from.

It says it of a mistake of the house's own as well.
"""


def explain(error: sqlite3.Error, path: Path) -> str:
    """Put what SQLite reports about a file into one sentence."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        what = f"{path} is not a workstation database (nor any SQLite file)"
        return f"{what}; {way_back(path) or 'name another --db'}."
    if name.startswith("SQLITE_CORRUPT"):
        return _damaged(path)
    if (found := re.match(_GONE, str(error))) and _lacks(path):
        return _damaged(path, f" ({found[0]})")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        from workstation.store.long_work import under_way

        if title := under_way(path):
            return f"“{title}” is being written and goes on by itself; try again in a minute."
        return f"{path} is locked by another program; close it and try again."
    if name.startswith("SQLITE_READONLY"):
        return f"{path} is read-only; make the file and its folder writable."
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return _of_the_disk(error, name, path)
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return "The record this belongs to is not there any more; nothing was changed."
    return f"{path}: {error}. {command('check', path)} says whether the file is at fault."


def _lacks(path: Path) -> bool:
    from workstation.store.check_tables import lacks

    return lacks(path)


def _damaged(path: Path, what: str = "") -> str:
    another = command("restore FILE", path)
    none = f"there is no good back-up beside it; {another} brings another back"
    return f"{path} is damaged{what}; {way_back(path) or none}."


def _of_the_disk(error: sqlite3.Error, name: str, path: Path) -> str:
    if name.startswith("SQLITE_FULL") or _full(path.absolute().parent):
        return f"The disk with {path} is full; nothing was changed. Make room and try again."
    if not path.exists():
        return f"{path} is not there any more; put the file or its disk back and try again."
    if name.removeprefix("SQLITE_IOERR") in _WRITING:
        return (
            f"{path} cannot be written ({error}), so nothing was changed; the disk may be full for "
            "you, or failing. Make room and try again."
        )
    return f"{path} cannot be read or written ({error}); check the disk."


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM
    except OSError:
        return False


def way_back(path: Path) -> str | None:
    """Name the newest back-up that was found good and the command that brings it back."""
    from workstation.store.backup_files import folder_of, kept_in
    from workstation.store.errors import StoreError

    try:
        found = next((one for one in kept_in(folder_of(path)) if one.state == "verified"), None)
    except StoreError:
        return None
    if found is None:
        return None
    day, clock = found.stamp[:8], found.stamp[9:13]
    when = f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:]} UTC"
    return (
        f"the newest good back-up is of {when}, bring it back with "
        f"{command(f'restore {found.path.name}', path)}"
    )

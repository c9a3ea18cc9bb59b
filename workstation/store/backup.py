"""Verified copies of the file, made while it is in use, each whole or not there at all."""

import contextlib
import math
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from workstation.store import cipher, partial
from workstation.store.connection import open_file
from workstation.store.errors import StoreError
from workstation.store.explained import explain
from workstation.store.triggers import RECORD_TABLES
from workstation.store.version import APPLICATION_ID, SCHEMA_VERSION

_ReadT = TypeVar("_ReadT")

_PAGES = 2048
"""Pages copied at a time (8 MB), so that other threads come to their turn in between."""

_SPARE = 4_000_000
"""Bytes, and a quarter of the copy, that are left free on the disk."""

_PASSING = tuple(
    f"SQLITE_{name}"
    for name in ("BUSY", "CANTOPEN", "FULL", "IOERR", "LOCKED", "NOMEM", "PERM", "PROTOCOL")
)
"""What another program, a full machine or a disk that is away may cause; it says no damage."""


class Holds(msgspec.Struct, frozen=True):
    """What a file holds.

    ``mark`` differs when anything was written; ``version`` is the file's; ``rows`` counts the rows
    of every table of record it has; ``newest_at`` is the moment (UTC) of its latest activity, and
    ``last_at``, ``last_title`` and ``last_seq`` tell the latest recorded action, ``last_change``
    the number of the latest entry in the log of changes.
    """

    mark: str
    version: int
    rows: dict[str, int] = {}
    newest_at: str | None = None
    last_at: str | None = None
    last_title: str | None = None
    last_seq: int = 0
    last_change: int = 0


class Moment(NamedTuple):
    """A file as it was at one moment, whatever is written from then on.

    ``held`` is what ``marked`` returns; the connection is of the thread that made it.
    """

    path: Path
    connection: sqlite3.Connection
    held: Holds


@contextlib.contextmanager
def moment(path: Path) -> Iterator[Moment]:
    """Hold on to the present moment of a file while entered.

    Raises:
        StoreError: the file cannot be opened or read.
    """
    try:
        with contextlib.closing(open_file(path, mode="ro")) as connection:
            connection.execute("BEGIN")
            yield Moment(path, connection, mark(connection))
    except sqlite3.Error as error:
        raise StoreError(explain(error, path)) from error


def copy(path: Path, target: Path) -> Holds:
    """Copy a file in use to ``target``; see ``copy_moment``."""
    with moment(path) as present:
        return copy_moment(present, target)


def copy_moment(present: Moment, target: Path) -> Holds:
    """Copy a file as of a moment, whole or not at all, readable by its owner only.

    The copy is opened and looked through, what it holds is compared with the file, and it is on
    the disk before it gets its name.

    Raises:
        StoreError: the file is damaged, or there is no room; no copy is left behind.
    """
    path = present.path
    made = partial.copying(target)
    try:
        _require_room(present, target.parent)
        made.unlink(missing_ok=True)
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        for folder in (made.parent, path.absolute().parent):
            partial.sweep(folder, made.stat().st_mtime)
        expected = look(present.connection)
        _fill(present, made)
        _compare(made, expected, path)
        to_disk(made)
        made.replace(target)
        folder_to_disk(target.parent)
    except sqlite3.Error as error:
        raise StoreError(explain(error, path)) from error
    except OSError as error:
        raise StoreError(
            f"No copy of {path} could be made in {target.parent} ({error.strerror or error})."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            made.unlink(missing_ok=True)
    return expected


def _require_room(present: Moment, folder: Path) -> None:
    """Refuse before a copy fills the disk: work that goes on meanwhile would find it full.

    Raises:
        StoreError: there is no room for it.
        OSError: the folder is not there.
    """
    pages, size = (
        int(present.connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "page_size")
    )
    copied, free = pages * size, shutil.disk_usage(folder).free
    needed = copied + copied // 4 + _SPARE
    if free < needed:
        # Rounded apart, as the two may be nearly the same.
        asked, there = math.ceil(needed / 1e5) / 10, math.floor(free / 1e5) / 10
        raise StoreError(
            f"There is no room for a copy of {present.path} in {folder}: {asked:.1f} MB are "
            f"needed, with what has to stay free for your work, and {there:.1f} MB are free."
        )


def _fill(present: Moment, made: Path) -> None:
    with contextlib.closing(open_file(made, like=present.path)) as copied:
        for pragma in ("synchronous = OFF", "journal_mode = OFF"):
            copied.execute(f"PRAGMA {pragma}")
        present.connection.backup(copied, pages=_PAGES, sleep=0.01)
        # One file that can be carried away: no log beside it.
        copied.execute("PRAGMA journal_mode = DELETE")


def _compare(made: Path, expected: Holds, path: Path) -> None:
    try:
        found = verify(made)
    except StoreError as error:
        cause = error.__cause__ or error
        raise StoreError(
            f"A copy of {path} did not come out sound and was not kept "
            f"({_said(cause, made)}); run 'workstation check'."
        ) from error
    if found != expected:
        raise StoreError(f"A copy of {path} did not hold what the file holds; it was not kept.")


def _said(cause: BaseException, made: Path) -> str:
    """Return what SQLite found, without the name of a file that is gone."""
    return str(cause).replace(f"{made} cannot be used: ", "").rstrip(".")


def sound(path: Path) -> bool:
    """Say whether SQLite finds nothing wrong with a file's pages."""
    return _read(path, lambda one: one.execute("PRAGMA quick_check(1)").fetchone()[0]) == "ok"


def verify(path: Path) -> Holds:
    """Open a copy, check it whole, and return what it holds.

    Raises:
        StoreError: it is not there, not a workstation's, from a newer version, or damaged.
    """
    if not path.is_file():
        raise StoreError(f"There is no back-up {path}; 'workstation backup list' shows them.")
    try:
        with contextlib.closing(open_file(path, mode="ro")) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise StoreError(f"{path} cannot be used: it is damaged ({found}).")
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            if application != APPLICATION_ID:
                raise StoreError(f"{path} is not a copy of a workstation's file; choose another.")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise StoreError(
                    f"{path} was written by a newer workstation (its version {version}, this "
                    f"program knows {SCHEMA_VERSION}); update this program with pip install "
                    "--upgrade workstation."
                )
            return look(connection)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} cannot be used: it is damaged or not a database ({error})."
        ) from error


def may_pass(error: StoreError) -> bool:
    """Say whether it may be the machine, not the copy, that kept ``verify`` from reading it."""
    name = getattr(error.__cause__, "sqlite_errorname", "")
    return name.startswith(_PASSING)


def held(path: Path) -> Holds | None:
    """Return what a file holds, None when it is not there or cannot be read."""
    return _read(path, look)


def marked(path: Path) -> Holds | None:
    """Return the mark, the version and the latest action of a file alone: cheap at any size."""
    return _read(path, mark)


def newest_actions(path: Path, most: int) -> list[tuple[int, str, str]]:
    """Return the latest recorded actions of a file by number, moment (UTC) and title, or none."""
    return (
        _read(
            path,
            lambda connection: [
                (int(row[0]), str(row[1]), str(row[2]))
                for row in connection.execute(
                    "SELECT id, at, title FROM actions ORDER BY seq DESC LIMIT ?", (most,)
                )
            ],
        )
        or []
    )


def actions_there(path: Path, numbers: Sequence[int]) -> set[tuple[int, str, str]]:
    """Return those of the actions of these numbers that a file has, as ``newest_actions``."""
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT id, at, title FROM actions WHERE id IN ({marks})"
    return (
        _read(path, lambda connection: {tuple(row) for row in connection.execute(sql, numbers)})
        or set()
    )


def _read(path: Path, reading: Callable[[sqlite3.Connection], _ReadT]) -> _ReadT | None:
    if not path.is_file():
        return None
    try:
        with (
            cipher.unasked(),
            contextlib.closing(open_file(path, mode="ro")) as connection,
        ):
            connection.execute("BEGIN")
            return reading(connection)
    except (sqlite3.DatabaseError, cipher.Locked):
        return None


def look(connection: sqlite3.Connection) -> Holds:
    """Count what a file holds."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    rows = {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in RECORD_TABLES
        if table in tables
    }
    newest = connection.execute("SELECT max(happened_at) FROM activities").fetchone()[0]
    return msgspec.structs.replace(mark(connection), rows=rows, newest_at=newest)


def mark(connection: sqlite3.Connection) -> Holds:
    """Read what every write moves: the log of changes, and words that are not logged yet."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    last = connection.execute(
        "SELECT id, seq, at, title FROM actions ORDER BY seq DESC LIMIT 1"
    ).fetchone() or (0, 0, None, None)
    change = connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
    parts = [last[0], last[2], change]
    for drafts in ("call_drafts", "block_drafts", "unsaved_words"):
        if drafts in tables:
            parts += connection.execute(f"SELECT count(*), max(saved_at) FROM {drafts}").fetchone()
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = "/".join("" if part is None else str(part) for part in parts)
    return Holds(
        mark,
        version,
        last_at=last[2],
        last_title=last[3],
        last_seq=int(last[1]),
        last_change=int(change),
    )


def to_disk(path: Path) -> None:
    """Have all of a file written to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def folder_to_disk(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Verified copies of the file, made while it is in use, and bringing one back."""

import contextlib
import os
import sqlite3
from pathlib import Path

from workstation.store.connection import BUSY_SECONDS, explain, prepare
from workstation.store.errors import StoreError
from workstation.store.migrations import APPLICATION_ID, SCHEMA_VERSION

_PAGES = 4096
"""Pages copied at a time (16 MB), so that others can write in between."""


def copy(path: Path, target: Path) -> None:
    """Copy a file in use to ``target``, whole or not at all, readable by its owner only.

    Raises:
        StoreError: the file is damaged or locked, or there is no room; no copy is left behind.
    """
    partial = target.with_name(f"{target.name}.part")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            contextlib.closing(_open(path)) as source,
            contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as made,
        ):
            source.backup(made, pages=_PAGES, sleep=0.01)
            # One file that can be carried away: no log beside it.
            made.execute("PRAGMA journal_mode = DELETE")
        verify(partial)
        _to_disk(partial)
        partial.replace(target)
    except sqlite3.Error as error:
        raise StoreError(explain(error, path)) from error
    except OSError as error:
        raise StoreError(
            f"No copy of {path} could be made in {target.parent} ({error.strerror or error})."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def verify(path: Path) -> None:
    """Open a copy and check it whole.

    Raises:
        StoreError: it is not there, not a workstation's, from a newer version, or damaged.
    """
    if not path.is_file():
        raise StoreError(f"There is no back-up {path}; 'workstation backup list' shows them.")
    try:
        with contextlib.closing(_open(path)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} cannot be used: it is damaged or not a database ({error})."
        ) from error
    if found != "ok":
        raise StoreError(f"{path} cannot be used: it is damaged ({found}).")
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is not a copy of a workstation's file; choose another.")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer workstation (its version {version}, this program "
            f"knows {SCHEMA_VERSION}); update this program with pip install --upgrade workstation."
        )


def counts(path: Path, tables: tuple[str, ...]) -> dict[str, int]:
    """Return how many rows each of the tables has, leaving out what cannot be read."""
    found = {}
    with contextlib.closing(_open(path)) as connection:
        for table in tables:
            with contextlib.suppress(sqlite3.DatabaseError):
                count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                found[table] = count
    return found


def fingerprint(path: Path) -> str | None:
    """Return a text that differs when anything was written; None for a file that cannot be read.

    It is made of what every write moves: the log of changes, drafts of calls, the version.
    """
    try:
        with contextlib.closing(_open(path)) as connection:
            row = connection.execute(
                "SELECT (SELECT max(seq) FROM changes), (SELECT max(seq) FROM actions), "
                "(SELECT count(*) || ' ' || coalesce(max(saved_at), '') FROM call_drafts), "
                "(SELECT user_version FROM pragma_user_version)"
            ).fetchone()
    except sqlite3.DatabaseError:
        return None
    return "/".join(str(part) for part in row)


def set_aside(path: Path, target: Path) -> None:
    """Move the file with its log out of the way, under a name that nothing has yet.

    Raises:
        StoreError: another program has it open for writing, or it cannot be moved.
    """
    _require_alone(path)
    try:
        for ending in ("-wal", "-shm", ""):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.rename(target.with_name(target.name + ending))
    except OSError as error:
        raise StoreError(f"{path} cannot be moved aside ({error.strerror or error}).") from error


def put(copy_path: Path, path: Path) -> None:
    """Put a verified copy where the file was.

    Raises:
        StoreError: it cannot be written.
    """
    if path.exists():
        raise StoreError(f"{path} is still there; it is never overwritten.")
    copy(copy_path, path)
    prepare(path)


def _require_alone(path: Path) -> None:
    """Fold the log into the file; refuse while another program is writing.

    A damaged file is moved as it is, its log beside it.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as own:
            own.execute("PRAGMA locking_mode = EXCLUSIVE")
            own.execute("BEGIN EXCLUSIVE")
            own.execute("COMMIT")
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(
                f"{path} is in use by another program; close it and try again."
            ) from error
    except sqlite3.DatabaseError:
        return


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        path.absolute().as_uri() + "?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())

"""Putting a back-up in the place of the file: at any moment the one or the other is there whole."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from workstation.store import backup, cipher_convert, partial
from workstation.store.backup import Holds
from workstation.store.connection import how_many, open_file
from workstation.store.errors import StoreError, code_of
from workstation.store.explained import explain

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_WAIT_SECONDS = 1.0


def swap(source: Path, path: Path, *, keep: Callable[[], Holds | None], aside: Path) -> bool:
    """Put a copy of ``source`` in the place of the file at ``path``.

    ``keep`` makes a back-up of the file as it is and returns what that holds, None for a file that
    cannot be read: such a one is kept under the name ``aside`` as it is, with its log. Returns
    whether that was so. Of an empty file, or one without a table, there is nothing to keep.

    Raises:
        StoreError: the back-up is unusable, another program has the file open, or there is no
            room; the file is then where it was.
    """
    staged = partial.restoring(path)
    try:
        backup.copy(source, staged)
        cipher_convert.match(staged, path)
        if not path.exists() or not path.stat().st_size:
            # A log left beside would be taken for the new file's.
            if logged := path.with_name(f"{path.name}-wal").exists():
                _set_aside(path, aside)
            _put(staged, path)
            return logged and aside.exists()
        with _alone(path) as own:
            bare = _is_bare(own)
        held = None if bare else keep()
        if held is None and not bare:
            _set_aside(path, aside)
            _put(staged, path)
            return True
        with _alone(path) as own:
            same = backup.look(own).mark == held.mark if own and held else _is_bare(own)
            if own is None or not same:
                raise StoreError(_in_use(path))
            # Without a log of its own nothing of the old file can get into the new one.
            own.execute("PRAGMA journal_mode = DELETE")
            if os.name == "nt":
                own.close()
            _put(staged, path)
    except sqlite3.Error as error:
        raise StoreError(explain(error, path)) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be replaced ({error.strerror or error}); it is as it was."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
    return False


def require_alone(path: Path) -> None:
    """Refuse what ``swap`` would: another program has the file open.

    Raises:
        StoreError: it has; the file is as it was.
    """
    if path.exists() and path.stat().st_size:
        with _alone(path):
            pass


def _is_bare(own: sqlite3.Connection | None) -> bool:
    """Tell whether a file is a database without a single table."""
    try:
        return own is not None and not how_many(own)
    except sqlite3.DatabaseError:
        return False


def _put(staged: Path, path: Path) -> None:
    """Give the new file its name, in one step."""
    staged.replace(path)
    backup.folder_to_disk(path.parent)


def _set_aside(path: Path, aside: Path) -> None:
    """Copy a damaged file with its log, then take the log away: the new file must not see it."""
    for ending in ("", "-wal"):
        part, copied = (each.with_name(each.name + ending) for each in (path, aside))
        if part.exists():
            os.close(os.open(copied, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            shutil.copyfile(part, copied)
            backup.to_disk(copied)
    backup.folder_to_disk(path.parent)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Be the only one who has the file open, its log folded in; None for a damaged file.

    Every program that has a database open holds a lock on it, which the system takes back when
    the program ends, however it ends.

    Raises:
        StoreError: another program, or another part of this one, has the file open.
    """
    try:
        own = open_file(path, timeout=_WAIT_SECONDS)
    except sqlite3.Error:
        yield None
        return
    with contextlib.closing(own):
        try:
            own.execute("PRAGMA locking_mode = EXCLUSIVE")
            own.execute("BEGIN EXCLUSIVE")
            own.execute("COMMIT")
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            alone: sqlite3.Connection | None = own
        except sqlite3.OperationalError as error:
            if code_of(error) in _BUSY:
                raise StoreError(_in_use(path)) from error
            raise
        except sqlite3.DatabaseError:
            alone = None
        yield alone


def _in_use(path: Path) -> str:
    return f"{path} is in use by another program; close it there and try again."

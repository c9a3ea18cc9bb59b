"""Opening the one SQLite file: safe settings, the right version, and clear words when it fails."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from workstation.store import cipher, cipher_held, partial
from workstation.store.errors import StoreError, is_busy
from workstation.store.explained import explain
from workstation.store.version import APPLICATION_ID, SCHEMA_VERSION

BUSY_SECONDS = 5.0


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open an existing, current file and return a connection set up for the house.

    Writing needs a recorded action: outside one the connection refuses to change anything.
    """
    connection = open_file(path, mode="ro" if read_only else "rw")
    connection.row_factory = _row_type(connection)
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "cache_size = -16000",
        "query_only = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def open_file(
    path: Path,
    *,
    mode: str = "rw",
    timeout: float | None = None,
    like: Path | None = None,
) -> sqlite3.Connection:
    """Open a database file by the library it needs; every connection of the house is made here.

    An encrypted one is a connection of SQLCipher that looks and fails like one of ``sqlite3``.

    Args:
        path: the file.
        mode: ``ro``, ``rw`` or ``rwc``, as in SQLite's file addresses.
        timeout: seconds to wait for another program's lock; ``BUSY_SECONDS`` unless told.
        like: for a new file, one whose passphrase it is to have, or to be plain as that is.

    Raises:
        Locked: the file is encrypted and its passphrase is not to be had.
        StoreError: the file is encrypted and SQLCipher is not installed.
        sqlite3.Error: it cannot be opened.
    """
    salt, patience = salt_of(like or path), BUSY_SECONDS if timeout is None else timeout
    if salt is None:
        address = f"{path.absolute().as_uri()}?mode={mode}"
        connection: sqlite3.Connection = sqlite3.connect(
            address,
            uri=True,
            timeout=patience,
            isolation_level=None,
            factory=cipher_held.PlainConnection,
            # One that only reads goes from thread to thread, used by one at a time.
            check_same_thread=mode != "ro",
        )
    else:
        key = cipher.key_of(like or path, salt)
        from workstation.store.cipher_sqlite import open_keyed

        connection = open_keyed(path, key, mode=mode, timeout=patience)
    cipher_held.note(identity(path), salt, connection)
    return connection


def salt_of(path: Path) -> bytes | None:
    """Return the salt of an encrypted file, open or not; None for any other."""
    held = cipher_held.known(identity(path))
    return cipher.salt_of(path) if held is None else held[0]


def _row_type(connection: object) -> type:
    if isinstance(connection, sqlite3.Connection):
        return sqlite3.Row
    from workstation.store.cipher_sqlite import row_type

    return row_type()


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at a path from any other, None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def prepare(path: Path) -> None:
    """Make the file if there is none, bring it to this version if it is older.

    Raises:
        StoreError: it is a folder, not a database, another program's, from a newer version,
            read-only, locked, cannot be made, or is gone although it held work; the message says
            which and what to do.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise StoreError(f"{path} is not a file; name another with --db.")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file in it, such as {path / 'desk.db'}.")
    if not path.exists() or path.stat().st_size == 0:
        from workstation.store.lost import lost

        if gone := lost(path):
            raise StoreError(gone)
        _create(path)
    # Looked at before it is opened: see cipher_held.
    logged = cipher_held.known(identity(path)) is not None or _uses_log(path)
    with contextlib.closing(_first_look(path)) as connection, _explained(path):
        version = _version(connection, path)
        if version != SCHEMA_VERSION:
            _migrate(connection, path)
        elif not logged:
            _use_log(connection)
        partial.left_of_conversion(path)


def _create(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be made ({error.strerror or error}); choose another place with --db."
        ) from error


def _first_look(path: Path) -> sqlite3.Connection:
    held = cipher_held.known(identity(path)) is not None
    try:
        if not held:
            path.open("rb").close()
    except OSError as error:
        raise StoreError(f"{path} cannot be read; give yourself permission or use --db.") from error
    try:
        if not held:
            path.open("r+b").close()
        _try_folder(path)
    except OSError as error:
        raise StoreError(
            f"{path} is read-only, and a day's work has to be written; make the file and its "
            "folder writable or choose another with --db."
        ) from error
    try:
        return open_file(path)
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be opened ({error}).") from error


def _try_folder(path: Path) -> None:
    """Find out by doing it whether files can be made beside the database, as its log must be."""
    if not path.with_name(f"{path.name}-wal").exists():
        probe = path.with_name(f"{path.name}-{os.getpid()}.try")
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT, 0o600))
        probe.unlink()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(explain(error, path)) from error


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the file's version, 0 for an empty file."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID and how_many(connection):
        raise StoreError(f"{path} is another program's database; name another file with --db.")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer workstation (its version {version}, this program "
            f"knows {SCHEMA_VERSION}); update this program with pip install --upgrade workstation."
        )
    return version


def how_many(connection: sqlite3.Connection) -> int:
    """Return how many tables and such a file has; reading them takes longer than its header."""
    found: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return found


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply what is missing in one transaction, so that two programs starting at once agree."""
    from sqlite_utils import Database

    from workstation.store.lost import lost
    from workstation.store.migrations import steps

    _use_log(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path)
        if version != SCHEMA_VERSION:
            if not how_many(connection) and (gone := lost(path, bare=True)):
                raise StoreError(gone)
            if version:
                from workstation.store.backup_files import before_migration

                before_migration(path, version)
            steps().apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite has taken it back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _uses_log(path: Path) -> bool:
    """Tell from the header whether the file is known to be written by the write-ahead log.

    Bytes 18 and 19 are then 2 (SQLite's file format); asking SQLite makes it read the whole schema,
    which only an encrypted file needs.
    """
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == b"\x02\x02" and salt_of(path) is None
    except OSError:
        return False


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait for another program by itself here."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return

"""Encrypting a file, decrypting it, or giving it another passphrase: a new file, verified, swapped.

Killed at any moment, the old file or the new one is there whole.
"""

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from workstation.store import cipher, cipher_held, partial
from workstation.store.cipher import PLAIN_HEADER, SALT_BYTES, Key, Secret
from workstation.store.connection import identity, salt_of
from workstation.store.errors import StoreError, code_of
from workstation.store.explained import explain

_OURS = ("application_id", "user_version")
"""What is kept in the header and not copied with the tables."""


def new_key(passphrase: Secret) -> Key:
    """Make a key with a salt of its own."""
    return Key(passphrase, secrets.token_bytes(SALT_BYTES))


def convert(path: Path, key: Key | None) -> None:
    """Put a copy of a file in its place, encrypted with ``key``, or plain where it is None.

    Raises:
        StoreError: it is in use or damaged, there is no room, or the copy is not the same; the
            file is then as it was.
    """
    cipher.require_installed(path)
    if cipher_held.known(identity(path)) is not None:
        raise StoreError(f"{path} is open here; close it first.")
    made = partial.converting(path)
    try:
        with contextlib.closing(_alone(path)) as source, _gone_unless_named(made):
            os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            _write(source, made, key)
            _verify(source, made, key)
            _to_disk(made)
            if os.name == "nt":
                source.close()
            _swap(made, path)
    except sqlite3.Error as error:
        raise StoreError(explain(error, path)) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be converted ({error.strerror or error}); it is as it was."
        ) from error


def match(made: Path, path: Path) -> None:
    """Encrypt a plain file just made that is to stand in for an encrypted one.

    Raises:
        StoreError: as ``convert``.
    """
    salt = salt_of(path)
    if salt is not None and salt_of(made) is None:
        convert(made, cipher.key_of(path, salt))


@contextlib.contextmanager
def _gone_unless_named(made: Path) -> Iterator[None]:
    """Have nothing half-made there, before and after; others may be at it until we are alone."""
    partial.remove(made)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            partial.remove(made)


def _alone(path: Path) -> sqlite3.Connection:
    """Open the file for this connection only, everything in one file beside no log."""
    from workstation.store.cipher_sqlite import open_keyed

    salt = salt_of(path)
    key = None if salt is None else cipher.key_of(path, salt)
    connection = open_keyed(path, key, mode="rw", timeout=1.0)
    try:
        # A log left beside would be taken for the new file's.
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            raise StoreError(_in_use(path))
    except sqlite3.OperationalError as error:
        connection.close()
        if code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(_in_use(path)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _in_use(path: Path) -> str:
    return f"{path} is in use by another program; close it and try again."


def _write(source: sqlite3.Connection, made: Path, key: Key | None) -> None:
    opens = "" if key is None else key.reveal()
    source.execute("ATTACH ? AS converted KEY ?", (str(made), opens))
    # A copy that is not whole is thrown away, and a whole one is brought to the disk at the end.
    for pragma in ("synchronous = OFF", "journal_mode = OFF"):
        source.execute(f"PRAGMA converted.{pragma}")
    source.execute("SELECT sqlcipher_export('converted')").fetchone()
    for name in _OURS:
        value = source.execute(f"PRAGMA main.{name}").fetchone()[0]
        source.execute(f"PRAGMA converted.{name} = {value}")
    source.execute("DETACH converted")


def _verify(source: sqlite3.Connection, made: Path, key: Key | None) -> None:
    """Open the copy anew and compare: its header, its soundness, what it has and how many rows."""
    from workstation.store.cipher_sqlite import open_keyed

    with made.open("rb") as file:
        plain = file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    with contextlib.closing(open_keyed(made, key, mode="ro", timeout=1.0)) as copy:
        same = (
            plain == (key is None)
            and _described(source) == _described(copy)
            and copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        )
    if not same:
        raise StoreError("The copy that was made is not the same as the file, which is as it was.")


def _described(connection: sqlite3.Connection) -> list[object]:
    """Return the schema, the numbers of the header, and how many rows each table has."""
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY type, name"
    ).fetchall()
    found: list[object] = [tuple(row) for row in schema]
    found += [connection.execute(f"PRAGMA main.{name}").fetchone()[0] for name in _OURS]
    for kind, name, _, _ in schema:
        if kind == "table":
            count = connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0]
            found.append((name, count))
    return found


def _swap(made: Path, path: Path) -> None:
    made.replace(path)
    if os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())

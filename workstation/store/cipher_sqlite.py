"""SQLCipher's connections, made to look and to fail like those of Python's own sqlite3."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from sqlcipher3 import dbapi2

from workstation.store.cipher import Key
from workstation.store.cipher_held import Noted

_BY_MESSAGE = {
    "FOREIGN KEY constraint": "SQLITE_CONSTRAINT_FOREIGNKEY",
    "UNIQUE constraint": "SQLITE_CONSTRAINT_UNIQUE",
    "NOT NULL constraint": "SQLITE_CONSTRAINT_NOTNULL",
    "CHECK constraint": "SQLITE_CONSTRAINT_CHECK",
}
"""SQLCipher's module names only the first byte of a result; its message tells the rest."""


def _translated(error: Exception) -> Exception:
    """Return the sqlite3 error that says the same."""
    kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    same: Exception = kind(*error.args)
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        name = getattr(error, "sqlite_errorname", "")
        for beginning, exact in _BY_MESSAGE.items():
            if str(error).startswith(beginning):
                name, code = exact, getattr(sqlite3, exact)
        vars(same).update(sqlite_errorcode=code, sqlite_errorname=name)
    return same


@contextlib.contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        raise _translated(error) from error


class Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """A cursor whose errors are those of sqlite3."""

    def execute(self, *args: Any) -> "Cursor":  # noqa: ANN401, D102
        try:
            super().execute(*args)
        except dbapi2.Error as error:
            raise _translated(error) from error
        return self

    def executemany(self, *args: Any) -> "Cursor":  # noqa: ANN401, D102
        with _as_sqlite3():
            super().executemany(*args)
        return self

    def fetchone(self) -> Any:  # noqa: ANN401, D102
        try:
            return super().fetchone()
        except dbapi2.Error as error:
            raise _translated(error) from error

    def fetchmany(self, *args: Any) -> list[Any]:  # noqa: ANN401, D102
        with _as_sqlite3():
            return list(super().fetchmany(*args))

    def fetchall(self) -> list[Any]:  # noqa: D102
        with _as_sqlite3():
            return cast("list[Any]", super().fetchall())

    def __next__(self) -> Any:  # noqa: ANN401
        try:
            return super().__next__()
        except dbapi2.Error as error:
            raise _translated(error) from error


class Connection(Noted, dbapi2.Connection):  # type: ignore[misc]
    """A connection whose errors are those of sqlite3."""

    def cursor(self, factory: Any = Cursor) -> Any:  # noqa: ANN401, D102
        with _as_sqlite3():
            return super().cursor(factory)

    def execute(self, *args: Any) -> Cursor:  # noqa: ANN401, D102
        return cast("Cursor", self.cursor().execute(*args))

    def executemany(self, *args: Any) -> Cursor:  # noqa: ANN401, D102
        return cast("Cursor", self.cursor().executemany(*args))

    def backup(self, *args: Any, **named: Any) -> None:  # noqa: ANN401, D102
        with _as_sqlite3():
            super().backup(*args, **named)

    def commit(self) -> None:  # noqa: D102
        with _as_sqlite3():
            super().commit()

    def rollback(self) -> None:  # noqa: D102
        with _as_sqlite3():
            super().rollback()


def open_keyed(path: Path, key: Key | None, *, mode: str, timeout: float) -> sqlite3.Connection:
    """Open a file by SQLCipher: an encrypted one with its key, a plain one with None.

    Args:
        path: the file.
        key: what opens it.
        mode: ``ro``, ``rw`` or ``rwc``, as in SQLite's file addresses.
        timeout: seconds to wait for another program's lock.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    with _as_sqlite3():
        connection = dbapi2.connect(
            address,
            uri=True,
            timeout=timeout,
            isolation_level=None,
            factory=Connection,
            check_same_thread=mode != "ro",
        )
    # It would write to the terminal by itself, into the screens.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.set_key(key.reveal())
    # Built with this on, which Python's own is not; triggers must do the same in both.
    connection.execute("PRAGMA recursive_triggers = OFF")
    return cast("sqlite3.Connection", connection)


def row_type() -> type:
    """Return the type of rows that goes with these connections."""
    return cast("type", dbapi2.Row)

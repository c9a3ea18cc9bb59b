"""The files this process has open: their bytes must not be looked at, which would drop their locks.

On POSIX systems closing any descriptor of a file drops the locks SQLite holds on it in the same
process ("How To Corrupt An SQLite Database File", 2.2), so what an open file is, is remembered.
"""

import sqlite3
import threading
import weakref
from typing import Any

Identity = tuple[int, int]

_lock = threading.Lock()
_open: dict[Identity, tuple[bytes | None, "weakref.WeakSet[Any]"]] = {}


class Noted:
    """Part of a connection that is known to be open until it is closed."""

    def close(self) -> None:
        """Close the connection."""
        super().close()  # type: ignore[misc]
        with _lock:
            for identity, (_, connections) in list(_open.items()):
                connections.discard(self)
                if not connections:
                    del _open[identity]


class PlainConnection(Noted, sqlite3.Connection):
    """Python's own connection, noted."""


def note(identity: Identity | None, salt: bytes | None, connection: Any) -> None:  # noqa: ANN401
    """Note a connection just opened on a file with this salt, None for a plain one."""
    if identity is None:
        return
    with _lock:
        _open.setdefault(identity, (salt, weakref.WeakSet()))[1].add(connection)


def known(identity: Identity | None) -> tuple[bytes | None] | None:
    """Return the salt of a file that is open, None where no connection is open on it."""
    with _lock:
        found = _open.get(identity) if identity is not None else None
        return (found[0],) if found is not None and len(found[1]) else None

"""What can go wrong with the file, each in one sentence for the rep."""

import sqlite3


class StoreError(Exception):
    """The file cannot be used as asked; the message says what is wrong, where, and what to do."""


class Gone(StoreError):
    """The record to be changed is not there any more; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("That record is not there any more; nothing was changed.")


class Refused(StoreError):
    """An undo or redo that would damage later work; nothing was changed."""


def code_of(error: BaseException | None) -> int:
    """Return SQLite's primary result code of a failure, 0 for any other and for none."""
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def is_busy(error: BaseException | None) -> bool:
    """Say whether a change was refused since another connection has the file locked."""
    return code_of(error) == sqlite3.SQLITE_BUSY

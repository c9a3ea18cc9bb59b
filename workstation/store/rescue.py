"""Keeps typed words in a file of their own while the database cannot take them."""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from workstation.store.errors import StoreError
from workstation.store.programs import writer_of

_own: set[Path] = set()
"""The files this program has written; another with its number was left by one before it."""

_LOGGED = "SELECT EXISTS (SELECT 1 FROM activities WHERE account_id = ? AND happened_at >= ?)"
_CLOSED = "SELECT NOT EXISTS (SELECT 1 FROM call_drafts WHERE id = ?)"


def key(
    name: str = "",
    account_id: int = 0,
    started_at: str = "",
    number: int | None = None,  # noqa: ARG001 - a draft gets its number when it is first written
) -> str:
    """Tell words from any others of the same file; see ``Words`` for what is given."""
    return name or f"call {account_id} {started_at}"


class Words(msgspec.Struct, frozen=True):
    """What was to be written: the draft of a call, or with a ``name`` the words of a form.

    ``number`` is the draft's, None before it was ever written; ``database`` where it was to go.
    """

    database: str
    saved_at: str
    content: str
    name: str = ""
    number: int | None = None
    account_id: int = 0
    started_at: str = ""

    @property
    def key(self) -> str:
        """Tell these words from any others of the same file."""
        return key(self.name, self.account_id, self.started_at)


class Rescue:
    """Holds the words of one program that its database did not take, until it does.

    They lie in a folder beside the database or, where nothing can be written there, in the
    person's own folder for what the program remembers.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, tuple[Words, Path]] = {}

    def keep(self, words: Words) -> Path | None:
        """Write words to a file for their owner only; return it, None where none can be written."""
        from workstation.store.backup_files import make_folder, write_json

        before = self._kept.get(words.key)
        for folder in _folders(self._path):
            with contextlib.suppress(OSError, StoreError):
                folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                make_folder(folder)
                again = before is not None and before[1].parent == folder
                file = before[1] if before and again else _free(folder, words.key)
                write_json(file, words)
                _own.add(file)
                if before is not None and before[1] != file:
                    remove(before[1])
                self._kept[words.key] = words, file
                return file
        return before[1] if before else None

    def drop(self, key: str) -> None:
        """Forget words that the database has taken, or that were given up."""
        if (kept := self._kept.pop(key, None)) is not None:
            remove(kept[1])

    def drop_number(self, number: int) -> None:
        """Forget the words of one draft."""
        for key, (words, _) in list(self._kept.items()):
            if words.number == number:
                self.drop(key)

    def settle(self, connection: sqlite3.Connection) -> None:
        """Forget calls that have been logged all the same."""
        for key, (words, _) in list(self._kept.items()):
            if words.name:
                continue
            about: tuple[object, ...]
            if words.number is None:
                sql, about = _LOGGED, (words.account_id, words.started_at)
            else:
                sql, about = _CLOSED, (words.number,)
            if connection.execute(sql, about).fetchone()[0]:
                self.drop(key)


def left(path: Path) -> Iterator[tuple[Path, Words]]:
    """Yield the words for a database that programs no longer running could not write."""
    for file, words in kept(path):
        if file not in _own and not _writer(file):
            yield file, words


def in_other_hands(path: Path) -> Iterator[tuple[Path, int]]:
    """Yield the files of words that another program may still hold, with that program's number."""
    for file, _ in kept(path):
        if file not in _own and (number := _writer(file)):
            yield file, number


def kept(path: Path) -> Iterator[tuple[Path, Words]]:
    """Yield the words for a database that lie in files, whoever wrote them."""
    for folder in _folders(path):
        if not folder.is_dir():
            continue
        from workstation.store.backup_files import read_json

        for file in sorted(folder.glob("*.json")):
            words = read_json(file, Words)
            if words is not None and words.database == str(path.absolute()):
                yield file, words


def _free(folder: Path, key: str) -> Path:
    """Return where words go, past those that a program of the same number left before this one."""
    name = f"{os.getpid()}-{zlib.crc32(key.encode()):08x}"
    file = folder / f"{name}.json"
    while file.exists() and file not in _own:
        file = folder / f"{name}-{os.urandom(4).hex()}.json"
    return file


def _writer(file: Path) -> int:
    """Return the number of the other program that wrote a file, 0 when that runs no more."""
    return writer_of(file, file.name.partition("-")[0])


def take_in(connection: sqlite3.Connection, words: Words, take: Callable[[], int]) -> bool:
    """Write words where they were to go, within a transaction; False when their account is gone.

    What is there and was written later stays. ``take`` gives a new identifier.
    """
    if words.name:
        connection.execute(
            "INSERT INTO unsaved_words (name, saved_at, content) VALUES (?, ?, ?) ON CONFLICT "
            "(name) DO UPDATE SET saved_at = excluded.saved_at, content = excluded.content "
            "WHERE excluded.saved_at >= saved_at",
            (words.name, words.saved_at, words.content),
        )
        return True
    there = connection.execute("SELECT 1 FROM accounts WHERE id = ?", (words.account_id,))
    if there.fetchone() is None:
        return False
    same = connection.execute(
        "SELECT id FROM call_drafts WHERE account_id = ? AND started_at = ?",
        (words.account_id, words.started_at),
    ).fetchone()
    connection.execute(
        "INSERT INTO call_drafts (id, account_id, started_at, saved_at, content) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, "
        "content = excluded.content WHERE excluded.saved_at >= saved_at",
        (
            same[0] if same else take(),
            words.account_id,
            words.started_at,
            words.saved_at,
            words.content,
        ),
    )
    return True


def remove(file: Path) -> None:
    """Delete a file of words that were taken in, and its folder once that is empty."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
        _own.discard(file)
        file.parent.rmdir()


def beside(path: Path) -> Path:
    """Return the folder beside a database that such words lie in, where one can be made."""
    return path.absolute().with_name(f"{path.name}.rescued")


def _folders(path: Path) -> tuple[Path, Path]:
    from platformdirs import user_state_path

    return beside(path), user_state_path("workstation", appauthor=False) / "rescued"

"""Where back-ups lie and what is known about each: a folder beside the file, a note beside each."""

import contextlib
import os
import re
import threading
import time
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from workstation.store.backup import Holds, copy, folder_to_disk
from workstation.store.connection import salt_of
from workstation.store.errors import StoreError

_ShapeT = TypeVar("_ShapeT", bound=msgspec.Struct)

STAMP = "%Y%m%dT%H%M%SZ"
"""How a moment (UTC) is written in the name of a copy."""
_KINDS = ("check", "import", "merge", "redo", "restore", "undo")
"""What back-ups are made before, and may be called after where nothing is to be given away."""
_BARE = re.compile(
    rf"asked for|automatic|on quitting|before (?:{'|'.join(_KINDS)}|a change|version \d+)"
)
_NAME = re.compile(r"(\d{8}T\d{6}Z)(?:\.(\d+))?-([a-z0-9-]*)\.db")


class Note(msgspec.Struct, frozen=True):
    """What was found when a back-up was last looked through; ``size`` is in bytes.

    ``holds`` is None for one that was found damaged.
    """

    size: int
    holds: Holds | None


class Kept:
    """One back-up as it lies there: when it was made (UTC, as its name says), why, its bytes.

    ``turn`` is which of its second it is; ``written`` when the file was written (nanoseconds).
    """

    def __init__(
        self, path: Path, stamp: str, turn: int, why: str, size: int, written: int
    ) -> None:
        self.path = path
        self.stamp = stamp
        self.turn = turn
        self.written = written
        self.why = why
        self.size = size

    @cached_property
    def note(self) -> Note | None:
        """What is known of it; read when it is asked for, as there may be very many."""
        return read_json(_note_of(self.path), Note)

    @property
    def state(self) -> str:
        """Whether it is "verified", "damaged", or "unchecked" as long as nobody looked."""
        if self.note is None:
            return "unchecked"
        return "verified" if self.note.holds and self.note.size == self.size else "damaged"

    @property
    def holds(self) -> Holds | None:
        """What it holds, None when that is not known."""
        return self.note.holds if self.note is not None and self.state == "verified" else None


def folder_of(path: Path) -> Path:
    """Return the folder beside a file that holds its back-ups."""
    return path.with_name(f"{path.name}.backups")


def make_folder(folder: Path) -> None:
    """Make a folder of back-ups, for its owner only.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made ({error.strerror or error}).") from error


def named(folder: Path, moment: float, why: str, *, bare: bool = False) -> Path:
    """Return a path for a back-up of a moment (seconds since 1970) that nothing has yet.

    ``bare`` leaves out of ``why`` what could name a customer.

    Raises:
        StoreError: the folder cannot be looked into.
    """
    return _free(folder, time.strftime(STAMP, time.gmtime(moment)), bare_of(why) if bare else why)


def bare_of(why: str) -> str:
    """Return why a back-up was made, without names of customers, files or actions."""
    said = _slug(why).replace("-", " ")
    if _BARE.fullmatch(said):
        return said
    kind = said.removeprefix("before ").partition(" ")[0]
    return f"before {kind}" if kind in _KINDS else "before a change"


def without_names(folder: Path, but: Collection[Path] = ()) -> None:
    """Rename the back-ups in a folder, some left out, that could name a customer: ``bare_of``.

    Raises:
        StoreError: the folder cannot be looked into.
    """
    for one in kept_in(folder):
        if (bare := bare_of(one.why)) != one.why and one.path not in but:
            target = _path(folder, one.stamp, one.turn, bare)
            if target.exists():
                target = _free(folder, one.stamp, bare)
            with contextlib.suppress(OSError):
                one.path.rename(target)
                _note_of(one.path).rename(_note_of(target))


def _slug(why: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", why.lower()).strip("-")[:60].strip("-")


def _free(folder: Path, stamp: str, why: str) -> Path:
    """Return a path whose turn is after all of that second, whatever they were made for."""
    matches = (_NAME.fullmatch(file.name) for file in inside(folder))
    turns = (int(match[2] or 1) for match in matches if match and match[1] == stamp)
    return _path(folder, stamp, max(turns, default=0) + 1, why)


def _path(folder: Path, stamp: str, turn: int, why: str) -> Path:
    return folder / f"{stamp}{f'.{turn}' if turn > 1 else ''}-{_slug(why)}.db"


def kept_in(folder: Path) -> list[Kept]:
    """Return the back-ups in a folder, newest first; other files are passed over.

    Raises:
        StoreError: the folder cannot be looked into.
    """
    found = (kept(file) for file in inside(folder))
    return sorted(
        (one for one in found if one is not None),
        key=lambda one: (one.stamp, one.turn, one.written, one.path.name),
        reverse=True,
    )


def inside(folder: Path) -> list[Path]:
    """Return what lies in a folder of back-ups, in no order, nothing where there is no such folder.

    Raises:
        StoreError: it cannot be looked into.
    """
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise _closed(folder, error) from error


def _closed(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{folder} cannot be looked into ({error.strerror or error}), so no back-up can be made or "
        "found; make that folder readable and writable for you ('chmod 700' on it)."
    )


def kept(file: Path) -> Kept | None:
    """Return what is known of one back-up, None for a file that is none or is gone.

    Raises:
        StoreError: its folder cannot be looked into.
    """
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        found = file.stat()
    except PermissionError as error:
        raise _closed(file.parent, error) from error
    except OSError:
        return None
    turn, why = int(match[2] or 1), match[3].replace("-", " ")
    return Kept(file, match[1], turn, why, found.st_size, found.st_mtime_ns)


def describe(file: Path, holds: Holds | None) -> None:
    """Note what a back-up was found to hold, None for damage; trouble in writing is passed over."""
    with contextlib.suppress(OSError):
        size = file.stat().st_size
        if holds is not None and salt_of(file) is not None:
            # The note is in clear, and the title names an account.
            holds = msgspec.structs.replace(holds, last_title=None)
        write_json(_note_of(file), Note(size, holds))


def before_migration(path: Path, version: int) -> None:
    """Copy a file beside its other back-ups before it is brought to a newer version.

    The copy is called by the moment the file was last written.

    Raises:
        StoreError: no copy can be made; the file has to stay as it is then.
    """
    written = max(
        part.stat().st_mtime for part in (path, path.with_name(f"{path.name}-wal")) if part.exists()
    )
    make_folder(folder_of(path))
    target = named(folder_of(path), written, f"before version {version + 1}")
    describe(target, copy(path, target))


def remove(files: Iterable[Path]) -> None:
    """Delete back-ups with their notes; what cannot be deleted stays."""
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
            _note_of(file).unlink(missing_ok=True)


def _note_of(file: Path) -> Path:
    return file.with_suffix(".json")


def read_json(path: Path, shape: type[_ShapeT]) -> _ShapeT | None:
    """Return what a small JSON file holds, None when it is not there or says something else."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.MsgspecError):
        return None


def write_json(path: Path, value: msgspec.Struct, *, lasting: bool = True) -> None:
    """Write a small JSON file whole, for its owner only; ``lasting``: wait until it is on the disk.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(msgspec.json.encode(value))
            out.flush()
            if lasting:
                os.fsync(out.fileno())
        partial.replace(path)
        if lasting:
            folder_to_disk(path.parent)
    finally:
        partial.unlink(missing_ok=True)

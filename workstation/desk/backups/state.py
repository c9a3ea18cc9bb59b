"""What is remembered beside a file about its back-ups: trouble, a recent restore, numbers."""

import contextlib
import threading
from pathlib import Path

import msgspec

from workstation.store.backup_files import read_json, write_json

_lock = threading.Lock()


class Trouble(msgspec.Struct, frozen=True):
    """Back-ups that failed since the last good one: when last (UTC), how often, and why."""

    at: str
    count: int
    said: str


class Resting(msgspec.Struct, frozen=True):
    """A restore: when (UTC), and the mark of the file it brought back."""

    at: str
    mark: str


class State(msgspec.Struct, frozen=True):
    """What is remembered; ``deleted_through`` is the last change the log of deletions has seen.

    ``numbers`` are those of the back-ups by their names, ``last_number`` the last one given.
    """

    trouble: Trouble | None = None
    resting: Resting | None = None
    deleted_through: int = 0
    numbers: dict[str, int] = {}
    last_number: int = 0


def state_path(path: Path) -> Path:
    """Return where the state of a file is kept."""
    return path.with_name(f"{path.name}.backups.json")


def read_state(path: Path) -> State:
    """Return what is remembered of a file, nothing by default."""
    return read_json(state_path(path), State) or State()


def change_state(path: Path, **values: object) -> None:
    """Remember something more; where nothing can be written it is forgotten."""
    with _lock, contextlib.suppress(OSError):
        held = read_state(path)
        changed = msgspec.structs.replace(held, **values)
        if changed != held:
            write_json(state_path(path), changed)

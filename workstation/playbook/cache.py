"""The checked playbook kept beside the contents of its files, so that a start need not read YAML.

Never stale: a kept playbook carries every byte it was made from, and is used only when all of them
are the same today. Never trusted: what does not read back whole is made again.
"""

import os
from binascii import crc32
from collections.abc import Mapping
from pathlib import Path

import msgspec

from workstation import __version__
from workstation.playbook.model import PARTS, Playbook

Files = Mapping[str, bytes]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What the cache file holds; `parts` are the playbook's, `check` the CRC-32 of them all."""

    program: str
    defaults: dict[str, bytes]
    own: dict[str, bytes]
    check: int
    parts: dict[str, bytes]


class Cache:
    """One kept playbook in a folder: the last one used."""

    def __init__(self, folder: Path, defaults: Files, own: Files) -> None:
        self._path = folder / "playbook.cache"
        self._program = _program()
        self._defaults = dict(defaults)
        self._own = dict(own)

    def get(self) -> Playbook | None:
        """Return the playbook made from exactly these files, None when it is not kept."""
        try:
            kept = msgspec.msgpack.decode(self._path.read_bytes(), type=_Kept)
            same = (
                kept.program == self._program
                and kept.defaults == self._defaults
                and kept.own == self._own
                and kept.parts.keys() == set(PARTS)
                and kept.check == _check(kept.parts)
            )
            return Playbook(kept.parts) if same else None
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def put(self, playbook: Playbook) -> None:
        """Keep a playbook; a folder that cannot be written is no reason to complain."""
        parts = playbook.pack()
        kept = _Kept(self._program, self._defaults, self._own, _check(parts), parts)
        fresh = self._path.with_name(f"playbook.{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(msgspec.msgpack.encode(kept))
            fresh.replace(self._path)
        except OSError:
            return


def _check(parts: Mapping[str, bytes]) -> int:
    return crc32(b"".join(parts.values()))


def _program() -> str:
    """Return what tells this program's checks from another version's, a checkout's edits too."""
    package = Path(__file__).resolve().parent.parent
    said = [__version__]
    for folder in (package / "playbook", package / "method"):
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    said.append(f"{entry.name} {found.st_mtime_ns} {found.st_size}")
    return "\n".join(said)

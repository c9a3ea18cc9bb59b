"""The fate of every row of a preview, in a temporary file: any part of it at once, memory flat."""

import tempfile
from array import array
from collections.abc import Sequence
from typing import IO

import msgspec

from workstation.desk.imports.fates import FATES, Fate
from workstation.desk.imports.imports import Sample

EVERY = ""
"""Stands for the rows of every fate."""


class FateRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of the file: its fate, where it begins, whose it is, and what else is known.

    ``fields`` are what the row fills or changes, ``other`` whom it joins or resembles, ``why`` the
    reason it cannot be used or is in doubt.
    """

    fate: Fate
    line: int
    name: str
    why: str | None
    fields: tuple[str, ...]
    other: str | None


class Ledger:
    """Takes down rows one after the other, and gives those of a fate by position.

    ``add`` fits ``each`` of an import. Written in one thread, read when that is done. Without room
    for the temporary file it ends early: ``cut`` says so.
    """

    def __init__(self) -> None:
        self.cut = False
        self._file: IO[bytes] | None = None
        self._at = 0
        self._where: dict[str, array[int]] = {fate: array("Q") for fate in (EVERY, *FATES)}
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(FateRow).decode

    def add(self, fate: Fate, sample: Sample) -> None:
        """Take down a row."""
        if self.cut:
            return
        row = FateRow(fate, sample.line, sample.name, sample.why, sample.fields, sample.other)
        content = self._encode(row)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="workstation-")  # noqa: SIM115
            self._file.write(content + b"\n")
        except OSError:
            self.cut = True
            return
        for key in (EVERY, fate):
            self._where[key].append(self._at)
        self._at += len(content) + 1

    def count(self, fate: str = EVERY) -> int:
        """Return how many rows of a fate were taken down, or of all."""
        return len(self._where[fate])

    def page(self, first: int, n: int, fate: str = EVERY) -> Sequence[FateRow]:
        """Return ``n`` rows of a fate from a position on; fewer at the end, or when unreadable."""
        found: list[FateRow] = []
        if self._file is None:
            return found
        try:
            for at in self._where[fate][first : first + n]:
                self._file.seek(at)
                found.append(self._decode(self._file.readline()))
        except (OSError, msgspec.MsgspecError):
            self.cut = True
        return found

    def close(self) -> None:
        """Give the room back."""
        if self._file is not None:
            self._file.close()
            self._file = None

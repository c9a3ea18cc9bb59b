"""Writes JSON lines: one object a row, in the keys of the columns, as programs like to read it."""

import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from workstation.exchange.write import plain_cell

Cell = str | int | float | None


def json_into(
    file: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, as_list: bool = False
) -> int:
    """Write a table into an open file and return its number of rows; None becomes null.

    One object a line, or with `as_list` one list of them. Letters of every script stand as they
    are, in UTF-8.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
    count = 0
    if as_list:
        file.write(b"[")
    for row in rows:
        between = ("," if count else "") + "\n" if as_list else ""
        said = encode({name: _kept(cell) for name, cell in zip(columns, row, strict=True)})
        file.write(f"{between}{said}{'' if as_list else chr(10)}".encode(errors="replace"))
        count += 1
    if as_list:
        file.write(b"\n]\n")
    return count


def _kept(cell: Cell) -> Cell:
    """Return a text that our own reading would take for a guarded one, guarded once more."""
    if isinstance(cell, str) and plain_cell(cell) != cell:
        return f"'{cell}"
    return cell

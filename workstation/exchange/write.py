"""Writes CSV that no spreadsheet will run as a formula, whole or not at all."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.whole_file import whole_file

Cell = str | int | float | Decimal | date | None

_RISK = r"(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])"
_RISKY = re.compile(f"'*{_RISK}")
_GUARDED = re.compile(f"'+{_RISK}")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?", re.ASCII)
_PHONE = re.compile(r"\+\d[\d ()./\-]*(?: ?(?:x|ext\.?) ?\d+)?", re.ASCII)


def safe_cell(text: str) -> str:
    """Return a cell no spreadsheet takes for a formula: a `'` goes before `=`, `+`, `-`, `@`.

    Also before their full-width forms, before blanks in front of any of them, and before a tab or
    a line break, all of which some spreadsheet takes away or reads as one of them.
    Plain numbers and phone numbers stay as they are. `plain_cell` takes the `'` off again; the
    two are exact opposites for every text.
    """
    if not _RISKY.match(text) or _NUMBER.fullmatch(text) or _PHONE.fullmatch(text):
        return text
    return f"'{text}"


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` guarded."""
    return text[1:] if _GUARDED.match(text) else text


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    byte_order_mark: bool = False,
) -> int:
    """Write a table as UTF-8 CSV and return its number of rows; None becomes an empty cell.

    The file appears under its name only when complete; until then, and after any failure (also of
    `rows`), what was there before stays. `byte_order_mark` makes Excel see UTF-8. The file is
    readable by its owner only. Raises OSError when the folder cannot be written to.
    """
    with whole_file(path.resolve()) as file:
        return csv_into(file, columns, rows, byte_order_mark=byte_order_mark)


def csv_into(
    file: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    byte_order_mark: bool = False,
) -> int:
    """Write a table as `write_csv` does into a file that is open, and leave it open."""
    encoding = "utf-8-sig" if byte_order_mark else "utf-8"
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([safe_cell(column) for column in columns])
        count = 0
        for row in rows:
            writer.writerow([safe_cell(c) if isinstance(c, str) else c for c in row])
            count += 1
        text.flush()
    finally:
        with suppress(OSError, ValueError):
            text.detach()
    return count

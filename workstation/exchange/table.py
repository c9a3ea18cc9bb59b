"""Reads CSV of any usual shape row by row with flat memory, so that an import can trust it."""

import codecs
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from workstation.exchange import delimiter as delimiters
from workstation.exchange.encoding import Encoding, detect
from workstation.exchange.errors import TableError, shown
from workstation.exchange.records import Pass, Row, Stamp, opened, stamp, unreadable
from workstation.method.text import clean_line

__all__ = ["BadRow", "Row", "Table", "TableError", "open_table"]

MAX_COLUMNS = 5000

_SAMPLE_BYTES = 1 << 16


class BadRow(NamedTuple):
    """A row that cannot be matched to the columns: its first line, the reason, its cells."""

    number: int
    why: str
    cells: list[str]


class Table:
    """A file of rows. Each call of `rows()` reads it anew; nothing is kept in memory.

    `columns` are distinct names in file order; `duplicate_columns` holds, for a name the file
    uses more than once, its positions counted from 1. `encoding` is Python's codec name.
    """

    def __init__(self, path: Path, expected: Stamp, encoding: Encoding, delimiter: str) -> None:
        """Prepare a table; `open_table` is the way to get one."""
        self.path = path
        self.size_bytes = expected[0]
        self.encoding = encoding.codec
        self.delimiter = delimiter
        self.columns: list[str] = []
        self.duplicate_columns: dict[str, list[int]] = {}
        self._encoding = encoding
        self._expected = expected
        self._pass = Pass(path, encoding, delimiter, expected)
        self._read_header()

    def position(self) -> int:
        """Return how many bytes of `size_bytes` the latest reading has taken in."""
        return self._pass.position

    def rows(self) -> Iterator[Row | BadRow]:
        """Yield every row after the header; empty lines are no rows.

        A short row is padded with empty cells and empty cells beyond the last column are dropped;
        a row with real cells too many is a BadRow. Text is cleaned (see `method.text.clean`).
        Raises TableError when a quote never closes, a cell exceeds 1 MB, or the file changed
        since it was opened.
        """
        records = self._records()
        width = len(self.columns)
        next(records, None)
        for row in records:
            yield row if len(row.cells) == width else _fitted(row, width)

    def sample(self, count: int = 50) -> list[list[str]]:
        """Return the cells of the first usable rows, for guessing what the columns mean."""
        usable = (row.cells for row in self.rows() if isinstance(row, Row))
        return list(islice(usable, count))

    def check_mapped(self, mapped: Iterable[str]) -> None:
        """Refuse a mapping that uses two columns of one name, since nobody can tell them apart.

        `mapped` holds the column names that go into a field. Raises TableError naming the column
        and both positions (counted from 1).
        """
        used = set(mapped)
        for name, positions in self.duplicate_columns.items():
            taken = [at for at in positions if self.columns[at - 1] in used]
            if len(taken) > 1:
                message = (
                    f"{shown(self.path)} names the column '{name}' twice (columns {taken[0]} and "
                    f"{taken[1]}): rename one of them in the file."
                )
                raise TableError(message)

    def _records(self) -> Iterator[Row]:
        self._pass = Pass(self.path, self._encoding, self.delimiter, self._expected)
        records = self._pass.records()
        for row in records:
            if row.number > 1 or delimiters.named(self.delimiter.join(row.cells)) is None:
                yield row
                break
        yield from records

    def _read_header(self) -> None:
        records = self._records()
        header = next(records, None)
        name = shown(self.path)
        if header is None:
            raise TableError(f"{name} is empty: there is nothing to import.")
        width = len(header.cells)
        if width > MAX_COLUMNS:
            message = (
                f"{name} has {width} columns and at most {MAX_COLUMNS} can be read: "
                "check that it is a table with one record a line."
            )
            raise TableError(message)
        if next(records, None) is None:
            message = f"{name} has only a line of column names and no rows: nothing to import."
            raise TableError(message)
        self._name_columns([clean_line(cell) for cell in header.cells])

    def _name_columns(self, header: list[str]) -> None:
        """Give every column a distinct name; a nameless one is called by its position."""
        names = [name or f"Column {at}" for at, name in enumerate(header, 1)]
        first_spelling: dict[str, str] = {}
        positions: dict[str, list[int]] = {}
        for at, name in enumerate(names, 1):
            first_spelling.setdefault(name.casefold(), name)
            positions.setdefault(name.casefold(), []).append(at)
        taken = set(positions)
        for folded, places in positions.items():
            if len(places) > 1:
                self.duplicate_columns[first_spelling[folded]] = places
            count = 1
            for at in places[1:]:
                count += 1
                while f"{folded} ({count})" in taken:
                    count += 1
                names[at - 1] = f"{names[at - 1]} ({count})"
                taken.add(names[at - 1].casefold())
        self.columns = names


def open_table(path: Path) -> Table:
    """Open a CSV file: find its encoding and delimiter, read its column names.

    The whole file is checked once here (encoding, NUL bytes, endless lines), so an unusable file
    is refused before anything is imported. Raises TableError with one sentence saying what is
    wrong, where, and what to do.
    """
    with opened(path) as file:
        try:
            expected = stamp(file)
            encoding = detect(path, file)
            delimiter = _delimiter(file, encoding)
        except OSError as error:
            raise unreadable(path, error) from None
    return Table(path, expected, encoding, delimiter)


def _delimiter(file: BinaryIO, encoding: Encoding) -> str:
    file.seek(encoding.skip)
    data = file.read(_SAMPLE_BYTES)
    text = codecs.getincrementaldecoder(encoding.codec)().decode(data)
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > 1:
        told = delimiters.named(lines[0])
        if told:
            return told
        if len(data) == _SAMPLE_BYTES:
            lines.pop()
    return delimiters.guess(lines)


def _fitted(row: Row, width: int) -> Row | BadRow:
    number, cells = row
    if len(cells) < width:
        return Row(number, cells + [""] * (width - len(cells)))
    if not any(cell.strip() for cell in cells[width:]):
        return Row(number, cells[:width])
    why = (
        f"line {number} has {len(cells)} cells where the header has {width}: "
        "probably a separator inside a cell without quotes"
    )
    return BadRow(number, why, cells)

"""What every reader hands out: named columns, and rows with one cell for each of them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from workstation.exchange.errors import TableError, shown

MAX_COLUMNS = 5000
"""Columns a file may have; more is no table of records."""


class Row(NamedTuple):
    """A usable row: the line, row or card of the file it begins on, and its cells."""

    number: int
    cells: list[str]


class BadRow(NamedTuple):
    """A row that cannot be matched to the columns: where it begins, the reason, its cells."""

    number: int
    why: str
    cells: list[str]


class Rows(ABC):
    """A file of records. Each call of `rows()` reads it anew; nothing is kept in memory.

    The attributes are those of `source.Source`.
    """

    format: str
    unit: str

    def __init__(self, path: Path, size_bytes: int) -> None:
        """Begin without columns; a reader names them when it opens the file."""
        self.path = path
        self.size_bytes = size_bytes
        self.encoding = ""
        self.delimiter = ""
        self.columns: list[str] = []
        self.duplicate_columns: dict[str, list[int]] = {}

    @property
    @abstractmethod
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was skipped or taken for granted, so far."""

    @abstractmethod
    def position(self) -> int:
        """Return how much of `size_bytes` the latest reading has taken in."""

    @abstractmethod
    def rows(self) -> Iterator[Row | BadRow]:
        """Read the file anew, row by row; text is cleaned (see `method.text.clean`)."""

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

    def _name_columns(self, header: Sequence[str]) -> None:
        """Give every column a distinct name; a nameless one is called by its position."""
        if len(header) > MAX_COLUMNS:
            raise too_wide(self.path, len(header))
        self.columns, self.duplicate_columns = distinct(header)


def too_wide(path: Path, width: int) -> TableError:
    """Return the sentence for a file with more columns than MAX_COLUMNS."""
    return TableError(
        f"{shown(path)} has {width} columns and at most {MAX_COLUMNS} can be read: "
        "check that it is a table of records."
    )


def distinct(header: Sequence[str]) -> tuple[list[str], dict[str, list[int]]]:
    """Return distinct names for a header, and for names used twice their positions from 1."""
    names = [name or f"Column {at}" for at, name in enumerate(header, 1)]
    first_spelling: dict[str, str] = {}
    positions: dict[str, list[int]] = {}
    twins: dict[str, list[int]] = {}
    for at, name in enumerate(names, 1):
        first_spelling.setdefault(name.casefold(), name)
        positions.setdefault(name.casefold(), []).append(at)
    taken = set(positions)
    for folded, places in positions.items():
        if len(places) > 1:
            twins[first_spelling[folded]] = places
        count = 1
        for at in places[1:]:
            count += 1
            while f"{folded} ({count})" in taken:
                count += 1
            names[at - 1] = f"{names[at - 1]} ({count})"
            taken.add(names[at - 1].casefold())
    return names, twins


def fitted(row: Row, width: int, unit: str = "line") -> Row | BadRow:
    """Return a row as wide as the columns, or why it cannot be.

    A short row is padded with empty cells and empty cells beyond the last column are dropped; a
    row with real cells too many is a BadRow.
    """
    number, cells = row
    if len(cells) < width:
        return Row(number, cells + [""] * (width - len(cells)))
    if len(cells) == width:
        return row
    if not any(cell.strip() for cell in cells[width:]):
        return Row(number, cells[:width])
    why = f"{unit} {number} has {len(cells)} cells where the header has {width}"
    if unit == "line":
        why += ": probably a separator inside a cell without quotes"
    return BadRow(number, why, cells)

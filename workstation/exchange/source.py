"""The one door for whatever comes in: a file of any kind becomes columns and rows."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from workstation.exchange.files import opened, unreadable
from workstation.exchange.rows import BadRow, Row
from workstation.exchange.signature import ZIP, beginning, is_json
from workstation.exchange.table import open_table

__all__ = ["BadRow", "Row", "Source", "open_source"]


class Source(Protocol):
    """A file of records whatever its format; memory stays flat however long it is.

    `columns` are distinct names; `duplicate_columns` holds, for a name the file uses more than
    once, its positions counted from 1. `encoding` is Python's codec name and `delimiter` the
    character between cells (both "" where the format has none). `format` is `CSV`, `XLSX`, `vCard`
    or `JSON lines`, and `unit` what `Row.number` counts: `line`, `row` or `card`. `size_bytes` is
    what `position` counts to.
    """

    path: Path
    size_bytes: int
    columns: list[str]
    duplicate_columns: dict[str, list[int]]
    encoding: str
    delimiter: str
    format: str
    unit: str

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was skipped or taken for granted, complete after a reading."""

    def position(self) -> int:
        """Return how much of `size_bytes` the latest reading has taken in."""

    def rows(self) -> Iterator[Row | BadRow]:
        """Read the file anew, row by row, each with one cleaned cell per column.

        Raises TableError where the file cannot be read on or was changed since it was opened.
        """

    def sample(self, count: int = 50) -> list[list[str]]:
        """Return the cells of the first usable rows, for guessing what the columns mean."""

    def check_mapped(self, mapped: Iterable[str]) -> None:
        """Refuse a mapping that uses two columns of one name (TableError)."""


def open_source(path: Path, *, sheet: str | None = None) -> Source:
    """Open a file to import, told apart by its content and never by its name alone.

    `sheet` names the sheet of a workbook. Raises TableError with one sentence saying what is
    wrong, where, and what to do.
    """
    with opened(path) as file:
        try:
            head = file.read(512)
        except OSError as error:
            raise unreadable(path, error) from None
    if head.startswith(ZIP):
        from workstation.exchange.workbook import open_workbook

        return open_workbook(path, sheet=sheet)
    begins = beginning(head)
    if begins.startswith(b"begin:vcard"):
        from workstation.exchange.cards import open_cards

        return open_cards(path)
    if begins[:1] in {b"{", b"["} and is_json(begins):
        from workstation.exchange.json_lines import open_json

        return open_json(path)
    return open_table(path)

"""Turns the bytes of a CSV file into records, a piece at a time, however long the file is."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from workstation.exchange.encoding import CHUNK, MAX_LINE, Encoding
from workstation.exchange.errors import TableError, shown
from workstation.exchange.files import Stamp, changed, check_unchanged, opened, unreadable
from workstation.exchange.rows import Row
from workstation.method.text import clean

MAX_FIELD = 1_000_000
"""Characters one cell may have; a quote that never closes runs into this."""


class _Reader(Protocol):
    @property
    def line_num(self) -> int: ...


class Pass:
    """One reading of a file from its first byte to its last.

    `gap_at` is the latest line that was empty, 0 before the first one.
    """

    def __init__(
        self,
        path: Path,
        encoding: Encoding,
        delimiter: str,
        expected: Stamp | None = None,
        *,
        spaced: bool = False,
    ) -> None:
        """Prepare to read; `expected` is the stamp the file must still have.

        Where the cells are `spaced` a quote may begin behind a blank.
        """
        self._spaced = spaced
        self.position = 0
        self.gap_at = 0
        self._path = path
        self._encoding = encoding
        self._delimiter = delimiter
        self._expected = expected
        self._row_end = 0
        self._suspect = False

    def records(self) -> Iterator[Row]:
        """Yield every record, cleaned; empty lines are none.

        Raises TableError when a quote never closes, a row is over MAX_LINE characters, the file
        cannot be read on, or it changed meanwhile.
        """
        if csv.field_size_limit() < MAX_FIELD:
            csv.field_size_limit(MAX_FIELD)
        with opened(self._path) as file:
            check_unchanged(self._path, file, self._expected)
            lines = chain(chain.from_iterable(self._pieces(file)), self._end(lambda: reader))
            reader = csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._spaced)
            try:
                for cells in reader:
                    number = self._row_end + 1
                    self._row_end = reader.line_num
                    if cells:
                        if self._suspect or self._row_end != number:
                            cells = [clean(cell) for cell in cells]  # noqa: PLW2901
                        yield Row(number, cells)
                    else:
                        self.gap_at = number
            except csv.Error:
                raise self._never_closes() from None
            check_unchanged(self._path, file, self._expected)

    def _pieces(self, file: BinaryIO) -> Iterator[Iterable[str]]:
        """Yield the decoded text in pieces of whole lines, each an iterable of its lines.

        The csv module asks for the next piece only when it has used up the last one, so a row that
        is still open then has swallowed everything since `_row_end`.
        """
        decoder = self._encoding.decoder()
        file.seek(self._encoding.skip)
        self.position = self._encoding.skip
        carry = ""
        seen_end, open_length = 0, 0
        while True:
            try:
                data = file.read(CHUNK)
                text = decoder.decode(data, final=not data)
            except OSError as error:
                raise unreadable(self._path, error) from None
            except UnicodeDecodeError:
                raise changed(self._path) from None
            self.position += len(data)
            open_length = len(text) if self._row_end != seen_end else open_length + len(text)
            seen_end = self._row_end
            if open_length > MAX_LINE + CHUNK:
                raise self._too_long()
            carry += text
            end = max(carry.rfind("\n"), carry.rfind("\r", 0, len(carry) - 1)) + 1
            piece = carry[:end] if data else carry
            # A row within one line lies in one piece; rows of several lines are cleaned anyway.
            self._suspect = not piece.replace("\n", "").replace("\r", "").isprintable()
            yield io.StringIO(piece, newline="")
            carry = carry[end:]
            if not data:
                return

    def _end(self, reader: Callable[[], _Reader]) -> Iterator[str]:
        """Yield nothing: running at all with a row still open means a quote never closed."""
        if reader().line_num > self._row_end:
            raise self._never_closes()
        yield from ()

    def _too_long(self) -> TableError:
        return TableError(
            f"{shown(self._path)} line {self._row_end + 1} begins a row of more than "
            f"{MAX_LINE // 1_000_000} MB: look for a quote that is never closed."
        )

    def _never_closes(self) -> TableError:
        return TableError(
            f"{shown(self._path)} line {self._row_end + 1} begins a row with a quoted cell that "
            "never closes (or is over 1 MB): add the missing quote."
        )

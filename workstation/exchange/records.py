"""Turns the bytes of a CSV file into records, a piece at a time, however long the file is."""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.encoding import CHUNK, MAX_LINE, Encoding
from workstation.exchange.errors import TableError, shown
from workstation.exchange.files import Stamp, changed, check_unchanged, opened, unreadable
from workstation.exchange.open_quotes import NOT_CLOSED, OpenQuotes
from workstation.exchange.rows import BadRow, Row
from workstation.method.text import clean

MAX_FIELD = 1_000_000
"""Characters one cell may have; a quote that never closes runs into this."""

_row: Callable[[tuple[int, list[str]]], Row] = partial(tuple.__new__, Row)
"""Makes a row of number and cells without a call of Python's, which there are very many of."""

_HARMLESS = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


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
        quotes: OpenQuotes | None = None,
    ) -> None:
        """Prepare to read; `expected` is the stamp the file must still have.

        Where the cells are `spaced` a quote may begin behind a blank. `quotes` tells records whose
        quote is not closed; without it one that never closes is refused, and others are read.
        """
        self._quotes = quotes
        self._spaced = spaced
        self.position = 0
        self.gap_at = 0
        self._path = path
        self._encoding = encoding
        self._delimiter = delimiter
        self._expected = expected
        self._row_end = 0

    def runs(self) -> Iterator[Sequence[Row | BadRow]]:
        """Yield every record, cleaned, many at a time where they are plain; empty lines are none.

        Raises TableError when a quote never closes, a row is over MAX_LINE characters, the file
        cannot be read on, or it changed meanwhile.
        """
        if csv.field_size_limit() < MAX_FIELD:
            csv.field_size_limit(MAX_FIELD)
        with opened(self._path) as file:
            check_unchanged(self._path, file, self._expected)
            pieces = self._pieces(file)
            for piece in pieces:
                if plain := self._plain(piece):
                    first = self._row_end + 1
                    self._row_end += len(plain)
                    yield list(map(_row, zip(count(first), plain)))
                else:
                    for row in self._one_by_one(piece, pieces):
                        yield [row]
            check_unchanged(self._path, file, self._expected)

    def _plain(self, piece: str) -> list[list[str]] | None:
        """Return the cells of a piece with a clean record on every line, None of any other.

        A line without quotes is its cells as they stand, which is found faster than by ``csv``.
        """
        if self._spaced:
            return None
        text = piece.replace("\r\n", "\n")
        if text[-1:] != "\n" or "\r" in text or len(text) > MAX_FIELD or _suspect(text):
            return None
        lines = text[:-1].split("\n")
        if "" in lines:
            return None
        quoted = [line for line in lines if '"' in line]
        try:
            read = list(csv.reader(quoted, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        if len(read) != len(quoted):
            return None
        cells = iter(read)
        return [next(cells) if '"' in line else line.split(self._delimiter) for line in lines]

    def _one_by_one(self, piece: str, pieces: Iterator[str]) -> Iterator[Row | BadRow]:
        """Yield the records that begin in a piece; where one ends in a later, those of that too.

        Where a quote is not closed its line is a BadRow, and the lines behind it are read anew.
        """
        waiting, held = deque(io.StringIO(piece, newline="")), list[str]()
        suspect, ended = _suspect(piece), False

        def lines() -> Iterator[str]:
            nonlocal suspect, ended
            while True:
                while not waiting:
                    text = next(pieces, None) if held else None
                    if text is None:
                        ended = bool(held)
                        return
                    # A row within one line lies in one piece; one of several is cleaned anyway.
                    suspect = suspect or _suspect(text)
                    waiting.extend(io.StringIO(text, newline=""))
                held.append(waiting.popleft())
                yield held[-1]

        while waiting:
            for cells in self._read(lines()):
                number = self._row_end + 1
                whole = None if ended else cells
                torn = self._quotes.cells_of(held, whole) if self._quotes and held else None
                if torn is not None:
                    waiting.extendleft(reversed(held[1:]))
                    held.clear()
                    ended = False
                    self._row_end = number
                    yield BadRow(number, NOT_CLOSED, [clean(cell) for cell in torn])
                    break
                if whole is None:
                    raise self._never_closes()
                self._row_end += len(held)
                held.clear()
                if not cells:
                    self.gap_at = number
                elif suspect or self._row_end != number:
                    yield Row(number, [clean(cell) for cell in cells])
                else:
                    yield Row(number, cells)

    def _read(self, lines: Iterator[str]) -> Iterator[list[str] | None]:
        """Yield the cells of records, None of one that has a cell too long and is the last."""
        reader = csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._spaced)
        try:
            yield from reader
        except csv.Error:
            yield None

    def _pieces(self, file: BinaryIO) -> Iterator[str]:
        """Yield the decoded text in pieces of whole lines.

        The next piece is only asked for when the last one is used up, so a row that is still open
        then has swallowed everything since `_row_end`.
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
            if piece := carry[:end] if data else carry:
                yield piece
            carry = carry[end:]
            if not data:
                return

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


def _suspect(text: str) -> bool:
    """Say whether there may be anything to be cleaned in whole lines."""
    if text.isascii():
        return bool(text.encode().translate(None, _HARMLESS))
    return not text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()

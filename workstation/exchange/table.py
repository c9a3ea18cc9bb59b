"""Reads CSV of any usual shape row by row with flat memory, so that an import can trust it."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from workstation.exchange import delimiter as delimiters
from workstation.exchange.encoding import Encoding, detect
from workstation.exchange.errors import Places, TableError, shown
from workstation.exchange.files import Stamp, opened, stamp, unreadable
from workstation.exchange.header import LOOK, find_header, same_names, telling_name, trimmed
from workstation.exchange.left_out import BEGINS, Foot, deleted_column, says_deleted
from workstation.exchange.open_quotes import OpenQuotes, short_columns
from workstation.exchange.records import Pass
from workstation.exchange.rows import MAX_COLUMNS, BadRow, Row, Rows, fitted, too_wide
from workstation.exchange.squashing import squashed
from workstation.method.text import clean_line

__all__ = ["BadRow", "Row", "Table", "TableError", "open_table"]

_SAMPLE_BYTES = 1 << 16


class Table(Rows):
    """Delimited text: comma, semicolon, tab or bar, in any usual encoding."""

    format = "CSV"
    unit = "line"

    def __init__(
        self, path: Path, expected: Stamp, encoding: Encoding, delimiter: str, *, spaced: bool
    ) -> None:
        """Prepare a table; `open_table` is the way to get one."""
        super().__init__(path, expected[0])
        self.encoding = encoding.codec
        self.delimiter = delimiter
        self._encoding = encoding
        self._expected = expected
        self._spaced = spaced
        self._quotes = OpenQuotes(delimiter, 0, spaced=spaced)
        self._pass = self._new_pass()
        self._repeats = Places()
        self._foot = Foot(0)
        self._blank_at = 0
        self._deleted = Places()
        self._names: list[str] = []
        self._telling: tuple[int, str | None] = (0, None)
        self._skip = 1
        self._opening_notes: tuple[str, ...] = ()
        self._read_header()

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was skipped or taken for granted, so far."""
        said = [*self._opening_notes]
        if self._repeats.count:
            places = self._repeats.said("line")
            said.append(f"the column names stand again in {places}: left out")
        if self._deleted.count:
            places = self._deleted.said("line")
            said.append(f"deleted where the file comes from, in {places}: left out")
        return (*said, *self._foot.said("line"))

    def position(self) -> int:
        """Return how many bytes of `size_bytes` the latest reading has taken in."""
        return self._pass.position

    def rows(self) -> Iterator[Row | BadRow]:
        """Yield every row after the header; lines without anything in them are no rows.

        A short row is padded with empty cells and empty cells beyond the last column are dropped;
        a row with real cells too many is a BadRow. Text is cleaned (see `method.text.clean`).
        A row whose quote is not closed is one too, and what lies behind its line is read. Raises
        TableError when a quote never closes and no records stand behind it, a cell exceeds 1 MB, or
        the file changed since it was opened.

        Where the column names stand again (files put together by hand) they are left out, and so
        are the foot of a report and what was deleted in the tool the file comes from; `notes`
        tells the lines once the reading is over.
        """
        at = deleted_column([squashed(name) for name in self.columns])
        self._deleted = Places()
        if at is None:
            yield from self._all_rows()
            return
        for row in self._all_rows():
            if isinstance(row, Row) and says_deleted(row.cells[at]):
                self._deleted.add(row.number)
            else:
                yield row

    def _all_rows(self) -> Iterator[Row | BadRow]:
        self._repeats = Places()
        self._foot = Foot(len(self.columns))
        self._blank_at = 0
        skip = self._skip
        for found in self._runs():
            run, skip = found[skip:], max(skip - len(found), 0)
            yield from run if self._is_plain(run) else self._sifted(run)
        yield from self._foot.finish()

    def _is_plain(self, run: Sequence[Row | BadRow]) -> bool:
        """Say whether all of some records are as wide as the columns and nothing but records."""
        if not run or self._foot.holds or self._pass.gap_at == run[0].number - 1 > 0:
            return False
        cells = [row.cells for row in run]
        if {*map(len, cells)} != {len(self.columns)}:
            return False
        first = list(map(itemgetter(0), cells))
        at, name = self._telling
        return (
            all(map(str.strip, first))
            and BEGINS.isdisjoint(cell[:5] for cell in first)
            and name not in map(itemgetter(at), cells)
        )

    def _sifted(self, run: Iterable[Row | BadRow]) -> Iterator[Row | BadRow]:
        """Yield the records among some; what is none of them is noted."""
        width, foot = len(self.columns), self._foot
        names, telling, name = self._names, *self._telling
        for row in run:
            if isinstance(row, BadRow):
                yield from foot.release()
                yield row
                continue
            number, cells = row
            first = cells[0]
            gap = self._pass.gap_at == number - 1 > 0
            if gap or not first.strip() or first[:5] in BEGINS or len(cells) != width or foot.holds:
                if not any(map(str.strip, cells)):
                    self._blank_at = number
                    continue
                gap = gap or self._blank_at == number - 1 > 0
                lone = gap and width > 3 and len(cells) == 1
                fit = _remark(row, width) if lone else fitted(row, width)
                if foot.takes(fit, cells, after_gap=gap):
                    continue
                yield from foot.release()
                if len(cells) != width:
                    yield fit
                    continue
            if cells[telling] != name or not same_names(cells, names):
                yield row
            else:
                self._repeats.add(number)

    def _new_pass(self) -> Pass:
        return Pass(
            self.path,
            self._encoding,
            self.delimiter,
            self._expected,
            spaced=self._spaced,
            quotes=self._quotes,
        )

    def _runs(self) -> Iterator[Sequence[Row | BadRow]]:
        """Yield the records a run at a time, without a line that only names the delimiter."""
        self._pass = self._new_pass()
        runs = self._pass.runs()
        for run in runs:
            first = run[0]
            told = first.number == 1 and delimiters.named(self.delimiter.join(first.cells))
            yield run[1:] if told else run
            break
        yield from runs

    def _read_header(self) -> None:
        records = list(islice(chain.from_iterable(self._runs()), LOOK))
        name = shown(self.path)
        if not records:
            raise TableError(f"{name} is empty: there is nothing to import.")
        widest = max(trimmed(record.cells) for record in records)
        if widest > MAX_COLUMNS:
            raise too_wide(self.path, widest)
        header = find_header([record.cells for record in records])
        self._skip = header.before + header.named
        if len(records) == self._skip:
            message = f"{name} has only a line of column names and no rows: nothing to import."
            raise TableError(message)
        names = [clean_line(cell) for cell in header.names]
        if len(names) > MAX_COLUMNS:
            while names and not names[-1]:
                names.pop()
        self._name_columns(names)
        short = short_columns(self.columns)
        self._quotes = OpenQuotes(self.delimiter, len(names), short, spaced=self._spaced)
        if header.named:
            self._names = names
            self._telling = telling_name(header.names)
        self._opening_notes = tuple(
            note
            for note, told in (
                (self._encoding.note, self._encoding.note),
                (_before(records[header.before].number - 1), header.before),
                ("no column names: named by position", not header.named),
            )
            if told
        )


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
            lines = _first_lines(file, encoding)
        except OSError as error:
            raise unreadable(path, error) from None
    delimiter = (len(lines) > 1 and delimiters.named(lines[0])) or delimiters.guess(lines)
    spaced = delimiters.is_spaced(lines, delimiter)
    return Table(path, expected, encoding, delimiter, spaced=spaced)


def _first_lines(file: BinaryIO, encoding: Encoding) -> list[str]:
    file.seek(encoding.skip)
    data = file.read(_SAMPLE_BYTES)
    text = encoding.decoder().decode(data)
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > 1 and len(data) == _SAMPLE_BYTES:
        lines.pop()
    return lines


def _before(lines: int) -> str:
    return f"{lines} line{'s' * (lines != 1)} before the column names left out"


def _remark(row: Row, width: int) -> BadRow:
    why = (
        f"line {row.number} stands alone after an empty line with one cell where the header has "
        f"{width}: it looks like a remark, not a record"
    )
    return BadRow(row.number, why, row.cells)

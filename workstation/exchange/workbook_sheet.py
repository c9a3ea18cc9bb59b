"""Reads the rows of one sheet as they come out of its XML, with flat memory."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from workstation.exchange.records import MAX_FIELD
from workstation.exchange.rows import Row
from workstation.exchange.workbook_archive import (
    MOST_SHEET,
    Attributes,
    Unsafe,
    new_parser,
    part,
    pieces,
)
from workstation.exchange.workbook_parts import PLAIN, Look, Sheet, unescaped
from workstation.method.text import clean

_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_PLACE = re.compile(r"([A-Z]{1,3})\d+", re.ASCII)
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})", re.ASCII)


class SheetReading:
    """One reading of a sheet: `read` of `size` bytes of its XML.

    `errors` counts cells with a fault, `unworked` those whose formula nobody has worked out.
    """

    def __init__(
        self, opened: zipfile.ZipFile, sheet: Sheet, texts: Sequence[str], looks: Sequence[Look],
        *, since_1904: bool,
    ) -> None:  # fmt: skip
        """Prepare to read; raises KeyError for a part that is missing, Unsafe for a bomb."""
        self.errors = self.unworked = 0
        self._formula_at = (0, 0)
        self.read = 0
        self._info = part(opened, sheet.part, MOST_SHEET)
        self.size = max(self._info.file_size, 1)
        self._opened = opened
        self._texts = texts
        self._looks = looks
        self._since_1904 = since_1904
        self._columns: dict[str, int] = {}
        self._rows: list[Row] = []
        self._cells: list[str] = []
        self._row = self._column = 0
        self._kind = self._style = ""
        self._said: list[str] = []
        self._length = 0
        self._listening = False
        self._sounds = 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold anything, none wider than its last cell with a value."""
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        for read in pieces(self._opened, self._info, parser):
            self.read = read
            if self._rows:
                yield from self._rows
                self._rows = []

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name == "c":
            place = attributes.get("r")
            self._column = self._column + 1 if place is None else self._column_of(place)
            if self._column > _MOST_COLUMNS:
                raise Unsafe(f"row {self._row} has more than {_MOST_COLUMNS:,} columns")
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._said = []
            self._length = 0
        elif name in {"v", "t"}:
            self._listening = not self._sounds
        elif name == "f":
            self._formula_at = (self._row, self._column)
        elif name == "row":
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else int(float(number))
            if not 0 < self._row <= _MOST_ROWS:
                raise Unsafe(f"a row is numbered {self._row}")
            self._column = 0
            self._cells = []
        elif name == "rPh":
            self._sounds += 1

    def _text(self, data: str) -> None:
        if self._listening:
            self._said.append(data)
            self._length += len(data)
            if self._length > MAX_FIELD:
                raise Unsafe(f"a cell in row {self._row} is longer than {MAX_FIELD:,} characters")

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name in {"v", "t"}:
            self._listening = False
        elif name == "c":
            said = "".join(self._said)
            value = self._value(said) if said else ""
            if value:
                cells, at = self._cells, self._column - 1
                if at >= len(cells):
                    cells.extend([""] * (at + 1 - len(cells)))
                cells[at] = value
            elif self._kind == "n" and self._formula_at == (self._row, self._column):
                self.unworked += 1
        elif name == "row":
            if any(cell.strip() for cell in self._cells):
                self._rows.append(Row(self._row, self._cells))
            self._cells = []
        elif name == "rPh":
            self._sounds -= 1

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None:
            found = _PLACE.fullmatch(place)
            if not found:
                raise Unsafe(f"a cell in row {self._row} has no place")
            known = 0
            for letter in letters:
                known = known * 26 + ord(letter) - 64
            self._columns[letters] = known
        return known

    def _value(self, said: str) -> str:
        kind = self._kind
        if kind == "s":
            at = int(said)
            if at < 0:
                raise Unsafe(f"a cell in row {self._row} points to no text")
            return clean(self._texts[at])
        if kind == "n":
            return self._number(said)
        if kind == "b":
            return "yes" if said.strip() in {"1", "true"} else "no"
        if kind == "e":
            self.errors += 1
            return ""
        if kind == "d":
            return said.removesuffix("T00:00:00")
        return clean(unescaped(said))

    def _number(self, said: str) -> str:
        look = PLAIN
        if self._style:
            at = int(self._style)
            look = self._looks[at] if 0 <= at < len(self._looks) else PLAIN
        if look is PLAIN and _PLAIN_NUMBER.fullmatch(said):
            return said
        number = float(said)
        if look.is_day or look.is_length:
            moment = self._moment(number, look)
            if moment:
                return moment
        written = in_digits(number)
        if look.digits:
            return written.zfill(look.digits)
        return f"{look.sign}{' ' * look.sign.isalpha()}{written}"

    def _moment(self, number: float, look: Look) -> str:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        epoch = MAC_EPOCH if self._since_1904 else WINDOWS_EPOCH
        try:
            value: Any = from_excel(number, epoch, timedelta=look.is_length)
        except (OverflowError, ValueError):
            return ""
        return in_iso(value)


def in_digits(number: float) -> str:
    """Write a number as a spreadsheet shows it: 15 digits, no power of ten where avoidable."""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.15g}"


def in_iso(value: object) -> str:
    """Write a day, moment, time of day or length of time of a spreadsheet in ISO's order."""
    if isinstance(value, datetime):
        whole = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == time() else whole.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return ""

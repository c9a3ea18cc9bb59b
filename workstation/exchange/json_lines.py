"""Reads JSON lines, and a JSON list, like any other table: one row an object."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.encoding import CHUNK, Encoding, told_by
from workstation.exchange.errors import Places, TableError, shown
from workstation.exchange.files import (
    Stamp,
    changed,
    check_unchanged,
    opened,
    stamp,
    unreadable,
)
from workstation.exchange.json_objects import Found, objects
from workstation.exchange.json_wrapped import unwrapped
from workstation.exchange.rows import MAX_COLUMNS, BadRow, Row, Rows, too_wide
from workstation.method.text import clean, clean_line

_MOST_DEEP = 8
"""Levels of objects within objects that become columns; deeper ones stay as they are written."""


class JsonLines(Rows):
    """A file of JSON objects, one a line, or in one list, or one behind the other.

    The columns are the union of the keys over the whole file; a key inside an object is named
    `outer.inner`, the items of a list are lines of one cell. `true` is yes, `null` nothing.
    """

    format = "JSON lines"
    unit = "line"

    def __init__(self, path: Path, expected: Stamp, encoding: Encoding) -> None:
        """Read all objects once for their columns; `open_json` is the way to get one."""
        super().__init__(path, expected[0])
        self.encoding = encoding.codec
        self._encoding = encoding
        self._expected = expected
        self._position = 0
        self._broken = Places()
        self._keys: dict[str, int] = {}
        self._read_columns()

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was taken for granted or cannot be read."""
        said = [self._encoding.note] if self._encoding.note else []
        if self._broken.count:
            said.append(f"no object in {self._broken.said('line')}")
        return tuple(said)

    def position(self) -> int:
        """Return how many bytes of `size_bytes` the latest reading has taken in."""
        return self._position

    def rows(self) -> Iterator[Row | BadRow]:
        """Yield a row for every object that says anything; a line that is none is a BadRow.

        Raises TableError when a list is broken off or the file was changed meanwhile.
        """
        for number, found, text in self._objects():
            if found is None:
                yield BadRow(number, f"line {number} is not a JSON object", [clean(text)])
                continue
            cells = [""] * len(self.columns)
            for key, value in flat(found).items():
                at = self._keys.get(key)
                if at is None:
                    raise changed(self.path)
                cells[at] = value
            if any(cells):
                yield Row(number, cells)

    def _objects(self) -> Iterator[Found]:
        with opened(self.path) as file:
            check_unchanged(self.path, file, self._expected)
            pieces = self._pieces(file)
            for found in objects(self.path, pieces):
                yield from unwrapped(found)
            check_unchanged(self.path, file, self._expected)

    def _pieces(self, file: BinaryIO) -> Iterator[str]:
        decoder = self._encoding.decoder()
        file.seek(self._encoding.skip)
        self._position = self._encoding.skip
        while True:
            try:
                data = file.read(CHUNK)
                self._position += len(data)
                yield decoder.decode(data, final=not data)
            except OSError as error:
                raise unreadable(self.path, error) from None
            except UnicodeDecodeError:
                message = (
                    f"{shown(self.path)} is not {self._encoding.codec.upper()}, as JSON has to be: "
                    "save it again in UTF-8."
                )
                raise TableError(message) from None
            if not data:
                return

    def _read_columns(self) -> None:
        count = 0
        for number, found, _ in self._objects():
            if found is None:
                self._broken.add(number)
                continue
            count += 1
            for key in flat(found):
                self._keys.setdefault(key, len(self._keys))
            if len(self._keys) > MAX_COLUMNS:
                raise too_wide(self.path, len(self._keys))
        if not count or not self._keys:
            message = f"{shown(self.path)} holds no object that says anything: nothing to import."
            raise TableError(message)
        self._name_columns([clean_line(key) for key in self._keys])


def flat(found: dict[str, object], outer: str = "", deep: int = 1) -> dict[str, str]:
    """Return an object as one level of texts: `outer.inner` keys, lists as lines of one text."""
    cells: dict[str, str] = {}
    for key, value in found.items():
        name = f"{outer}.{key}" if outer else key
        if isinstance(value, dict) and deep < _MOST_DEEP:
            more = flat(value, name, deep + 1)
        elif isinstance(value, list):
            more = _listed(name, value, deep)
        else:
            more = {name: _text(value)}
        for inner, text in more.items():
            cells[inner] = f"{cells[inner]}\n{text}" if cells.get(inner) and text else text
    return cells


def _listed(name: str, values: list[object], deep: int) -> dict[str, str]:
    lines: dict[str, list[str]] = {name: []} if not values else {}
    for value in values:
        inner = (
            flat(value, name, deep + 1)
            if isinstance(value, dict) and deep < _MOST_DEEP
            else {name: _text(value)}
        )
        for key, text in inner.items():
            lines.setdefault(key, []).extend([text] if text else [])
    return {key: "\n".join(texts) for key, texts in lines.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def open_json(path: Path) -> JsonLines:
    """Open JSON lines or a JSON list. Raises TableError when there is nothing usable in it."""
    with opened(path) as file:
        try:
            expected = stamp(file)
            encoding = told_by(file.read(512)) or Encoding("utf-8")
        except OSError as error:
            raise unreadable(path, error) from None
    return JsonLines(path, expected, encoding)

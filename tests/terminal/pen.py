"""A terminal's screen that takes in a run of plain letters, and a code, in one go.

pyte does it cell by cell and character by character; what is not plain is left to it.
"""

import functools
import re

from pyte import charsets, modes
from pyte.screens import Char, Screen, wcwidth
from pyte.streams import ByteStream

_CODE = re.compile(r"\x1b\[([0-9;]*)([mH])")
"""What programs send most: a look, and a place for the cursor."""


class _Cells(dict[str, Char]):
    """The cells of every letter that came in one look."""

    def __init__(self, look: Char) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, letter: str) -> Char:
        cell = self[letter] = self._look._replace(data=letter)
        return cell


_cells_of = functools.cache(_Cells)


@functools.cache
def _narrow(letter: str) -> bool:
    return wcwidth(letter) == 1


_looks: dict[tuple[Char, Char, str], Char] = {}
"""What a look becomes by a code; the plain look is part of it, for a screen can be reversed."""


class QuickScreen(Screen):
    """The same screen as pyte's; what is not plain letters on one line is left to pyte."""

    def look(self, code: str) -> None:
        """Take the look of a code such as ``1;38;2;10;20;30``."""
        key = (self.cursor.attrs, self.default_char, code)
        if key not in _looks:
            self.select_graphic_rendition(*_numbers(code))
            _looks[key] = self.cursor.attrs
        self.cursor.attrs = _looks[key]

    def draw(self, data: str) -> None:
        """Write a text where the cursor is."""
        cursor = self.cursor
        plain = (
            cursor.x + len(data) <= self.columns
            and not self.charset
            and self.g0_charset is charsets.LAT1_MAP
            and modes.IRM not in self.mode
            and all(map(_narrow, data))
        )
        if not plain:
            super().draw(data)
            return
        line, cells = self.buffer[cursor.y], _cells_of(cursor.attrs)
        for x, letter in enumerate(data, cursor.x):
            line[x] = cells[letter]
        cursor.x += len(data)
        self.dirty.add(cursor.y)


class QuickStream(ByteStream):
    """The same stream as pyte's, for a quick screen."""

    listener: QuickScreen

    def feed(self, data: bytes) -> None:
        """Take in what a program wrote."""
        if not self.use_utf8:
            super().feed(data)
            return
        text = self.utf8_decoder.decode(data)
        screen, plain, at = self.listener, self._text_pattern.match, 0
        while at < len(text):
            if self._taking_plain_text is not None:
                if found := plain(text, at):
                    screen.draw(found[0])
                    at = found.end()
                    continue
                if found := _CODE.match(text, at):
                    if found[2] == "m":
                        screen.look(found[1])
                    else:
                        screen.cursor_position(*_numbers(found[1]))
                    at = found.end()
                    continue
            self._taking_plain_text = self._send_to_parser(text[at])
            at += 1


def _numbers(code: str) -> list[int]:
    return [min(int(each or 0), 9999) for each in code.split(";")]

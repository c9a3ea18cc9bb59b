"""A terminal's screen that takes in a run of plain letters in one go: pyte does it cell by cell."""

import functools

from pyte import charsets, modes
from pyte.screens import Char, Screen, wcwidth


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


class QuickScreen(Screen):
    """The same screen as pyte's; what is not plain letters on one line is left to pyte."""

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

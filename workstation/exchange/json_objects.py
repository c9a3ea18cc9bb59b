"""Takes JSON objects out of text that comes in pieces, never holding more than one of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workstation.exchange.encoding import MAX_LINE
from workstation.exchange.errors import TableError, shown


class Found(NamedTuple):
    """What begins on a line: an object, or None with the text that is none (1 MB at most)."""

    line: int
    value: dict[str, object] | None
    text: str = ""


_MOST_KEPT = 1_000_000
_BLANK = re.compile(r"\s*")
_DECODER = json.JSONDecoder(
    strict=False, parse_int=str, parse_float=str, parse_constant=lambda _: None
)
"""Numbers stay as they are written, so that an id loses no digit."""


def objects(path: Path, pieces: Iterator[str]) -> Iterator[Found]:
    """Yield the objects of a text: one a line, in one list, or one behind the other.

    A line that is no object is reported where objects stand one a line; elsewhere nobody can say
    where the next one begins, so the file is refused (TableError), as it is for an object or a
    line over MAX_LINE characters.
    """
    text = _Text(path, pieces)
    text.skip()
    if text.next() == "[":
        yield from _in_list(text)
    elif text.first_line_is_whole():
        yield from _one_a_line(text)
    else:
        while text.skip():
            line = text.line
            yield _found(line, text.value())


def _in_list(text: "_Text") -> Iterator[Found]:
    text.at += 1
    while text.skip() and text.next() != "]":
        line = text.line
        yield _found(line, text.value())
        text.skip()
        if text.next() == ",":
            text.at += 1
        elif text.next() != "]":
            raise text.refused("is no JSON list any more, or the file is cut off")
    if text.next() != "]":
        raise text.refused("ends inside a list: the file is cut off")


def _one_a_line(text: "_Text") -> Iterator[Found]:
    while (said := text.take_line()) is not None:
        if said.strip():
            try:
                value = _DECODER.decode(said)
            except (ValueError, RecursionError):
                value = None
            yield _found(text.line, value, said)


def _found(line: int, value: object, text: str = "") -> Found:
    if isinstance(value, dict):
        return Found(line, value)
    return Found(line, None, text[:_MOST_KEPT] or json.dumps(value)[:_MOST_KEPT])


class _Text:
    """The text from `at` on; `line` is where that is, from 1."""

    def __init__(self, path: Path, pieces: Iterator[str]) -> None:
        self.at = 0
        self.line = 1
        self._path = path
        self._pieces = pieces
        self._text = ""
        self._begun = False

    def next(self) -> str:
        """Return the character that comes next, nothing at the end."""
        return self._text[self.at : self.at + 1]

    def skip(self) -> bool:
        """Go over blanks and say whether anything comes behind them."""
        while True:
            found = _BLANK.match(self._text, self.at)
            end = found.end() if found else self.at
            self.line += self._text.count("\n", self.at, end)
            self.at = end
            if self.at < len(self._text):
                return True
            if not self._more():
                return False

    def first_line_is_whole(self) -> bool:
        """Say whether the line that comes next is an object by itself."""
        while "\n" not in self._text[self.at :] and self._more():
            self._check_size("is a line")
        try:
            return isinstance(_DECODER.decode(self._text[self.at :].partition("\n")[0]), dict)
        except (ValueError, RecursionError):
            return False

    def take_line(self) -> str | None:
        """Go over the next line and return it; None at the end."""
        if self._begun:
            self.line += 1
        self._begun = True
        while (end := self._text.find("\n", self.at)) < 0 and self._more():
            self._check_size("is a line")
        if end < 0:
            end = len(self._text)
            if self.at >= end:
                return None
        said, self.at = self._text[self.at : end], end + 1
        return said

    def value(self) -> object:
        """Go over the next JSON value and return it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self.at)
            except (ValueError, RecursionError):
                held = len(self._text) - self.at
                while len(self._text) - self.at < 2 * held and self._more():
                    self._check_size("begins an object")
                if len(self._text) - self.at == held:
                    raise self.refused("is not JSON, or the file is cut off") from None
            else:
                self.line += self._text.count("\n", self.at, end)
                self.at = end
                return value

    def refused(self, why: str) -> TableError:
        """Return the sentence for text that cannot be read on."""
        return TableError(f"{shown(self._path)} line {self.line} {why}: export it again.")

    def _check_size(self, what: str) -> None:
        if len(self._text) - self.at > MAX_LINE:
            raise self.refused(f"{what} of more than {MAX_LINE // 1_000_000} MB")

    def _more(self) -> bool:
        """Add the next piece; False when there is none."""
        piece = next(self._pieces, "")
        while not piece:
            after = next(self._pieces, None)
            if after is None:
                return False
            piece = after
        self._text = self._text[self.at :] + piece
        self.at = 0
        return True

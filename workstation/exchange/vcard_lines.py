"""Turns the bytes of an address card file into whole content lines, folded or not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from workstation.exchange.encoding import CHUNK, MAX_LINE, Encoding
from workstation.exchange.errors import TableError, shown
from workstation.exchange.files import changed, unreadable

MAX_VALUE = 1_000_000
"""Bytes the value of one line may have once it is whole; pictures are passed over."""

BINARY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
"""Properties that hold pictures, sounds and keys, whose values are not kept."""

_LONG = frozenset(("NOTE", "ADR", "LABEL"))
"""Properties some programs write over several lines without marking them."""

_ENDS = re.compile(rb"\r\n|\n|\r")
_BEGIN = re.compile(rb"\s*(?:[\w\-]+\.)?([A-Za-z][\w\-]*)\s*((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):")
_LOOSE_BEGIN = re.compile(rb"\s*(?:[\w\-]+\.)?([A-Za-z][\w\-]*)\s*((?:;[^:]*)?):")


class ContentLine(NamedTuple):
    """One unfolded line: the line of the file it begins on, and its bytes."""

    number: int
    raw: bytes


class PhysicalLines:
    """The lines of a file as bytes, UTF-16 turned into UTF-8; `position` counts its bytes."""

    def __init__(self, path: Path, file: BinaryIO, encoding: Encoding) -> None:
        """Prepare to read from the mark on."""
        self.position = encoding.skip
        self._path = path
        self._file = file
        self._encoding = encoding

    def __iter__(self) -> Iterator[bytes]:
        """Yield each line without its end; raises TableError for endless lines and NUL bytes."""
        decoder = self._encoding.decoder() if self._encoding.codec.startswith("utf-16") else None
        self._file.seek(self._encoding.skip)
        waiting, waiting_size, held, count = [b""], 0, b"", 0
        while True:
            try:
                data = self._file.read(CHUNK)
                self.position += len(data)
                piece = decoder.decode(data, final=not data).encode() if decoder else data
            except OSError as error:
                raise unreadable(self._path, error) from None
            except UnicodeError:
                raise changed(self._path) from None
            piece = held + piece
            if b"\0" in piece:
                before = piece.partition(b"\0")[0]
                line = count + len(_ENDS.findall(before)) + 1
                raise self._refused(line, "holds NUL bytes, so it is no address card")
            held = b"\r" if piece.endswith(b"\r") and data else b""
            first, *lines = _ENDS.split(piece.removesuffix(held))
            waiting.append(first)
            waiting_size += len(first)
            if waiting_size > MAX_LINE:
                why = f"is longer than {MAX_LINE // 1_000_000} MB: this is no address card"
                raise self._refused(count + 1, why)
            if lines:
                count += len(lines)
                yield b"".join(waiting)
                waiting = [lines.pop()]
                waiting_size = len(waiting[0])
                yield from lines
            if not data:
                yield b"".join(waiting)
                return

    def _refused(self, line: int, why: str) -> TableError:
        return TableError(f"{shown(self._path)} line {line} {why}: export the cards again.")


class _Open:
    """A content line that may go on."""

    def __init__(self, number: int, raw: bytes, name: str, parameters: bytes) -> None:
        self.number = number
        self.parts = [raw]
        self.length = len(raw)
        upper = parameters.upper()
        self.soft = b"QUOTED-PRINTABLE" in upper
        self.base64 = b"BASE64" in upper or bool(re.search(rb"ENCODING=B(?:[;:]|$)", upper))
        self.name = name
        self.passed_over = name in BINARY

    def whole(self) -> ContentLine:
        return ContentLine(self.number, b"".join(self.parts))

    def add(self, more: bytes) -> None:
        if not self.passed_over:
            self.parts.append(more)
            self.length += len(more)


def content_lines(path: Path, lines: PhysicalLines) -> Iterator[ContentLine]:
    """Yield the unfolded lines of a file of cards, of version 2.1 to 4.

    Lines go on by a blank at the beginning of the next one (kept in version 2.1), by the `=` of
    quoted-printable, or, in base64, by lines without a name up to an empty one. A line that is
    none of these and no property either is text some program broke off, and is put back. Raises
    TableError for a value over MAX_VALUE.
    """
    current: _Open | None = None
    keeps_blank = False
    for number, line in enumerate(lines, 1):
        if current is not None and not current.passed_over and current.length > MAX_VALUE:
            message = (
                f"{shown(path)} line {current.number} begins a value of more than "
                f"{MAX_VALUE // 1_000_000} MB: this is no address card."
            )
            raise TableError(message)
        if current is not None and _goes_on(current, line, keeps_blank=keeps_blank):
            continue
        begun = _BEGIN.match(line) or _LOOSE_BEGIN.match(line)
        if begun is None:
            if current is not None and line.strip() and current.name in _LONG:
                current.add(b"=0A" + line if current.soft else b"\n" + line)
            elif current is not None and current.base64:
                yield current.whole()
                current = None
            continue
        if current is not None:
            yield current.whole()
        name = begun[1].decode("ascii", "replace").upper()
        if name == "VERSION":
            keeps_blank = line[begun.end() :].strip() == b"2.1"
        value = line[: begun.end()] if name in BINARY else line
        current = _Open(number, value, name, begun[2])
    if current is not None:
        yield current.whole()


def _goes_on(current: _Open, line: bytes, *, keeps_blank: bool) -> bool:
    """Add a line to the one before it if it is its continuation, and say whether it was."""
    last = current.parts[-1].rstrip(b" \t")
    if current.soft and last.endswith(b"="):
        current.parts[-1] = last[:-1]
        current.add(line if line[:2] != b"  " and line[:1] != b"\t" else line.lstrip())
        return True
    if line[:1] in {b" ", b"\t"} and line.strip():
        kept = b" " if keeps_blank and not current.base64 and not last.endswith(b":") else b""
        current.add(kept + line.lstrip() if keeps_blank else line[1:])
        return True
    if current.base64 and line.strip() and b":" not in line:
        current.add(line.strip())
        return True
    return False

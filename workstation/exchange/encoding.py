"""Says how a file's bytes become text, or why they never will, before a single row is read."""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.errors import Places, TableError, shown
from workstation.exchange.signature import refuse_other_kinds

CHUNK = 1 << 18
"""Bytes read at a time."""

MAX_LINE = 10_000_000
"""Characters a line or a row may have; anything longer is not a table."""

AS_1252 = "workstation.windows-1252"
"""Name of the way to decode in which a byte that is no UTF-8 is read as Windows-1252."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRAY = re.compile("[\udc80-\udcff]")
_ACCIDENTS = 20
"""Bytes that are no UTF-8 for one character that is, in a file that is simply Windows-1252."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file: codec, length of its byte-order mark, way with bytes that do not fit.

    `note` says what was taken for granted, empty when nothing was.
    """

    codec: str
    skip: int = 0
    errors: str = "strict"
    note: str = ""

    def decoder(self) -> codecs.IncrementalDecoder:
        """Return a fresh decoder for the bytes behind the mark."""
        return codecs.getincrementaldecoder(self.codec)(self.errors)


@dataclass(slots=True)
class _Counts:
    """What a scan saw: lines so far, characters beyond ASCII, bytes that fit no character."""

    lines: int = 0
    beyond_ascii: int = 0
    stray: int = 0
    stray_lines: Places = field(default_factory=Places)
    feeds: int = 0


def detect(path: Path, file: BinaryIO) -> Encoding:
    """Choose the encoding of an open file by reading all of it once in chunks.

    A byte-order mark decides; without one it is UTF-16 when every other byte of its beginning is
    zero, UTF-8 when every byte fits and Windows-1252 when not (Mac Roman when its lines also end
    as on old Macs). In a file of both, each byte that is no UTF-8 is read as Windows-1252 and the
    note names the lines. Raises TableError for other kinds of file, NUL bytes, lines over
    MAX_LINE and bytes that do not fit (naming the line).
    """
    head = file.read(512)
    refuse_other_kinds(path, head)
    told = told_by(head)
    if told:
        _scan_strictly(path, file, told)
        return told
    utf8 = Encoding("utf-8")
    try:
        _scan(path, file, utf8)
    except UnicodeDecodeError:
        return _older(path, file)
    return utf8


def told_by(head: bytes) -> Encoding | None:
    """Return the encoding a file's first bytes give away: its mark, or the zeros of UTF-16."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, len(mark))
    wide = _unmarked_utf16(head)
    return Encoding(wide, note=f"no byte-order mark: read as {wide.upper()}") if wide else None


def _unmarked_utf16(head: bytes) -> str:
    """Return the UTF-16 whose zero bytes the beginning of a file has, or nothing."""
    pairs = len(head) // 2
    even, odd = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if pairs > 1 and odd > pairs * 0.4 and even * 20 <= odd:
        return "utf-16-le"
    if pairs > 1 and even > pairs * 0.4 and odd * 20 <= even:
        return "utf-16-be"
    return ""


def _older(path: Path, file: BinaryIO) -> Encoding:
    """Return how to read a file with bytes that are no UTF-8."""
    counts = _scan(path, file, Encoding("utf-8", errors="surrogateescape"))
    if counts.lines and not counts.feeds and not counts.beyond_ascii:
        return Encoding("mac-roman", note="neither UTF-8 nor Windows lines: read as Mac Roman")
    if counts.beyond_ascii * _ACCIDENTS > counts.stray:
        note = f"not UTF-8 but read as Windows-1252: {counts.stray_lines.said('line')}"
        encoding = Encoding("utf-8", errors=AS_1252, note=note)
    else:
        encoding = Encoding("cp1252", note="not UTF-8: read as Windows-1252, so check the accents")
    _scan_strictly(path, file, encoding)
    return encoding


def _scan_strictly(path: Path, file: BinaryIO, encoding: Encoding) -> None:
    counts = _Counts()
    try:
        _scan(path, file, encoding, counts=counts)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding.codec, "replace")
        line = counts.lines + _line_ends(before) + 1
        older = encoding.codec == "cp1252" or encoding.errors == AS_1252
        fits = "neither UTF-8 nor Windows-1252" if older else f"not {encoding.codec.upper()}"
        message = (
            f"{shown(path)} line {line} holds the byte 0x{error.object[error.start]:02X}, which is "
            f"{fits}: save the file as CSV UTF-8."
        )
        raise TableError(message) from None


def _scan(
    path: Path, file: BinaryIO, encoding: Encoding, *, counts: _Counts | None = None
) -> _Counts:
    """Decode the whole file once, refusing NUL characters and endless lines."""
    counts = counts or _Counts()
    decoder = encoding.decoder()
    file.seek(encoding.skip)
    run = 0
    while True:
        data = file.read(CHUNK)
        text = decoder.decode(data, final=not data)
        if "\0" in text:
            line = counts.lines + _line_ends(text[: text.index("\0")]) + 1
            message = (
                f"{shown(path)} line {line} holds NUL bytes, so it is binary or in an unmarked "
                "encoding: save it as CSV UTF-8."
            )
            raise TableError(message)
        first = _first_end(text)
        run += len(text) if first < 0 else first
        if run > MAX_LINE:
            message = (
                f"{shown(path)} line {counts.lines + 1} is longer than "
                f"{MAX_LINE // 1_000_000} MB: this is not a table with one record a line."
            )
            raise TableError(message)
        if first >= 0:
            run = len(text) - max(text.rfind("\n"), text.rfind("\r")) - 1
        if encoding.errors == "surrogateescape" and not text.isascii():
            _count_strays(text, counts)
        feeds = text.count("\n")
        counts.lines += feeds or text.count("\r")
        counts.feeds += feeds
        if not data:
            return counts


def _count_strays(text: str, counts: _Counts) -> None:
    """Count the characters that were none, and name the first lines that hold them."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    stray = len(_STRAY.findall(text))
    counts.stray += stray
    counts.beyond_ascii += beyond - stray
    if not stray:
        return
    for number, line in enumerate(text.split("\n" if "\n" in text else "\r"), counts.lines + 1):
        if not line.isascii() and _STRAY.search(line):
            counts.stray_lines.add(number)


def _as_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    try:
        return error.object[error.start : error.end].decode("cp1252"), error.end
    except UnicodeDecodeError:
        raise error from None


codecs.register_error(AS_1252, _as_1252)


def _first_end(text: str) -> int:
    found = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
    return min(found, default=-1)


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")

"""Says how a file's bytes become text, or why they never will, before a single row is read."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workstation.exchange.errors import TableError, shown

CHUNK = 1 << 18
"""Bytes read at a time."""

MAX_LINE = 10_000_000
"""Characters a line or a row may have; anything longer is not a table."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP or XLSX file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel (XLS) or Word file"),
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)

_PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file: Python's codec name and the length of the byte-order mark."""

    codec: str
    skip: int = 0


@dataclass(slots=True)
class _Counts:
    """What a scan saw: lines so far, characters beyond ASCII, bytes that fit no character."""

    lines: int = 0
    beyond_ascii: int = 0
    stray: int = 0


def detect(path: Path, file: BinaryIO) -> Encoding:
    """Choose the encoding of an open file by reading all of it once in chunks.

    A byte-order mark decides; without one it is UTF-8 when every byte fits and Windows-1252 when
    not. A file that is mostly good UTF-8 with a few broken bytes is refused rather than read as
    Windows-1252, which would garble every accented name. Raises TableError for other kinds of
    file, NUL bytes, lines over MAX_LINE and bytes that do not fit (naming the line).
    """
    head = file.read(512)
    _refuse_other_kinds(path, head)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            encoding = Encoding(codec, len(mark))
            _scan_strictly(path, file, encoding)
            return encoding
    utf8 = Encoding("utf-8")
    try:
        _scan(path, file, utf8)
    except UnicodeDecodeError:
        counts = _scan(path, file, utf8, errors="surrogateescape")
        if counts.beyond_ascii > counts.stray:
            _scan_strictly(path, file, utf8)
        encoding = Encoding("cp1252")
        _scan_strictly(path, file, encoding)
        return encoding
    return utf8


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            message = f"{shown(path)} is {kind}, not a text table: save it as CSV and import that."
            raise TableError(message)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        message = f"{shown(path)} is a web page or XML file, not CSV: save the table as CSV."
        raise TableError(message)


def _scan_strictly(path: Path, file: BinaryIO, encoding: Encoding) -> None:
    counts = _Counts()
    try:
        _scan(path, file, encoding, counts=counts)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding.codec, "replace")
        line = counts.lines + _line_ends(before) + 1
        name = {"cp1252": "UTF-8 nor Windows-1252"}.get(encoding.codec)
        fits = f"neither {name}" if name else f"not {encoding.codec.upper()}"
        message = (
            f"{shown(path)} line {line} holds the byte 0x{error.object[error.start]:02X}, which is "
            f"{fits}: save the file as CSV UTF-8."
        )
        raise TableError(message) from None


def _scan(
    path: Path,
    file: BinaryIO,
    encoding: Encoding,
    *,
    errors: str = "strict",
    counts: _Counts | None = None,
) -> _Counts:
    """Decode the whole file once, refusing NUL characters and endless lines."""
    counts = counts or _Counts()
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors)
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
        counts.lines += _line_ends(text)
        if errors != "strict" and not text.isascii():
            ascii_only = len(text.encode("ascii", "ignore"))
            storable = len(text.encode("utf-8", "ignore").decode("utf-8"))
            counts.stray += len(text) - storable
            counts.beyond_ascii += storable - ascii_only
        if not data:
            return counts


def _first_end(text: str) -> int:
    found = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
    return min(found, default=-1)


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")

"""Tells kinds of file apart by how they begin, whatever their name says."""

import re
from pathlib import Path

from workstation.exchange.errors import TableError, shown

ZIP = b"PK\x03\x04"
"""How every ZIP archive with something in it begins, a workbook too."""

_SIGNATURES = (
    (ZIP, "a ZIP or XLSX file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel (XLS), Word or locked file"),
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"!BDN", "an Outlook data file (PST)"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_OBJECTS = re.compile(rb"\{\s*[\"}]|\[\s*[{\]]")
_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml")


def beginning(head: bytes) -> bytes:
    """Return how the text of a file begins: no mark, no blanks, no zero bytes, lower case."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip(b" \t\r\n").lower()


def is_json(begins: bytes) -> bool:
    """Say whether the beginning of a file (see `beginning`) is that of JSON objects."""
    return _OBJECTS.match(begins) is not None


def refuse_other_kinds(path: Path, head: bytes) -> None:
    """Refuse (TableError) a file whose first bytes are those of something that is no table."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            message = f"{shown(path)} is {kind}, not a text table: save it as CSV and import that."
            raise TableError(message)
    begins = beginning(head)
    if begins.startswith(_PAGES):
        message = f"{shown(path)} is a web page or XML file, not CSV: save the table as CSV."
        raise TableError(message)
    if begins.startswith(b"begin:vcalendar"):
        message = f"{shown(path)} is a calendar, not a list of records: import a list of people."
        raise TableError(message)

"""Opens an XLSX file as what it is, an archive of XML, and refuses what would blow up."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from workstation.exchange.errors import TableError, shown

MOST_SHEET = 4_000_000_000
"""Bytes of XML one sheet may have; it is read piece by piece."""
MOST_KEPT = 300_000_000
"""Bytes of XML of a part that must be kept in memory as a whole, such as the shared texts."""
MOST_RATIO = 300
"""How many times larger than its packed form a large part may be."""
MOST_QUIET = 2_000_000
"""Bytes of XML without a single tag or text."""

_WORKBOOK = re.compile(r"(?:^|/)workbook\d*\.xml$", re.IGNORECASE)
_LARGE = 50_000_000
_PIECE = 1 << 16

Attributes = Mapping[str, str]


class Unsafe(Exception):
    """The XML holds something no spreadsheet program writes; the message names it."""


@contextmanager
def archive(path: Path, file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open the archive and turn whatever is wrong inside into one TableError."""
    try:
        with zipfile.ZipFile(file) as opened:
            yield opened
    except Unsafe as error:
        message = f"{shown(path)} is no safe workbook ({error}): save it again as XLSX or CSV."
        raise TableError(message) from None
    except (
        zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, EOFError,
        KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, OverflowError, OSError,
    ) as error:  # fmt: skip
        if isinstance(error, TableError):
            raise
        message = (
            f"{shown(path)} is a damaged or cut-off workbook: open it in a spreadsheet program and "
            "save it as XLSX or CSV."
        )
        raise TableError(message) from None


def refuse_other_archives(path: Path, opened: zipfile.ZipFile) -> None:
    """Refuse (TableError) an archive that is no XLSX workbook, saying what it is."""
    names = set(opened.namelist())
    if any(_WORKBOOK.search(name) for name in names):
        return
    kinds = {
        "xl/workbook.bin": "a binary Excel (XLSB) file: save it as XLSX or CSV",
        "word/document.xml": "a Word file: save its table as XLSX or CSV",
        "ppt/presentation.xml": "a PowerPoint file: save its table as XLSX or CSV",
        "content.xml": "an OpenDocument file: save it as XLSX or CSV",
    }
    for name, kind in kinds.items():
        if name in names:
            raise TableError(f"{shown(path)} is {kind}.")
    message = f"{shown(path)} is a ZIP archive, not a table: unpack it and import the file inside."
    raise TableError(message)


def part(opened: zipfile.ZipFile, name: str, most: int = MOST_KEPT) -> zipfile.ZipInfo:
    """Return the directory entry of a part, refusing (Unsafe) one too large to be honest.

    Raises KeyError when the archive has no such part.
    """
    info = opened.getinfo(name)
    if info.file_size > most:
        raise Unsafe(f"{name} unpacks to {info.file_size // 1_000_000:,} MB")
    if info.file_size > _LARGE and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        raise Unsafe(f"{name} unpacks to {times:,} times its size")
    return info


def new_parser() -> expat.XMLParserType:
    """Return a parser that refuses document types, and with them every kind of entity."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def pieces(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, parser: expat.XMLParserType
) -> Iterator[int]:
    """Feed a part to its parser and yield the bytes read so far after each piece."""
    read = 0
    with opened.open(info) as stream:
        while data := stream.read(_PIECE):
            read += len(data)
            parser.Parse(data, False)  # noqa: FBT003
            if read - parser.CurrentByteIndex > MOST_QUIET:
                raise Unsafe(f"{info.filename} has a tag of more than {MOST_QUIET // 1_000_000} MB")
            yield read
    parser.Parse(b"", True)  # noqa: FBT003
    yield read


def each_element(
    opened: zipfile.ZipFile, name: str, started: Callable[[str, Attributes], None]
) -> None:
    """Call `started` for every element of a small part, its name without a prefix."""
    parser = new_parser()

    def start(tag: str, attributes: Attributes) -> None:
        started(tag.rpartition(":")[2], attributes)

    parser.StartElementHandler = start
    for _ in pieces(opened, part(opened, name), parser):
        pass


def _no_doctype(*_: object) -> None:
    raise Unsafe("it declares a document type")

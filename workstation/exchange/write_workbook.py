"""Writes Excel workbooks, a sheet a table, in which no cell is run as a formula.

Written part by part rather than through openpyxl, which takes a minute for 100 000 accounts.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import BinaryIO

from workstation.exchange.write import plain_cell, safe_cell

Cell = str | int | float | Decimal | date | None
Sheets = Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]

MOST_ROWS = 1_048_575
"""Rows of a sheet below the column names; what is more goes on in a further sheet."""

LONGEST = 32_767
"""Letters a cell can hold; what is longer is cut and counted."""

_EXACT = 10**15
"""Numbers from here on lose digits in a spreadsheet, so they are written as text."""

_PORTION = 500
_HEAD, _GUARDED, _DAY = 1, 2, 3
"""Styles: bold; text that stays text when somebody edits the cell; a day."""

_FIRST_DAY = date(1899, 12, 30)
_FIRST_TRUE = date(1900, 3, 1)
"""Workbooks count days from the first; before the second they count one that never was."""

_SEEN = 200
_NARROWEST, _WIDEST = 6, 44
"""Rows whose cells say how wide a column is, and the bounds of that, in letters."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/>'
    '<name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf quotePrefix="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(slots=True)
class Written:
    """What was written: rows by sheet, and how many cells were too long and have been cut."""

    rows: dict[str, int]
    cut: int = 0


def workbook_into(file: BinaryIO, sheets: Sheets) -> Written:
    """Write sheets, each (title, columns, rows), into an open file.

    The column names are bold and stay in sight; columns are as wide as the first rows ask for.
    A day is a day, a Decimal a number with just its digits. A text that looks like a formula is a
    text all the same, also when somebody edits the cell. Memory stays flat whatever there are of
    rows.
    """
    written = Written({})
    titles: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for title, columns, rows in sheets:
            short = _NOT_IN_TITLES.sub(" ", title)[:26]
            each, count, number = iter(rows), 0, 1
            while True:
                titles.append(short if number == 1 else f"{short} {number}")
                took = _sheet(archive, len(titles), columns, islice(each, MOST_ROWS), written)
                count, number = count + took, number + 1
                if took < MOST_ROWS:
                    break
            written.rows[title] = count
        _rest(archive, titles)
    return written


def _sheet(
    archive: zipfile.ZipFile,
    number: int,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    written: Written,
) -> int:
    letters = [_letters(at) for at in range(len(columns))]
    count = 0
    each = iter(rows)
    first = list(islice(each, _SEEN))
    with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
        head = "".join(
            _cell(f"{place}1", name, written, _HEAD)
            for place, name in zip(letters, columns, strict=True)
        )
        part.write(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            f"</sheetView></sheetViews>{_widths(columns, first)}"
            f'<sheetData><row r="1">{head}</row>'.encode()
        )
        held: list[str] = []
        for at, row in enumerate(chain(first, each), start=2):
            cells = "".join(
                _cell(f"{place}{at}", cell, written)
                for place, cell in zip(letters, row, strict=True)
                if cell is not None and cell != ""
            )
            held.append(f'<row r="{at}">{cells}</row>')
            count += 1
            if len(held) == _PORTION:
                part.write("".join(held).encode())
                held.clear()
        part.write(f"{''.join(held)}</sheetData></worksheet>".encode())
    return count


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return how wide the columns are: as their longest cell asks, within bounds."""
    if not columns:
        return ""
    said = []
    for at, name in enumerate(columns, start=1):
        said_there = (str(row[at - 1]).partition("\n")[0] for row in rows if row[at - 1])
        longest = max((len(each) for each in (name, *said_there)), default=0)
        width = min(max(longest, _NARROWEST) + 2, _WIDEST)
        said.append(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>')
    return f"<cols>{''.join(said)}</cols>"


def _cell(place: str, value: Cell, written: Written, style: int = 0) -> str:
    if isinstance(value, date):
        if value >= _FIRST_TRUE:
            return f'<c r="{place}" s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
        value = value.isoformat()
    elif value is None:
        value = ""
    elif not isinstance(value, str):
        if isinstance(value, float) or -_EXACT < value < _EXACT:
            return f'<c r="{place}"><v>{value}</v></c>'
        value = str(value)
    text = value if value.isascii() and value.isprintable() else _UNFIT.sub("\ufffd", value)
    if not style and text and (text[0] in "=+-@\t#'" or safe_cell(text) != text):
        style = _GUARDED
        if plain_cell(text) != text:
            text = f"'{text}"
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
        written.cut += 1
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(at: int) -> str:
    said = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        said = chr(65 + rest) + said
    return said


def _rest(archive: zipfile.ZipFile, titles: Sequence[str]) -> None:
    """Write what ties the sheets together."""
    numbers = range(1, len(titles) + 1)
    listed = "".join(
        f'<sheet name="{_attribute(title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in zip(numbers, titles, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    last = len(titles) + 1
    for name, text in {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}<Relationship '
            f'Id="rId{last}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
            'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
            f'ContentType="{_TYPE}.styles+xml"/>{parts}</Types>'
        ),
    }.items():
        archive.writestr(name, f"{_XML}{text}")
    archive.writestr("xl/styles.xml", _STYLES)


def _attribute(text: str) -> str:
    return _UNFIT.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

"""Reading XLSX workbooks, those of a spreadsheet program and those made to do harm."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.exchange.rows import BadRow, Row
from workstation.exchange.source import Source, open_source
from workstation.exchange.table import TableError

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>City</t></is></c></row>{rows}</sheetData></worksheet>'
)
MET = datetime(2026, 11, 23, 15, 0, 1)  # noqa: DTZ001 - spreadsheets know no zones
ROW = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Corvid Labs</t></is></c><c r="B2"><v>1</v></c></row>'
)


SAVE_IT = "save the workbook in a spreadsheet program first"


def saved(tmp_path: Path, *sheets: tuple[str, list[list[object]]], name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def with_parts(tmp_path: Path, **parts: bytes | str | None) -> Path:
    """Write a small workbook, with parts (named by their last word) put in place of its own."""
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Name", "City"])
    book.active.append(["Corvid Labs", "Chicago"])
    book.save(plain)
    path = tmp_path / "made.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = parts.get(Path(name).stem, old.read(name))
            if content is not None:
                new.writestr(name, content)
        if "sharedStrings" in parts and "xl/sharedStrings.xml" not in old.namelist():
            new.writestr("xl/sharedStrings.xml", parts["sharedStrings"] or "")
    return path


def cells(source: Source) -> list[list[str]]:
    return [row.cells for row in source.rows() if isinstance(row, Row)]


def refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(TableError) as caught:
        list(open_source(path, sheet=sheet).rows())
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence and path.name in sentence
    return sentence


def test_every_kind_of_cell_becomes_the_text_people_see(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        ("People", [
            ["Name", "Born", "Met", "Age", "Share", "OK", "Postal code", "Revenue", "At", "For",
             "Bad"],
            ["Ann\nLee", date(1980, 3, 2), MET, 46.0, 0.1 + 0.2, True,
             2134, -1200.5, time(9, 30), timedelta(hours=26, minutes=5), "#REF!"],
            [None, None, None, 13125550142, 1e20, False, 1, "=1+1", None, None, "#N/A"],
        ]),
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        book.active.cell(row, 7).number_format = "00000"
        book.active.cell(row, 8).number_format = "[$€-407] #,##0.00"
    book.active["J2"].number_format = "[h]:mm:ss"
    book.save(path)
    source = open_source(path)
    assert (source.format, source.unit, source.encoding, source.delimiter) == (
        "XLSX",
        "row",
        "",
        "",
    )
    assert cells(source) == [
        ["Ann\nLee", "1980-03-02", "2026-11-23T15:00:01", "46", "0.3", "yes", "02134", "€-1200.5",
         "09:30:00", "26:05:00", ""],
        ["", "", "", "13125550142", "100000000000000000000", "no", "00001", "", "", "", ""],
    ]  # fmt: skip
    assert source.notes == (
        "2 cells hold a formula error: left empty",
        f"1 cell holds a formula without a value and stays empty: {SAVE_IT}",
    )
    assert source.position() == source.size_bytes == path.stat().st_size


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = saved(tmp_path, ("A", [["Name"], ["Corvid Labs"]]), name="list.csv")
    assert cells(open_source(path)) == [["Corvid Labs"]]


def test_the_first_sheet_people_see_with_rows_is_read_unless_one_is_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Name", "City"], ["Corvid Labs", "Chicago"]]
    path = saved(
        tmp_path, ("Empty", []), ("Hidden", rows), ("Main", rows), ("More", [["Name"], ["Z"]])
    )
    book = openpyxl.load_workbook(path)
    book["Hidden"].sheet_state = "hidden"
    book.save(path)
    source = open_source(path)
    assert source.notes == (
        "only the sheet 'Main' is read, not 'Empty', 'Hidden' (hidden), 'More'",
    )
    named = open_source(path, sheet="more")
    assert cells(named) == [["Z"]] and named.notes == ()
    assert "has no sheet 'Gone': name one of 'Empty', 'Hidden', 'Main', 'More'" in refusal(
        path, "Gone"
    )
    assert "sheet 'Empty' is empty" in refusal(path, "Empty")


def test_titles_above_the_names_names_again_and_ragged_rows(tmp_path: Path) -> None:
    names: list[object] = ["Name", "City", "Country", "Phone", "Site"]
    path = saved(
        tmp_path,
        ("A", [["Our customers"], [], ["As of", date(2026, 11, 20)], names, ["Corvid Labs"], names,
               ["Halden Paper", "Oslo", "NO", "1", "2"], [*"vwxyz", "stray"]]),
    )  # fmt: skip
    source = open_source(path)
    rows = list(source.rows())
    assert rows[0] == Row(5, ["Corvid Labs", "", "", "", "", ""])
    assert len(rows) == 3 and rows[2] == Row(8, [*"vwxyz", "stray"])
    assert source.columns == [*names, "Column 6"]
    assert source.notes == (
        "2 rows before the column names left out",
        "the column names stand again in row 6: left out",
    )


def test_a_sheet_without_names_is_named_by_position(tmp_path: Path) -> None:
    source = open_source(
        saved(tmp_path, ("A", [["Ann Lee", "ann@example.com"], ["Sam Poe", "s@example.com"]]))
    )
    assert source.columns == ["Column 1", "Column 2"]
    assert len(cells(source)) == 2 and source.notes == ("no column names: named by position",)


def test_a_row_far_to_the_right_of_the_names_is_reported(tmp_path: Path) -> None:
    rows = (
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 80))
        + '<row r="80"><c r="D80"><v>4</v></c></row>'
    )
    source = open_source(with_parts(tmp_path, sheet1=SHEET.format(rows=rows)))
    bad = list(source.rows())[-1]
    assert isinstance(bad, BadRow) and "row 80 has 4 cells where the header has 2" in bad.why


def test_prefixed_xml_shared_rich_texts_and_escapes_are_read(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:sheetData>"
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>2</x:v></x:c>'
        '<x:c t="d"><x:v>2026-11-23T00:00:00</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si>'
        "<si><t>Since</t></si><si><r><t>Cor</t></r><r><t>vid_x000D_\nLabs</t></r>"
        '<rPh sb="0" eb="1"><t>koruvu</t></rPh></si></sst>'
    )
    source = open_source(with_parts(tmp_path, sheet1=sheet, sharedStrings=texts))
    assert cells(source) == [["Corvid\nLabs", "2026-11-23"]]


def test_a_workbook_whose_main_part_has_another_name_is_read(tmp_path: Path) -> None:
    plain = with_parts(tmp_path)
    path = tmp_path / "numbered.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"xl/workbook.xml", b"xl/workbook2.xml")
            new.writestr(name.replace("workbook.xml", "workbook2.xml"), content)
    assert cells(open_source(path)) == [["Corvid Labs", "Chicago"]]


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + "]>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"sheet1": LAUGHS + SHEET.format(rows="<row><c><v>&j;</v></c></row>")},
            "declares a document type",
        ),
        ({"sharedStrings": LAUGHS + "<sst><si><t>&j;</t></si></sst>"}, "declares a document type"),
        (
            {"workbook": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><workbook/>'},
            "declares a document type",
        ),
        ({"sheet1": SHEET.format(rows=ROW + "<!--" + " " * 60_000_000 + "-->")}, "times its size"),
        (
            {"sheet1": SHEET.format(rows=f'<row r="3"><c a="{"x" * 2_500_000}"/></row>')},
            "a tag of more",
        ),
        (
            {"sheet1": SHEET.format(rows=f'<row><c t="str"><v>{"x" * 1_100_000}</v></c></row>')},
            "longer than",
        ),
        ({"sheet1": SHEET.format(rows='<row r="99999999999"/>')}, "a row is numbered"),
        (
            {"sheet1": SHEET.format(rows='<row r="2"><c r="ZZZ2"><v>1</v></c></row>')},
            "more than 16,384 columns",
        ),
        ({"sheet1": SHEET.format(rows='<row r="2"><c r="?2"><v>1</v></c></row>')}, "has no place"),
        (
            {"sheet1": SHEET.format(rows='<row r="2"><c r="A2" t="s"><v>99</v></c></row>')},
            "damaged",
        ),
        (
            {"sheet1": SHEET.format(rows='<row r="2"><c r="A2" t="s"><v>-1</v></c></row>')},
            "points to no text",
        ),
        ({"sheet1": SHEET.format(rows='<row r="2"><c r="A2"><v>abc</v></c></row>')}, "damaged"),
        (
            {"sheet1": SHEET.format(rows='<row r="2"><c r="GJI2"><v>1</v></c></row>')},
            "5000 can be read",
        ),
        ({"sheet1": SHEET.format(rows="<row>")}, "damaged"),
        ({"sheet1": None}, "damaged"),
        ({"workbook": "<workbook/>"}, "no sheet with rows"),
        ({"sheet1": "<worksheet/>"}, "no sheet with rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_workbook_made_to_do_harm_gets_one_sentence(
    tmp_path: Path, parts: dict[str, str | None], said: str
) -> None:
    assert said in refusal(with_parts(tmp_path, **parts))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word/document.xml", "a Word file"),
        ("content.xml", "an OpenDocument file"),
        ("xl/workbook.bin", "a binary Excel (XLSB) file"),
        ("list.csv", "a ZIP archive, not a table: unpack it"),
    ],
)
def test_other_archives_are_told_apart(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / "list.csv"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(name, "x")
    assert said in refusal(path)


def test_a_workbook_cut_off_or_changed_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, ("A", [["Name", "n"], *([f"Company {n}", n] for n in range(5000))]))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged or cut-off" in refusal(path)
    broken = bytearray(whole)
    at = whole.index(b"xl/worksheets/sheet1.xml") + 2000
    broken[at : at + 400] = bytes(400)
    path.write_bytes(broken)
    assert "damaged or cut-off" in refusal(path)
    path.write_bytes(whole)
    source = open_source(path)
    with path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(TableError, match="changed while it was being read"):
        list(source.rows())


def test_memory_stays_flat_over_a_long_sheet(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Company number {n}</t></is></c></row>'
        for n in range(2, 20_000)
    )
    source = open_source(with_parts(tmp_path, sheet1=SHEET.format(rows=rows)))
    del rows
    tracemalloc.start()
    try:
        assert sum(1 for _ in source.rows()) == 19_998
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


text = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=8).filter(
    lambda said: "_x" not in said
)
"""Texts as they are typed; openpyxl leaves `_x0041_` as it stands, which Excel reads as A."""


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.lists(st.none() | text | st.integers(-999, 10**9), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(
    tmp_path: Path, rows: list[list[str | int | None]]
) -> None:
    plain = [["First", "Second", "Third", "Fourth"], *rows, ["end", "x", "y", "z"]]
    path = saved(tmp_path, ("A", plain))
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    expected = [["" if cell is None else str(cell) for cell in row] for row in book.active.values]
    book.close()
    assert cells(open_source(path)) == [
        row for row in expected[1:] if any(cell.strip() for cell in row)
    ]

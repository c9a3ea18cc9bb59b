"""Reading CSV files of every usual shape, on real files."""

import csv
import os
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.datasets import FOLDER, needed
from workstation.exchange.table import BadRow, Row, TableError, open_table
from workstation.exchange.write import plain_cell, write_csv


def written(folder: Path, content: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells(path: Path) -> list[list[str]]:
    return [row.cells for row in open_table(path).rows() if isinstance(row, Row)]


def refusal(path: Path) -> str:
    """Read the file to its end and return the sentence it is refused with."""
    with pytest.raises(TableError) as caught:
        list(open_table(path).rows())
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_every_usual_encoding_gives_the_same_text(
    tmp_path: Path, codec: str, mark: bytes, told: str
) -> None:
    path = written(tmp_path, mark + "Name,City\r\nCafé Ünal,Zürich\r\n".encode(codec))
    table = open_table(path)
    assert table.columns == ["Name", "City"]
    assert list(table.rows()) == [Row(2, ["Café Ünal", "Zürich"])]
    assert table.encoding == told


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(tmp_path: Path, codec: str) -> None:
    table = open_table(written(tmp_path, "Name,City\r\nÜnal,Zürich\r\n".encode(codec)))
    assert list(table.rows()) == [Row(2, ["Ünal", "Zürich"])]
    assert table.notes == (f"no byte-order mark: read as {codec.upper()}",)


def test_two_encodings_in_one_file_are_read_and_their_lines_named(tmp_path: Path) -> None:
    lines = ["Name,City", "Grüße,Köln", "Bühler,Zürich", "A,B", "Café,Orléans"]
    content = b"\n".join(
        line.encode("cp1252" if at in {2, 4} else "utf-8") for at, line in enumerate(lines)
    )
    table = open_table(written(tmp_path, content))
    assert [",".join(row.cells) for row in table.rows()] == lines[1:]
    assert table.notes == ("not UTF-8 but read as Windows-1252: lines 3 and 5",)


def test_spreadsheets_of_windows_and_old_macs_are_read_and_say_so(tmp_path: Path) -> None:
    windows = open_table(written(tmp_path, "Firma;Ort\r\nBühler;Köln\r\n".encode("cp1252")))
    assert list(windows.rows()) == [Row(2, ["Bühler", "Köln"])]
    assert windows.notes == ("not UTF-8: read as Windows-1252, so check the accents",)
    mac = open_table(written(tmp_path, "Firma;Ort\rBühler;Köln\r".encode("mac-roman")))
    assert list(mac.rows()) == [Row(2, ["Bühler", "Köln"])]
    assert mac.notes == ("neither UTF-8 nor Windows lines: read as Mac Roman",)


def test_notes_above_the_column_names_are_left_out(tmp_path: Path) -> None:
    linkedin = (
        'Notes:\n"When exporting your data, you may notice that some addresses, or ""emails"", '
        'are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
        "Ann,Lee,https://www.linkedin.com/in/x,,Corvid Labs,Head of Sales,03 Apr 2026\n"
    )
    table = open_table(written(tmp_path, linkedin))
    assert table.columns[0] == "First Name" and len(table.columns) == 7
    assert [row.number for row in table.rows()] == [5]
    assert table.notes == ("3 lines before the column names left out",)
    semicolons = "Report, made on 20 Nov 2026\nName;City;Country\n" + "A, Ltd;B;C\n" * 3
    assert open_table(written(tmp_path, semicolons)).columns == ["Name", "City", "Country"]


@pytest.mark.parametrize(
    "content",
    [
        "Ann Lee,ann@example.com\n",
        "Corvid Labs,Chicago,250\nHalden Paper,Oslo,90\n",
        "Ann Lee,+1 312 555 0142\nSam Poe,+1 312 555 0143\n",
        "Corvid Labs,US,Software\nHalden,US,Paper\nOstrom,US,Software\nVale,NO,Software\n",
        "Ann Lee,2026-04-03\nSam Poe,2026-04-04\n",
        "corvid.example.com\nhalden.example.com\n",
    ],
)
def test_a_table_without_column_names_is_named_by_position(tmp_path: Path, content: str) -> None:
    table = open_table(written(tmp_path, content))
    assert table.columns == [
        f"Column {n}" for n in range(1, 1 + content.split("\n", maxsplit=1)[0].count(",") + 1)
    ]
    assert sum(1 for _ in table.rows()) == content.count("\n")
    assert table.notes == ("no column names: named by position",)


@pytest.mark.parametrize(
    "header",
    [
        "0,1,2",
        "Client,30,60",
        "Region,2025,2026",
        "Name,Email,Sample@x",
        "a.name,b.c,d.e",
        "foo,bar,baz",
        "column1,c2,c3",
    ],
)
def test_odd_column_names_are_still_column_names(tmp_path: Path, header: str) -> None:
    table = open_table(written(tmp_path, header + "\nA,5,6\nB,7,8\n"))
    assert table.columns == header.split(",")


def test_column_names_that_stand_again_are_left_out_and_their_lines_named(tmp_path: Path) -> None:
    part = "Name,City\nA,B\n"
    table = open_table(written(tmp_path, part * 7))
    assert [row.cells for row in table.rows()] == [["A", "B"]] * 7
    assert table.notes == (
        "the column names stand again in lines 3, 5, 7, 9, 11 and 1 more: left out",
    )
    assert list(table.rows()) == list(table.rows())
    marked = open_table(written(tmp_path, '\ufeff"Name",City,\n1,2,3\n\ufeff"Name",City,\n4,5,6\n'))
    assert [row.cells for row in marked.rows()] == [["1", "2", "3"], ["4", "5", "6"]]


def test_a_remark_below_the_rows_is_no_record(tmp_path: Path) -> None:
    path = written(tmp_path, "A,B,C,D\n1,2,3,4\n5\n\n\nInternal only\n6,7,,\n")
    _, short, remark, _ = open_table(path).rows()
    assert short == Row(3, ["5", "", "", ""])
    assert isinstance(remark, BadRow) and "line 6 stands alone after an empty line" in remark.why


def test_blanks_between_quoted_cells_are_none_of_theirs(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, '"Name", "City"\n"Ada", "York, North"\n"Bo", "Leeds"\n'))
    assert table.columns == ["Name", "City"]
    assert [row.cells for row in table.rows()] == [["Ada", "York, North"], ["Bo", "Leeds"]]


@pytest.mark.parametrize(
    "foot",
    [
        'Grand Totals (1 record)\n\n\nMy List\n"Generated By: somebody"\n',
        "\nMy List\nExample Corp\n",
        "Total,,3,4\n",
        "Copyright (c) 2000 example.com,,,\n",
        "Total: 2 companies,,,\n",
        "Grand Totals (3 records),,EUR,4\nCopyright (c) 2000-2026 example.com, inc. All rights\n",
    ],
)
def test_the_foot_of_a_report_is_left_out_with_a_note(tmp_path: Path, foot: str) -> None:
    table = open_table(
        written(tmp_path, f"Name,B,C,D\nTotal,x,3,4\nAda,2,3,4\n,,,\nBo,2,,\n{foot}")
    )
    assert [row.cells[0] for row in table.rows()] == ["Total", "Ada", "Bo"]
    assert any(note.startswith("totals and remarks below the records") for note in table.notes)


def test_records_that_look_like_a_foot_stay_where_records_follow(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "Name,B,C,D\nTotal,,3,4\n\nAda,,,\nBo,1,1,1\n\nCy,,,\n"))
    assert [row.cells[0] for row in table.rows()] == ["Total", "Ada", "Bo", "Cy"]
    assert table.notes == ()


def test_what_was_deleted_in_the_tool_is_left_out_with_a_note(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "Id,IsDeleted,Name\n1,false,Ada\n2,TRUE,Bo\n"))
    assert list(table.rows()) == [Row(2, ["1", "false", "Ada"])]
    assert table.notes == ("deleted where the file comes from, in line 3: left out",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["Name", "Revenue"], ["Corvid Labs", "1"], ["Ostrom & Vale", "2"]]
    table = open_table(written(tmp_path, "\n".join(delimiter.join(line) for line in lines)))
    assert table.delimiter == delimiter
    assert [row.cells for row in table.rows()] == lines[1:]


def test_decimal_commas_do_not_hide_a_semicolon(tmp_path: Path) -> None:
    path = written(tmp_path, "Name;Umsatz;Quote\nA;1,5;2,5\nB;2,5;3,5\n")
    assert cells(path) == [["A", "1,5", "2,5"], ["B", "2,5", "3,5"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Atelier Nord\nSolstice Energy\nGrey Lantern LLC\n", ["Column 1"]),
        ("Do Not Contact\nAtelier Nord\nSolstice Energy\n", ["Do Not Contact"]),
        ("Blocked accounts\nAtelier Nord\nSolstice Energy\n", ["Blocked accounts"]),
        ("Account Name\nAtelier Nord\nSolstice Energy\n", ["Account Name"]),
        (
            "John Doe,Acme Steel,312-555-0151\nJane Roe,Beta Labs,312-555-0152\n",
            ["Column 1", "Column 2", "Column 3"],
        ),
    ],
)
def test_a_list_that_begins_with_its_first_row_loses_none(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert list(open_table(path).columns) == names


def test_a_leading_sep_line_tells_the_delimiter_and_is_no_header(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "sep=;\r\nName;Town, County\r\nA;B, C\r\n"))
    assert table.columns == ["Name", "Town, County"]
    assert list(table.rows()) == [Row(3, ["A", "B, C"])]


def test_quotes_doubled_quotes_and_line_breaks_in_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,Note\r\n"The ""Best""","one\r\ntwo, three"\r\nNext,x\r\n')
    assert list(open_table(path).rows()) == [
        Row(2, ['The "Best"', "one\ntwo, three"]),
        Row(4, ["Next", "x"]),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_and_a_missing_last_one(tmp_path: Path, end: str) -> None:
    assert cells(written(tmp_path, end.join(["A,B", "1,2", "", "3,4"]))) == [["1", "2"], ["3", "4"]]


def test_short_rows_are_padded_and_long_ones_reported(tmp_path: Path) -> None:
    path = written(tmp_path, "A,B,C\n1\n1,2,3,,\n1,2,3,4\n")
    padded, trimmed, bad = open_table(path).rows()
    assert padded == Row(2, ["1", "", ""])
    assert trimmed == Row(3, ["1", "2", "3"])
    assert isinstance(bad, BadRow)
    assert (bad.number, bad.cells) == (4, ["1", "2", "3", "4"])
    assert "line 4 has 4 cells where the header has 3" in bad.why


def test_terminal_codes_and_direction_marks_are_made_harmless(tmp_path: Path) -> None:
    path = written(tmp_path, "Na\x1bme,City\n\x1b]52;c;x\x07evil,\u202eabc\n[/red],👩‍💻\n")
    table = open_table(path)
    assert table.columns == ["Na\ufffdme", "City"]
    assert [row.cells for row in table.rows()] == [
        ["\ufffd]52;c;x\ufffdevil", "\ufffdabc"],
        ["[/red]", "👩‍💻"],
    ]


def test_a_harmful_character_far_back_in_a_long_quoted_cell_is_made_harmless(
    tmp_path: Path,
) -> None:
    text = "\x1b" + "word \r\n" * 90_000 + "end"
    path = written(tmp_path, "A,B\n" + "1,2\n" * 60_000 + f'"{text}",x\n' + "1,2\n" * 200_000)
    long_ones = [cell for cell, _ in cells(path) if len(cell) > 1]
    assert long_ones == [text.replace("\x1b", "\ufffd").replace("\r\n", "\n")]


def test_a_column_named_twice_gets_its_own_name_and_is_refused_only_when_both_are_mapped(
    tmp_path: Path,
) -> None:
    table = open_table(written(tmp_path, "Phone,Name,phone,,Phone (2)\n1,2,3,4,5\n"))
    assert table.columns == ["Phone", "Name", "phone (3)", "Column 4", "Phone (2)"]
    assert table.duplicate_columns == {"Phone": [1, 3]}
    table.check_mapped(["Phone", "Name"])
    with pytest.raises(TableError, match=r"'Phone' twice \(columns 1 and 3\)"):
        table.check_mapped(["Phone", "phone (3)"])


def test_position_goes_from_nothing_to_the_whole_file(tmp_path: Path) -> None:
    path = written(tmp_path, "A,B\n" + "some,thing\n" * 60_000)
    table = open_table(path)
    seen = []
    for count, _ in enumerate(table.rows()):
        if count % 20_000 == 0:
            seen.append(table.position())
    assert seen == sorted(seen)
    assert 0 < seen[0] < table.size_bytes
    assert table.position() == table.size_bytes == path.stat().st_size


def test_memory_stays_flat_over_a_long_file(tmp_path: Path) -> None:
    path = written(
        tmp_path, "A,B\n" + "0123456789" * 5 + ",x\n" + ("word " * 20 + ",y\n") * 150_000
    )
    tracemalloc.start()
    try:
        count = sum(1 for _ in open_table(path).rows())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 150_001
    assert path.stat().st_size > 15_000_000
    assert peak < 8_000_000


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    assert "There is no file gone.csv" in refusal(tmp_path / "gone.csv")
    assert "is a folder" in refusal(tmp_path)
    assert "cannot be read" in refusal(Path("nul\0byte.csv"))
    assert "cannot be read" in refusal(tmp_path / ("x" * 5000))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_named_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not an ordinary file" in refusal(tmp_path / "pipe.csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\r\n\r\n\n", "is empty"),
        (b"Name,City\n", "only a line of column names"),
        (b"Name,City\n\n\n", "only a line of column names"),
        (b"PK\x03\x04rest", "a ZIP or XLSX file, not a text table: save it as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Excel"),
        (b"%PDF-1.7 rest", "a PDF file"),
        (b"  <!DOCTYPE html><table>", "web page"),
        (b"A,B\n1,2\n3,\x004\n", "line 3 holds NUL bytes"),
        ("A,B\nGrüße,ök\n".encode() + b"Z\xfcrich,\x81\n", "line 3 holds the byte 0x81"),
        (b"A,B\n\0" * 100, "line 2 holds NUL bytes"),
        (b"\xef\xbb\xbfA,B\n1,2\n\xe9,4\n", "line 3 holds the byte 0xE9, which is not UTF-8"),
        (b"A,B\n\xe9,2\n\x81,4\n", "line 3 holds the byte 0x81, which is neither UTF-8 nor"),
        (b"\xff\xfeA\0,\0B\0\n\0\x00\xdcx\0", "not UTF-16-LE"),
        (b'A,B\n1,2\n3,"never\nends\n4,5\n', "line 3 begins a row with a quoted cell that never"),
        (b"A,B\n1,2\n3," + b"x" * 1_000_001 + b"\n", "line 3 begins a row"),
        (b'A,B\n1,"' + b"x,\n" * 400_000, "line 2 begins a row with a quoted cell"),
        (b"A,B\n1,2\n" + b"3,4," * 2_600_000 + b"\n", "line 3 is longer than 10 MB"),
        (b"A,B\n1" + b',"\n"' * 3_000_000, "line 2 begins a row of more than 10 MB"),
        (b",".join(b"c%d" % n for n in range(5001)) + b"\n1\n", "5001 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_unusable_file_gets_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    sentence = refusal(written(tmp_path, content))
    assert said in sentence
    assert "list.csv" in sentence


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(tmp_path / "a\x1b[31m.csv")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "A,B\n1,2\n")
    path.chmod(0)
    assert "may not be read: close it" in refusal(path)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "A,B\n" + "1,2\n" * 200_000)
    rows = open_table(path).rows()
    next(rows)
    with path.open("ab") as file:
        file.write(b"3,4\n")
    with pytest.raises(TableError, match="changed while it was being read"):
        list(rows)


def test_a_file_replaced_between_opening_and_reading_is_refused(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "A,B\n1,2\n"))
    written(tmp_path, "A,B\n1,2\n3,4\n", "new.csv").replace(table.path)
    with pytest.raises(TableError, match="changed while it was being read"):
        list(table.rows())


def test_a_character_cut_by_the_end_of_a_chunk_is_whole(tmp_path: Path) -> None:
    for pad in range(3):
        line = "é" * 50 + "," + "€" * 50 + "\r\n"
        path = written(tmp_path, "A,B\r\n" + "x" * pad + line * 2000)
        got = cells(path)
        assert len(got) == 2000
        assert all(row == ["é" * 50, "€" * 50] for row in got[1:])


def test_two_readings_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, 'A,B\n1,"x\ny"\n3,4\n'))
    both = list(zip(table.rows(), table.rows(), strict=True))
    assert [one.number for one, _ in both] == [other.number for _, other in both] == [2, 4]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.binary(max_size=300)
    | st.text("ab,;\"'\r\n\t|\0é\ufeff=", max_size=200).map(str.encode)
    | st.text('ab,"\r\né', max_size=80).map(lambda text: b"\xff\xfe" + text.encode("utf-16-le"))
)
def test_any_bytes_end_in_rows_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    with suppress(TableError):
        table = open_table(path)
        first = 1 if list(table.columns) == ["Column 1"] else 2
        for row in table.rows():
            assert row.number >= first
            assert isinstance(row, BadRow) or len(row.cells) == len(table.columns)


printable = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(printable, printable, printable), min_size=1, max_size=6),
    byte_order_mark=st.booleans(),
)
def test_what_is_written_is_read_again(
    tmp_path: Path, rows: list[tuple[str, str, str]], byte_order_mark: bool
) -> None:
    path = tmp_path / "out.csv"
    columns = ["Name", "City", "Note"]
    assert write_csv(path, columns, rows, byte_order_mark=byte_order_mark) == len(rows)
    with path.open(newline="", encoding="utf-8-sig") as file:
        assert [tuple(map(plain_cell, row)) for row in csv.reader(file)] == [tuple(columns), *rows]
    table = open_table(path)
    assert table.columns == columns
    said = [row for row in rows if any(map(str.strip, row))]
    assert [tuple(map(plain_cell, row.cells)) for row in table.rows()] == said


@needed
@pytest.mark.parametrize("mark", ["UTF8", "UTF16LE", "UTF16BE"])
def test_real_files_with_byte_order_marks(mark: str) -> None:
    table = open_table(FOLDER / "salesforce" / f"csvtext_BOM_{mark}.csv")
    assert table.columns == ["column1", "column2", "column3"]
    assert [row.cells for row in table.rows()] == [
        ["row1-1", "row1-2", "row1-3"],
        ["row2-1", "row2-2", "row2-3"],
    ]


@needed
def test_real_files_with_quotes_and_odd_separators() -> None:
    assert cells(FOLDER / "salesforce" / "csvEscapedQuotes.csv") == [
        ['"The Best" Account', "bla"],
        ['The "Best" Account', "bla"],
    ]
    table = open_table(FOLDER / "salesforce" / "csvSeparator.csv")
    assert table.columns == ["column1", "column2!some", "column3"]


_HEAD = "Company,Name,Phone,Note\n"
_TWO = "Oak Ltd,Olga Oak,212-555-0185,likes tea\nAsh Inc,Ann Ash,212-555-0186,two lines\n"


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param("", id="to the end of the file"),
        pytest.param('Fir Co,"Flo, Fir",212-555-0187,x\n', id="to the next quote"),
        pytest.param('Fir Co,Flo Fir",212-555-0187,x\n', id="to a quote that closes it"),
    ],
)
def test_a_quote_that_is_not_closed_costs_its_own_row_and_no_other(
    tmp_path: Path, rest: str
) -> None:
    torn = 'Elm Works,"Ed Elm,212-555-0184,calls back\n'
    bad, *good = open_table(written(tmp_path, _HEAD + torn + _TWO + rest)).rows()
    assert bad == BadRow(
        2, "a quote is not closed", ["Elm Works", "Ed Elm", "212-555-0184", "calls back"]
    )
    assert [row.cells[0] for row in good] == ["Oak Ltd", "Ash Inc", "Fir Co"][: len(good)]
    assert [row.number for row in good] == [3, 4, 5][: 2 + bool(rest)]


def test_of_two_rows_with_a_quote_that_is_not_closed_both_are_told(tmp_path: Path) -> None:
    torn = 'Elm Works,"Ed Elm,212-555-0184,x\nFir Co,"Flo Fir,212-555-0187,y\n'
    elm, fir, oak, ash = open_table(written(tmp_path, _HEAD + torn + _TWO)).rows()
    assert [isinstance(row, BadRow) for row in (elm, fir, oak, ash)] == [True, True, False, False]


def test_a_quote_that_is_not_closed_in_a_note_or_within_one_line(tmp_path: Path) -> None:
    note = 'Elm Works,Ed Elm,212-555-0184,"calls back\n'
    line = 'Fir Co,"Flo Fir,212-555-0187,"said, so"\n'
    bad, oak, ash, other = open_table(written(tmp_path, _HEAD + note + _TWO + line)).rows()
    assert (bad.number, oak.number, ash.number, other.number) == (2, 3, 4, 5)
    assert isinstance(bad, BadRow)
    assert isinstance(other, BadRow)
    assert other.cells == ["Fir Co", "Flo Fir", "212-555-0187", "said, so"]


def test_notes_and_addresses_of_many_lines_stay_whole_whatever_stands_in_them(
    tmp_path: Path,
) -> None:
    pasted = "they sent:\nOak Ltd,Olga,1,x\nAsh Inc,Ann,2,y"
    said = 'she said ""no"" and\nthen, after all, or, so'
    text = f'{_HEAD}Elm,"Elm\nBuilding, 2",1,"{pasted}"\nFir,Flo,2,"{said}"\n'
    elm, fir = open_table(written(tmp_path, text)).rows()
    assert elm == Row(2, ["Elm", "Elm\nBuilding, 2", "1", pasted])
    assert fir == Row(6, ["Fir", "Flo", "2", said.replace('""', '"')])

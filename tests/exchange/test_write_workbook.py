"""Workbooks as they are written: read by openpyxl and by our own reader."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workstation.exchange import write_workbook
from workstation.exchange.source import open_source
from workstation.exchange.write import plain_cell
from workstation.exchange.write_workbook import workbook_into
from workstation.method.text import clean

HARMFUL = ("=1+1", "+1 312 555 0142", "-1 for the price", "@SUM(A1)", "#N/A", "=", "\t=1")
AWKWARD = ("'=x", "''=x", "a_x0041_b", '<&>"', " kept ", "two\nlines", "007", "1E5", "é😀")


def test_no_text_is_run_as_a_formula_and_every_text_comes_back(tmp_path: Path) -> None:
    cells = (*HARMFUL, *AWKWARD)
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        workbook_into(file, [("people", [f"=c{n}" for n in range(len(cells))], [cells])])
    (head, row) = openpyxl.load_workbook(path)["people"].iter_rows()
    assert {cell.data_type for cell in (*head, *row)} == {"s"}
    assert [cell.value for cell in row[: len(HARMFUL)]] == list(HARMFUL)
    assert all(cell.quotePrefix for cell in row[: len(HARMFUL)])
    (read,) = open_source(path).rows()
    assert [plain_cell(cell) for cell in read.cells] == list(cells)


@given(st.lists(st.text(min_size=1, max_size=20).map(clean), min_size=1, max_size=4))
@example(["'" * 3 + "=", "_x0041_", "\ufffe"])
def test_any_clean_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    with path.open("wb") as file:
        workbook_into(
            file, [("t", ["first", *(f"c{n}" for n in range(len(cells)))], [["x", *cells]])]
        )
    (read,) = open_source(path).rows()
    found = [plain_cell(cell) for cell in [*read.cells[1:], *[""] * len(cells)]][: len(cells)]
    said = [cell.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for cell in cells]
    assert found == said


def test_numbers_stay_numbers_unless_a_spreadsheet_would_round_them() -> None:
    file = io.BytesIO()
    workbook_into(file, [("t", ["a", "b", "c", "d"], [[12, -5, 4_294_967_296_000_001, None]])])
    (row,) = openpyxl.load_workbook(file)["t"].iter_rows(min_row=2, values_only=True)
    assert row == (12, -5, "4294967296000001", None)


def test_days_and_amounts_are_such_in_a_workbook_and_come_back(tmp_path: Path) -> None:
    days = (date(2026, 11, 23), date(1900, 2, 28), date(1900, 3, 1))
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        row = [*days, Decimal("123456.07"), Decimal("0.10"), 10**15, Decimal(10**15)]
        workbook_into(file, [("t", list("abcdefg"), [row])])
    (found,) = openpyxl.load_workbook(path)["t"].iter_rows(min_row=2)
    assert [cell.is_date for cell in found] == [True, False, True, False, False, False, False]
    assert [cell.value for cell in found[3:]] == [123456.07, 0.1, str(10**15), str(10**15)]
    (read,) = open_source(path).rows()
    assert read.cells[:5] == [each.isoformat() for each in days] + ["123456.07", "0.1"]


def test_there_is_a_sheet_for_each_table_and_more_where_one_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(write_workbook, "MOST_ROWS", 2)
    file = io.BytesIO()
    written = workbook_into(file, [("a/b", ["n"], [[1], [2], [3]]), ("empty", ["n"], [])])
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["a b", "a b 2", "empty"]
    assert [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book] == [
        ["n", 1, 2], ["n", 3], ["n"],
    ]  # fmt: skip
    assert written.rows == {"a/b": 3, "empty": 0}


def test_a_text_too_long_for_a_cell_is_cut_and_counted() -> None:
    file = io.BytesIO()
    written = workbook_into(file, [("t", ["a"], [["x" * 40_000], ["short"]])])
    assert written.cut == 1
    rows = openpyxl.load_workbook(file)["t"].iter_rows(min_row=2, values_only=True)
    assert [len(row[0]) for row in rows] == [32_767, 5]

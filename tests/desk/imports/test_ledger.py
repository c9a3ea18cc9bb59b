"""Every row of a preview by its fate, in any order, without holding them; sheets to choose from."""

import tempfile
from pathlib import Path

import openpyxl
import pytest

from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.imports.imports import Sample
from workstation.desk.imports.ledger import Ledger
from workstation.desk.imports.sheets import sheets


def test_the_rows_of_one_fate_are_found_by_position(desk: Desk, tmp_path: Path) -> None:
    desk.accounts.add({"name": "Corvid Labs"})
    path = tmp_path / "many.csv"
    rows = "".join(f"Firm {n}\n" for n in range(900))
    path.write_text(f"Company,City\nCorvid Labs,Leeds\n{rows},Oslo\n")
    ledger = Ledger()
    preview = desk.imports.preview(desk.imports.plan(path), each=ledger.add)
    assert {fate: ledger.count(fate) for fate in preview.counts} == preview.counts
    assert ledger.count() == preview.rows == 902
    new = ledger.page(898, 10, "new")
    assert [(row.name, row.line) for row in new] == [("Firm 898", 901), ("Firm 899", 902)]
    assert ledger.page(0, 1, "updated")[0].fields == ("city",)
    assert ledger.page(0, 5, "unusable")[0].why == "no name"
    ledger.close()
    assert ledger.page(0, 5) == []


def test_a_full_disk_cuts_the_list_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    ledger = Ledger()
    ledger.add("new", Sample(2, "Firm", None))
    assert (ledger.cut, ledger.count()) == (True, 0)


def test_a_workbook_says_its_sheets_and_other_files_have_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Firms"
    book.create_sheet("People")
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(tmp_path / "book.csv")
    (tmp_path / "plain.xlsx").write_text("Name\nA\n")
    assert sheets(tmp_path / "book.csv") == ["Firms", "People"]
    assert sheets(tmp_path / "plain.xlsx") == []
    with pytest.raises(DeskError, match="nowhere"):
        sheets(tmp_path / "nowhere.xlsx")

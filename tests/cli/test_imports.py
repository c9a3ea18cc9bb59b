"""Bringing files in from a script."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal

CSV = "Company,City,Country\nOstrom & Vale,Chicago,US\nCorvid Labs,Chicago,US\n,,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_a_dry_run_counts_and_changes_nothing(ws: Terminal, file: Path) -> None:
    found = ws.json("import", str(file), "--dry-run")
    assert found["action"] is None
    assert found["rows"] == sum(found["counts"].values())
    assert set(found["counts"]) == {"new", "updated", "same", "unusable", "protected"}
    assert found["counts"]["new"] == 1
    assert found["mapping"]["Company"] == "name"
    assert len(ws.json("accounts")) == 4


def test_an_import_is_one_action_that_undo_takes_back(ws: Terminal, file: Path) -> None:
    found = ws.json("import", str(file), "--yes")
    assert found["counts"]["new"] == 1
    assert ws.json("history")[0]["action"] == found["action"]
    assert len(ws.json("accounts")) == 5
    ws.done("undo")
    assert len(ws.json("accounts")) == 4


def test_the_same_file_again_changes_nothing(ws: Terminal, file: Path) -> None:
    ws.done("import", str(file), "--yes")
    again = ws.json("import", str(file), "--yes")
    assert again["action"] is None
    assert again["counts"]["new"] == 0


def test_a_script_has_to_say_yes(ws: Terminal, file: Path) -> None:
    assert "--yes" in ws.refused("import", str(file))
    assert len(ws.json("accounts")) == 4


def test_contacts_come_in_when_said_so(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Account\nQuinn Marsh,Corvid Labs\n", encoding="utf-8")
    ws.done("import", str(path), "--as", "contacts", "--yes")
    assert "Quinn Marsh" in [each["name"] for each in ws.json("show", "corvid")["contacts"]]


def test_a_file_that_cannot_be_read_is_one_sentence(ws: Terminal, tmp_path: Path) -> None:
    nothing = tmp_path / "empty.csv"
    nothing.write_bytes(b"")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(bytes(range(256)) * 40)
    for path in (nothing, binary, tmp_path, tmp_path / "missing.csv"):
        ws.refused("import", str(path), "--yes")


def test_a_list_of_opportunities_is_not_taken_for_accounts(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Name,StageName,Amount,CloseDate,Probability\nA,Won,1,2026-01-01,10\n")
    assert "--as" in ws.refused("import", str(path), "--yes")

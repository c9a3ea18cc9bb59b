"""Export, back-ups, restore and check from a script."""

import sqlite3
from pathlib import Path

from tests.cli.conftest import Terminal


def test_everything_is_exported_into_a_folder_or_one_table_into_a_file(
    ws: Terminal, tmp_path: Path
) -> None:
    ws.done("export", str(tmp_path / "out"))
    assert "Corvid Labs" in (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8-sig")
    file = tmp_path / "contacts.csv"
    assert ws.json("export", str(file))["rows"] == 8
    assert "Rowan Ashby" in file.read_text(encoding="utf-8-sig")
    assert "exists already" in ws.refused("export", str(file))
    ws.done("export", str(file), "--overwrite")


def test_an_export_comes_in_again_without_a_change(ws: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    ws.done("export", str(file))
    assert ws.json("import", str(file), "--yes")["action"] is None


def test_a_backup_is_made_listed_and_brought_back(ws: Terminal) -> None:
    made = ws.json("backup")
    assert made["new"] is True
    assert ws.json("backup")["new"] is False
    ws.done("move", "corvid", "quarterly")
    assert [each["name"] for each in ws.json("backup", "list")] == [made["name"]]
    found = ws.json("restore", made["name"])
    assert Path(found["kept"]).is_file()
    assert ws.json("bins")["nurture.quarterly"] == 0


def test_a_damaged_file_is_replaced_by_its_backup(ws: Terminal) -> None:
    name = ws.json("backup")["name"]
    ws.path.write_bytes(b"not a database any more" * 500)
    assert "not a workstation database" in ws.refused("accounts")
    assert ws.json("backup", "list")[0]["name"] == name
    ws.done("restore", name)
    assert len(ws.json("accounts")) == 4


def test_a_backup_that_is_not_there_is_refused(ws: Terminal) -> None:
    assert "There is no back-up" in ws.refused("restore", "1999")
    assert len(ws.json("accounts")) == 4


def test_check_finds_what_is_wrong_and_repairs_what_it_can(ws: Terminal) -> None:
    assert ws.done("check").out == "The file is sound.\n"
    ws.done("log", "corvid", "voicemail")
    with sqlite3.connect(ws.path) as connection:
        connection.execute("UPDATE accounts SET next_follow_up_on = '2030-01-01'")
    connection.close()
    wrong = ws("check")
    assert wrong.code == 1
    assert "next_follow_up_on" in wrong.out
    ws.done("check", "--repair")
    assert ws.json("check") == {"problems": [], "repaired": {}}

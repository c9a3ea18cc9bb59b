"""Export, back-ups, restore and check from a script."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


def test_everything_is_exported_into_a_folder_or_one_table_into_a_file(
    ws: Terminal, tmp_path: Path
) -> None:
    ws.done("export", str(tmp_path / "out"))
    assert "Corvid Labs" in (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8-sig")
    file = tmp_path / "contacts.csv"
    assert ws.json("export", str(file))["rows"] == 8
    assert "Rowan Ashby" in file.read_text(encoding="utf-8-sig")
    refused = ws.refused("export", str(file))
    assert refused == f"{file} exists already; choose another name. --overwrite replaces it."
    ws.done("export", str(file), "--overwrite")


def test_an_export_comes_in_again_without_a_change(ws: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    ws.done("export", str(file))
    assert ws.json("import", str(file), "--yes")["action"] is None


def test_a_backup_is_made_listed_and_brought_back(ws: Terminal) -> None:
    made = ws.json("backup")
    assert made["new"] is True
    assert ws.json("backup")["new"] is False
    said = ws.done("backup").out
    assert said.startswith("Nothing has changed since the last back-up: ")
    ws.done("log", "corvid", "voicemail")
    ws.done("move", "corvid", "quarterly")
    assert "4 accounts, 2 activities" in ws.done("backup").out
    listed = ws.json("backup", "list")
    assert [each["number"] for each in listed] == [2, 1]
    assert listed[1]["name"] == made["name"]
    assert {each["state"] for each in listed} == {"verified"}
    assert [(each["accounts"], each["activities"]) for each in listed] == [(4, 2), (4, 0)]
    lines = ws.done("backup", "list", "--verify").out.splitlines()
    assert len(lines) == 2
    fields = lines[1].split("\t")
    assert fields[0] == "1"
    assert fields[2:] == [
        "asked for", f"{made['bytes'] / 1e6:.1f} MB", "4 accounts, 0 activities", "yes",
        made["name"],
    ]  # fmt: skip
    seen = ws.done("restore", "1", "--dry-run").out
    assert "  activities: 2 → 0\n" in seen
    assert "  newest activity: 2026-11-23 " in seen
    assert " → none\n" in seen
    said = [line for line in seen.splitlines() if line.startswith(("  goes: ", "  comes: "))]
    gone = [line.rpartition(" (")[0].removeprefix("  goes: ") for line in said]
    assert gone == ["Move Corvid Labs to Quarterly", "Log call: Corvid Labs, left voicemail"]
    assert re.search(r" \(2[34] Nov \d\d:\d\d\)$", said[0])
    assert ws.json("bins")["nurture.quarterly"] == 1
    assert ws.json("restore", "1", "--dry-run")["counts"]["activities"] == [2, 0]
    for piped in ((), ("--json",)):
        assert "add --yes to bring it back" in ws.refused("restore", made["name"], *piped)
    assert ws.json("bins")["nurture.quarterly"] == 1
    found = ws.json("restore", made["name"], "--yes")
    assert found["counts"]["activities"] == [2, 0]
    assert found["newest_activity"]["then"] is None
    assert Path(found["kept"]).is_file()
    assert ws.json("bins")["nurture.quarterly"] == 0
    back = ws.json("restore", "2", "--dry-run")
    assert back["goes"] == []
    assert [each["title"] for each in back["comes"]] == [
        line[8:].rpartition(" (")[0] for line in said
    ]
    ws.done("restore", "2", "--yes")
    assert ws.json("bins")["nurture.quarterly"] == 1


def test_on_a_terminal_restore_shows_what_would_change_and_asks(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.done("backup")
    ws.done("move", "corvid", "quarterly")
    assert "4 accounts, 1 activity" in ws.done("backup").out
    monkeypatch.setattr("workstation.cli.safety._can_ask", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_args, **_more: False)
    found = ws("restore", "1")
    assert found.code == 1
    assert "activities: 1 → 0" in found.out
    assert "last change: " in found.out
    assert found.err == "Nothing was changed.\n"
    assert ws.json("bins")["nurture.quarterly"] == 1
    ws.done("restore", "1", "--yes")
    assert ws.json("bins")["nurture.quarterly"] == 0


def test_restore_does_not_ask_while_another_program_has_the_file_open(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.done("backup")
    ws.done("move", "corvid", "quarterly")
    monkeypatch.setattr("workstation.cli.safety._can_ask", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_args, **_more: pytest.fail("it asked"))
    monkeypatch.setattr("workstation.store.backup_restore._WAIT_SECONDS", 0.0)
    with closing(sqlite3.connect(ws.path)) as other:
        other.execute("SELECT count(*) FROM accounts").fetchone()
        found = ws("restore", "1")
        assert (found.code, found.out) == (1, "")
        assert "is in use by another program" in found.err
        assert "activities: 1 → 0" in ws.done("restore", "1", "--dry-run").out
    monkeypatch.setattr("click.confirm", lambda *_args, **_more: True)
    ws.done("restore", "1")
    assert ws.json("bins")["nurture.quarterly"] == 0


def test_commands_are_backed_up_every_half_hour_and_trouble_is_one_sentence_beside_the_work(
    ws: Terminal,
) -> None:
    ws.done("log", "corvid", "voicemail")
    assert ws.json("backup", "list") == []
    ws.clock.advance(minutes=31)
    ws.done("log", "corvid", "voicemail")
    (kept,) = ws.json("backup", "list")
    assert (kept["why"], kept["activities"]) == ("automatic", 2)
    folder = Path(kept["path"]).parent
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("in the way")
    ws.clock.advance(minutes=31)
    found = ws.done("note", "corvid", "first", "--json")
    assert found.json["action"]
    assert found.err.startswith("The last back-up failed (")
    assert found.err.count("\n") == 1
    assert "The last back-up failed" in ws.done("backup", "list").err
    assert ws.done("bins").err == ""
    folder.unlink()
    aside.rename(folder)
    ws.done("backup")
    assert ws.done("backup", "list").err == ""


def test_a_damaged_file_is_replaced_by_its_backup(ws: Terminal) -> None:
    name = ws.json("backup")["name"]
    ws.path.write_bytes(b"not a database any more" * 500)
    said = ws.refused("accounts")
    assert "not a workstation database" in said
    assert f"'workstation --db {ws.path} restore {name}'" in said
    assert ws.json("backup", "list")[0]["name"] == name
    ws.done("restore", name, "--yes")
    assert len(ws.json("accounts")) == 4


def test_a_backup_that_is_not_there_is_refused(ws: Terminal) -> None:
    assert "There is no back-up" in ws.refused("restore", "1999")
    assert len(ws.json("accounts")) == 4

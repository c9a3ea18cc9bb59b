"""Export from the command line: formats, lists, streams, everything, the calendar kept current."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Terminal
from workstation.desk.desk import Desk


def test_the_ending_or_the_option_says_the_format(ws: Terminal, tmp_path: Path) -> None:
    book = tmp_path / "all.xlsx"
    ws.done("export", str(book))
    sheets = openpyxl.load_workbook(book, read_only=True)
    assert {"accounts", "contacts", "phones"} <= set(sheets.sheetnames)
    sheets.close()
    assert ws.json("export", str(tmp_path / "people.vcf"))["tables"] == {"contacts": 8}
    assert "VERSION:4.0" in ws.done("export", "-", "--format", "vcard4").out
    lines = ws.done("export", "accounts", "-", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["name"] for line in lines][:2] == ["Corvid Labs", "Brightline Foods"]
    assert ws.done("export", "-").out.startswith("workstation_id,name,")
    assert "BEGIN:VCALENDAR" in ws.done("export", "-", "--format", "calendar").out
    ws.done("export", "contacts", str(tmp_path / "people"), "--format", "json")
    assert len(json.loads((tmp_path / "people" / "contacts.json").read_text())) == 8


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(
    ws: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for line, said in (
        (("accounts", str(tmp_path / "a.csv"), "--format", "parquet"), "There is no format"),
        ((str(tmp_path / "a.ods"),), ".ods files are not written"),
        ((str(tmp_path / "a.pdf"),), "ending in .csv, .xlsx, .vcf, .ics, .jsonl, .json, or a fol"),
        ((str(tmp_path / "a.zip"),), "or add --all for everything there is"),
        ((str(tmp_path / "a.csv"), "--format", "xlsx"), "name it a.xlsx, or leave the format out"),
        ((str(tmp_path / "a.pdf"), "--format", "csv"), "A csv file does not end in .pdf"),
        ((str(tmp_path / "a.txt"), "--format", "csv"), "One CSV file holds one table"),
        (("goals", str(tmp_path / "a.vcf")), "An address card holds people"),
        (("goals", str(tmp_path / "a.ics")), "A calendar holds follow_ups"),
        ((str(folder), "--format", "xlsx"), "is a folder; name a file such as"),
        (("accounts", str(tmp_path / "no" / "a.csv")), "cannot be written (No such file"),
        (("all", str(tmp_path / "a.csv")), "One CSV file holds one table"),
        (("--all", str(tmp_path / "file")), "is a file; name a folder"),
        (("--all", str(tmp_path)), "exists already and is no export"),
        (("goals", str(tmp_path / "g.csv"), "--filter", "corvid"), "for some accounts only"),
    ):
        assert said in ws.refused("export", *line)
    assert not list(folder.iterdir())
    assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob(".*"))
    assert ws("export", "--all", "-").code == 2
    assert ws("export", "--all", "--keep", "x").code == 2


def test_a_disk_that_is_full_leaves_nothing_half_written(
    ws: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for name in ("out", "a.csv", "a.xlsx", "p.vcf", "c.ics", "a.jsonl"):
        what = ("accounts",) if name in ("a.csv", "a.jsonl") else ()
        assert "No space left" in ws.refused("export", *what, str(tmp_path / name))
    for name in ("all", "all.zip"):
        assert "No space left" in ws.refused("export", "--all", str(tmp_path / name))
    left = {path.name for path in tmp_path.iterdir()} - {"home"}
    assert all(name.startswith("desk.db") for name in left), left


def test_everything_leaves_and_comes_back_into_an_empty_file(
    ws: Terminal, empty: Terminal, tmp_path: Path
) -> None:
    target = tmp_path / "all"
    assert ws.json("export", "--all", str(target))["tables"]["accounts"] == 4
    assert "; choose another name. --overwrite" in ws.refused("export", "--all", str(target))
    ws.done("export", "--all", str(target), "--overwrite")
    assert "into an empty one only" in ws.refused("import", str(target), "--yes")
    other = Terminal(tmp_path / "other.db", ws.clock)
    assert "4 accounts, 8 contacts" in other.done("import", str(target), "--dry-run").out
    found = other.json("import", str(target), "--yes")
    assert found["counts"]["new"] == found["rows"] > 12
    assert other.json("accounts") == ws.json("accounts")
    assert other.done("undo").code == 0
    assert other.json("accounts") == []
    (target / "records" / "phones.jsonl").write_text("", encoding="utf-8")
    assert "was changed after it was written" in other.refused("import", str(target), "--yes")
    assert "has no manifest.json" in other.refused("import", str(tmp_path / "home"))


def test_a_calendar_is_kept_current_by_every_command(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "w.ics"
    ws.done("export", str(path), "--keep")
    ws.done("follow-up", "Corvid", "tomorrow", "--why", "case study")
    assert "SUMMARY:Call: Corvid Labs" in path.read_text(encoding="utf-8")
    ws.done("undo")
    assert "Corvid" not in path.read_text(encoding="utf-8")
    path.unlink()
    path.mkdir()
    found = ws("follow-up", "Corvid", "tomorrow", "--why", "case study")
    assert found.code == 0
    assert found.err.count("is not the calendar that is kept there") == 1


def test_flags_leave_with_the_people_in_every_format(ws: Terminal, at_desk, tmp_path: Path) -> None:
    def protect(desk: Desk) -> None:
        (person, *_) = desk.accounts.contacts(desk.accounts.resolve("Corvid"))
        desk.accounts.protect(person.id, "asked for it", do_not_call=True, opted_out=True)
        with desk.store.action("Bounce") as act:
            act.insert("emails", {"contact_id": person.id, "address": "x@corvid.example.com",
                                  "state": "bounced"})  # fmt: skip

    at_desk(protect)
    (row,) = [
        found
        for line in ws.done("export", "contacts", "-", "--format", "jsonl").out.splitlines()
        if (found := json.loads(line))["do_not_call"]
    ]
    assert (row["opted_out"], row["bounced"], row["email"]) == (1, 1, "x@corvid.example.com")
    card = ws.done("export", "-", "--format", "vcard").out
    assert "CATEGORIES:do-not-call,opted-out,bounced" in card.replace("\r\n", "\n")
    assert "CATEGORIES:avoid-client" in card
    assert "X-BOUNCED-EMAIL:x@corvid.example.com" in card and "EMAIL;" not in card
    ws.done("export", "contacts", str(tmp_path / "c.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["contacts"]
    head, *rows = sheet.iter_rows(values_only=True)
    flags = [dict(zip(head, each, strict=True)) for each in rows]
    assert [each["do_not_call"] for each in flags].count(1) == 1
    assert {each["phone"] for each in flags} == {"+13125550142"}

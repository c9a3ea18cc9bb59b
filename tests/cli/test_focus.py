"""Focus lists and filters on the command line."""

import csv
from pathlib import Path

from tests.cli.conftest import Terminal


def test_a_focus_list_is_kept_listed_shown_renamed_and_dropped(ws: Terminal) -> None:
    kept = ws.done("focus", "keep", "Chicago", "bin working, city chicago").out
    assert "Keep focus list “Chicago”: in Working, city has “chicago”" in kept
    assert "2 accounts now" in kept
    (row,) = ws.json("focus")
    assert row == {
        "id": row["id"],
        "name": "Chicago",
        "filter": "bin working, city chicago",
        "meaning": "in Working, city has “chicago”",
        "count": 2,
        "trouble": "",
    }
    assert [each["name"] for each in ws.json("focus", "show", "chic")] == [
        "Brightline Foods",
        "Corvid Labs",
    ]
    ws.done("focus", "rename", "chicago", "Home")
    assert "Home\t2\t" in ws.done("focus").out
    ws.done("focus", "drop", "home")
    assert ws.json("focus") == []
    ws.done("undo")
    assert ws.json("focus")[0]["count"] == 2


def test_accounts_are_filtered_and_a_mistake_is_one_sentence(ws: Terminal) -> None:
    found = ws.json("accounts", "--filter", "in uk or bin client")
    assert [each["name"] for each in found] == ["Brightline Paper", "Halden Paper"]
    assert ws.refused("accounts", "--filter", "bin wokring") == (
        "There is no bin “wokring” (at letter 5); perhaps “working” is meant."
    )
    assert ws.refused("focus", "keep", "All", " ").startswith("Type a filter first")
    assert "no focus lists yet" in ws.refused("focus", "show", "x")


def test_a_slip_is_hinted_at_on_the_error_stream_and_still_a_word(ws: Terminal) -> None:
    slip = "“tir” is looked for as a word; did you mean “tier 1”?"
    kept = ws("focus", "keep", "First", "tir 1", "--json")
    assert (kept.code, kept.err.strip(), kept.json["count"]) == (0, slip, 0)
    for command in (("accounts",), ("queue",)):
        found = ws(*command, "--filter", "tir 1")
        assert (found.code, found.out, found.err.splitlines()[0]) == (0, "", slip)
    assert slip not in ws("accounts", "--filter", "tier 1").err


def test_the_queue_of_a_focus_list_holds_its_accounts_only(ws: Terminal) -> None:
    everyone = [row["account"] for row in ws.json("queue")]
    ws.done("focus", "keep", "Birds", "corvid")
    assert [row["account"] for row in ws.json("queue", "--focus", "birds")] == ["Corvid Labs"]
    assert len(everyone) > 1
    assert ws("queue", "--focus", "birds", "--filter", "tier 1").code == 2
    assert "no focus list “x”" in ws.refused("queue", "--focus", "x")


def test_an_export_of_a_focus_list_has_its_accounts_and_their_people(
    ws: Terminal, tmp_path: Path
) -> None:
    ws.done("focus", "keep", "Papers", "name paper")
    said = ws.done("export", "accounts", "--focus", "papers", str(tmp_path / "out.csv")).out
    assert said.startswith("2 accounts, 4 contacts written to")

    def names(file: str, column: str) -> list[str]:
        with (tmp_path / file).open(encoding="utf-8-sig", newline="") as stream:
            return [row[column] for row in csv.DictReader(stream)]

    assert names("out.csv", "Name") == ["Brightline Paper", "Halden Paper"]
    assert set(names("out-contacts.csv", "Account")) == {"Brightline Paper", "Halden Paper"}
    found = ws.json("export", str(tmp_path / "all"), "--what", "all", "--filter", "corvid")
    assert found["rows"]["accounts"] == 1
    assert found["rows"]["contacts"] == 2
    assert "goals" not in found["rows"]
    assert names("all/phones.csv", "account") == ["Corvid Labs"] * 2
    again = ws("export", "accounts", "--filter", "corvid", str(tmp_path / "out.csv"))
    assert again.code == 1
    assert "exists already" in again.err

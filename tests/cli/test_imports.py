"""Bringing files in from a script."""

from functools import partialmethod
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from tests.cli.conftest import Terminal
from workstation.cli.import_wanted import complete_map, complete_mapping, complete_policy
from workstation.cli.program import program
from workstation.desk.imports.imports import ImportResult, Imports

CSV = "Company,City,Country\nOstrom & Vale,Chicago,US\nCorvid Labs,Chicago,US\n,,\n"
PEOPLE = "Name,Account,Email\nQuinn Marsh,Corvid Labs,quinn@corvid.example.com\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    """Opportunities whose dates may be read two ways."""
    path = tmp_path / "deals.csv"
    path.write_text(
        "Opportunity Name,Account Name,Stage,Amount,Close Date\n"
        "Night desk,Corvid Labs,Proposal,1200.50,03/04/2026\n",
        encoding="utf-8",
    )
    return path


def test_a_dry_run_counts_and_changes_nothing(ws: Terminal, file: Path) -> None:
    found = ws.json("import", str(file), "--dry-run")
    assert found["action"] is None
    assert found["rows"] == sum(found["counts"].values())
    assert {"new", "updated", "same", "unusable", "protected"} <= set(found["counts"])
    assert found["counts"]["new"] == 1
    assert found["mapping"]["Company"] == "name"
    assert len(ws.json("accounts")) == 4


def test_a_dry_run_lists_the_rows_of_one_fate(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Company\n" + "".join(f"Firm {n}\n" for n in range(80)) + "Corvid Labs\n")
    found = ws.json("import", str(path), "--dry-run", "--fate", "new", "--limit", "60")
    assert [row["name"] for row in found["listed"]] == [f"Firm {n}" for n in range(60)]
    said = ws.done("import", str(path), "--dry-run", "--fate", "new")
    assert "Firm 49" in said.out
    assert "Firm 50" not in said.out
    assert "30 more" in said.err
    same = ws.done("import", str(path), "--dry-run", "--fate", "same").out
    assert "Corvid Labs" in same
    assert "Firm 1" not in same.split("81 rows", 1)[1]
    assert ws("import", str(path), "--fate", "new", "--yes").code == 2


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


def test_contacts_come_in_when_said_so_also_through_a_pipe(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    ws.done("import", str(path), "--as", "contacts", "--yes")
    assert "Quinn Marsh" in [each["name"] for each in ws.json("show", "corvid")["contacts"]]
    more = PEOPLE.replace("Quinn", "Robin").replace("quinn", "robin").encode()
    monkeypatch.setattr(CliRunner, "invoke", partialmethod(CliRunner.invoke, input=more))
    assert ws.json("import", "-", "--yes")["file"] == "standard input"
    assert len(ws.json("show", "corvid")["contacts"]) == 4


def test_a_file_that_cannot_be_read_is_one_sentence(ws: Terminal, tmp_path: Path) -> None:
    nothing = tmp_path / "empty.csv"
    nothing.write_bytes(b"")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(bytes(range(256)) * 40)
    for path in (nothing, binary, tmp_path, tmp_path / "missing.csv"):
        ws.refused("import", str(path), "--yes")


def test_a_date_that_could_be_two_is_asked_about_and_answered_by_an_option(
    ws: Terminal, deals: Path
) -> None:
    refused = ws.refused("import", str(deals), "--as", "opportunities", "--yes")
    assert "03/04/2026" in refused
    assert "--dates dmy or --dates mdy" in refused
    ws.refused("import", str(deals), "--as", "opportunities", "--dry-run")
    for said in (("--dates", "mdy"), ("--dates", "Close Date=mdy")):
        found = ws.json("import", str(deals), "--as", "opportunities", "--dry-run", *said)
        assert found["answers"]["dates Close Date"] == "mdy"
        assert found["counts"]["unusable"] == 0
    assert ws("import", str(deals), "--dates", "dym", "--yes").code == 2


def test_what_is_taken_for_granted_is_said_and_changed_by_options(
    ws: Terminal, tmp_path: Path, deals: Path
) -> None:
    path = tmp_path / "types.csv"
    path.write_text("Company,Type,Revenue\nNorth & Sons,Customer,12\nSouth & Sons,Prospect,13\n")
    told = ws.done("import", str(path), "--dry-run").err
    assert "Type: 1 row says Customer, into “Client”, out of prospecting" in told
    assert "Revenue: as USD, your settings (--currency changes it)" in told
    options = ("--keep-out", "no", "--currency", "Revenue=nok")
    found = ws.json("import", str(path), "--dry-run", *options)
    assert found["taken_for_granted"] == {"says_client Type": "no", "currency Revenue": "NOK"}
    assert found["counts"]["protected"] == 0
    assert ws("import", str(path), "--currency", "kroner", "--dry-run").code == 2
    assert ws("import", str(path), "--keep-out", "maybe", "--dry-run").code == 2
    ws.done("import", str(path), "--yes")
    assert ws.json("show", "north")["account"]["bin"] == "avoid.client"
    late = tmp_path / "late.csv"
    late.write_text("Company,Town,Status\nEast & Sons,Leeds,Bad timing\n")
    told = ws.done("import", str(late), "--dry-run").err
    assert "into “Quarterly” where they are new or cold (--status not_now=… changes it)" in told
    assert ws("import", str(late), "--status", "soon=no", "--dry-run").code == 2
    ws.done("import", str(late), "--status", "not_now=dead", "--yes")
    assert ws.json("show", "east")["account"]["bin"] == "nurture.dead"
    deals.write_text(deals.read_text() + "Day desk,Corvid Labs,Won,1,04/23/2026\n")
    refused = ws.refused("import", str(deals), "--dates", "dmy", "--dry-run")
    assert "it proves month first (line 3: 04/23/2026)" in refused


def test_the_country_of_bare_numbers_is_an_option_and_kept_with_the_mapping(
    ws: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Phone\nQuinn Marsh,Corvid Labs,020 7946 0018\n")
    told = ws.done("import", str(path), "--dry-run").err
    assert "Phone numbers: left as they are written (--country changes it)" in told
    assert ws("import", str(path), "--country", "Atlantis", "--dry-run").code == 2
    ws.done("import", str(path), "--country", "united kingdom", "--keep-as", "Fair", "--yes")
    people = ws.json("show", "corvid")["contacts"]
    assert "+442079460018" in [each["number"] for one in people for each in one["phones"]]
    again = tmp_path / "again.csv"
    again.write_text("Name,Company,Phone\nRobin Vale,Halden Paper,020 7946 0019\n")
    found = ws.json("import", str(again), "--dry-run")
    assert found["taken_for_granted"] == {"country phone numbers": "GB"}
    other = ws.json("import", str(again), "--dry-run", "--country", "none")
    assert other["notes"][-1].startswith("1 phone number could not be read and stays as it is")


def test_columns_are_given_other_fields_and_what_they_became_is_kept(
    ws: Terminal, tmp_path: Path
) -> None:
    first, second = tmp_path / "fair.csv", tmp_path / "fair again.csv"
    first.write_text("Firm,Headcount,Hall\nNorth & Sons,12,7\n")
    second.write_text("Hall,Firm,Headcount\n9,South & Sons,13\n")
    options = ("--map", "headcount=", "--map", "Hall=City", "--keep-as", "Trade fair")
    found = ws.json("import", str(first), *options, "--as", "accounts", "--yes")
    assert found["mapping"] == {"Firm": "name", "Headcount": None, "Hall": "city"}
    assert [each["name"] for each in ws.json("mappings")] == ["Trade fair"]
    again = ws.json("import", str(second), "--yes")
    assert again["mapping_name"] == "Trade fair"
    assert ws.json("show", "south")["account"]["city"] == "9"
    ws.done("mappings", "rename", "trade", "Fairs")
    other = ws.json("import", str(second), "--mapping", "", "--dry-run")
    assert other["mapping"]["Headcount"] == "employees"
    assert "Nowhere" in ws.refused("import", str(first), "--mapping", "Nowhere", "--yes")
    assert "There is no column" in ws.refused("import", str(first), "--map", "Roof=city", "--yes")
    assert ws("import", str(first), "--map", "Roof", "--yes").code == 2
    ws.done("mappings", "drop", "Fairs")
    assert ws.json("mappings", "list") == []
    assert "No mapping is kept" in ws.refused("mappings", "drop", "Fairs")


def test_whose_word_counts_is_said_for_all_fields_or_for_one(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "moved.csv"
    path.write_text("Company,City\nCorvid Labs,Leeds\n")
    assert ws.json("import", str(path), "--dry-run")["counts"]["updated"] == 0
    mine = ("--policy", "prefer_file", "--policy", "city=keep_mine")
    assert ws.json("import", str(path), *mine, "--dry-run")["counts"]["updated"] == 0
    ws.done("import", str(path), "--policy", "prefer_file", "--yes")
    assert ws.json("show", "corvid")["account"]["city"] == "Leeds"
    assert ws("import", str(path), "--policy", "mine", "--yes").code == 2


def test_a_list_of_whom_not_to_contact_makes_no_record(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "no.csv"
    path.write_text("Name,Email\nNobody Known,nobody@elsewhere.example.com\n")
    before = len(ws.json("accounts"))
    found = ws.json("import", str(path), "--as", "contacts", "--suppress", "--yes")
    assert (found["suppress"], found["counts"]["new"]) == (True, 0)
    path.write_text("phone\n+1 312 555 0199\n")
    assert ws.json("import", str(path), "--suppress", "--yes")["counts"]["protected"] == 1
    assert len(ws.json("accounts")) == before


def test_rows_that_cannot_be_used_go_where_they_are_wanted(ws: Terminal, tmp_path: Path) -> None:
    path, bad = tmp_path / "list.csv", tmp_path / "to mend.csv"
    path.write_text("Company,City\nNorth & Sons,Leeds\n,Oslo\n")
    assert "come in" in ws.refused("import", str(path), "--unusable", str(path), "--yes")
    found = ws.done("import", str(path), "--unusable", str(bad), "--yes")
    assert str(bad) in found.err
    assert "Line 3: " in found.err
    assert "Oslo" in bad.read_text()
    bad.write_text(bad.read_text().replace(",Oslo", "South & Sons,Oslo"))
    assert ws.json("import", str(bad), "--yes")["counts"]["new"] == 1


def test_no_file_is_lost_to_the_rows_that_cannot_be_used(
    ws: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = tmp_path / "list.csv", tmp_path / "keep.csv"
    path.write_text("Company,City\nNorth & Sons,Leeds\n,Oslo\n")
    kept.write_text("mine")
    refused = ws.refused("import", str(path), "--unusable", str(kept), "--yes")
    assert refused == f"{kept} exists already: name another file with --unusable."
    assert len(ws.json("accounts")) == 4
    later = tmp_path / "later.csv"

    def run(self: Imports, *args: Any, **more: Any) -> ImportResult:
        result = whole_run(self, *args, **more)
        later.write_text("mine too")
        return result

    whole_run = Imports.run
    monkeypatch.setattr(Imports, "run", run)
    found = ws.json("import", str(path), "--unusable", str(later), "--yes")
    assert found["counts"]["new"] == found["counts"]["unusable"] == 1
    assert f"{later} cannot be written (it exists already)." in found["notes"]
    assert "Oslo" in (tmp_path / "exports" / "list-unusable.csv").read_text()
    assert (kept.read_text(), later.read_text()) == ("mine", "mine too")


def test_a_whole_export_comes_back_into_an_empty_desk(ws: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "everything"
    ws.done("export", "--all", str(folder))
    assert "accounts" in ws.refused("import", str(folder), "--yes")
    fresh = Terminal(tmp_path / "fresh.db", ws.clock)
    assert "4 accounts" in fresh.done("import", str(folder), "--dry-run").out
    assert fresh.json("import", str(folder), "--yes")["action"]
    assert fresh.json("accounts") == ws.json("accounts")
    assert fresh("import", str(folder), "--as", "accounts", "--yes").code == 2


def test_a_list_of_opportunities_is_not_taken_for_accounts(ws: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Name,StageName,Amount,CloseDate,Probability\nA,Won,1,2026-01-01,10\n")
    assert "--as" in ws.refused("import", str(path), "--yes")


def test_options_of_an_import_are_completed(ws: Terminal, file: Path) -> None:
    def offered(complete, typed: str) -> list[str]:  # type: ignore[no-untyped-def]
        ctx = click.Context(program, info_name="workstation")
        ctx.params = {"file": file, "as_": None, "db": ws.path}
        return complete(ctx, None, typed)

    assert offered(complete_map, "ci") == ["City="]
    assert offered(complete_map, "City=cou") == ["City=country"]
    assert offered(complete_policy, "city=pre") == ["city=prefer_newer", "city=prefer_file"]
    ws.done("import", str(file), "--keep-as", "Fair", "--yes")
    assert offered(complete_mapping, "f") == ["Fair"]

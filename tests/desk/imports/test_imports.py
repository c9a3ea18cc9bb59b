"""Importing real files into a real database: what comes of every row, and that all of it undoes."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.exchange.datasets import FOLDER, needed
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.imports.imports import ImportResult
from workstation.store.errors import Refused
from workstation.store.triggers import RECORD_TABLES

ACCOUNTS = """\
Company,Website,Country,City,Phone,Employees,Revenue,Lead Source,Colour
Brightline Foods,https://www.brightline.example.com/us,US,Chicago,(312) 555-0142,"1,200",$5M,Web,red
Corvid Labs,corvid.example.com,Germany,Berlin,,10-50,,Referral,
Halden Paper,,Norway,Oslo,,300,,,blue
"""

PEOPLE = """\
First Name,Last Name,Company,Email,Other Email,Phone,Mobile,Job Title,Do Not Call,Email Opt Out
Ada,Example,Brightline Foods,ada@brightline.example.com,ada@home.example.org,312 555 0143,\
312 555 0144,VP Operations,,
Ben,Sample,Newcomer Ltd,ben@newcomer.example.com,,,,Buyer,yes,
Cy,Trial,,cy@corvid.example.com,,,,Buyer,,maybe
Di,Nobody,,di@gmail.com,,,,,,
,,Brightline Foods,,,,,,,
,,,,,,,Boss,,
"""


def written(folder: Path, content: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def dump(desk: Desk, *, but: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of record, and of the search indexes."""
    store = desk.store
    tables = [*RECORD_TABLES, "accounts_search", "contacts_search"]
    return {
        table: [tuple(row) for row in store.rows(f"SELECT * FROM {table} ORDER BY rowid")]
        for table in tables
        if table not in but
    }


def brought_in(desk: Desk, path: Path, as_: str | None = None, **more: Any) -> ImportResult:
    return desk.imports.run(desk.imports.plan(path, as_), **more)


def account(desk: Desk, name: str) -> dict[str, Any]:
    row = desk.store.row("SELECT * FROM accounts WHERE name = ?", (name,))
    assert row is not None, f"{name} is not there"
    return dict(row)


def person(desk: Desk, name: str) -> dict[str, Any]:
    row = desk.store.row("SELECT * FROM contacts WHERE name = ?", (name,))
    assert row is not None, f"{name} is not there"
    return dict(row)


def facts(desk: Desk, name: str) -> dict[str, str]:
    rows = desk.store.rows(
        "SELECT key, value FROM facts WHERE contact_id IS NULL AND account_id = ?",
        (account(desk, name)["id"],),
    )
    return {row["key"]: row["value"] for row in rows}


def titles(desk: Desk) -> list[str]:
    return [action.title for action in desk.store.history.actions()]


# Accounts


def test_a_row_becomes_an_account_with_its_values_read(desk: Desk, tmp_path: Path) -> None:
    result = brought_in(desk, written(tmp_path, ACCOUNTS))
    assert {fate: count for fate, count in result.counts.items() if count} == {"new": 3}
    assert result.changed is not None
    assert result.changed.title == "Import list.csv: 3 new" == titles(desk)[0]
    made = account(desk, "Brightline Foods")
    expected = {
        "domain": "brightline.example.com",
        "country": "US",
        "phone": "+13125550142",
        "employees": 1200,
        "revenue_minor": 500_000_000,
        "revenue_currency": "USD",
        "time_zone": "America/Chicago",
        "bin": "cold",
        "bin_since_on": "2026-11-23",
        "source": "net",
        "source_detail": "Web",
    }
    assert {key: made[key] for key in expected} == expected
    assert facts(desk, "Brightline Foods") == {"Colour": "red"}


def test_what_cannot_be_read_is_kept_as_a_fact_and_the_place_gives_the_zone(
    desk: Desk, tmp_path: Path
) -> None:
    brought_in(desk, written(tmp_path, ACCOUNTS))
    made = account(desk, "Corvid Labs")
    assert (made["employees"], made["time_zone"], made["source"]) == (None, "Europe/Berlin", "seed")
    assert facts(desk, "Corvid Labs") == {"Employees": "10-50"}
    assert account(desk, "Halden Paper")["source_detail"] == "list.csv"
    assert account(desk, "Halden Paper")["source"] == "spear"


def test_a_dry_run_says_what_would_happen_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ACCOUNTS + "\n,,,,,,,,\n")
    before = dump(desk)
    preview = desk.imports.preview(desk.imports.plan(path))
    assert (preview.rows, preview.counts["new"], preview.counts["unusable"]) == (3, 3, 0)
    assert [row.name for row in preview.samples["new"]] == [
        "Brightline Foods",
        "Corvid Labs",
        "Halden Paper",
    ]
    assert dump(desk) == before
    assert titles(desk) == []
    assert brought_in(desk, path).counts == preview.counts


def test_an_import_undone_leaves_everything_as_it_was_and_redo_brings_it_again(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Corvid Labs"})
    before = dump(desk)
    brought_in(desk, written(tmp_path, ACCOUNTS))
    brought = dump(desk)
    assert brought != before
    desk.store.history.undo()
    assert dump(desk) == before
    desk.store.history.redo()
    assert dump(desk) == brought


def test_the_same_file_again_changes_nothing_and_records_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, ACCOUNTS)
    brought_in(desk, path)
    before = dump(desk)
    again = brought_in(desk, path)
    assert again.counts["same"] == again.rows == 3
    assert again.changed is None
    assert again.import_id is None
    assert again.title == "Nothing to import: all 3 rows are known."
    one = brought_in(desk, written(tmp_path, "\n".join(ACCOUNTS.splitlines()[:2])))
    assert one.title == "Nothing to import: the only row is known."
    assert dump(desk) == before
    assert titles(desk) == ["Import list.csv: 3 new"]


def test_a_known_account_is_filled_in_and_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    desk.accounts.add({"name": "BRIGHTLINE  foods", "employees": 7, "industry": "Food"})
    result = brought_in(desk, written(tmp_path, ACCOUNTS))
    assert (result.counts["new"], result.counts["updated"]) == (2, 1)
    kept = account(desk, "BRIGHTLINE  foods".replace("  ", " "))
    assert (kept["employees"], kept["industry"]) == (7, "Food")
    assert (kept["domain"], kept["phone"]) == ("brightline.example.com", "+13125550142")


def test_the_domain_recognises_an_account_under_another_name_and_keeps_that_name(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Corvid", "domain": "corvid.example.com"})
    result = brought_in(desk, written(tmp_path, ACCOUNTS))
    assert result.counts["updated"] == 1
    assert facts(desk, "Corvid")["Also called"] == "Corvid Labs"


def test_one_name_in_two_countries_is_two_accounts(desk: Desk, tmp_path: Path) -> None:
    text = "Company,Country\nAcme,US\nAcme,France\nACME,France\nAcme,\n"
    result = brought_in(desk, written(tmp_path, text))
    assert (result.counts["new"], result.counts["same"]) == (2, 2)


def test_identifiers_of_the_source_keep_namesakes_apart_and_recognise_a_new_name(
    desk: Desk, tmp_path: Path
) -> None:
    first = written(tmp_path, "Account ID,Company\nA1,Acme\nA2,Acme\n", "first.csv")
    second = written(tmp_path, "Account ID,Company\nA1,Acme Holding\nA2,Acme\n", "second.csv")
    assert brought_in(desk, first).counts["new"] == 2
    counts = brought_in(desk, second).counts
    assert {fate: count for fate, count in counts.items() if count} == {"updated": 1, "same": 1}
    assert desk.store.value("SELECT count(*) FROM accounts") == 2


def test_a_second_row_of_the_same_account_joins_the_first(desk: Desk, tmp_path: Path) -> None:
    text = "Company,Industry,City\nAcme,Paper,\nacme,,Oslo\nAcme,Steel,Oslo\n"
    result = brought_in(desk, written(tmp_path, text))
    assert [result.counts[fate] for fate in ("new", "updated", "same")] == [1, 2, 0]
    made = account(desk, "Acme")
    assert (made["industry"], made["city"]) == ("Paper", "Oslo")


def test_rows_that_join_others_far_above_undo_and_redo_with_them(
    desk: Desk, tmp_path: Path
) -> None:
    bare = "".join(f"Company {n},\n" for n in range(6000))
    placed = bare.replace(",\n", ",Oslo\n")
    before = dump(desk)
    result = brought_in(desk, written(tmp_path, "Company,City\n" + bare + placed))
    assert (result.counts["new"], result.counts["updated"]) == (6000, 6000)
    brought = dump(desk)
    desk.store.history.undo()
    assert dump(desk) == before
    desk.store.history.redo()
    assert dump(desk) == brought
    assert desk.store.value("SELECT count(*) FROM accounts WHERE city = 'Oslo'") == 6000


def test_rows_that_cannot_be_used_are_counted_with_their_lines(desk: Desk, tmp_path: Path) -> None:
    text = "Company,City\nAcme,Oslo\nBeta,Rome,too,many\n,Paris\nGamma\n"
    result = brought_in(desk, written(tmp_path, text))
    assert (result.rows, result.counts["new"], result.counts["unusable"]) == (4, 2, 2)
    assert [line for line, _ in result.unusable] == [3, 4]
    assert "4 cells where the header has 2" in result.unusable[0][1]
    assert result.unusable[1][1] == "no name"
    fates = desk.store.rows("SELECT line, fate, record_id FROM import_rows ORDER BY line")
    assert [(row["line"], row["fate"]) for row in fates] == [
        (2, "new"),
        (3, "unusable"),
        (4, "unusable"),
        (5, "new"),
    ]
    assert fates[0]["record_id"] == account(desk, "Acme")["id"]


def test_a_file_of_unusable_rows_records_nothing(desk: Desk, tmp_path: Path) -> None:
    result = brought_in(desk, written(tmp_path, "Company,City\n,Oslo\n,Rome\n"), "accounts")
    assert result.changed is None
    assert result.title == "Nothing to import: none of the 2 rows can be used."
    assert titles(desk) == []


def test_hostile_names_are_kept_harmless(desk: Desk, tmp_path: Path) -> None:
    text = "Company,City\n[/red]x,Oslo\nA\x1b]52;c;evil\x07B,Rome\nabc\u202eDEF,Paris\n=1+1,Bern\n"
    text += "\u202e,Rome\n"
    result = brought_in(desk, written(tmp_path, text))
    assert (result.counts["new"], result.counts["unusable"]) == (4, 1)
    names = {row["name"] for row in desk.store.rows("SELECT name FROM accounts")}
    assert {"[/red]x", "=1+1", "abc\ufffdDEF"} <= names
    assert not any("\x1b" in name or "\u202e" in name for name in names)


# Protection


@pytest.mark.parametrize("bin_key", ["avoid.client", "avoid.bad_fit", "avoid.duplicate"])
def test_an_account_to_be_avoided_is_filled_in_but_stays_where_it_is(
    desk: Desk, tmp_path: Path, bin_key: str
) -> None:
    desk.accounts.add({"name": "Brightline Foods"}, bin_key)
    result = brought_in(desk, written(tmp_path, ACCOUNTS))
    assert (result.counts["protected"], result.counts["new"]) == (1, 2)
    (told,) = desk.imports.rows_of(result.import_id or 0, ("protected",))
    assert told.why == f"stays protected: a {bin_key.partition('.')[2].replace('_', ' ')}"
    kept = account(desk, "Brightline Foods")
    assert (kept["bin"], kept["domain"]) == (bin_key, "brightline.example.com")


def test_an_account_in_a_bin_nobody_may_prospect_in_gets_no_step(
    desk: Desk, tmp_path: Path
) -> None:
    names = ("In No Bin", "Refused", "Open")
    brought_in(desk, written(tmp_path, "\n".join(("Company", *names))))
    bins = [
        replace(each, prospecting="refused") if each.key == "nurture.dead" else each
        for each in desk.playbook.bins
    ]
    desk.loaded = replace(desk.loaded, playbook=desk.playbook.but(bins=bins))
    with desk.store.action("Move") as act:
        for name, bin_ in zip(names, ("nowhere", "nurture.dead", "working"), strict=True):
            act.update("accounts", account(desk, name)["id"], {"bin": bin_})
    text = "Company,Callback\n" + "".join(f"{name},2030-05-02\n" for name in names)
    counts = brought_in(desk, written(tmp_path, text)).counts
    assert (counts["protected"], counts["updated"]) == (2, 1)
    open_ = desk.store.rows("SELECT account_id FROM follow_ups")
    assert [row[0] for row in open_] == [account(desk, "Open")["id"]]


def test_another_identifier_does_not_lead_past_a_protection(desk: Desk, tmp_path: Path) -> None:
    brought_in(desk, written(tmp_path, "Account ID,Company\nA1,Acme\n"))
    with desk.store.action("Move") as act:
        act.update("accounts", account(desk, "Acme")["id"], {"bin": "avoid.client"})
    result = brought_in(desk, written(tmp_path, "Account ID,Company\nA2,Acme\n"))
    assert result.counts["protected"] == 1
    assert desk.store.value("SELECT count(*) FROM accounts") == 1


def test_no_import_lifts_do_not_call_or_an_opt_out(desk: Desk, tmp_path: Path) -> None:
    brought_in(desk, written(tmp_path, PEOPLE))
    lifted = PEOPLE.replace("Buyer,yes,", "Buyer,no,").replace(",maybe", ",no")
    result = brought_in(desk, written(tmp_path, lifted))
    assert result.counts["protected"] == 2
    assert result.changed is None
    assert person(desk, "Ben Sample")["do_not_call"] == 1
    assert person(desk, "Cy Trial")["opted_out"] == 1


def test_an_import_adds_protection_to_somebody_known(desk: Desk, tmp_path: Path) -> None:
    brought_in(desk, written(tmp_path, PEOPLE))
    text = "Email,First Name,Last Name,Do Not Call\nADA@brightline.example.com,Ada,Example,x\n"
    result = brought_in(desk, written(tmp_path, text, "no-calls.csv"))
    assert result.counts["updated"] == 1
    kept = person(desk, "Ada Example")
    assert (kept["do_not_call"], kept["opted_out"]) == (1, 0)
    assert kept["protection_reason"] == "said so in no-calls.csv"


# Contacts


def test_people_join_the_account_of_their_company_or_bring_it_along(
    desk: Desk, tmp_path: Path
) -> None:
    brought_in(desk, written(tmp_path, ACCOUNTS))
    result = brought_in(desk, written(tmp_path, PEOPLE, "people.csv"))
    counts = [result.counts[fate] for fate in ("new", "joins", "unusable")]
    assert counts == [2, 2, 1]
    assert result.accounts_made == 1
    assert result.unusable == [(7, "no name")]
    assert person(desk, "Di Nobody")["account_id"] is None
    assert person(desk, "Ada Example")["account_id"] == account(desk, "Brightline Foods")["id"]
    assert person(desk, "Cy Trial")["account_id"] == account(desk, "Corvid Labs")["id"]
    new = account(desk, "Newcomer Ltd")
    assert (new["bin"], new["domain"]) == ("cold", "newcomer.example.com")
    assert person(desk, "Ben Sample")["do_not_call"] == 1
    assert person(desk, "Cy Trial")["opted_out"] == 1


def test_addresses_and_numbers_are_kept_typed_with_the_main_one_first(
    desk: Desk, tmp_path: Path
) -> None:
    brought_in(desk, written(tmp_path, ACCOUNTS))
    brought_in(desk, written(tmp_path, PEOPLE))
    number = person(desk, "Ada Example")["id"]
    emails = desk.store.rows(
        "SELECT address, is_main FROM emails WHERE contact_id = ? ORDER BY id", (number,)
    )
    phones = desk.store.rows(
        "SELECT number, kind, is_main, time_zone FROM phones WHERE contact_id = ? ORDER BY id",
        (number,),
    )
    assert [tuple(row) for row in emails] == [
        ("ada@brightline.example.com", 1),
        ("ada@home.example.org", 0),
    ]
    assert [tuple(row) for row in phones] == [
        ("+13125550143", "work", 1, "America/Chicago"),
        ("+13125550144", "mobile", 0, "America/Chicago"),
    ]


def test_people_again_change_nothing_and_undo_takes_their_accounts_too(
    desk: Desk, tmp_path: Path
) -> None:
    before = dump(desk)
    path = written(tmp_path, PEOPLE)
    brought_in(desk, path)
    brought = dump(desk)
    again = brought_in(desk, path)
    assert again.changed is None
    assert again.counts["same"] + again.counts["protected"] == 5
    assert dump(desk) == brought
    desk.store.history.undo()
    assert dump(desk) == before


def test_colleagues_without_accounts_meet_at_one_new_account(desk: Desk, tmp_path: Path) -> None:
    rows = "".join(f"P{n},Person,p{n}@fresh.example.com\n" for n in range(5))
    result = brought_in(desk, written(tmp_path, "First Name,Last Name,Email\n" + rows))
    assert (result.counts["new"], result.accounts_made) == (5, 1)
    assert account(desk, "fresh.example.com")["domain"] == "fresh.example.com"


def test_a_shared_mailbox_does_not_make_two_people_one(desk: Desk, tmp_path: Path) -> None:
    rows = "".join(f"{name},Acme,info@acme.example.com\n" for name in ("Ada One", "Bea Two"))
    text = "Full Name,Company,Email\n" + rows
    assert brought_in(desk, written(tmp_path, text)).counts["new"] == 2


def test_somebody_known_without_an_account_gets_the_one_of_their_company(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.store.action("Add") as act:
        alone = act.insert("contacts", {"name": "Ada One", "created_on": "2026-11-01"})
        act.insert("emails", {"contact_id": alone, "address": "ada@acme.example.com"})
    text = "Full Name,Company,Email\nAda One,Acme,ada@acme.example.com\n"
    result = brought_in(desk, written(tmp_path, text))
    assert result.title == "Import list.csv: 1 updated, with 1 new account"
    assert person(desk, "Ada One")["account_id"] == account(desk, "Acme")["id"]


# Files and plans


def test_the_plan_names_every_column_and_can_be_changed(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,Colour,City\nAcme,red,Oslo\n")
    plan = desk.imports.plan(path)
    assert [(one.column, one.field, one.samples) for one in plan.columns] == [
        ("Company", "name", ("Acme",)),
        ("Colour", None, ("red",)),
        ("City", "city", ("Oslo",)),
    ]
    changed = desk.imports.plan(path, mapping_overrides={"Colour": "industry", "City": None})
    desk.imports.run(changed)
    made = account(desk, "Acme")
    assert (made["industry"], made["city"]) == ("red", None)
    assert facts(desk, "Acme") == {"City": "Oslo"}
    for wrong in ({"Shape": "industry"}, {"Colour": "shape"}, {"Colour": "city", "City": "city"}):
        with pytest.raises(DeskError):
            desk.imports.plan(path, mapping_overrides=wrong)


def test_a_doubtful_file_is_only_imported_when_that_was_agreed(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Deal Name,Stage,Amount,Close Date\nBig,Won,5,2026-01-01\n")
    plan = desk.imports.plan(path)
    assert plan.doubt is not None
    with pytest.raises(DeskError, match="opportunities"):
        desk.imports.run(plan)
    assert titles(desk) == []
    assert desk.imports.run(plan, allow_doubt=True).rows == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"Company\x00,City\nA,B\n", "list.csv"),
        (b"Company,Company\nA,B\n", "list.csv"),
    ],
)
def test_an_unusable_file_is_one_sentence(
    desk: Desk, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    override = {"Company": "name", "Company (2)": "industry"} if b",Company" in content else None
    with pytest.raises(DeskError, match=sentence):
        desk.imports.plan(path, mapping_overrides=override)


def test_a_broken_end_of_the_file_takes_everything_back(desk: Desk, tmp_path: Path) -> None:
    rows = "".join(f"Company {n},Oslo\n" for n in range(7000))
    path = written(tmp_path, "Company,City\n" + rows + '"never closed,Oslo\n')
    before = dump(desk)
    with pytest.raises(DeskError, match="never closes"):
        brought_in(desk, path)
    assert dump(desk) == before
    assert titles(desk) == []


def test_cancelling_in_the_middle_takes_everything_back(desk: Desk, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        if desk.store.value("SELECT count(*) FROM accounts") >= 5000:
            raise Stopped

    rows = "".join(f"Company {n},Oslo\n" for n in range(20_000))
    path = written(tmp_path, "Company,City\n" + rows)
    before = dump(desk)
    with pytest.raises(Stopped):
        brought_in(desk, path, progress=stop)
    assert dump(desk) == before
    assert titles(desk) == []
    assert brought_in(desk, path).counts["new"] == 20_000


def test_a_file_changed_since_it_was_planned_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ACCOUNTS)
    plan = desk.imports.plan(path)
    written(tmp_path, "Other,Columns\n1,2\n")
    with pytest.raises(DeskError, match="other columns"):
        desk.imports.run(plan)


def test_a_later_change_keeps_an_import_from_being_undone(desk: Desk, tmp_path: Path) -> None:
    result = brought_in(desk, written(tmp_path, ACCOUNTS))
    desk.accounts.edit(account(desk, "Halden Paper")["id"], {"industry": "Paper"})
    assert result.changed is not None
    with pytest.raises(Refused, match="Edit Halden Paper"):
        desk.store.history.undo(result.changed.action)


# Real files


@needed
def test_the_list_of_five_hundred_companies_comes_in_as_it_is(desk: Desk) -> None:
    before = dump(desk)
    path = FOLDER / "sp500" / "constituents.csv"
    result = brought_in(desk, path)
    assert (result.rows, result.counts["new"]) == (503, 503)
    made = account(desk, "3M")
    assert (made["city"], made["region"], made["country"]) == ("Saint Paul", "Minnesota", "US")
    assert made["time_zone"] == "America/Chicago"
    assert facts(desk, "3M")["Ticker"] == "MMM"
    again = brought_in(desk, path)
    assert again.title == "Nothing to import: all 503 rows are known."
    desk.store.history.undo()
    assert dump(desk) == before


@needed
def test_a_salesforce_export_comes_in_as_it_is(desk: Desk) -> None:
    path = FOLDER / "salesforce" / "accountData.csv"
    counts = brought_in(desk, path).counts
    assert (counts["new"], counts["protected"]) == (422, 1), "the one customer is kept out"
    assert account(desk, "Gravity Investments")["source_id"] == "001x0000002xLCVAA2"
    again = brought_in(desk, path)
    assert (again.counts["same"], again.changed) == (423, None)


def test_a_portion_without_a_usable_row_is_counted_and_stops_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,Contact,Email\nC,D,d@d.example,X,Y\n")
    assert brought_in(desk, path).counts["unusable"] == 1


def test_a_cell_holds_several_ways_however_they_are_parted(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Last Name,Company,Email,Phone\n"
        'A,C1,"a@x.example, b@x.example","+1 312 555 0143, +1 312 555 0144 / +1 312 555 0145"\n'
        "B,C2,c@x.example d@x.example,Work: +1 312 555 0146; Cell: +1 312 555 0147\n"
        "C,C3,E <e@x.example> | f@x.example,+1 312 555 0148 | call reception\n"
    )
    brought_in(desk, written(tmp_path, text), "contacts")
    emails = desk.store.rows("SELECT address FROM emails ORDER BY address")
    assert "".join(row["address"][0] for row in emails) == "abcdef"
    phones = desk.store.rows("SELECT number, kind FROM phones ORDER BY number")
    assert [(row["number"][-2:], row["kind"]) for row in phones] == [
        ("43", "work"), ("44", "work"), ("45", "work"), ("46", "work"), ("47", "mobile"),
    ]  # fmt: skip


def test_a_card_of_a_company_makes_an_account(desk: Desk, tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Org One\nORG:Org One\nURL:http://one.example\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Org Two\nORG:Org Two\nTEL;TYPE=MAIN:+44 20 7946 0198\n"
        "END:VCARD\n"
    )
    brought_in(desk, written(tmp_path, text, "cards.vcf"))
    assert account(desk, "Org One")["domain"] == "one.example"
    assert account(desk, "Org Two")["phone"] == "+442079460198"


def test_a_site_that_many_share_is_a_fact_and_no_domain(desk: Desk, tmp_path: Path) -> None:
    brought_in(desk, written(tmp_path, "Company,Website\nBaker,https://www.facebook.com/baker\n"))
    assert account(desk, "Baker")["domain"] is None
    assert facts(desk, "Baker") == {"Website": "https://www.facebook.com/baker"}

"""What becomes of rows that meet records: by which key, whose word counts, what is never lifted."""

import json
import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.desk.imports.test_imports import (
    account,
    brought_in,
    dump,
    facts,
    person,
    titles,
    written,
)
from tests.fresh import open_desk
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.imports import accounts as import_accounts
from workstation.desk.imports.imports import ImportPlan, ImportResult
from workstation.store.errors import StoreError


def fates(result: ImportResult) -> dict[str, int]:
    return {fate: count for fate, count in result.counts.items() if count}


def chosen(plan: ImportPlan, default: str, **fields: str) -> ImportPlan:
    """Return a plan with a policy, whatever it carries itself."""

    class Chosen(ImportPlan):
        policy: Any

    names = [name for name in plan.__dataclass_fields__ if name != "policy"]
    made = Chosen(**{name: getattr(plan, name) for name in names})
    object.__setattr__(made, "policy", SimpleNamespace(default=default, fields=fields))
    return made


def with_policy(desk: Desk, path: Path, default: str, **fields: str) -> ImportResult:
    return desk.imports.run(chosen(desk.imports.plan(path, "accounts"), default, **fields))


def remap(desk: Desk, path: Path, as_: str, **fields: str) -> ImportPlan:
    """Give columns fields whether or not the list of fields has them yet."""
    plan = desk.imports.plan(path, as_)
    columns = tuple(
        replace(one, field=fields.get(one.column.replace(" ", "_"), one.field))
        for one in plan.columns
    )
    return replace(plan, columns=columns)


# Companies


@pytest.mark.parametrize(
    ("known", "row", "fate"),
    [
        ("Müller Maschinen GmbH", "Mueller Maschinen", "same"),
        ("Foo & Bar Ltd", "Foo and Bar Limited", "same"),
        ("Société Exemple S.A.R.L.", "Societe Exemple", "same"),
        ("Brightline Inc.", "Brightline GmbH", "possible_duplicate"),
        ("Brightline", "Brightlines", "possible_duplicate"),
    ],
)
def test_a_company_is_known_whatever_its_spelling_and_legal_form(
    desk: Desk, tmp_path: Path, known: str, row: str, fate: str
) -> None:
    desk.accounts.add({"name": known})
    text = f"Company,Colour\n{known},\n{row},\n"
    result = brought_in(desk, written(tmp_path, text), "accounts")
    expected = {"same": 1, "updated": 1} if fate == "same" else {"same": 1, fate: 1}
    assert fates(result) == expected


def test_the_same_name_on_another_site_is_made_and_marked_as_a_possible_duplicate(
    desk: Desk, tmp_path: Path
) -> None:
    known = desk.accounts.add({"name": "Acme", "domain": "acme.example.com"}).made
    path = written(tmp_path, "Company,Website\nAcme,acme.example.org\n")
    preview = desk.imports.preview(desk.imports.plan(path))
    assert preview.samples["possible_duplicate"][0].other == "Acme"
    result = brought_in(desk, path)
    assert fates(result) == {"possible_duplicate": 1}
    assert result.import_id is not None
    (row,) = desk.imports.rows_of(result.import_id)
    assert (row.fate, row.other_id, row.other) == ("possible_duplicate", known, "Acme")
    assert row.record_id != known


def test_a_protected_account_is_met_under_another_legal_form_and_site(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Acme Inc", "domain": "acme.example.com"}, "avoid.client")
    result = brought_in(desk, written(tmp_path, "Company,Website\nAcme GmbH,acme.example.org\n"))
    assert fates(result) == {"protected": 1}
    assert desk.store.value("SELECT count(*) FROM accounts") == 1


def test_a_row_about_a_duplicate_goes_to_the_account_it_stands_for(
    desk: Desk, tmp_path: Path
) -> None:
    winner = desk.accounts.add({"name": "Acme"}).made
    loser = desk.accounts.add({"name": "Acme Holding"}).made
    assert winner is not None
    assert loser is not None
    desk.bins.move([loser], "avoid.duplicate", duplicate_of=winner)
    brought_in(desk, written(tmp_path, "Company,Industry\nAcme Holding,Paper\n"))
    assert account(desk, "Acme")["industry"] == "Paper"
    assert account(desk, "Acme Holding")["industry"] is None


def test_an_identifier_of_a_second_tool_is_kept_beside_the_first(
    desk: Desk, tmp_path: Path
) -> None:
    first = written(tmp_path, "Account ID,Company,Website\nA1,Acme,acme.example.com\n", "a.csv")
    text = "Record ID,Company,Website\n900123456789,Acme,acme.example.com\n"
    brought_in(desk, first)
    brought_in(desk, written(tmp_path, text, "b.csv"), "accounts")
    assert account(desk, "Acme")["source_id"] == "A1"
    assert desk.store.value("SELECT value FROM source_ids") == "900123456789"
    renamed = "Record ID,Company,City\n900123456789,Wholly Other,Oslo\n"
    result = brought_in(desk, written(tmp_path, renamed, "c.csv"), "accounts")
    assert (fates(result), account(desk, "Acme")["city"]) == ({"updated": 1}, "Oslo")


def test_parents_are_linked_whatever_their_order_and_circles_left_out(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Account ID,Company,Parent\n"
    text += "A1,Leaf,A2\nA2,Branch,A3\nA3,Root,\nA4,Egg,A5\nA5,Hen,A4\nA6,Self,A6\n"
    path = written(tmp_path, text)
    plan = remap(desk, path, "accounts", Parent="parent_source_id")
    before = dump(desk)
    result = desk.imports.run(plan)
    root, branch, leaf = (account(desk, name) for name in ("Root", "Branch", "Leaf"))
    assert (leaf["parent_id"], branch["parent_id"]) == (branch["id"], root["id"])
    assert account(desk, "Egg")["parent_id"] == account(desk, "Hen")["id"]
    assert account(desk, "Hen")["parent_id"] is None
    assert result.changed is not None
    assert result.changed.advice[0].startswith("2 parent companies were left out")
    assert desk.imports.run(plan).changed is None
    desk.store.history.undo()
    assert dump(desk) == before


# Whose word counts


def test_each_policy_lets_a_file_change_what_it_says_and_no_more(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Acme", "industry": "Paper"})
    path = written(tmp_path, "Company,Industry,City\nAcme,Steel,Oslo\n")
    assert fates(with_policy(desk, path, "keep_mine")) == {"same": 1}
    with_policy(desk, path, "fill_blanks")
    assert (account(desk, "Acme")["industry"], account(desk, "Acme")["city"]) == ("Paper", "Oslo")
    with_policy(desk, path, "fill_blanks", city="prefer_file")
    assert account(desk, "Acme")["industry"] == "Paper"
    result = with_policy(desk, path, "prefer_file")
    assert (fates(result), account(desk, "Acme")["industry"]) == ({"updated": 1}, "Steel")
    assert result.import_id is not None
    (row,) = desk.imports.rows_of(result.import_id)
    assert row.fields == ("industry",)
    assert with_policy(desk, path, "prefer_file").changed is None


def test_an_older_export_never_beats_newer_facts(desk: Desk, tmp_path: Path) -> None:
    def export(name: str, industry: str, day: str) -> Path:
        return written(tmp_path, f"Company,Industry,Changed\nAcme,{industry},{day}\n", name)

    def brought(path: Path, default: str) -> None:
        plan = remap(desk, path, "accounts", Changed="modified")
        desk.imports.run(chosen(plan, default))

    march = export("march.csv", "Paper", "2026-03-01")
    may = export("may.csv", "Steel", "2026-05-01")
    brought(march, "prefer_newer")
    assert account(desk, "Acme")["industry"] == "Paper"
    brought(may, "prefer_newer")
    assert account(desk, "Acme")["industry"] == "Steel"
    for default in ("prefer_newer", "prefer_file"):
        brought(march, default)
        assert account(desk, "Acme")["industry"] == "Steel"


def test_prefer_newer_leaves_what_was_changed_by_hand_since(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,Industry,City\nAcme,Paper,Oslo\n")
    brought_in(desk, path)
    desk.accounts.edit(account(desk, "Acme")["id"], {"industry": "Steel"})
    newer = written(tmp_path, "Company,Industry,City\nAcme,Wood,Bergen\n", "newer.csv")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    os.utime(newer, (1_795_446_000, 1_795_446_000))
    with_policy(desk, newer, "prefer_newer")
    assert (account(desk, "Acme")["industry"], account(desk, "Acme")["city"]) == ("Steel", "Bergen")


# People


def test_people_are_known_by_number_when_their_names_agree(desk: Desk, tmp_path: Path) -> None:
    head = "Full Name,Company,Phone,Job Title\n"
    brought_in(desk, written(tmp_path, head + "Jane Example,Acme,+1 312 555 0142,\n"), "contacts")
    again = head + "J. Example,Acme,+1 312 555 0142,Buyer\nSam Other,Beta,+1 312 555 0142,Clerk\n"
    result = brought_in(desk, written(tmp_path, again, "more.csv"), "contacts")
    assert person(desk, "Jane Example")["title"] == "Buyer"
    assert desk.store.value("SELECT count(*) FROM contacts") == 2
    assert fates(result) == {"updated": 1, "new": 1}


def test_a_person_without_company_is_kept_and_found_again(desk: Desk, tmp_path: Path) -> None:
    text = "Full Name,Company,Email,Phone\nDi Example,,di@gmail.com,\nEd Sample,,,312 555 0142\n"
    path = written(tmp_path, text + "Flo Trial,,,\n")
    result = brought_in(desk, path, "contacts")
    assert fates(result) == {"new": 2, "unusable": 1}
    assert result.unusable == [(4, "no company, email or phone")]
    assert brought_in(desk, path, "contacts").changed is None
    (hit,) = desk.search.find("Example")
    assert (hit.account_id, hit.detail) == (None, "di@gmail.com")


def test_several_addresses_in_a_cell_are_all_kept_and_bounces_never_lifted(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Full Name,Company,Email,Bounced\n"
    both = "Ada Example,Acme,ada@acme.example.com; ada@home.example.org,{}\n"
    plans = [
        remap(desk, written(tmp_path, head + both.format(said), f"{said}.csv"), "contacts",
              Bounced="bounced")
        for said in ("no", "yes", "no")
    ]  # fmt: skip
    desk.imports.run(plans[0])
    rows = "SELECT address, state, is_main FROM emails ORDER BY id"
    assert [row["state"] for row in desk.store.rows(rows)] == ["valid", "valid"]
    written(tmp_path, head + both.format("yes"), "yes.csv")
    assert fates(desk.imports.run(plans[1])) == {"updated": 1}
    assert desk.imports.run(plans[2]).changed is None
    assert [tuple(row) for row in desk.store.rows(rows)] == [
        ("ada@acme.example.com", "bounced", 1),
        ("ada@home.example.org", "bounced", 0),
    ]


def test_one_address_under_two_identifiers_is_a_possible_duplicate(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Contact ID,Full Name,Company,Email\n"
    text += "C1,Ada Example,Acme,ada@acme.example.com\nC2,Ada E.,Acme,ada@acme.example.com\n"
    result = brought_in(desk, written(tmp_path, text), "contacts")
    assert fates(result) == {"new": 1, "possible_duplicate": 1}


def test_a_fax_number_is_a_fact_and_facts_are_found_by_their_words(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Full Name,Company,Email,Hobby\nAda Example,Acme,ada@acme.example.com,falconry\n"
    brought_in(desk, written(tmp_path, text))
    (hit,) = desk.search.find("falc")
    assert (hit.kind, hit.account, hit.text, hit.detail) == (
        "fact", "Acme", "falconry", "Hobby · Ada Example · Acme",
    )  # fmt: skip


def test_a_number_of_a_fax_is_kept_as_one_and_never_one_to_call(desk: Desk, tmp_path: Path) -> None:
    head = "Name,Company,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n"
    people = (
        f"{head}Ada Example,Acme,Work Fax,+44 20 7946 0018,Work,+44 20 7946 0019\n"
        "Ben Sample,Acme,Work,Fax +44 20 7946 0020,Fax,+44 20 7946 0021\n"
    )
    path = written(tmp_path, people, "people.csv")
    brought_in(desk, path, "contacts")
    numbers = [row["number"] for row in desk.store.rows("SELECT number FROM phones")]
    assert numbers == ["+442079460019"]
    kept = desk.store.rows("SELECT key, value FROM facts ORDER BY id")
    assert [tuple(row) for row in kept] == [
        ("Fax", "+44 20 7946 0018"),
        ("Phone 1 - Value", "Fax +44 20 7946 0020"),
        ("Fax", "+44 20 7946 0021"),
    ]
    assert brought_in(desk, path, "contacts").changed is None
    companies = written(
        tmp_path,
        "Company,Town,Phone\nCorvid Labs,Leeds,Fax: +44 20 7946 0022\n"
        '"Halden Paper",Oslo,"Tel: +44 20 7946 0023, Fax: +44 20 7946 0024"\n',
        "companies.csv",
    )
    brought_in(desk, companies, "accounts")
    found = {
        row["name"]: row["phone"] for row in desk.store.rows("SELECT name, phone FROM accounts")
    }
    assert found == {"Acme": None, "Corvid Labs": None, "Halden Paper": "+442079460023"}
    assert brought_in(desk, companies, "accounts").changed is None


# Lists of whom not to contact


def test_a_list_of_whom_not_to_contact_protects_and_makes_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    people = "Full Name,Company,Email,Phone\nAda Example,Acme,ada@acme.example.com,312 555 0142\n"
    brought_in(desk, written(tmp_path, people), "contacts")
    listed = "Email\nada@acme.example.com\nnobody@elsewhere.example.com\n"
    path = written(tmp_path, listed, "never.csv")
    plan = desk.imports.plan(path, "contacts")
    preview = desk.imports.preview(plan, suppress=True)
    before = dump(desk)
    result = desk.imports.run(plan, suppress=True, allow_doubt=True)
    assert fates(result) == {"updated": 1, "protected": 1}
    assert result.counts == preview.counts
    kept = person(desk, "Ada Example")
    assert (kept["do_not_call"], kept["opted_out"]) == (1, 1)
    assert kept["protection_reason"] == "on the list never.csv"
    assert desk.store.value("SELECT count(*) FROM contacts") == 1
    late = "Full Name,Company,Email\nNo Body,Else,nobody@elsewhere.example.com\n"
    brought_in(desk, written(tmp_path, late, "late.csv"))
    assert person(desk, "No Body")["opted_out"] == 1
    desk.store.history.undo()
    desk.store.history.undo()
    assert dump(desk) == before
    desk.store.history.redo()
    assert desk.imports.run(plan, suppress=True, allow_doubt=True).changed is None


def test_a_list_of_companies_not_to_contact_puts_them_out_of_bounds(
    desk: Desk, tmp_path: Path
) -> None:
    desk.accounts.add({"name": "Acme", "domain": "acme.example.com"})
    text = "Company,Website\nAcme,acme.example.com\nLater,later.example.com\n"
    plan = desk.imports.plan(written(tmp_path, text, "never.csv"))
    desk.imports.run(plan, suppress=True)
    assert account(desk, "Acme")["bin"] == "avoid.bad_fit"
    result = brought_in(desk, written(tmp_path, text.replace("Later", "Laterly"), "new.csv"))
    assert fates(result) == {"protected": 1, "same": 1}
    assert account(desk, "Laterly")["bin"] == "avoid.bad_fit"
    with pytest.raises(DeskError, match="accounts or contacts"):
        desk.imports.run(
            desk.imports.plan(
                written(tmp_path, "company,event,when\nAcme,page_view,2026-11-01\n"), "signals"
            ),
            suppress=True,
        )


# Rows that cannot be used


def test_unusable_rows_go_to_a_file_that_can_be_mended_and_imported(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, 'Company,City\nAcme,Oslo\nBeta,Rome,"=more"\n,Paris\n')
    result = brought_in(desk, path)
    assert result.unusable_file == desk.store.path.absolute().parent / "exports" / (
        "list-unusable.csv"
    )
    assert result.unusable_file is not None
    text = result.unusable_file.read_text(encoding="utf-8")
    assert text.splitlines()[0] == "Company,City,why,surplus 1"
    assert "'=more" in text
    assert text.splitlines()[2] == ",Paris,no name"
    result.unusable_file.write_text(text.replace(",Paris", "Gamma,Paris").replace("'=more", ""))
    again = brought_in(desk, result.unusable_file, unusable_to=tmp_path / "other")
    assert fates(again) == {"new": 2}
    assert again.unusable_file is None
    assert facts(desk, "Gamma") == {}


def test_cells_too_many_have_columns_of_their_own_and_come_in_again_whole(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "Company,City\nAcme,Oslo\nBeta,Rome,red,tall\n,Paris\nC,D,blue\n")
    bad = brought_in(desk, path).unusable_file
    assert bad is not None
    lines = bad.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Company,City,why,surplus 1,surplus 2"
    assert lines[1].endswith(",red,tall")
    again = brought_in(desk, bad, unusable_to=tmp_path / "other")
    assert fates(again) == {"new": 2, "unusable": 1}
    assert facts(desk, "Beta") == {"surplus 1": "red", "surplus 2": "tall"}
    assert again.unusable_file is not None
    left = again.unusable_file.read_text(encoding="utf-8").splitlines()
    assert left == ["Company,City,why,surplus 1,surplus 2", ",Paris,no name,,"]


# What a preview says is what a run does


@pytest.mark.parametrize("as_", ["accounts", "contacts"])
def test_a_preview_counts_what_a_run_does_across_portions(
    desk: Desk, tmp_path: Path, as_: str
) -> None:
    if as_ == "accounts":
        rows = [f"A{n % 5600},Company {n % 5600},c{n % 5600}.example.com,{n}" for n in range(6200)]
        text = "Account ID,Company,Website,Number\n" + "\n".join(rows)
    else:
        rows = [
            f"P{n % 5600} Person,Firm {n % 900},p{n % 5600}@f{n % 900}.example.com,{n % 7}"
            for n in range(6200)
        ]
        text = "Full Name,Company,Email,Number\n" + "\n".join(rows)
    path = written(tmp_path, text)
    plan = desk.imports.plan(path, as_)
    before = dump(desk)
    preview = desk.imports.preview(plan)
    assert dump(desk) == before
    result = desk.imports.run(plan)
    assert result.counts == preview.counts
    assert result.accounts_made == preview.accounts_made
    assert desk.imports.preview(plan).counts["same"] == desk.imports.run(plan).counts["same"]
    assert result.import_id is not None
    page = desk.imports.rows_of(result.import_id, ("same",), after=5700, limit=3)
    assert [row.line for row in page] == [5701, 5702, 5703] if page else True


MIXED = """\
Account ID,Company,Website,Industry,Employees,Revenue,City,Region,Phone,Parent,Colour,Source
A1,Acme Inc.,acme.example.com,Steel,"1,200",$4.5M,Chicago,IL,(312) 555-0101 x4,,red,Webinar
A2,  Birch & Sons,https://www.birch.example.com/,n/a,many,,Paris,,,Acme Inc.,,Referral
A3,Acme GmbH,,Steel,,,,,,,blue,
A4,Cedar,cedar.example.com,,,,,,,,'=1+1,
A5,"Dune
Works",dune.example.com,,,-5,,,,,,
A1,Acme,,Paper,,,,,,,,
A6,None,none.example.com,,7,,,,,,,
,,elm.example.com,Paper,,,,,,,,
A7,Fir,gmail.com,,,,,,,,,
A8,Fir Two,gmail.com,,,,Oslo,,,,,
,,,,,,,,,,,
"""


def test_rows_nothing_known_may_be_become_column_by_column_what_they_become_one_by_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, MIXED)
    told = []
    for one_by_one in (False, True):
        if one_by_one:
            monkeypatch.setattr(import_accounts, "unmet", lambda *_: ())
        result = desk.imports.run(desk.imports.plan(path, "accounts"))
        assert result.import_id is not None
        rows = desk.imports.rows_of(result.import_id)
        accounts = desk.store.rows("SELECT * FROM accounts ORDER BY id")
        facts = "SELECT name, key, value FROM facts JOIN accounts ON accounts.id = account_id"
        log = "SELECT after FROM changes WHERE table_name = 'accounts' AND kind = 'insert'"
        assert result.changed is not None
        made = desk.store.rows(f"{log} AND action_id = ? ORDER BY row_id", (result.changed.action,))
        told.append(
            (
                result.counts,
                [(row.line, row.fate, row.name, row.other) for row in rows],
                [{**dict(row), "id": 0, "parent_id": bool(row["parent_id"])} for row in accounts],
                sorted(map(tuple, desk.store.rows(f"{facts} ORDER BY 1, 2, 3"))),
                [{**json.loads(row["after"]), "id": 0} for row in made],
                [hit.text for hit in desk.search.find("birch")],
            )
        )
        desk.store.history.undo(result.changed.action)
        assert desk.store.value("SELECT count(*) FROM accounts") == 0
    assert told[0] == told[1]
    assert told[0][0]["updated"] == 1


def test_the_fates_of_a_long_file_are_kept_in_few_rows_and_paged_one_by_one(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [f"Company {n},c{n}.example.com" for n in range(5600)]
    rows[3000] = ",no site"
    result = brought_in(desk, written(tmp_path, "Company,Website\n" + "\n".join(rows)))
    assert result.import_id is not None
    assert desk.store.value("SELECT count(*) FROM import_rows") < 10
    page = desk.imports.rows_of(result.import_id, after=3000, limit=4)
    assert [(row.line, row.fate, row.name) for row in page] == [
        (3001, "new", "Company 2999"),
        (3002, "unusable", ""),
        (3003, "new", "Company 3001"),
        (3004, "new", "Company 3002"),
    ]
    seen, after = 0, 0
    while page := desk.imports.rows_of(result.import_id, ("new",), after, 1000):
        assert page[0].line > after
        seen, after = seen + len(page), page[-1].line
    assert (seen, page) == (5599, [])


def test_somebody_without_a_company_named_like_somebody_known_is_a_possible_duplicate(
    desk: Desk, tmp_path: Path
) -> None:
    first = "Full Name,Company,Email\nJane Roe,Acme,jane@acme.example.com\n"
    brought_in(desk, written(tmp_path, first, "a.csv"), "contacts")
    text = "Full Name,Email\nJane Roe,jane@elsewhere.example\nJane,j@elsewhere.example\n"
    path = written(tmp_path, text.replace("elsewhere.example", "gmail.com"), "b.csv")
    plan = desk.imports.plan(path, "contacts")
    preview = desk.imports.preview(plan)
    assert preview.samples["possible_duplicate"][0].other == "Jane Roe"
    result = desk.imports.run(plan)
    assert fates(result) == {"possible_duplicate": 1, "new": 1}
    assert result.counts == preview.counts


# Trouble


def test_a_full_disk_half_way_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = "".join(f"Company {n},{'x' * 200},\n" for n in range(12_000))
    path = written(tmp_path, "Company,Note,City\n" + rows + ",,Oslo\n")
    before = dump(desk)
    pages = desk.store.value("PRAGMA page_count")
    desk.store.value(f"PRAGMA max_page_count = {pages + 1500}")
    with pytest.raises(StoreError, match="is full; nothing was changed"):
        brought_in(desk, path)
    assert (dump(desk), titles(desk)) == (before, [])
    assert not list((desk.store.path.parent / "exports").glob("*"))
    desk.store.value("PRAGMA max_page_count = 1000000000")
    assert brought_in(desk, path).counts["new"] == 12_000


def test_a_file_changed_while_it_is_read_brings_nothing(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company,City\n" + "".join(f"C{n},Oslo\n" for n in range(9000)))

    def change(done: int, total: int) -> None:
        path.write_text(path.read_text() + "More,Rome\n")

    with pytest.raises(DeskError, match="changed while it was being read"):
        brought_in(desk, path, progress=change)
    assert titles(desk) == []
    assert desk.store.value("SELECT count(*) FROM accounts") == 0


def test_another_program_writing_meanwhile_is_waited_for_and_then_named(
    desk: Desk, tmp_path: Path
) -> None:
    other = open_desk(desk.store.path, desk.clock, node=2)
    desk.store.file.wait_at_most(0)
    path = written(tmp_path, "Company,City\nAcme,Oslo\n")
    plan = desk.imports.plan(path)
    with other.store.action("Add") as act:
        act.insert(
            "accounts",
            {"name": "Acme", "bin_since_on": "2026-11-01", "created_on": "2026-11-01"},
        )
        with pytest.raises(StoreError, match="locked by another program"):
            desk.imports.run(plan)
    assert fates(desk.imports.run(plan)) == {"updated": 1}
    other.close()


def test_a_long_file_leaves_indexes_and_triggers_as_they_were_and_undoes_set_wise(
    desk: Desk, tmp_path: Path
) -> None:
    made = "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY name"
    before, whole = [tuple(row) for row in desk.store.rows(made)], dump(desk)
    rows = "".join(f"Company {n},{'x' * 120},Oslo,\n" for n in range(13_000))
    rows += "Company 5,,,Papermill\n"
    path = written(tmp_path, "Company,Note,City,Industry\n" + rows)
    assert path.stat().st_size > 1_500_000
    result = brought_in(desk, path)
    assert [tuple(row) for row in desk.store.rows(made)] == before
    assert desk.safety.check().problems == []
    assert [hit.text for hit in desk.search.find("Papermill")] == ["Company 5"]
    desk.accounts.edit(account(desk, "Company 7")["id"], {"industry": "Paper"})
    desk.store.history.undo()
    assert result.changed is not None
    desk.store.history.undo(result.changed.action)
    assert dump(desk) == whole
    desk.store.history.redo()
    assert desk.store.value("SELECT count(*) FROM accounts") == 13_000
    assert len(desk.search.find("Company 12")) > 0

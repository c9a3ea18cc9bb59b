"""When a row is about a record we have, and when it only looks so; nothing of either is lost."""

from pathlib import Path

import pytest

from tests.desk.imports.test_fates import fates
from tests.desk.imports.test_imports import written
from tests.fresh import open_desk
from workstation.desk.desk import Desk
from workstation.desk.exports.export import export
from workstation.desk.imports.shared import identifying_domain, is_shared_box


def take(
    desk: Desk, folder: Path, text: str, as_: str | None = "contacts", **how: object
) -> dict[str, int]:
    """Import a text as a file; return how many rows had which fate."""
    path = written(folder, text, f"file{len(list(folder.glob('file*.csv')))}.csv")
    plan = desk.imports.plan(path, as_)
    foreseen = desk.imports.preview(plan, suppress=bool(how.get("suppress")))
    result = desk.imports.run(plan, allow_doubt=True, **how)  # type: ignore[arg-type]
    assert foreseen.counts == result.counts
    return fates(result)


def people(desk: Desk) -> list[str]:
    return [row[0] for row in desk.store.rows("SELECT name FROM contacts ORDER BY name")]


def companies(desk: Desk) -> list[str]:
    return [row[0] for row in desk.store.rows("SELECT name FROM accounts ORDER BY name")]


def one(desk: Desk, sql: str, *values: object) -> object:
    return desk.store.value(sql, values)


def test_a_short_identifier_of_two_tools_does_not_make_two_people_one(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "ID,Name,Email,Company\n1,Ann Ames,ann@acme.example.com,Acme\n")
    other = "Record ID,Name,Email,Company\n1,Hub Spot,hub@hubco.example.com,Hubco\n"
    assert take(desk, tmp_path, other) == {"new": 1}
    assert people(desk) == ["Ann Ames", "Hub Spot"]
    assert take(desk, tmp_path, other) == {"same": 1}
    moved = "ID,Name,Email,Title\n1,Ann Ames,,Buyer\n1,Hub Spot,,Clerk\n"
    take(desk, tmp_path, moved)
    titles = [row[0] for row in desk.store.rows("SELECT title FROM contacts ORDER BY name")]
    assert titles == ["Buyer", "Clerk"]


def test_a_short_identifier_of_two_tools_keeps_companies_their_parents_and_deals_apart(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "ID,Name,Website\n1,Alpha,alpha.example.com\n", "accounts")
    text = (
        "Record ID,Name,Website,Parent Company ID\n"
        "1,Gamma,gamma.example.com,\n2,Delta,delta.example.com,1\n"
    )
    assert take(desk, tmp_path, text, "accounts") == {"new": 2}
    assert companies(desk) == ["Alpha", "Delta", "Gamma"]
    parent = "SELECT p.name FROM accounts a JOIN accounts p ON p.id = a.parent_id"
    assert one(desk, parent) == "Gamma"
    deals = "Deal Name,Account ID,Account Name,Amount\nBig,1,Gamma,100\n"
    take(desk, tmp_path, deals, "opportunities")
    whose = "SELECT a.name FROM opportunities o JOIN accounts a ON a.id = o.account_id"
    assert one(desk, whose) == "Gamma"


def test_an_identifier_that_is_one_of_a_kind_needs_no_other_witness(
    desk: Desk, tmp_path: Path
) -> None:
    number = "0035g00000AbCdEAAV"
    take(desk, tmp_path, f"ID,Name,Email\n{number},Ann Ames,ann@acme.example.com\n")
    assert take(desk, tmp_path, f"ID,Name,Title\n{number},Zed Zorn,Buyer\n") == {"updated": 1}
    assert people(desk) == ["Ann Ames"]


def test_a_box_that_many_read_identifies_nobody_but_hands_on_its_protection(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Name,Email,Company,Do not call\n"
    take(desk, tmp_path, head + "Ann Ames,info@acme.example.com,Acme,yes\n")
    take(desk, tmp_path, head + "Ben Best,info@acme.example.com,Acme,\n")
    assert people(desk) == ["Ann Ames", "Ben Best"]
    assert one(desk, "SELECT do_not_call FROM contacts WHERE name = 'Ben Best'") == 1


def test_a_number_of_several_people_or_another_company_identifies_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Name,Company,Phone\nMaria,Alpha,+1 312 555 0142\nMaria Lopez,Beta,+1 312 555 0142\n"
    take(desk, tmp_path, text)
    assert people(desk) == ["Maria", "Maria Lopez"]
    take(desk, tmp_path, "Name,Phone\nMaria,+1 312 555 0142\n")
    assert len(people(desk)) == 3


def test_a_number_without_a_name_is_kept_as_a_person(desk: Desk, tmp_path: Path) -> None:
    text = "Phone,City\n+1 312 555 0199,Chicago\n"
    assert take(desk, tmp_path, text) == {"new": 1}
    assert people(desk) == ["+1 312 555 0199"]
    assert take(desk, tmp_path, text) == {"same": 1}


def test_protection_comes_along_with_an_address_or_a_number(desk: Desk, tmp_path: Path) -> None:
    head = "ID,Name,Email,Company,Phone,Do not call,Bounced\n"
    first = "AAA111,Ann Ames,ann@acme.example.com,Acme,+1 312 555 0142,yes,yes\n"
    take(desk, tmp_path, head + first)
    take(desk, tmp_path, head + "BBB222,Zed Zorn,ann@acme.example.com,Acme,,,\n")
    take(desk, tmp_path, "Name,Email,Phone\n,x@gmail.com,+1 312 555 0142\n")
    assert people(desk) == ["Ann Ames", "Zed Zorn", "x@gmail.com"]
    assert one(desk, "SELECT count(*) FROM contacts WHERE do_not_call") == 3
    assert one(desk, "SELECT count(*) FROM emails WHERE state = 'bounced'") == 2


def test_a_protected_person_is_known_however_their_name_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Name,Email,Company,Opted out\n"
    take(desk, tmp_path, head + "Ann Ames,ann@acme.example.com,Acme,yes\n")
    text = "Ames Ann,a1@acme.example.com,Acme,\nA. Ames,a2@acme.example.com,Acme,\n"
    assert take(desk, tmp_path, head + text) == {"protected": 2}
    assert people(desk) == ["Ann Ames"]


def test_an_address_under_quite_another_name_is_only_a_possible_duplicate(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Name,Email,Company\n"
    take(desk, tmp_path, head + "Ann Ames,desk9@acme.example.com,Acme\n")
    text = head + "Ben Best,desk9@acme.example.com,Acme\n"
    assert take(desk, tmp_path, text) == {"possible_duplicate": 1}
    assert take(desk, tmp_path, text) == {"same": 1}


def test_deals_of_one_name_without_identifiers_are_told_apart_by_amount_and_day(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Name\nAcme\n", "accounts")
    text = (
        "Deal Name,Company,Amount,Close Date,Stage\n"
        "Renewal,Acme,100,2025-01-05,Closed Won\nRenewal,Acme,900,2026-01-05,Closed Won\n"
    )
    assert take(desk, tmp_path, text, "opportunities") == {"new": 2}
    assert take(desk, tmp_path, text, "opportunities") == {"same": 2}


def test_a_short_identifier_of_a_deal_and_a_task_counts_at_its_own_account(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Name\nAcme\nBeta\n", "accounts")
    head = "Deal ID,Deal Name,Company,Amount\n"
    take(desk, tmp_path, head + "7,Big,Acme,100\n", "opportunities")
    assert take(desk, tmp_path, head + "7,Small,Beta,5\n", "opportunities") == {"new": 1}
    head = "Task ID,Subject,Company,Due Date\n"
    take(desk, tmp_path, head + "7,Call back,Acme,2026-12-01\n", "tasks")
    assert take(desk, tmp_path, head + "7,Send offer,Beta,2026-12-02\n", "tasks") == {"new": 1}


def test_a_list_of_whom_not_to_contact_knows_a_company_by_its_name(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Company\nBlocked\n", "accounts")
    text = "Company\nBlocked Inc\n"
    assert take(desk, tmp_path, text, "accounts", suppress=True) == {"updated": 1}


def test_an_account_not_to_be_contacted_goes_out_of_bounds(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "Name,Website\nBeta,beta.example.com\n", "accounts")
    text = "Name,Website,Do Not Contact,Do Not Call\nAcme,,yes,\nBeta,,,yes\nGamma,,no,\n"
    assert take(desk, tmp_path, text, "accounts") == {"protected": 2, "new": 1}
    bins = {row[0]: row[1] for row in desk.store.rows("SELECT name, bin FROM accounts")}
    assert bins == {"Acme": "avoid.bad_fit", "Beta": "avoid.bad_fit", "Gamma": "cold"}
    assert str(one(desk, "SELECT bin_reason FROM accounts WHERE name = 'Acme'")).endswith("said so")
    assert take(desk, tmp_path, text, "accounts") == {"same": 3}


@pytest.mark.parametrize(
    ("column", "cell", "flags"),
    [
        ("Email Opt Out", "No consent", (0, 1)),
        ("Do Not Call", "Never", (1, 0)),
        ("Do Not Call", "perhaps", (1, 0)),
        ("Opted out", "archived", (0, 1)),
        ("Blacklisted", "yes", (1, 1)),
        ("Sperrvermerk", "Ja", (1, 1)),
        ("Subscribed", "no", (0, 1)),
        ("Subscribed", "yes", (0, 0)),
        ("Opted In", "No", (0, 1)),
        ("Permission to call", "no", (1, 0)),
        ("Email status", "unsubscribed", (0, 1)),
        ("Email status", "Verified", (0, 0)),
    ],
)
def test_refusals_protect_in_whatever_words_and_columns(
    desk: Desk, tmp_path: Path, column: str, cell: str, flags: tuple[int, int]
) -> None:
    take(desk, tmp_path, f"Name,Email,{column}\nAnn Ames,ann@acme.example.com,{cell}\n")
    row = desk.store.rows("SELECT do_not_call, opted_out FROM contacts")[0]
    assert (row[0], row[1]) == flags


def test_each_of_several_columns_of_refusals_counts_and_a_bounce_is_one_of_the_address(
    desk: Desk, tmp_path: Path
) -> None:
    text = (
        "Name,Email,Do Not Call,Blacklisted,Email status\n"
        "Ann Ames,ann@acme.example.com,no,yes,bounced\n"
    )
    take(desk, tmp_path, text)
    assert one(desk, "SELECT do_not_call FROM contacts") == 1
    assert one(desk, "SELECT state FROM emails") == "bounced"


def test_a_list_of_whom_not_to_contact_protects_all_who_have_the_address(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Name,Email,Company\n"
    take(desk, tmp_path, head + "Ann Ames,info@acme.example.com,Acme\n")
    take(desk, tmp_path, head + "Ben Best,info@acme.example.com,Acme\n")
    take(desk, tmp_path, "Email\ninfo@acme.example.com\n", suppress=True)
    assert one(desk, "SELECT count(*) FROM contacts WHERE opted_out") == 2


@pytest.mark.parametrize(
    ("domain", "of_one"),
    [
        ("hotmail.de", ""),
        ("yahoo.co.uk", ""),
        ("sbcglobal.net", ""),
        ("freenet.de", ""),
        ("live.example.com", "live.example.com"),
        ("acme.example.com", "acme.example.com"),
    ],
)
def test_a_provider_of_mail_is_nobodys_company(domain: str, of_one: str) -> None:
    assert identifying_domain(domain) == of_one


@pytest.mark.parametrize("box", ["marketing", "no-reply", "billing", "hr", "Reception", "jobs1"])
def test_boxes_that_many_read(box: str) -> None:
    assert is_shared_box(f"{box}@acme.example.com")
    assert not is_shared_box("ann.ames@acme.example.com")


def test_what_a_file_says_otherwise_is_kept_beside_once_and_notes_are_put_below(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Name,Website,City,Phone,Notes,Industry\n"
    take(desk, tmp_path, head + "Acme,acme.example.com,Paris,,first note,Retail\n", "accounts")
    text = head + "Acme,acme.example.com,Lyon,,second note,retail\n"
    assert take(desk, tmp_path, text, "accounts") == {"updated": 1}
    assert one(desk, "SELECT city FROM accounts") == "Paris"
    assert one(desk, "SELECT value FROM facts WHERE key = 'other city'") == "Lyon"
    note = str(one(desk, "SELECT note FROM accounts"))
    assert note.startswith("first note\n\n2026-")
    assert note.endswith(":\nsecond note")
    assert take(desk, tmp_path, text, "accounts") == {"same": 1}
    assert one(desk, "SELECT count(*) FROM facts") == 1


def test_a_new_company_and_title_of_a_person_are_kept_as_facts(desk: Desk, tmp_path: Path) -> None:
    head = "Name,Email,Company,Title\n"
    take(desk, tmp_path, head + "Bo Birk,bo@acme.example.com,Acme,CEO\n")
    text = head + "Bo Birk,bo@acme.example.com,Newco,CFO\n"
    assert take(desk, tmp_path, text) == {"updated": 1}
    kept = dict(tuple(row) for row in desk.store.rows("SELECT key, value FROM facts"))
    assert kept == {"other job title": "CFO", "other company": "Newco"}
    assert take(desk, tmp_path, text) == {"same": 1}


def test_no_policy_replaces_a_note_written_by_hand(desk: Desk, tmp_path: Path) -> None:
    desk.accounts.add({"name": "Hand", "domain": "hand.example.com", "note": "my own words"})
    path = written(tmp_path, "Name,Website,Notes\nHand,hand.example.com,imported\n")
    desk.imports.run(desk.imports.plan(path, "accounts", policy="prefer_file"), allow_doubt=True)
    note = str(one(desk, "SELECT note FROM accounts"))
    assert note.startswith("my own words\n")
    assert note.endswith("imported")


def test_files_of_unusable_rows_of_one_name_never_overwrite_each_other(
    desk: Desk, tmp_path: Path
) -> None:
    made = []
    for folder in ("x", "y", "z", "y"):
        (tmp_path / folder).mkdir(exist_ok=True)
        path = tmp_path / folder / "list.csv"
        path.write_text(f"Name,Website,Note\n{folder}co,{folder}.example.com,\n,,{folder}-lost\n")
        result = desk.imports.run(desk.imports.plan(path, "accounts"), allow_doubt=True)
        assert result.unusable_file is not None
        made.append(result.unusable_file)
    assert "The same unusable rows lie in list-unusable-2.csv already." in result.notes
    names = ["list-unusable.csv", "list-unusable-2.csv", "list-unusable-3.csv"]
    assert [path.name for path in made] == [*names, "list-unusable-2.csv"]
    assert not (made[0].parent / "list-unusable-4.csv").exists()
    made.pop()
    for folder, path in zip("xyz", made, strict=True):
        assert f"{folder}-lost" in path.read_text()
    plan = desk.imports.plan(made[1], "accounts")
    assert next(column.ignored for column in plan.columns if column.column == "why")


@pytest.mark.parametrize("form", ["csv", "vcard"])
def test_what_protects_people_comes_back_from_our_own_files(
    desk: Desk, tmp_path: Path, form: str
) -> None:
    head = "Name,Email,Email 2,Phone,Mobile,Company,Do not call,Opted out\n"
    row = "Di Doe,di@acme.example.com,di2@acme.example.com,+1 312 555 0150,+1 312 555 0151,Acme"
    take(desk, tmp_path, head + row + ",yes,yes\n")
    desk.bins.move([one(desk, "SELECT id FROM accounts")], "avoid.client", "signed")  # type: ignore[list-item]
    with desk.store.action("states") as act:
        for table, way, state in (
            ("emails", "address LIKE 'di2%'", "bounced"),
            ("phones", "number LIKE '%150'", "wrong"),
        ):
            number = desk.store.value(f"SELECT id FROM {table} WHERE {way}")
            act.update(table, number, {"state": state})
    target = tmp_path / ("people.csv" if form == "csv" else "people.vcf")
    export(desk, target, "contacts", form=form)
    other = open_desk(tmp_path / "other.db", desk.clock)
    other.imports.run(other.imports.plan(target, "contacts"), allow_doubt=True)
    person = other.store.rows("SELECT do_not_call, opted_out FROM contacts")[0]
    assert (person[0], person[1]) == (1, 1)
    assert one(other, "SELECT bin FROM accounts") == "avoid.client"
    assert one(other, "SELECT state FROM emails WHERE address LIKE 'di2%'") == "bounced"
    assert one(other, "SELECT state FROM phones WHERE number LIKE '%150'") == "wrong"
    assert one(other, "SELECT state FROM phones WHERE number LIKE '%151'") == "valid"


def test_companies_of_one_name_or_site_in_different_places_are_only_possible_duplicates(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Name,City\nCity Bakery,Paris\nCity Bakery,Berlin\nCity Bakery,Paris\n"
    assert take(desk, tmp_path, text, "accounts") == {
        "new": 1, "possible_duplicate": 1, "same": 1,
    }  # fmt: skip
    assert take(desk, tmp_path, text, "accounts") == {"same": 3}
    text = (
        "Name,Website,Country\nCorvid Energy,corvid.example.com,DE\n"
        "Corvid Health,corvid.example.com,US\n"
    )
    assert take(desk, tmp_path, text, "accounts") == {"new": 1, "possible_duplicate": 1}
    assert take(desk, tmp_path, text, "accounts") == {"same": 2}


def test_what_is_suppressed_reaches_sites_below_it_and_the_phones_of_companies(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Domain\nblocked.com\n", "accounts", suppress=True)
    take(desk, tmp_path, "Phone\n+13125550142\n", suppress=True)
    text = "Name,Phone,Website\nHot,+1 312 555 0142,\nSub,,mail.blocked.com\nFree,,free.com\n"
    assert take(desk, tmp_path, text, "accounts") == {"protected": 2, "new": 1}
    take(desk, tmp_path, "Name,Email\nAnn Ames,ann@eu.blocked.com\n")
    assert one(desk, "SELECT opted_out FROM contacts") == 1


def test_a_company_from_another_column_is_a_name_and_never_goes_before_what_is_known(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Name,Website,ID\nAcme,acme.com,A-7\n", "accounts")
    head = "Name,Email,Company,Employer,Account,Organization,Company ID\n"
    text = (
        "Ann Ames,ann@beta.com,Beta,,4711,,\n"
        "Bo Best,bo@gmail.com,,n/a,12345678,-,\n"
        "Cy Cole,cy@gmail.com,,none,,0015g00000AbCdEAAV,\n"
        "Di Dorn,di@acme.com,,Nova Ltd,,,\n"
        "Ed East,ed@gmail.com,,Nova Ltd,,,A-7\n"
        "Flo Fox,flo@beta.com,,Orla Ltd,,,\n"
        "Gus Gray,gus@gmail.com,,-,,Zeta Ltd,\n"
    )
    take(desk, tmp_path, head + text)
    assert companies(desk) == ["Acme", "Beta", "Zeta Ltd"]
    works_at = [
        (row["name"], row["account"])
        for row in desk.store.rows(
            "SELECT contacts.name, accounts.name AS account FROM contacts "
            "LEFT JOIN accounts ON accounts.id = account_id ORDER BY contacts.name"
        )
    ]
    assert works_at == [
        ("Ann Ames", "Beta"), ("Bo Best", None), ("Cy Cole", None), ("Di Dorn", "Acme"),
        ("Ed East", "Acme"), ("Flo Fox", "Beta"), ("Gus Gray", "Zeta Ltd"),
    ]  # fmt: skip
    deals = (
        "Deal name,Amount,Stage,Company,Employer,Contact email\n"
        "One,10,Qualified,,Zeta Ltd,di@acme.com\nTwo,20,Qualified,,Zeta Ltd,\n"
    )
    take(desk, tmp_path, deals, "opportunities")
    assert [tuple(row) for row in desk.store.rows(
        "SELECT opportunities.name, accounts.name FROM opportunities "
        "JOIN accounts ON accounts.id = account_id ORDER BY 1"
    )] == [("One", "Acme"), ("Two", "Zeta Ltd")]  # fmt: skip


def test_what_a_row_says_of_a_number_counts_for_the_rows_after_it(
    desk: Desk, tmp_path: Path
) -> None:
    take(
        desk,
        tmp_path,
        "Name,Company,Phone\nAnn Ames,Acme,+1 312 555 0100\nCid Corr,Corvid,+1 312 555 0111\n",
    )
    text = (
        "Name,Company,Phone,Company Phone,Do Not Call\n"
        "Ann Ames,Acme,,,yes\n"
        "Bob Bird,Acme,+1 312 555 0100,,\n"
        "Dan Dorn,Corvid,,+1 312 555 0111,\n"
        "C. Corr,Corvid,+1 312 555 0111,,\n"
    )
    take(desk, tmp_path, text)
    marked = desk.store.rows("SELECT name FROM contacts WHERE do_not_call ORDER BY name")
    assert [row[0] for row in marked] == ["Ann Ames", "Bob Bird"]
    assert "C. Corr" in people(desk)

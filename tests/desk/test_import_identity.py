"""When a row is about a record we have, and when it only looks so; nothing of either is lost."""

from pathlib import Path

from tests.desk.test_import_fates import fates
from tests.desk.test_imports import brought_in, written
from workstation.desk.desk import Desk


def take(desk: Desk, folder: Path, text: str, as_: str = "contacts", **how: object) -> dict[str, int]:
    """Import a text as a file; return how many rows had which fate."""
    path = written(folder, text, f"file{len(list(folder.glob('file*.csv')))}.csv")
    plan = desk.imports.plan(path, as_)  # type: ignore[arg-type]
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


def test_a_list_of_whom_not_to_contact_says_when_it_cannot_remember_a_name(
    desk: Desk, tmp_path: Path
) -> None:
    text = "Company\nBlocked Inc\n"
    assert take(desk, tmp_path, text, "accounts", suppress=True) == {"unusable": 1}
    take(desk, tmp_path, "Company\nBlocked\n", "accounts")
    assert take(desk, tmp_path, text, "accounts", suppress=True) == {"updated": 1}

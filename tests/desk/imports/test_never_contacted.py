"""Lists of whom not to contact: every address, number, site and company in them protects."""

from pathlib import Path

import pytest

from tests.desk.imports.test_identity import one, take
from tests.desk.imports.test_imports import account, person, written
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError

LIST = "Email,Company,Phone\nann@acme.com,Acme,+1 312 555 0142\nzed@zed.com,Zed,+1 312 555 0143\n"


def kept(desk: Desk) -> list[tuple[str, str]]:
    return [
        tuple(row) for row in desk.store.rows("SELECT kind, value FROM suppressions ORDER BY 2")
    ]


def test_a_list_with_addresses_is_of_people_and_all_it_names_protects(
    desk: Desk, tmp_path: Path
) -> None:
    take(
        desk, tmp_path, "Name,Email,Company\nAnn Ames,ann@acme.com,Acme\nBo Best,bo@acme.com,Acme\n"
    )
    assert take(desk, tmp_path, LIST, None, suppress=True) == {"updated": 1, "protected": 1}
    assert (person(desk, "Ann Ames")["opted_out"], person(desk, "Bo Best")["opted_out"]) == (1, 0)
    assert account(desk, "Acme")["bin"] == "avoid.bad_fit"
    assert kept(desk) == [
        ("phone", "+13125550142"), ("phone", "+13125550143"),
        ("email", "ann@acme.com"), ("email", "zed@zed.com"),
    ]  # fmt: skip
    assert take(desk, tmp_path, LIST, None, suppress=True) == {"same": 2}


def test_a_row_that_names_a_person_leaves_the_company_open(desk: Desk, tmp_path: Path) -> None:
    text = "Name,Email,Company\nAnn Ames,ann@acme.com,Acme\n"
    take(desk, tmp_path, text)
    take(desk, tmp_path, text, suppress=True)
    assert person(desk, "Ann Ames")["do_not_call"] == 1
    assert account(desk, "Acme")["bin"] == "cold"


def test_the_number_of_a_known_account_closes_it_and_the_result_names_it(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Company,Phone\nAcme,+1 312 555 0142\nBeta,+1 312 555 0143\n", "accounts")
    path = written(tmp_path, "Phone\n+1 312 555 0142\n", "never.csv")
    result = desk.imports.run(desk.imports.plan(path), suppress=True, allow_doubt=True)
    assert result.changed is not None
    assert "To be avoided from now on: Acme." in result.changed.advice
    assert account(desk, "Acme")["bin_reason"] == "on the list never.csv"
    assert account(desk, "Beta")["bin"] == "cold"
    verdict = desk.dialling.plan(account(desk, "Acme")["id"]).verdict
    assert not verdict.ok


def test_a_company_whose_site_or_number_is_on_a_list_is_closed_however_it_comes_to_have_it(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Company\nAlpha\nBeta\nGamma\n", "accounts")
    never = "Domain,Phone\nblocked.com,\n,+1 312 555 0142\n"
    take(desk, tmp_path, never, "accounts", suppress=True)
    filled = "Company,Website,Phone\nAlpha,www.blocked.com,\nBeta,,+1 312 555 0142\n"
    assert take(desk, tmp_path, filled, "accounts") == {"protected": 2}
    people = (
        "Name,Company,Email,Company website,Callback\n"
        "Ann Ames,Gamma,ann@gmail.com,blocked.com,2030-05-02\n"
        "Bo Best,Delta,bo@gmail.com,,2030-05-02\n"
        "Cy Cole,Delta,cy@gmail.com,blocked.com,\n"
        "Ed East,Zeta,ed@zeta.example.com,zeta.example.com,2030-05-02\n"
    )
    take(desk, tmp_path, people)
    bins = {row[0]: row[1] for row in desk.store.rows("SELECT name, bin FROM accounts")}
    assert bins.pop("Zeta") == "cold"
    assert bins == dict.fromkeys(("Alpha", "Beta", "Gamma", "Delta"), "avoid.bad_fit")
    assert one(desk, "SELECT count(*) FROM follow_ups WHERE state = 'open'") == 1
    assert desk.safety.check().sound


def test_a_site_closes_accounts_and_people_below_it(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "Company,Website\nEast,east.blocked.com\nFree,free.com\n", "accounts")
    take(desk, tmp_path, "Name,Email,Company\nAnn Ames,ann@mail.blocked.com,Free\n")
    take(desk, tmp_path, "Domain\nblocked.com\n", "accounts", suppress=True)
    assert account(desk, "East")["bin"] == "avoid.bad_fit"
    assert person(desk, "Ann Ames")["opted_out"] == 1
    assert account(desk, "Free")["bin"] == "cold"


def test_a_company_that_only_has_a_name_is_remembered_by_it(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "Company\nBlocked Inc\nOther Ltd\n", "never.csv")
    preview = desk.imports.preview(desk.imports.plan(path), suppress=True)
    assert [each.why for each in preview.samples["protected"]] == [
        "remembered: the company Blocked Inc",
        "remembered: the company Other Ltd",
    ]
    result = desk.imports.run(desk.imports.plan(path), suppress=True, allow_doubt=True)
    assert result.counts["protected"] == 2
    again = desk.imports.run(desk.imports.plan(path), suppress=True, allow_doubt=True)
    assert (again.changed, again.counts["same"]) == (None, 2)
    people = "Name,Email,Company\nAnn Ames,ann@gmail.com,Blocked GmbH\nBo Best,bo@gmail.com,Free\n"
    assert take(desk, tmp_path, people) == {"protected": 1, "new": 1}
    firms = "Company,City\nOTHER,Leeds\nAnother,Leeds\n"
    assert take(desk, tmp_path, firms, "accounts") == {"protected": 1, "new": 1}
    assert account(desk, "Blocked GmbH")["bin_reason"] == "on the list never.csv, by its name alone"
    desk.accounts.add({"name": "Other"})
    assert one(desk, "SELECT bin FROM accounts WHERE name = 'Other'") == "avoid.bad_fit"
    changed = desk.accounts.edit(account(desk, "Another")["id"], {"name": "Blocked"})
    assert account(desk, "Blocked")["bin"] == "avoid.bad_fit" and changed.advice


def bins(desk: Desk) -> dict[str, str]:
    return {f"{row[0]} {row[1] or ''}".strip(): row[2] for row in desk.store.rows(
        "SELECT name, country, bin FROM accounts"
    )}  # fmt: skip


def test_words_that_name_no_company_or_anybodys_protect_no_strangers(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Company\nGroup\nServices Ltd\n", "accounts")
    names = ("Unknown", "Self-employed", "Services Inc", "The Company", "Confidential Ltd", "Group")
    path = written(tmp_path, "\n".join(("Company", *names)), "never.csv")
    plan = desk.imports.plan(path)
    preview = desk.imports.preview(plan, suppress=True)
    general = "is too general a name to go by; a website, email or phone is needed"
    assert [each.why for each in preview.samples["unusable"]] == [
        *(f"{name} names no company" for name in names[:2]),
        *(f"{name} {general}" for name in names[2:5]),
    ]
    assert (preview.counts["unusable"], preview.counts["updated"]) == (5, 1)
    desk.imports.run(plan, suppress=True, allow_doubt=True)
    assert kept(desk) == []
    with desk.store.action("As an older list had it") as act:
        act.insert("suppressions", {"kind": "domain", "value": "company: private"})
    take(desk, tmp_path, "Company\nPrivate Ltd\nVarious GmbH\nThe Ltd\n", "accounts")
    assert {name for name, bin_ in bins(desk).items() if bin_ != "cold"} == {"Group"}


@pytest.mark.parametrize("listed", ["Company\nApex Ltd\n", "Company,Website\nApex,apex.org\n"])
def test_a_listed_name_protects_every_account_of_it_known_or_to_come(
    desk: Desk, tmp_path: Path, listed: str
) -> None:
    for name, country in (("Apex", "US"), ("Apex GmbH", "DE"), ("Apex", "FR"), ("Apexa", "US")):
        desk.accounts.add({"name": name, "country": country})
    take(desk, tmp_path, listed, "accounts", suppress=True)
    people = "Name,Email,Company\nAda Example,ada@gmail.com,Apex Inc\n"
    assert take(desk, tmp_path, people)["protected"] == 1
    found = bins(desk)
    assert found.pop("Apexa US") == "cold"
    assert set(found) == {"Apex US", "Apex GmbH DE", "Apex FR"}
    assert set(found.values()) == {"avoid.bad_fit"}
    assert "by its name alone" in account(desk, "Apex GmbH")["bin_reason"]


def test_what_two_lists_name_stays_listed_when_either_is_undone(desk: Desk, tmp_path: Path) -> None:
    lists = {"one.csv": "Company\nApex Ltd\n", "two.csv": "Company\nApex\nBolt\n"}
    done = []
    for name, text in lists.items():
        plan = desk.imports.plan(written(tmp_path, text, name))
        result = desk.imports.run(plan, suppress=True, allow_doubt=True)
        assert result.changed is not None
        done.append(result.changed.action)
        again = desk.imports.run(plan, suppress=True, allow_doubt=True)
        assert again.changed is None
    assert (result.counts["same"], result.counts["protected"]) == (1, 1)
    desk.history.undo(done[0])
    assert [value for _, value in kept(desk)] == ["company: apex", "company: bolt"]
    desk.accounts.add({"name": "Apex Inc"})
    assert account(desk, "Apex Inc")["bin_reason"] == "on the list two.csv, by its name alone"


def test_a_company_in_another_column_is_listed_and_gives_way_to_what_finds_it(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, "Company,Website\nAcme,acme.com\n", "accounts")
    text = (
        "Record ID,First Name,Last Name,Email,Company Name,Associated Company\n"
        "1,,,,Borrowed Ltd,\n2,,,info@acme.com,Acme Trading Name,\n"
    )
    take(desk, tmp_path, text, suppress=True)
    assert account(desk, "Acme")["bin"] == "avoid.bad_fit"
    assert kept(desk) == [("domain", "company: borrowed"), ("email", "info@acme.com")]


def test_an_avoided_account_protects_what_is_below_its_domain(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "Company,Website\nAcme,acme.co.uk\nOpen,open.co.uk\n", "accounts")
    desk.bins.move([account(desk, "Acme")["id"]], "avoid.client", "they bought")
    text = "Name,Email\nAnn Ames,ann@mail.eu.acme.co.uk\nBo Best,bo@ACME.CO.UK\n"
    assert take(desk, tmp_path, text) == {"protected": 2}
    sites = "Company,Website\nNova,https://www.shop.acme.co.uk/x\nNew,mail.co.uk\n"
    assert take(desk, tmp_path, sites, "accounts") == {"protected": 1, "new": 1}
    take(desk, tmp_path, "Name,Email\nDi Doe,di@gmail.com\n")
    assert one(desk, "SELECT count(*) FROM accounts") == 3
    assert one(desk, "SELECT account_id FROM contacts WHERE name = 'Di Doe'") is None


def test_a_protected_record_that_a_file_leaves_alone_is_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    head = "Name,Email,Company,Do not call\n"
    take(desk, tmp_path, head + "Ann Ames,ann@acme.com,Acme,yes\n")
    assert take(desk, tmp_path, head + "Ann Ames,ann@acme.com,Acme,yes\n") == {"same": 1}
    assert take(desk, tmp_path, head + "Ann Ames,ann@acme.com,Acme,no\n") == {"protected": 1}
    assert person(desk, "Ann Ames")["do_not_call"] == 1


def test_what_was_planned_with_somebody_on_the_list_ends(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "Name,Email,Company\nAnn Ames,ann@acme.com,Acme\n")
    number = account(desk, "Acme")["id"]
    with desk.store.action("Begin") as act:
        act.update("accounts", number, {"bin": "working"})
    desk.cadences.start(desk.playbook.cadences[0].key, [number])
    assert one(desk, "SELECT count(*) FROM follow_ups WHERE state = 'open'") == 1
    take(desk, tmp_path, "Name,Email\nAnn Ames,ann@acme.com\n", suppress=True)
    assert one(desk, "SELECT count(*) FROM follow_ups WHERE state = 'open'") == 0
    (row,) = desk.queue.today().rows()
    assert (row.class_, row.contact, row.waits) == ("no_next_step", None, "")


def test_a_list_of_nothing_but_numbers_comes_in(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "phone\n+1 312 555 0142\n", "never.csv")
    plan = desk.imports.plan(path)
    assert (plan.as_, plan.doubt) == ("contacts", None)
    assert desk.imports.run(plan, suppress=True).counts["protected"] == 1
    assert kept(desk) == [("phone", "+13125550142")]
    for text in ("City\nLeeds\n", "Industry\nPaper\n"):
        other = written(tmp_path, text, "other.csv")
        with pytest.raises(DeskError, match="Nothing was imported"):
            desk.imports.run(desk.imports.plan(other), suppress=True)


@pytest.mark.parametrize(
    ("text", "as_"),
    [
        ("Email\nann@acme.com\n@krogh.com\nbare.com\n", None),
        ("Email\n@krogh.com\n*@bare.com\nann@acme.com\n", "contacts"),
        ("Email,Reason\n@krogh.com,rival\nbare.com,x\nann@acme.com,x\n", None),
        ("Domain\n@krogh.com\n*.bare.com\nacme.com\n", None),
    ],
)
def test_a_domain_on_a_list_protects_as_a_website_does_however_it_is_written(
    desk: Desk, tmp_path: Path, text: str, as_: str | None
) -> None:
    take(desk, tmp_path, "Name,Email,Company\nKim Krogh,kim@krogh.com,Krogh\n")
    assert take(desk, tmp_path, text, as_, suppress=True) == {"updated": 1, "protected": 2}
    assert {("domain", "krogh.com"), ("domain", "bare.com")} <= set(kept(desk))
    assert (person(desk, "Kim Krogh")["do_not_call"], person(desk, "Kim Krogh")["opted_out"]) == (
        1, 1,
    )  # fmt: skip


def test_a_new_person_on_a_list_is_previewed_as_protected(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "Email\nann@acme.com\n", "contacts", suppress=True)
    path = written(
        tmp_path, "Name,Email,Company\nAnn Ames,ann@acme.com,Acme\nBo,bo@free.com,Free\n"
    )
    preview = desk.imports.preview(desk.imports.plan(path))
    assert [(each.name, each.why) for each in preview.samples["protected"]] == [
        ("Ann Ames", "will be protected: on the list file0.csv")
    ]
    assert desk.imports.run(desk.imports.plan(path)).counts == preview.counts
    assert person(desk, "Ann Ames")["do_not_call"] == 1

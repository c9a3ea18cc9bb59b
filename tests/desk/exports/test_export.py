"""Taking everything out as CSV, and in again."""

import csv
from pathlib import Path

import pytest

from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.exports.export import export
from workstation.desk.exports.sheets import SHEETS
from workstation.store.triggers import RECORD_TABLES


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with an account to avoid, a client's person who must not be called, and a touch."""
    acme = desk.accounts.add(
        {
            "name": "=Acme & Sons",
            "domain": "acme.example.com",
            "country": "US",
            "phone": "+13125550142",
            "revenue_minor": 123_456_07,
            "revenue_currency": "USD",
            "note": "two\nlines",
        },
        "avoid.client",
    ).made
    assert acme is not None
    made = desk.accounts.add_contact(
        acme,
        "Ada Example",
        title="VP",
        role="decision_maker",
        email="ada@acme.example.com",
        phone="+1 312 555 0143",
    ).made
    assert made is not None
    desk.accounts.protect(made, "asked for it", do_not_call=True)
    plain = desk.accounts.add({"name": "Corvid Labs"}).made
    assert plain is not None
    desk.accounts.add_contact(plain, "Ben Sample")
    desk.responses.log(plain, "positive", "-1 for the price\nbut interested")
    return desk


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everything_goes_into_a_folder_one_file_a_table(filled: Desk, tmp_path: Path) -> None:
    done = export(filled, tmp_path / "out")
    names = {path.stem for path in (tmp_path / "out").iterdir()}
    assert names == set(SHEETS)
    assert done.count == sum(len(table(path)) for path in (tmp_path / "out").iterdir())
    activities = table(tmp_path / "out" / "activities.csv")
    assert [row["account"] for row in activities] == ["Corvid Labs"]
    assert activities[0]["note"].startswith("'-1 for the price")


def test_no_table_of_record_is_left_behind(filled: Desk, tmp_path: Path) -> None:
    filled.goals.add("plan December")
    filled.days.take_off(filled.days.today(), "moving house")
    filled.settings.set("name", "Rowan")
    filled.goals.close(note="a good day")
    export(filled, tmp_path / "out")
    assert set(RECORD_TABLES) <= {*SHEETS}
    for name, row in (
        ("goals", {"text": "plan December"}),
        ("days_off", {"reason": "moving house"}),
        ("settings", {"value": "Rowan"}),
        ("day_closings", {"note": "a good day"}),
    ):
        assert row.items() <= table(tmp_path / "out" / f"{name}.csv")[0].items()


RENAMED = {"revenue_minor", "revenue_currency", "amount_minor"}
"""Columns that people read in another form."""

WORKED_OUT = {"created_at", "updated_at", "last_touch_on", "urgency_at", "display"}


def test_no_column_of_record_is_left_behind(filled: Desk, tmp_path: Path) -> None:
    export(filled, tmp_path / "out")
    for name in set(RECORD_TABLES):
        head = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        written = {*head.split(",")}
        kept = {row["name"] for row in filled.store.rows(f"PRAGMA table_info({name})")}
        own = {"id", "account_id"} if "workstation_id" in written else set()
        assert kept - own - RENAMED - WORKED_OUT <= written, name


def test_what_a_call_leaves_comes_out_with_whose_it_is(filled: Desk, tmp_path: Path) -> None:
    corvid = filled.accounts.resolve("Corvid")
    (ben,) = filled.accounts.contacts(corvid)
    filled.outbox.put(corvid, ben.id, "=Night desk", "One\n\nTwo?", to="ben@corvid.example.com")
    at, day = filled.days.stamp()
    about = {"account_id": corvid, "contact_id": ben.id}
    rows = {
        "preparations": about | {"question": "success", "answer": "a date"},
        "objections": about | {"card": "price", "said": "too dear", "raised_on": day},
        "whys": about | {"position": 0, "text": "tickets get lost"},
        "meetings": about
        | {"title": "Talk", "starts_at": at, "day_on": day, "minutes": 30, "uid": "u@x"},
        "call_blocks": {"day_on": day, "minutes": 60, "started_at": at},
        "drills": {"card": "price", "seconds": 40, "source": 2, "question": 1, "story": 0}
        | {"proof": 1, "done_at": at, "done_on": day},
    }
    with filled.store.action("Fill") as act:
        for name, values in rows.items():
            act.insert(name, values)
    export(filled, tmp_path / "out")
    for name, values in rows.items():
        (row,) = table(tmp_path / "out" / f"{name}.csv")
        assert {key: str(value) for key, value in values.items()}.items() <= row.items(), name
        assert row.get("contact", "Ben Sample") == "Ben Sample"
    (message,) = table(tmp_path / "out" / "messages.csv")
    assert message["to_address"] == "ben@corvid.example.com" and message["state"] == "outbox"
    assert (message["subject"], message["body"]) == ("'=Night desk", "One\n\nTwo?")


def test_rows_say_which_account_of_a_name_they_belong_to(filled: Desk, tmp_path: Path) -> None:
    export(filled, tmp_path / "out")
    numbers = {row["name"]: row["workstation_id"] for row in table(tmp_path / "out/accounts.csv")}
    (activity,) = table(tmp_path / "out" / "activities.csv")
    assert activity["account_id"] == numbers["Corvid Labs"]


def test_amounts_flags_and_formulas_are_written_for_people_and_spreadsheets(
    filled: Desk, tmp_path: Path
) -> None:
    export(filled, tmp_path / "a.csv", "accounts")
    export(filled, tmp_path / "c.csv", "contacts")
    acme = table(tmp_path / "a.csv")[0]
    assert acme["name"] == "'=Acme & Sons"
    assert (acme["revenue"], acme["currency"], acme["bin"]) == ("123456.07", "USD", "avoid.client")
    assert acme["contacts_do_not_call"] == "1"
    ada = table(tmp_path / "c.csv")[0]
    assert (ada["do_not_call"], ada["protection_reason"]) == ("1", "asked for it")
    assert (ada["email"], ada["phone"]) == ("ada@acme.example.com", "+13125550143")


def test_our_own_export_comes_back_in_unchanged(filled: Desk, tmp_path: Path) -> None:
    export(filled, tmp_path / "out")
    for name in ("accounts", "contacts"):
        result = filled.imports.run(filled.imports.plan(tmp_path / "out" / f"{name}.csv"))
        assert result.changed is None, result.counts


def test_another_desk_takes_an_export_in_with_its_protection(
    filled: Desk, tmp_path: Path, clock: FrozenClock
) -> None:
    export(filled, tmp_path / "out")
    other = open_desk(tmp_path / "other.db", clock, node=2)
    try:
        for name in ("accounts", "contacts"):
            plan = other.imports.plan(tmp_path / "out" / f"{name}.csv")
            assert plan.as_ == name
            other.imports.run(plan)
        export(other, tmp_path / "again")
        for name, own in (("accounts", {"workstation_id"}), ("contacts", {"workstation_id"})):
            pairs = zip(
                table(tmp_path / "out" / f"{name}.csv"),
                table(tmp_path / "again" / f"{name}.csv"),
                strict=True,
            )
            for mine, theirs in pairs:
                differing = {key for key in mine if mine[key] != theirs[key]} - own
                assert differing <= {
                    "source", "source_detail", "last_touch_at", "became_lead_on",
                    "next_follow_up_on", "urgency", "source_modified_at",
                }  # fmt: skip
    finally:
        other.close()


def test_nothing_is_overwritten_unless_asked_for(filled: Desk, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(DeskError, match="exists already"):
        export(filled, target, "accounts")
    assert target.read_text(encoding="utf-8") == "mine"
    assert export(filled, target, "accounts", overwrite=True).rows == {"accounts": 2}


def test_what_cannot_be_written_is_one_sentence(filled: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for target, what in (
        (tmp_path / "a.csv", "all"),
        (tmp_path / "a.csv", "secrets"),
        (tmp_path / "file", "all"),
        (tmp_path / "missing" / "a.csv", "accounts"),
    ):
        with pytest.raises(DeskError):
            export(filled, target, what)


def test_an_empty_desk_exports_the_column_names(desk: Desk, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "out").count == 0
    head = (tmp_path / "out" / "contacts.csv").read_text(encoding="utf-8")
    assert head.startswith("workstation_id,account,account_source_id,name,")


def test_more_rows_than_a_page_come_out_once_each(desk: Desk, tmp_path: Path) -> None:
    with desk.store.action("Fill") as act:
        act.insert_many(
            "accounts",
            ("name", "bin", "bin_since_on", "created_on"),
            [(f"Company {n}", "cold", "2026-11-23", "2026-11-23") for n in range(10_001)],
        )
    assert export(desk, tmp_path / "a.csv", "accounts").count == 10_001
    assert len({row["name"] for row in table(tmp_path / "a.csv")}) == 10_001


def test_some_accounts_leave_with_their_people_in_the_format_asked_for(
    filled: Desk, tmp_path: Path
) -> None:
    ids = filled.focus.find("acme").ids
    done = export(filled, tmp_path / "list.jsonl", ids=ids)
    assert done.rows == {"accounts": 1, "contacts": 1}
    assert [path.name for path in done.files] == ["list.jsonl", "list-contacts.jsonl"]
    assert export(filled, tmp_path / "list.xlsx", ids=ids).rows == done.rows
    assert export(filled, tmp_path / "list.vcf", ids=ids).rows == {"contacts": 1}
    assert export(filled, tmp_path / "some", "all", ids=ids).rows["activities"] == 0
    with pytest.raises(DeskError, match="for some accounts only"):
        export(filled, tmp_path / "goals.csv", "goals", ids=ids)


def test_a_file_is_whole_or_not_there_and_its_owners_alone(filled: Desk, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(*_: int) -> None:
        raise Stop

    with filled.store.action("Fill") as act:
        act.insert_many("facts", ("key", "value"), [(f"k{n}", "v") for n in range(600)])
    for name in ("new/folder", "facts.csv", "facts.xlsx", "facts.jsonl"):
        with pytest.raises(Stop):
            export(filled, tmp_path / name, progress=stop)
    assert all(path.name.startswith("desk.db") for path in tmp_path.iterdir())
    told: list[tuple[int, int]] = []
    export(filled, tmp_path / "out", progress=lambda *at: told.append(at))
    assert told and told[-1][0] <= told[-1][1]
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


def test_several_addresses_and_numbers_leave_by_their_state(filled: Desk, tmp_path: Path) -> None:
    (ada,) = filled.accounts.contacts(filled.accounts.resolve("Acme"))
    with filled.store.action("More") as act:
        for letter, state in zip("abcd", ("valid", "valid", "bounced", "wrong"), strict=True):
            address = f"{letter}@x.example.com"
            act.insert("emails", {"contact_id": ada.id, "address": address, "state": state})
        for number, kind, state in (("+13125550150", "home", "valid"),
                                    ("+13125550151", "mobile", "valid"),
                                    ("+13125550152", "work", "wrong")):  # fmt: skip
            act.insert(
                "phones", {"contact_id": ada.id, "number": number, "kind": kind, "state": state}
            )
    export(filled, tmp_path / "contacts.csv")
    row = table(tmp_path / "contacts.csv")[0]
    assert (row["email"], row["email2"], row["more_emails"]) == (
        "ada@acme.example.com", "a@x.example.com", "b@x.example.com",
    )  # fmt: skip
    assert (row["bounced"], row["bounced_emails"]) == ("0", "c@x.example.com")
    assert (row["wrong_emails"], row["wrong_phones"]) == ("d@x.example.com", "+13125550152")
    assert (row["phone"], row["mobile"], row["more_phones"]) == (
        "+13125550143", "+13125550151", "+13125550150",
    )  # fmt: skip

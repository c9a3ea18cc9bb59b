import json
from pathlib import Path
from typing import Any

import pytest

from tests.fresh import open_desk
from workstation.desk.backups import deletions
from workstation.desk.backups.deletions import log_path
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk

PEOPLE = (
    "first_name,last_name,title,email,phone,account,account_domain\n"
    "Rowan,Ashby,VP Operations,rowan@corvid.example.com,+1 312 555 0142,"
    "Corvid Labs,corvid.example.com\n"
    "Marlow,Finch,Buyer,marlow@halden.example.com,+1 312 555 0143,"
    "Halden Paper,halden.example.com\n"
)


def lines(desk: Desk, kind: str) -> list[dict[str, Any]]:
    path = log_path(desk.store.path, kind)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def told(desk: Desk) -> list[tuple[Any, ...]]:
    """Return everybody as a rep would tell them apart."""
    return [
        tuple(row)
        for row in desk.store.rows(
            "SELECT contacts.name, title, do_not_call, accounts.name, domain, industry, "
            "(SELECT group_concat(address) FROM emails WHERE contact_id = contacts.id), "
            "(SELECT group_concat(number) FROM phones WHERE contact_id = contacts.id) "
            "FROM accounts LEFT JOIN contacts ON contacts.account_id = accounts.id "
            "ORDER BY accounts.name, contacts.name"
        )
    ]


def take_in(desk: Desk, file: Path) -> None:
    desk.imports.run(desk.imports.plan(file))


@pytest.fixture
def peopled(desk: Desk, tmp_path: Path) -> Desk:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    take_in(desk, file)
    return desk


def test_an_import_taken_back_can_be_imported_from_the_log_of_deletions(
    peopled: Desk, clock: FrozenClock, tmp_path: Path
):
    before = told(peopled)
    assert len(before) == 2
    peopled.history.undo()
    assert told(peopled) == []
    peopled.safety.note_deletions()
    assert peopled.safety.note_deletions() == 0
    corvid, _ = sorted(lines(peopled, "accounts"), key=lambda line: line["name"])
    assert corvid["name"] == "Corvid Labs"
    assert corvid["deleted_at"] == "2026-11-23T15:12:00Z"
    assert corvid["deleted_by"].startswith("Undo: Import people.csv")
    assert log_path(peopled.store.path, "contacts").stat().st_mode & 0o777 == 0o600
    for desk in (peopled, open_desk(tmp_path / "other.db", clock)):
        for kind in ("accounts", "contacts"):
            take_in(desk, log_path(peopled.store.path, kind))
        assert told(desk) == before
        assert desk.store.value("SELECT count(*) FROM facts") == 0, "the log's own words stay out"
        desk.close()


def test_what_became_of_ways_is_asked_once_for_all_people_and_a_log_cut_short_has_none(
    peopled: Desk, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    peopled.history.undo()
    rows = peopled.store.rows
    monkeypatch.setattr(
        peopled.store, "rows", lambda sql, *more: asked.append(sql) or rows(sql, *more)
    )
    with monkeypatch.context() as cut:
        cut.setattr(deletions, "_contact", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            peopled.safety.note_deletions()
    assert lines(peopled, "accounts") == []
    asked.clear()
    assert peopled.safety.note_deletions() == 4
    assert len([sql for sql in asked if "kind = 'update'" in sql]) == 2
    assert len(lines(peopled, "accounts")) == len(lines(peopled, "contacts")) == 2


def test_an_account_with_everything_known_of_it_comes_back(
    desk: Desk, clock: FrozenClock, tmp_path: Path
):
    made = desk.accounts.add(
        {
            "name": "=Corvid, Labs",
            "domain": "corvid.example.com",
            "industry": "logistics",
            "employees": 40,
            "city": "Chicago",
            "country": "US",
            "note": "two lines\nof note",
        },
        "working",
    ).made
    columns = "name, domain, industry, employees, city, country, note"
    before = tuple(desk.store.row(f"SELECT {columns} FROM accounts WHERE id = ?", (made,)) or ())
    desk.history.undo()
    assert desk.safety.note_deletions() == 1
    other = open_desk(tmp_path / "other.db", clock)
    take_in(other, log_path(desk.store.path, "accounts"))
    assert tuple(other.store.row(f"SELECT {columns} FROM accounts") or ()) == before
    other.close()


def test_an_accounts_own_addresses_come_back_from_the_log(
    desk: Desk, clock: FrozenClock, tmp_path: Path
):
    file = tmp_path / "people.csv"
    file.write_text(
        "name,email,phone,company\n"
        ",info@weiss.example.com; office@weiss.example.com,+1 312 555 0144,Weiss\n"
        "Marlow Finch,marlow@halden.example.com,,Halden Paper\n"
    )
    take_in(desk, file)

    def own(at: Desk) -> list[tuple[Any, ...]]:
        sql = (
            "SELECT name, phone, address, is_main FROM emails JOIN accounts "
            "ON accounts.id = account_id WHERE contact_id IS NULL ORDER BY address"
        )
        return [tuple(row) for row in at.store.rows(sql)]

    before, people = own(desk), told(desk)
    assert [row[2] for row in before] == ["info@weiss.example.com", "office@weiss.example.com"]
    desk.history.undo()
    desk.safety.note_deletions()
    weiss, finch = sorted(lines(desk, "contacts"), key=lambda line: line["name"] or "")
    assert (weiss["account"], weiss["email"], weiss["email2"], finch["name"]) == (
        "Weiss",
        "info@weiss.example.com",
        "office@weiss.example.com",
        "Marlow Finch",
    )
    other = open_desk(tmp_path / "other.db", clock)
    for kind in ("contacts", "accounts"):
        take_in(other, log_path(desk.store.path, kind))
    assert (own(other), told(other)) == (before, people)
    assert other.store.value("SELECT count(*) FROM facts") == 0
    with other.store.action("Remove an address") as act:
        sql = "SELECT id FROM emails WHERE contact_id IS NULL ORDER BY address"
        act.delete("emails", other.store.value(sql))
    other.safety.note_deletions()
    take_in(other, log_path(other.store.path, "contacts"))
    assert [row[2] for row in own(other)] == [row[2] for row in before]
    other.close()


def test_somebody_merged_away_is_logged_with_what_was_theirs(
    peopled: Desk, clock: FrozenClock, tmp_path: Path
):
    keep, lose = (
        peopled.store.value("SELECT id FROM contacts WHERE name = ?", (name,))
        for name in ("Rowan Ashby", "Marlow Finch")
    )
    peopled.merging.merge("contacts", keep, lose)
    peopled.safety.note_deletions()
    (line,) = lines(peopled, "contacts")
    assert (line["name"], line["account"]) == ("Marlow Finch", "Halden Paper")
    assert line["email"] == "marlow@halden.example.com"
    assert line["phone"] == "+13125550143"
    other = open_desk(tmp_path / "other.db", clock)
    take_in(other, log_path(peopled.store.path, "contacts"))
    assert [row[:2] for row in told(other)] == [("Marlow Finch", "Buyer")]
    other.close()


def test_an_address_that_goes_alone_is_a_line_of_its_person(peopled: Desk):
    number = peopled.store.value(
        "SELECT emails.id FROM emails JOIN contacts ON contacts.id = contact_id "
        "WHERE name = 'Rowan Ashby'"
    )
    before = told(peopled)
    with peopled.store.action("Remove an address") as act:
        act.delete("emails", number)
    assert peopled.safety.note_deletions() == 1
    (line,) = lines(peopled, "contacts")
    assert (line["name"], line["email"]) == ("Rowan Ashby", "rowan@corvid.example.com")
    assert line["phone"] is None
    assert told(peopled) != before
    take_in(peopled, log_path(peopled.store.path, "contacts"))
    assert told(peopled) == before


def test_the_log_goes_on_after_a_restore_and_begins_anew_when_it_is_long(
    peopled: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
):
    peopled.safety.back_up()
    peopled.history.undo()
    peopled.history.redo()
    peopled.safety.restore("1")
    assert len(lines(peopled, "contacts")) == 2
    peopled.accounts.add({"name": "Ostrom"})
    peopled.history.undo()
    monkeypatch.setattr(deletions, "MOST_BYTES", 10)
    clock.advance(hours=1)
    peopled.safety.auto()
    assert [line["name"] for line in lines(peopled, "accounts")] == ["Ostrom"]
    old = log_path(peopled.store.path, "accounts").with_suffix(".before.jsonl")
    assert len(old.read_text().splitlines()) == 2

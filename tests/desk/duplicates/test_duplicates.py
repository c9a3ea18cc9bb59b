"""Finding duplicates: what is found and why, what never is, what is decided is not asked again."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account
from tests.fresh import open_desk
from tests.meanwhile import meanwhile
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.search_words import FEWEST_LETTERS


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Monday 23 November 2026, 09:12 in Chicago."""
    clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
    desk = open_desk(tmp_path / "desk.db", clock)
    yield desk
    desk.close()


def named(desk: Desk, kind: str = "accounts") -> list[tuple[str, str]]:
    desk.duplicates.scan(kind)  # type: ignore[arg-type]
    return [(each.first.name, each.second.name) for each in desk.duplicates.pairs(kind)]  # type: ignore[arg-type]


def test_spellings_slips_and_legal_forms_of_one_company_are_found(desk: Desk) -> None:
    for name, more in (
        ("Brightline Foods", {"city": "Chicago"}),
        ("Brigthline Foods, Inc.", {"city": "Chicago"}),
        ("Müller Bau GmbH", {}),
        ("Mueller Bau", {}),
        ("International Business Machines", {"domain": "ibm.example"}),
        ("IBM", {"domain": "ibm.example"}),
        ("Northwind Consulting", {"city": "Chicago"}),
        ("Southwind Consulting", {"city": "Chicago"}),
    ):
        account(desk, name, **more)
    assert sorted(named(desk)) == [
        ("Brightline Foods", "Brigthline Foods, Inc."),
        ("International Business Machines", "IBM"),
        ("Müller Bau GmbH", "Mueller Bau"),
    ]


def test_a_plural_a_group_and_a_short_first_name_with_one_number_are_found(desk: Desk) -> None:
    accounts, people = [], []
    for name, who in (("Kestrel Bakeries", "Jo Marsh"), ("Kestrel Bakery Group", "Joanna Marsh")):
        made = desk.accounts.add({"name": name, "city": "Leeds", "country": "GB"}).made
        assert made is not None
        accounts.append(made)
        people.append(desk.accounts.add_contact(made, who, phone="+44 20 7946 0101").made)
    desk.accounts.add({"name": "Kestrel Breweries", "city": "Leeds", "country": "GB"})
    desk.accounts.add_contact(accounts[0], "Joan Marshall", phone="+44 20 7946 0102")
    for kind, wanted in (("accounts", accounts), ("contacts", people)):
        desk.duplicates.scan(kind)  # type: ignore[arg-type]
        assert [each.key for each in desk.duplicates.pairs(kind)] == [tuple(wanted)]  # type: ignore[arg-type]


def test_what_many_share_makes_no_pair(desk: Desk) -> None:
    first, second = account(desk, "Corvid"), account(desk, "Halden", phone="+13125550142")
    for number, (name, address) in enumerate(
        (("Rowan Ashby", "info@corvid.example"), ("Marlow Finch", "info@corvid.example"))
    ):
        desk.accounts.add_contact(
            (first, second)[number], name, email=address, phone="+1 312 555 0142"
        )
    account(desk, "Ostrom", domain="gmail.com")
    account(desk, "Ostrum Vale", domain="gmail.com")
    assert named(desk) == []
    assert named(desk, "contacts") == []


def test_people_are_found_by_address_and_by_name_at_one_account(desk: Desk) -> None:
    corvid, labs = account(desk, "Corvid"), account(desk, "Halden")
    for where, name, email in (
        (corvid, "Dana Whitfield", "dana@corvid.example"),
        (labs, "Whitfield, Dana", "dana@corvid.example"),
        (corvid, "Rowan Ashby", ""),
        (corvid, "R. Ashby", ""),
        (labs, "Rowan Ashby", ""),
    ):
        desk.accounts.add_contact(where, name, email=email)
    assert named(desk, "contacts") == [
        ("Dana Whitfield", "Whitfield, Dana"), ("Rowan Ashby", "R. Ashby"),
    ]  # fmt: skip


def test_two_records_of_one_source_are_told_apart_by_their_identifiers(desk: Desk) -> None:
    account(desk, "Corvid Labs", source_id="A001", city="Chicago")
    account(desk, "Corvid Labs", source_id="A002", city="Chicago")
    assert named(desk) == []
    account(desk, "Corvid Labs", source_id="another shape", city="Chicago")
    assert len(named(desk)) == 2


def test_a_pair_that_is_decided_or_gone_is_not_asked_again(desk: Desk) -> None:
    one, other, third = (
        account(desk, name) for name in ("Corvid Labs", "Corvid Labs Inc.", "Corvid Labs AG")
    )
    assert len(named(desk)) == 3
    changed = desk.duplicates.apart("accounts", other, one)
    assert changed.title == "Not the same: Corvid Labs Inc. and Corvid Labs"
    assert len(named(desk)) == 2
    assert [each.other(one).id for each in desk.duplicates.of(one)] == [third]
    desk.merging.merge("accounts", one, third)
    assert desk.duplicates.count("accounts") == 0
    desk.store.history.undo()
    desk.store.history.undo()
    assert desk.duplicates.count("accounts") == 3
    with pytest.raises(DeskError, match="one and the same"):
        desk.duplicates.apart("accounts", one, one)


def test_two_people_told_apart_stay_so_until_a_merge_says_otherwise(desk: Desk) -> None:
    corvid = account(desk, "Corvid")
    one, other = (desk.accounts.add_contact(corvid, "Dana Whitfield").made or 0 for _ in range(2))
    desk.duplicates.apart("contacts", one, other)
    assert named(desk, "contacts") == []
    assert desk.duplicates.pair("contacts", one, other).score >= 60
    desk.merging.merge("contacts", one, other)
    assert not desk.store.rows("SELECT 1 FROM told_apart")


def test_an_account_that_may_be_there_already_is_said_as_it_is_added(desk: Desk) -> None:
    desk.accounts.add({"name": "Corvid Labs"})
    changed = desk.accounts.add({"name": "CORVID LABS, Inc."})
    assert changed.advice == ("It may be there already: Corvid Labs.",)
    assert changed.made is not None
    (pair,) = desk.duplicates.of(changed.made)
    assert pair.why == "same name"
    assert desk.duplicates.count("accounts") == 1
    assert desk.accounts.add({"name": "Halden Paper"}).advice == ()
    assert desk.duplicates.of(1) == []


def test_one_account_is_compared_by_lookups_with_what_the_whole_scan_finds(desk: Desk) -> None:
    names = ("Brightline Foods", "Brightlnie Foods", "Brightline", "Bright Line Foods", "Halden")
    for at, name in enumerate(names):
        account(desk, name, domain="brightline.example", phone=f"+1312555010{at}")
    desk.duplicates.scan("accounts")
    for number in [row[0] for row in desk.store.rows("SELECT id FROM accounts")]:
        found = {each.key: each.score for each in desk.duplicates.of(number)}
        listed = {
            each.key: each.score for each in desk.duplicates.pairs("accounts") if number in each.key
        }
        assert found == listed
    assert FEWEST_LETTERS == 2


def test_a_scan_is_remembered_told_and_can_be_stopped(desk: Desk) -> None:
    assert desk.duplicates.last_scan("accounts") is None
    account(desk, "Corvid Labs"), account(desk, "Corvid Labs")
    told: list[tuple[int, int]] = []
    reader = desk.reader()
    reader.duplicates.scan("accounts", lambda *each: told.append(each))
    reader.close()
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)
    last = desk.duplicates.last_scan("accounts")
    assert last is not None
    assert (last.at, last.records, last.found) == (desk.clock.now(), 2, 1)
    assert last.said == "2 accounts looked through, 1 pair found."
    assert desk.duplicates.last_scan("contacts") is None
    assert desk.history.recent(1)[0].title == "Add Corvid Labs"

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        desk.duplicates.scan("accounts", stop)
    assert desk.duplicates.count("accounts") == 1


def test_a_word_that_very_many_share_is_no_reason_to_compare_them_all(desk: Desk) -> None:
    words = [
        f"{a}{b}{c}" for a in "bdfgk" for b in ("aro", "eli", "omu") for c in ("vax", "zin", "qot")
    ]
    day = desk.days.today().isoformat()
    with desk.store.action("Many") as act:
        act.insert_many(
            "accounts",
            ("name", "bin", "bin_since_on", "created_on"),
            [(f"{word.capitalize()} Consulting", "cold", day, day) for word in words]
            + [("Consulting Bureau", "cold", day, day)] * 60,
        )
    done = desk.duplicates.scan("accounts")
    assert done.skipped > 0
    assert done.split > 0
    assert "large groups" in done.said
    assert "left alone" in done.said
    assert 0 < done.found < 60 * 6


@pytest.mark.parametrize(
    ("first", "said"),
    [("apart", "Ann and Bo are told apart already"), ("merge", "is not there any more")],
)
def test_what_another_program_decides_first_is_said_instead_of_decided_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, first: str, said: str
) -> None:
    company = account(desk, "Corvid Labs")
    one, other = (desk.accounts.add_contact(company, name).made for name in ("Ann", "Bo"))
    assert one is not None
    assert other is not None
    theirs = open_desk(desk.store.path, desk.clock)
    ways = {"apart": theirs.duplicates.apart, "merge": theirs.merging.merge}
    meanwhile(monkeypatch, desk.store, lambda: ways[first]("contacts", one, other))
    with pytest.raises(DeskError, match=said):
        desk.duplicates.apart("contacts", one, other)
    assert len(desk.store.rows("SELECT 1 FROM told_apart")) == (first == "apart")
    theirs.close()

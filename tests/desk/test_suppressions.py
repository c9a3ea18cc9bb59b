"""Whoever is on a list of whom not to contact is protected however they are written down."""

import pytest

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError

REASON = "on the list leavers.csv"


@pytest.fixture(autouse=True)
def listed(desk: Desk) -> None:
    """An address, a number and a domain that are never to be contacted."""
    with desk.store.action("List") as act:
        for kind, value in (
            ("email", "gone@example.com"),
            ("phone", "+13125550142"),
            ("domain", "closed.example.com"),
        ):
            act.insert("suppressions", {"kind": kind, "value": value, "reason": REASON})


def protection(desk: Desk, contact_id: int | None) -> tuple[object, ...]:
    row = desk.store.row(
        "SELECT opted_out, do_not_call, protection_reason FROM contacts WHERE id = ?",
        (contact_id,),
    )
    assert row is not None
    return tuple(row)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({"email": "Gone@Example.com"}, (1, 0, REASON)),
        ({"phone": "+1 312 555 0142"}, (0, 1, REASON)),
        ({"email": "any@closed.example.com"}, (1, 1, REASON)),
        ({"email": "fine@example.com", "phone": "+1 312 555 0143"}, (0, 0, None)),
    ],
)
def test_somebody_added_or_given_a_listed_way_is_protected(
    desk: Desk, ways: dict[str, str], expected: tuple[object, ...]
) -> None:
    account = world.account(desk, country="US")
    added = desk.accounts.add_contact(account, "Dana Whitfield", **ways)
    assert protection(desk, added.made) == expected
    assert any(REASON in each for each in added.advice) == bool(expected[2])
    plain = desk.accounts.add_contact(account, "Rowan Ashby").made
    assert plain is not None
    desk.accounts.edit_contact(plain, ways)
    assert protection(desk, plain) == expected
    said = " ".join(("Pat Example", *ways.values()))
    named = desk.accounts.add_named(account, said)
    assert protection(desk, named.made) == expected
    desk.history.undo()
    desk.accounts.add_contact(account, "Pat Example")
    filled = desk.accounts.add_named(account, said)
    assert protection(desk, filled.made) == expected


def test_a_protection_lifted_by_hand_is_not_brought_back_by_other_edits(desk: Desk) -> None:
    account = world.account(desk)
    made = desk.accounts.add_contact(account, "Dana Whitfield", email="gone@example.com").made
    assert made is not None
    desk.accounts.protect(made, "she wrote to us", opted_out=False)
    desk.accounts.edit_contact(made, {"title": "CTO", "email": "gone@example.com"})
    assert protection(desk, made)[0] == 0


def test_an_account_of_a_listed_domain_is_avoided_from_the_start(desk: Desk) -> None:
    added = desk.accounts.add({"name": "Closed", "domain": "https://www.closed.example.com/"})
    assert added.made is not None
    made = desk.accounts.get(added.made)
    assert (made.bin, made.bin_reason) == ("avoid.bad_fit", REASON)
    assert any(REASON in each for each in added.advice)
    client = desk.accounts.add({"name": "C", "domain": "closed.example.com"}, "avoid.client").made
    assert client is not None
    assert desk.accounts.get(client).bin == "avoid.client"
    other = world.account(desk, "Other")
    world.follow_up(desk, other, desk.days.today())
    desk.accounts.edit(other, {"domain": "closed.example.com"})
    assert desk.accounts.get(other).bin == "avoid.bad_fit"
    assert not desk.accounts.open_follow_ups(other)
    desk.history.undo()
    assert desk.accounts.get(other).bin != "avoid.bad_fit"


def test_a_merge_that_brings_a_listed_way_protects_the_one_who_stays(desk: Desk) -> None:
    account = world.account(desk)
    keep = desk.accounts.add_contact(account, "Dana Whitfield").made
    lose = desk.accounts.add_contact(account, "D. Whitfield").made
    assert keep is not None
    assert lose is not None
    with desk.store.action("As it was before the list") as act:
        both = {"account_id": account, "contact_id": lose}
        act.insert("emails", {**both, "address": "gone@example.com"})
    desk.merging.merge("contacts", keep, lose)
    assert protection(desk, keep) == (1, 0, REASON)


def test_somebody_at_no_company_can_be_changed_and_protected(desk: Desk) -> None:
    with desk.store.action("Alone") as act:
        alone = act.insert("contacts", {"name": "Sam Alone", "created_on": "2026-11-23"})
    changed = desk.accounts.edit_contact(
        alone, {"title": "Owner", "email": "sam@example.com", "phone": "+1 312 555 0142"}
    )
    assert changed.accounts == ()
    assert protection(desk, alone) == (0, 1, REASON)
    assert desk.accounts.protect(alone, "asked", opted_out=True).accounts == ()
    assert protection(desk, alone) == (1, 1, "asked")
    corvid = world.account(desk)
    assert desk.accounts.place(alone, corvid).accounts == (corvid,)
    (there,) = desk.accounts.contacts(corvid)
    assert there == desk.accounts.person(alone)
    assert desk.store.value("SELECT min(account_id) FROM phones") == corvid
    with pytest.raises(DeskError, match="Sam Alone is at Corvid Labs already"):
        desk.accounts.place(alone, corvid)
    desk.history.undo()
    assert desk.accounts.person(alone).account_id is None

"""Whoever is on a list of whom not to contact is protected however they are written down."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError, Protected

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


def state_of(desk: Desk, follow_up: int) -> tuple[str, str | None]:
    row = desk.store.row("SELECT state, skip_reason FROM follow_ups WHERE id = ?", (follow_up,))
    assert row is not None
    return row["state"], row["skip_reason"]


def late_steps(desk: Desk) -> tuple[int, int, dict[str, int]]:
    """Return Heron Labs, Ida Strand there, and steps of hers and the account's, two days late."""
    heron = world.account(desk, "Heron Labs", bin="working")
    ida = desk.accounts.add_contact(
        heron, "Ida Strand", email="ida@example.com", phone="+1 312 555 0121"
    ).made
    assert ida is not None
    day = desk.days.today() - timedelta(days=2)
    steps = {
        "call": {"contact_id": ida},
        "email": {"contact_id": ida, "channel": "email", "kind": "check_back"},
        "anybody": {},
        "task": {"contact_id": ida, "channel": "task"},
        "promised": {"contact_id": ida, "promised": 1, "promised_by": "me"},
    }
    return heron, ida, {key: world.follow_up(desk, heron, day, **its) for key, its in steps.items()}


CLOSED = ("skipped", "asked not to be contacted")


def test_who_asks_not_to_be_contacted_has_no_steps_any_more_but_promises(desk: Desk) -> None:
    _, ida, steps = late_steps(desk)
    desk.accounts.protect(ida, "asked", do_not_call=True)
    assert {state_of(desk, each)[0] for each in steps.values()} == {"open"}
    changed = desk.accounts.protect(ida, "asked", opted_out=True)
    assert "3 planned steps closed: Ida Strand asked not to be contacted." in changed.advice
    for key in ("call", "email", "anybody"):
        assert state_of(desk, steps[key]) == CLOSED
    for key in ("task", "promised"):
        assert state_of(desk, steps[key])[0] == "open"
    desk.history.undo()
    assert {state_of(desk, each)[0] for each in steps.values()} == {"open"}


def test_the_account_of_nobody_left_wants_another_person_and_promises_wait_last(
    desk: Desk,
) -> None:
    heron, ida, steps = late_steps(desk)
    other = world.account(desk, "Otter Works")
    promise = world.follow_up(
        desk, other, desk.days.today() - timedelta(days=1), promised=1, promised_by="me"
    )
    assert desk.queue.today().rows()[0].account == "Heron Labs"
    desk.accounts.protect(ida, "asked", do_not_call=True, opted_out=True)
    first, second = desk.queue.today().rows()
    assert (first.follow_up_id, first.callable) == (promise, True)
    assert (second.follow_up_id, second.callable) == (steps["promised"], False)
    assert second.waits == "asked not to be called: find another person"
    for key in ("promised", "task"):
        desk.follow_ups.done(steps[key])
    row = desk.queue.row(heron)
    assert row is not None
    assert (row.class_, row.contact) == ("no_next_step", None)
    assert "find another person" in row.why


def test_a_step_that_names_nobody_stays_where_somebody_else_is_known(desk: Desk) -> None:
    heron, ida, steps = late_steps(desk)
    desk.accounts.add_contact(heron, "Raj Patel", phone="+1 312 555 0101")
    desk.accounts.protect(ida, "asked", do_not_call=True, opted_out=True)
    assert state_of(desk, steps["anybody"])[0] == "open"
    assert state_of(desk, steps["call"]) == CLOSED
    desk.follow_ups.done(steps["anybody"])
    row = desk.queue.row(heron)
    assert row is not None
    assert (row.contact, row.promised, row.callable) == ("Ida Strand", True, False)
    assert row.waits == "asked not to be called: call Raj Patel instead"
    waits = next(part for part in desk.queue.why(heron) if part.title == "Waits")
    assert waits.lines == (row.waits,)


def test_a_list_of_whom_not_to_contact_closes_their_steps_in_the_same_action(
    desk: Desk, tmp_path: Path
) -> None:
    _, _, steps = late_steps(desk)
    spared = world.account(desk, "Otter Works")
    kept = world.follow_up(desk, spared, desk.days.today())
    file = tmp_path / "supp.csv"
    file.write_text("email\nida@example.com\n", encoding="utf-8")
    done = desk.imports.run(desk.imports.plan(file, "contacts"), suppress=True).changed
    assert done is not None
    assert any("3 planned steps closed: Ida Strand" in each for each in done.advice)
    assert state_of(desk, steps["call"]) == state_of(desk, steps["anybody"]) == CLOSED
    assert state_of(desk, steps["promised"])[0] == state_of(desk, kept)[0] == "open"
    desk.history.undo()
    assert state_of(desk, steps["call"])[0] == "open"


def test_a_call_with_who_asked_not_to_be_called_is_planned_with_a_reason_only(
    desk: Desk,
) -> None:
    heron, ida, _ = late_steps(desk)
    when = desk.days.read("tue 3pm")
    desk.accounts.protect(ida, "asked", do_not_call=True)
    with pytest.raises(Protected, match=r"asked not to be called\. Give a reason"):
        desk.follow_ups.plan(heron, when, contact_id=ida)
    changed = desk.follow_ups.plan(heron, when, contact_id=ida, reason="she rang back")
    assert changed.title.endswith("(she rang back)")
    assert desk.follow_ups.plan(heron, when, contact_id=ida, channel="email").made

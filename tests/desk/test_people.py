"""Somebody named in a call becomes a contact; somebody known is only added to."""

import pytest

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError

LINE = "VP Ops Dana Whitfield 312-555-0199 x12 dana@example.com floor 4"


def test_a_person_is_added_from_one_line_with_who_named_them(desk: Desk) -> None:
    account = world.account(desk, country="US")
    referrer = desk.accounts.add_contact(account, "Pat Example").made
    done = desk.accounts.add_named(account, LINE, referrer)
    (person,) = (each for each in desk.accounts.contacts(account) if each.id == done.made)
    assert (person.name, person.title, person.note) == ("Dana Whitfield", "VP Ops", "floor 4")
    assert person.phones[0].display == "+1 312 555 0199 ext. 12"
    assert person.phones[0].time_zone == "America/Chicago"
    assert person.emails[0].address == "dana@example.com"
    assert done.advice == ("Kept in the note: floor 4",)
    contact = next(each for each in desk.accounts.contacts(account) if each.id == done.made)
    filled = desk.calls.placeholders(desk.accounts.get(account), contact)
    assert filled["referrer"] == "Pat Example"
    desk.history.undo()
    assert [each.name for each in desk.accounts.contacts(account)] == ["Pat Example"]


def test_somebody_known_gets_what_was_blank_and_keeps_what_was_there(desk: Desk) -> None:
    account = world.account(desk, country="US")
    known = desk.accounts.add_contact(
        account, "Dána  Whitfield", title="Director", phone="+1 312 555 0142"
    ).made
    done = desk.accounts.add_named(account, f"{LINE}, front desk", known)
    (person,) = desk.accounts.contacts(account)
    assert done.made == known == person.id
    assert person.title == "Director"
    assert [each.number for each in person.phones] == ["+13125550142", "+13125550199"]
    assert [each.address for each in person.emails] == ["dana@example.com"]
    assert desk.store.value("SELECT referred_by_id FROM contacts") is None
    assert "was there already" in done.advice[0]
    with pytest.raises(DeskError, match="there already, with all of that"):
        desk.accounts.add_named(account, "dana whitfield, +1 312 555 0142")


def test_a_bare_number_is_of_the_country_that_is_known_of_whoever_it_reaches(desk: Desk) -> None:
    def number(account: int, line: str) -> list[str]:
        named = desk.accounts.read_person(account, line)
        return [each.e164 for each in named.phones]

    desk.settings.set("country", "US")
    account = world.account(desk)
    line = "Dana Whitfield 020 7946 0018"
    assert number(account, "Dana Whitfield 312 555 0142") == ["+13125550142"], "the rep's"
    pat = desk.accounts.add_contact(account, "Pat Example", phone="+61 2 5550 1234").made
    assert number(account, "Dana Whitfield 02 5550 1235") == ["+61255501235"], "the others'"
    with desk.store.action("Prepare") as act:
        act.update("accounts", account, {"country": "United Kingdom"})
    assert number(account, line) == ["+442079460018"], "the account's"
    with desk.store.action("Prepare") as act:
        row = {"account_id": account, "contact_id": pat, "key": "Country", "value": "FR"}
        act.insert("facts", row)
    assert number(account, "Pat Example 01 99 00 12 34") == ["+33199001234"], "the person's"
    assert number(account, line) == ["+442079460018"]
    desk.accounts.edit_contact(pat, {"phone": "01 99 00 12 35"})
    (person,) = desk.accounts.contacts(account)
    assert person.phones[0].number == "+33199001235"


def test_a_number_marked_wrong_and_said_again_is_right_again(desk: Desk) -> None:
    account = world.account(desk, country="US")
    desk.accounts.add_named(account, LINE)
    with desk.store.action("Mark") as act:
        act.update("phones", desk.store.value("SELECT id FROM phones"), {"state": "wrong"})
    again = desk.accounts.add_named(account, LINE)
    assert "+1 312 555 0199 ext. 12 was marked wrong; it counts as right again." in again.advice
    (person,) = desk.accounts.contacts(account)
    assert [(each.number, each.state) for each in person.phones] == [("+13125550199", "valid")]


def test_somebody_known_only_by_a_title_is_called_by_it(desk: Desk) -> None:
    account = world.account(desk)
    desk.accounts.add_named(account, "the night desk assistant")
    (person,) = desk.accounts.contacts(account)
    assert (person.name, person.title, person.role) == (
        "the night desk assistant", None, "gatekeeper",
    )  # fmt: skip


@pytest.mark.parametrize("line", ["", "312 555 0199", "😀", "Corvid Labs"])
def test_a_line_that_names_nobody_is_refused(desk: Desk, line: str) -> None:
    account = world.account(desk, country="US")
    with pytest.raises(DeskError, match="Say who it is"):
        desk.accounts.add_named(account, line)
    assert desk.accounts.contacts(account) == []


def test_an_address_that_cannot_be_is_kept_in_the_note(desk: Desk) -> None:
    account = world.account(desk)
    desk.accounts.add_named(account, "Dana Whitfield dana..w@example.com")
    (person,) = desk.accounts.contacts(account)
    assert (person.emails, person.note) == ((), "dana..w@example.com")


def test_the_referrer_the_reason_and_my_number_fill_the_prompts(desk: Desk) -> None:
    number = world.account(desk, source="seed", source_detail="Ada Marsh")
    desk.settings.set("phone", "+1 312 555 0100")
    person = desk.accounts.add_contact(number, "Dana Whitfield").made
    with desk.store.action("Prepare") as act:
        for contact, said in ((None, "their night shift"), (person, "her new role")):
            act.insert(
                "preparations",
                {
                    "account_id": number,
                    "contact_id": contact,
                    "question": "reason",
                    "answer": said,
                },
            )
    account, (contact,) = desk.accounts.get(number), desk.accounts.contacts(number)
    with_person = desk.calls.placeholders(account, contact)
    assert with_person["referrer"] == "Ada Marsh"
    assert with_person["my_phone"] == "+1 312 555 0100"
    assert with_person["reason"] == "her new role"
    assert desk.calls.placeholders(account, None)["reason"] == "their night shift"
    other = desk.accounts.get(world.account(desk, "Halden", source="net", source_detail="fair"))
    assert desk.calls.placeholders(other, None)["referrer"] == ""

"""Which number is dialled, and what speaks against it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk import world
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.method.phones import is_given_out, parse_phone, tel_uri


def person(desk: Desk, account: int, name: str = "Dana Whitfield", phone: str = "") -> int:
    made = desk.accounts.add_contact(account, name, phone=phone).made
    assert made is not None
    return made


def test_the_persons_number_is_dialled_and_the_accounts_is_the_other(desk: Desk) -> None:
    account = world.account(desk, phone="(312) 555-0100", country="US")
    dana = person(desk, account, phone="+1 312 555 0142 ext 7")
    plan = desk.dialling.plan(account, dana)
    number = plan.number
    assert (number.e164, number.display, number.extension, number.tel, number.zone) == (
        "+13125550142", "+1 312 555 0142 ext. 7", "7", "tel:+13125550142;ext=7", "America/Chicago",
    )  # fmt: skip
    assert number.warnings == ()
    assert [(each.e164, each.whose) for each in plan.others] == [("+13125550100", "Corvid Labs")]
    assert plan.verdict.ok
    assert desk.dialling.plan(account) == plan


def test_a_number_marked_wrong_is_never_dialled(desk: Desk) -> None:
    account = world.account(desk, phone="+1 312 555 0142")
    dana = person(desk, account, phone="+1 312 555 0142")
    with desk.store.action("Mark") as act:
        act.update("phones", desk.store.value("SELECT id FROM phones"), {"state": "wrong"})
    with pytest.raises(DeskError, match="no number for Dana Whitfield at Corvid Labs"):
        desk.dialling.plan(account, dana)
    desk.accounts.edit_contact(dana, {"phone": "+1 312 555 0143"})
    assert desk.dialling.plan(account, dana).number.e164 == "+13125550143"
    assert desk.dialling.plan(account, dana).others == ()


def test_an_account_without_any_number_is_refused(desk: Desk) -> None:
    account = world.account(desk)
    with pytest.raises(DeskError, match="There is no number for Corvid Labs: add one"):
        desk.dialling.plan(account)
    with pytest.raises(DeskError, match="not there"):
        desk.dialling.plan(account + 1)


def test_somebody_protected_is_said_to_be_and_the_reason_is_recorded(desk: Desk) -> None:
    account = world.account(desk)
    dana = person(desk, account, phone="+1 312 555 0142")
    desk.accounts.protect(dana, "asked twice", do_not_call=True)
    assert not desk.dialling.plan(account, dana).verdict.ok
    with pytest.raises(DeskError, match="needs a reason"):
        desk.dialling.override(account, dana, " ")
    desk.dialling.override(account, dana, "she called us")
    assert desk.accounts.timeline(account)[0].note == "Dialled although protected: she called us"
    desk.bins.move([account], "avoid.client", "signed")
    assert "Client" in desk.dialling.plan(account, dana).verdict.why


def test_a_number_shared_with_somebody_protected_is_warned_of(desk: Desk) -> None:
    account = world.account(desk, phone="+1 312 555 0142")
    other = person(desk, world.account(desk, "Halden"), "Ines Vale", "+1 312 555 0142")
    desk.accounts.protect(other, "", do_not_call=True)
    (warning,) = desk.dialling.plan(account).number.warnings
    assert warning == "Ines Vale, who asked not to be called, has the same number."


def test_calling_hours_are_those_where_the_number_rings(desk: Desk, clock: FrozenClock) -> None:
    account = world.account(desk, time_zone="America/Chicago")
    dana = person(desk, account, phone="+44 20 7946 0123")
    clock.advance(hours=3, minutes=48)
    (warning,) = desk.dialling.plan(account, dana).number.warnings
    assert warning == "It is outside calling hours: Mon 19:00 there, opens Tue 08:00."
    desk.accounts.edit_contact(dana, {"time_zone": "America/New_York"})
    assert desk.dialling.plan(account, dana).number.warnings == ()


def test_a_number_nobody_can_have_is_warned_of(desk: Desk) -> None:
    account = world.account(desk, phone="+1 555 555 0100")
    assert "not a number anybody has" in desk.dialling.plan(account).number.warnings[-1]


HOSTILE = 'x"; touch /tmp/owned; \x1b]52;c;aGk=\x07 {number} --help & calc'


def test_what_was_written_down_and_is_no_number_reaches_no_machine(desk: Desk) -> None:
    account = world.account(desk, phone=HOSTILE)
    dana = person(desk, account, phone="+1 312 555 0142")
    with desk.store.action("From a foreign file") as act:
        act.update(
            "phones",
            desk.store.value("SELECT id FROM phones"),
            {"display": HOSTILE, "extension": f"７12{HOSTILE}"},
        )
    plan = desk.dialling.plan(account, dana)
    assert (plan.number.display, plan.number.tel) == (
        "+1 312 555 0142 ext. 1252", "tel:+13125550142;ext=1252",
    )  # fmt: skip
    (other,) = plan.others
    assert (other.e164, other.tel) == ("", "")
    assert other.display.isprintable()


@given(st.text(max_size=30), st.sampled_from(["US", "GB", "IT", None]))
def test_no_number_makes_an_odd_link(raw: str, region: str | None) -> None:
    phone = parse_phone(raw, region) or parse_phone(f"+1 312 555 0142 ext {raw}", region)
    if phone is not None:
        assert isinstance(is_given_out(phone), bool)
        assert set(tel_uri(phone)) <= set("tel:+0123456789;ext=")


@pytest.mark.parametrize("way", ["copy", "Link", "command", ""])
def test_the_way_is_one_of_three(desk: Desk, way: str) -> None:
    desk.settings.set("dial", way)
    assert desk.dialling.way() == way.lower()


@pytest.mark.parametrize("way", ["rm -rf /", "/bin/sh", "{number}"])
def test_no_command_gets_into_the_database(desk: Desk, way: str) -> None:
    with pytest.raises(DeskError, match="not a way of dialling"):
        desk.settings.set("dial", way)
    with desk.store.action("From a foreign file") as act:
        act.insert("settings", {"key": "dial", "value": way})
    assert desk.dialling.way() == ""

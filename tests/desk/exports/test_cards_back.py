"""People leave as address cards and come back with everything that protects them."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.exports.export import export

CLOCK = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))


def fill(desk: Desk) -> None:
    """Somebody with several ways and every flag, and somebody at a client."""
    corvid = world.account(desk, "Corvid Labs", country="US", city="Chicago")
    dana = desk.accounts.add_contact(
        corvid, "Dana Whitfield", title="VP; Operations", email="dana@corvid.example.com",
        phone="+1 312 555 0142",
    ).made  # fmt: skip
    assert dana is not None
    with desk.store.action("Ways") as act:
        for address, kind, state in (
            ("dana@home.example.com", "home", "valid"),
            ("old@corvid.example.com", "work", "bounced"),
        ):
            act.insert("emails", {"contact_id": dana, "account_id": corvid, "address": address,
                                  "kind": kind, "state": state})  # fmt: skip
        for number, kind, state in (
            ("+13125550143", "mobile", "valid"),
            ("+13125550144", "home", "valid"),
            ("+13125550145", "work", "wrong"),
        ):
            act.insert("phones", {"contact_id": dana, "account_id": corvid, "number": number,
                                  "kind": kind, "state": state})  # fmt: skip
    desk.accounts.protect(dana, "asked; twice", do_not_call=True, opted_out=True)
    halden = world.account(desk, "Halden Paper", bin="avoid.client")
    desk.accounts.add_contact(halden, "Rowan Ashby", email="rowan@halden.example.com")


@pytest.mark.parametrize("form", ["vcard", "vcard4"])
def test_flags_kinds_and_states_survive_a_card(tmp_path: Path, form: str) -> None:
    path = tmp_path / "people.vcf"
    with (
        closing(open_desk(tmp_path / "a.db", CLOCK)) as desk,
        closing(open_desk(tmp_path / "b.db", CLOCK)) as other,
    ):
        fill(desk)
        export(desk, path, form=form)
        desk.imports.run(desk.imports.plan(path))
        assert desk.imports.run(desk.imports.plan(path)).changed is None
        other.imports.run(other.imports.plan(path))
        (dana,) = other.accounts.contacts(other.accounts.resolve("Corvid"))
        (mine,) = desk.accounts.contacts(desk.accounts.resolve("Corvid"))
        assert (dana.do_not_call, dana.opted_out) == (True, True)
        assert dana.title == mine.title
        assert ("Protection reason", "asked; twice") in {(e.key, e.value) for e in dana.facts}
        assert {(each.address, each.kind, each.state) for each in dana.emails} == {
            (each.address, each.kind, each.state) for each in mine.emails
        }
        assert {(each.number, each.kind, each.state) for each in dana.phones} == {
            (each.number, each.kind, each.state) for each in mine.phones
        }
        assert other.accounts.get(other.accounts.resolve("Halden")).bin == "avoid.client"

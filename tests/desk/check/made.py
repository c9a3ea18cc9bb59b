"""A small desk that has been worked at: called, imported, merged, planned, undone, in a cadence."""

from datetime import date, timedelta
from pathlib import Path

from tests.desk import world
from workstation.desk.cadences.rows import Target
from workstation.desk.desk import Desk

TODAY = date(2026, 11, 23)

PEOPLE = """\
First Name,Last Name,Company,Email,Other Email,Phone,Job Title
Ada,Example,Brightline Foods,ada@brightline.example.com,ada@home.example.org,312 555 0143,VP
Ben,Sample,Newcomer Ltd,ben@newcomer.example.com,,,Buyer
"""


def work(desk: Desk, folder: Path) -> None:
    """Fill an empty desk by what a rep does."""
    corvid = _account(desk, "Corvid Labs")
    desk.settings.set("country", "US")
    rowan = _person(desk, corvid, "Rowan Ashby", "rowan@corvid.example.com", "+1 312 555 0142")
    _person(desk, corvid, "Marlow Finch", "marlow@corvid.example.com", "+1 312 555 0143")
    halden = _account(desk, "Halden Paper")
    twice = _account(desk, "Halden Paper Ltd")
    desk.bins.move([corvid, halden], "working")
    world.log(
        desk, corvid, contact_id=rowan, note="night desk loses tickets",
        outcome="conversation", counts_as="conversation",
    )  # fmt: skip
    world.follow_up(desk, corvid, TODAY + timedelta(days=3), contact_id=rowan)
    world.opportunity(desk, corvid, contact_id=rowan, amount_minor=500_000, currency="USD")
    desk.signals.add(corvid, "opened_twice")
    file = folder / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    desk.imports.run(desk.imports.plan(file, "contacts"), allow_doubt=True)
    desk.merging.merge("accounts", halden, twice)
    cadence = desk.cadences.known()[0].key
    desk.cadences.start(cadence, [Target(corvid, rowan)])
    desk.accounts.edit(corvid, {"city": "Chicago"})
    desk.history.undo()


def _account(desk: Desk, name: str) -> int:
    made = desk.accounts.add({"name": name, "country": "US"}).made
    assert made is not None
    return made


def _person(desk: Desk, account: int, name: str, email: str, phone: str) -> int:
    made = desk.accounts.add_contact(
        account, name, email=email, phone=phone, role="influencer"
    ).made
    assert made is not None
    return made

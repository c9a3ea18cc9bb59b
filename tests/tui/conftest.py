"""A desk with a small day's work on it, and the program on that desk."""

import pytest

from tests.tui.idle import rest_by_the_loop
from tests.tui.parsed import keep_parsed_styles
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp

HOSTILE = "[/red]\x1b]52;c;aGk=\x07\u202eevil [@click=app.bell]x[/]"


@pytest.fixture(autouse=True)
def _quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    rest_by_the_loop(monkeypatch)
    keep_parsed_styles(monkeypatch)


@pytest.fixture
def working(desk: Desk) -> Desk:
    """Five accounts with a step due today, one a response, one promised, and two goals."""
    for name in ("Brightline Foods", "Corvid Labs", "Halden Paper", "Ostrom & Vale", HOSTILE):
        account = desk.accounts.add(
            {"name": name, "country": "US", "region": "IL", "city": "Chicago"}, "working"
        ).made
        assert account is not None
        person = desk.accounts.add_contact(
            account, f"Ines at {name[:8]}", role="decision_maker", phone="+1 312 555 0142"
        ).made
        desk.follow_ups.plan(account, desk.days.read("today"), why="try again", contact_id=person)
    desk.responses.log(desk.accounts.resolve("Brightline"), "positive", "ask before Q1")
    desk.follow_ups.plan(
        desk.accounts.resolve("Corvid"), desk.days.read("today 9:15"), promised=True, why="call"
    )
    desk.goals.add("hold five conversations")
    desk.goals.add("plan December")
    return desk


@pytest.fixture
def app(working: Desk) -> WorkstationApp:
    """The program on that desk."""
    return WorkstationApp(working)

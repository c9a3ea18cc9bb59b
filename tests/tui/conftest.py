"""A desk with a small day's work on it, and the program on that desk."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fresh import open_desk, prepared
from tests.tui.idle import rest_by_the_loop
from tests.tui.parsed import keep_parsed_styles
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp

HOSTILE = "[/red]\x1b]52;c;aGk=\x07\u202eevil [@click=app.bell]x[/]"


@pytest.fixture(autouse=True)
def _quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    rest_by_the_loop(monkeypatch)
    keep_parsed_styles(monkeypatch)


def work(desk: Desk) -> None:
    """Leave five accounts with a step due today, one a response, one promised, and two goals."""
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


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """An empty desk, or the working one where a test asks for that."""
    path = tmp_path / "desk.db"
    if "working" in request.fixturenames:
        shutil.copy(prepared(work, clock.moment), path)
    with closing(open_desk(path, clock)) as opened:
        yield opened


@pytest.fixture
def working(desk: Desk) -> Desk:
    """A desk at which that work was done; it is done once and copied."""
    return desk


@pytest.fixture
def app(working: Desk) -> WorkstationApp:
    """The program on that desk."""
    return WorkstationApp(working)

"""The command line on a fresh file, with a clock that stands still."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from platformdirs import user_cache_path

from tests.fresh import kept, lay, open_desk
from workstation.cli.program import program
from workstation.cli.session import Session
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk


@dataclass(frozen=True)
class Result:
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Runs commands as a rep would, on one file."""

    def __init__(self, path: Path, clock: FrozenClock) -> None:
        self.path = path
        self.clock = clock

    def __call__(self, *args: str, path: Path | None = None) -> Result:
        line = ["--db", str(path or self.path), *args]
        found = CliRunner().invoke(program, line, obj=Session(clock=self.clock))
        assert "Traceback" not in found.stderr
        return Result(found.exit_code, found.stdout, found.stderr)

    def done(self, *args: str) -> Result:
        """Run a command that must succeed."""
        found = self(*args)
        assert found.code == 0, found.err
        return found

    def json(self, *args: str) -> Any:
        """Run a command that must succeed, and read its JSON."""
        return self.done(*args, "--json").json

    def refused(self, *args: str) -> str:
        """Run a command that must be refused; return its one sentence."""
        found = self(*args)
        assert found.code == 1, (found.out, found.err)
        assert found.out == ""
        sentence = found.err.strip()
        assert "\n" not in sentence
        assert sentence.endswith("."), sentence
        return sentence


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own folders out of it; the program has been started here before."""
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("WORKSTATION_CONFIG", str(tmp_path / "config"))
    for name in ("WORKSTATION_DB", "WORKSTATION_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    cache = user_cache_path("workstation", appauthor=False, ensure_exists=True)
    shutil.copyfile(kept() / "playbook.cache", cache / "playbook.cache")


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 23 November 2026, 09:12 in Chicago."""
    return FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))


@pytest.fixture
def empty(tmp_path: Path, clock: FrozenClock) -> Terminal:
    """The command line before anything was entered."""
    return Terminal(tmp_path / "desk.db", clock)


@pytest.fixture
def unused(empty: Terminal) -> Terminal:
    """The command line on a file that was made and holds nothing yet."""
    lay(empty.path)
    return empty


@pytest.fixture
def ws(empty: Terminal, at_desk: Callable[[Callable[[Desk], None]], None]) -> Terminal:
    """The command line on a file with four accounts."""

    def fill(desk: Desk) -> None:
        for name, city, country, bin_key in (
            ("Corvid Labs", "Chicago", "US", "working"),
            ("Brightline Foods", "Chicago", "US", "working"),
            ("Brightline Paper", "London", "GB", "cold"),
            ("Halden Paper", "Chicago", "US", "avoid.client"),
        ):
            made = desk.accounts.add({"name": name, "city": city, "country": country}, bin_key).made
            assert made is not None
            for person, role in (("Rowan Ashby", "influencer"), ("Marlow Finch", "decision_maker")):
                desk.accounts.add_contact(made, person, role=role, phone="+1 312 555 0142")

    at_desk(fill)
    return empty


@pytest.fixture
def at_desk(empty: Terminal) -> Callable[[Callable[[Desk], None]], None]:
    """Do something at the desk behind the command line."""

    def work(what: Callable[[Desk], None]) -> None:
        desk = open_desk(empty.path, empty.clock)
        try:
            what(desk)
        finally:
            desk.close()

    return work

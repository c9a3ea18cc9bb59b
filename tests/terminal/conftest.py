"""A machine of its own for every test, and a day's work on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fresh import kept, open_desk
from workstation.desk.clock import SystemClock

if TYPE_CHECKING:
    from tests.terminal.real import Home

collect_ignore_glob = ["test_*"] if os.name == "nt" else []
"""Windows has no ptys; nothing here is imported there."""

ZONE = "America/Chicago"
"""Where every such machine stands; its day may not be the one of the machine that tests."""

ACCOUNTS = ("Brightline Foods", "Corvid Labs", "Halden Paper", "Ostrom & Vale")


@pytest.fixture
def home(tmp_path: Path) -> "Home":
    """A machine on which the program has never run."""
    from tests.terminal.real import Home

    return Home(tmp_path)


@pytest.fixture(scope="session")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four working accounts without a next step, so that they are due on every day of the year."""
    path = tmp_path_factory.mktemp("prepared") / "desk.db"
    desk = open_desk(path, SystemClock(ZONE))
    for name in ACCOUNTS:
        account = desk.accounts.add(
            {"name": name, "country": "US", "region": "IL", "city": "Chicago"}, "working"
        ).made
        assert account is not None
        desk.accounts.add_contact(
            account, f"Ines at {name[:8]}", role="decision_maker", phone="+1 312 555 0142"
        )
    desk.goals.add("plan December")
    desk.close()
    return path


@pytest.fixture
def filled(home: "Home", _prepared: Path) -> "Home":
    """A machine with that work on it, where the program has been started before."""
    shutil.copyfile(_prepared, home.db)
    home.db.chmod(0o600)
    cache = home.folder / "cache" / "workstation"
    cache.mkdir(parents=True)
    shutil.copyfile(kept() / "playbook.cache", cache / "playbook.cache")
    return home


@pytest.fixture
def command() -> "Callable[..., str]":
    """Run a command on a machine; it must succeed. Returns what it printed."""

    def run(home: "Home", *args: str) -> str:
        found = subprocess.run(
            [sys.executable, "-m", "workstation", *args],
            env=home.env, capture_output=True, text=True, encoding="utf-8",
            timeout=60, check=False,
        )  # fmt: skip
        assert (found.returncode, found.stderr) == (0, ""), found.stderr
        return found.stdout

    return run

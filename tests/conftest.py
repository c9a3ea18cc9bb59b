"""Options of the suite, and what keeps it away from a person's own files."""

import gc
import itertools
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.demo import make_demo
from workstation.desk.desk import Desk
from workstation.store import called

# How long one example takes says more of the machine than of the program.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

MOMENT = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30
"""Bytes the files of a run must find there; a quarter of it is what they take at most."""
_homes = itertools.count()


def pytest_configure() -> None:
    """Let the files of the suite lie in memory: each action of each test waits for the disk else.

    A test that is about the disk below a file asks for a place on it. Whoever sets TMPDIR has
    them there instead.
    """
    if "TMPDIR" not in os.environ and _roomy(_MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


def _roomy(folder: Path) -> bool:
    """Say whether there is room in a folder, and files made there can be run."""
    if not os.access(folder, os.W_OK | os.X_OK) or not hasattr(os, "ST_NOEXEC"):
        return False
    system = os.statvfs(folder)
    return system.f_bavail * system.f_frsize > _ROOM and not system.f_flag & os.ST_NOEXEC


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the screens' pictures anew."""
    parser.addoption(
        "--update-pictures", action="store_true", help="write the screens' text pictures anew"
    )


def pytest_collection_finish() -> None:
    """Let the collector leave alone what was imported, and not come at every turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(autouse=True)
def _a_home_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep settings, state and caches in a folder of this test."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    home.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("WORKSTATION_DB", "WORKSTATION_CONFIG", "NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    # A folder of a test may have the name of one that is gone, whose file was named by --db.
    monkeypatch.setattr(called, "_by_option", set())


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 23 November 2026, 09:12 in Chicago."""
    return FrozenClock(MOMENT)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's file of the morning at which tests stand, made once; copy it to work on it."""
    run = tmp_path_factory.getbasetemp()
    path = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "demo.db"
    if not path.exists():
        make_demo(path, MOMENT.date(), FrozenClock(MOMENT))
    return path


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock) -> Iterator[Desk]:
    """An empty desk, at that moment."""
    opened = open_desk(tmp_path / "desk.db", clock)
    yield opened
    opened.close()

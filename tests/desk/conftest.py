"""A desk on a fresh file, with a clock that stands still."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 23 November 2026, 09:12 in Chicago."""
    return FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock) -> Iterator[Desk]:
    """An empty desk, at that moment."""
    opened = Desk.open(tmp_path / "desk.db", clock=clock, node=1)
    yield opened
    opened.close()

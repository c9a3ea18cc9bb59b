"""What each screen looks like on demo data, as text; read the diff when one changes.

``pytest --update-pictures tests/tui/test_pictures.py`` writes them anew.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.fresh import open_desk
from tests.tui.pressing import press, settle
from tests.tui.reading import shown
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp

PICTURES = Path(__file__).parent.parent / "pictures"
MOMENT = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))
SCREENS = {
    "today": [],
    "outcomes": ["l"],
    "plan": ["p"],
    "close": ["d"],
    "help": ["question_mark"],
    "places": ["g"],
    "queue": ["g", "q"],
    "accounts": ["g", "a"],
    "dashboard": ["g", "d"],
    "account": ["enter"],
    "call": ["c"],
}
"""The keys that lead to each from Today, in an order in which none leaves a trace on the next."""
BACK = {"today": [], **{name: ["g", "t"] for name in ("queue", "accounts", "dashboard")}}
"""The keys that lead back to Today, where it is not Escape."""


@pytest.fixture
def desk(demo: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it."""
    path = tmp_path / "demo.db"
    path.write_bytes(demo.read_bytes())
    opened = open_desk(path, FrozenClock(MOMENT))
    yield opened
    opened.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_the_screens_look_as_they_did(
    size: tuple[int, int], desk: Desk, request: pytest.FixtureRequest
) -> None:
    app = WorkstationApp(desk)
    changed: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for name, keys in SCREENS.items():
            await press(pilot, *keys)
            drawn = shown(app) + "\n"
            kept = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
            if request.config.getoption("--update-pictures"):
                kept.write_text(drawn, "utf-8")
            if drawn != kept.read_text("utf-8"):
                changed[kept.name] = drawn
            await press(pilot, *BACK.get(name, ["escape"]))
    for name, drawn in changed.items():
        assert drawn == (PICTURES / name).read_text("utf-8"), f"{name} and of all {[*changed]}"

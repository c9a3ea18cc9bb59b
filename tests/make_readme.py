"""Makes the README's key table and its picture from the program as it is.

Run ``python tests/make_readme.py`` after changing a command or the first screen.
"""

import asyncio
import re
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from workstation.desk.clock import FrozenClock
from workstation.desk.demo import open_demo
from workstation.tui.app import WorkstationApp
from workstation.tui.commands import keys_table_markdown

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "tests" / "pictures" / "today.svg"
MOMENT = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))
_KEYS = re.compile(
    r"(?<=<!-- keys: made by tests/make_readme.py -->\n).*?(?=<!-- /keys -->)", re.DOTALL
)
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def with_keys(readme: str) -> str:
    """Return the README with the registry's key table in its place."""
    return _KEYS.sub(lambda _: f"\n{keys_table_markdown()}\n", readme)


async def picture() -> str:
    """Return the first screen on demo data as an SVG that fetches nothing."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_demo(FrozenClock(MOMENT), Path(folder))
        app = WorkstationApp(desk)
        async with app.run_test(size=(120, 36)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            made = app.export_screenshot(title="workstation")
        desk.close()
    return _FONTS.sub("", made)


def main() -> None:
    """Write both."""
    README.write_text(with_keys(README.read_text("utf-8")), "utf-8")
    PICTURE.write_text(asyncio.run(picture()), "utf-8")


if __name__ == "__main__":
    main()

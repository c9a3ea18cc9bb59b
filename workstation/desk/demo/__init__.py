"""The demo: an invented rep's world, made once a day in a file of its own."""

import contextlib
import os
import shutil
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from workstation.desk.clock import Clock, FrozenClock, SystemClock, iso, today

if TYPE_CHECKING:
    from workstation.desk.demo.world import Calendar, World
    from workstation.desk.desk import Desk

DEMO_NODE = 1
"""The machine number in the demo's identifiers, so that they are the same everywhere."""


def demo_path(day: date, folder: Path | None = None) -> Path:
    """Return where a day's demo is kept: in the cache folder, never beside the real file."""
    if folder is None:
        from platformdirs import user_cache_path

        folder = user_cache_path("workstation", appauthor=False)
    return folder / f"demo-{day.isoformat()}.db"


def open_demo(clock: Clock | None = None, folder: Path | None = None) -> "Desk":
    """Open today's demo, making it first when there is none, and remove those of other days.

    What the rep changes in its playbook is kept beside it, and goes with it.

    Raises:
        StoreError: the file cannot be made or opened; the message is a sentence.
    """
    from workstation.desk.desk import Desk

    ticking = clock or SystemClock()
    day = today(ticking)
    path = demo_path(day, folder)
    own = path.with_suffix(".playbook")
    if not path.exists():
        shutil.rmtree(own, ignore_errors=True)
        make_demo(path, day, ticking)
    _remove_others(path)
    desk = Desk.open(path, clock=clock, own_playbook=own, cache=path.parent)
    desk.backed_up = False
    return desk


def make_demo(path: Path, day: date, clock: Clock) -> None:
    """Make the demo of a day at ``path``; the same day and moment give the same content.

    The six months of history depend on the day alone, today's part on the time of day too. On
    another day than the clock's it is half past ten. The file appears under its name when whole.

    Raises:
        StoreError: the file cannot be made; the message is a sentence.
    """
    from workstation.desk.desk import Desk
    from workstation.playbook.load import load
    from workstation.playbook.resources import playbook_folder
    from workstation.store.store import Store

    now = clock.now()
    moment = now if now.date() == day else datetime.combine(day, time(10, 30), tzinfo=now.tzinfo)
    world, off = _world(day, moment)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    playbook = load(playbook_folder(), None, cache_folder=path.parent).playbook
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    partial.unlink(missing_ok=True)
    made_at = iso(world.calendar.moment(world.calendar.today - 1, 15, 0))
    store = Store.open(partial, now=lambda: made_at, node=DEMO_NODE)
    try:
        from workstation.desk.demo.talk import add_talk
        from workstation.desk.demo.writing import WorldWriter

        talk = add_talk(world, playbook, Random(day.toordinal() + 1))  # noqa: S311
        with store.action("Demo data") as act:
            written = WorldWriter(act, world, talk)
            written.write(_settings(world.words["rep"], world.calendar, moment), off)
    finally:
        store.close()
    frozen = FrozenClock(moment)
    desk = Desk.open(partial, clock=frozen, cache=path.parent, node=DEMO_NODE)
    desk.backed_up = False
    try:
        from workstation.desk.demo.brain import add_brain
        from workstation.desk.demo.so_far import log_today

        add_brain(desk, frozen, world, written, moment)
        log_today(desk, frozen, world, written, moment)
    finally:
        desk.close()
    partial.replace(path)


def _world(day: date, moment: datetime) -> "tuple[World, list[tuple[str, str]]]":
    """Make everything in memory; return it with the rep's days off."""
    from workstation.desk.demo.companies import add_companies
    from workstation.desk.demo.history import History
    from workstation.desk.demo.seeds import load_seeds
    from workstation.desk.demo.steps import add_steps
    from workstation.desk.demo.stories import add_stories
    from workstation.desk.demo.world import Calendar, World
    from workstation.method.days import WorkingDays, add_months, public_holidays
    from workstation.playbook.resources import demo_folder

    seeds = load_seeds(demo_folder())
    plain = WorkingDays(holidays=public_holidays("US"))
    off = plain.next(add_months(day, -2))
    working = WorkingDays(days_off=frozenset({off}), holidays=plain.holidays)
    calendar = Calendar.around(day, working, moment.tzinfo)
    world = World(seeds, calendar, Random(day.toordinal()))  # noqa: S311
    add_companies(world)
    add_stories(world)
    History(world).play()
    add_steps(world, moment)
    return world, [(off.isoformat(), seeds.words["days_off"])]


def _settings(rep: dict[str, str], calendar: "Calendar", moment: datetime) -> dict[str, str]:
    return {
        "name": rep["name"],
        "company": rep["company"],
        "product": rep["product"],
        "country": "US",
        "currency": "USD",
        "time_zone": getattr(moment.tzinfo, "key", ""),
        "level": "full",
        "started_on": calendar.days[calendar.start].isoformat(),
    }


def _remove_others(path: Path) -> None:
    for other in path.parent.glob("demo-*.db*"):
        if not other.name.startswith(path.name):
            with contextlib.suppress(OSError):
                other.unlink()
    for other in path.parent.glob("demo-*.playbook"):
        if other.stem != path.stem:
            shutil.rmtree(other, ignore_errors=True)

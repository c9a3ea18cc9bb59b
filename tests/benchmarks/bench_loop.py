"""The longest block of the event loop in a rep's day, step by step, against the same day empty.

A step's block is the longest single callback the loop ran while the step was done. What Textual
needs to mount a screen is in it at either size, so the same steps on a desk with three accounts
are the floor: what the records add is what counts.
"""

import asyncio
import asyncio.events
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from textual.pilot import Pilot

from tests.benchmarks.screens import Watched
from tests.benchmarks.timing import Result
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk

MOST_SECONDS = 0.033
"""What the records may add to a step's longest block (two frames)."""

LOOKS = 100
"""How often it is looked at most whether threads still read."""

Step = Callable[[Pilot[None]], Awaitable[None]]


def keys(*pressed: str) -> Step:
    """Return a step that presses keys."""

    async def step(pilot: Pilot[None]) -> None:
        await pilot.press(*pressed)

    return step


DAY: dict[str, Step] = {
    "today": keys("g", "t"),
    "queue": keys("g", "q"),
    "down the queue": keys(*"jjjjjjjj"),
    "a call logged": keys("l", "n"),
    "a second one": keys("l", "v"),
    "undone": keys("u"),
    "its account": keys("enter"),
    "back": keys("escape"),
    "a call": keys("c"),
    "typing in it": keys(*"night desk"),
    "left": keys("escape", "escape"),
    "accounts": keys("g", "a"),
    "the next bin": keys("2", "1"),
    "pages of it": keys("pagedown", "pagedown", "end", "home"),
    "a filter": keys("t", *"tier 1", "escape"),
    "search": keys("slash", *"amber", "escape"),
    "dashboard": keys("g", "d"),
    "mail": keys("g", "m"),
    "duplicates": keys("g", "u"),
    "today again": keys("g", "t"),
    "help": keys("question_mark", "escape"),
}
"""What the rep does, in this order."""


class Longest:
    """The longest callback the loop has run since it was last asked."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def taken(self) -> float:
        """Return it and begin anew."""
        seconds, self.seconds = self.seconds, 0.0
        return seconds


@contextmanager
def watched() -> Iterator[Longest]:
    """Time every callback of every event loop while entered."""
    longest, run = Longest(), asyncio.events.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        before = perf_counter()
        run(handle)
        longest.seconds = max(longest.seconds, perf_counter() - before)

    asyncio.events.Handle._run = timed  # type: ignore[method-assign]
    try:
        yield longest
    finally:
        asyncio.events.Handle._run = run  # type: ignore[method-assign]


async def day(desk: Desk) -> dict[str, float]:
    """Return each step's longest block in seconds."""
    app = Watched(desk)
    found = {}
    with watched() as longest:
        async with app.run_test(size=(120, 36)) as pilot:
            await _quiet(app, pilot)
            found["start"] = longest.taken()
            for name, step in DAY.items():
                await step(pilot)
                await _quiet(app, pilot)
                found[name] = longest.taken()
    return found


async def _quiet(app: Watched, pilot: Pilot[None]) -> None:
    """Wait for what threads read; a flow that waits for the rep's answer is none of that."""
    for _ in range(LOOKS):
        await pilot.pause()
        if not any(each.is_running and each._thread_worker for each in app.workers):
            return


def empty(folder: Path, clock: FrozenClock) -> Desk:
    """Return a desk with three accounts, on a file made anew."""
    path = folder / "empty.db"
    for name in ("empty.db", "empty.db-wal", "empty.db-shm"):
        (folder / name).unlink(missing_ok=True)
    desk = Desk.open(path, clock=clock)
    for name in ("Corvid Labs", "Halden Paper", "Ostrom Vale"):
        desk.accounts.add({"name": name}, "working")
    return desk


def measure(
    full: Callable[[], Desk], small: Callable[[], Desk], size: str, rounds: int
) -> Iterator[Result]:
    """Yield the three steps the records add most to; each day is done some times over."""
    ours: dict[str, list[float]] = {}
    floor: dict[str, list[float]] = {}
    for _ in range(rounds):
        for make, into in ((full, ours), (small, floor)):
            desk = make()
            try:
                for name, seconds in asyncio.run(day(desk)).items():
                    into.setdefault(name, []).append(seconds)
            finally:
                desk.close()
    added = {name: median(ours[name]) - median(floor[name]) for name in ours}
    for name in sorted(added, key=lambda each: -added[each])[:3]:
        least, most = min(ours[name]), max(ours[name])
        yield Result(
            f"longest block: {name}, {size}",
            f"33 ms beyond {median(floor[name]) * 1000:.0f} ms on an empty desk",
            added[name] / MOST_SECONDS,
            (least - median(floor[name])) / MOST_SECONDS,
            (most - median(floor[name])) / MOST_SECONDS,
            MOST_SECONDS,
            1.0,
        )

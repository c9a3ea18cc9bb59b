"""A key while typing in a call, opening a call, and finding an objection card."""

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import closing
from time import perf_counter

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from tests.benchmarks.frames import Frames
from tests.benchmarks.screens import Watched
from tests.benchmarks.timing import FRAME, Result, late, result
from workstation.desk.desk import Desk
from workstation.method.objections import Cards, Objection
from workstation.tui.screens.base import DeskScreen
from workstation.tui.screens.call import CallScreen
from workstation.tui.widgets.call_note import NoteArea
from workstation.tui.widgets.call_prompt import CallPrompt

TOUCHES = 5_000
CARDS = 2_000
WORDS = "the night desk loses tickets at every hand-over and nobody knows why "


def busy_account(desk: Desk) -> int:
    """Return an account with a person and 5 000 activities, adding it when it is not there."""
    found = desk.store.value("SELECT id FROM accounts WHERE name = 'Five Thousand'")
    if found is not None:
        return int(found)
    made = desk.accounts.add({"name": "Five Thousand", "time_zone": "America/Chicago"}, "working")
    assert made.made is not None
    desk.accounts.add_contact(made.made, "Pat Example", phone="+1 312 555 0142")
    with desk.store.action("Prepare") as act:
        act.insert_many(
            "activities",
            ["account_id", "kind", "happened_at", "happened_on", "outcome", "counts_as", "note"],
            [
                (
                    made.made,
                    "call",
                    f"2025-{1 + n % 12:02}-{1 + n % 28:02}T15:{n % 60:02}:00Z",
                    f"2025-{1 + n % 12:02}-{1 + n % 28:02}",
                    "conversation",
                    "conversation",
                    f"said {n}",
                )
                for n in range(TOUCHES)
            ],
        )
    return made.made


class Bare(Frames):
    """A bare text area."""

    def compose(self) -> ComposeResult:
        """Show the area and nothing else."""
        yield TextArea(soft_wrap=True, show_line_numbers=False)


async def typed(pilot: Pilot[None], app: Bare | Watched, area: TextArea, keys: int) -> list[float]:
    """Return the seconds from each key to the frame that shows it."""
    taken = []
    for letter in itertools.islice(itertools.cycle(WORDS), keys):
        length = len(area.text)
        before = perf_counter()
        app.post_message(events.Key("space" if letter == " " else letter, letter))
        shown = await app.frame(lambda length=length: len(area.text) != length)
        taken.append(shown - before)
        await pilot.pause()
    return taken


async def typing(desk: Desk, keys: int) -> tuple[list[float], list[float]]:
    """Type in a call and in a bare text area."""
    bare = Bare()
    async with bare.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        floor = await typed(pilot, bare, bare.query_one(TextArea), keys)
    app = Watched(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        call = desk.calls.open(busy_account(desk))
        await app.push_screen(CallScreen(call))
        await pilot.pause()
        ours = await typed(pilot, app, app.screen.query_one(NoteArea), keys)
        desk.calls.discard(call)
    return ours, floor


class Empty(DeskScreen):
    """A place with nothing in it."""

    place = "dashboard"

    def compose(self) -> ComposeResult:
        """Show nothing."""
        yield from ()

    def read(self, changed: object = None) -> None:
        """Read nothing."""


class Plain(Screen[None]):
    """As many plain widgets as a call has, with as much text: what Textual itself takes."""

    CSS = """
    Plain #head { height: 2; } Plain #columns { height: 1fr; } Plain #plan { width: 28; }
    Plain #centre { width: 1fr; } Plain #prompt { height: 13; } Plain #known { width: 34; }
    Plain TextArea { height: 1fr; border: none; } Plain Input { border: none; height: 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay out what a call lays out."""
        text = "\n".join(f"{WORDS[:24]} {n}" for n in range(33))
        yield Static("head\nhead", id="head", markup=False)
        with Horizontal(id="columns"):
            yield Static(text, id="plan", markup=False)
            with Vertical(id="centre"):
                yield Static(text[:300], id="prompt", markup=False)
                yield Input()
                yield Static("next", markup=False)
                yield Static("note", markup=False)
                yield TextArea(soft_wrap=True, show_line_numbers=False)
            with VerticalScroll(id="known"):
                yield Static(text * 2, markup=False)
        yield Static("keys", markup=False)


async def opening(desk: Desk, times: int) -> tuple[list[float], list[float], list[float]]:
    """Return the seconds until a call with its prompt, plain widgets, an empty screen are shown."""
    app = Watched(desk)
    taken: dict[type[Screen[None]], list[float]] = {CallScreen: [], Plain: [], Empty: []}
    account = busy_account(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for turn in range(times + 1):
            call = desk.calls.open(account)
            for screen in (CallScreen(call), Plain(), Empty()):
                before = perf_counter()
                app.push_screen(screen)
                shown = await app.frame(
                    lambda screen=screen: app.screen is screen and _shown(screen)
                )
                if turn:
                    taken[type(screen)].append(shown - before)
                await pilot.pause()
                app.pop_screen()
                await pilot.pause()
            desk.calls.discard(call)
    return taken[CallScreen], taken[Plain], taken[Empty]


def _shown(screen: Screen[None]) -> bool:
    if not isinstance(screen, CallScreen):
        return screen.is_mounted
    return screen.is_mounted and bool(screen.query(CallPrompt)) and screen.contact is not None


def cards() -> list[Objection]:
    """Return two thousand different cards."""
    words = WORDS.split()
    return [
        Objection(
            key=f"card_{n}", title=f"{words[n % 12]} {words[n % 7]} {n}", source="inertia",
            question="Why?", story="Once.", proof="One.", words=[words[n % 5], words[n % 11]],
        )
        for n in range(CARDS)
    ]  # fmt: skip


def measure(desk: Desk, keys: int, turns: int) -> Iterator[Result]:
    """Yield the three results; the desk is one that may be written to."""
    with closing(desk):
        yield late(
            f"a key in the note, {TOUCHES} touches",
            "a bare Textual text area",
            asyncio.run(typing(desk, keys)),
            1.3,
        )
        ours, plain, empty = asyncio.run(opening(desk, turns))
        more = [one - other for one, other in zip(ours, empty, strict=True)]
        yield result(
            "opening a call, more than an empty screen",
            "one frame of 1/60 s",
            (more, [FRAME] * len(more)),
            2.0,
        )
        yield result("opening a call", "a screen of as many plain widgets", (ours, plain))
    pile = Cards(cards())
    found = []
    for letters in ("n", "ni", "nig", "lo", "kn", "de 7", "zz", "t") * turns:
        before = perf_counter()
        pile.find(letters)
        found.append(perf_counter() - before)
    yield result(
        f"an objection found among {CARDS}",
        "one frame of 1/60 s",
        (found, [FRAME] * len(found)),
        1.0,
    )

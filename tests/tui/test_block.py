"""A call block on the screen: one record after another, the clock, and what came of it."""

import pytest
from textual.pilot import Pilot

from tests.desk import world
from tests.tui.pressing import press, settle, toasts, type_text, until
from tests.tui.reading import lines, shown
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.block_summary import BlockSummary
from workstation.tui.dialogs.wrap_up import WrapUp
from workstation.tui.screens.block import BlockScreen
from workstation.tui.screens.call import CallScreen

NAMES = ("Corvid Labs", "Halden Paper", "Ostrom & Vale", "Brightline", "Quill [/b] Works")


@pytest.fixture
def calling(desk: Desk) -> Desk:
    """Five accounts to call, in the order of their names here."""
    for place, name in enumerate(NAMES):
        account = world.account(
            desk, name, bin="working", time_zone="America/Chicago", fit=90 - 10 * place
        )
        person = desk.accounts.add_contact(
            account, f"Kim {place}", title="Head of Support", phone="+1 312 555 0142"
        ).made
        desk.follow_ups.plan(account, desk.days.read("today"), why="try again", contact_id=person)
    desk.settings.set("block_reward", "a walk [/b]")
    return desk


def front(pilot: Pilot[None]) -> str:
    """Return the account in front."""
    screen = pilot.app.screen
    assert isinstance(screen, BlockScreen), shown(pilot.app)
    subject = screen.subject()
    return subject.account if subject else ""


async def later(pilot: Pilot[None], clock: FrozenClock, minutes: int) -> None:
    """Let minutes of work go by."""
    for _ in range(minutes // 5):
        clock.advance(minutes=5)
        for screen in pilot.app.screen_stack:
            if isinstance(screen, BlockScreen):
                screen.each_second()
            elif isinstance(screen, CallScreen):
                screen._each_second()
    await settle(pilot)


async def test_a_block_from_the_first_record_to_its_summary(
    calling: Desk, clock: FrozenClock
) -> None:
    app = WorkstationApp(calling)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B")
        text = shown(app)
        assert "Call for 60 minutes, then: a walk [/b]" in text
        assert "Step due         " in text and "   5  " in text
        await press(pilot, "+", "-", "h")
        assert front(pilot) == "Corvid Labs"
        text = shown(app)
        for wanted in (
            "BLOCK  Step due", "0:00 of 60:00", "0 of 5 done · 0 dials · 0 conversations",
            "★★★★☆", "Kim 0, Head of Support", "+1 312 555 0142", "09:12 in Chicago",
            "→ Step due: try again", "P prepares the call", "Planned", "today  call  try again",
        ):  # fmt: skip
            assert wanted in text, f"{wanted!r} is not on the screen:\n{text}"

        # Three keys for an unanswered dial, and the next record is there by itself.
        await press(pilot, "l", "n")
        assert front(pilot) == "Halden Paper"
        await press(pilot, "i", "i", "j")
        assert front(pilot) == "Ostrom & Vale"
        assert "1 of 5 done · 1 dial · 0 conversations · 2 interruptions" in shown(app)

        # A call: its record stays while the notes are open, and when it is put aside.
        await later(pilot, clock, 20)
        await press(pilot, "c", *"words")
        assert isinstance(app.screen, CallScreen)
        await press(pilot, "escape", "k")
        assert front(pilot) == "Ostrom & Vale"
        assert "A call to them is kept open: c goes on with it." in shown(app)
        await press(pilot, "c")
        await later(pilot, clock, 40)
        assert "60 minutes done" not in toasts(pilot)
        await press(pilot, "ctrl+x", "t")
        await until(pilot, lambda: isinstance(app.screen, WrapUp))
        calling.bins.move([calling.accounts.resolve("Brightline")], "avoid.client")
        app.follow()
        block = app.screen_stack[-3]
        assert isinstance(block, BlockScreen) and block.subject().account == "Ostrom & Vale"
        await type_text(pilot, "tue 3pm")
        clock.advance(seconds=8)
        await press(pilot, "enter")
        assert front(pilot) == "Quill [/b] Works"
        assert "60 minutes done: a walk [/b]." in toasts(pilot)
        assert "── 60 minutes done: a walk [/b] ──" in shown(app)
        assert "2 of 5 done · 2 dials · 1 conversation · 2 interruptions" in shown(app)

        # Leaving and coming back; undo brings a record back.
        await press(pilot, "escape", "l")
        assert app.place is not None and app.place.place == "today"
        await press(pilot, "B")
        assert front(pilot) == "Quill [/b] Works"
        await press(pilot, "x", *"gone", "enter")
        assert front(pilot) == "Halden Paper"
        await press(pilot, "u")
        assert front(pilot) == "Quill [/b] Works"
        await press(pilot, "z", "f1")
        assert front(pilot) == "Halden Paper"
        await later(pilot, clock, 30)
        assert "90 minutes of calls: take a break." in toasts(pilot)
        assert "90:08 of 60:00" in lines(app)[2]
        await press(pilot, "l", "v")
        assert "The list is through: 4 of 5 records were dealt with." in shown(app)

        await press(pilot, "E")
        assert isinstance(app.screen, BlockSummary)
        text = " ".join(shown(app).split())
        for wanted in (
            "Call block: Step due, 90 of 60 minutes", "Dials 3", "Conversations 1",
            "0.7 an hour", "Interruptions 2", "Five-minute calls 1", "0 s a call (median), 2.7 s",
            "You promised", "tomorrow 15:00 Ostrom & Vale",
        ):  # fmt: skip
            assert wanted in text, f"{wanted!r} is not on the screen:\n{shown(app)}"
        await press(pilot, "enter")
        assert app.place is not None and app.place.place == "today"
        assert calling.blocks.present is None
        (past,) = calling.blocks.history()
        assert (past.dials, past.conversations, past.interruptions) == (3, 1, 2)


async def test_a_block_is_small_kept_over_a_crash_and_offered_again(
    calling: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    calling.blocks.start("all", 30)
    calling.blocks.interrupt()
    calling.blocks.present = None  # as if the program had been killed
    clock.advance(hours=3)
    app = WorkstationApp(calling)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "q", "B")
        assert "The call block of Mon 09:12 (Everything) was not ended" in shown(app)
        await press(pilot, "g")
        assert front(pilot) == "Corvid Labs"
        text = shown(app)
        assert "0:00 of 30:00" in text and "1 interruption" in text
        assert "E end" in lines(app)[-1]

        # What others do takes no record away; what was undone ends the block.
        calling.bins.move([calling.accounts.resolve("Corvid")], "avoid.client")
        app.follow()
        await settle(pilot)
        assert front(pilot) == "Corvid Labs"
        assert "not due any more; j goes on" in shown(app)
        await press(pilot, "j")
        assert front(pilot) == "Halden Paper"
        await press(pilot, "u", "u")
        assert "This call block is over." in shown(app)
        await press(pilot, "i", "j", "c", "E", "escape")
        assert app.place is not None and app.place.place == "queue"

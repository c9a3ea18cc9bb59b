"""The drill: a card, the clock, four scores, the next card, a summary."""

from random import Random

import msgspec
import pytest

from tests.desk.playbooks import card, with_parts
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import press, settle, toasts
from tests.tui.reading import shown
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.drill import DrillDialog, drill
from workstation.tui.screens.base import DeskScreen
from workstation.tui.type_ahead import flow


@flow
async def practise(screen: DeskScreen) -> None:
    """Start the drill as a place does."""
    await drill(screen, Random(3))


async def test_cards_are_answered_scored_and_summed_up(desk: Desk, clock: FrozenClock) -> None:
    with_parts(desk, objections=[card("a"), card("b")])
    async with WorkstationApp(desk).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        practise(pilot.app.screen)
        await settle(pilot)
        assert "They say" in shown(pilot.app)
        assert "Why?" not in shown(pilot.app), "the answer comes first"
        clock.advance(seconds=42)
        await press(pilot, "2", " ")
        text = shown(pilot.app)
        assert "0:42" in text
        for said in ("Why?", "Once.", "Yes.", "▸ named where it comes from"):
            assert said in text
        clock.advance(seconds=60)
        await press(pilot, "2", "2", "backspace", "1", "0")
        assert desk.drills.history() == [], "not before the fourth"
        await press(pilot, "2")
        assert "5 of 8, saved" in shown(pilot.app)
        (first,) = desk.drills.history()
        assert (first.seconds, first.scores.total, first.scores.story) == (42, 5, 0)
        await press(pilot, "1", "enter", "enter", "1", "1", "1", "0")
        second, _ = desk.drills.history()
        assert second.card != first.card
        await press(pilot, " ", "escape")
        text = shown(pilot.app)
        for said in ("2 cards", "4.0 of 8", "0:42", "it is easier to change nothing"):
            assert said in text, text
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, DrillDialog)
        assert "3 of 8" in toasts(pilot), "the last one"
        await press(pilot, "g", "s", "3")
        text = shown(pilot.app)
        assert "Practice  2 of 2 cards practised; d practises" in text
        assert text.index(" 3.0 of 8 ") < text.index(" 5.0 of 8 "), "the worst first"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_empty_pile_is_refused_and_a_drill_without_scores_leaves_nothing(
    desk: Desk, size: tuple[int, int]
) -> None:
    with_parts(desk, objections=[])
    async with WorkstationApp(desk).run_test(size=size) as pilot:
        await settle(pilot)
        practise(pilot.app.screen)
        await settle(pilot)
        assert not isinstance(pilot.app.screen, DrillDialog)
        assert "no objections to practise" in toasts(pilot)
        with_parts(desk, objections=[msgspec.structs.replace(card("a"), title=HOSTILE)])
        practise(pilot.app.screen)
        await settle(pilot)
        assert "[/red]" in shown(pilot.app)
        assert "\x1b" not in shown(pilot.app)
        await press(pilot, " ", "escape")
        assert not isinstance(pilot.app.screen, DrillDialog)
        assert desk.drills.history() == []

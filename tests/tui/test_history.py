"""History: what was done, undone and done again from the list."""

import pytest

from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, USUAL, press
from tests.tui.reading import lines, shown
from workstation.desk.desk import Desk
from workstation.tui.dialogs.history import HistoryDialog
from workstation.tui.screens.account import AccountScreen


def some(desk: Desk) -> None:
    first = desk.accounts.add({"name": "Corvid Labs"}).made
    desk.accounts.add({"name": HOSTILE})
    desk.bins.move([first], "working")
    desk.accounts.edit(first, {"industry": "Software"})


def line_of(pilot, words: str) -> str:
    return next(line for line in lines(pilot.app) if words in line)


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_actions_are_listed_newest_first_and_undone_by_enter(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=some) as pilot:
        await pilot.app.push_screen(HistoryDialog())
        await press(pilot)
        await pilot.pause()
        text = shown(pilot.app)
        assert text.index("Edit Corvid Labs") < text.index("Move Corvid Labs to Working")
        assert "Add [/red]" in text
        assert "\x1b" not in text
        assert "today 09:12" in text
        await press(pilot, "j", "enter")
        desk = pilot.app.desk
        assert desk.bins.counts()["working"] == 0
        assert "undone" in line_of(pilot, "  Move Corvid Labs")
        assert "▸" in line_of(pilot, "  Move Corvid Labs")
        await press(pilot, "U")
        assert desk.bins.counts()["working"] == 1
        assert "undone" not in line_of(pilot, "  Move Corvid Labs")
        await press(pilot, "u")
        assert desk.bins.counts()["working"] == 0


async def test_an_undo_that_is_refused_says_why(tmp_path):
    async with at_desk(tmp_path, prepare=some) as pilot:
        await pilot.app.push_screen(HistoryDialog())
        await press(pilot, "end", "u")
        assert "Add Corvid Labs” cannot be undone" in pilot.app.said[-1]
        assert len(pilot.app.desk.history.recent()) == 4


async def test_the_history_of_one_account_has_only_its_own_actions(tmp_path):
    async with at_desk(tmp_path, prepare=some) as pilot:
        account = pilot.app.desk.accounts.resolve("Corvid")
        await pilot.app.push_screen(AccountScreen(account))
        await press(pilot, "H")
        text = shown(pilot.app)
        assert "History: Corvid Labs" in text
        assert "Move Corvid Labs" in text
        assert "[/red]" not in text
        await press(pilot, "u", "escape")
        assert "Software" not in shown(pilot.app)


async def test_an_empty_history_says_so(tmp_path):
    async with at_desk(tmp_path) as pilot:
        await pilot.app.push_screen(HistoryDialog())
        await press(pilot, "u", "U", "enter")
        assert "Nothing was done yet" in shown(pilot.app)

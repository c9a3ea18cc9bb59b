"""What was said: four views, two lists side by side, the filter, and the way to an account."""

import pytest

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, USUAL, press, type_text
from tests.tui.reading import lines, shown
from workstation.desk.calls.calls import LogEntry, Raised
from workstation.desk.desk import Desk
from workstation.tui.screens.account import AccountScreen

LONG = "they keep a list of swaps on paper " * 4


def talked(desk: Desk) -> None:
    card = desk.playbook.objections[0].key
    for name, systems, resolved in (
        ("Brightline Foods", "a ticket tool", True),
        ("Corvid Labs", LONG, False),
        (HOSTILE, HOSTILE, None),
    ):
        account = world.account(desk, name)
        desk.calls.log(
            LogEntry(
                account,
                "conversation",
                seconds=754,
                note=f"what else? {name}",
                flow="qualification",
                answers={"systems": systems, "priority": "at the top"},
                objections=[Raised(card, f"not now, {name}", resolved)],
                starred=name == "Corvid Labs",
            )
        )


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_answers_objections_and_the_best_calls_are_a_key_away(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=talked) as pilot:
        await press(pilot, "g", "s")
        screen = pilot.app.screen
        assert screen.left.has_focus
        text = shown(pilot.app)
        assert "▸1 Answers" in text
        assert "6 answers" in text
        assert "3 accounts have answered · 0 have not" in text
        assert "a ticket tool" in text
        assert "[/red]" in text
        assert "\x1b" not in text
        await press(pilot, "j")
        assert "100 %" in next(each for each in lines(pilot.app) if "at the top  " in each)
        await press(pilot, "k", "tab", "end")
        assert screen.rows.has_focus
        await press(pilot, "home", "j")
        assert screen.rows.row.account == "Corvid Labs"
        assert shown(pilot.app).count("they keep a list of swaps on paper") > 1
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        assert "Corvid Labs" in shown(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.rows.row.account == "Corvid Labs"
        await press(pilot, "2")
        assert screen.left.has_focus
        text = shown(pilot.app)
        assert "▸2 Objections" in text
        assert "3 times heard" in text
        assert "3 times · 1 resolved, 1 not, 1 unknown" in text
        assert "✓ resolved" in text
        assert "✗ not yet" in text
        await press(pilot, "4")
        assert screen.rows.has_focus
        assert "12:34" in shown(pilot.app)
        assert "what else? Corvid Labs" in shown(pilot.app)
        await press(pilot, "1")
        assert screen.left.has_focus
        assert "a ticket tool" in shown(pilot.app)


@pytest.mark.parametrize("size", [(40, 10), (60, 18), (60, 20), (120, 12)])
async def test_the_list_in_use_has_room_in_any_window(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=talked) as pilot:
        for view in "12":
            await press(pilot, "g", "s", view)
            screen = pilot.app.screen
            for records in (screen.left, screen.rows):
                assert records.has_focus
                for end in ("end", "home"):
                    await press(pilot, end)
                    x, y, width, _ = records.region
                    seen = lines(pilot.app)[y + 1 : size[1] - 1]
                    assert any("▸" in each[x : x + width] for each in seen), (view, end)
                await press(pilot, "tab")


async def test_the_filter_finds_words_of_questions_and_of_answers(tmp_path):
    async with at_desk(tmp_path, prepare=talked) as pilot:
        await press(pilot, "g", "s", "t")
        await type_text(pilot, "which syst")
        screen = pilot.app.screen
        assert screen.left.key == "systems"
        assert screen.rows.count == 3
        await press(pilot, *["backspace"] * 10)
        await type_text(pilot, "swaps")
        assert [each.by_answers for each in screen._left] == [True]
        assert screen.rows.count == 1
        assert "1 account said “swaps”" in shown(pilot.app)
        await type_text(pilot, "zz")
        assert "Nothing has “swapszz”" in shown(pilot.app)
        assert screen.rows.count == 0
        await press(pilot, "enter", "escape")
        assert screen.rows.count == 3
        await pilot.click("ViewLine", offset=(20, 0))
        await press(pilot, "t")
        await type_text(pilot, "no such card")
        assert "Nothing has" in shown(pilot.app)


async def test_an_empty_desk_says_what_fills_each_view(tmp_path):
    async with at_desk(tmp_path, size=SMALL) as pilot:
        await press(pilot, "g", "s")
        assert "Nobody has answered this yet" in shown(pilot.app)
        await press(pilot, "2")
        assert "No objection was noted yet" in shown(pilot.app)
        await press(pilot, "3")
        assert "opener" in shown(pilot.app).casefold()
        await press(pilot, "4")
        assert "No call is kept as your best yet" in shown(pilot.app)
        screen = pilot.app.screen
        await press(pilot, "d")
        assert pilot.app.screen is not screen

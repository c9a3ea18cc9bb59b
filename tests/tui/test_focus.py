"""Focus lists on the screens: the filter line that explains and completes, the menu behind T."""

import threading
from datetime import date

import pytest

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.pressing import SMALL, press, settle, type_text, until
from tests.tui.reading import shown
from workstation.desk.blocks.blocks import Blocks
from workstation.desk.desk import Desk
from workstation.desk.focus import Focus
from workstation.desk.queue.queue import QueueDrawer
from workstation.tui.widgets.filter_line import FilterLine


def nordic_world(desk: Desk) -> None:
    for name, country, tier in (
        ("Corvid Labs", "SE", 1),
        ("Halden Paper", "NO", 1),
        ("Ostrom & Vale", "NO", 3),
        ("Tallow & Wick", "US", 1),
    ):
        made = world.account(desk, name, country=country, tier=tier, bin="working", city="Oslo")
        world.follow_up(desk, made, date(2026, 11, 23))


def names(pilot) -> list[str]:
    source = pilot.app.screen._listing
    return [row.name for row in source.page(0, source.count())]


async def test_a_filter_says_what_it_means_while_typed_and_tab_completes_it(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.desk.filter_names.LATEST", 0)
    async with at_desk(tmp_path, size=SMALL, prepare=nordic_world) as pilot:
        await press(pilot, "g", "a", "t")
        await type_text(pilot, "ti")
        assert "Tab tier" in shown(pilot.app)
        await press(pilot, "tab")
        assert pilot.app.screen.query_one(FilterLine).typed[0] == "tier "
        assert "After “tier” (at letter 1) comes a number" in shown(pilot.app)
        await type_text(pilot, "1 in nord")
        await press(pilot, "tab")
        assert "tier 1, in the Nordics" in shown(pilot.app)
        assert names(pilot) == ["Corvid Labs", "Halden Paper"]
        await type_text(pilot, "bin wrking")
        assert "There is no bin “wrking” (at letter 23); perhaps “working”" in shown(pilot.app)
        assert names(pilot) == ["Corvid Labs", "Halden Paper"], "the part before the mistake"
        await press(pilot, "enter", "j")
        assert pilot.app.screen.records.row.name == "Halden Paper"
        await press(pilot, "escape")
        assert len(names(pilot)) == 4
        assert pilot.app.screen.records.row.name == "Halden Paper"
        await press(pilot, "t")
        await type_text(pilot, "tir 1")
        assert "“tir” is looked for as a word; did you mean “tier 1”?" in shown(pilot.app)
        await type_text(pilot, ", city osl")
        await until(pilot, lambda: "Tab Oslo" in shown(pilot.app))


async def test_a_filter_is_kept_as_a_focus_list_opened_renamed_and_dropped(tmp_path) -> None:
    async with at_desk(tmp_path, prepare=nordic_world) as pilot:
        desk = pilot.app.desk
        await press(pilot, "g", "a", "t")
        await type_text(pilot, "tier 1 nordics")
        await press(pilot, "enter", "T")
        assert "keep “tier 1 nordics” under a name" in shown(pilot.app)
        await press(pilot, "n")
        await type_text(pilot, "North first")
        await press(pilot, "enter")
        assert "◆ North first" in shown(pilot.app)
        assert [each.count for each in desk.focus.all()] == [2]
        await press(pilot, "escape")
        assert len(names(pilot)) == 4
        await press(pilot, "T")
        assert "     2  tier 1, in the Nordics" in shown(pilot.app)
        await press(pilot, "a")
        assert names(pilot) == ["Corvid Labs", "Halden Paper"]
        await press(pilot, "A", "b", "q")
        await settle(pilot)
        moved = desk.focus.find("bin quarterly")
        assert [row.name for row in moved.page(0, 9)] == ["Corvid Labs", "Halden Paper"]
        desk.focus.keep("Norway", "in norway")
        await press(pilot, "T", "R")
        await type_text(pilot, "norway")
        await press(pilot, "enter")
        assert "Another focus list is called “norway”; choose another name." in shown(pilot.app)
        await press(pilot, *["backspace"] * 3)
        assert "“North first” becomes “nor”" in shown(pilot.app)
        await press(pilot, "enter")
        assert [each.name for each in desk.focus.names()] == ["nor", "Norway"]
        await press(pilot, "X", "X", "escape")
        assert desk.focus.names() == []
        assert "◆" not in shown(pilot.app), "a list that was dropped is not named any more"


def watched(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Note in which threads filters and hours are looked for."""
    threads: list[threading.Thread] = []
    for owner, name in ((Focus, "among"), (QueueDrawer, "room"), (Blocks, "slices")):
        real = getattr(owner, name)

        def noting(*args, real=real):
            threads.append(threading.current_thread())
            return real(*args)

        monkeypatch.setattr(owner, name, noting)
    return threads


async def test_the_queue_shows_only_a_focus_list_and_a_block_can_be_made_of_it(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare(desk: Desk) -> None:
        nordic_world(desk)
        desk.focus.keep("North", "tier 1 nordics")

    async with at_desk(tmp_path, prepare=prepare) as pilot:
        await press(pilot, "g", "q")
        assert pilot.app.screen.queue.count() == 4
        threads = watched(monkeypatch)
        await press(pilot, "j", "T", "a")
        await until(pilot, lambda: "◆ North" in shown(pilot.app))
        assert pilot.app.screen.queue.count() == 2
        assert "◆ North · 2 of 4 due · Esc shows all" in shown(pilot.app)
        assert pilot.app.screen.records.row.account == "Halden Paper"
        await press(pilot, "z")
        await type_text(pilot, "+3d")
        await press(pilot, "enter")
        await until(pilot, lambda: "◆ North · 1 of 3 due" in shown(pilot.app))
        await press(pilot, "u")
        await until(pilot, lambda: "◆ North · 2 of 4 due" in shown(pilot.app))
        assert pilot.app.screen.records.row.account == "Halden Paper"
        await press(pilot, "O")
        await until(pilot, lambda: "only ◆ North" in shown(pilot.app))
        assert "All 2 fit in 60 minutes" in shown(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: "One go" in shown(pilot.app))
        assert pilot.app.screen.queue.count() == 2
        await press(pilot, "escape")
        assert len(threads) > 4
        assert threading.main_thread() not in threads
        assert "Tallow" not in shown(pilot.app)
        await press(pilot, "B")
        await until(pilot, lambda: "whom to call" in shown(pilot.app))
        assert "North" in shown(pilot.app)
        await press(pilot, "A")
        await until(pilot, lambda: pilot.app.desk.blocks.present is not None)
        assert len(pilot.app.desk.blocks.present.order) == 2
        assert pilot.app.desk.blocks.present.title == "North"

"""Focus lists on the screens: the filter line that explains and completes, the menu behind T."""

from datetime import date

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.pressing import SMALL, press, settle, type_text
from tests.tui.reading import shown
from workstation.desk.desk import Desk
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


async def test_a_filter_says_what_it_means_while_typed_and_tab_completes_it(tmp_path) -> None:
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
        assert names(pilot) == ["Corvid Labs", "Halden Paper"]
        await press(pilot, "enter")
        await press(pilot, "escape")
        assert len(names(pilot)) == 4


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
        await press(pilot, "T", "R")
        await type_text(pilot, "North")
        await press(pilot, "enter")
        assert [each.name for each in desk.focus.names()] == ["North"]
        await press(pilot, "X", "escape")
        assert desk.focus.names() == []


async def test_the_queue_shows_only_a_focus_list_and_a_block_can_be_made_of_it(tmp_path) -> None:
    def prepare(desk: Desk) -> None:
        nordic_world(desk)
        desk.focus.keep("North", "tier 1 nordics")

    async with at_desk(tmp_path, prepare=prepare) as pilot:
        await press(pilot, "g", "q")
        assert pilot.app.screen.queue.count() == 4
        await press(pilot, "T", "a")
        assert pilot.app.screen.queue.count() == 2
        assert "◆ North" in shown(pilot.app)
        assert "Tallow" not in shown(pilot.app)
        await press(pilot, "B")
        assert "North" in shown(pilot.app)
        await press(pilot, "A")
        await settle(pilot)
        assert len(pilot.app.desk.blocks.present.order) == 2
        assert pilot.app.desk.blocks.present.title == "North"

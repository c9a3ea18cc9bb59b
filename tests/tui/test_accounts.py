"""Accounts: the board of bins, the filter, marks, moving many at once."""

from datetime import date

import pytest

from tests.desk import world
from tests.fresh import open_desk
from tests.tui.at_desk import at_desk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SMALL, USUAL, press, settle, toasts, type_text
from tests.tui.reading import shown
from workstation.desk.desk import Desk
from workstation.desk.listing import Listing
from workstation.tui.screens.account import AccountScreen
from workstation.tui.widgets.account_list import AccountList
from workstation.tui.widgets.bin_board import BinBoard, title_widths
from workstation.tui.widgets.filter_line import FilterLine
from workstation.tui.widgets.pages import HELD, PAGE

NAMES = ("Brightline Foods", "Corvid Labs", "Halden Paper", "Ostrom & Vale", "Tallow & Wick")
BOTH = pytest.mark.parametrize("size", [SMALL, USUAL])


def five(desk: Desk) -> None:
    for name in NAMES:
        world.account(desk, name, city="Chicago", fit=60)
    desk.bins.move([desk.accounts.resolve("Tallow")], "avoid.client")


def names(pilot) -> list[str]:
    source = pilot.app.screen._listing
    return [row.name for row in source.page(0, source.count())]


async def at_accounts(pilot):
    await press(pilot, "g", "a")
    return pilot.app.screen


@BOTH
async def test_the_board_has_all_bins_with_counts_and_the_list_all_accounts(tmp_path, size):
    async with at_desk(tmp_path, size=size, prepare=five) as pilot:
        await at_accounts(pilot)
        text = shown(pilot.app)
        assert "1 Cold" in text
        assert "8 Duplic" in text
        assert "0/50" in text
        assert all(name in text for name in NAMES)
        assert "all bins · 5 · by name" in text


@BOTH
async def test_an_empty_desk_says_what_to_do(tmp_path, size):
    async with at_desk(tmp_path, size=size) as pilot:
        await at_accounts(pilot)
        assert "No accounts yet: i imports a file, a adds one." in shown(pilot.app)
        await press(pilot, "c", "l", "b", "space", "y", "enter", "v", "A", "V", "end")
        assert "No accounts yet" in shown(pilot.app)


async def test_the_number_keys_choose_a_bin_and_mark_it_on_the_board(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        await at_accounts(pilot)
        await press(pilot, "6")
        assert names(pilot) == ["Tallow & Wick"]
        assert "▸6 Client" in shown(pilot.app)
        await press(pilot, "2")
        assert "Working is empty" in shown(pilot.app)
        await press(pilot, "0")
        assert len(names(pilot)) == 5
        await pilot.click(BinBoard, offset=(3, 1))
        await settle(pilot)
        assert names(pilot) == list(NAMES[:4])


async def test_typing_filters_and_enter_or_escape_goes_back_to_the_list(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "t")
        await type_text(pilot, "corv")
        assert names(pilot) == ["Corvid Labs"]
        await press(pilot, "enter")
        assert isinstance(pilot.app.focused, AccountList)
        assert screen.query_one(FilterLine).text == "corv"
        assert "corv" in shown(pilot.app)
        await press(pilot, "t")
        await type_text(pilot, "zz")
        assert "Nothing fits “corvzz”" in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, AccountList)
        await press(pilot, "escape")
        assert len(names(pilot)) == 5
        assert pilot.app.screen is screen
        await press(pilot, "escape")
        assert pilot.app.screen.place == "today"


async def test_every_letter_of_a_fast_typist_counts(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        await at_accounts(pilot)
        await pilot.press("t", *"tallow", "enter")
        await settle(pilot)
        assert names(pilot) == ["Tallow & Wick"]


async def test_o_changes_the_order_and_keeps_the_marks(tmp_path):
    def prepare(desk: Desk) -> None:
        five(desk)
        world.follow_up(desk, desk.accounts.resolve("Ostrom"), date(2026, 11, 24))

    async with at_desk(tmp_path, prepare=prepare) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "v", "o")
        assert names(pilot)[0] == "Ostrom & Vale"
        assert "by next step" in shown(pilot.app)
        assert screen.records.marked_count == 1
        assert screen.records.row.name == "Corvid Labs"
        await press(pilot, "o", "o", "o")
        assert names(pilot) == list(NAMES)


async def test_marked_accounts_move_in_one_action_and_come_back_by_undo(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "v", "v", "v")
        assert "✓ 3 marked" in shown(pilot.app)
        await press(pilot, "b", "b")
        assert "3 accounts move to Bad fit" in shown(pilot.app)
        await press(pilot, "y")
        desk = pilot.app.desk
        assert desk.bins.counts()["avoid.bad_fit"] == 3
        assert desk.history.recent(1)[0].title == "Move 3 accounts to Bad fit"
        assert screen.records.marked_count == 0
        await press(pilot, "7")
        assert names(pilot) == list(NAMES[:3])
        await press(pilot, "u")
        assert desk.bins.counts() == desk.bins.counts() | {"cold": 4, "avoid.bad_fit": 0}
        assert "Bad fit is empty" in shown(pilot.app)


async def test_marks_stay_when_something_else_changes(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "v", "v")
        halden = pilot.app.desk.accounts.resolve("Halden")
        pilot.app.do(lambda: pilot.app.desk.responses.note(halden, "likes tea"))
        await settle(pilot)
        assert pilot.app.desk.accounts.timeline(halden)
        assert screen.records.marked_count == 2


async def test_what_works_on_one_record_is_refused_while_several_are_marked(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        before = len(pilot.app.desk.history.recent())
        await press(pilot, "v", "v")
        for key in "clfzxnrh":
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert pilot.app.screen is screen, key
            assert "2 are marked" in toasts(pilot), key
            assert screen.records.marked_count == 2, key
            assert len(pilot.app.desk.history.recent()) == before, key


async def test_the_counts_follow_what_is_done_elsewhere(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        await at_accounts(pilot)
        other = open_desk(tmp_path / "desk.db", pilot.app.desk.clock, node=2)
        other.bins.move([other.accounts.resolve("Corvid")], "working")
        other.close()
        pilot.app.following.look()
        await settle(pilot)
        assert "1/50" in shown(pilot.app)


async def test_more_accounts_than_the_limit_are_warned_of_in_words(tmp_path):
    def prepare(desk: Desk) -> None:
        for number in range(51):
            world.account(desk, f"Company {number}", bin="working")

    async with at_desk(tmp_path, prepare=prepare) as pilot:
        await at_accounts(pilot)
        assert "51/50!" in shown(pilot.app)


async def test_adding_an_account_puts_the_cursor_on_it(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "a")
        await type_text(pilot, "Meridian Freight")
        await press(pilot, "ctrl+s")
        assert screen.records.row.name == "Meridian Freight"


async def test_a_mistake_in_the_form_is_said_and_what_was_typed_is_kept(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        await at_accounts(pilot)
        await press(pilot, "a", "ctrl+s")
        assert "An account needs a name." in pilot.app.said[-1]
        await type_text(pilot, "Meridian")
        for _ in range(3):
            await press(pilot, "enter")
        await type_text(pilot, "many")
        await press(pilot, "ctrl+s")
        assert pilot.app.said[-1] == "Employees: 'many' is not a number."
        assert "Meridian" in shown(pilot.app)
        for _ in range(3):
            await press(pilot, "enter")
        await press(pilot, "ctrl+u", "ctrl+k")
        await type_text(pilot, "1 200")
        await press(pilot, "ctrl+s")
        desk = pilot.app.desk
        assert desk.accounts.get(desk.accounts.resolve("Meridian")).employees == 1200


async def test_enter_opens_the_page_of_the_account(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app.screen, AccountScreen)
        assert pilot.app.screen.account_id == pilot.app.desk.accounts.resolve("Corvid")
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.records.row.name == "Corvid Labs"


@BOTH
async def test_hostile_names_are_text(tmp_path, size):
    async with at_desk(
        tmp_path, size=size, prepare=lambda desk: world.account(desk, HOSTILE)
    ) as pilot:
        await at_accounts(pilot)
        text = shown(pilot.app)
        assert "[/red]" in text
        assert not any(sign in text for sign in "\x1b\x07\u202e")
        await press(pilot, "t")
        await type_text(pilot, "[/red]")
        await press(pilot, "escape", "b", "escape")
        assert "[/red]" in shown(pilot.app)


async def test_a_hundred_thousand_accounts_open_by_reading_pages_only(tmp_path, monkeypatch):
    def prepare(desk: Desk) -> None:
        with desk.store.action("Fill") as act:
            act.insert_many(
                "accounts",
                ("name", "bin", "bin_since_on", "created_on"),
                [(f"Company {n:06}", "cold", "2026-11-01", "2026-11-01") for n in range(100_000)],
            )

    asked = []
    page = Listing.page

    def counted(self, first, number):
        asked.append(number)
        return page(self, first, number)

    monkeypatch.setattr(Listing, "page", counted)
    monkeypatch.setattr(Listing, "find", _only_in_a_thread(Listing.find.__func__), raising=True)
    async with at_desk(tmp_path, prepare=prepare) as pilot:
        screen = await at_accounts(pilot)
        assert screen.records.count == 100_000
        await press(pilot, "end", "A")
        assert screen.records.row.name == "Company 099999"
        assert "✓ 100000 marked" in shown(pilot.app)
        assert max(asked) <= PAGE
        assert len(asked) <= 6
        assert screen.records.pages_held <= HELD
        assert len(screen.subjects()) == 100_000
        assert len(asked) <= 6


def _only_in_a_thread(find):
    import threading

    def checked(desk, **wanted):
        assert threading.current_thread() is not threading.main_thread()
        return find(Listing, desk, **wanted)

    return checked


def test_the_longest_titles_are_cut_first():
    assert title_widths([4, 7, 16], 27) == [4, 7, 16]
    assert title_widths([4, 7, 16], 20) == [4, 7, 9]
    assert sum(title_widths([5, 8, 12, 10, 17, 7, 8, 10], 56)) == 56
    assert title_widths([4, 7], 0) == [1, 1]


async def test_marks_go_once_the_marked_were_moved_and_stay_when_it_is_refused(tmp_path):
    async with at_desk(tmp_path, prepare=five) as pilot:
        screen = await at_accounts(pilot)
        await press(pilot, "v", "v")
        bins = {each.key: each.letter for each in screen.desk.playbook.bins}
        await press(pilot, "b", bins["cold"])
        assert screen.records.marked_count == 2, "they are cold already: refused"
        screen.workstation.do(lambda: screen.desk.goals.add("Move the desk"))
        await settle(pilot)
        assert screen.records.marked_count == 2
        await press(pilot, "b", bins["priority"] if "priority" in bins else bins["working"])
        await settle(pilot)
        assert screen.records.marked_count == 0

"""The dashboard: nine tiles with their numbers, the records behind them, and how they are made."""

import threading
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, follow_up, log, opportunity, talk
from tests.tui.conftest import HOSTILE
from tests.tui.pressing import SIZES, press, settle, show, toasts
from tests.tui.reading import lines, shown
from workstation.desk.dashboard.dashboard import Dashboard
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.tile_records import TileRecords
from workstation.tui.screens.dashboard import DashboardScreen
from workstation.tui.widgets.render import cells
from workstation.tui.widgets.tile import tile_lines
from workstation.tui.widgets.tile_charts import Room

TITLES = (
    "1 Conversations", "2 Emails", "3 From dial to opportunity", "4 Qualified opportunities",
    "5 New pipeline", "6 Lead to opportunity", "7 Qualified by month", "8 Won",
    "9 Win rate and outlook",
)  # fmt: skip


@pytest.fixture
def busy(desk):
    """Some weeks of work: talks, emails, responses, opportunities won and lost."""
    first = account(desk, "Corvid Labs", source="spear", became_lead_on="2026-11-03")
    second = account(desk, HOSTILE, source="net")
    for day in (2, 3, 4, 16, 20, 23):
        talk(desk, first, times=day % 5 + 1, on=date(2026, 11, day))
        log(desk, second, "email", on=date(2026, 11, day), direction="out")
    log(desk, second, "response", direction="in", outcome="positive")
    for month in range(6, 12):
        opportunity(
            desk,
            first,
            accepted_on=date(2026, month, 5),
            amount_minor=12_345_600,
            currency="USD",
            source="spear",
        )
        opportunity(
            desk,
            first,
            "won" if month % 2 else "lost",
            kind=("new", "add_on", "renewal")[month % 3],
            accepted_on=date(2026, month, 2),
            closed_on=date(2026, month, 20),
            amount_minor=5_000_000,
            currency="USD",
        )
    follow_up(desk, second, date(2026, 11, 24))
    return desk


@pytest.mark.parametrize("size", [(120, 36), (200, 60)])
async def test_nine_tiles_stand_in_three_columns_with_their_numbers(busy, size):
    async with WorkstationApp(busy).run_test(size=size) as pilot:
        await show(pilot, DashboardScreen())
        text = shown(pilot.app)
        titles = next(row for row in lines(pilot.app) if "THIS MONTH" in row)
    assert all(title in text for title in TITLES), text
    at = [titles.index(each) for each in ("WHAT I DID", "WHAT CAME OF IT", "THE YEAR")]
    assert at == sorted(at)
    assert "November  16 of 21 working days · level: full" in text
    assert "/ 100" in text
    assert "▼" in text
    assert "behind pace" in text


async def test_in_a_narrow_terminal_one_column_is_shown_at_a_time(busy):
    async with WorkstationApp(busy).run_test(size=(80, 24)) as pilot:
        await show(pilot, DashboardScreen())
        seen = []
        for key in ("", "l", "tab", "right"):
            await press(pilot, *([key] if key else []))
            text = shown(pilot.app)
            seen.append([title[0] for title in TITLES if title in text])
        await press(pilot, "h", "left")
        back = shown(pilot.app)
    assert seen == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], ["1", "2", "3"]]
    assert "THIS MONTH: WHAT CAME OF IT  2 of 3  ← →" in back


async def test_the_highlight_moves_on_to_the_next_column_and_round(busy):
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, DashboardScreen())
        seen = []
        for key in ("j", "down", "j", "k", "right", "l", "l", "up", "k"):
            await press(pilot, key)
            seen.append(screen.highlighted.number)
        assert "▸2 Emails" not in shown(pilot.app)
    assert seen == [2, 3, 4, 3, 6, 9, 3, 2, 1]


async def test_the_tiles_are_read_in_a_thread_and_follow_what_is_logged(busy, monkeypatch):
    threads = []
    read = Dashboard.tiles

    def tiles(self, day=None):
        threads.append(threading.current_thread())
        return read(self, day)

    monkeypatch.setattr(Dashboard, "tiles", tiles)
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, DashboardScreen())
        before = screen.tiles[0].view.value
        pilot.app.do(lambda: busy.settings.set("level", "beginner"))
        talk(busy, busy.accounts.resolve("Corvid"))
        pilot.app.follow()
        assert screen.tiles[0].view.value == before, "the old tiles stay while new ones are read"
        await settle(pilot)
        assert screen.tiles[0].view.value == before + 1
        assert "level: beginner" in shown(pilot.app)
    assert threading.main_thread() not in threads
    assert threads


async def test_a_new_month_begins_at_midnight_with_the_dashboard_open(busy, clock):
    clock.moment = datetime(2026, 11, 30, 23, 59, tzinfo=ZoneInfo("America/Chicago"))
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, DashboardScreen())
        assert screen.tiles[0].view.value > 0
        clock.advance(minutes=2)
        pilot.app.following.look()
        await settle(pilot)
        assert "December  1 of 23 working days" in shown(pilot.app)
        assert screen.tiles[0].view.value == 0


async def test_amounts_have_their_thousands_apart_and_their_currency(busy):
    busy.settings.set("currency", "JPY")
    opportunity(
        busy,
        busy.accounts.resolve("Corvid"),
        accepted_on=date(2026, 11, 9),
        amount_minor=1_234_567,
        currency="JPY",
    )
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        await show(pilot, DashboardScreen())
        assert "1 234 567 JPY" in shown(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_digit_lists_the_records_behind_a_tile_and_enter_opens_the_account(busy, size):
    async with WorkstationApp(busy).run_test(size=size) as pilot:
        await show(pilot, DashboardScreen())
        await press(pilot, "4")
        text = shown(pilot.app)
        assert "Qualified opportunities" in text
        assert "Thu 5 Nov" in text
        assert "Corvid Labs" in text
        assert "2 shown" in text
        await press(pilot, "enter")
        assert "Corvid Labs" in shown(pilot.app)
        assert pilot.app.screen.place == "account"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TileRecords), "coming back, the list is still there"


async def test_tab_goes_on_to_the_records_behind_the_next_number(busy):
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        await show(pilot, DashboardScreen())
        await press(pilot, "2")
        assert "6 shown" in shown(pilot.app)
        await press(pilot, "tab", "tab")
        text = shown(pilot.app)
        assert "1 shown" in text
        assert "Response: positive" in text
        assert "[/red]" in text, "a hostile name is shown as text"
        assert "\u202e" not in text
        assert "\x1b" not in text


async def test_w_says_how_a_number_is_made_and_a_digit_explains_another(busy):
    async with WorkstationApp(busy).run_test(size=(80, 24)) as pilot:
        await show(pilot, DashboardScreen())
        await press(pilot, "w")
        assert "1 Conversations: how it is made" in shown(pilot.app)
        assert "From Sun 1 Nov to Mon 23 Nov." in shown(pilot.app)
        await press(pilot, "2")
        assert "= responses 1 ÷ emails delivered 6" in shown(pilot.app)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, DashboardScreen)


@pytest.mark.parametrize("size", [*SIZES, (40, 10), (100, 24), (99, 60)])
async def test_an_empty_desk_says_what_is_missing_at_any_size(desk, size):
    async with WorkstationApp(desk).run_test(size=size) as pilot:
        await show(pilot, DashboardScreen())
        assert "1 Conversations" in shown(pilot.app)
        await press(pilot, *"jjjjjjjj")
        assert "9 Win rate" in shown(pilot.app)
        await press(pilot, "enter")
        assert "Nothing is behind" in shown(pilot.app)


async def test_two_clicks_on_a_tile_open_its_records(busy):
    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        screen = await show(pilot, DashboardScreen())
        await pilot.click(screen.tiles[4], times=1)
        await settle(pilot)
        assert screen.highlighted.number == 5
        await pilot.click(screen.tiles[7], times=2)
        await settle(pilot)
        assert isinstance(pilot.app.screen, TileRecords)


async def test_what_cannot_be_read_is_said_and_the_tiles_stay(busy, monkeypatch):
    from workstation.desk.errors import DeskError

    def broken(self, day=None):
        raise DeskError("The file is away.")

    async with WorkstationApp(busy).run_test(size=(120, 36)) as pilot:
        await show(pilot, DashboardScreen())
        monkeypatch.setattr(Dashboard, "tiles", broken)
        pilot.app.follow()
        await settle(pilot)
        assert "The file is away." in toasts(pilot)
        assert "/ 100" in shown(pilot.app)


SOME = ((1, 2, 3, 7, 12, 18, 25, 37, 44, 120), (1, 2, 3, 4, 6, 9, 13, 20))
ALL = ((*range(1, 45), 64, 120), tuple(range(1, 21)))


@pytest.mark.parametrize(
    ("widths", "heights"), [SOME, pytest.param(*ALL, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_a_tile_fits_whatever_room_it_has_and_reads_in_ascii(busy, widths, heights):
    room = Room(0, 0, date(2026, 11, 23), "USD")
    for view in busy.dashboard.tiles():
        view = replace(view, title="名前 " + view.title)
        for width in widths:
            for height in heights:
                drawn = tile_lines(view, 1, replace(room, width=width, height=height))
                assert len(drawn) == height
                assert all(cells(each.plain) <= width for each in drawn)
    for view in busy.dashboard.tiles():
        for height in (4, 6, 10, 18):
            each = replace(room, width=37, height=height, ascii_only=True)
            assert all(row.plain.isascii() for row in tile_lines(view, 1, each, here=True))


def test_free_weekends_are_gaps_and_days_to_come_are_dots(busy):
    view = busy.dashboard.tiles()[0]
    drawn = tile_lines(view, 1, Room(37, 10, date(2026, 11, 23)))
    ground = next(row.plain for row in drawn if "····" in row.plain)
    # Sunday 1, Monday 2 to Friday 6 with talks on 2, 3 and 4; then nothing until the 16th.
    assert ground[0] == " "
    assert ground[1:4].strip()
    assert ground[23:27] == "····"
    assert ground[27:29] == "  "
    assert "2      9      16     23" in [row.plain.strip() for row in drawn][-4]

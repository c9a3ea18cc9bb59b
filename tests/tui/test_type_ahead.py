"""Keys typed faster than the screens appear go where they were meant to go."""

import asyncio
import threading

import pytest
from textual import events
from textual.pilot import Pilot

from tests.tui.pressing import burst, settle, toasts, until
from tests.tui.reading import shown
from tests.tui.test_today import here
from workstation.desk.dashboard.dashboard import Dashboard
from workstation.desk.desk import Desk, StoreError
from workstation.tui import type_ahead
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.plan_goals import PlanGoals
from workstation.tui.dialogs.tile_records import TileRecords
from workstation.tui.screens.account import AccountScreen
from workstation.tui.widgets.account_list import AccountList


async def quiet(app: WorkstationApp) -> None:
    """Wait until every key has been handled."""
    async with asyncio.timeout(20):
        while app._typed or app._settling:
            await asyncio.sleep(0)
            await app._animator.wait_until_complete()


async def test_an_outcome_typed_at_once_is_logged_not_taken_for_another_key(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        burst(app, "l", "n", "l", "v", "l", "n")
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
    titles = [entry.title for entry in working.history.recent(3)]
    came_of_it = [title.split(", ")[1] for title in titles]
    assert came_of_it == ["no answer", "left voicemail", "no answer"]


async def test_words_typed_at_once_reach_one_dialog_after_the_other(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        name = here(app)
        burst(app, "f", *"+2d", "enter", *"send the page", "enter", "j", "n", *"likes tea", "enter")
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
        assert "[likes" not in shown(app)
    planned = working.accounts.open_follow_ups(working.accounts.resolve(name))
    assert "send the page" in [each.why for each in planned]
    assert working.history.recent(1)[0].title.startswith("Note: ")
    note = working.store.value("SELECT note FROM activities WHERE kind = 'note'")
    assert note == "likes tea"


async def test_going_somewhere_and_moving_there_at_once(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        burst(app, "g", "q", "j", "j")
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
        assert app.place is not None
        assert app.place.place == "queue"
        assert app.place.records.cursor == 2  # type: ignore[attr-defined]


async def typed(pilot: Pilot[None], *keys: str) -> None:
    """Type keys at once and wait for what they do."""
    burst(pilot.app, *keys)
    await pilot.pause(0)
    await quiet(pilot.app)  # type: ignore[arg-type]
    await settle(pilot)


async def test_a_digit_typed_before_the_dashboard_is_read_opens_its_tile(
    app: WorkstationApp,
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await typed(pilot, "g", "d", "2")
        assert isinstance(app.screen, TileRecords)
        assert "Emails" in shown(app)


async def test_enter_typed_before_the_accounts_are_read_opens_the_first(
    app: WorkstationApp,
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await typed(pilot, "g", "a", "j", "enter")
        assert isinstance(app.screen, AccountScreen)
        records = app.get_screen("accounts").query_one(AccountList)
        assert records.cursor == 1
        assert records.row is not None
        assert app.screen.account_id == records.row.id


async def test_enter_typed_after_a_bins_number_opens_an_account_of_that_bin(
    app: WorkstationApp, working: Desk
) -> None:
    number = next(
        at for at, each in enumerate(working.playbook.bins, 1) if each.key == "avoid.client"
    )
    working.bins.move([working.accounts.resolve("Ostrom")], "avoid.client")
    async with app.run_test(size=(120, 36)) as pilot:
        await typed(pilot, "g", "a", str(number), "enter")
        assert isinstance(app.screen, AccountScreen)
        assert app.screen.account_id == working.accounts.resolve("Ostrom")


async def test_enter_typed_with_the_words_of_a_search_opens_what_they_find(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await typed(pilot, "/", *"halden", "enter")
        await settle(pilot)
        assert isinstance(app.screen, AccountScreen)
        assert app.screen.account_id == working.accounts.resolve("Halden")


async def test_an_offer_is_taken_by_a_digit_typed_before_it_is_read(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        before = len(working.goals.for_day())
        await typed(pilot, "p", "1")
        assert isinstance(app.screen, PlanGoals)
        assert len(app.screen.drafts) == before + 1


async def test_a_reading_that_never_ends_holds_keys_up_for_a_second_only(
    app: WorkstationApp, working: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    tiles = Dashboard.tiles

    def slow(self: Dashboard) -> object:
        assert let_go.wait(20)
        return tiles(self)

    monkeypatch.setattr(Dashboard, "tiles", slow)
    monkeypatch.setattr(type_ahead, "PATIENCE_SECONDS", 0.05)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        burst(app, "g", "d", "g", "t")
        await until(pilot, lambda: app.place is not None and app.place.place == "today")
        await until(pilot, lambda: app.screen is app.place)
        let_go.set()
        await settle(pilot)


async def test_escape_and_a_letter_that_arrive_as_one_are_two_keys(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await typed(pilot, "l")
        app.post_message(events.Key("alt+n", "n"))
        await pilot.pause(0)
        await quiet(app)
        await pilot.pause()
        assert "Note about" in shown(app)
        app.post_message(events.Key("alt+shift+u", "U"))
        await pilot.pause(0)
        await quiet(app)
        await settle(pilot)
        assert app.screen is app.place
    assert working.store.value("SELECT count(*) FROM activities WHERE kind = 'call'") == 0


async def test_a_key_held_with_alt_chooses_nothing_from_a_menu(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        app.screen.post_message(events.Key("ctrl+alt+n", "n"))
        await pilot.pause()
        assert "what came of it?" in shown(app)


async def test_trouble_with_the_file_under_a_key_is_a_sentence_and_the_program_goes_on(
    app: WorkstationApp, working: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreError("The file is away.")

    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for name, keys in (
            ("calls.guard", ["c"]),
            ("calls.propose", ["l", "n"]),
            ("history.size", ["u"]),
            ("accounts.to_copy", ["y"]),
            ("days.read", ["f", "x", "escape"]),
            ("bins.needs_reason", ["b", working.playbook.bins[0].letter]),
            ("queue.today", ["g", "q"]),
        ):
            app.clear_notifications()
            with monkeypatch.context() as patch:
                drawer, method = name.split(".")
                patch.setattr(type(getattr(working, drawer)), method, away)
                for key in keys:
                    await pilot.press(key)
                    await settle(pilot)
                    said = toasts(pilot) + shown(app)
            if name != "days.read":
                assert "The file is away." in said, name
        app.follow()
        await typed(pilot, "g", "q")
        assert "Corvid Labs" in shown(app)

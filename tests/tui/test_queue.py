"""The queue's own screen: classes, filter, back from leave."""

import threading
from datetime import date

import msgspec
import pytest

from tests.desk import world
from tests.tui.pressing import press, type_text, until
from tests.tui.reading import shown
from tests.tui.test_today import front, here
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.queue import queue
from workstation.desk.queue.queue import Queue, QueueDrawer
from workstation.tui.app import WorkstationApp
from workstation.tui.widgets.queue_list import QueueList


async def test_every_row_says_why(app: WorkstationApp) -> None:
    async with app.run_test(size=(220, 36)) as pilot:
        await pilot.press("g", "q")
        await pilot.pause()
        text = shown(app)
    assert "now 1 · response 1 · step 3" in text
    assert "replied today 09:12: “ask before Q1”; unanswered for 0 min" in text
    assert text.count("try again") >= 3


def test_a_row_that_waits_says_its_reason_and_their_clock_once(desk: Desk) -> None:
    account = world.account(desk, "Halden", bin="working", time_zone="America/New_York")
    world.follow_up(desk, account, date(2026, 5, 14), why="Case study")
    row = desk.queue.row(account)
    assert row is not None
    late = msgspec.structs.replace(
        row, waits="Sun 17:18 there, opens Mon 08:00", why="Case study", due="194 d late"
    )
    listed = QueueList(desk.playbook.queue.classes, brief=False)
    said = {each.title: each.value(late).text for each in listed._columns}
    assert said["why now"] == "Case study · opens Mon 08:00"
    assert said["due"] == "194 d"
    said["due"] = listed._due(msgspec.structs.replace(row, due="3 d late")).text
    assert said["due"] == "3 d late"


async def test_the_filter_shows_one_class_and_everything_again(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "q", "t")
        await pilot.pause()
        await pilot.press("C")
        await pilot.pause()
        assert front(app).records.count == 1
        assert here(app) == "Brightline Foods"
        assert "Response · 1 of 5 due · Esc shows all" in shown(app)
        await press(pilot, "t", "G")
        assert "Nothing is due in this filter: Baton." in shown(app)
        assert "Esc shows the whole queue (5 due)." in shown(app)
        await press(pilot, "t", "C", "t", "0")
        assert front(app).records.count == 5
        await press(pilot, "t", "C", "T", "0")
        assert front(app).records.count == 5
        await press(pilot, "t", *"ier 1")
        assert "“ier” is looked for as a word; did you mean “tier 1”?" in shown(app)
        await press(pilot, "escape", "t", "enter", *"fit > 900", "enter")
        assert "Fit goes from 0 to 100" in shown(app)
        await press(pilot, *["backspace"] * 9, *"bri", "enter")
        await until(pilot, lambda: "bri · 1 of 5 due" in shown(app))
        await press(pilot, "t", "t", *["backspace"] * 3, "enter")
        assert front(app).records.count == 5
        await pilot.resize_terminal(80, 24)
        await press(pilot, "t")
        assert all(bin_.title in shown(app) for bin_ in app.desk.playbook.bins)
        assert "Fresh ground" in shown(app)
        await press(pilot, "escape")
        await pilot.resize_terminal(120, 36)
        await press(pilot, "t", "H", "j", "j")
        kept = here(app)
        assert front(app).records.cursor == 2
        await press(pilot, "escape")
        assert (front(app).place, front(app).records.count, here(app)) == ("queue", 5, kept)
        await press(pilot, "t", "H", "O")
        await until(pilot, lambda: "only Step due" in shown(app))
        assert "All 3 fit in 60 minutes" in shown(app)
        await press(pilot, "enter", "t", "G")
        await until(pilot, lambda: "Nothing is due in this filter: Baton." in shown(app))
        assert "Esc ends the time given; once more shows the whole queue." in shown(app)
        await press(pilot, "escape")
        assert "Esc shows the whole queue (5 due)." in shown(app)
        await press(pilot, "escape")
        assert (front(app).place, front(app).records.count) == ("queue", 5)


async def test_the_cursor_stays_on_its_record_when_others_go(
    app: WorkstationApp, working: Desk
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "q", "j", "j")
        await pilot.pause()
        kept = here(app)
        working.follow_ups.done(
            working.accounts.open_follow_ups(working.accounts.resolve("Brightline"))[0].id
        )
        app.follow()
        await pilot.pause()
        assert here(app) == kept


async def test_back_from_leave_spreads_and_undoes(
    app: WorkstationApp, working: Desk, clock: FrozenClock
) -> None:
    clock.advance(days=7)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "q")
        await pilot.pause()
        before = [row.due for row in working.queue.today().rows()]
        await pilot.press("L", "²")
        await pilot.pause()
        assert "Type a number of working days, such as 5." in shown(app)
        await pilot.press("backspace", "backspace", "3")
        await pilot.pause()
        assert "overdue: at most" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert working.queue.today().count() < len(before)
        await pilot.press("u")
        await pilot.pause()
        assert [row.due for row in working.queue.today().rows()] == before


async def test_a_long_queue_is_renewed_at_once_and_built_in_a_thread(
    app: WorkstationApp, working: Desk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "g", "q")
        threads: list[threading.Thread] = []
        build = QueueDrawer.today

        def noting(drawer: QueueDrawer) -> Queue:
            threads.append(threading.current_thread())
            return build(drawer)

        monkeypatch.setattr(queue, "LONG", 2)
        monkeypatch.setattr(QueueDrawer, "today", noting)
        await press(pilot, "t", "H", "j")
        done = here(app)
        await press(pilot, "space")
        assert (front(app).whole.counts()["no_next_step"], front(app).records.count) == (1, 2)
        assert here(app) != done
        await press(pilot, "w")
        assert "of 5" in shown(app)
        await press(pilot, "escape", "u")
        assert here(app) == done
        built = len(threads)
        clock.advance(minutes=2)
        world.account(working, "Arrived elsewhere", bin="working")
        app.follow()
        await until(pilot, lambda: front(app).whole.count() == 6)
        assert len(threads) > built
        assert threading.main_thread() not in threads
        assert front(app).whole.page(0, 1)


async def test_escape_goes_back_to_today(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "q")
        await pilot.pause()
        assert front(app).place == "queue"
        await pilot.press("escape")
        await pilot.pause()
        assert front(app).place == "today"


async def test_why_here_one_hour_and_back(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "g", "q")
        assert "all fit today at your pace" in shown(app)
        assert "0/10 touches · 0/5 people" in shown(app)
        await press(pilot, "w")
        assert "Corvid Labs: why here, why now" in shown(app)
        assert "Promised now: class 1 of 12" in shown(app)
        await press(pilot, "w", "O")
        await until(pilot, lambda: "All 5 fit in 60 minutes" in shown(app))
        await type_text(pilot, "20")
        assert "2 fit in 20 minutes; 3 slip to tomorrow" in shown(app)
        assert "1 response: the answer waits another day" in shown(app)
        assert "2 step due: moves to tomorrow" in shown(app)
        await press(pilot, "enter")
        await until(pilot, lambda: front(app).records.count == 2)
        assert here(app) == "Corvid Labs"
        assert "Esc shows all" in shown(app)
        await press(pilot, "escape")
        assert (front(app).place, front(app).records.count) == ("queue", 5)
        await press(pilot, "g", "t")
        await press(pilot, "O")
        await until(pilot, lambda: "What if I only" in shown(app))
        await press(pilot, "x")
        assert "Type a number of minutes" in shown(app)
        await press(pilot, "escape", "w")
        assert "why here, why now" in shown(app)


async def test_the_head_says_what_slips_and_what_the_limit_holds_back(
    app: WorkstationApp, working: Desk, clock: FrozenClock
) -> None:
    clock.advance(hours=8, minutes=30)
    for number in range(50):
        working.accounts.add({"name": f"Working {number}"}, "working")
    async with app.run_test(size=(200, 36)) as pilot:
        await press(pilot, "g", "q")
        text = shown(app)
        assert "at your pace; from " in text
        assert "Working holds 55 of 50: no fresh ground until 5 of them are worked" in text
        await press(pilot, "escape")
        assert "fit today" in shown(app)
        assert "Working 55/50" in shown(app)

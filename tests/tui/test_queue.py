"""The queue's own screen: classes, filter, back from leave."""

from tests.tui.pressing import press, type_text
from tests.tui.reading import shown
from tests.tui.test_today import front, here
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp


async def test_every_row_says_why(app: WorkstationApp) -> None:
    async with app.run_test(size=(220, 36)) as pilot:
        await pilot.press("g", "q")
        await pilot.pause()
        text = shown(app)
    assert "now 1 · response 1 · step 3" in text
    assert "replied today 09:12: “ask before Q1”; unanswered for 0 min" in text
    assert text.count("try again") >= 3


async def test_the_filter_shows_one_class_and_everything_again(app: WorkstationApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "q", "t")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert front(app).records.count == 1
        assert here(app) == "Brightline Foods"
        await pilot.press("t", "0")
        await pilot.pause()
        assert front(app).records.count == 5


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
        await pilot.press("L", "backspace", "3")
        await pilot.pause()
        assert "overdue: at most" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert working.queue.today().count() < len(before)
        await pilot.press("u")
        await pilot.pause()
        assert [row.due for row in working.queue.today().rows()] == before


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
        assert "60 min: 5 of 5 fit" in shown(app)
        await type_text(pilot, "20")
        assert "20 min: 2 of 5 fit" in shown(app)
        assert "slips: Response 1: the answer waits another day" in shown(app)
        assert "slips: Step due 2: moves to tomorrow" in shown(app)
        await press(pilot, "enter")
        assert front(app).records.count < 5
        assert here(app) == "Corvid Labs"
        assert "Esc shows all" in shown(app)
        await press(pilot, "escape")
        assert (front(app).place, front(app).records.count) == ("queue", 5)
        await press(pilot, "g", "t")
        await press(pilot, "O", "x")
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

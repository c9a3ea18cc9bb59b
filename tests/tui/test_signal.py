"""Signals by key: the menu of kinds, the points that are asked, and the flames that follow."""

from tests.tui.pressing import press, toasts, until
from tests.tui.reading import shown
from tests.tui.test_today import here
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.widgets.urgency_lines import urgency_lines


async def test_a_sign_of_interest_is_noted_by_its_letter(
    app: WorkstationApp, working: Desk
) -> None:
    corvid = working.accounts.resolve("Corvid")
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "g", "q")
        place = working.queue.today().index_of(corvid)
        await press(pilot, *["j"] * (place or 0))
        assert here(app) == "Corvid Labs"
        await press(pilot, "plus")
        assert "urgency 0: what did you see?" in shown(app)
        assert "+20, fast track" in shown(app)
        await press(pilot, "p")
        await until(pilot, lambda: "asked for the price (+20, now 20)" in toasts(pilot))
        assert working.accounts.get(corvid).urgency == 20
        await press(pilot, "plus", "m")
        assert "how many points?" in shown(app)
        await press(pilot, "backspace", "9", "9")
        assert "gives 0 to 30 points, not 99" in shown(app)
        await press(pilot, "backspace", "backspace", "3", "0", "enter")
        await until(pilot, lambda: working.accounts.get(corvid).urgency == 50)
        assert "▲▲▲ 50" in shown(app)
        await press(pilot, "plus", "s")
        await until(pilot, lambda: "call within 5 minutes" in toasts(pilot))
        assert "hand_raiser" in [each.kind for each in working.accounts.open_follow_ups(corvid)]
        await press(pilot, "u")
        await until(pilot, lambda: working.accounts.get(corvid).urgency == 50)


def test_the_lines_of_the_sum_fit_and_tell_where_it_stands(
    working: Desk, clock: FrozenClock
) -> None:
    corvid = working.accounts.resolve("Corvid")
    working.signals.add(corvid, "manual_review", points=30, note="[/red]met \x1b[31m them")
    working.signals.add(corvid, "asked_for_price")
    clock.advance(days=31)
    lines = urgency_lines(working.signals.of(corvid), 50)
    assert all(each.cell_length <= 50 for each in lines)
    text = "\n".join(each.plain for each in lines)
    assert "▲▲ 35  30 below a lead (65)" in text
    assert "  -15     35  " in text
    assert "A month of silence" in text
    assert "[/red]met" in "".join(
        each.plain for each in urgency_lines(working.signals.of(corvid), 80)
    )
    assert "\x1b" not in text

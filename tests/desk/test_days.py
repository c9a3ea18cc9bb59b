"""A day off taken late: what cadences had planned on it moves, and it can be dropped again."""

from datetime import date

import pytest

from tests.desk import world
from tests.desk.playbooks import with_parts
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.method.cadence import Cadence, CadenceStep

TUESDAY = date(2026, 11, 24)
TWICE = Cadence(
    key="twice",
    title="Twice",
    purpose="P",
    for_whom="F",
    bins=["cold", "working"],
    steps=[
        CadenceStep(day=1, channel="call", why="Call"),
        CadenceStep(day=2, channel="email", why="Write"),
    ],
)


@pytest.fixture(autouse=True)
def _cadence(desk: Desk) -> None:
    desk.settings.set("country", "US")
    with_parts(desk, cadences=[TWICE])


def company(desk: Desk, name: str, country: str) -> int:
    account = world.account(desk, name, bin="working", country=country)
    desk.cadences.start("twice", [account], TUESDAY)
    return account


def planned(desk: Desk, account: int) -> list[tuple[str, date]]:
    return [(each.why, each.due_on) for each in desk.accounts.open_follow_ups(account)]


def test_the_steps_planned_on_a_day_taken_off_move_with_it_in_one_action(desk: Desk) -> None:
    corvid = company(desk, "Corvid Labs", "US")
    fixed = company(desk, "Halden Paper", "US")
    (run,) = desk.cadences.of(fixed)
    when = desk.days.read("2026-11-24 15:00")
    desk.follow_ups.reschedule(run.follow_up_id or 0, when)
    desk.follow_ups.plan(corvid, desk.days.read("2026-11-24"), why="Ask")
    changed = desk.days.take_off(TUESDAY, "ill")
    assert changed.title == "Day off: 2026-11-24; 1 step moves to the next working day"
    assert desk.history.recent(1)[0].title == changed.title
    assert planned(desk, corvid) == [("Ask", TUESDAY), ("Call", date(2026, 11, 25))]
    assert planned(desk, fixed) == [("Call", TUESDAY)], "a time of day stays"
    (run,) = desk.cadences.of(corvid)
    desk.follow_ups.done(run.follow_up_id or 0)
    assert planned(desk, corvid)[1] == ("Write", date(2026, 11, 27)), "past Thanksgiving"
    desk.history.undo()
    desk.history.undo()
    assert desk.days.off() == {}
    assert planned(desk, corvid) == [("Call", TUESDAY), ("Ask", TUESDAY)]


def test_steps_move_past_the_holidays_of_each_account_and_a_past_day_moves_none(
    desk: Desk,
) -> None:
    company(desk, "Corvid Labs", "US")
    company(desk, "Halden Paper", "Ireland")
    assert desk.days.take_off(date(2026, 11, 20)).title == "Day off: 2026-11-20"
    for day in (25, 26):
        desk.days.take_off(date(2026, 11, day))
    said = desk.days.take_off(TUESDAY).title
    assert said == "Day off: 2026-11-24; 2 steps move to the next working day"
    assert {each.next_on for each in desk.cadences.running()} == {date(2026, 11, 27)}


def test_a_day_off_is_dropped_and_what_moved_stays(desk: Desk) -> None:
    corvid = company(desk, "Corvid Labs", "US")
    desk.days.take_off(TUESDAY)
    assert desk.days.drop(TUESDAY).title == "No day off: 2026-11-24"
    assert desk.days.off() == {}
    assert planned(desk, corvid) == [("Call", date(2026, 11, 25))]
    with pytest.raises(DeskError, match="2026-11-24 is no day off"):
        desk.days.drop(TUESDAY)

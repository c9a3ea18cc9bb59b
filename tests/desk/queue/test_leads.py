"""A new lead in the queue: its day to be answered, what takes it out, in every zone and season."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.queue.rows import QueueRow


def lead(desk: Desk, name: str = "Corvid Labs", hours: float = 3, **columns: object) -> int:
    """Add an account that became a lead so many hours ago."""
    at = desk.clock.now().astimezone(UTC) - timedelta(hours=hours)
    return world.account(
        desk,
        name,
        lead_at=iso(at),
        became_lead_on=at.date().isoformat(),
        urgency=70,
        urgency_at=iso(at),
        **columns,
    )


def row_of(desk: Desk, account_id: int) -> QueueRow:
    row = desk.queue.row(account_id)
    assert row is not None
    return row


def test_a_lead_says_since_when_and_by_when(desk: Desk) -> None:
    row = row_of(desk, lead(desk))
    assert (row.class_, row.due, row.urgency) == ("new_lead", "tomorrow", 70)
    assert row.why == "lead for 3 h, answer by tomorrow 06:12: look into it first"


@pytest.mark.parametrize(
    ("hours", "due", "said"),
    [
        (0, "tomorrow", "lead for 0 min, answer by tomorrow 09:12"),
        (20, "by 13:12", "lead for 20 h, answer by 13:12"),
        (24, "by 09:12", "lead for 24 h, answer by 09:12"),
        (30, "6 h late", "lead for 30 h, 6 h late"),
        (40, "1 d late", "lead for 40 h, 16 h late"),
        (24 * 4, "3 d late", "lead for 4 days, 3 days late"),
    ],
)
def test_lateness_is_said(desk: Desk, hours: float, due: str, said: str) -> None:
    row = row_of(desk, lead(desk, hours=hours))
    assert (row.due, row.why) == (due, f"{said}: look into it first")


def test_a_touch_a_plan_or_a_skip_takes_a_lead_out_and_undo_brings_it_back(desk: Desk) -> None:
    number = lead(desk)
    row = row_of(desk, number)
    desk.queue.snooze(row, desk.days.read("+2d"))
    assert desk.queue.row(number) is None
    desk.history.undo()
    assert row_of(desk, number).class_ == "new_lead"
    desk.queue.skip(row, "a student")
    assert desk.queue.row(number) is None
    desk.history.undo()
    desk.calls.log(LogEntry(number, "no_answer", when=desk.days.read("+1d")))
    assert desk.queue.row(number) is None


def test_an_old_touch_and_an_old_plan_do_not_answer_a_lead(desk: Desk, clock: FrozenClock) -> None:
    number = world.account(desk, bin="working")
    desk.calls.log(LogEntry(number, "no_answer", when=desk.days.read("in 3 weeks")))
    clock.advance(days=2)
    with desk.store.action("signals") as act:
        act.update("accounts", number, {"lead_at": iso(clock.now()), "urgency": 66})
    assert row_of(desk, number).class_ == "new_lead"


def test_a_hand_raiser_comes_instead_and_protected_or_future_ones_stay_out(desk: Desk) -> None:
    raised = lead(desk, "Raised")
    desk.responses.hand_raiser(raised, "send a price")
    client = lead(desk, "Client", bin="avoid.client")
    future = lead(desk, "Tomorrow", hours=-20)
    assert row_of(desk, raised).class_ == "hand_raiser"
    assert desk.queue.row(client) is None
    assert row_of(desk, future).class_ == "fresh_ground"


MOMENTS = [
    datetime(2026, 3, 8, 12, 0, tzinfo=UTC),  # clocks forward in Chicago
    datetime(2026, 3, 29, 12, 0, tzinfo=UTC),  # and in Berlin
    datetime(2026, 10, 25, 12, 0, tzinfo=UTC),  # clocks back in Berlin
    datetime(2026, 11, 1, 12, 0, tzinfo=UTC),  # and in Chicago
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
]
ZONES = [
    "Pacific/Pago_Pago",  # GMT-11
    "America/Chicago",
    "Europe/Berlin",
    "Pacific/Auckland",
    "Pacific/Kiritimati",  # GMT+14
]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda each: f"{each:%Y-%m-%d}")
@pytest.mark.parametrize("zone", ZONES)
def test_the_classes_hold_in_every_zone_on_odd_days(
    tmp_path: Path, zone: str, moment: datetime
) -> None:
    clock = FrozenClock(moment.astimezone(ZoneInfo(zone)))
    desk = open_desk(tmp_path / "desk.db", clock)
    today = desk.days.today()
    fresh, late = lead(desk, "Fresh", hours=23.9), lead(desk, "Late", hours=24.1)
    promised = world.account(desk, "Promised", bin="working")
    world.follow_up(desk, promised, today, promised=1)
    overdue = world.account(desk, "Overdue", bin="working")
    world.follow_up(desk, overdue, today - timedelta(days=1), promised=1)
    coming = world.account(desk, "Coming", bin="working")
    world.follow_up(desk, coming, today, promised=1, due_at=iso(clock.now() + timedelta(minutes=9)))
    tomorrow = world.account(desk, "Tomorrow", bin="working")
    world.follow_up(desk, tomorrow, today + timedelta(days=1), promised=1)
    quarter = world.account(desk, "Quarter", bin="nurture.quarterly", bin_since_on="2020-02-29")
    found = {row.account_id: row for row in desk.queue.today().rows()}
    assert found[fresh].class_ == found[late].class_ == "new_lead"
    assert "answer by" in found[fresh].why
    assert "6 min late" in found[late].why
    assert found[promised].class_ == "promised_today"
    assert found[overdue].class_ == "overdue"
    assert found[coming].class_ == "promised_now"
    assert found[quarter].class_ == "check_back"
    assert tomorrow not in found
    assert desk.queue.capacity(desk.queue.today()).rows > 0
    desk.close()

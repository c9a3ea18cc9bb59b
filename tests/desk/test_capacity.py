"""What of the queue fits into today and into an hour, and why a row stands where it does."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import world
from workstation.desk import public_days
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.queue.part import Wanted, queue_in, read_part


def due(desk: Desk, name: str, **columns: object) -> int:
    """Add a working account with a step due today."""
    made = world.account(desk, name, bin="working", **columns)
    world.follow_up(desk, made, desk.days.today())
    return made


def meeting(desk: Desk, hours: float, minutes: int) -> None:
    """Book a meeting so many hours from now, recorded as a booked one."""
    at = desk.clock.now() + timedelta(hours=hours)
    account = world.account(desk, "With a meeting", bin="nurture.opportunity")
    with desk.store.action("Book") as act:
        act.insert(
            "meetings",
            {
                "account_id": account,
                "title": "Discovery",
                "starts_at": iso(at),
                "day_on": at.date().isoformat(),
                "minutes": minutes,
                "uid": "one@example.com",
            },
        )


def test_an_empty_queue_has_nothing_to_say(desk: Desk) -> None:
    assert desk.queue.capacity(desk.queue.today()).said == ""


def test_rows_fit_until_the_day_ends_and_meetings_take_their_time(
    desk: Desk, clock: FrozenClock
) -> None:
    clock.advance(hours=7, minutes=48)  # 17:00
    for number in range(20):
        due(desk, f"Account {number:02}")
    queue = desk.queue.today()
    capacity = desk.queue.capacity(queue)
    assert (capacity.rows, capacity.minutes, capacity.fits) == (20, 60, 12)
    assert capacity.said == "fits 12 of 20 today at your pace; from Account 12 on it slips"
    meeting(desk, 0.5, 30)
    assert desk.queue.capacity(queue).fits == 6
    clock.advance(hours=2)
    assert desk.queue.capacity(queue).said == "day over: 20 records slip"
    assert desk.queue.fitting(queue, 60).said.endswith("; your day ended at 18:00")


def test_the_own_calls_change_the_pace(desk: Desk) -> None:
    before = desk.queue.room().pace
    for number in range(20):
        made = due(desk, f"Account {number:02}")
        follow_up = desk.accounts.open_follow_ups(made)[0].id
        desk.calls.log(LogEntry(made, "conversation", follow_up_id=follow_up, seconds=1200))
    after = desk.queue.room().pace
    assert (before.calls, before.minutes["step_due"]) == (0, 5)
    assert (after.calls, after.minutes["step_due"]) == (20, 12.5)
    assert after.minutes["check_back"] == before.minutes["check_back"]


def test_who_was_tried_enough_today_takes_no_time_today(desk: Desk, clock: FrozenClock) -> None:
    number = due(desk, "Ostrom")
    for _ in range(2):
        desk.calls.log(LogEntry(number, "no_answer", when=desk.days.read("today")))
        clock.advance(minutes=5)
    assert desk.queue.today().count() == 1
    assert desk.queue.capacity(desk.queue.today()).rows == 0


def test_one_hour_takes_promises_and_hand_raisers_first_and_says_what_slips(desk: Desk) -> None:
    for number in range(15):
        due(desk, f"Step {number:02}")
    late = world.account(desk, "Late promise", bin="working")
    world.follow_up(desk, late, desk.days.today() - timedelta(days=2), promised=1)
    desk.responses.log(due(desk, "Reply"), "positive", "yes")
    desk.follow_ups.plan(
        world.account(desk, "At ten"), desk.days.read("today 10:00"), promised=True
    )
    desk.follow_ups.plan(
        world.account(desk, "At four"), desk.days.read("today 16:00"), promised=True
    )
    far = due(desk, "Sydney", time_zone="Australia/Sydney")
    queue = desk.queue.today()
    fitting = desk.queue.fitting(queue, 60)
    accounts = [row.account for row in queue.part(fitting.places).rows()]
    assert accounts[:3] == ["At ten", "Late promise", "Reply"]
    assert (fitting.of, len(accounts), fitting.used) == (18, 9, 56)
    assert "At four" not in accounts
    assert far not in {entry.account_id for entry in queue.part(fitting.places).entries}
    assert fitting.said == "9 fit in 60 minutes; 11 slip to tomorrow"
    assert fitting.slipping == (
        "1 promised today: not kept today",
        "10 step due: moves to tomorrow",
        "2 of them would have to wait in that time anyway",
    )
    meeting(desk, 0.25, 30)
    shorter = desk.queue.fitting(queue, 60)
    assert (shorter.free, len(shorter.places)) == (30, 3)
    assert "30 without meetings" in shorter.said


@pytest.mark.parametrize(
    ("rows", "zone", "said"),
    [
        (3, None, "All 3 fit in 60 minutes"),
        (1, None, "1 fits in 60 minutes"),
        (2, "Australia/Sydney", "None of the 2 can be worked in these 60 minutes; from 15:00"),
        (1, "Australia/Sydney", "The one due cannot be worked in these 60 minutes; from 15:00"),
    ],
)
def test_what_fits_is_said_in_words_that_are_true(
    desk: Desk, rows: int, zone: str | None, said: str
) -> None:
    for number in range(rows):
        due(desk, f"Account {number}", time_zone=zone)
    assert desk.queue.fitting(desk.queue.today(), 60).said == said


def test_a_part_of_the_queue_is_what_its_filter_fits_and_what_fits_into_its_minutes(
    desk: Desk,
) -> None:
    for number in range(15):
        due(desk, f"Account {number:02}", tier=1 + number % 2)
    first = Wanted(filter="tier 1")
    assert queue_in(desk, first).count() == 8
    part = read_part(desk, first, minutes=20)
    assert len(part.members or ()) == 8
    assert part.fitting is not None
    assert part.fitting.said == "4 fit in 20 minutes; 4 slip to tomorrow"
    assert set(part.accounts or ()) < (part.members or set())
    assert read_part(desk, Wanted(classes=("response",)), minutes=20).accounts == ()
    shown = desk.queue.today().of(reversed(part.accounts or ()))
    assert [each.account_id for each in shown.entries] == [*reversed(part.accounts or ())]


@pytest.mark.parametrize("minutes", [-1, 0, 4, 721, 10**9])
def test_an_impossible_stretch_is_refused(desk: Desk, minutes: int) -> None:
    with pytest.raises(DeskError, match="5 to 720 minutes"):
        desk.queue.fitting(desk.queue.today(), minutes)


def test_a_block_can_be_what_fits_into_an_hour(desk: Desk) -> None:
    for number in range(15):
        due(desk, f"Step {number:02}")
    late = world.account(desk, "Late promise", bin="working")
    world.follow_up(desk, late, desk.days.today() - timedelta(days=2), promised=1)
    desk.blocks.start("hour")
    present = desk.blocks.present
    assert present is not None
    assert (present.order[0], len(present.order), present.title) == (late, 11, "One hour")


def test_why_a_row_is_here_names_tries_depth_and_what_else_is_due(desk: Desk) -> None:
    number = due(desk, "Ostrom", fit=80, fit_confidence=60, fit_profile="mid", tier=2)
    person = desk.accounts.add_contact(number, "Ann Example", phone="+1 312 555 0142").made
    for _ in range(2):
        world.log(desk, number, contact_id=person, counts_as="unanswered", outcome="no_answer")
    desk.responses.log(number, "positive", "call me", contact_id=person)
    said = "\n".join(line for part in desk.queue.why(number) for line in (part.title, *part.lines))
    assert "Response: class 3 of 12" in said
    assert "profile mid, tier 2, 60 % known" in said
    assert "2 unanswered calls today are enough – until Wed 25 Nov" in said
    assert "2 of 2 unanswered calls to Ann Example today, then 1 day of rest; 2 so far" in said
    assert "2 of 10 touches, 1 of 5 contacts tried (1 known)" in said
    assert "Case study, due today" in said


def test_why_says_when_the_hours_open_in_the_rep_s_own_time(desk: Desk) -> None:
    number = due(desk, "Sydney Tools", time_zone="Australia/Sydney")
    said = "\n".join(line for part in desk.queue.why(number) for line in part.lines)
    assert "opens 08:00 – until 15:00 here" in said


def test_why_of_an_account_that_is_not_due_is_refused(desk: Desk) -> None:
    number = world.account(desk, "Client", bin="avoid.client")
    with pytest.raises(DeskError, match="Client is not in today's queue"):
        desk.queue.why(number)


def test_depth_counts_from_the_day_the_account_came_into_its_bin(desk: Desk) -> None:
    number = due(desk, "Ostrom")
    world.log(desk, number, on=desk.days.today() - timedelta(days=30))
    world.log(desk, number, kind="email")
    world.log(desk, number, kind="note")
    world.log(desk, number, kind="response", direction="in")
    assert desk.queue.depth(number).short == "1/10 touches · 0/5 people"


def test_public_holidays_are_kept_and_a_broken_file_is_read_over(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = desk.days.today() + timedelta(days=3)
    monkeypatch.setattr(public_days, "_known", {})
    monkeypatch.setattr(public_days, "_read", set())
    (tmp_path / public_days.FILE).write_text("{broken", "utf-8")
    assert public_days.public_day("US", day, tmp_path) == "Thanksgiving Day"
    assert public_days.public_day("Nowhere", day, tmp_path) is None
    assert public_days.public_day("AQ", day, tmp_path) is None
    monkeypatch.setattr(public_days, "_known", {})
    monkeypatch.setattr(public_days, "_read", set())
    monkeypatch.setattr(public_days, "_load", lambda *_: {})
    assert public_days.public_day("US", day, tmp_path) == "Thanksgiving Day"

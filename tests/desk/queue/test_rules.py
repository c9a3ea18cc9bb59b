"""Rules of the queue one by one: skips, fresh ground, midnight, who waits, and a long queue."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.playbook.load import Loaded


def seen(desk: Desk) -> dict[str, tuple[str, bool]]:
    """Return the class of each account in the queue, and whether it can be worked now."""
    return {row.account: (row.class_, row.callable) for row in desk.queue.today().rows()}


def skip(desk: Desk, account: int) -> None:
    row = desk.queue.row(account)
    assert row is not None
    desk.queue.skip(row, "later")


# Skipping


def test_an_account_that_became_a_lead_rests_no_longer(desk: Desk, clock: FrozenClock) -> None:
    number = world.account(desk, "Corvid Labs")
    skip(desk, number)
    assert seen(desk) == {}
    clock.advance(days=2)
    for _ in range(3):
        desk.signals.add(number, "manual_review", points=30)
    assert seen(desk) == {"Corvid Labs": ("new_lead", True)}
    skip(desk, number)
    assert seen(desk) == {}
    desk.signals.add(number, "page_view")
    assert seen(desk) == {}


def test_a_working_account_without_a_step_shows_whatever_was_skipped(
    desk: Desk, clock: FrozenClock
) -> None:
    number = world.account(desk, "Corvid Labs")
    skip(desk, number)
    desk.bins.move([number], "working")
    for each in desk.accounts.open_follow_ups(number):
        desk.follow_ups.done(each.id)
    assert seen(desk) == {"Corvid Labs": ("no_next_step", True)}
    quiet = world.account(desk, "Halden Paper", bin="working", rest_until_on="2027-05-01")
    assert seen(desk)["Halden Paper"] == ("no_next_step", True)
    skip(desk, quiet)
    assert seen(desk)["Halden Paper"] == ("no_next_step", False)
    clock.advance(days=1)
    assert seen(desk)["Halden Paper"] == ("no_next_step", True)


def test_a_skip_does_not_outlive_a_change_of_bin(desk: Desk, clock: FrozenClock) -> None:
    number = world.account(desk, "Corvid Labs")
    skip(desk, number)
    desk.bins.move([number], "nurture.quarterly")
    clock.advance(days=100)
    assert seen(desk) == {"Corvid Labs": ("check_back", True)}


# Fresh ground


def test_fresh_ground_goes_by_tier_and_then_by_fit_as_far_as_it_is_known(desk: Desk) -> None:
    for number in range(25):
        world.account(desk, f"Thin {number:02}", fit=100, fit_confidence=20, tier=1)
    world.account(desk, "Solid", fit=80, fit_confidence=100, tier=1)
    world.account(desk, "Second", fit=100, fit_confidence=100, tier=2)
    world.account(desk, "Unrated")
    rows = desk.queue.today().rows()
    assert len(rows) == 20
    assert [row.account for row in rows[:2]] == ["Solid", "Thin 00"]
    assert {row.account[:4] for row in rows[1:]} == {"Thin"}
    said = "\n".join(line for part in desk.queue.why(rows[0].account_id) for line in part.lines)
    assert "known: tier 1, fit 80 × 100 % known." in said
    rules = msgspec.structs.replace(desk.playbook.queue, fresh_tier=2, fresh_per_day=28)
    desk.loaded = Loaded(desk.playbook.but(queue=rules), [], frozenset())
    names = [row.account for row in desk.queue.today().rows()]
    assert (names[0], names[-2:]) == ("Solid", ["Second", "Unrated"])


def test_a_tier_that_only_missing_facts_hold_down_is_fresh_ground_too(desk: Desk) -> None:
    world.account(desk, "Unrated")
    world.account(desk, "Country only", fit=100, fit_confidence=17, tier=4)
    world.account(desk, "Half known", fit=100, fit_confidence=50, tier=2)
    world.account(desk, "Tier one", fit=100, fit_confidence=100, tier=1)
    world.account(desk, "Does not fit", fit=60, fit_confidence=50, tier=2)
    world.account(desk, "Known", fit=100, fit_confidence=None, tier=2)
    names = [row.account for row in desk.queue.today().rows()]
    assert names == ["Tier one", "Half known", "Country only", "Unrated"]


def test_a_day_opens_no_more_cold_accounts_than_it_should_wherever_they_go(desk: Desk) -> None:
    for number in range(30):
        world.account(desk, f"Cold {number:02}")
    other = world.account(desk, "Known already", bin="working")
    world.log(desk, other)
    for done in range(20):
        rows = [row for row in desk.queue.today().rows() if row.class_ == "fresh_ground"]
        assert len(rows) == 20 - done
        bin_ = desk.calls.propose(rows[0].account_id, "voicemail").bin
        desk.calls.log(LogEntry(rows[0].account_id, "voicemail", bin=bin_))
    assert "fresh_ground" not in desk.queue.today().counts()


# Time


@pytest.mark.parametrize(
    ("at", "now", "class_", "due"),
    [
        ("2026-11-24T00:05", "2026-11-23T23:54", None, ""),
        ("2026-11-24T00:05", "2026-11-23T23:57", "promised_now", "00:05"),
        ("2026-11-23T23:55", "2026-11-24T00:02", "promised_now", "23:55"),
        ("2026-11-23T23:55", "2026-11-24T00:58", "overdue", "1 h late"),
        ("2026-11-23T16:00", "2026-11-24T09:00", "overdue", "1 d late"),
        ("2026-12-31T23:58", "2027-01-01T00:03", "promised_now", "23:58"),
    ],
)
def test_a_promise_near_midnight_goes_by_its_moment(
    tmp_path: Path, at: str, now: str, class_: str | None, due: str
) -> None:
    zone = ZoneInfo("America/Chicago")
    clock = FrozenClock(datetime.fromisoformat("2026-11-23T09:00").replace(tzinfo=zone))
    with closing(open_desk(tmp_path / "desk.db", clock)) as desk:
        number = world.account(desk, bin="working")
        day, time = at.split("T")
        desk.follow_ups.plan(number, desk.days.read(f"{day} {time}"), promised=True)
        clock.moment = datetime.fromisoformat(now).replace(tzinfo=zone)
        row = desk.queue.row(number)
        assert (row.class_ if row else None) == class_
        if row is not None:
            assert (row.due, row.callable) == (due, True)


def test_a_holiday_of_their_region_waits_for_the_day_after(tmp_path: Path) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    clock = FrozenClock(datetime(2026, 1, 6, 11, tzinfo=berlin))
    with closing(open_desk(tmp_path / "desk.db", clock)) as desk:
        for name, region in (("Munich", "BY"), ("Hamburg", "HH")):
            where = {"country": "DE", "region": region, "time_zone": "Europe/Berlin"}
            world.account(desk, name, bin="working", **where)
        rows = {row.account: row for row in desk.queue.today().rows()}
        assert rows["Hamburg"].callable
        assert rows["Munich"].waits == "holiday there: Epiphany"
        assert desk.queue.capacity(desk.queue.today()).rows == 1
        clock.moment = datetime(2026, 1, 6, 6, tzinfo=berlin)
        rows = {row.account: row for row in desk.queue.today().rows()}
        assert rows["Munich"].waits == "holiday there: Epiphany"
        assert desk.queue.capacity(desk.queue.today()).rows == 1


# Who waits


def test_rows_that_wait_for_their_person_stand_at_the_end_of_their_class(desk: Desk) -> None:
    names = ("A forbidden", "B in Sydney", "C opted out", "D free")
    made = {
        name: world.account(desk, name, bin="working", time_zone="America/Chicago")
        for name in names
    }
    asleep = desk.accounts.add_contact(made[names[1]], "Ama", phone="+61 2 5550 1234").made
    assert asleep is not None
    for name, column in ((names[0], "do_not_call"), (names[2], "opted_out")):
        person = desk.accounts.add_contact(made[name], "Ann Example").made
        with desk.store.action("mark") as act:
            act.update("contacts", int(person or 0), {column: 1})
    for name in names:
        channel = "email" if name == "C opted out" else "call"
        world.follow_up(desk, made[name], desk.days.today(), channel=channel)
    queue = desk.queue.today()
    rows = queue.rows()
    assert [(row.account, row.callable) for row in rows] == [
        ("D free", True),
        ("A forbidden", False),
        ("B in Sydney", False),
        ("C opted out", False),
    ]
    assert [row.waits for row in rows[1::2]] == [
        "asked not to be called: find another person",
        "opted out of email",
    ]
    assert queue.callable_places == (0,)
    assert desk.queue.capacity(queue).rows == 2


def test_the_day_holds_only_those_who_can_be_called_before_it_ends(
    tmp_path: Path,
) -> None:
    zone = ZoneInfo("America/Chicago")
    clock = FrozenClock(datetime(2026, 11, 23, 14, tzinfo=zone))
    with closing(open_desk(tmp_path / "desk.db", clock)) as desk:
        for name, place in (("Berlin", "Europe/Berlin"), ("Sydney", "Australia/Sydney")):
            world.account(desk, name, bin="working", time_zone=place)
        queue = desk.queue.today()
        assert not any(row.callable for row in queue.rows())
        assert (queue.waiting, desk.queue.capacity(queue).rows) == (2, 1)


@pytest.mark.parametrize("off", ["weekend", "day off"])
def test_a_day_without_work_has_no_minutes_and_says_so(desk: Desk, off: str) -> None:
    world.account(desk, bin="working")
    if off == "weekend":
        desk.settings.set_many({"working_weekdays": "1 2 3 4"})
        off = "not a working weekday"
    else:
        desk.days.take_off(desk.days.today())
    capacity = desk.queue.capacity(desk.queue.today())
    assert (capacity.rows, capacity.minutes, capacity.fits) == (1, 0, 0)
    assert capacity.said == f"no working day ({off}): 1 record slips"


# A long queue


def test_a_queue_renewed_after_an_action_is_the_queue_built_anew(desk: Desk) -> None:
    made = [world.account(desk, f"Step {n:02}", bin="working", fit=n * 7 % 101) for n in range(40)]
    for n, number in enumerate(made):
        world.follow_up(desk, number, desk.days.today() - timedelta(days=n % 5))
    before = desk.queue.today()
    follow_up = desk.accounts.open_follow_ups(made[3])[0].id
    desk.calls.log(LogEntry(made[3], "voicemail", follow_up_id=follow_up))
    desk.responses.log(made[9], "positive", "call me")
    desk.bins.move([made[20]], "avoid.bad_fit", "sold")
    cold = world.account(desk, "Fresh")
    renewed = desk.queue.renew(before, [made[3], made[9], made[20], cold])
    anew = desk.queue.today()
    assert renewed.entries == anew.entries
    assert renewed.counts() == anew.counts()
    assert [row.account for row in renewed.rows()] == [row.account for row in anew.rows()]
    assert before.count() == 40
    desk.history.undo()
    desk.history.undo()
    back = desk.queue.renew(renewed, [made[20], cold])
    assert back.entries == desk.queue.today().entries


def test_a_queue_built_aside_is_read_at_the_desk(desk: Desk) -> None:
    world.account(desk, "Corvid Labs", bin="working")
    aside = desk.reader()
    queue = aside.queue.today().on(desk)
    aside.close()
    assert [row.account for row in queue.rows()] == ["Corvid Labs"]


# Focus lists to call


def test_a_block_over_a_focus_list_calls_its_accounts_due_or_not(
    desk: Desk, clock: FrozenClock
) -> None:
    for number in range(30):
        world.account(desk, f"Cold {number:02}", tier=1, fit=number, country="NO")
    hot = world.account(desk, "Hot", tier=1, fit=50, urgency=60, bin="nurture.quarterly")
    asleep = world.account(desk, "Asleep", tier=1, fit=100, time_zone="Australia/Sydney")
    world.account(desk, "Client", tier=1, fit=100, bin="avoid.client")
    nobody = world.account(desk, "Nobody", tier=1, fit=100)
    person = desk.accounts.add_contact(nobody, "Ann Example").made
    with desk.store.action("mark") as act:
        act.update("contacts", int(person or 0), {"do_not_call": 1})
    focus = desk.focus.keep("First", "tier 1").made
    key = f"focus:{focus}"
    slice_ = next(each for each in desk.blocks.slices() if each.key == key)
    assert slice_.count == 32
    desk.blocks.start(key)
    block = desk.blocks.present
    assert block is not None
    assert (block.order[:2], len(block.order)) == ([hot, asleep], 32)
    look = desk.blocks.look()
    assert (look.account_id, look.row, look.listed) == (hot, None, True)
    assert (look.waiting, look.waits[:3]) == (1, "Tue")
    for _ in range(2):
        desk.calls.log(LogEntry(hot, "no_answer", block=block.id))
    look = desk.blocks.look(onward=True)
    assert look.account_id not in (hot, asleep, None)
    desk.bins.move([int(look.account_id or 0)], "avoid.client", "bought")
    assert not desk.blocks.look().listed
    clock.advance(hours=7)
    assert desk.blocks.look(onward=True).account_id == asleep


# Where all asked not to be contacted


def test_accounts_whose_people_all_asked_not_to_be_contacted_are_no_rows_to_call(
    desk: Desk,
) -> None:
    def closed(name: str, flags: dict[str, int], **more: object) -> int:
        number = world.account(desk, name, **more)
        person = desk.accounts.add_contact(number, "Ann Example", email=f"ann@{name}.example").made
        with desk.store.action("mark") as act:
            act.update("contacts", int(person or 0), flags)
        return number

    never = {"do_not_call": 1, "opted_out": 1}
    closed("working", never, bin="working")
    closed("mailable", {"do_not_call": 1}, bin="working")
    closed("cold", never, tier=1, fit=100)
    world.account(desk, "fresh", tier=1, fit=50)
    promised = closed("promised", never, bin="working")
    world.follow_up(desk, promised, desk.days.today(), promised=True)
    rows = {row.account: row for row in desk.queue.today().rows()}
    assert set(rows) == {"working", "mailable", "fresh", "promised"}
    found = rows["working"]
    assert (found.class_, found.contact, found.callable) == ("no_next_step", None, True)
    assert found.why.endswith("find another person: all asked not to be contacted")
    assert rows["mailable"].waits == "asked not to be called: write instead"
    assert rows["promised"].waits == "asked not to be called: find another person"
    desk.accounts.add_contact(found.account_id, "Bo Example")
    assert {row.account: row.contact for row in desk.queue.today().rows()}[
        "working"
    ] == "Bo Example"


def test_fresh_ground_says_whom_to_start_with_where_somebody_with_a_number_is_known(
    desk: Desk,
) -> None:
    raven = world.account(desk, "Raven Works")
    row = desk.queue.row(raven)
    assert row is not None
    assert row.why == "never touched: find the right person first"
    made = desk.accounts.add_contact(raven, "Raj Patel", title="Plant manager").made
    assert made is not None
    row = desk.queue.row(raven)
    assert row is not None
    assert row.why == "never touched: find the right person first"
    desk.accounts.edit_contact(made, {"phone": "+1 312 555 0101"})
    row = desk.queue.row(raven)
    assert row is not None
    assert row.why == "never touched: start with Raj Patel, Plant manager"


# Who is not in it


def test_an_account_outside_the_queue_says_which_rule_keeps_it_out(desk: Desk) -> None:
    def why(account: int) -> str:
        with pytest.raises(DeskError) as refused:
            desk.queue.why(account)
        return str(refused.value).partition("is not in today's queue: ")[2]

    today = desk.days.today()
    low = world.account(desk, "Low", tier=3, fit=40, fit_confidence=80)
    assert why(low) == (
        "its fit is 2 stars, tier 3, and fresh ground offers tier 1 and whom only missing facts "
        "keep out of it."
    )
    assert why(low) == f"{desk.queue.absent(low)}."
    in_it = world.account(desk, "In it", tier=1, fit=90)
    assert desk.queue.absent(in_it) == ""
    touched = world.account(desk, "Touched", tier=1, fit=90, last_touch_on="2026-11-02")
    assert why(touched) == (
        "it was touched Mon 2 Nov, and fresh ground offers those left alone for 6 months."
    )
    rests = world.account(desk, "Rests", tier=1, fit=90, rest_until_on="2027-05-01")
    assert why(rests) == "it was skipped, and rests until Sat 1 May 2027."
    planned = world.account(desk, "Planned", tier=1, fit=90)
    world.follow_up(desk, planned, today + timedelta(days=1))
    assert why(planned) == "its next step is due Tue 24 Nov."
    closed = world.account(desk, "Closed", tier=1, fit=90)
    person = desk.accounts.add_contact(closed, "Ann Example").made
    assert person is not None
    desk.accounts.protect(person, "asked", do_not_call=True, opted_out=True)
    assert why(closed) == "everybody known there asked not to be contacted."
    client = world.account(desk, "Client", bin="avoid.client")
    assert why(client) == "it is in Client, which is not prospected."
    quarterly = world.account(desk, "Quarterly", bin="nurture.quarterly")
    assert why(quarterly) == "it comes back on Tue 23 Feb 2027, by the rule of Quarterly."
    alive = world.account(desk, "Alive", bin="nurture.opportunity")
    assert why(alive) == "nothing is due there, and Opportunity brings nothing back by itself."
    world.account(desk, "Unrated")
    for number in range(desk.playbook.queue.fresh_per_day):
        world.account(desk, f"Best {number}", tier=1, fit=95)
    last = world.account(desk, "Last", tier=1, fit=80)
    assert why(last) == "fresh ground offers 20 Cold accounts a day, the best fits first."
    unrated = desk.accounts.resolve("Unrated")
    assert why(unrated) == "fresh ground offers 20 Cold accounts a day, those not rated last."
    for number in range(51):
        world.account(desk, f"Worked {number}", bin="working")
    assert why(last).startswith("Working holds 51 of 50: no fresh ground until")

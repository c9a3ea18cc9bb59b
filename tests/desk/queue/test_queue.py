"""The queue: who is in it, in which class and order, why, and what handling a row does."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.desk import world
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.playbook.load import Loaded
from workstation.playbook.resources import playbook_folder


def account(desk: Desk, name: str, bin_key: str = "cold", **fields: object) -> int:
    """Add an account in a bin, without the next step a move would give it."""
    made = desk.accounts.add({"name": name, **fields}, bin_key).made
    assert made is not None
    return made


def backdate(desk: Desk, account_id: int, days: int) -> None:
    """Let an account have been in its bin for some days."""
    day = desk.days.today() - timedelta(days=days)
    with desk.store.action("backdate") as act:
        act.update("accounts", account_id, {"bin_since_on": day.isoformat()})


def classes(desk: Desk) -> dict[str, str]:
    return {row.account: row.class_ for row in desk.queue.today().rows()}


def test_a_queue_without_the_tier_that_is_offered_says_so_and_what_to_do(desk: Desk) -> None:
    for number in range(3):
        world.account(desk, f"Second {number}", tier=2, fit=60)
    assert desk.queue.today().count() == 0
    said = desk.queue.why_empty()
    assert said.startswith("Nothing is due. 3 cold accounts are below tier 1")
    assert "fresh_tier" in said
    world.account(desk, "First", tier=1, fit=90)
    assert desk.queue.today().count() == 1


def test_an_empty_desk_has_an_empty_queue(desk: Desk) -> None:
    queue = desk.queue.today()
    assert (queue.count(), queue.rows(), queue.counts(), queue.next()) == (0, [], {}, None)


def test_every_class_with_data_appears_in_the_method_order(desk: Desk) -> None:
    plan = desk.follow_ups.plan
    plan(account(desk, "agreed now", "working"), desk.days.read("today 9:20"), promised=True)
    desk.responses.hand_raiser(account(desk, "hand", "working"), "send a price")
    desk.responses.log(account(desk, "reply", "working"), "neutral", "who are you?")
    lead = account(desk, "lead", "cold")
    with desk.store.action("signals") as act:
        act.update("accounts", lead, {"lead_at": iso(desk.clock.now()), "urgency": 70})
    plan(account(desk, "agreed later", "working"), desk.days.read("today 16:00"), promised=True)
    plan(account(desk, "step", "working"), desk.days.read("today"), why="try again")
    account(desk, "no step", "working")
    backdate(desk, account(desk, "quarterly", "nurture.quarterly"), 100)
    backdate(desk, account(desk, "dead", "nurture.dead"), 200)
    quiet = account(desk, "quiet", "working")
    plan(quiet, desk.days.read("in 3 weeks"))
    backdate(desk, quiet, 20)
    account(desk, "fresh", "cold")
    late = account(desk, "late", "working")
    made = plan(late, desk.days.read("today"), promised=True).made
    with desk.store.action("let it be late") as act:
        act.update("follow_ups", int(made or 0), {"due_on": "2026-11-20"})
    baton = account(desk, "baton", "working")
    desk.pipeline.open_opportunity(baton, "night desk")
    with desk.store.action("passed last week") as act:
        number = desk.store.value("SELECT id FROM opportunities")
        act.update("opportunities", number, {"passed_on": "2026-11-16"})

    rows = desk.queue.today().rows()

    assert [(row.account, row.class_) for row in rows] == [
        ("agreed now", "promised_now"),
        ("hand", "hand_raiser"),
        ("reply", "response"),
        ("lead", "new_lead"),
        ("agreed later", "promised_today"),
        ("late", "overdue"),
        ("baton", "baton"),
        ("step", "step_due"),
        ("no step", "no_next_step"),
        ("dead", "check_back"),
        ("quarterly", "check_back"),
        ("quiet", "going_quiet"),
        ("fresh", "fresh_ground"),
    ]
    assert all(row.why for row in rows)


def test_accounts_not_due_and_protected_ones_stay_out(desk: Desk) -> None:
    backdate(desk, account(desk, "client", "avoid.client"), 400)
    backdate(desk, account(desk, "bad fit", "avoid.bad_fit"), 400)
    backdate(desk, account(desk, "recent quarterly", "nurture.quarterly"), 30)
    backdate(desk, account(desk, "recent dead", "nurture.dead"), 170)
    planned = account(desk, "planned", "working")
    desk.follow_ups.plan(planned, desk.days.read("tomorrow"))
    assert classes(desk) == {}


def test_a_promise_comes_up_ten_minutes_before_its_time(desk: Desk, clock: FrozenClock) -> None:
    desk.follow_ups.plan(
        account(desk, "Corvid"), desk.days.read("today 9:30"), promised=True, why="call back"
    )
    (row,) = desk.queue.today().rows()
    assert (row.class_, row.callable, row.due) == ("promised_today", False, "09:30")
    clock.advance(minutes=8)
    (row,) = desk.queue.today().rows()
    assert (row.class_, row.callable) == ("promised_now", True)
    assert row.why == "agreed for 09:30: call back"


def test_a_promise_of_yesterday_is_overdue_after_midnight(desk: Desk, clock: FrozenClock) -> None:
    desk.follow_ups.plan(account(desk, "Corvid"), desk.days.read("today 16:00"), promised=True)
    clock.advance(hours=24)
    (row,) = desk.queue.today().rows()
    assert (row.class_, row.due) == ("overdue", "1 d late")


def test_people_outside_their_calling_hours_wait_at_the_end_of_their_class(desk: Desk) -> None:
    far = account(desk, "Sydney Tools", "working", country="Australia", city="Sydney")
    near = account(desk, "Chicago Tools", "working", country="US", region="IL", city="Chicago")
    for number in (far, near):
        desk.follow_ups.plan(number, desk.days.read("today"))
    rows = desk.queue.today().rows()
    assert [(row.account, row.callable, row.local_time) for row in rows] == [
        ("Chicago Tools", True, "09:12"),
        ("Sydney Tools", False, "02:12"),
    ]
    assert "opens" in rows[1].waits
    found = desk.queue.today().next()
    assert found is not None and found.account == "Chicago Tools"


def test_two_unanswered_calls_are_enough_for_a_day_and_the_next(
    desk: Desk, clock: FrozenClock
) -> None:
    number = account(desk, "Ostrom", "working")
    for _ in range(2):
        desk.calls.log(LogEntry(number, "no_answer", when=desk.days.read("today")))
        clock.advance(minutes=5)
    (row,) = desk.queue.today().rows()
    assert not row.callable and "2 unanswered calls today" in row.waits
    clock.advance(days=1)
    (row,) = desk.queue.today().rows()
    assert not row.callable and "leave a day between" in row.waits
    clock.advance(days=1)
    (row,) = desk.queue.today().rows()
    assert row.callable


def test_an_account_is_in_the_queue_once_in_its_most_urgent_class(desk: Desk) -> None:
    number = account(desk, "Twice", "working")
    desk.follow_ups.plan(number, desk.days.read("today"))
    desk.responses.log(number, "positive", "call me")
    assert classes(desk) == {"Twice": "response"}


def test_fresh_ground_is_the_best_fit_first_and_limited(desk: Desk) -> None:
    limit = desk.playbook.queue.fresh_per_day
    numbers = [account(desk, f"Cold {n:02}") for n in range(limit + 5)]
    with desk.store.action("fit") as act:
        act.update("accounts", numbers[-1], {"fit": 90})
    queue = desk.queue.today()
    assert queue.count() == limit
    assert queue.rows(1)[0].account == f"Cold {limit + 4:02}"


def test_a_cold_account_touched_lately_is_left_alone_for_six_months(
    desk: Desk, clock: FrozenClock
) -> None:
    number = account(desk, "Touched")
    desk.calls.log(LogEntry(number, "no_answer"))
    clock.advance(days=30)
    assert classes(desk) == {}
    clock.advance(days=160)
    assert classes(desk) == {"Touched": "fresh_ground"}


def test_snooze_brings_any_row_back_on_its_day(desk: Desk, clock: FrozenClock) -> None:
    account(desk, "no step", "working")
    row = desk.queue.row(desk.accounts.resolve("no step"))
    assert row is not None
    desk.queue.snooze(row, desk.days.read("+2d"))
    assert classes(desk) == {}
    clock.advance(days=2)
    assert classes(desk) == {"no step": "step_due"}
    desk.history.undo()
    assert classes(desk) == {"no step": "no_next_step"}


def test_skip_needs_a_reason_and_lets_the_account_rest(desk: Desk, clock: FrozenClock) -> None:
    account(desk, "no step", "working")
    row = desk.queue.today().rows()[0]
    with pytest.raises(DeskError, match="reason"):
        desk.queue.skip(row, "  ")
    desk.queue.skip(row, "on holiday")
    (row,) = desk.queue.today().rows()
    assert (row.class_, row.callable, row.waits) == (
        "no_next_step", False, "skipped until Tue 24 Nov",
    )  # fmt: skip
    assert desk.queue.capacity(desk.queue.today()).rows == 0
    assert desk.queue.why(row.account_id)
    clock.advance(days=1)
    (row,) = desk.queue.today().rows()
    assert (row.class_, row.callable) == ("no_next_step", True)


def test_done_ticks_a_follow_up_and_explains_where_there_is_none(desk: Desk) -> None:
    number = account(desk, "Ostrom", "nurture.quarterly")
    desk.follow_ups.plan(number, desk.days.read("today"), why="send the page", channel="email")
    desk.queue.done(desk.queue.today().rows()[0])
    assert desk.queue.today().count() == 0
    account(desk, "no step", "working")
    with pytest.raises(DeskError, match="Nothing is planned here"):
        desk.queue.done(desk.queue.today().rows()[0])


def test_only_keeps_the_classes_and_bins_asked_for(desk: Desk) -> None:
    account(desk, "a", "working")
    account(desk, "b", "cold")
    queue = desk.queue.today()
    assert [row.account for row in queue.only(["fresh_ground"]).rows()] == ["b"]
    assert [row.account for row in queue.only(bins=["working"]).rows()] == ["a"]


def test_the_queue_reads_its_classes_from_indexes(desk: Desk) -> None:
    plans: list[str] = []
    asked = desk.store.rows

    def explain(sql: str, parameters: object = ()) -> list[object]:
        found = asked(f"EXPLAIN QUERY PLAN {sql}", parameters)  # type: ignore[arg-type]
        plans.extend(row["detail"] for row in found)
        return asked(sql, parameters)  # type: ignore[arg-type,return-value]

    desk.store.rows = explain  # type: ignore[method-assign,assignment]
    account(desk, "a", "working")
    plans.clear()
    desk.queue.today()
    assert plans
    kept = ("batons", "running_cadences")  # indexes that hold only what goes on
    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert not [plan for plan in scans if not any(each in plan for each in kept)], plans


def test_calling_hours_go_by_the_persons_own_number(desk: Desk) -> None:
    head_office = account(desk, "Chicago Tools", "working", country="US", region="IL")
    person = desk.accounts.add_contact(head_office, "Ama Mensah", phone="+61 2 5550 1234").made
    desk.follow_ups.plan(head_office, desk.days.read("today"), contact_id=person)
    (row,) = desk.queue.today().rows()
    assert (row.local_time, row.callable) == ("02:12", False)
    desk.history.undo()
    (row,) = desk.queue.today().rows()
    assert row.class_ == "no_next_step"
    assert (row.contact, row.callable) == ("Ama Mensah", False)
    assert desk.queue.today().next() is None


def test_the_attempt_limit_holds_for_the_person_offered(desk: Desk) -> None:
    number = account(desk, "Ostrom", "working")
    person = desk.accounts.add_contact(number, "Ann Example", phone="+1 312 555 0142").made
    for _ in range(2):
        desk.calls.log(
            LogEntry(number, "no_answer", contact_id=person, when=desk.days.read("tomorrow"))
        )
    desk.follow_ups.plan(number, desk.days.read("today"))
    (row,) = desk.queue.today().rows()
    assert (row.contact, row.callable) == ("Ann Example", False)
    assert "unanswered" in row.waits


def test_a_call_planned_with_an_account_to_avoid_waits_and_says_so(desk: Desk) -> None:
    number = account(desk, "Client", "avoid.client")
    desk.follow_ups.plan(number, desk.days.read("today"), promised=True)
    (row,) = desk.queue.today().rows()
    assert not row.callable
    assert "needs a reason" in row.waits


def test_a_public_holiday_where_they_are_waits_like_a_night(desk: Desk, clock: FrozenClock) -> None:
    clock.advance(days=3)  # Thanksgiving
    for name, where in (("Chicago Tools", "US"), ("Toronto Tools", "CA")):
        made = account(desk, name, "working", country=where)
        with desk.store.action("zone") as act:
            act.update("accounts", made, {"time_zone": "America/Chicago"})
    rows = {row.account: row for row in desk.queue.today().rows()}
    assert rows["Toronto Tools"].callable
    assert rows["Chicago Tools"].waits == "holiday there: Thanksgiving Day"


def test_fresh_ground_is_held_back_while_more_is_worked_than_the_limit(desk: Desk) -> None:
    limit = desk.playbook.bin("working").limit or 0
    account(desk, "Cold")
    for number in range(limit):
        account(desk, f"Working {number}", "working")
    queue = desk.queue.today()
    assert queue.working is not None
    assert (queue.counts()["fresh_ground"], queue.working.said) == (1, "")
    account(desk, "One too many", "working")
    queue = desk.queue.today()
    assert queue.working is not None
    assert "fresh_ground" not in queue.counts()
    assert queue.working.said.startswith(f"Working holds {limit + 1} of {limit}: no fresh ground")


def test_fresh_ground_is_the_first_tier_and_then_what_nobody_has_rated(desk: Desk) -> None:
    told: list[tuple[str, int | None, int | None]] = [
        ("Best", 1, 95),
        ("Second", 2, 80),
        ("Third", 3, 30),
        ("Nurture only", 4, 10),
        ("Unknown", None, None),
        ("As it was set", None, 99),
    ]
    for name, tier, fit in told:
        made = account(desk, name)
        with desk.store.action("tier") as act:
            act.update("accounts", made, {"tier": tier, "fit": fit})
    assert set(classes(desk)) == {"Best", "Unknown", "As it was set"}
    rules = desk.playbook.queue
    for tier, most, offered in (
        (1, 1, {"Best"}),
        (1, 2, {"Best", "As it was set"}),
        (3, 9, {"Best", "Second", "Third", "Unknown", "As it was set"}),
    ):
        queue = msgspec.structs.replace(rules, fresh_tier=tier, fresh_per_day=most)
        playbook = desk.playbook.but(queue=queue)
        desk.loaded = Loaded(playbook, [], frozenset())
        assert set(classes(desk)) == offered


def test_urgency_counts_as_it_is_now_and_not_as_it_once_was(desk: Desk) -> None:
    for name, days in (("Long ago", 150), ("Lately", 2)):
        made = account(desk, name, "working")
        with desk.store.action("signal") as act:
            at = iso(desk.clock.now() - timedelta(days=days))
            act.update("accounts", made, {"urgency": 60 if days > 2 else 30, "urgency_at": at})
    rows = desk.queue.today().rows()
    assert [(row.account, row.urgency) for row in rows] == [("Lately", 30), ("Long ago", 15)]
    assert rows[0].sum.score > rows[1].sum.score


def test_the_order_of_the_classes_and_the_weights_are_the_playbook_s(
    desk: Desk, tmp_path: Path
) -> None:
    desk.follow_ups.plan(account(desk, "step", "working"), desk.days.read("today"))
    for name, urgency, fit in (("urgent", 80, 20), ("fitting", 20, 60)):
        made = account(desk, name, "working")
        with desk.store.action("score") as act:
            act.update("accounts", made, {"urgency": urgency, "fit": fit})
    assert [row.account for row in desk.queue.today().rows()] == ["step", "urgent", "fitting"]
    text = (playbook_folder() / "queue.yaml").read_text("utf-8")
    step, rest = text.index("  - key: step_due"), text.index("  - key: no_next_step")
    after = text.index("  - key: check_back")
    text = text[:step] + text[rest:after] + text[step:rest] + text[after:]
    own = tmp_path / "own"
    own.mkdir()
    (own / "queue.yaml").write_text(text.replace("  fit: 1\n", "  fit: 3\n"), "utf-8")
    desk.own_playbook = own
    assert desk.reload_playbook().problems == []
    assert [row.account for row in desk.queue.today().rows()] == ["fitting", "urgent", "step"]

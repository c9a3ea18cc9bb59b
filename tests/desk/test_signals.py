"""Signals at the desk: what they come to, what they set off, and that undo takes it all back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, log
from tests.fresh import open_desk
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.listing import Listing
from workstation.method.fit import FIT_COLUMNS
from workstation.store.undo_later import WORKED_OUT


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 23 November 2026, 09:12 in Chicago."""
    return FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock) -> Desk:
    return open_desk(tmp_path / "desk.db", clock)


def row(desk: Desk, account_id: int) -> dict[str, object]:
    found = desk.store.row(
        "SELECT urgency, urgency_at, lead_at, became_lead_on FROM accounts WHERE id = ?",
        (account_id,),
    )
    assert found is not None
    return dict(found)


def hands(desk: Desk) -> list[str]:
    return [
        each["due_at"]
        for each in desk.store.rows(
            "SELECT due_at FROM follow_ups WHERE kind = 'hand_raiser' AND state = 'open'"
        )
    ]


def raise_to(desk: Desk, account_id: int, points: int) -> None:
    while points > 0:
        step = min(points, 30)
        desk.signals.add(account_id, "manual_review", points=step)
        points -= step


def test_a_signal_adds_its_points_and_says_so(desk: Desk) -> None:
    one = account(desk)
    changed = desk.signals.add(one, "asked for the price")
    assert changed.title == "Signal: Corvid Labs, asked for the price (+20, now 20)"
    assert row(desk, one) == {
        "urgency": 20,
        "urgency_at": "2026-11-23T15:12:00Z",
        "lead_at": None,
        "became_lead_on": None,
    }
    desk.store.history.undo()
    assert row(desk, one)["urgency"] == 0
    assert desk.store.value("SELECT count(*) FROM signals") == 0


def test_crossing_the_mark_makes_a_lead_to_be_called_within_a_day(
    desk: Desk, clock: FrozenClock
) -> None:
    one = account(desk)
    raise_to(desk, one, 60)
    clock.advance(minutes=1)
    changed = desk.signals.add(one, "content_downloaded")
    assert changed.advice == ("Corvid Labs is a lead now: research it, and call within 24 hours.",)
    assert row(desk, one)["lead_at"] == "2026-11-23T15:13:00Z"
    assert row(desk, one)["became_lead_on"] == "2026-11-23"
    assert hands(desk) == []


def test_crossing_it_on_a_fast_track_signal_gives_five_minutes(desk: Desk) -> None:
    one = account(desk)
    raise_to(desk, one, 50)
    changed = desk.signals.add(one, "asked_for_price")
    assert changed.advice == ("Corvid Labs is a hand-raiser now: call within 5 minutes.",)
    assert hands(desk) == ["2026-11-23T15:17:00Z"]
    queue_row = desk.queue.row(one)
    assert queue_row is not None
    assert queue_row.class_ == "hand_raiser"
    assert queue_row.why == "a lead by clear interest for 0 min: call at once"
    asked = desk.signals.add(one, "asked_for_contact", note="after 4 pm")
    assert len(hands(desk)) == 1
    queue_row = desk.queue.row(one)
    assert queue_row is not None
    assert queue_row.why == "asked to be contacted 0 min ago: after 4 pm"
    desk.history.undo(asked.action)
    desk.store.history.undo()
    assert hands(desk) == []
    assert row(desk, one)["lead_at"] is None


def test_somebody_who_asked_to_be_contacted_is_a_hand_raiser_at_any_score(desk: Desk) -> None:
    one = account(desk)
    desk.signals.add(one, "asked_for_contact")
    desk.signals.add(one, "asked_for_contact")
    assert hands(desk) == ["2026-11-23T15:17:00Z"]
    assert row(desk, one)["became_lead_on"] == "2026-11-23"
    other = account(desk, "Halden Paper")
    desk.responses.hand_raiser(other, "call me")
    assert row(desk, other)["urgency"] == 30
    assert len(hands(desk)) == 2


def test_an_account_to_avoid_keeps_its_score_and_is_no_lead(desk: Desk) -> None:
    one = account(desk, "Halden Paper", bin="avoid.client")
    raise_to(desk, one, 60)
    changed = desk.signals.add(one, "asked_for_price")
    assert "so it is no lead for you" in changed.advice[0]
    assert row(desk, one)["urgency"] == 80
    assert row(desk, one)["lead_at"] is None
    desk.signals.add(one, "asked_for_contact")
    assert hands(desk) == []


def test_signals_that_become_known_late_come_to_the_same(desk: Desk) -> None:
    now = desk.clock.now()
    given = [("asked_for_price", 70), ("careers_page", 40), ("changed_job", 3), ("page_view", 35)]
    ids = [account(desk, "In order"), account(desk, "Backwards")]
    for number, order in zip(
        ids, (sorted(given, key=lambda each: -each[1]), given[::-1]), strict=True
    ):
        for kind, days in order:
            desk.signals.add(number, kind, at=now - timedelta(days=days))
    assert row(desk, ids[0]) == row(desk, ids[1])
    assert desk.signals.of(ids[0]).lines == desk.signals.of(ids[1]).lines


def test_a_past_crossing_that_has_gone_cold_makes_no_lead(desk: Desk) -> None:
    one = account(desk)
    old = desk.clock.now() - timedelta(days=400)
    for _ in range(4):
        desk.signals.add(one, "asked_for_price", at=old)
    assert desk.signals.present(one) == 0
    assert row(desk, one)["lead_at"] is None
    assert hands(desk) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"at": datetime(2026, 11, 23, 15, 13, tzinfo=UTC)}, "has not come yet"),
        ({"at": datetime(1969, 1, 1, tzinfo=UTC)}, "before 1970"),
        ({"points": 101}, "gives -100 to 100 points, not 101"),
        ({"contact_id": 12}, "not at this account"),
    ],
)
def test_a_signal_that_cannot_be_is_refused(
    desk: Desk, change: dict[str, object], why: str
) -> None:
    one = account(desk)
    with pytest.raises(DeskError, match=why):
        desk.signals.add(one, "page_view", **change)  # type: ignore[arg-type]
    with pytest.raises(DeskError, match="There is no signal “sneeze”"):
        desk.signals.add(one, "sneeze")
    with pytest.raises(DeskError, match="0 to 8 points, not 9"):
        desk.signals.add(one, "title", points=9)
    assert desk.store.value("SELECT count(*) FROM signals") == 0


def test_what_is_shown_everywhere_is_the_score_of_now(desk: Desk, clock: FrozenClock) -> None:
    one = account(desk, bin="working")
    raise_to(desk, one, 60)
    clock.advance(days=31)
    assert desk.accounts.get(one).urgency == 45
    assert desk.signals.present(one) == 45
    assert Listing.find(desk).page(0, 5)[0].urgency == 45
    queue_row = desk.queue.row(one)
    assert queue_row is not None
    assert queue_row.urgency == 45
    assert row(desk, one)["urgency"] == 60


def test_the_sum_shows_signals_and_silence_line_by_line(desk: Desk, clock: FrozenClock) -> None:
    one = account(desk)
    desk.signals.add(one, "manual_review", points=30, note="met at the fair")
    desk.signals.add(one, "asked_for_price")
    clock.advance(days=61)
    desk.signals.add(one, "careers_page")
    total = desk.signals.of(one)
    assert [(each.title, each.change, each.after) for each in total.lines] == [
        ("Your own judgement", 30, 30),
        ("Asked for the price", 20, 50),
        ("A month of silence", -15, 35),
        ("A month of silence", -15, 20),
        ("Viewed the careers page", -10, 10),
    ]
    assert total.now == 10
    assert total.lines[0].note == "met at the fair"


def test_what_is_logged_counts_and_its_undo_takes_it_back(desk: Desk) -> None:
    one = account(desk)
    desk.calls.log(LogEntry(one, "conversation", seconds=300))
    assert row(desk, one)["urgency"] == 10
    desk.responses.log(one, "positive", "tell me more")
    assert row(desk, one)["urgency"] == 30
    desk.responses.log(one, "out_of_office")
    desk.calls.log(LogEntry(one, "no_answer"))
    assert row(desk, one)["urgency"] == 30
    desk.meetings.book(one, None, desk.clock.now() + timedelta(days=2))
    assert row(desk, one)["urgency"] == 45
    for _ in range(5):
        desk.store.history.undo()
    assert row(desk, one)["urgency"] == 0
    assert desk.store.value("SELECT count(*) FROM signals") == 0


def test_signals_of_one_moment_count_in_the_order_they_were_told(desk: Desk) -> None:
    one, other = account(desk), account(desk, "Halden Paper")
    for _ in range(9):
        desk.signals.add(one, "page_view", points=1)
    for points in (-100, 30):
        desk.signals.add(one, "page_view", points=points)
    for points in (30, -100):
        desk.signals.add(other, "page_view", points=points)
    assert row(desk, one)["urgency"] == 30
    assert row(desk, other)["urgency"] == 0
    total = desk.signals.of(one)
    assert [each.after for each in total.lines[-3:]] == [9, 0, 30]
    assert total.now == 30


def test_an_early_signal_is_taken_back_though_later_ones_moved_the_score(
    desk: Desk, clock: FrozenClock
) -> None:
    one = account(desk)
    first = desk.signals.add(one, "manual_review", points=30)
    raise_to(desk, one, 30)
    clock.advance(minutes=1)
    lead = desk.signals.add(one, "asked_for_price")
    assert row(desk, one)["lead_at"] == "2026-11-23T15:13:00Z"
    before = row(desk, one)
    desk.history.undo(first.action)
    assert (row(desk, one)["urgency"], row(desk, one)["lead_at"]) == (50, None)
    assert desk.signals.of(one).lines[-1].after == 50
    desk.history.undo(lead.action)
    assert row(desk, one)["urgency"] == 30
    assert hands(desk) == []
    desk.history.redo(lead.action)
    desk.history.redo(first.action)
    assert row(desk, one) == before


def test_a_fact_is_taken_back_though_the_fit_was_scored_anew_since(desk: Desk) -> None:
    one = account(desk, industry="Software", employees=400)
    desk.fit.rescore()
    first = desk.fit.learn(one, "sales_leader_since", "2026-11-01")
    second = desk.fit.learn(one, "hiring_freeze", "yes")
    both = desk.fit.of(one).score
    desk.history.undo(first.action)
    without = desk.fit.of(one)
    assert without.kept
    assert without.score != both
    desk.history.redo(first.action)
    assert desk.fit.of(one).score == both
    assert desk.fit.of(one).kept
    desk.history.undo(second.action)
    assert desk.fit.of(one).kept


def test_the_columns_undo_has_worked_out_anew_are_those_the_desk_writes() -> None:
    assert WORKED_OUT["fit"] == FIT_COLUMNS


def test_a_score_without_signals_becomes_one_and_its_sum_explains_it(
    desk: Desk, clock: FrozenClock
) -> None:
    one, other = account(desk), account(desk, "Halden Paper")
    with desk.store.action("As another program left it") as act:
        act.update("accounts", one, {"urgency": 40, "urgency_at": "2026-11-20T10:00:00Z"})
        act.update("accounts", other, {"urgency": 70, "urgency_at": "2026-11-20T10:00:00Z"})
    assert "signals that explain it" in desk.signals.stale()
    first = desk.signals.add(one, "asked_for_price")
    assert first.title.endswith("(+20, now 60)")
    clock.advance(minutes=1)
    desk.signals.add(one, "page_view")
    assert [(each.title, each.after) for each in desk.signals.of(one).lines] == [
        ("The score as it stood", 40),
        ("Asked for the price", 60),
        ("Viewed a page", 61),
    ]
    desk.history.undo(first.action)
    assert [each.after for each in desk.signals.of(one).lines] == [40, 41]
    assert row(desk, one)["urgency"] == 41
    desk.history.redo(first.action)
    assert [each.after for each in desk.signals.of(one).lines] == [40, 60, 61]

    done = desk.signals.recount()
    assert done.title == "Recount urgency: 1 account changed"
    assert done.advice == ("1 account became a lead.",)
    assert row(desk, other)["lead_at"] == "2026-11-20T10:00:00Z"
    assert desk.signals.stale() == ""
    waiting = desk.queue.row(other)
    assert waiting is not None
    assert waiting.class_ == "new_lead"
    with pytest.raises(DeskError, match="as its signals make it"):
        desk.signals.recount()
    desk.history.undo(done.action)
    assert row(desk, other)["lead_at"] is None
    assert row(desk, other)["urgency"] == 70
    assert "signals that explain it" in desk.signals.stale()


def test_recounting_works_out_what_was_changed_by_other_means(desk: Desk) -> None:
    ids = [account(desk, f"Company {number}") for number in range(3)]
    for number in ids:
        desk.signals.add(number, "asked_for_price")
    with desk.store.action("Spoil") as act:
        act.update_many("accounts", ("urgency", "urgency_at"), [(each, 99, None) for each in ids])
    told: list[tuple[int, int]] = []
    desk.signals.recount(progress=lambda done, of: told.append((done, of)))
    assert [row(desk, each)["urgency"] for each in ids] == [20, 20, 20]
    assert told == [(3, 3)]


def test_a_call_before_a_file_told_of_the_lead_answers_nothing(
    desk: Desk, clock: FrozenClock, tmp_path: Path
) -> None:
    one = account(desk, bin="working")
    clock.moment -= timedelta(days=3)
    desk.calls.log(LogEntry(one, "no_answer"))
    clock.advance(days=3)
    path = tmp_path / "signals.csv"
    rows = "".join(f"Corvid Labs,manual_review,30,2026-11-19T1{n}:00:00Z\n" for n in range(3))
    path.write_text(f"account,signal,points,when\n{rows}", encoding="utf-8")
    desk.imports.run(desk.imports.plan(path, "signals"))
    assert row(desk, one)["lead_at"] == "2026-11-23T15:12:00Z"
    assert row(desk, one)["became_lead_on"] == "2026-11-19"
    today = desk.days.today()
    for hours, due, failed in ((1, "tomorrow", False), (29, "6 h late", True)):
        clock.advance(hours=hours)
        waiting = desk.queue.row(one)
        assert waiting is not None
        assert (waiting.class_, waiting.due) == ("new_lead", due)
        measured = desk.signals.first_responses(today, today).rows
        assert [(each.kind, each.failed, each.waited) for each in measured] == [
            ("lead", failed, 30 * 3600 if failed else 3600)
        ]
        assert desk.accounts.page(one).first_response == measured[0]
    desk.calls.log(LogEntry(one, "no_answer"))
    waiting = desk.queue.row(one)
    assert waiting is None or waiting.class_ != "new_lead"
    (measured_,) = desk.signals.first_responses(today, today).rows
    assert measured_.seconds == 30 * 3600


def test_a_later_lead_takes_nothing_away_from_an_earlier_one(
    desk: Desk, clock: FrozenClock
) -> None:
    one, today = account(desk, bin="working"), desk.days.today()
    raise_to(desk, one, 90)
    clock.advance(days=73)
    raise_to(desk, one, 90)
    found = desk.signals.first_responses(today, desk.days.today()).rows
    assert [(each.seen_at.date(), each.failed) for each in found] == [
        (today, True),
        (today + timedelta(days=73), False),
    ]
    clock.advance(days=2)
    desk.bins.move([one], "avoid.client", reason="bought")
    november = desk.signals.first_responses(today, today + timedelta(days=7)).rows
    assert [each.failed for each in november] == [True]


def test_an_account_of_very_many_signals_takes_another_as_one_of_few(
    desk: Desk, clock: FrozenClock
) -> None:
    many = account(desk, "Many")
    start = clock.now().astimezone(UTC) - timedelta(days=2)
    kinds = (("page_view", 1), ("page_view", 1), ("careers_page", -2), ("page_view", 1))
    with desk.store.action("Bulk") as act:
        names = ("account_id", "kind", "points", "happened_at", "source")
        moments = [iso(start + timedelta(seconds=n)) for n in range(20_000)]
        given = [(many, *kinds[n % 4], at, "f") for n, at in enumerate(moments)]
        act.insert_many("signals", names, given)
    desk.signals.recount()
    read: list[int] = []
    rows = desk.store.rows

    def counting(sql: str, values: object = ()) -> list[object]:
        found = rows(sql, values)  # type: ignore[arg-type]
        read.append(len(found))
        return list(found)

    desk.store.rows = counting  # type: ignore[method-assign, assignment]
    for kind, days in (("asked_for_price", 0), ("careers_page", 31), ("asked_for_price", 1)):
        clock.advance(days=days)
        desk.signals.add(many, kind)
    assert max(read, default=0) < 100
    total = desk.signals.of(many)
    assert max(read) <= 600
    desk.store.rows = rows  # type: ignore[method-assign]
    assert (total.older, total.now) == (19_503, row(desk, many)["urgency"])
    assert (total.lines[0].title, total.lines[0].change) == (
        "And 19 503 older signals",
        total.lines[0].after,
    )
    assert total.lines[-1].after == total.now
    assert sum(each.change for each in total.lines) == total.now
    with pytest.raises(DeskError, match="as its signals make it"):
        desk.signals.recount()


def test_what_takes_points_is_no_activity(desk: Desk, clock: FrozenClock) -> None:
    one = account(desk)
    raise_to(desk, one, 60)
    clock.advance(days=29)
    desk.signals.add(one, "careers_page")
    clock.advance(days=1)
    assert desk.signals.present(one) == 35
    clock.advance(days=30)
    assert desk.signals.present(one) == 20
    assert desk.signals.of(one).lines[-1].after == 20


def test_how_soon_leads_and_raised_hands_were_answered_is_measured(
    desk: Desk, clock: FrozenClock
) -> None:
    quick, slow, never = (account(desk, name) for name in ("Quick", "Slow", "Never"))
    desk.responses.hand_raiser(quick)
    raise_to(desk, slow, 70)
    desk.responses.hand_raiser(never)
    clock.advance(minutes=4)
    log(desk, quick, "call", direction="out")
    today = desk.days.today()
    early = desk.signals.first_responses(today, today)
    assert (early.in_time, early.failed, early.waiting) == (1, 0, 2)
    clock.advance(hours=30)
    log(desk, slow, "email", direction="out")
    found = desk.signals.first_responses(today, today)
    told = {
        each.account: (each.kind, each.seconds, each.in_time, each.failed) for each in found.rows
    }
    assert told == {
        "Quick": ("hand_raiser", 240, True, False),
        "Slow": ("lead", 30 * 3600 + 240, False, True),
        "Never": ("hand_raiser", None, False, True),
    }
    assert found.of("hand_raiser").median_seconds == 240
    assert {each.account: each.said for each in found.rows} == {
        "Quick": "Raised a hand 23 Nov 2026 09:12; first touch after 4 min, in time",
        "Slow": "Became a lead 23 Nov 2026 09:12; first touch after 30.1 h, 24 h was the time "
        "for it",
        "Never": "Raised a hand 23 Nov 2026 09:12; no touch yet, 30 h too late",
    }
    for number, account_ in ((quick, "Quick"), (slow, "Slow"), (never, "Never")):
        page = desk.accounts.page(number)
        assert page.first_response is not None
        assert page.first_response.account == account_
    assert desk.accounts.page(account(desk, "Cold")).first_response is None
    assert found.said()[1] == (
        "1 lead: half answered within 30.1 h, 0 in time, 1 failed, 0 waiting"
    )
    assert found.waiting == 0
    assert desk.signals.first_responses(today + timedelta(days=1), today).rows == ()


def test_a_lead_of_an_earlier_version_that_is_not_in_the_queue_is_told_of(desk: Desk) -> None:
    one = account(desk)
    raise_to(desk, one, 90)
    assert desk.signals.stale() == ""
    with desk.store.action("As an earlier version kept it") as act:
        act.update("accounts", one, {"lead_at": None})
    assert "not in the queue" in desk.signals.stale()
    desk.signals.recount()
    assert desk.signals.stale() == ""
    assert row(desk, one)["lead_at"] == "2026-11-23T15:12:00Z"


def test_the_minutes_of_a_raised_hand_count_from_when_they_open(
    desk: Desk, clock: FrozenClock
) -> None:
    chicago = ZoneInfo("America/Chicago")
    clock.moment = datetime(2026, 11, 22, 9, 12, tzinfo=chicago)
    one = account(desk, time_zone="America/New_York")
    desk.signals.add(one, "asked_for_contact")
    clock.advance(minutes=6)
    said = "Raised a hand 22 Nov 2026 09:12"
    first = desk.signals.first_response(one)
    assert first is not None
    assert first.said == f"{said}; no touch yet, opens Mon 08:00 there"
    risen = account(desk, "Halden Paper", time_zone="America/New_York")
    raise_to(desk, risen, 60)
    desk.signals.add(risen, "searched_by_name")
    for number, why in (
        (one, "asked to be contacted 6 min ago"),
        (risen, "a lead by clear interest for 0 min"),
    ):
        waiting = desk.queue.row(number)
        assert waiting is not None
        assert (waiting.class_, waiting.why) == ("hand_raiser", why)
        assert waiting.waits == "Sun 10:18 there, opens Mon 08:00"
    clock.moment = datetime(2026, 11, 23, 7, 4, tzinfo=chicago)
    first = desk.signals.first_response(one)
    assert first is not None
    assert (first.said, first.failed) == (f"{said}; no touch yet, 1 min left", False)
    log(desk, one, "call", direction="out")
    first = desk.signals.first_response(one)
    assert first is not None
    assert (first.seconds, first.in_time) == (240, True)


def test_a_signal_taken_back_out_of_turn_and_brought_again_leaves_the_account_as_it_was(
    desk: Desk, clock: FrozenClock
) -> None:
    number = account(desk)
    clock.advance(minutes=7)
    first = desk.signals.add(number, "demo_watched", points=32)
    clock.advance(minutes=7)
    desk.signals.add(number, "email_opened")
    before = tuple(desk.store.row("SELECT * FROM accounts WHERE id = ?", (number,)) or ())
    clock.advance(minutes=7)
    desk.history.undo(first.action)
    clock.advance(minutes=7)
    desk.history.redo(first.action)
    assert tuple(desk.store.row("SELECT * FROM accounts WHERE id = ?", (number,)) or ()) == before

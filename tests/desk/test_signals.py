"""Signals at the desk: what they come to, what they set off, and that undo takes it all back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, log
from tests.fresh import open_desk
from workstation.desk.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.listing import Listing


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
    desk.store.undo()
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
    desk.store.undo()
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
        ("Asked for the price", 20, 20),
        ("Your own judgement", 30, 50),
        ("A month of silence", -15, 35),
        ("A month of silence", -15, 20),
        ("Viewed the careers page", -10, 10),
    ]
    assert total.now == 10
    assert total.lines[1].note == "met at the fair"


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
        desk.store.undo()
    assert row(desk, one)["urgency"] == 0
    assert desk.store.value("SELECT count(*) FROM signals") == 0


def test_recounting_works_out_what_was_changed_by_other_means(desk: Desk) -> None:
    ids = [account(desk, f"Company {number}") for number in range(3)]
    for number in ids:
        desk.signals.add(number, "asked_for_price")
    with desk.store.action("Spoil") as act:
        act.update_many("accounts", ("urgency", "urgency_at"), [(each, 99, None) for each in ids])
    told: list[tuple[int, int]] = []
    desk.signals.recount(ids, lambda done, of: told.append((done, of)))
    assert [row(desk, each)["urgency"] for each in ids] == [20, 20, 20]
    assert told == [(3, 3)]


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
    assert found.waiting == 0
    assert desk.signals.first_responses(today + timedelta(days=1), today).rows == ()

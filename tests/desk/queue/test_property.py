"""What holds of the queue of any desk: small random ones, with the classes in their usual order."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock, iso
from workstation.desk.desk import Desk
from workstation.method.ranking import QUEUE_CLASS_KEYS

ZONES = ["Pacific/Pago_Pago", "America/Chicago", "Europe/Berlin", "Pacific/Kiritimati", None]
BINS = ["cold", "working", "nurture.opportunity", "nurture.quarterly", "nurture.dead",
        "avoid.client"]  # fmt: skip
KINDS = ["next_step", "check_back", "cadence", "response", "hand_raiser"]
PROMISES = ("promised_now", "hand_raiser", "response", "promised_today", "overdue")


class Planned(NamedTuple):
    kind: str
    promised: bool
    days: int
    minutes: int | None


class Here(NamedTuple):
    bin: str
    zone: str | None
    fit: int | None
    urgency: int
    lead_hours: int | None
    touched_days: int | None
    since_days: int
    rest_days: int | None
    tier: int | None
    planned: list[Planned]


plans = st.builds(
    Planned,
    st.sampled_from(KINDS),
    st.booleans(),
    st.integers(-5, 2),
    st.none() | st.integers(-300, 300),
)
accounts = st.builds(
    Here,
    st.sampled_from(BINS),
    st.sampled_from(ZONES),
    st.none() | st.integers(0, 100),
    st.integers(0, 100),
    st.none() | st.integers(-5, 100),
    st.none() | st.integers(0, 300),
    st.integers(0, 500),
    st.none() | st.integers(-2, 200),
    st.none() | st.integers(1, 4),
    st.lists(plans, max_size=3),
)
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - bounds have no zone
    datetime(2028, 12, 31),  # noqa: DTZ001
).map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC))


def build(folder: Path, moment: datetime, zone: str, here: list[Here]) -> Desk:
    now = moment.astimezone(ZoneInfo(zone))
    desk = open_desk(folder / "desk.db", FrozenClock(now))
    today = now.date()
    for number, each in enumerate(here):
        columns = {
            "bin": each.bin,
            "bin_since_on": (today - timedelta(days=each.since_days)).isoformat(),
            "time_zone": each.zone,
            "fit": each.fit,
            "tier": each.tier,
            "urgency": each.urgency,
            "urgency_at": iso(moment - timedelta(days=number)),
        }
        if each.rest_days is not None:
            columns["rest_until_on"] = (today + timedelta(days=each.rest_days)).isoformat()
        if each.lead_hours is not None:
            columns["lead_at"] = iso(moment - timedelta(hours=each.lead_hours))
        account = world.account(desk, f"Account {number}", **columns)
        if each.touched_days is not None:
            on = today - timedelta(days=each.touched_days)
            world.log(desk, account, on=on, counts_as="unanswered", outcome="no_answer")
        for plan in each.planned:
            day = today + timedelta(days=plan.days)
            at = None
            if plan.minutes is not None:
                at = moment + timedelta(days=plan.days, minutes=plan.minutes)
                day = at.astimezone(now.tzinfo).date()
            world.follow_up(
                desk, account, day, kind=plan.kind, promised=int(plan.promised),
                due_at=iso(at) if at else None,
            )  # fmt: skip
    return desk


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    moments,
    st.sampled_from([zone for zone in ZONES if zone]),
    st.lists(accounts, min_size=1, max_size=7),
)
def test_any_queue_is_whole_ranked_and_stable(
    moment: datetime, zone: str, here: list[Here]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = build(Path(folder), moment, zone, here)
        try:
            check(desk)
        finally:
            desk.close()


def tiers_of(desk: Desk, accounts: set[int]) -> list[int | None]:
    found = desk.store.rows("SELECT id, tier FROM accounts")
    return [row["tier"] for row in found if row["id"] in accounts]


def check(desk: Desk) -> None:
    queue = desk.queue.today()
    ids = [entry.account_id for entry in queue.entries]
    assert len(ids) == len(set(ids)), "an account is in two classes"
    assert queue.entries == desk.queue.today().entries, "the order is not stable"
    orders = [(entry.order, entry.account_id) for entry in queue.entries]
    assert orders == sorted(orders), "the ranking is not total"
    today = desk.days.today().isoformat()
    promised = {
        row["account_id"]
        for row in desk.store.rows(
            "SELECT DISTINCT account_id FROM follow_ups WHERE state = 'open' AND promised = 1 "
            "AND due_on <= ?",
            (today,),
        )
    }
    assert promised <= set(ids), "an open promise is missing"
    stepless = {
        row["id"]
        for row in desk.store.rows(
            "SELECT id FROM accounts WHERE bin = 'working' AND next_follow_up_on IS NULL"
        )
    }
    assert stepless <= set(ids), "a working account without a step is missing"
    place = {entry.account_id: n for n, entry in enumerate(queue.entries)}
    class_ = {entry.account_id: entry.class_ for entry in queue.entries}
    check_backs = [place[each] for each in ids if class_[each] == "check_back"]
    for account in promised:
        assert not check_backs or place[account] < min(check_backs), "below a check-back"
        lowest = max(QUEUE_CLASS_KEYS.index(key) for key in PROMISES)
        assert QUEUE_CLASS_KEYS.index(class_[account]) <= lowest
    rows = queue.rows()
    assert [row.account_id for row in rows] == ids
    assert all(row.why and row.due for row in rows)
    assert [row.callable for row in rows] == [not entry.waits for entry in queue.entries]
    fresh = {row.account_id for row in rows if row.class_ == "fresh_ground"}
    assert not [row for row in tiers_of(desk, fresh) if row not in (None, 1)]
    assert desk.queue.renew(queue, ids).entries == queue.entries
    assert all(row.bin != "avoid.client" for row in rows if row.class_ == "new_lead")
    fitting = desk.queue.fitting(queue, 60)
    assert fitting.used <= 60
    assert len(set(fitting.places)) == len(fitting.places) <= fitting.of
    capacity = desk.queue.capacity(queue)
    assert 0 <= capacity.fits <= capacity.rows <= len(rows)
    for row in rows:
        assert desk.queue.why(row.account_id)

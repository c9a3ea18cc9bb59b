"""The demo: the same for a day, in sane proportions, and nobody in it could be real."""

import re
import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.demo import demo_path, make_demo, open_demo
from workstation.desk.desk import Desk
from workstation.method.bins import BIN_KEYS
from workstation.method.phones import parse_phone
from workstation.method.zones import zone_of_place

DAY = date(2026, 11, 23)
CHICAGO = ZoneInfo("America/Chicago")
MOMENT = datetime(2026, 11, 23, 9, 12, tzinfo=CHICAGO)
EARLY = MOMENT.replace(hour=8, minute=30)

FICTION = (
    r"\+1[2-9]\d\d55501\d\d",
    r"\+442079460\d\d\d",
    r"\+44(113|117|121|131|141|161)4960\d\d\d",
    r"\+3532091\d{5}",
    r"\+4930(23125)\d{3}",
    r"\+496990009\d{3}",
    r"\+494066969\d{3}",
    r"\+498999998\d{3}",
    r"\+33(19900|26191|35301|46571|53649)\d{4}",
    r"\+61[2378](5550|7010)\d{4}",
    r"\+468465004\d\d",
    r"\+463139006\d\d",
)
"""Numbers kept free for fiction, by the regulators of North America, the United Kingdom, Ireland,
Germany, France, Australia and Sweden."""


@pytest.fixture(scope="module")
def made(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(demo, tmp_path_factory.mktemp("demo") / "demo.db"))


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of somebody who starts before nine."""
    path = tmp_path_factory.mktemp("early") / "demo.db"
    make_demo(path, DAY, FrozenClock(EARLY))
    return path


@pytest.fixture
def desk(made: Path) -> Iterator[Desk]:
    opened = open_desk(made, FrozenClock(MOMENT))
    yield opened
    opened.close()


def content(path: Path) -> dict[str, list[tuple]]:
    desk = open_desk(path, FrozenClock(MOMENT))
    tables = [
        row["name"]
        for row in desk.store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_search%' "
            "ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
        )
    ]
    found = {
        table: [tuple(row) for row in desk.store.rows(f"SELECT * FROM {table}")] for table in tables
    }
    desk.close()
    return found


def test_the_history_does_not_depend_on_the_time_of_day(made: Path, early: Path):
    before, later = content(early), content(made)
    assert before["opportunities"] == later["opportunities"]
    assert before["contacts"] == later["contacts"]
    assert before["answers"] == later["answers"]
    assert len(before["activities"]) == len(later["activities"]) - 3


def test_another_day_gives_another_world(made: Path, tmp_path: Path):
    make_demo(tmp_path / "next.db", date(2026, 11, 24), FrozenClock(MOMENT))
    assert content(tmp_path / "next.db")["accounts"] != content(made)["accounts"]


def test_the_same_moment_gives_the_same_content_in_less_than_three_seconds(
    made: Path, tmp_path: Path
):
    began = time.process_time()
    make_demo(tmp_path / "again.db", DAY, FrozenClock(MOMENT))
    assert time.process_time() - began < 3
    first = content(made)
    assert "activities" in first
    assert first == content(tmp_path / "again.db")


def test_every_bin_has_accounts_in_believable_numbers(desk: Desk):
    counts = {
        row["bin"]: row["accounts"] for row in desk.store.rows("SELECT * FROM accounts_by_bin")
    }
    assert set(counts) == set(BIN_KEYS)
    assert sum(counts.values()) >= 330
    assert 38 <= counts["working"] <= 50
    assert counts["cold"] >= 120
    assert (
        desk.store.value(
            "SELECT count(*) FROM accounts WHERE (bin = 'avoid.duplicate') <> "
            "(duplicate_of_id IS NOT NULL)"
        )
        == 0
    )


def test_ratios_are_those_of_a_good_rep(desk: Desk):
    first = date.fromisoformat(desk.settings.get("started_on"))
    last = date(2026, 11, 22)
    days = desk.days.working().between(first, last)

    def value(key: str) -> float:
        return desk.measures.value(key, first, last) or 0

    assert 0.06 <= value("response_rate") <= 0.11
    assert 0.15 <= value("win_rate") <= 0.30
    assert 3 <= value("conversations") / days <= 8
    assert 22 <= value("dials") / days <= 35
    assert 0.78 <= value("follow_up_rate") <= 0.92
    assert (
        8
        <= desk.measures.value("qualified_opportunities", date(2026, 10, 1), date(2026, 10, 31))
        <= 12
    )
    assert value("leads") > value("qualified_opportunities") > value("won") > 0
    assert 10 <= value("prospecting_cycle") <= 28
    for kind in ("bookings_new", "bookings_add_on", "bookings_renewal"):
        assert value(kind) > 0


def test_history_is_of_working_days_only(desk: Desk):
    working = desk.days.working()
    rows = desk.store.rows("SELECT DISTINCT happened_on FROM activities")
    days = [date.fromisoformat(row["happened_on"]) for row in rows]
    assert len(days) > 120
    assert [day for day in days if not working.is_working(day)] == []


def test_the_queue_has_something_of_every_class(desk: Desk):
    counts = desk.queue.today().counts()
    assert {each.key for each in desk.playbook.queue.classes} == set(counts)
    assert counts["hand_raiser"] == 1
    assert 2 <= counts["response"] <= 3
    assert 12 <= counts["step_due"] <= 18


def test_the_sum_of_every_row_is_what_orders_it_and_what_its_explanation_shows(desk: Desk):
    queue = desk.queue.today()
    told: set[str] = set()
    timed = {"promised_now", "hand_raiser", "promised_today", "overdue", "baton"}
    for entry, row in zip(queue.entries, queue.rows(), strict=True):
        assert row.sum.by_time == (entry.class_ in timed)
        fresh = row.class_ == "fresh_ground"
        if not row.sum.by_time and not fresh:
            assert -entry.order[2] == row.sum.score
        if row.class_ in told:
            continue
        told.add(row.class_)
        parts = desk.queue.why(row.account_id)
        said = "\n".join(line for part in parts for line in (part.title, *part.lines))
        shown = f" = {row.sum.score:.0f}" if row.sum.score >= 100 else f" = {row.sum.score:.2f}"
        if row.sum.by_time:
            assert re.search(r"goes by time, first due first: (due|passed on) \w+", said), said
        elif fresh:
            assert "goes by tier, then by fit as far as it is known: tier 1" in said
        else:
            assert shown.rstrip("0").rstrip(".") in said
        assert " touches, " in said
        assert "unanswered calls to " in said
        assert "alling hours" in said or "Waits" in said
    assert len(told) == 12


def test_working_accounts_but_a_few_have_a_next_step(desk: Desk):
    without = desk.store.value(
        "SELECT count(*) FROM accounts WHERE bin = 'working' AND next_follow_up_on IS NULL"
    )
    assert 1 <= without <= 4


def test_three_goals_are_planned_and_a_streak_is_running(desk: Desk):
    goals = desk.goals.for_day()
    assert len(goals) == 3
    assert goals[0].progress == 1
    assert not any(goal.done for goal in goals)
    assert desk.goals.streak() > 0


def test_before_nine_nothing_has_been_called_today(early: Path):
    desk = open_desk(early, FrozenClock(EARLY))
    called = desk.store.value("SELECT count(*) FROM calls WHERE happened_on = ?", ("2026-11-23",))
    assert called == 0
    assert desk.queue.today().counts()["no_next_step"] <= 4
    desk.close()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 21, 0, 1, tzinfo=ZoneInfo("UTC")),
        datetime(2027, 1, 1, 23, 58, tzinfo=ZoneInfo("Pacific/Auckland")),
    ],
)
def test_it_can_be_made_at_any_hour_and_place(tmp_path: Path, moment: datetime):
    clock = FrozenClock(moment)
    make_demo(tmp_path / "demo.db", moment.date(), clock)
    desk = open_desk(tmp_path / "demo.db", clock)
    assert desk.queue.today().count() > 30
    assert desk.store.rows("PRAGMA foreign_key_check") == []
    desk.close()


def test_every_phone_number_is_one_kept_for_fiction(desk: Desk):
    numbers = [row["number"] for row in desk.store.rows("SELECT number FROM phones")]
    numbers += [
        row["phone"] for row in desk.store.rows("SELECT phone FROM accounts WHERE phone > ''")
    ]
    assert len(numbers) > 800
    assert len(set(numbers)) == len(numbers)
    fiction = re.compile("|".join(FICTION))
    assert [number for number in numbers if not fiction.fullmatch(number)] == []
    for number in numbers:
        parsed = parse_phone(number, None)
        assert parsed is not None
        assert parsed.e164 == number


def test_no_address_could_reach_anybody(desk: Desk):
    addresses = [row["address"] for row in desk.store.rows("SELECT address FROM emails")]
    assert len(addresses) > 900
    assert [
        each for each in addresses if not re.fullmatch(r"[a-z.]+@[a-z0-9]+\.example", each)
    ] == []
    domains = desk.store.rows("SELECT domain FROM accounts WHERE domain IS NOT NULL")
    assert all(row["domain"].endswith(".example") for row in domains)


def test_time_zones_are_those_of_the_places(desk: Desk):
    rows = desk.store.rows("SELECT DISTINCT country, region, city, time_zone FROM accounts")
    assert len({row["country"] for row in rows}) >= 15
    for row in rows:
        known = zone_of_place(row["country"], row["region"], row["city"])
        assert known in (None, row["time_zone"]), tuple(row)


def test_opportunities_come_about_in_order(desk: Desk):
    rows = desk.store.rows("SELECT * FROM opportunities")
    for row in rows:
        days = [
            row[name]
            for name in ("first_response_on", "passed_on", "accepted_on", "closed_on")
            if row[name] is not None
        ]
        assert days == sorted(days)
        assert all(day < "2026-11-23" for day in days)
        assert (row["stage"] in ("new", "qualified")) == (row["closed_on"] is None)
    assert {"new", "qualified", "won", "lost", "walked_away", "rejected"} == {
        row["stage"] for row in rows
    }


def test_protected_people_are_left_alone_afterwards(desk: Desk):
    value = desk.store.value
    assert value("SELECT count(*) FROM contacts WHERE do_not_call") >= 3
    assert value("SELECT count(*) FROM contacts WHERE opted_out") >= 1
    assert value("SELECT count(*) FROM emails WHERE state = 'bounced'") >= 5
    assert value("SELECT count(*) FROM phones WHERE state = 'wrong'") >= 3
    for outcome, kind in (("do_not_call", "call"), ("opt_out", "email"), ("bounce", "email")):
        assert (
            value(
                "SELECT count(*) FROM activities AS mark JOIN activities AS later "
                "ON later.contact_id = mark.contact_id AND later.happened_on > mark.happened_on "
                "WHERE mark.outcome = ? AND later.kind = ?",
                (outcome, kind),
            )
            == 0
        )


def test_nothing_happened_to_people_who_were_not_known_yet(desk: Desk):
    assert (
        desk.store.value(
            "SELECT count(*) FROM activities JOIN contacts ON contacts.id = contact_id "
            "WHERE happened_on < contacts.created_on"
        )
        == 0
    )
    assert (
        desk.store.value(
            "SELECT count(*) FROM activities JOIN accounts ON accounts.id = account_id "
            "WHERE happened_on < accounts.created_on"
        )
        == 0
    )


def test_answers_are_to_questions_of_the_playbook(desk: Desk):
    known = {
        question.key
        for flow in desk.playbook.flows
        for step in flow.steps
        for question in step.questions
    }
    asked = {row["question"] for row in desk.store.rows("SELECT DISTINCT question FROM answers")}
    assert len(asked) > 12
    assert asked <= known
    outcomes = {each.key for each in desk.playbook.outcomes}
    used = desk.store.rows(
        "SELECT DISTINCT outcome FROM activities WHERE kind IN ('call', 'meeting')"
    )
    assert {row["outcome"] for row in used} == outcomes


def test_every_reference_leads_somewhere(desk: Desk):
    assert desk.store.rows("PRAGMA foreign_key_check") == []
    assert desk.store.value("PRAGMA integrity_check") == "ok"


def test_opening_makes_it_once_and_removes_those_of_other_days(made: Path, tmp_path: Path):
    """What is there of today stays; without it, at the end, it is made."""
    shutil.copy(made, tmp_path / "demo-2026-11-23.db")
    (tmp_path / "demo-2026-11-20.db").write_bytes(b"old")
    (tmp_path / "demo-2026-11-20.db-wal").write_bytes(b"old")
    (tmp_path / "desk.db").write_bytes(b"the real one")
    desk = open_demo(FrozenClock(MOMENT), tmp_path)
    first = desk.accounts.add({"name": "Kept between two openings"})
    desk.close()
    again = open_demo(FrozenClock(MOMENT), tmp_path)
    assert first.made is not None
    assert again.accounts.get(first.made).name == "Kept between two openings"
    (core,) = again.fit.profiles
    again.fit.change([msgspec.structs.replace(core, title="Tried in the demo")])
    again.close()
    once_more = open_demo(FrozenClock(MOMENT), tmp_path)
    assert once_more.fit.profiles[0].title == "Tried in the demo"
    once_more.close()
    kept = {each.name for each in tmp_path.iterdir()} - {"playbook.cache"}
    assert kept == {"demo-2026-11-23.db", "demo-2026-11-23.playbook", "desk.db"}
    (tmp_path / "demo-2026-11-23.db").unlink()
    fresh = open_demo(FrozenClock(MOMENT), tmp_path)
    assert fresh.fit.profiles[0].title == core.title, "it goes with the demo it was tried in"
    assert fresh.store.value("SELECT count(*) FROM accounts") > 330
    fresh.close()
    assert demo_path(DAY, tmp_path).name == "demo-2026-11-23.db"


def test_every_screen_has_something_to_show(desk: Desk):
    cards = {card.key for card in desk.playbook.objections}
    heard = desk.said.objections()
    assert len(heard) > 5
    assert {each.card for each in heard} <= cards
    assert sum(each.resolved for each in heard) > sum(each.unresolved for each in heard) / 2
    assert 2 <= desk.said.best_work().count() <= 6
    opener = next(each for each in desk.experiments.results() if each.key == "qualification")
    assert all(each.tries > 20 and each.wins < each.tries for each in opener.variants)
    value = desk.store.value
    assert value("SELECT count(*) FROM whys WHERE parent_id IS NOT NULL") > 10
    assert value("SELECT count(*) FROM messages WHERE state = 'outbox'") >= 1
    for view in ("answers_given", "objections_heard", "meetings_booked"):
        assert value(f"SELECT count(*) FROM {view}") >= 2
    assert value("SELECT count(*) FROM follow_ups WHERE meeting_id IS NOT NULL") == 2
    assert value("SELECT count(DISTINCT account_id) FROM preparations") >= 2
    assert value("SELECT count(DISTINCT card) FROM drills") >= 3
    assert value("SELECT count(*) FROM activities WHERE call_block_id IS NOT NULL") > 0


def test_accounts_are_scored_and_something_runs_at_them(desk: Desk):
    assert desk.fit.stale() == ""
    assert set(desk.fit.tiers()) >= {1, 2, 3, 4}
    value = desk.store.value
    kinds = {kind.key for kind in desk.signals.kinds()}
    rows = desk.store.rows("SELECT DISTINCT kind FROM signals")
    assert {row["kind"] for row in rows} <= kinds
    hot = value("SELECT id FROM accounts WHERE bin = 'working' ORDER BY urgency DESC LIMIT 1")
    assert desk.signals.of(hot).now == desk.signals.present(hot) > 30
    assert 1 <= value("SELECT count(*) FROM accounts WHERE lead_at IS NOT NULL") <= 6
    assert {run.cadence for run in desk.cadences.running()} == {"new_lead", "cold_referral"}
    assert all(each.count for each in desk.focus.all())
    assert len(desk.focus.all()) == 3


def test_the_plan_and_the_week_have_numbers_of_the_rep(desk: Desk):
    plan = desk.plan_back.plan()
    assert all(line.ratio is None or line.ratio.records > 20 for line in plan.lines)
    conversations = plan.lines[-1]
    assert 60 < (conversations.needed or 0) < 200
    week = desk.tier_time.week(date(2026, 11, 18))
    assert week.tiers[0].touches > week.tiers[3].touches
    assert "is the aim" in week.sentence


def test_the_check_finds_nothing_wrong_with_it(made: Path) -> None:
    desk = open_desk(made, FrozenClock(MOMENT))
    assert desk.safety.check().problems == []
    desk.close()

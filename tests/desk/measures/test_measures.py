"""Measures over real rows: exact numbers, by day, month and source, and by index only."""

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.world import account, follow_up, log, opportunity, talk
from tests.fresh import open_desk
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.measures import sql as measure_sql
from workstation.method.measures import AVERAGES

TODAY = date(2026, 11, 23)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def test_counts_see_only_what_their_definition_says(desk: Desk) -> None:
    one = account(desk)
    talk(desk, one, 3)
    log(desk, one, outcome="no_answer", counts_as="unanswered")
    log(desk, one, direction="in", outcome="conversation", counts_as="conversation", seconds=300)
    log(desk, one, "meeting", outcome="discovery", counts_as="conversation", meeting="held")
    log(desk, one, "email")
    talk(desk, one, 4, on=date(2026, 11, 20))
    numbers = {
        key: desk.measures.value(key, TODAY, TODAY)
        for key in (
            "dials",
            "conversations",
            "five_minute_calls",
            "discovery_calls",
            "emails_sent",
            "meetings_held",
        )
    }
    assert numbers == {
        "dials": 4,
        "conversations": 5,
        "five_minute_calls": 1,
        "discovery_calls": 1,
        "emails_sent": 1,
        "meetings_held": 1,
    }
    assert desk.measures.value("conversations", *NOVEMBER) == 9


def test_response_rate_is_responses_over_what_was_delivered(desk: Desk) -> None:
    one = account(desk)
    assert desk.measures.value("response_rate", *NOVEMBER) is None
    for _ in range(15):
        log(desk, one, "email")
    for _ in range(5):
        log(desk, one, "response", direction="in", outcome="bounce")
    log(desk, one, "response", direction="in", outcome="positive")
    log(desk, one, "response", direction="in", outcome="out_of_office")
    assert desk.measures.value("emails_delivered", *NOVEMBER) == 10
    assert desk.measures.value("response_rate", *NOVEMBER) == pytest.approx(0.1)
    by_day = desk.measures.by_day("response_rate", TODAY - timedelta(days=1), TODAY)
    assert by_day == {TODAY - timedelta(days=1): None, TODAY: pytest.approx(0.1)}


def test_more_bounces_than_emails_make_no_rate(desk: Desk) -> None:
    one = account(desk)
    log(desk, one, "response", direction="in", outcome="bounce")
    log(desk, one, "response", direction="in", outcome="positive")
    assert desk.measures.value("response_rate", *NOVEMBER) is None


def test_by_day_and_by_month_name_every_bucket(desk: Desk) -> None:
    one = account(desk)
    talk(desk, one, 2, on=date(2026, 9, 30))
    talk(desk, one, 1, on=date(2026, 10, 1))
    talk(desk, one, 3)
    assert desk.measures.by_month("conversations", date(2026, 8, 15), TODAY) == {
        date(2026, 8, 1): 0,
        date(2026, 9, 1): 2,
        date(2026, 10, 1): 1,
        date(2026, 11, 1): 3,
    }
    assert desk.measures.by_day("conversations", date(2026, 9, 29), date(2026, 10, 2)) == {
        date(2026, 9, 29): 0,
        date(2026, 9, 30): 2,
        date(2026, 10, 1): 1,
        date(2026, 10, 2): 0,
    }


def test_an_unaccepted_or_rejected_opportunity_is_not_qualified(desk: Desk) -> None:
    one = account(desk)
    opportunity(desk, one, stage="new", passed_on=TODAY)
    opportunity(desk, one, stage="rejected", accepted_on=TODAY)
    opportunity(desk, one, accepted_on=TODAY)
    opportunity(desk, one, stage="won", accepted_on=date(2026, 10, 30), closed_on=TODAY)
    assert desk.measures.value("qualified_opportunities", *NOVEMBER) == 1
    assert desk.measures.value("won", *NOVEMBER) == 1


def test_cycles_are_mean_days_of_what_ended_in_the_span(desk: Desk) -> None:
    one = account(desk)
    assert desk.measures.value("sales_cycle", *NOVEMBER) is None
    for accepted, closed in ((date(2026, 5, 1), date(2026, 11, 2)), (TODAY, TODAY)):
        opportunity(desk, one, stage="won", accepted_on=accepted, closed_on=closed)
    opportunity(desk, one, stage="won", closed_on=TODAY)
    assert desk.measures.value("sales_cycle", *NOVEMBER) == pytest.approx(185 / 2)


def test_money_of_another_currency_is_left_out_and_counted(desk: Desk) -> None:
    one = account(desk)
    opportunity(desk, one, accepted_on=TODAY, amount_minor=5_000_00, currency="USD")
    opportunity(desk, one, accepted_on=TODAY, amount_minor=1_000_00)
    opportunity(desk, one, accepted_on=TODAY, amount_minor=9_000_00, currency="EUR")
    assert desk.measures.value("new_pipeline", *NOVEMBER) == 6_000_00
    assert desk.measures.left_out("new_pipeline", *NOVEMBER) == 1
    assert desk.measures.left_out("conversations", *NOVEMBER) == 0
    desk.settings.set("currency", "EUR")
    assert desk.measures.value("new_pipeline", *NOVEMBER) == 10_000_00
    assert desk.measures.left_out("new_pipeline", *NOVEMBER) == 1


def test_sources_stay_apart_and_an_opportunity_has_its_accounts_source(desk: Desk) -> None:
    spear = account(desk, "Ostrom", source="spear", became_lead_on=TODAY.isoformat())
    account(desk, "Vale", source="spear", became_lead_on=TODAY.isoformat())
    seed = account(desk, "Halden", source="seed", became_lead_on=TODAY.isoformat())
    opportunity(desk, spear, accepted_on=TODAY)
    opportunity(desk, seed, accepted_on=TODAY)
    opportunity(desk, spear, accepted_on=TODAY, source="seed")
    assert desk.measures.by_source("leads", *NOVEMBER) == {"seed": 1, "net": 0, "spear": 2}
    assert desk.measures.by_source("lead_to_opportunity", *NOVEMBER) == {
        "seed": 2.0,
        "net": None,
        "spear": 0.5,
    }
    talk(desk, account(desk, "Nowhere"), 2)
    assert desk.measures.by_source("conversations", *NOVEMBER)[""] == 2


def test_follow_ups_kept_are_those_done_by_their_first_day(desk: Desk) -> None:
    one = account(desk)
    day = TODAY.isoformat()
    follow_up(desk, one, TODAY, state="done", closed_on=day)
    follow_up(desk, one, date(2026, 11, 20), state="done", closed_on=day)
    follow_up(desk, one, TODAY, first_due_on="2026-11-19")
    assert desk.measures.value("follow_up_rate", *NOVEMBER) == pytest.approx(1 / 3)


def test_records_behind_a_number_are_as_many_as_the_number(desk: Desk) -> None:
    one = account(desk, "Corvid Labs")
    talk(desk, one, 2)
    log(desk, one, outcome="voicemail", counts_as="unanswered", seconds=90, note="left a word\nx")
    opportunity(desk, one, stage="lost", closed_on=TODAY, amount_minor=1234500)
    opportunity(desk, one, stage="won", closed_on=date(2026, 11, 2))
    assert len(desk.measures.records("conversations", *NOVEMBER)) == 2
    latest = desk.measures.records("dials", *NOVEMBER)[0]
    assert (latest.account, latest.on, latest.title, latest.detail) == (
        "Corvid Labs",
        TODAY,
        "Left voicemail",
        "1 min · left a word",
    )
    assert len(desk.measures.records("dials", *NOVEMBER, limit=1)) == 1
    decided = desk.measures.records("win_rate", *NOVEMBER)
    assert [record.detail for record in decided] == ["lost · new · 12 345 USD", "won · new"]


def test_every_measure_has_a_number_and_records_on_an_empty_desk(desk: Desk) -> None:
    for measure in desk.playbook.measures:
        expected = None if measure.how in AVERAGES else 0
        assert desk.measures.value(measure.key, *NOVEMBER) == expected, measure.key
        assert desk.measures.records(measure.key, *NOVEMBER) == []


def test_an_unknown_measure_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(DeskError, match="There is no measure 'dails'"):
        desk.measures.value("dails", *NOVEMBER)


def test_no_measure_scans_a_whole_table(desk: Desk) -> None:
    for measure in desk.playbook.measures:
        if measure.table is None:
            continue
        for bucket in ("whole", "day", "month", "source"):
            asked = measure_sql.buckets(measure, *NOVEMBER, bucket, currency="USD")
            _searches(desk, asked, measure.table)
        _searches(desk, measure_sql.behind(measure, *NOVEMBER, 50), measure.table)


def _searches(desk: Desk, asked: measure_sql.Statement, table: str) -> None:
    plan = [
        row["detail"] for row in desk.store.rows(f"EXPLAIN QUERY PLAN {asked.sql}", asked.values)
    ]
    assert any(step.startswith(f"SEARCH {table} USING") and "_on>" in step for step in plan), (
        asked.sql,
        plan,
    )
    assert not any(step.startswith("SCAN") for step in plan), (asked.sql, plan)


def test_activity_counts_are_answered_from_the_index_alone(desk: Desk) -> None:
    for measure in desk.playbook.measures:
        if measure.table == "activities":
            asked = measure_sql.buckets(measure, *NOVEMBER, "day", currency="USD")
            plan = desk.store.rows(f"EXPLAIN QUERY PLAN {asked.sql}", asked.values)
            assert "COVERING INDEX activities_by_day" in plan[0]["detail"], measure.key


def test_depth_and_first_response_time_have_the_records_behind_them(tmp_path: Path) -> None:
    clock = FrozenClock(datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago")))
    with closing(open_desk(tmp_path / "desk.db", clock)) as desk:
        since = {"bin": "working", "bin_since_on": "2026-11-10"}
        one, other = account(desk, source="seed", **since), account(desk, "Halden", **since)
        account(desk, "Cold one")
        for day in (9, 10, 11, 12):
            log(desk, one, on=date(2026, 11, day), direction="out")
        log(desk, one, "response", direction="in")
        for name in ("Rowan", "Ash", "Kim"):
            desk.accounts.add_contact(other, name)
        assert desk.measures.value("depth", *NOVEMBER) == 1.5
        assert desk.measures.value("contacts_per_account", *NOVEMBER) == 1.5
        assert desk.measures.by_source("depth", *NOVEMBER)["seed"] == 3
        daily = desk.measures.by_day("depth", date(2026, 11, 9), TODAY)
        assert [daily[date(2026, 11, day)] for day in (9, 10, 11, 23)] == [None, 0.5, 1, 1.5]
        assert [
            (each.account, each.title, each.detail)
            for each in desk.measures.records("depth", *NOVEMBER)
        ] == [("Corvid Labs", "3 touches", "0 contacts"), ("Halden", "0 touches", "3 contacts")]

        desk.responses.hand_raiser(one)
        clock.advance(minutes=4)
        log(desk, one, direction="out")
        desk.responses.hand_raiser(other)
        clock.advance(seconds=90)
        log(desk, other, direction="out")
        desk.responses.hand_raiser(account(desk, "Nobody called"))
        assert desk.measures.value("first_response_time", *NOVEMBER) == (4 + 1.5) / 2
        assert desk.measures.by_source("first_response_time", *NOVEMBER)["seed"] == 4
        assert desk.measures.by_month("first_response_time", *NOVEMBER) == {date(2026, 11, 1): 2.75}
        behind = desk.measures.records("first_response_time", *NOVEMBER)
        assert [each.account for each in behind] == ["Nobody called", "Halden", "Corvid Labs"]
        assert "first touch after 4 min, in time" in behind[-1].detail
        assert desk.measures.target("first_response_time", "week", TODAY) == 5


def test_targets_come_from_the_playbook_or_are_spread_over_working_days(desk: Desk) -> None:
    target = desk.measures.target
    assert target("conversations", "day", TODAY) == 5
    assert target("conversations", "month", TODAY) == 100
    assert target("conversations", "week", TODAY) == 25
    assert target("emails_sent", "day", TODAY) == pytest.approx(400 / 21)
    assert target("response_rate", "day", TODAY) == 0.08
    assert target("dials", "month", TODAY) is None
    desk.days.take_off(date(2026, 11, 26))
    assert target("conversations", "week", TODAY) == 20
    assert target("emails_sent", "day", TODAY) == 20


@pytest.mark.parametrize(
    ("started", "level", "expected"),
    [
        ("", "full", 10),
        ("2026-11-02", "beginner", 0),
        ("2026-10-05", "beginner", 5),
        ("2026-09-07", "full", 10),
    ],
)
def test_a_new_rep_is_measured_by_the_ramp(
    desk: Desk, started: str, level: str, expected: float
) -> None:
    desk.settings.set("started_on", started)
    desk.settings.set("level", level)
    assert desk.measures.target("qualified_opportunities", "month", TODAY) == expected


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Etc/GMT+8", "2026-11-23T23:30-08:00", date(2026, 11, 23)),
        ("Etc/GMT-13", "2026-11-24T00:30+13:00", date(2026, 11, 24)),
    ],
)
def test_days_are_the_reps_own_at_both_ends_of_the_world(
    tmp_path: Path, zone: str, moment: str, day: date
) -> None:
    clock = FrozenClock(datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)))
    desk = open_desk(tmp_path / "desk.db", clock)
    one = account(desk)
    talk(desk, one)
    assert desk.measures.value("conversations", day, day) == 1
    clock.advance(hours=1)
    talk(desk, one)
    other = clock.now().date()
    assert desk.measures.value("conversations", other, other) == (1 if other != day else 2)
    desk.close()

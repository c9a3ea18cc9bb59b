"""The nine tiles, with exact numbers from a month built row by row."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.desk.world import account, follow_up, log, opportunity, talk
from workstation.desk.clock import FrozenClock
from workstation.desk.dashboard import activity as tiles_activity
from workstation.desk.dashboard import long_run as tiles_long_run
from workstation.desk.dashboard import results as tiles_results
from workstation.desk.dashboard.tile_frame import Frame
from workstation.desk.dashboard.tiles import Header, TileView
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.method.dashboard import Chart, Tile

TODAY = date(2026, 11, 23)
OCTOBER = date(2026, 10, 20)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A month under way: 16 of 21 working days, today included."""
    one = account(desk, "Corvid Labs", source="spear", became_lead_on="2026-11-05")
    two = account(desk, "Ostrom", source="spear", became_lead_on="2026-11-06")
    seed = account(desk, "Halden", source="seed", became_lead_on="2026-11-06")
    talk(desk, one, 5, on=date(2026, 11, 2))
    talk(desk, two, 6, on=date(2026, 11, 3))
    talk(desk, two, 1, on=date(2026, 11, 7))
    talk(desk, one, 2)
    log(desk, one, outcome="no_answer", counts_as="unanswered")
    log(desk, one, outcome="discovery", counts_as="conversation", meeting="held")
    for _ in range(22):
        log(desk, seed, "email", on=date(2026, 11, 4))
    log(desk, seed, "response", on=date(2026, 11, 5), direction="in", outcome="positive")
    log(desk, seed, "response", on=date(2026, 11, 5), direction="in", outcome="bounce")
    log(desk, seed, "response", on=date(2026, 11, 5), direction="in", outcome="bounce")
    follow_up(desk, seed, TODAY, kind="response")
    for amount, currency, day in (
        (100_000_00, "USD", date(2026, 11, 9)),
        (50_000_00, None, TODAY),
        (70_000_00, "GBP", date(2026, 11, 10)),
        (30_000_00, "USD", OCTOBER),
    ):
        opportunity(desk, one, accepted_on=day, amount_minor=amount, currency=currency)
    for kind, amount, day in (
        ("new", 20_000_00, date(2026, 1, 15)),
        ("add_on", 5_000_00, date(2026, 1, 20)),
        ("renewal", 25_000_00, date(2026, 10, 1)),
        ("new", 99_000_00, date(2025, 12, 31)),
    ):
        opportunity(desk, one, "won", kind=kind, amount_minor=amount, currency="USD", closed_on=day)
    opportunity(desk, one, "lost", closed_on=date(2026, 6, 1))
    return desk


def tile(desk: Desk, key: str, day: date | None = None) -> TileView:
    return next(each for each in desk.dashboard.tiles(day) if each.key == key)


def test_there_are_nine_tiles_three_a_column_full_or_empty(desk: Desk) -> None:
    tiles = desk.dashboard.tiles()
    assert [each.column for each in tiles] == ["activity"] * 3 + ["results"] * 3 + ["long_run"] * 3
    assert all(each.caption.endswith(".") for each in tiles)
    assert all(desk.dashboard.open_tile(each.key) == [] for each in tiles)
    assert all(desk.dashboard.why(each.key) for each in tiles)


def test_the_header_counts_working_days_and_names_the_level(desk: Desk) -> None:
    assert desk.dashboard.header() == Header(TODAY, 16, 21, "full")
    desk.settings.set("country", "US")
    desk.settings.set("level", "beginner")
    assert desk.dashboard.header() == Header(TODAY, 15, 19, "beginner")


def test_conversations_are_drawn_by_day_against_the_days_target(busy: Desk) -> None:
    seen = tile(busy, "conversations_a_day")
    assert (seen.value, seen.target, seen.each_target, seen.unit) == (15, 100, 5, "conversations")
    assert len(seen.series) == len(seen.labels) == 30
    assert seen.series[:8] == (None, 5, 6, 0, 0, 0, 1, None)
    assert seen.series[22:] == (3, *[None] * 7)
    assert seen.pace is not None
    assert seen.pace.expected == pytest.approx(100 * 15 / 21)
    assert seen.caption == "14.2 a working day from here reach the month's target."


def test_emails_show_their_rate_and_what_waits(busy: Desk) -> None:
    seen = tile(busy, "emails")
    assert (seen.value, seen.target) == (22, 400)
    assert [(part.key, part.value, part.target) for part in seen.parts] == [
        ("emails_sent", 22, 400),
        ("response_rate", pytest.approx(0.05), 0.08),
        ("responses", 1, None),
        ("responses_waiting", 1, None),
    ]
    assert seen.caption == "Response rate 5 % (target 8 %), 1 response waits."


def test_the_funnel_runs_from_dials_to_qualified(busy: Desk) -> None:
    seen = tile(busy, "funnel")
    assert seen.series == (16, 15, 1, 3)
    assert (seen.measure, seen.value) == ("qualified_opportunities", 3)
    assert seen.caption == "Narrowest: 6.7 % from conversations to discovery calls."


def test_qualified_opportunities_run_against_the_target_with_a_pace(busy: Desk) -> None:
    seen = tile(busy, "opportunities_this_month")
    assert (seen.value, seen.target) == (3, 10)
    assert seen.series[7:10] == (0, 1, 2)
    assert seen.series[22:24] == (3, None)
    assert seen.caption == "At this pace 3.9 by the end of the month."
    assert len(busy.dashboard.open_tile("opportunities_this_month")) == 3


def test_pipeline_never_adds_other_currencies_silently(busy: Desk) -> None:
    seen = tile(busy, "new_pipeline")
    assert (seen.value, seen.unit, seen.shows) == (150_000_00, "USD", "money")
    assert seen.caption == ("October came to 30 000 USD. 1 amount in another currency is left out.")
    assert "1 amount in another currency is left out." in busy.dashboard.why("new_pipeline")


def test_sources_have_each_their_own_ratio_and_no_average(busy: Desk) -> None:
    seen = tile(busy, "lead_to_opportunity")
    assert [(part.title, part.value) for part in seen.parts] == [
        ("Seed", 0.0),
        ("Net", None),
        ("Spear", 1.5),
    ]
    assert seen.value == 1.5
    assert seen.caption == "Spear: 3 of 2. Sources are never averaged."


def test_the_year_is_drawn_by_month(busy: Desk) -> None:
    months = tile(busy, "opportunities_by_month")
    assert months.value == 4
    assert months.series == (*[0] * 9, 1, 3, None)
    assert months.each_target == 10
    assert months.caption == "Best month: November with 3."
    won = tile(busy, "won_by_month")
    assert won.value == 50_000_00
    assert won.series == (25_000_00, *[0] * 8, 25_000_00, 0, None)
    assert [(part.title, part.value, part.series[0]) for part in won.parts] == [
        ("New business", 20_000_00, 20_000_00),
        ("Add-ons", 5_000_00, 5_000_00),
        ("Renewals", 25_000_00, 0),
    ]
    assert won.caption == "New business 40 %, add-ons 10 %, renewals 50 %."


def test_the_outlook_says_when_it_knows_too_little(busy: Desk) -> None:
    seen = tile(busy, "outlook")
    assert seen.value == pytest.approx(0.75)
    assert seen.outlook is None
    assert seen.caption == "Not enough history for an outlook yet."


def test_the_outlook_gives_a_range_a_chance_and_one_conversation_more(busy: Desk) -> None:
    one = account(busy, "Vale")
    day = date(2026, 9, 1)
    while day < TODAY:
        talk(busy, one, 4, on=day)
        day += timedelta(days=1)
    for number in range(24):
        opportunity(busy, one, accepted_on=date(2026, 9, 1) + timedelta(days=2 * number))
    seen = tile(busy, "outlook")
    assert seen.outlook is not None
    # 59 working days brought 27; 3 this month, 6 working days left, today included.
    assert (seen.outlook.done, seen.outlook.days_left) == (3, 6)
    assert (seen.outlook.low, seen.outlook.high) == (4, 8)
    assert seen.outlook.chance is not None
    assert seen.outlook.chance_with_more is not None
    assert seen.outlook.chance < seen.outlook.chance_with_more < 0.1
    assert seen.caption.startswith("4 to 8 qualified by the end of the month; chance of 10: ")
    assert {part.key for part in seen.parts} >= {"win_rate", "sales_cycle", "low", "high", "chance"}


def test_the_records_behind_a_tile_can_be_opened_by_measure_too(busy: Desk) -> None:
    assert len(busy.dashboard.open_tile("funnel")) == 3
    assert len(busy.dashboard.open_tile("funnel", measure="dials")) == 16
    assert len(busy.dashboard.open_tile("outlook")) == 4
    assert {record.title for record in busy.dashboard.open_tile("emails")} == {"Email"}
    with pytest.raises(DeskError, match="There is no tile 'tunnel'"):
        busy.dashboard.open_tile("tunnel")


def test_why_gives_the_sum_of_a_ratio(busy: Desk) -> None:
    lines = busy.dashboard.why("emails")
    assert lines[0] == "From Sun 1 Nov to Mon 23 Nov."
    assert lines[2] == "The target for the month is 400."
    assert lines[3].startswith("Response rate: 5 % = responses 1 ÷ emails delivered 20. ")
    assert lines[4] == "The target for the month is 8 %."


def test_a_new_month_starts_at_nothing_with_the_desk_open(busy: Desk, clock: FrozenClock) -> None:
    clock.advance(days=8)
    seen = tile(busy, "conversations_a_day")
    assert seen.value == 0
    assert len(seen.series) == 31
    assert seen.series[:2] == (0, None)
    assert tile(busy, "opportunities_by_month").series[10:] == (3, 0)
    assert tile(busy, "conversations_a_day", TODAY).value == 15


def test_running_sums_never_fall(busy: Desk) -> None:
    known = [value for value in tile(busy, "new_pipeline").series if value is not None]
    assert len(known) == 23
    assert all(later >= earlier for earlier, later in pairwise(known))


def own_tile(chart: Chart, measure: str) -> Tile:
    return Tile(key="own", title="Own", column="results", chart=chart, measures=[measure])


def test_a_team_may_put_rates_and_amounts_where_counts_stand(busy: Desk) -> None:
    frame = Frame(busy, TODAY)
    rate = tiles_results.progress(frame, own_tile("progress", "response_rate"))
    assert (rate.value, rate.target, rate.pace) == (pytest.approx(0.05), 0.08, None)
    assert rate.series[3:6] == (0.0, None, None)
    assert rate.caption == "5 % this month. The target is 8 %."
    daily = tiles_activity.days(frame, own_tile("days", "response_rate"))
    assert daily.caption == "5 % this month."
    amount = tiles_long_run.months(frame, own_tile("months", "bookings"))
    assert amount.caption == "Best month: January with 25 000 USD."
    talk(busy, account(busy, "Nowhere"))
    split = tiles_results.sources(frame, own_tile("sources", "conversations"))
    assert [(part.title, part.value) for part in split.parts] == [
        ("Seed", 0),
        ("Net", 0),
        ("Spear", 15),
        ("Unknown", 1),
    ]
    assert split.caption == "Most from spear: 15."

"""Tier time, from the activities of a week."""

from datetime import date

from tests.desk.world import account, log
from workstation.desk.desk import Desk

MONDAY = date(2026, 11, 23)


def test_the_weeks_touches_and_calls_are_shared_out_by_tier(desk: Desk) -> None:
    best, other = account(desk, "Corvid Labs", tier=1), account(desk, "Ostrom", tier=3)
    unknown = account(desk, "Halden")
    for at in (best, other, unknown):
        log(desk, at, seconds=120, outcome="voicemail", counts_as="unanswered")
    log(desk, best, "email", on=date(2026, 11, 29))
    for kind in ("note", "bin", "skip"):
        log(desk, best, kind)
    log(desk, best, "response", direction="in", outcome="positive")
    log(desk, best, "email", on=date(2026, 11, 22))
    log(desk, best, "email", on=date(2026, 11, 30))
    week = desk.tier_time.week()
    assert (week.first, week.last) == (MONDAY, date(2026, 11, 29))
    assert [(each.tier, each.touches, each.seconds) for each in week.tiers] == [
        (1, 2, 120),
        (2, 0, 0),
        (3, 1, 120),
        (4, 0, 0),
        (None, 1, 120),
    ]
    assert (week.touches, week.seconds) == (4, 360)
    assert week.sentence == "33 % on tier 1 this week, by minutes on calls; 60–70 % is the aim."


def test_an_earlier_week_is_named_and_an_empty_one_says_so(desk: Desk) -> None:
    log(desk, account(desk, tier=4), on=date(2026, 11, 18))
    last = desk.tier_time.week(date(2026, 11, 16))
    assert last.sentence == (
        "100 % on tier 4 in the week of Mon 16 Nov, by touches; none is the aim."
    )
    assert desk.tier_time.week().sentence == "Nothing was logged this week."

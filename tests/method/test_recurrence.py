"""Rules are followed as the usual library follows them, and never for longer than the window."""

# ruff: noqa: DTZ001, DTZ901 - a rule goes by the clock of its event

from datetime import datetime, timedelta
from time import perf_counter

import pytest
from dateutil.rrule import rrulestr

from workstation.method.recurrence import Allowance, Rule, RuleError, occurrences

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
START = datetime(2026, 1, 5, 9, 30)


RULES = (
    Rule("DAILY"),
    Rule("DAILY", interval=3, times=40),
    Rule("DAILY", until=datetime(2026, 3, 1, 9, 30), hours=(9, 14), minutes=(0, 30)),
    Rule("DAILY", months=(3, 6), weekdays=((0, 1), (0, 4))),
    Rule("WEEKLY"),
    Rule("WEEKLY", interval=2, weekdays=((0, 0), (0, 3), (0, 6))),
    Rule("WEEKLY", interval=2, weekdays=((0, 0), (0, 6)), week_start=6),
    Rule("WEEKLY", times=25, weekdays=((0, 1), (0, 2)), positions=(-1,)),
    Rule("WEEKLY", weekdays=((2, 3),)),
    Rule("MONTHLY"),
    Rule("MONTHLY", month_days=(31,)),
    Rule("MONTHLY", month_days=(-1, 15), times=7),
    Rule("MONTHLY", interval=3, weekdays=((1, 1), (-1, 4))),
    Rule("MONTHLY", weekdays=tuple((0, day) for day in range(5)), positions=(-1,)),
    Rule("MONTHLY", weekdays=((0, 4),), month_days=(13,)),
    Rule("MONTHLY", weekdays=((0, 0), (0, 1)), positions=(2, -2), hours=(8, 17)),
    Rule("YEARLY"),
    Rule("YEARLY", months=(3,), weekdays=((-1, 6),)),
    Rule("YEARLY", weekdays=((20, 0), (-2, 2))),
    Rule("YEARLY", year_days=(1, 100, -1)),
    Rule("YEARLY", months=(1, 7), month_days=(5, -2), times=5),
    Rule("YEARLY", month_days=(29,), interval=2),
    Rule("YEARLY", months=(2,), month_days=(29,), until=datetime(2040, 1, 1)),
)


def written(rule: Rule) -> str:
    parts = [f"FREQ={rule.frequency}", f"INTERVAL={rule.interval}"]
    parts += [f"COUNT={rule.times}"] if rule.times else []
    parts += [f"UNTIL={rule.until:%Y%m%dT%H%M%S}"] if rule.until else []
    for name, values in (
        ("BYMONTH", rule.months),
        ("BYMONTHDAY", rule.month_days),
        ("BYYEARDAY", rule.year_days),
        ("BYHOUR", rule.hours),
        ("BYMINUTE", rule.minutes),
        ("BYSETPOS", rule.positions),
        ("BYDAY", [f"{n or ''}{WEEKDAYS[day]}" for n, day in rule.weekdays]),
    ):
        parts += [f"{name}={','.join(map(str, values))}"] if values else []
    return ";".join([*parts, f"WKST={WEEKDAYS[rule.week_start]}"])


@pytest.mark.parametrize("rule", RULES, ids=written)
def test_a_rule_gives_what_the_usual_library_gives(rule: Rule) -> None:
    usual = rrulestr(written(rule), dtstart=START)
    for days, length in ((0, 400), (1, 62), (45, 10), (333, 62), (800, 700)):
        first = START + timedelta(days=days)
        last = first + timedelta(days=length)
        expected = usual.between(first, last, inc=True)
        assert list(occurrences(rule, START, first, last)) == expected


@pytest.mark.parametrize(
    "rule",
    [
        Rule("DAILY", months=(2,), month_days=(30,)),
        Rule("YEARLY", months=(2,), month_days=(30,)),
        Rule("DAILY", interval=10**15),
        Rule("MONTHLY", positions=(366,)),
    ],
)
def test_a_rule_that_never_fits_takes_no_time(rule: Rule) -> None:
    began = perf_counter()
    found = list(occurrences(rule, datetime(1, 1, 2), START, START + timedelta(days=60)))
    assert found == []
    assert perf_counter() - began < 0.5


def test_an_old_rule_still_takes_place_and_one_near_the_end_of_time_ends() -> None:
    old = list(
        occurrences(Rule("DAILY"), datetime(1970, 1, 1, 8), START, START + timedelta(days=2))
    )
    assert [moment.hour for moment in old] == [8, 8]
    end = datetime(9999, 12, 30)
    assert len(list(occurrences(Rule("WEEKLY"), end, end, datetime.max))) == 1


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule("DAILY", interval=0), "no sense"),
        (Rule("DAILY", hours=tuple(range(24)), minutes=tuple(range(60))), "too often"),
        (Rule("DAILY", hours=(25,)), "does not exist"),
        (Rule("DAILY", times=10**9), "too long"),
        (Rule("YEARLY", times=10**9, weekdays=((0, 0),)), "too long"),
    ],
)
def test_a_rule_that_cannot_be_followed_says_why(rule: Rule, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        list(occurrences(rule, datetime(1700, 1, 1), START, START + timedelta(days=1)))


def test_rules_that_share_an_allowance_use_it_up_together() -> None:
    shared = Allowance(1500)
    rule = Rule("DAILY", times=1000)
    window = (START + timedelta(days=5), START + timedelta(days=400))
    assert len(list(occurrences(rule, START, *window, shared))) == 396
    with pytest.raises(RuleError, match="too much is repeated"):
        list(occurrences(rule, START, *window, shared))
    hourly = Rule("DAILY", hours=tuple(range(24)))
    with pytest.raises(RuleError, match="too much"):
        list(occurrences(hourly, START, *window, Allowance(2000)))

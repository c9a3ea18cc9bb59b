"""Experiments and practice as lines: within their width, with words for what is certain."""

from datetime import date

import pytest

from workstation.desk.drills import CardStanding
from workstation.desk.experiments import ExperimentResult, VariantResult
from workstation.method.experiments import Tally, chances, judge
from workstation.tui.widgets.experiment_lines import drill_lines, experiment_lines

TITLES = ("Bad time? [/red]", "Thirty seconds 秒")


def result(*tallies: Tally) -> ExperimentResult:
    variants = [
        VariantResult(
            title, title, each.tries and each.tries + 5, each.tries, each.wins, 3, 2, *each, chance
        )
        for title, each, chance in zip(TITLES, tallies, chances(tallies), strict=True)
    ]
    verdict = judge(TITLES, tallies, "answered calls")
    return ExperimentResult(
        "opener", "q", "Opener: Qualification", "conversations per answered call", variants, verdict
    )


@pytest.mark.parametrize("width", [1, 20, 60, 78, 92, 118, 200])
def test_every_line_keeps_within_the_width(width: int) -> None:
    results = [result(Tally(60, 27), Tally(58, 18)), result(Tally(0, 0), Tally(0, 0))]
    rows = experiment_lines(results, width)
    assert rows
    assert "Not tried yet" in experiment_lines(results, 200)[-1].plain
    assert max(each.cell_length for each in rows) <= max(width, 2)
    assert max(each.cell_length for each in experiment_lines([], width)) <= width
    assert experiment_lines(results, 0) == []


def test_the_better_one_is_marked_and_its_numbers_are_told() -> None:
    rows = [each.plain for each in experiment_lines([result(Tally(60, 27), Tally(58, 18))], 118)]
    assert rows[0].split() == ["dials", "answered", "talks", "5", "min", "next", "steps", "rate"]
    better, other = rows[2:4]
    assert better.startswith("✓ Bad time? [/red]")
    assert better.split()[4:] == ["65", "60", "27", "3", "2", "45", "%", "▓▓▓▓▓░░░░░░░"]
    assert not other.startswith("✓")
    assert "is better: 94 % sure (45 % against 31 %)" in rows[4]
    small = [each.plain for each in experiment_lines([result(Tally(60, 27), Tally(58, 18))], 78)]
    assert small[2].split()[4:7] == ["60", "45", "%"], "only what is compared"


def test_cards_practised_come_worst_first_and_the_others_are_counted() -> None:
    today = date(2026, 11, 23)
    standing = [
        CardStanding("a", "No time", "inertia", 2, 6.0, 41, "story", today),
        CardStanding("b", "Price", "weak_case", 1, 3.0, 75, "", date(2026, 11, 20)),
        CardStanding("c", "Never", "inertia", 0, None, None, "", None),
    ]
    title, worst, best = (each.plain for each in drill_lines(standing, 110, today))
    assert "2 of 3 cards" in title
    assert worst.split()[:4] == ["Price", "3.0", "of", "8"]
    assert "1:15  once" in worst
    assert best.endswith("today  least: told the story")
    assert all(each.cell_length <= 40 for each in drill_lines(standing, 40, today))

"""Charts: what goes in, and the exact lines that come out."""

import pytest

from workstation.tui.widgets import chart
from workstation.tui.widgets.goal_strip import GoalLine, goal_line


def texts(lines):
    return [line.plain for line in lines]


@pytest.mark.parametrize(
    ("value", "target", "width", "drawn"),
    [
        (3, 5, 10, "▓▓▓▓▓▓░░░░"),
        (0, 5, 10, "░░░░░░░░░░"),
        (None, 5, 10, "░░░░░░░░░░"),
        (5, 5, 10, "▓▓▓▓▓▓▓▓▓▓"),
        (7, 5, 10, "▓▓▓▓▓▓▓┃▓▓"),
        (4.99, 5, 10, "▓▓▓▓▓▓▓▓▓░"),
        (3, None, 4, "▓▓▓▓"),
        (0, 0, 4, "░░░░"),
        (-3, 5, 4, "░░░░"),
        (1e300, 1, 6, "┃▓▓▓▓▓"),
        (float("nan"), 5, 4, "░░░░"),
        (1, 2, 1, "░"),
        (1, 2, 0, ""),
    ],
)
def test_a_bar_shows_progress_and_never_looks_full_before_the_target(value, target, width, drawn):
    assert chart.bar(value, target, width).plain == drawn


def test_a_bar_in_ascii():
    assert chart.bar(3, 5, 10, ascii_only=True).plain == "######...."
    assert chart.bar(7, 5, 10, ascii_only=True).plain == "#######|##"


def test_columns_stand_on_the_ground_with_dots_for_missing_days_and_a_line_for_the_target():
    series = [3, 5, None, 7, 0, 2, None]
    labels = ["Mo", "Tu", "We", "Th", "Fr", "Mo", "Tu"]
    assert texts(chart.columns(series, 3, 30, target=5, labels=labels)) == [
        "╌╌╌╌▁▁▁╌╌╌╌╌███╌╌╌╌╌╌╌╌╌╌╌╌╌",
        "▂▂▂ ███     ███             ",
        "███ ███ ·   ███     ▇▇▇ ·   ",
        "Mo  Tu  We  Th  Fr  Mo  Tu  ",
    ]


@pytest.mark.parametrize(
    ("series", "height", "width", "lines"),
    [
        ([], 2, 10, ["", ""]),
        ([1, 2], 0, 10, []),
        ([1, 2], 1, 0, [""]),
        ([0, 0], 1, 2, ["  "]),
        ([None, None], 2, 2, ["  ", "··"]),
        ([-5, 4], 1, 2, [" █"]),
        ([1, 1e12], 1, 2, ["▁█"]),
        ([9, 9, 1, 8], 1, 2, ["▁█"]),
    ],
)
def test_columns_of_odd_numbers(series, height, width, lines):
    assert texts(chart.columns(series, height, width)) == lines


def test_labels_that_do_not_fit_are_left_out():
    labels = ["10", "11", "12", "13"]
    assert chart.columns([1, 2, 3, 4], 1, 7, labels=labels)[-1].plain == "10  "
    assert chart.columns([1, 2, 3, 4], 1, 8, labels=labels)[-1].plain == "10  12  "


def test_stacked_kinds_differ_without_colour():
    series = {"new": [5, 3, 0, 8], "add-on": [1, 2, None, 3], "renewal": [0, 0, 1]}
    assert texts(chart.stacked(series, 5, 30)) == [
        "               ▒▒▒▒ ",
        "               ████ ",
        "▒▒▒▒           ████ ",
        "████ ▒▒▒▒      ████ ",
        "████ ████      ████ ",
        "█ new  ▒ add-on  ◆ renewal  ",
    ]
    plain = texts(chart.stacked(series, 5, 30, ascii_only=True))
    assert plain[-1] == "# new  = add-on  + renewal  "
    assert all(line.isascii() for line in plain)
    assert texts(chart.stacked({}, 2, 10)) == ["", ""]


def test_a_funnel_says_what_share_came_through():
    steps = [("Dials", 812), ("Conversations", 62), ("Discovery", 0), ("Qualified", None)]
    assert texts(chart.funnel(steps, 44)) == [
        "Dials         ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓    812      ",
        "Conversations ▓                     62    8%",
        "Discovery                            0    0%",
        "Qualified                            –     –",
    ]
    assert chart.funnel([], 40) == []


@pytest.mark.parametrize("width", range(30))
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_chart_is_wider_than_its_place(width, ascii_only):
    pairs = [("seed [/x] 日本", 812000), ("net", 62), ("spear", None), ("other", -4)]
    numbers = [number for _, number in pairs]
    drawn = [
        *chart.funnel(pairs, width, ascii_only=ascii_only),
        *chart.columns(numbers, 3, width, target=70, labels=["a"] * 4, ascii_only=ascii_only),
        *chart.stacked({"a": numbers, "b": numbers}, 3, width, ascii_only=ascii_only),
        chart.bar(3, 5, width, ascii_only=ascii_only),
    ]
    assert all(line.cell_length <= width for line in drawn)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (None, "–"),
        (float("inf"), "–"),
        (0, "0"),
        (8.94, "8.9"),
        (812, "812"),
        (999.97, "1.0k"),
        (1234, "1.2k"),
        (41_000, "41k"),
        (999_999, "1.0M"),
        (-12_000, "-12k"),
        (1e20, ">999T"),
    ],
)
def test_numbers_are_short(number, written):
    assert chart.short(number) == written


GOALS = [
    GoalLine(1, "conversations", 3, 5, done=False),
    GoalLine(2, "qualify", 0, 1, done=False),
    GoalLine(3, "plan December", 0, None, done=True),
]


def test_the_goal_strip_reads_as_designed_and_gets_shorter_gracefully():
    wide = goal_line(GOALS, 4, 90).plain
    left = "3 goals  ●●●○○ conversations 3/5 · ○ qualify 0/1 · ✓ plan December"
    assert wide == left + "day 4 streak".rjust(90 - len(left))
    narrow = goal_line(GOALS, 4, 60).plain
    assert "3/5" in narrow
    assert "0/1" in narrow
    assert "streak" not in narrow


@pytest.mark.parametrize("width", range(1, 120, 7))
def test_the_goal_strip_always_fills_its_line(width):
    wide = [GoalLine(1, "日本語 [/red]\x1b[31m テキスト", 900, 1000, done=False)]
    for goals in (GOALS, [], wide, GOALS * 2):
        assert goal_line(goals, 4, width).cell_length == width

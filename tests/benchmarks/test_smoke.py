"""The benchmarks run: every path of them, on worlds too small to measure anything."""

import sqlite3
from contextlib import closing

import pytest

from tests.benchmarks import queue_floor, world
from tests.benchmarks.run import BENCHMARKS, Setting, measure

TINY = world.Size(400, 1_000, 100, due=20)
SMALL = world.Size(800, 2_000, 200, due=20)
LONG = {"blocks", "imports", "start"}
"""They take several seconds however small the world is."""


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    folder = tmp_path_factory.mktemp("worlds")
    return Setting(folder, TINY, SMALL, turns=2, starts=1, keys=3, rounds=1)


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.slow) if each in LONG else each for each in BENCHMARKS],
)
def test_a_benchmark_measures_what_it_says(setting: Setting, name: str) -> None:
    results = list(measure(setting, [name]))
    assert results
    assert all(each.ratio > 0 and each.name in str(each) for each in results)


def test_the_worlds_are_whole_and_hold_the_same_day_s_work(setting: Setting) -> None:
    due = []
    for made in (setting.small, setting.large):
        desk = made.desk()
        assert desk.safety.check().problems == []
        due.append(desk.queue.today().counts())
        desk.close()
    assert due[0] == due[1]


def test_the_floor_opens_the_same_fresh_ground_as_the_queue(setting: Setting) -> None:
    made = setting.small
    with closing(made.desk()) as desk:
        numbers = [each[0] for each in desk.store.rows("SELECT id FROM accounts WHERE bin = ?",
                                                       ("working",))]  # fmt: skip
        desk.bins.move(numbers[45:], "nurture.quarterly")
        opened = [row for row in desk.queue.today().rows() if row.class_ == "fresh_ground"]
        with closing(sqlite3.connect(made.path)) as connection:
            connection.row_factory = sqlite3.Row
            floor = queue_floor.rows(connection, made.now, 10**6)
        desk.history.undo()
    assert {row["account_id"] for row in floor if row["class"] == 11} == {
        row.account_id for row in opened
    }
    assert len(opened) > 5

"""The benchmarks run: every path of them, on worlds too small to measure anything."""

import pytest

from tests.benchmarks import world
from tests.benchmarks.run import BENCHMARKS, Setting, measure

TINY = world.Size(400, 1_000, 100, due=20)
SMALL = world.Size(800, 2_000, 200, due=20)


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    folder = tmp_path_factory.mktemp("worlds")
    return Setting(folder, TINY, SMALL, turns=2, starts=1, keys=3, rounds=1)


@pytest.mark.parametrize("name", list(BENCHMARKS))
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

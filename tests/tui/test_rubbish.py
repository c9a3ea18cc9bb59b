"""What is no longer used goes when nobody types."""

import gc
from collections.abc import Iterator

import pytest

from workstation.tui.pause import QUIET_TICKS, Pause
from workstation.tui.rubbish import Rubbish


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.enable()


class Loop:
    """Two things that hold one another."""

    def __init__(self) -> None:
        self.other = self


def left() -> bool:
    return any(isinstance(each, Loop) for each in gc.get_objects())


def test_old_rubbish_is_collected_when_told() -> None:
    gc.disable()
    rubbish = Rubbish()
    rubbish.take_over()
    assert gc.isenabled()
    held = [Loop() for _ in range(3)]
    gc.collect()
    held.clear()
    assert left()
    rubbish.collect()
    assert not left()


def test_where_collecting_was_not_switched_off_nothing_changes() -> None:
    threshold = gc.get_threshold()
    rubbish = Rubbish()
    rubbish.take_over()
    assert gc.get_threshold() == threshold
    held = [Loop()]
    gc.collect()
    held.clear()
    rubbish.collect()
    assert left()
    gc.collect()


def test_a_pause_is_told_once_and_begins_anew_with_each_key() -> None:
    pause = Pause()
    assert not any(pause.tick() for _ in range(QUIET_TICKS + 1)), "nobody has typed yet"
    pause.key()
    assert [pause.tick() for _ in range(QUIET_TICKS + 2)] == [
        *([False] * (QUIET_TICKS - 1)), True, False, False,
    ]  # fmt: skip
    pause.key()
    pause.tick()
    pause.key()
    assert not any(pause.tick() for _ in range(QUIET_TICKS - 1))
    assert pause.tick()

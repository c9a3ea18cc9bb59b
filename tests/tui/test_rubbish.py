"""What is no longer used goes when nobody types."""

import gc
from collections.abc import Iterator

import pytest

from workstation.tui.rubbish import QUIET_TICKS, Rubbish


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


def test_old_rubbish_waits_for_a_pause_in_the_typing() -> None:
    gc.disable()
    rubbish = Rubbish()
    rubbish.take_over()
    assert gc.isenabled()
    held = [Loop() for _ in range(3)]
    gc.collect()
    held.clear()
    rubbish.key()
    assert [rubbish.tick() for _ in range(QUIET_TICKS + 2)] == [
        *([False] * (QUIET_TICKS - 1)), True, False, False,
    ]  # fmt: skip
    assert not any(isinstance(each, Loop) for each in gc.get_objects())
    rubbish.tick()
    rubbish.key()
    assert not rubbish.tick(), "a key begins the pause anew"


def test_where_collecting_was_not_switched_off_nothing_changes() -> None:
    threshold = gc.get_threshold()
    rubbish = Rubbish()
    rubbish.take_over()
    rubbish.key()
    assert gc.get_threshold() == threshold
    assert not any(rubbish.tick() for _ in range(QUIET_TICKS + 1))

"""Drills at the desk: which card is drawn, and the record of how it went."""

from random import Random

import pytest

from tests.desk.playbooks import card, with_parts
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.drills import Scores
from workstation.desk.errors import DeskError
from workstation.method.drills import weakest


@pytest.fixture
def practising(desk: Desk) -> Desk:
    """A desk with three cards."""
    with_parts(desk, objections=[card("a"), card("b"), card("c")])
    return desk


def drawn(desk: Desk, times: int = 300) -> dict[str, int]:
    rng = Random(7)
    cards = [desk.drills.draw(rng).key for _ in range(times)]
    return {key: cards.count(key) for key in "abc"}


def test_cards_never_done_and_badly_done_come_up_more_often(practising: Desk) -> None:
    assert min(drawn(practising).values()) > 60, "all alike at first"
    practising.drills.record("a", 30, Scores(2, 2, 2, 2))
    practising.drills.record("b", 30, Scores(0, 1, 0, 0))
    found = drawn(practising)
    assert found["c"] > found["b"] > 3 * found["a"] > 0


def test_a_card_does_not_come_twice_in_a_row_unless_it_is_the_only_one(practising: Desk) -> None:
    rng = Random(1)
    assert {practising.drills.draw(rng, but="a").key for _ in range(40)} == {"b", "c"}
    with_parts(practising, objections=[card("a")])
    assert practising.drills.draw(rng, but="a").key == "a"
    with_parts(practising, objections=[])
    with pytest.raises(DeskError, match="no objections to practise"):
        practising.drills.draw(rng)


def test_the_record_and_the_standing_of_each_card(practising: Desk, clock: FrozenClock) -> None:
    changed = practising.drills.record("b", 41, Scores(2, 1, 0, 2))
    assert changed.title == "Practise “Card b”: 5 of 8"
    clock.advance(minutes=1)
    practising.drills.record("b", 99999, Scores(2, 2, 1, 2))
    latest, first = practising.drills.history()
    assert (latest.card, latest.seconds, first.seconds) == ("b", 3600, 41)
    assert first.scores == Scores(2, 1, 0, 2)
    never, twice, _ = practising.drills.standing()
    assert (never.times, never.average, never.last_on) == (0, None, None)
    assert (twice.times, twice.average, twice.weakest) == (2, 6.0, "story")
    practising.history.undo()
    assert len(practising.drills.history()) == 1


def test_what_cannot_be_scored_is_refused(practising: Desk) -> None:
    with pytest.raises(ValueError, match="scored 0, 1 or 2"):
        Scores(0, 3, 0, 0)
    with pytest.raises(DeskError, match="no objection 'z'"):
        practising.drills.record("z", 1, Scores(0, 0, 0, 0))
    assert weakest({"source": 1, "question": 1, "story": 1, "proof": 1}) == ""

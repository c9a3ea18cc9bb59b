"""A note forbids calls only where it plainly says so."""

import pytest

from workstation.exchange.refused_words import says_not_to_call


@pytest.mark.parametrize(
    "note",
    [
        "NICHT ANRUFEN",
        "Bitte nicht mehr anrufen!",
        "do not call",
        "Don’t call again, please",
        "DO-NOT-CALL: complained to the board",
        "Met at the fair. Never call her.",
        "Has asked not to be called; letters are fine",
        "Möchte nicht angerufen werden",
        "DNC",
        "do not call\nHe left a message in May",
        "ne plus appeler",
    ],
)
def test_a_note_that_says_not_to_call_is_found(note: str) -> None:
    assert says_not_to_call(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "do not call before 10",
        "Do not call - until 3 May",
        "nicht anrufen, vor 9 Uhr nie da",
        "DNC: no",
        "not on the do-not-call list",
        "he said do not call us, we call you",
        "Why not call him?",
        "do not call?",
        "formerly: do not call",
        "Do not call him Bob",
        "kein Problem, anrufen",
    ],
)
def test_a_note_that_says_something_else_forbids_nothing(note: str) -> None:
    assert not says_not_to_call(note)

"""What a status says of somebody: pays already, no fit, not to be contacted."""

import pytest

from workstation.exchange.status_words import meaning_of


@pytest.mark.parametrize(
    "said",
    [
        "nicht mehr anrufen", "Bitte nicht mehr anrufen", "Kontakt unerwünscht", "Werbesperre",
        "do not contact again", "Never call again", "Ne plus appeler", "DNC",
    ],
)  # fmt: skip
def test_who_asked_to_be_left_alone_is_not_to_be_contacted_however_it_is_said(said: str) -> None:
    assert meaning_of("Status", said) == "stop"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("Kein Interesse", "not_now"), ("Not interested", "not_now"), ("Bad timing", "not_now"),
        ("Closed - Not Converted", "not_now"), ("Closed - Converted", "converted"),
        ("OPEN_DEAL", "converted"), ("UNQUALIFIED", "bad_fit"), ("Junk Lead", "bad_fit"),
        ("Closed Lost", "lost"), ("Lost Lead", "not_now"), ("Not interested; Do not call", "stop"),
    ],
)  # fmt: skip
def test_how_far_somebody_is(said: str, meaning: str) -> None:
    assert meaning_of("Lead Status", said) == meaning


@pytest.mark.parametrize("said", ["called again", "Unstoppable", "contact again in March", ""])
def test_what_only_sounds_like_it_says_nothing(said: str) -> None:
    assert meaning_of("Status", said) is None

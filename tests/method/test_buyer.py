"""The buyer's scales: one key goes through the levels and back to nothing."""

import pytest

from workstation.method.buyer import SCALES, BuyerScales, Level, following, scale_of, title_of

SCALE = [Level(key="low", title="a little"), Level(key="high", title="a lot")]


@pytest.mark.parametrize(
    ("key", "after"), [("", "low"), ("low", "high"), ("high", ""), ("gone", "low")]
)
def test_a_key_goes_to_the_next_level_and_from_the_last_to_none(key: str, after: str) -> None:
    assert following(SCALE, key) == after


def test_a_level_the_playbook_has_lost_is_shown_by_its_key() -> None:
    assert title_of(SCALE, "high") == "a lot"
    assert title_of(SCALE, "gone") == "gone"
    assert title_of(SCALE, None) == ""


def test_every_scale_is_found_by_its_name() -> None:
    scales = BuyerScales(interest=SCALE, urgency=SCALE[:1], stage=SCALE[1:])
    assert [scale_of(scales, name) for name in SCALES] == [SCALE, SCALE[:1], SCALE[1:]]

"""Words for whether somebody may be contacted."""

import pytest

from workstation.exchange.consent import may_be_contacted


@pytest.mark.parametrize("said", ["Subscribed", "opted in", "Opt-in", "Marketing contact"])
def test_what_is_no_refusal(said: str) -> None:
    assert may_be_contacted(said)


@pytest.mark.parametrize(
    "said", ["Unsubscribed", "Opted out", "Do not contact", "abgemeldet", "maybe", ""]
)
def test_refusals_and_words_nobody_knows_protect(said: str) -> None:
    assert not may_be_contacted(said)

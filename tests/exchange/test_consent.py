"""Words for whether somebody may be contacted."""

import pytest

from workstation.exchange.consent import may_be_contacted, permission, refusal, refuses
from workstation.exchange.squashing import squashed


@pytest.mark.parametrize("said", ["Subscribed", "opted in", "Opt-in", "Marketing contact"])
def test_what_is_no_refusal(said: str) -> None:
    assert may_be_contacted(said)


@pytest.mark.parametrize(
    "said", ["Unsubscribed", "Opted out", "Do not contact", "abgemeldet", "maybe", ""]
)
def test_refusals_and_words_nobody_knows_protect(said: str) -> None:
    assert not may_be_contacted(said)


@pytest.mark.parametrize(
    ("column", "asks"),
    [
        ("Consent to be contacted by sponsors", "all"),
        ("OK to contact?", "all"),
        ("Email Marketing Consent", "email"),
        ("Einwilligung Telefon", "phone"),
        ("Can call", "phone"),
        ("Consent date", ""),
        ("Adopting new tools", ""),
        ("Opt-in source", ""),
        ("Contact", ""),
        ("Call date", ""),
    ],
)
def test_a_column_that_asks_for_leave_is_known_by_its_name(column: str, asks: str) -> None:
    assert permission(squashed(column)) == asks
    if asks:
        assert refuses(column, "no") and not refuses(column, "yes") and not refuses(column, "")


@pytest.mark.parametrize(
    ("column", "forbids"),
    [
        ("Opted out of email: One to One", "email"),
        ("HasOptedOutOfEmail__c", "email"),
        ("HasOptedOutOfFax", ""),
        ("Do not allow Phone Calls", "phone"),
        ("Do not allow Bulk Emails", "email"),
        ("Do not allow Bulk Postal Mails", ""),
        ("Opted out of email date", ""),
    ],
)
def test_a_column_that_forbids_is_known_by_its_name(column: str, forbids: str) -> None:
    assert refusal(squashed(column)) == forbids
    assert refuses("Do not allow Emails", "Do Not Allow")
    assert not refuses("Do not allow Emails", "Allow")

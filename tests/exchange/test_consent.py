"""Words for whether somebody may be contacted."""

import pytest

from workstation.exchange.columns import guess
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
        ("May we contact you?", "all"),
        ("May calls", ""),
        ("Consent needed", ""),
        ("Consent withdrawn", ""),
        ("Norwegian consent", "all"),
        ("Slack opt-in", "email"),
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
        ("Consent withdrawn", "all"),
        ("No consent", "all"),
        ("Has no valid email consent", "email"),
        ("Opt-in no longer", "email"),
        ("Consent not given (phone)", "phone"),
        ("Einwilligung widerrufen", "all"),
        ("Keine Zustimmung", "all"),
        ("Consentement retiré", "all"),
        ("Not OK to call", "phone"),
        ("Consent withdrawal reason", ""),
        ("Consent required", ""),
        ("Norwegian consent", ""),
        ("Not allowed domains", ""),
    ],
)
def test_a_column_that_forbids_is_known_by_its_name(column: str, forbids: str) -> None:
    assert refusal(squashed(column)) == forbids
    if forbids:
        assert refuses(column, "yes") and not refuses(column, "no")
    assert refuses("Do not allow Emails", "Do Not Allow")
    assert not refuses("Do not allow Emails", "Allow")


@pytest.mark.parametrize(
    ("said", "protects"),
    [("12", False), ("2024-03-01", False), ("0.0", True), ("withdrawn", True), ("✗", True)],
)
def test_a_number_or_a_day_where_leave_is_asked_for_denies_none(said: str, protects: bool) -> None:
    assert refuses("Phone consent", said) == protects


def test_a_column_of_counts_asks_for_no_leave() -> None:
    rows = [["Ada", "ada@one.example.com", "3"], ["Bo", "bo@two.example.com", "0"]]
    assert guess(["Name", "Email", "Can call"], rows).by_column["Can call"] is None
    rows[0][2] = "yes"
    assert guess(["Name", "Email", "Can call"], rows).by_column["Can call"] == "do_not_call"
    assert guess(["Name", "Email", "Consent withdrawn"], rows).column("do_not_call")

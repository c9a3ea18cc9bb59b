"""Cells read as what they are meant to be, or refused with a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.exchange.amounts import Money, money, whole_number
from workstation.exchange.places import Place, country_code, split_place
from workstation.exchange.values import Unreadable, bare_domain, day, email, year, yes_no

READERS = [whole_number, money, yes_no, year, bare_domain, email, day, country_code, split_place]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1200", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200 000", 1_200_000),
        ("1\u202f200", 1200),
        ("1'200", 1200),
        ("12,34,567", 1_234_567),
        ("1200.0", 1200),
        ("1,200.00", 1200),
        ("10,000+", 10_000),
        ("~300", 300),
        ("5k", 5000),
        ("1.2k", 1200),
        ("6.0E7", 60_000_000),
        ("-5", -5),
    ],
)
def test_whole_numbers(cell: str, number: int) -> None:
    assert whole_number(cell) == number


@pytest.mark.parametrize("cell", ["", "many", "51-200", "12.5", "1,2,3", "1.5.2", "9" * 30, "1e99"])
def test_what_is_no_whole_number_says_why(cell: str) -> None:
    assert isinstance(whole_number(cell), Unreadable)


@pytest.mark.parametrize(
    ("cell", "minor", "currency"),
    [
        ("500000.0", 50_000_000, None),
        ("$1,234.50", 123_450, "USD"),
        ("1.234,56 €", 123_456, "EUR"),
        ("CHF 1'234.50", 123_450, "CHF"),
        ("1,000 USD", 100_000, "USD"),
        ("CA$12", 1200, "CAD"),
        ("¥1,000", 1000, "JPY"),
        ("KWD 1.25", 1250, "KWD"),
        ("(300)", -30_000, None),
        ("-$5", -500, "USD"),
        ("$1.5M", 150_000_000, "USD"),
        ("8.48E10", 8_480_000_000_000, None),
        ("£2bn", 200_000_000_000, "GBP"),
    ],
)
def test_money_in_minor_units(cell: str, minor: int, currency: str | None) -> None:
    assert money(cell) == Money(minor, currency)


def test_the_currency_of_the_column_counts_when_the_cell_has_none() -> None:
    assert money("1000", "JPY") == Money(1000, "JPY")
    assert money("$10", "JPY") == Money(1000, "USD")


@pytest.mark.parametrize(
    "cell", ["", "EUR", "a lot", "1-2", "$", "1,2,3", "$" + "9" * 20, "KWD 1.500"]
)
def test_what_is_no_money_says_why(cell: str) -> None:
    assert isinstance(money(cell), Unreadable)


def test_yes_and_no() -> None:
    assert [yes_no(cell) for cell in ("true", "Yes", "1", "X", "ja")] == [True] * 5
    assert [yes_no(cell) for cell in ("false", "No", "0", "", "nein")] == [False] * 5
    assert isinstance(yes_no("ask first"), Unreadable)


def test_the_year_of_founding() -> None:
    assert year("1902") == 1902
    assert year("since 1888") == 1888
    assert isinstance(year("2013 (1888)"), Unreadable)
    assert isinstance(year("99"), Unreadable)


@pytest.mark.parametrize(
    ("cell", "domain"),
    [
        ("https://www.Example.com/path?q=1#x", "example.com"),
        ("HTTP://example.com:8080", "example.com"),
        ("www.example.co.uk.", "example.co.uk"),
        ("//shop.example.com", "shop.example.com"),
        ("https://user:pass@example.com/", "example.com"),
        ("https://www.müller.example/", "müller.example"),
        ("xn--mller-kva.example", "müller.example"),
        ("xn--zzzzzzz99999.example", "xn--zzzzzzz99999.example"),
    ],
)
def test_a_web_address_is_its_bare_domain(cell: str, domain: str) -> None:
    assert bare_domain(cell) == domain


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "none",
        "ann@example.com",
        "a.example.com, b.example.com",
        "127.0.0.1",
        "http://",
        "-a-.com",
    ],
)
def test_what_is_no_web_address_says_why(cell: str) -> None:
    assert isinstance(bare_domain(cell), Unreadable)


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (" Ann.Lee@Example.COM ", "ann.lee@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("Ann Lee <ann@example.com>", "ann@example.com"),
        ("o'neil+sales@example.com", "o'neil+sales@example.com"),
    ],
)
def test_email_addresses(cell: str, address: str) -> None:
    assert email(cell) == address


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("ann.example.com", "no @"),
        ("ann@example.com, bo@example.com", "more than one"),
        ("@example.com", "before the @"),
        ("a..b@example.com", "before the @"),
        ("ann lee@example.com", "before the @"),
        ("ann@example", "after the @"),
        ("ann@-x.com", "after the @"),
    ],
)
def test_an_unusable_email_address_says_why(cell: str, why: str) -> None:
    answer = email(cell)
    assert isinstance(answer, Unreadable)
    assert why in answer.why


@pytest.mark.parametrize(
    "cell",
    [
        "2026-04-23",
        "2026/4/23",
        "2026-04-23T03:23:15.000Z",
        "2026-04-23 03:23",
        "23.04.2026",
        "04/23/2026",
        "23/4/2026",
        "23 April 2026",
        "23-Apr-2026",
        "Apr 23rd, 2026",
    ],
)
def test_clear_dates(cell: str) -> None:
    assert day(cell) == date(2026, 4, 23)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("03/04/2026", "two days"),
        ("31 February 2026", "does not exist"),
        ("2026-13-01", "does not exist"),
        ("03/04/26", "not a date"),
        ("46135", "not a date"),
        ("soon", "not a date"),
    ],
)
def test_an_unclear_date_says_why(cell: str, why: str) -> None:
    answer = day(cell)
    assert isinstance(answer, Unreadable)
    assert why in answer.why


def test_countries_by_code_and_name() -> None:
    names = [
        "us",
        "USA",
        "U.S.A.",
        "United States",
        "Deutschland",
        "UK",
        "Türkiye",
        "Côte d'Ivoire",
    ]
    assert [country_code(name) for name in names] == ["US"] * 4 + ["DE", "GB", "TR", "CI"]
    assert isinstance(country_code("Atlantis"), Unreadable)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("Saint Paul, Minnesota", Place("Saint Paul", "Minnesota", "US")),
        ("Washington, D.C.", Place("Washington", "D.C.", "US")),
        ("Richmond, Virginia[2]", Place("Richmond", "Virginia", "US")),
        ("Dublin, Ireland", Place("Dublin", "", "IE")),
        ("Toronto, Ontario, Canada", Place("Toronto", "Ontario", "CA")),
        ("Perth, WA, Australia", Place("Perth", "WA", "AU")),
        ("Atlanta, Georgia", Place("Atlanta", "Georgia", "US")),
        ("Gotham, Somewhere", Place("Gotham", "Somewhere")),
        ("Norway", Place(country="NO")),
        ("Oslo", Place("Oslo")),
    ],
)
def test_places(cell: str, place: Place) -> None:
    assert split_place(cell) == place


def test_no_place_says_so() -> None:
    assert isinstance(split_place("none"), Unreadable)
    assert isinstance(split_place(" , "), Unreadable)


@given(st.text(max_size=60) | st.text("0123456789.,-$€ EkM@:/wx'()", max_size=20))
def test_no_cell_makes_a_reader_fail(cell: str) -> None:
    for read in READERS:
        answer = read(cell)
        if isinstance(answer, Unreadable):
            assert answer.why
            assert "\n" not in answer.why

"""Numbers and money as a rep types them."""

import pytest

from workstation.desk.amounts import read_count, read_money, say_money
from workstation.desk.errors import DeskError


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("12 500", 1_250_000, "USD"),
        ("1.5M", 150_000_000, "USD"),
        ("€900", 90_000, "EUR"),
        ("¥ 900", 900, "JPY"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, minor, currency):
    assert read_money(typed, "USD", "Amount") == (minor, currency)


def test_nothing_typed_is_nothing():
    assert read_money("  ", "USD", "Amount") is None
    assert read_count("", "Employees") is None


@pytest.mark.parametrize("typed", ["a lot", "-5", "(300)", "10-20"])
def test_what_is_no_amount_is_one_sentence_naming_the_field(typed):
    with pytest.raises(DeskError, match=r"^Amount.*\.$"):
        read_money(typed, "USD", "Amount")


def test_counts_are_whole_and_not_below_zero():
    assert read_count("1 200", "Employees") == 1200
    for typed in ("1.5", "many", "-3"):
        with pytest.raises(DeskError, match=r"^Employees.*\.$"):
            read_count(typed, "Employees")


@pytest.mark.parametrize(
    ("minor", "currency"), [(1_250_000, "USD"), (1_250_050, "EUR"), (9, "JPY")]
)
def test_an_amount_is_written_so_that_it_can_be_read_again(minor, currency):
    assert read_money(say_money(minor, currency), "GBP", "Amount") == (minor, currency)
    assert say_money(None, currency) == ""

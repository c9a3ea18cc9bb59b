"""The decimal mark of a column settles the cells that fit both."""

import pytest

from workstation.exchange.amounts import Money, decimal_mark_of, money, whole_number
from workstation.exchange.values import Unreadable


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234", "1,234", "12", "x", ""], ""),
        (["1.234", "12,5"], ","),
        (["€ 1.234.567", "1.234"], ","),
        (["$1,234", "(1,200.50)"], "."),
        (["1.234", "0.125"], "."),
        (["1'234.50 CHF"], "."),
        (["1.200,50", "1,200.50"], "mixed"),
        ([], ""),
    ],
)
def test_the_mark_is_found_where_a_cell_gives_it_away(cells: list[str], mark: str) -> None:
    assert decimal_mark_of(cells) == mark


def test_an_amount_that_fits_both_marks_is_read_by_its_column() -> None:
    assert money("1.234 €", mark=".") == Money(123, "EUR")
    assert money("1.234 €", mark=",") == Money(123400, "EUR")
    assert money("1,234", mark=",") == Money(123, None)
    assert money("1.234") == Money(123400, None)
    assert money("12,5", mark=".") == Money(1250, None)
    assert money("1.234", "KWD", mark=".") == Money(1234, "KWD")
    assert whole_number("1,234", mark=".") == 1234
    assert isinstance(whole_number("1.234", mark="."), Unreadable)

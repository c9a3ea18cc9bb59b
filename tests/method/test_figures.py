"""Numbers as people read them."""

import pytest

from workstation.method.figures import Shows, say_amount, say_figure


@pytest.mark.parametrize(
    ("value", "shows", "said"),
    [
        (None, "number", "–"),
        (0, "number", "0"),
        (412000, "number", "412 000"),
        (8.6, "number", "8.6"),
        (9.96, "number", "10"),
        (-0.5, "number", "-0.5"),
        (-1234.5, "number", "-1 234.5"),
        (0.089, "percent", "8.9 %"),
        (1.0, "percent", "100 %"),
        (1, "days", "1 day"),
        (185 / 2, "days", "92.5 days"),
        (2.75, "minutes", "2.8 min"),
        (90, "minutes", "1.5 h"),
        (3 * 24 * 60, "minutes", "3 days"),
    ],
)
def test_figures(value: float | None, shows: Shows, said: str) -> None:
    assert say_figure(value, shows) == said


def test_a_number_may_have_more_places_and_a_currency() -> None:
    assert say_amount(1234.256, "USD") == "1 234.26 USD"
    assert say_amount(20000, "EUR") == "20 000 EUR"
    assert say_amount(-0.25, "") == "-0.25"
    assert say_figure(37.5, places=2) == "37.5"
    assert say_figure(84, currency="USD") == "84", "only money has one"


def test_money_is_in_whole_units_of_its_currency() -> None:
    assert say_figure(41200050, "money", currency="USD") == "412 000 USD"
    assert say_figure(412000, "money", currency="JPY", digits=0) == "412 000 JPY"
    assert say_figure(1500, "money") == "15"

"""Numbers of measures in words, and what screens need to write amounts of money themselves."""

from workstation.method.figures import Shows, say_figure


def money_digits(currency: str) -> int:
    """Return how many decimals the amounts of a currency have: 2 for USD, 0 for JPY."""
    from workstation.exchange.amounts import minor_digits

    return minor_digits(currency)


def say_value(value: float | None, shows: Shows, currency: str) -> str:
    """Write a number; money is in minor units of ``currency`` and written in whole ones."""
    if shows != "money":
        return say_figure(value, shows)
    return say_figure(value, shows, currency=currency, digits=money_digits(currency))

"""What screens need to write amounts of money: how a currency counts its minor units."""


def money_digits(currency: str) -> int:
    """Return how many decimals the amounts of a currency have: 2 for USD, 0 for JPY."""
    from workstation.exchange.amounts import minor_digits

    return minor_digits(currency)

"""Numbers and money as a rep types them into a form, and written back the same way."""

from workstation.desk.errors import DeskError
from workstation.method.text import clean_line


def read_count(text: str, what: str) -> int | None:
    """Return a count such as "1 200" or "5k" as a whole number; None when nothing was typed.

    Raises:
        DeskError: it is not a whole number, or below zero; ``what`` names the field.
    """
    said = clean_line(text)
    if not said:
        return None
    from workstation.exchange.amounts import whole_number
    from workstation.exchange.values import Unreadable

    number = whole_number(said)
    if isinstance(number, Unreadable):
        raise DeskError(f"{what}: {number.why}.")
    if number < 0:
        raise DeskError(f"{what} cannot be below zero.")
    return number


def read_money(text: str, currency: str, what: str) -> tuple[int, str] | None:
    """Return an amount such as "12 500", "1.5M" or "€900" as minor units and their currency.

    ``currency`` (ISO) is taken where none is typed; None when nothing was typed.

    Raises:
        DeskError: it is not an amount, or below zero; ``what`` names the field.
    """
    said = clean_line(text)
    if not said:
        return None
    from workstation.exchange.amounts import money
    from workstation.exchange.values import Unreadable

    found = money(said, currency)
    if isinstance(found, Unreadable):
        raise DeskError(f"{what}: {found.why}.")
    if found.minor < 0:
        raise DeskError(f"{what} cannot be below zero.")
    return found.minor, found.currency or currency


def say_money(minor: int | None, currency: str | None) -> str:
    """Write an amount of minor units as it may be typed again, "12 500 USD"; "" for None."""
    if minor is None:
        return ""
    from workstation.exchange.amounts import minor_digits

    digits = minor_digits(currency)
    whole, rest = divmod(minor, 10**digits)
    said = f"{whole:,}".replace(",", " ")
    if rest:
        said += f".{rest:0{digits}}"
    return f"{said} {currency}" if currency else said

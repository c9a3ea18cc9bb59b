"""Writes numbers as people read them: 412 000, 8.9 %, 23 days."""

from typing import Literal

Shows = Literal["number", "percent", "money", "days", "minutes"]


def say_figure(
    value: float | None,
    shows: Shows = "number",
    *,
    currency: str = "",
    digits: int = 2,
    places: int = 1,
) -> str:
    """Write a measure's value; nothing known is "–".

    A percentage is given as a fraction, money in minor units of `currency` with `digits` decimals;
    money is written in whole units. A number has at most so many decimal `places`.
    """
    if value is None:
        return "–"
    if shows == "percent":
        return f"{_short(value * 100)} %"
    if shows == "days":
        days = _short(value)
        return f"{days} {'day' if days == '1' else 'days'}"
    if shows == "minutes":
        return _span(value)
    if shows == "money":
        amount = _grouped(round(value / 10**digits))
        return f"{amount} {currency}" if currency else amount
    return _short(value, places)


def say_amount(value: float, currency: str) -> str:
    """Write money that is in whole units already, to the cent; without a currency the number."""
    return f"{say_figure(value, places=2)} {currency}".rstrip()


def _span(minutes: float) -> str:
    if minutes >= 48 * 60:
        return say_figure(minutes / (24 * 60), "days")
    return f"{_short(minutes / 60)} h" if minutes >= 60 else f"{_short(minutes)} min"


def _short(value: float, places: int = 1) -> str:
    rounded = round(value, places)
    if rounded == int(rounded):
        return _grouped(int(rounded))
    whole, part = f"{rounded:.{places}f}".split(".")
    sign = "-" if whole == "-0" else ""
    return f"{sign}{_grouped(int(whole))}.{part.rstrip('0')}"


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", " ")

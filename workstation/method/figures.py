"""Writes numbers as people read them: 412 000, 8.9 %, 23 days."""

from typing import Literal

Shows = Literal["number", "percent", "money", "days"]


def say_figure(
    value: float | None, shows: Shows = "number", *, currency: str = "", digits: int = 2
) -> str:
    """Write a measure's value; nothing known is "–".

    A percentage is given as a fraction, money in minor units of `currency` with `digits` decimals;
    money is written in whole units.
    """
    if value is None:
        return "–"
    if shows == "percent":
        return f"{_short(value * 100)} %"
    if shows == "days":
        days = _short(value)
        return f"{days} {'day' if days == '1' else 'days'}"
    if shows == "money":
        amount = _grouped(round(value / 10**digits))
        return f"{amount} {currency}" if currency else amount
    return _short(value)


def _short(value: float) -> str:
    rounded = round(value, 1)
    if rounded == int(rounded):
        return _grouped(int(rounded))
    whole, tenth = f"{rounded:.1f}".split(".")
    sign = "-" if whole == "-0" else ""
    return f"{sign}{_grouped(int(whole))}.{tenth}"


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", " ")

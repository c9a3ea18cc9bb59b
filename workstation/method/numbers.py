"""Numbers in the words of a person or a file: read when there is one way to read them, or not."""

import re
from decimal import Decimal

SCALES = {
    **dict.fromkeys(("k", "tsd", "thousand"), 10**3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mill", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "mrd", "billion", "billions"), 10**9),
}
"""What a number is times by the whole word behind it, in any case."""

_CODES = (
    "AED AUD BRL CAD CHF CLP CNY CZK DKK EUR GBP HKD HUF ILS INR ISK JPY KRW MXN NOK NZD PLN RON "
    "SEK SGD THB TRY UAH USD ZAR"
)
_MONEY = rf"(?:(?:US|AU|CA|A|C|NZ|HK|S|R)?\$|[€£¥₹₩₪₺₽%]|zł|Kč|{'|'.join(_CODES.split())})"
_NUMBER = re.compile(
    rf"[~≈]?\s?(?P<minus>-?)\s?(?:{_MONEY}\s?(?P<inner>-?)\s?)?"
    r"(?:(?P<grouped>[1-9]\d{0,2}(?P<mark>[ ,.'_])\d{3}(?:(?P=mark)\d{3}){0,3})"
    r"|(?P<whole>\d{1,18}))"
    r"(?:(?!(?P=mark))[.,](?P<part>\d{1,6}))?"
    rf"(?:\s?(?P<scale>(?i:{'|'.join(SCALES)})))?\+?(?:\s?{_MONEY})?"
)
_SAME = str.maketrans({"\u2212": "-", "\u2019": "'"})


def read_amount(value: str | int) -> Decimal | None:
    """Return a number as facts have it ("1 200", "5k", "€ 2.5m", "2,5 Mio"), else None.

    A scale is a whole word behind the number, a currency or a per cent sign may stand with it; any
    other word makes it unknown ("3 months"), as does one mark that might be either of two before a
    scale ("1.500k"). "1.200" and "1,200" are counts of thousands.
    """
    if isinstance(value, int):
        return Decimal(value)
    found = _NUMBER.fullmatch(" ".join(value.translate(_SAME).split()))
    if found is None or (found["minus"] and found["inner"]):
        return None
    scale, part, mark = found["scale"], found["part"], found["mark"]
    if scale and not part and mark in (".", ",") and found["grouped"].count(mark) == 1:
        return None
    whole = found["whole"] or found["grouped"].replace(mark, "")
    number = Decimal(f"{whole}.{part or 0}") * SCALES.get((scale or "").casefold(), 1)
    return -number if found["minus"] or found["inner"] else number


def read_number(value: str | int) -> int | None:
    """Return a number as ``read_amount`` does, what is behind the decimal mark left off."""
    number = read_amount(value)
    return None if number is None else int(number)

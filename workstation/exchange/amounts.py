"""Reads whole numbers and money as the world's spreadsheets write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from workstation.exchange.values import Unreadable, short, squeeze

_MOST = 2**53 - 1
_SIGNS = {
    "US$": "USD", "AU$": "AUD", "CA$": "CAD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "MX$": "MXN", "S$": "SGD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₽": "RUB", "zł": "PLN", "Kč": "CZK",
    "฿": "THB", "₫": "VND", "₴": "UAH",
}  # fmt: skip
"""Currency by sign; a sign that ends in another one stands before it."""

ODD_DIGITS = {
    "JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "PYG": 0, "UGX": 0, "XAF": 0, "XOF": 0,
    "XPF": 0, "RWF": 0, "KMF": 0, "GNF": 0, "DJF": 0, "BIF": 0, "VUV": 0,
    "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3, "IQD": 3, "LYD": 3,
}  # fmt: skip
"""Decimals of the currencies that do not have two (ISO 4217)."""
_SCALES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mil", "million", "millions"), 6),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "billions"), 9),
}
_NUMBER = re.compile(r"([+-]?)(\d[\d.,' ]*)(?:[Ee]([+-]?\d{1,2})|([A-Za-z]*)\.?)")
_RANGE = re.compile(r"\d\s*(?:-|–|—|to|bis)\s*\d", re.IGNORECASE)
_THREE_BEHIND = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents; whole yen), with its ISO currency where the cell said it."""

    minor: int
    currency: str | None


def minor_digits(currency: str | None) -> int:
    """Return how many decimals a currency has: 2 for most, 0 for yen, 3 for Kuwaiti dinar."""
    return ODD_DIGITS.get(currency or "", 2)


def whole_number(text: str, *, mark: str = "") -> int | Unreadable:
    """Read a count such as `1,200`, `1.200`, `1 200`, `1200.0`, `5k` or `10,000+`.

    `mark` is the decimal mark of the column (see `decimal_mark_of`), "" when it is not known.
    """
    said = squeeze(text)
    if _RANGE.search(said):
        return Unreadable(f"'{short(said)}' is a range, not one number")
    number = _decimal(said.rstrip("+").lstrip("~≈ "), mark)
    if number is None:
        return Unreadable(f"'{short(said)}' is not a number")
    if number != number.to_integral_value():
        return Unreadable(f"'{short(said)}' is not a whole number")
    if abs(number) > _MOST:
        return Unreadable(f"'{short(said)}' is too large a number")
    return int(number)


def money(text: str, currency: str | None = None, *, mark: str = "") -> Money | Unreadable:
    """Read an amount such as `$1,200.50`, `1.200,50 €`, `CHF 1'200`, `(300)` or `1.5M`.

    `currency` (ISO) is what the column is in when the cell does not say; with neither, the result
    has none and counts in hundredths. A bare `$` is USD and `¥` is JPY. `mark` is the decimal mark
    of the column (see `decimal_mark_of`), "" when it is not known.
    """
    said = squeeze(text)
    below_zero = said.startswith("(") and said.endswith(")")
    bare, own = _without_currency(said[1:-1] if below_zero else said)
    if _RANGE.search(bare):
        return Unreadable(f"'{short(said)}' is a range, not one amount")
    known = own or currency
    if not mark and minor_digits(known) == 3 and _THREE_BEHIND.fullmatch(bare):
        return Unreadable(f"'{short(said)}' could be two amounts: write it without a separator")
    number = _decimal(bare, mark)
    if number is None:
        return Unreadable(f"'{short(said)}' is not an amount of money")
    minor = (-number if below_zero else number) * 10 ** minor_digits(known)
    if abs(minor) > _MOST:
        return Unreadable(f"'{short(said)}' is too large an amount")
    return Money(int(minor.to_integral_value()), known)


def _without_currency(said: str) -> tuple[str, str | None]:
    """Split a sign or code off an amount."""
    code = _CODE.search(said)
    if code:
        rest = said[: code.start()] + said[code.end() :]
        for sign in _SIGNS:
            rest = rest.replace(sign, "")
        return _closed_sign(rest), code[0]
    for sign, iso in _SIGNS.items():
        if sign in said:
            return _closed_sign(said.replace(sign, "", 1)), iso
    return said, None


def _closed_sign(rest: str) -> str:
    """Bring a minus and its number together again once the currency between them is gone."""
    return re.sub(r"^([+-])\s+", r"\1", rest.strip())


class MarkColumn:
    """Learns from the cells of a column, one by one, which decimal mark it uses."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def see(self, cell: str) -> None:
        """Take in a cell; one that is no number or fits both marks says nothing."""
        bare, _ = _without_currency(squeeze(cell).strip("()"))
        found = _NUMBER.fullmatch(bare.strip())
        written = found[2].strip() if found else ""
        marks = [mark for mark in ".," if mark in written]
        if not marks:
            return
        last = max(marks, key=written.rfind)
        if len(marks) == 2:
            self._seen.add(last)
        elif written.count(last) > 1:
            self._seen.add("," if last == "." else ".")
        elif not _THREE_BEHIND.fullmatch(written):
            self._seen.add(last)

    @property
    def mark(self) -> str:
        """Return `.` or `,`, "" when no cell gave it away, `mixed` when cells disagree."""
        return "mixed" if len(self._seen) > 1 else "".join(self._seen)


def decimal_mark_of(cells: Iterable[str]) -> str:
    """Return the decimal mark of a column: `.`, `,`, "" (never given away) or `mixed`.

    `1.234` alone may be 1234 or 1.234; `12,5` or `1.234.567` beside it settles it. Pass `.` or `,`
    on to `money` and `whole_number` as their `mark`.
    """
    column = MarkColumn()
    for cell in cells:
        column.see(cell)
    return column.mark


def _decimal(said: str, mark: str = "") -> Decimal | None:
    found = _NUMBER.fullmatch(said.strip().replace("\u2212", "-").replace("\u2019", "'"))
    if not found:
        return None
    sign, written, power, word = found.groups(default="")
    scale = int(power) if power else _SCALES.get(word.lower(), 0 if not word else None)
    digits = _plain(written.strip(), mark)
    if scale is None or digits is None or len(digits) > 40:
        return None
    return Decimal(sign + digits).scaleb(scale)


def _plain(written: str, mark: str) -> str | None:
    """Return digits with a decimal point at most; None when the separators make no sense.

    The last of two kinds of separator is the decimal one. A single one followed by exactly three
    digits groups thousands (`1.234` is 1234), since counts have no decimals and money hardly ever
    three, unless it is the `mark` of its column.
    """
    whole, decimals = written, ""
    if mark and mark in written and _THREE_BEHIND.fullmatch(written):
        return written.replace(mark, ".")
    marks = [mark for mark in ".," if mark in written]
    if marks:
        last = max(marks, key=written.rfind)
        head, _, tail = written.rpartition(last)
        groups = len(marks) == 1 and (
            last in head or (len(tail) == 3 and bool(re.fullmatch(r"[1-9]\d{0,2}", head)))
        )
        if not groups:
            whole, decimals = head, tail
    grouped = re.sub(r"[.' ]", ",", whole)
    if len(set(re.findall(r"[.,' ]", whole))) > 1:
        return None
    if "," in grouped and not _GROUPED.fullmatch(grouped):
        return None
    if decimals and not decimals.isdecimal():
        return None
    return grouped.replace(",", "") + (f".{decimals}" if decimals else "")

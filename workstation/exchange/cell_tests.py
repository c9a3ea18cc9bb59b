"""Says whether the cells of a column are what its name promises, or tell by themselves."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from workstation.exchange.amounts import money, whole_number
from workstation.exchange.dates import DateOrder, read_day
from workstation.exchange.places import country_code, region_home
from workstation.exchange.values import (
    Unreadable,
    bare_domain,
    day,
    email,
    squeeze,
    year,
    yes_no,
)

_PHONE = re.compile(r"\+?[\d ()./\-]{7,24}(?: ?(?:x|ext\.?) ?\d{1,6})?", re.ASCII)
_SPACED_PHONE = re.compile(r"(?:\+|\(|00)\d.*|\d{2,5}([ .\-/])\d{2,4}\1\d{3,5}", re.ASCII)
_SEVERAL = re.compile(r"\n| ::: |;|,")
_COMPANY = re.compile(
    r"(?:^|[\s,(.&])(?:inc|corp|corporation|ltd|limited|llc|llp|plc|gmbh|mbh|ag|kg|kgaa|ohg|ug|se|"
    r"sarl|sas|sa|srl|spa|s\.a|s\.r\.l|bv|b\.v|nv|n\.v|oy|ab|as|a/s|aps|pty|pte|group|holdings?|"
    r"company|co|gruppe|bank|university|services|systems|solutions|technologies|industries|labs?|"
    r"partners|media|software|consulting|association|council|e\.v)(?:\.|\b)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Herr|Frau|M|Mme)\.? )?[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){1,3}"
)


def share(test: Callable[[str], bool], held: Sequence[str]) -> float:
    """Return which part of the cells passes a test, 0 for no cells."""
    return sum(test(cell) for cell in held) / len(held) if held else 0.0


def agrees(kind: str, held: Sequence[str]) -> bool:
    """Say whether at least half of the cells, if any, can be read as this kind of field."""
    test = _TESTS.get(kind)
    return test is None or not held or share(test, held) >= 0.5


def tells(kind: str, held: Sequence[str]) -> bool:
    """Say whether cells without a telling name can hardly be anything else than this kind."""
    return len(held) > 1 and share(_TELLING[kind], held) >= 0.8


def is_day(cell: str) -> bool:
    """Say whether a cell is a date, in whatever order."""
    return not isinstance(read_day(cell, DateOrder.DAY_FIRST), Unreadable) or not isinstance(
        read_day(cell, DateOrder.MONTH_FIRST), Unreadable
    )


def like_company(cell: str) -> bool:
    """Say whether a name has a word that companies have in theirs (`Ltd`, `GmbH`, `Group`)."""
    return _COMPANY.search(cell) is not None


def like_person(cell: str) -> bool:
    """Say whether a name has two to four words and could be a person's."""
    return _PERSON.fullmatch(squeeze(cell)) is not None and not like_company(cell)


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda cell: not isinstance(read(cell), Unreadable)


def _remembering(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lru_cache(maxsize=4096)(test)


def _any_part(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: test(cell) or any(test(part.strip()) for part in _SEVERAL.split(cell))


def _is_phone(cell: str) -> bool:
    digits = sum(letter.isdigit() for letter in cell)
    return 7 <= digits <= 20 and _PHONE.fullmatch(cell) is not None


def _tells_phone(cell: str) -> bool:
    """Be stricter than for a column called Phone: a date or an order number is no phone."""
    looks = _is_phone(cell) and _SPACED_PHONE.fullmatch(cell) is not None
    return looks and isinstance(day(cell), Unreadable)


def _tells_domain(cell: str) -> bool:
    """Be stricter than for a column called Website: `3.5` and `a.m` are not addresses."""
    ends = re.search(r"\.[^\W\d_]{2,}(?:[/:?#]|$)", cell) is not None
    return ends and not isinstance(bare_domain(cell), Unreadable)


def _tells_country(cell: str) -> bool:
    """Be stricter than for a column called Country: CA, IN and No are mostly something else."""
    if len(cell) < 2 or isinstance(country_code(cell), Unreadable) or region_home(cell):
        return False
    return len(cell) > 3 or (cell.isupper() and cell not in {"NO", "NA"})


def _tells_money(cell: str) -> bool:
    """Take for money only what names its currency."""
    found = money(cell)
    return not isinstance(found, Unreadable) and found.currency is not None


_is_email = _remembering(_any_part(_reads(email)))

_TESTS: dict[str, Callable[[str], bool]] = {
    "email": _is_email,
    "domain": _any_part(_reads(bare_domain)),
    "phone": _any_part(_is_phone),
    "country": _reads(country_code),
    "count": _reads(whole_number),
    "money": _reads(money),
    "year": _reads(year),
    "yes_no": _reads(yes_no),
    "day": is_day,
}
"""Whether a cell is what a column of this kind promises."""

_TELLING: dict[str, Callable[[str], bool]] = {
    "email": _is_email,
    "domain": _remembering(_tells_domain),
    "phone": _remembering(_tells_phone),
    "country": _remembering(_tells_country),
    "money": _remembering(_tells_money),
    "day": _remembering(is_day),
}
"""Whether a cell alone tells what its column holds."""

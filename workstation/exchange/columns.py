"""Guesses what the columns of a foreign table mean, from their names and from what they hold."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workstation.exchange.amounts import money, whole_number
from workstation.exchange.fields import FIELDS, Field, Kind, RecordKind
from workstation.exchange.places import country_code, region_home
from workstation.exchange.synonyms import ACCOUNTS, CONTACTS, OPPORTUNITIES, SIGNALS
from workstation.exchange.values import (
    Unreadable,
    bare_domain,
    day,
    email,
    year,
    yes_no,
)

__all__ = ["FIELDS", "Field", "Kind", "Mapping", "RecordKind", "guess", "squashed"]

EXACT = 1.0
"""The name is one we know and the values agree, or there are none."""
BY_VALUES = 0.6
"""The name says nothing, the values do."""
DISPUTED = 0.4
"""The name is one we know, but most values are something else."""
LAST_RESORT = 0.3
"""Nothing but the position speaks for it."""


_SYNONYMS: dict[RecordKind, dict[str, list[str]]] = {
    "accounts": {key: names.split() for key, names in ACCOUNTS.items()},
    "contacts": {key: names.split() for key, names in CONTACTS.items()},
    "signals": {key: names.split() for key, names in SIGNALS.items()},
}
_PHONE = re.compile(r"\+?[\d ()./\-]{7,24}(?: ?(?:x|ext\.?) ?\d{1,6})?", re.ASCII)
_SPACED_PHONE = re.compile(r"(?:\+|\(|00)\d.*|\d{2,5}([ .\-/])\d{2,4}\1\d{3,5}", re.ASCII)
_PERSON_NAMES = {"fullname", "contactname", "personname", "contact", "ansprechpartner"}
_PERSONAL = {"title", "mobile", "account_name", "do_not_call"}
_COMPANY_ONLY = {"industry", "employees", "revenue_minor", "ticker", "founded", "parent_name"}
_SECOND = re.compile(r"(.*) \(\d+\)")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a table becomes.

    `by_column` has every column in file order: the key of its field, or None when it is kept as a
    fact. `confidence` (0 to 1) is given for the columns that fill a field. `doubt` is a sentence
    when the table seems to be something else altogether.
    """

    as_: RecordKind
    by_column: dict[str, str | None]
    confidence: dict[str, float]
    doubt: str | None = None

    def column(self, field: str) -> str | None:
        """Return the column that fills a field."""
        return next((name for name, key in self.by_column.items() if key == field), None)

    @property
    def mapped(self) -> list[str]:
        """The columns that fill a field."""
        return [name for name, key in self.by_column.items() if key is not None]

    @property
    def facts(self) -> list[str]:
        """The columns kept as facts."""
        return [name for name, key in self.by_column.items() if key is None]


def guess(
    columns: Sequence[str], sample_rows: Sequence[Sequence[str]], as_: RecordKind | None = None
) -> Mapping:
    """Map distinct column names to fields, by name first and by the sampled values second.

    `as_` forces the kind of record; otherwise a table of events with moments is signals, one with
    people's names is contacts and any other is accounts. A field is filled by one column at most,
    the best named; the rest are facts.
    """
    values = {
        name: [row[at].strip() for row in sample_rows if at < len(row) and row[at].strip()]
        for at, name in enumerate(columns)
    }
    by_kind = {kind: _by_name(columns, values, kind) for kind in FIELDS}
    kind = as_ or _kind(by_kind)
    chosen = by_kind[kind]
    _by_values(columns, values, kind, chosen)
    if kind == "accounts" and "name" not in chosen:
        _name_at_last(columns, values, chosen)
    fields = {column: (key, sure) for key, (column, sure) in chosen.items()}
    return Mapping(
        as_=kind,
        by_column={name: fields[name][0] if name in fields else None for name in columns},
        confidence={name: fields[name][1] for name in columns if name in fields},
        doubt=_doubt(columns),
    )


def squashed(name: str) -> str:
    """Return a column name as the synonyms are written: `Billing City`, `BILLINGCITY` alike."""
    plain = unicodedata.normalize("NFKD", name.casefold().removesuffix("__c"))
    return "".join(letter for letter in plain if letter.isalnum())


_Chosen = dict[str, tuple[str, float]]
"""Column and confidence by field."""


def _by_name(columns: Sequence[str], values: dict[str, list[str]], kind: RecordKind) -> _Chosen:
    """Give each field the column whose name stands first in its synonyms."""
    ours = {squashed(name): name for name in reversed(columns) if not _is_repeat(name, columns)}
    chosen: _Chosen = {}
    taken: set[str] = set()
    for key, names in _SYNONYMS[kind].items():
        able = [ours[name] for name in names if name in ours and ours[name] not in taken]
        if not able:
            continue
        if key == "name" and kind == "contacts" and {"first_name", "last_name"} <= chosen.keys():
            continue
        agreed = [name for name in able if _agrees(FIELDS[kind][key].kind, values[name])]
        found = (agreed or able)[0]
        taken.add(found)
        chosen[key] = (found, EXACT if agreed else DISPUTED)
    return chosen


def _is_repeat(name: str, columns: Sequence[str]) -> bool:
    """Say whether this is the second of two columns of one name, as `open_table` numbers them."""
    found = _SECOND.fullmatch(name)
    return found is not None and found[1].casefold() in {other.casefold() for other in columns}


def _kind(by_kind: dict[RecordKind, _Chosen]) -> RecordKind:
    events, people = by_kind["signals"], by_kind["contacts"]
    told = ("kind" in events or squashed(events.get("points", ("", 0))[0]) == "points") and (
        "when" in events and bool(events.keys() & {"account_name", "domain", "email"})
    )
    if told and not people.keys() & {"first_name", "last_name", "name", "title"}:
        return "signals"
    return "contacts" if _is_people(by_kind) else "accounts"


def _is_people(by_kind: dict[RecordKind, _Chosen]) -> bool:
    people, companies = by_kind["contacts"], by_kind["accounts"]
    if "first_name" in people or "last_name" in people:
        return True
    if "name" not in people:
        return False
    if squashed(people["name"][0]) in _PERSON_NAMES or people.keys() & _PERSONAL:
        return True
    return "email" in people and not companies.keys() & _COMPANY_ONLY


def _by_values(
    columns: Sequence[str], values: dict[str, list[str]], kind: RecordKind, chosen: _Chosen
) -> None:
    """Fill fields nobody named from columns that hold hardly anything else than such values."""
    taken = {column for column, _ in chosen.values()}
    for key in ("email", "domain", "phone", "country"):
        if key in chosen or key not in FIELDS[kind]:
            continue
        for name in columns:
            held = values[name]
            if name in taken or len(held) < 2 or "fax" in squashed(name):
                continue
            if _share(_TELLING[key], held) >= 0.8:
                chosen[key] = (name, BY_VALUES)
                taken.add(name)
                break


def _name_at_last(columns: Sequence[str], values: dict[str, list[str]], chosen: _Chosen) -> None:
    """Take for the name the first unclaimed column of words that hardly repeats."""
    taken = {column for column, _ in chosen.values()}
    for name in columns:
        held = values[name]
        words = [cell for cell in held if any(c.isalpha() for c in cell) and len(cell) <= 120]
        if name not in taken and held and len(words) == len(held) == len(set(held)):
            chosen["name"] = (name, LAST_RESORT)
            return


def _agrees(kind: Kind, held: list[str]) -> bool:
    test = _TESTS.get(kind)
    return test is None or not held or _share(test, held) >= 0.5


def _share(test: Callable[[str], bool], held: list[str]) -> float:
    return sum(test(cell) for cell in held) / len(held)


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda cell: not isinstance(read(cell), Unreadable)


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
    if isinstance(country_code(cell), Unreadable) or region_home(cell):
        return False
    return len(cell) > 3 or (cell.isupper() and cell not in {"NO", "NA"})


_TESTS: dict[str, Callable[[str], bool]] = {
    "email": _reads(email),
    "domain": _reads(bare_domain),
    "phone": _is_phone,
    "country": _reads(country_code),
    "count": _reads(whole_number),
    "money": _reads(money),
    "year": _reads(year),
    "yes_no": _reads(yes_no),
}
"""Whether a cell is what a column of this kind promises."""

_TELLING: dict[str, Callable[[str], bool]] = {
    "email": _reads(email),
    "domain": _tells_domain,
    "phone": _tells_phone,
    "country": _tells_country,
}
"""Whether a cell alone tells what its column holds."""


def _doubt(columns: Sequence[str]) -> str | None:
    told = [name for name in columns if squashed(name) in OPPORTUNITIES]
    if len(told) < 3:
        return None
    return (
        f"This looks like a list of opportunities (columns {told[0]}, {told[1]}, {told[2]}), "
        "not of accounts or contacts."
    )

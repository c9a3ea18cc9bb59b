"""Records as an import sees them, and the rules by which two of them are told apart."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from workstation.desk.imports.long_ids import LONG, SHORT, of_two_records
from workstation.desk.imports.shared import domain_of, identifying_domain, is_shared_box
from workstation.exchange.places import country_code
from workstation.exchange.values import Unreadable
from workstation.method.names import name_key

__all__ = [
    "Known", "apart", "domain_of", "identifying_domain", "is_shared_box", "separate",
]  # fmt: skip

Value = str | int | None
Held = dict[str, Value]

ACCOUNT_COLUMNS = (
    "domain", "industry", "employees", "revenue_minor", "revenue_currency", "street", "city",
    "region", "postal_code", "country", "time_zone", "phone", "source", "source_detail",
    "source_id", "note",
)  # fmt: skip
"""Columns of an account that a file may fill."""

CONTACT_COLUMNS = (
    "first_name", "last_name", "title", "role", "time_zone", "source_id", "note",
    "protection_reason", "do_not_call", "opted_out",
)  # fmt: skip
"""Columns of a contact that a file may fill."""

ACCOUNT_HELD = ("name", "bin", "duplicate_of_id", "source_modified_at", *ACCOUNT_COLUMNS)
CONTACT_HELD = ("account_id", "name", "source_modified_at", *CONTACT_COLUMNS)
"""Columns read of a record that a row may be about."""

BLANK: dict[str, Value] = {"role": "unknown", "do_not_call": 0, "opted_out": 0}
"""What stands in a column of which nothing is known, where that is not NULL."""


@dataclass(slots=True, eq=False)
class Known:
    """An account or contact we have or are about to make.

    ``id`` is 0 until it is written (negative in a preview). ``held`` are its columns as they will
    be, ``key`` its name as compared, ``facts`` its facts by key: identifier (0 until written) and
    value. ``ways`` are a contact's addresses and numbers with the identifier of their row (0 until
    written) and their state. ``pending`` says it is not written yet, ``touched`` that a preview
    changed it.
    """

    id: int
    held: Held
    key: str
    protected: bool
    facts: dict[str, tuple[int, str]] | None = None
    ways: dict[str, tuple[int, str]] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    account: "Known | None" = None
    pending: bool = False
    touched: bool = False

    @property
    def name(self) -> str:
        """The name as it is kept."""
        return str(self.held["name"])

    @property
    def source_id(self) -> str:
        """The identifier in its source, "" for none."""
        return str(self.held.get("source_id") or "")

    @property
    def country(self) -> str:
        """The country as it is compared, "" for none."""
        found = self.held.get("country")
        return country_key(str(found)) if found else ""


def account_of(number: int, held: Held, allowed: Collection[str]) -> Known:
    """Return an account read from its columns; ``allowed`` are the bins that are prospected."""
    return Known(number, held, name_key(str(held["name"])), held["bin"] not in allowed)


def contact_of(number: int, held: Held) -> Known:
    """Return a contact read from its columns."""
    protected = bool(held["do_not_call"] or held["opted_out"])
    return Known(number, held, name_key(str(held["name"])), protected)


@lru_cache(maxsize=1024)
def country_key(text: str | None) -> str:
    """Return a country as it is compared: its code where it is one we know."""
    if not text:
        return ""
    code = country_code(text)
    return text.casefold() if isinstance(code, Unreadable) else code


def separate(mine: str, theirs: str) -> bool:
    """Say whether two identifiers of one source tell two records apart.

    Identifiers of another shape come from another source and say nothing. Salesforce writes one
    identifier with 15 letters or, with a check of them, 18.
    """
    if not mine or not theirs:
        return False
    if {len(mine), len(theirs)} == {SHORT, LONG}:
        return of_two_records(mine, theirs)
    same_shape = (mine.isdigit() and theirs.isdigit()) or len(mine) == len(theirs)
    return mine != theirs and same_shape


def apart(source_id: str, known: Known) -> bool:
    """Say whether an identifier tells a row apart from every identifier a record has."""
    if not source_id or source_id in known.ids:
        return False
    return separate(source_id, known.source_id)

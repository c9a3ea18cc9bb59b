"""Who is known already: the keys by which a row of a file is recognised as a record we have."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workstation.exchange.places import country_code
from workstation.exchange.values import Unreadable
from workstation.store.store import Store

Value = str | int | None

ACCOUNT_COLUMNS = (
    "domain", "industry", "employees", "revenue_minor", "revenue_currency", "street", "city",
    "region", "postal_code", "country", "time_zone", "phone", "source", "source_detail",
    "source_id", "note",
)  # fmt: skip
"""Columns of an account that a file may fill when they are empty."""

CONTACT_COLUMNS = (
    "first_name", "last_name", "title", "role", "time_zone", "source_id", "note",
    "protection_reason", "do_not_call", "opted_out",
)  # fmt: skip
"""Columns of a contact that a file may fill when they are empty (or no, or unknown)."""

FREE_MAIL = frozenset(
    """gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com
    icloud.com me.com mac.com gmx.com gmx.de gmx.net web.de t-online.de proton.me protonmail.com
    mail.com zoho.com fastmail.com hey.com yandex.com yandex.ru mail.ru qq.com 163.com comcast.net
    verizon.net att.net btinternet.com orange.fr wanadoo.fr free.fr laposte.net libero.it
    hotmail.co.uk yahoo.co.uk hotmail.fr yahoo.fr outlook.fr bluewin.ch""".split()
)
"""Mail domains that say nothing about the company somebody works for."""

_SHARED_SITES = FREE_MAIL | frozenset(
    "facebook.com linkedin.com instagram.com twitter.com x.com youtube.com google.com "
    "wordpress.com wixsite.com github.com".split()
)
_SHARED_BOXES = frozenset(
    "info sales office contact hello admin mail support team enquiries kontakt service".split()
)
_PORTION = 20_000
_BITS = 60
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class Known:
    """An account or contact we have or are about to make.

    ``id`` is 0 until it is written; ``pending`` holds its row until then. ``filled`` and ``facts``
    are bit masks of the columns and facts it has. ``ways`` are a contact's addresses and numbers.
    """

    id: int
    name: str
    key: str
    country: str
    source_id: str
    protected: bool
    filled: int = 0
    facts: int = 0
    pending: dict[str, Value] | None = None
    account: "Known | None" = None
    ways: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """Return a name as it is compared: without case, punctuation and odd blanks."""
    folded = (name if name.isascii() else unicodedata.normalize("NFKC", name)).casefold()
    return _NOT_WORDS.sub(" ", folded).strip() or folded


@lru_cache(maxsize=1024)
def country_key(text: str | None) -> str:
    """Return a country as it is compared: its code where it is one we know."""
    if not text:
        return ""
    code = country_code(text)
    return text.casefold() if isinstance(code, Unreadable) else code


def identifying_domain(domain: str | None) -> str:
    """Return a domain that belongs to one company, "" for one that many share."""
    return "" if not domain or domain in _SHARED_SITES else domain


def is_shared_box(address: str) -> bool:
    """Say whether several people may read this address (info@…)."""
    return address.partition("@")[0] in _SHARED_BOXES


def separate(mine: str, theirs: str) -> bool:
    """Say whether two identifiers of one source tell two records apart.

    Identifiers of another shape come from another source and say nothing. Salesforce writes one
    identifier with 15 or 18 letters.
    """
    if (
        not mine
        or not theirs
        or (mine[:15] == theirs[:15] and {len(mine), len(theirs)} == {15, 18})
    ):
        return False
    same_shape = (mine.isdigit() and theirs.isdigit()) or len(mine) == len(theirs)
    return mine != theirs and same_shape


class KnownAccounts:
    """Accounts by number, identifier in their source, domain and name."""

    def __init__(self, store: Store, fact_keys: Sequence[str]) -> None:
        self.by_id: dict[int, Known] = {}
        self._by_source: dict[str, Known] = {}
        self._by_domain: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        listed = f"id, name, domain, country, source_id, bin, {_mask(ACCOUNT_COLUMNS)} AS filled"
        rows = _pages(store, f"SELECT {listed} FROM accounts")
        later: list[Any] = []
        for row in rows:
            if row["bin"] == "avoid.duplicate":
                later.append(row)
            else:
                self._load(row)
        for row in later:
            self._load(row)
        for number, bits in _facts(store, "account_id", "contact_id IS NULL", fact_keys):
            if number in self.by_id:
                self.by_id[number].facts |= bits

    def _load(self, row: Any) -> None:  # noqa: ANN401
        known = Known(
            id=row["id"],
            name=row["name"],
            key=name_key(row["name"]),
            country=country_key(row["country"]),
            source_id=row["source_id"] or "",
            protected=row["bin"].startswith("avoid."),
            filled=row["filled"],
        )
        self.by_id[known.id] = known
        self.add(known, row["domain"])

    def add(self, known: Known, domain: str | None) -> None:
        """Make an account findable; protected ones are found before others of the same name."""
        if known.source_id:
            self._by_source.setdefault(known.source_id, known)
        own = identifying_domain(domain)
        for index, key in ((self._by_domain, own), (self._by_name, known.key)):
            if key:
                held = index.setdefault(key, [])
                held.insert(0 if known.protected else len(held), known)

    def learn(self, known: Known, values: dict[str, Value]) -> None:
        """Note the keys that were just filled in for an account."""
        source_id, domain = values.get("source_id"), values.get("domain")
        if isinstance(source_id, str):
            known.source_id = source_id
            self._by_source.setdefault(source_id, known)
        if isinstance(domain, str) and (own := identifying_domain(domain)):
            self._by_domain.setdefault(own, []).append(known)
        if country := values.get("country"):
            known.country = country_key(str(country))

    def of_source(self, source_id: str) -> Known | None:
        """Return the account that has this identifier in its source."""
        return self._by_source.get(source_id)

    def of_domain(self, domain: str, source_id: str) -> Known | None:
        """Return the account of a domain."""
        return _pick(self._by_domain.get(identifying_domain(domain), ()), source_id, "")

    def of_name(self, name: str, source_id: str, country: str) -> Known | None:
        """Return the account of this name, unless it is in another country."""
        return _pick(self._by_name.get(name_key(name), ()), source_id, country)


class KnownContacts:
    """Contacts by number, identifier in their source, address, and name at their account."""

    def __init__(self, store: Store, accounts: KnownAccounts, fact_keys: Sequence[str]) -> None:
        self.by_id: dict[int, Known] = {}
        self._by_source: dict[str, Known] = {}
        self._by_address: dict[str, Known] = {}
        self._by_name: dict[tuple[Known, str], list[Known]] = {}
        listed = (
            "id, account_id, name, source_id, do_not_call OR opted_out AS protected, "
            f"{_mask(CONTACT_COLUMNS)} AS filled"
        )
        for row in _pages(store, f"SELECT {listed} FROM contacts"):
            account = accounts.by_id.get(row["account_id"])
            known = Known(
                id=row["id"],
                name=row["name"],
                key=name_key(row["name"]),
                country="",
                source_id=row["source_id"] or "",
                protected=bool(row["protected"]),
                filled=row["filled"],
                account=account,
            )
            self.by_id[known.id] = known
            self.add(known)
        for table, column in (("emails", "lower(address)"), ("phones", "number")):
            sql = f"SELECT id, contact_id, {column} AS way FROM {table}"
            for row in _pages(store, sql):
                if found := self.by_id.get(row["contact_id"]):
                    self.add_way(found, row["way"])
        for number, bits in _facts(store, "contact_id", "contact_id IS NOT NULL", fact_keys):
            if number in self.by_id:
                self.by_id[number].facts |= bits

    def add(self, known: Known) -> None:
        """Make a contact findable."""
        if known.source_id:
            self._by_source.setdefault(known.source_id, known)
        if known.account is not None:
            held = self._by_name.setdefault((known.account, known.key), [])
            held.insert(0 if known.protected else len(held), known)

    def learn_source(self, known: Known) -> None:
        """Note the identifier that was just filled in for a contact."""
        self._by_source.setdefault(known.source_id, known)

    def add_way(self, known: Known, way: str) -> None:
        """Note an email address or phone number of a contact."""
        known.ways = (*known.ways, way)
        if "@" in way:
            before = self._by_address.get(way)
            if before is None or (known.protected and not before.protected):
                self._by_address[way] = known

    def find(self, source_id: str, addresses: Sequence[str]) -> Known | None:
        """Return the contact of this identifier, or of one of these addresses."""
        if source_id and (found := self._by_source.get(source_id)):
            return found
        for address in addresses:
            known = self._by_address.get(address)
            if known is None:
                continue
            apart = is_shared_box(address) or separate(source_id, known.source_id)
            if known.protected or not apart:
                return known
        return None

    def at_account(self, account: Known, name: str, source_id: str) -> Known | None:
        """Return the contact of this name at an account."""
        return _pick(self._by_name.get((account, name_key(name)), ()), source_id, "")


def _pick(candidates: Sequence[Known], source_id: str, country: str) -> Known | None:
    """Return the first that may be meant.

    Another identifier of the same source keeps two records apart, but never takes a new record
    past a protection.
    """
    for known in candidates:
        if country and known.country and country != known.country:
            continue
        if known.protected or not separate(source_id, known.source_id):
            return known
    return None


def _mask(columns: Sequence[str]) -> str:
    """Return SQL for a number whose bits say which of the columns are filled."""
    tests = {
        "role": "role <> 'unknown'",
        "do_not_call": "do_not_call",
        "opted_out": "opted_out",
    }
    return " + ".join(
        f"({tests.get(name, f'{name} IS NOT NULL')}) * {1 << bit}"
        for bit, name in enumerate(columns)
    )


def _pages(store: Store, select: str) -> Iterator[Any]:
    """Yield all rows of a query on one table in the order of ``id``, some thousands at a time."""
    last = 0
    while rows := store.rows(f"{select} WHERE id > ? ORDER BY id LIMIT {_PORTION}", (last,)):
        yield from rows
        last = rows[-1]["id"]


def _facts(
    store: Store, owner: str, condition: str, keys: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield, for each record, the mask of the keys it has a fact of."""
    for start in range(0, len(keys), _BITS):
        part = keys[start : start + _BITS]
        cases = " ".join(f"WHEN ? THEN {1 << bit}" for bit in range(len(part)))
        marks = ", ".join("?" * len(part))
        rows = store.rows(
            f"SELECT {owner}, sum(DISTINCT CASE key {cases} END) FROM facts "
            f"WHERE {condition} AND key IN ({marks}) GROUP BY 1",
            (*part, *part),
        )
        for row in rows:
            if row[0] is not None:
                yield row[0], row[1] << start

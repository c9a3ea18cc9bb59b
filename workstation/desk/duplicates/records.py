"""Reads accounts and people as they are compared, some thousands at a time."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Literal

from workstation.desk.imports.records import (
    country_key,
    domain_of,
    identifying_domain,
    is_shared_box,
    separate,
)
from workstation.method.likeness import (
    Company,
    Likeness,
    Person,
    compare_companies,
    compare_people,
)
from workstation.method.names import company_key, name_key
from workstation.method.text import folded

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.store.store import Store

Kind = Literal["accounts", "contacts"]
Compared = Company | Person

PORTION = 20_000
_SHARED_BY = 4
"""So many people with one number or address: it is a switchboard or a shared box."""

_DIGITS = 9
"""The last digits by which two numbers are compared, whatever stands before them."""

_FEWEST_DIGITS = 7
_NOT_DIGITS = re.compile(r"\D+")

_COMPANIES = (
    "SELECT accounts.id, accounts.name, domain, phone, street, postal_code, city, country, "
    "source_id, iif(name_keys.name = accounts.name COLLATE BINARY, name_keys.key, NULL) AS key "
    "FROM {} LEFT JOIN name_keys ON account_id = accounts.id "
    "WHERE bin <> 'avoid.duplicate'"
)
_PEOPLE = (
    "SELECT contacts.id, contacts.name, contacts.source_id, account_id, accounts.domain, "
    "accounts.phone FROM {} LEFT JOIN accounts ON accounts.id = account_id "
    "WHERE coalesce(bin, '') <> 'avoid.duplicate'"
)


class Reader:
    """Reads the records of one kind; duplicates that were merged are left out."""

    def __init__(self, store: "Store", kind: Kind) -> None:
        self.kind = kind
        self._store = store

    def count(self) -> int:
        """Return about how many records there are."""
        return int(self._store.value(f"SELECT count(*) FROM {self.kind}"))

    def every(self) -> Iterator[list[tuple[int, Compared]]]:
        """Yield all records in portions."""
        select = (_COMPANIES if self.kind == "accounts" else _PEOPLE).format(self.kind)
        last = 0
        while rows := self._store.rows(
            f"{select} AND {self.kind}.id > ? ORDER BY {self.kind}.id LIMIT {PORTION}", (last,)
        ):
            yield self._read(rows)
            last = rows[-1]["id"]

    def some(self, numbers: Collection[int]) -> dict[int, Compared]:
        """Return the records of these numbers that are there."""
        source = f"json_each(?) AS asked CROSS JOIN {self.kind} ON {self.kind}.id = asked.value"
        select = (_COMPANIES if self.kind == "accounts" else _PEOPLE).format(source)
        return dict(self._read(self._store.rows(select, (json.dumps(list(numbers)),))))

    def _read(self, rows: "list[Row]") -> list[tuple[int, Compared]]:
        if self.kind == "accounts":
            return [(row["id"], _company(row)) for row in rows]
        return self._people(rows)

    def _people(self, rows: "list[Row]") -> list[tuple[int, Compared]]:
        given = (json.dumps([row["id"] for row in rows]), _SHARED_BY)
        ways: dict[str, dict[int, set[str]]] = {}
        for table, column in (("emails", "address"), ("phones", "number")):
            held: dict[int, set[str]] = defaultdict(set)
            for number, way in self._store.rows(
                f"SELECT contact_id, lower({column}) FROM json_each(?1) CROSS JOIN {table} AS mine "
                "ON contact_id = json_each.value WHERE state <> 'wrong' AND (SELECT count(*) "
                f"FROM (SELECT 1 FROM {table} AS theirs WHERE theirs.{column} = mine.{column} "
                "LIMIT ?2)) < ?2",
                given,
            ):
                held[number].add(way)
            ways[table] = held
        return [(row["id"], _person(row, ways)) for row in rows]


def compare(one: Compared, other: Compared) -> Likeness:
    """Say how alike two records of one kind are."""
    apart = separate(one.source_id, other.source_id)
    if isinstance(one, Company) and isinstance(other, Company):
        return compare_companies(one, other, apart=apart)
    if isinstance(one, Person) and isinstance(other, Person):
        return compare_people(one, other, apart=apart)
    raise TypeError(one, other)


def phone_key(number: str | None) -> str:
    """Return a number as it is compared: its last digits, "" for too few to be a number."""
    digits = _NOT_DIGITS.sub("", number or "")
    return digits[-_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def _company(row: "Row") -> Company:
    return Company(
        key=row["key"] or company_key(row["name"]),
        domain=identifying_domain(row["domain"]),
        phone=phone_key(row["phone"]),
        street=name_key(row["street"] or ""),
        postal_code=name_key(row["postal_code"] or "").replace(" ", ""),
        city=folded(row["city"] or ""),
        country=country_key(row["country"]),
        source_id=row["source_id"] or "",
    )


def _person(row: "Row", ways: dict[str, dict[int, set[str]]]) -> Person:
    addresses = {each for each in ways["emails"].get(row["id"], ()) if not is_shared_box(each)}
    switchboard = phone_key(row["phone"])
    numbers = {phone_key(each) for each in ways["phones"].get(row["id"], ())}
    domains = {domain_of(each) for each in addresses} - {""}
    return Person(
        key=name_key(row["name"]),
        emails=frozenset(addresses),
        phones=frozenset(numbers - {"", switchboard}),
        account=row["account_id"] or 0,
        domain=identifying_domain(row["domain"]) or min(domains, default=""),
        source_id=row["source_id"] or "",
    )

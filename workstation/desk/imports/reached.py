"""Whom a number, domain or name not to be contacted reaches among the records we have."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from workstation.desk.imports.book import Ids, asked, gather
from workstation.desk.imports.shared import domains_above
from workstation.method.names import company_keys

if TYPE_CHECKING:
    from workstation.store.store import Store


def accounts_of_numbers(store: "Store", numbers: Collection[str]) -> Ids:
    """Return the accounts that have one of these numbers (E.164) as their own."""
    found: Ids = {}
    main = "SELECT value, accounts.id FROM json_each(?) CROSS JOIN accounts ON phone = value"
    further = (
        "SELECT value, account_id FROM json_each(?) CROSS JOIN phones ON number = value "
        "WHERE contact_id IS NULL AND account_id IS NOT NULL"
    )
    for sql in (main, further):
        gather(found, asked(store, sql, numbers))
    return found


def accounts_of_domains(store: "Store", domains: Collection[str]) -> Ids:
    """Return the accounts whose site is one of these domains or below one."""
    found: Ids = {}
    if domains:
        for number, domain in store.each("SELECT id, domain FROM accounts WHERE domain > ''"):
            _note(found, domains, domain, number)
    return found


def accounts_of_names(store: "Store", keys: Collection[str]) -> Ids:
    """Return the accounts of these names (``company_key``), whether ``name_keys`` is fresh or not.

    Writes nothing.
    """
    found: Ids = {}
    fresh = (
        "SELECT value, accounts.id FROM json_each(?) CROSS JOIN name_keys ON name_keys.key = value "
        "CROSS JOIN accounts ON accounts.id = name_keys.account_id "
        "AND accounts.name = name_keys.name COLLATE BINARY"
    )
    gather(found, asked(store, fresh, keys))
    if keys:
        stale = store.rows(
            "SELECT accounts.id, accounts.name FROM accounts "
            "LEFT JOIN name_keys ON name_keys.account_id = accounts.id "
            "WHERE name_keys.name IS NOT accounts.name COLLATE BINARY"
        )
        now = company_keys([str(name or "") for _, name in stale])
        gather(found, ((key, row[0]) for key, row in zip(now, stale, strict=True) if key in keys))
    return found


def people_of_domains(store: "Store", domains: Collection[str]) -> Ids:
    """Return the people who have an address at one of these domains or below one."""
    found: Ids = {}
    if domains:
        for number, address in store.each(
            "SELECT contact_id, lower(address) FROM emails WHERE contact_id IS NOT NULL"
        ):
            _note(found, domains, address.rpartition("@")[2], number)
    return found


def _note(found: Ids, domains: Collection[str], domain: str, number: int) -> None:
    if domain in domains:
        found.setdefault(domain, []).append(number)
    elif domain.count(".") > 1:
        for above in domains_above(domain):
            if above in domains:
                found.setdefault(above, []).append(number)

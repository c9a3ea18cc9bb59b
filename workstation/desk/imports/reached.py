"""Whom a number or a domain that is not to be contacted reaches among the records we have."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from workstation.desk.imports.book import Ids, asked, gather
from workstation.desk.imports.shared import domains_above

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

"""Which accounts are worth comparing with one: by indexed lookups, whatever the number of all."""

from typing import TYPE_CHECKING

from workstation.desk.imports.records import identifying_domain
from workstation.desk.search_words import match_of
from workstation.method.names import company_key, name_key

if TYPE_CHECKING:
    from workstation.store.store import Store

_BEGINNING = 4
"""Letters of a word that another spelling of it begins with too."""


def near_account(store: "Store", account_id: int, most: int) -> set[int]:
    """Return accounts that share a domain, a number, or the beginning of a word of the name."""
    row = store.row("SELECT name, domain, phone FROM accounts WHERE id = ?", (account_id,))
    if row is None:
        return set()
    found: set[int] = set()
    if domain := identifying_domain(row["domain"]):
        found |= _ids(store, "SELECT id FROM accounts WHERE domain = ? LIMIT ?", domain, most)
    if row["phone"]:
        found |= _ids(store, "SELECT id FROM accounts WHERE phone = ? LIMIT ?", row["phone"], most)
    found |= _ids(
        store,
        "SELECT account_id FROM name_keys WHERE key = ? LIMIT ?",
        company_key(row["name"]),
        most,
    )
    words = sorted(name_key(row["name"]).split(), key=len, reverse=True)
    for word in [*words[:3], company_key(row["name"]).replace(" ", "")]:
        if query := match_of(word[:_BEGINNING]):
            found |= _ids(
                store,
                "SELECT rowid FROM accounts_search WHERE accounts_search MATCH ? LIMIT ?",
                f"name : ({query})",
                most,
            )
    return found - {account_id}


def _ids(store: "Store", sql: str, value: str, most: int) -> set[int]:
    return {row[0] for row in store.rows(sql, (value, most))}

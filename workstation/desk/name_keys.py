"""Keeps the compared form of every account's name beside it, so that namesakes are looked up."""

import sqlite3
from typing import TYPE_CHECKING

from workstation.method.names import company_key

if TYPE_CHECKING:
    from workstation.store.store import Store

_STALE = (
    "FROM accounts LEFT JOIN name_keys ON name_keys.account_id = accounts.id "
    "WHERE name_keys.name IS NOT accounts.name COLLATE BINARY"
)
_GONE = "FROM name_keys WHERE account_id NOT IN (SELECT id FROM accounts)"


def refresh(store: "Store") -> None:
    """Bring ``name_keys`` up to date: names that changed, came or went since it was last done.

    The table is a cache and not recorded. Writes by a connection of its own, and only when
    something is stale; not inside an action.

    Raises:
        StoreError: the file is locked or cannot be written.
    """
    if not any(store.value(f"SELECT 1 {what} LIMIT 1") for what in (_STALE, _GONE)):
        return
    writer = store.another(read_only=False)
    try:
        writer.rewrite_cache(_write)
    finally:
        writer.close()


def _write(connection: sqlite3.Connection) -> None:
    connection.create_function("company_key", 1, company_key, deterministic=True)
    connection.execute(f"DELETE {_GONE}")
    connection.execute(
        "INSERT OR REPLACE INTO name_keys (account_id, name, key) "
        f"SELECT accounts.id, accounts.name, company_key(accounts.name) {_STALE}"
    )

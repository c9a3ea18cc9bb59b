"""What hangs on a record and moves with it, table by table, set-wise."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress, Value
    from workstation.store.store import Store

OF_ACCOUNTS: Mapping[str, tuple[str, str]] = {
    "contacts": ("person", "people"),
    "emails": ("email address", "email addresses"),
    "phones": ("phone number", "phone numbers"),
    "opportunities": ("opportunity", "opportunities"),
    "activities": ("activity", "activities"),
    "answers": ("answer", "answers"),
    "follow_ups": ("follow-up", "follow-ups"),
    "signals": ("signal", "signals"),
    "cadence_runs": ("cadence", "cadences"),
    "facts": ("fact", "facts"),
    "preparations": ("prepared answer", "prepared answers"),
    "objections": ("objection", "objections"),
    "whys": ("why", "whys"),
    "meetings": ("meeting", "meetings"),
    "messages": ("email", "emails"),
    "source_ids": ("further identifier", "further identifiers"),
}
"""Tables with an ``account_id``, and what one and several of their rows are called."""

OF_CONTACTS: Mapping[str, tuple[str, str]] = {
    name: words for name, words in OF_ACCOUNTS.items() if name != "contacts"
}
"""Tables with a ``contact_id``."""

OWNERS = {"accounts": "account_id", "contacts": "contact_id"}
TABLES = {"accounts": OF_ACCOUNTS, "contacts": OF_CONTACTS}

STAYS_WITH_ACCOUNT = "opportunities"
"""An opportunity is the company's, whoever it was talked about with."""

Held = dict[str, list[int]]
"""Rows by table."""


def held(store: "Store", kind: str, number: int) -> Held:
    """Return the rows that hang on a record; moves between bins are no part of it."""
    found: Held = {}
    for table in TABLES[kind]:
        rows = store.rows(f"SELECT id FROM {table} {_which(kind, table)}", (number,))
        if rows:
            found[table] = [row[0] for row in rows]
    return found


def counts(store: "Store", kind: str, number: int) -> dict[str, int]:
    """Return how many rows of each table hang on a record, as ``held`` has them."""
    return {
        table: int(store.value(f"SELECT count(*) FROM {table} {_which(kind, table)}", (number,)))
        for table in TABLES[kind]
    }


def said(kind: str, numbers: Mapping[str, int]) -> list[str]:
    """Return what moves in words: "12 activities", "1 person"."""
    words = TABLES[kind]
    return [f"{count} {words[table][count != 1]}" for table, count in numbers.items() if count]


def _which(kind: str, table: str) -> str:
    bare = " AND kind <> 'bin'" if table == "activities" and kind == "accounts" else ""
    return f"WHERE {OWNERS[kind]} = ?{bare}"


def move_to_account(act: "Writer", rows: Held, keep: int, progress: "Progress | None") -> None:
    """Give rows to another account."""
    for table, ids, told in _told(rows, progress):
        act.update_many(table, ("account_id",), [(each, keep) for each in ids], progress=told)


def move_to_contact(
    desk: "Desk",
    act: "Writer",
    rows: Held,
    keep: int,
    account_id: int | None,
    progress: "Progress | None",
) -> None:
    """Give rows to another person, and with them to that person's account, where there is one."""
    for table, ids, told in _told(rows, progress):
        if account_id is None or table == STAYS_WITH_ACCOUNT:
            act.update_many(table, ("contact_id",), [(each, keep) for each in ids], progress=told)
            continue
        both: list[tuple[Value, ...]] = [(each, keep, account_id) for each in ids]
        if table in ("facts", "source_ids"):
            placed = _placed(desk.store, table, ids)
            both = [(each, keep, account_id if each in placed else None) for each in ids]
        act.update_many(table, ("contact_id", "account_id"), both, progress=told)


def _placed(store: "Store", table: str, ids: list[int]) -> set[int]:
    """Return those of the rows that name an account beside the person."""
    rows = store.rows(
        f"SELECT {table}.id FROM json_each(?) CROSS JOIN {table} ON {table}.id = json_each.value "
        "WHERE account_id IS NOT NULL",
        (json.dumps(ids),),
    )
    return {row[0] for row in rows}


def _told(
    rows: Held, progress: "Progress | None"
) -> "Iterator[tuple[str, list[int], Progress | None]]":
    """Yield tables and rows, with a progress that counts over all of them."""
    total = sum(map(len, rows.values()))
    before = 0
    for table, ids in rows.items():
        yield table, ids, _after(progress, before, total)
        before += len(ids)


def _after(progress: "Progress | None", before: int, total: int) -> "Progress | None":
    if progress is None:
        return None
    return lambda done, _all: progress(before + done, total)

"""Finding accounts and people by a number or an address of theirs, in whatever spelling."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

FEWEST_DIGITS = 4
"""Digits asked for before numbers are looked through; fewer are the end of too many."""

_NATIONAL = 7
"""From so many digits on, leading zeros are those of a country and not of the number."""

_NUMBER = re.compile(r"\+?[\d\s()./–-]+")
_MOST = 500
_ENDING = f"SELECT id FROM phones WHERE substr(number, ?1) = ?2 LIMIT {_MOST}"
"""The index of numbers is read through, which is quicker than the table."""


def endings_of(words: str) -> list[str]:
    """Return how a number that was typed may end ("+1 312 555 0121": 13125550121), [] for none.

    A national spelling ends as the international one does, but for its zeros in front.
    """
    if not _NUMBER.fullmatch(words.strip()):
        return []
    digits = "".join(each for each in words if each.isdecimal() and each.isascii())
    if len(digits) < FEWEST_DIGITS:
        return []
    bare = digits.lstrip("0") if len(digits) >= _NATIONAL else digits
    # Written with its country and the zero of the national spelling: +44 (0)20.
    without = "".join(each for each in words.replace("(0)", "") if each.isdecimal())
    return list(dict.fromkeys(each for each in (bare, without) if len(each) >= FEWEST_DIGITS))


def accounts_by_number(desk: "Desk", words: str, limit: int) -> "list[Row]":
    """Return accounts one of whose own numbers ends so: id, name, bin, city, and ``way``."""
    found: dict[int, Row] = {}
    for ending in endings_of(words):
        for row in desk.store.rows(
            "SELECT accounts.id, name, bin, city, way FROM (SELECT id, phone AS way FROM accounts "
            "WHERE substr(phone, ?1) = ?2 UNION SELECT account_id, coalesce(display, number) "
            f"FROM phones WHERE contact_id IS NULL AND id IN ({_ENDING})) AS found "
            "JOIN accounts USING (id) ORDER BY name COLLATE NOCASE LIMIT ?3",
            (-len(ending), ending, limit),
        ):
            found.setdefault(row["id"], row)
    return list(found.values())


def people_by_way(desk: "Desk", words: str, limit: int) -> "list[Row]":
    """Return people one of whose numbers ends so, or whose addresses hold what was typed.

    Rows have the person's id, name, title and account, and the ``way`` that fits. What has no @
    is no part of an address.
    """
    from workstation.desk.search import like

    numbers = (
        f"SELECT contact_id, coalesce(display, number) AS way FROM phones WHERE id IN ({_ENDING})"
    )
    asked: list[tuple[str, tuple[str | int, ...]]] = [
        (numbers, (-len(ending), ending)) for ending in endings_of(words)
    ]
    part = words.strip()
    if "@" in part and len(part) > 2 and not any(each.isspace() for each in part):
        sql = "SELECT contact_id, address AS way FROM emails WHERE address LIKE ? ESCAPE '\\'"
        asked.append((sql, (f"%{like(part)}%",)))
    found: dict[int, Row] = {}
    for sql, values in asked:
        for row in desk.store.rows(
            "SELECT contacts.id, contacts.name, contacts.title, contacts.account_id, "
            f"coalesce(accounts.name, '') AS account, way FROM ({sql} LIMIT {_MOST}) AS found "
            "JOIN contacts ON contacts.id = contact_id "
            "LEFT JOIN accounts ON accounts.id = contacts.account_id "
            "ORDER BY contacts.name COLLATE NOCASE LIMIT ?",
            (*values, limit),
        ):
            found.setdefault(row["id"], row)
    return list(found.values())

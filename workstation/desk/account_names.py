"""Finds the account or the person that a name in part means."""

from functools import cache
from typing import TYPE_CHECKING

from workstation.desk.errors import Ambiguous, Candidate, DeskError
from workstation.desk.search_words import like, parts_of, spelt, umlauts_in
from workstation.method.spellings import begins_word
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from workstation.desk.desk import Desk

MOST_DIGITS = 16
"""No identifier has more."""
_MOST_NAMED = 7


def resolve(desk: "Desk", text: str) -> int:
    """Return the account a name in part (or an identifier) means.

    An exact name wins over names that have the text at the beginning of a word, and those over
    names that have it elsewhere. Umlauts may be spelt out.

    Raises:
        DeskError: nothing fits.
        Ambiguous: several fit.
    """
    wanted = clean_line(text)
    if not wanted:
        raise DeskError("Give the name of an account, or part of it.")
    store = desk.store
    if (
        wanted.isdecimal()
        and len(wanted) <= MOST_DIGITS
        and (found := store.value("SELECT id FROM accounts WHERE id = ?", (int(wanted),)))
    ):
        return int(found)
    by_words = cache(lambda: _by_words(desk, wanted))
    ways: tuple[Callable[[], list[Row]], ...] = (
        lambda: _fitting(desk, "name COLLATE NOCASE = ?", wanted),
        lambda: [row for row in by_words() if begins_word(row["name"], wanted, whole=True)],
        lambda: [row for row in by_words() if begins_word(row["name"], wanted)],
        lambda: _fitting(desk, "name LIKE ? ESCAPE '\\'", f"%{like(wanted)}%"),
        by_words,
    )
    for way in ways:
        if rows := way():
            return _one_of(wanted, rows)
    raise DeskError(
        f"No account is called “{wanted}”; 'workstation search' looks through everything."
    )


def _by_words(desk: "Desk", wanted: str) -> "list[Row]":
    """Return the accounts whose names have all the words, the last one perhaps unfinished."""
    parts = parts_of(wanted)
    if not parts:
        return []
    # The index knows that "ärzte" is "Ärzte"; LIKE and NOCASE know only A to Z.
    index = "id IN (SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?)"
    rows = _fitting(desk, index, f"name : ({spelt(parts)})", most=-1)
    if not umlauts_in(parts):
        return rows
    # To the index "ü" is "u": what it finds so has to be looked at.
    more = _fitting(desk, index, f"name : ({spelt(parts, umlauts=True)})", most=-1)
    found, said = {row["id"] for row in rows}, [part for part in parts if part.isalnum()]
    return [
        row
        for row in more
        if row["id"] in found or all(begins_word(row["name"], part) for part in said)
    ]


def _fitting(desk: "Desk", form: str, value: str, most: int = _MOST_NAMED) -> "list[Row]":
    return desk.store.rows(
        "SELECT id, name, coalesce(city, country, domain, bin) AS detail FROM accounts "
        f"WHERE {form} ORDER BY name COLLATE NOCASE, id LIMIT ?",
        (value, most),
    )


def _one_of(wanted: str, rows: "list[Row]") -> int:
    """Return the only one of the records that fit, or ask which is meant."""
    if len(rows) == 1:
        return int(rows[0]["id"])
    raise Ambiguous(
        wanted,
        [Candidate(row["id"], row["name"], row["detail"]) for row in rows[:_MOST_NAMED]],
    )


def resolve_contact(desk: "Desk", account_id: int, text: str) -> int:
    """Return the contact of an account that a name in part (or an identifier) means.

    Raises:
        DeskError, Ambiguous: none, or several.
    """
    wanted = clean_line(text)
    if not wanted:
        raise DeskError("Give the name of a person, or part of it.")
    people = desk.store.rows(
        "SELECT id, name, coalesce(title, role) AS detail FROM contacts "
        "WHERE account_id = ? ORDER BY name",
        (account_id,),
    )
    rows = (
        [row for row in people if str(row["id"]) == wanted]
        or [row for row in people if row["name"].casefold() == wanted.casefold()]
        or [row for row in people if begins_word(row["name"], wanted, whole=True)]
        or [row for row in people if begins_word(row["name"], wanted)]
        or [row for row in people if wanted.casefold() in row["name"].casefold()]
    )
    if not rows:
        raise DeskError(f"Nobody called “{wanted}” is known at this account.")
    return _one_of(wanted, rows)

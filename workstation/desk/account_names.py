"""Finds the account or the person that a name in part means."""

from typing import TYPE_CHECKING

from workstation.desk.errors import Ambiguous, Candidate, DeskError
from workstation.desk.search_words import like, match_of
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

MOST_DIGITS = 16
"""No identifier has more."""


def resolve(desk: "Desk", text: str) -> int:
    """Return the account a name in part (or an identifier) means.

    An exact name wins over names that only contain the text.

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
    forms = [
        ("name COLLATE NOCASE = ?", wanted),
        ("name LIKE ? ESCAPE '\\'", f"%{like(wanted)}%"),
    ]
    if words := match_of(wanted):
        # The index knows that "ärzte" is "Ärzte"; LIKE and NOCASE know only A to Z.
        index = "SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?"
        forms.append((f"id IN ({index})", f"name : ({words})"))
    for form, value in forms:
        rows = store.rows(
            "SELECT id, name, coalesce(city, country, domain, bin) AS detail FROM accounts "
            f"WHERE {form} ORDER BY name COLLATE NOCASE, id LIMIT 7",
            (value,),
        )
        if len(rows) == 1:
            return int(rows[0]["id"])
        if rows:
            raise Ambiguous(
                wanted, [Candidate(row["id"], row["name"], row["detail"]) for row in rows]
            )
    raise DeskError(
        f"No account is called “{wanted}”; 'workstation search' looks through everything."
    )


def resolve_contact(desk: "Desk", account_id: int, text: str) -> int:
    """Return the contact of an account that a name in part (or an identifier) means.

    Raises:
        DeskError, Ambiguous: none, or several.
    """
    wanted = clean_line(text).casefold()
    if not wanted:
        raise DeskError("Give the name of a person, or part of it.")
    people = desk.store.rows(
        "SELECT id, name, coalesce(title, role) AS detail FROM contacts "
        "WHERE account_id = ? ORDER BY name",
        (account_id,),
    )
    rows = (
        [row for row in people if str(row["id"]) == wanted]
        or [row for row in people if row["name"].casefold() == wanted]
        or [row for row in people if wanted in row["name"].casefold()]
    )
    if not rows:
        raise DeskError(f"Nobody called “{clean_line(text)}” is known at this account.")
    if len(rows) > 1:
        raise Ambiguous(
            clean_line(text),
            [Candidate(row["id"], row["name"], row["detail"]) for row in rows[:7]],
        )
    return int(rows[0]["id"])

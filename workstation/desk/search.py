"""Finding anything: accounts, people, notes, answers and facts by their words, as typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.search_ways import accounts_by_number, people_by_way
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

FEWEST_LETTERS = 2
"""Letters asked for before searching; one letter matches nearly everything."""


class Hit(msgspec.Struct, frozen=True):
    """Something found; ``kind`` is account, contact, note, answer or fact, ``text`` what matched.

    ``account_id`` is None, and ``account`` empty, for people whose company is not known.
    """

    kind: str
    account_id: int | None
    account: str
    contact_id: int | None
    text: str
    detail: str


class Search:
    """Looks words up in the search indexes."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def find(self, words: str, limit: int = 30) -> list[Hit]:
        """Return what the words are found in: accounts, then people, notes, answers, facts.

        Every word must be there, the last one may be unfinished. The end of a phone number, four
        digits or more however they are written, finds who has it, and so does a part of an
        address with its @. Fewer than two letters find nothing. Where there is more than the
        limit, each kind gets its part of it.
        """
        query = match_of(words)
        if not query:
            return []
        store = self._desk.store
        accounts = store.rows(
            "SELECT accounts.id, name, bin, city, domain FROM accounts JOIN (SELECT rowid FROM "
            "accounts_search WHERE accounts_search MATCH ? LIMIT 500) AS found "
            "ON found.rowid = accounts.id ORDER BY name COLLATE NOCASE LIMIT ?",
            (query, limit),
        )
        people = store.rows(
            "SELECT contacts.id, contacts.name, contacts.title, account_id, "
            "coalesce(accounts.name, '') AS account, iif(account_id IS NULL, coalesce("
            "(SELECT address FROM emails WHERE contact_id = contacts.id ORDER BY is_main DESC), "
            "(SELECT display FROM phones WHERE contact_id = contacts.id ORDER BY is_main DESC)), "
            "NULL) AS way FROM contacts JOIN (SELECT rowid FROM contacts_search WHERE "
            "contacts_search MATCH ? LIMIT 500) AS found ON found.rowid = contacts.id "
            "LEFT JOIN accounts ON accounts.id = contacts.account_id "
            "ORDER BY contacts.name COLLATE NOCASE LIMIT ?",
            (query, limit),
        )
        notes = store.rows(
            "SELECT account_id, accounts.name AS account, contact_id, activities.note, "
            "happened_on FROM activities JOIN (SELECT rowid FROM notes_search WHERE notes_search "
            "MATCH ? ORDER BY rowid DESC LIMIT 500) AS found ON found.rowid = activities.id "
            "JOIN accounts ON accounts.id = activities.account_id "
            "ORDER BY happened_at DESC LIMIT ?",
            (query, limit),
        )
        answers = store.rows(
            "SELECT account_id, accounts.name AS account, contact_id, question, answer "
            "FROM answers JOIN (SELECT rowid FROM answers_search WHERE answers_search MATCH ? "
            "ORDER BY rowid DESC LIMIT 100) AS found ON found.rowid = answers.id "
            "JOIN accounts ON accounts.id = answers.account_id "
            "ORDER BY answered_on DESC, answers.id DESC LIMIT ?",
            (query, limit),
        )
        facts = store.rows(
            "SELECT facts.account_id, coalesce(accounts.name, '') AS account, contact_id, "
            "contacts.name AS person, key, value FROM facts JOIN (SELECT rowid FROM facts_search "
            "WHERE facts_search MATCH ? ORDER BY rowid DESC LIMIT 100) AS found "
            "ON found.rowid = facts.id LEFT JOIN accounts ON accounts.id = facts.account_id "
            "LEFT JOIN contacts ON contacts.id = contact_id ORDER BY facts.id DESC LIMIT ?",
            (query, limit),
        )
        dialled = accounts_by_number(self._desk, words, limit)
        reached = people_by_way(self._desk, words, limit)
        known = {row["id"] for row in dialled}
        named = [
            Hit(
                "account",
                row["id"],
                row["name"],
                None,
                row["name"],
                _detail(row["way"], row["city"], row["bin"]),
            )
            for row in dialled
        ]
        named += [
            Hit(
                "account",
                row["id"],
                row["name"],
                None,
                row["name"],
                _detail(row["city"], row["bin"]),
            )
            for row in accounts
            if row["id"] not in known
        ]
        met = [
            Hit(
                "contact",
                row["account_id"],
                row["account"],
                row["id"],
                row["name"],
                _detail(row["title"], row["account"], row["way"]),
            )
            for row in {each["id"]: each for each in (*people, *reached)}.values()
        ]
        noted = [
            Hit(
                "note",
                row["account_id"],
                row["account"],
                row["contact_id"],
                clean_line(row["note"])[:200],
                _detail(row["happened_on"], row["account"]),
            )
            for row in notes
        ]
        said = [
            Hit(
                "answer",
                row["account_id"],
                row["account"],
                row["contact_id"],
                clean_line(row["answer"])[:200],
                _detail(row["account"], self._desk.said.text(row["question"])),
            )
            for row in answers
        ]
        told = [
            Hit(
                "fact",
                row["account_id"],
                row["account"],
                row["contact_id"],
                clean_line(row["value"])[:200],
                _detail(row["key"], row["person"], row["account"]),
            )
            for row in facts
        ]
        return _shared((named, met, noted, said, told), limit)


def _shared(kinds: Sequence[list[Hit]], limit: int) -> list[Hit]:
    """Return so many hits at most; what one kind leaves of its part goes to the others."""
    parts = [0] * len(kinds)
    while sum(parts) < limit and any(len(kind) > n for kind, n in zip(kinds, parts, strict=True)):
        for at, kind in enumerate(kinds):
            if parts[at] < len(kind) and sum(parts) < limit:
                parts[at] += 1
    return [hit for kind, part in zip(kinds, parts, strict=True) for hit in kind[:part]]


def match_of(words: str) -> str:
    """Return words as a full-text query: each quoted, all required, the last one a prefix."""
    parts = [part for part in clean_line(words).replace('"', " ").split() if part]
    if sum(len(part) for part in parts) < FEWEST_LETTERS:
        return ""
    quoted = [f'"{part}"' for part in parts]
    return " ".join([*quoted[:-1], quoted[-1] + "*"])


def like(text: str) -> str:
    """Return text as LIKE takes it letter by letter, with a backslash as its ESCAPE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _detail(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)

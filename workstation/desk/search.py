"""Finding anything: accounts, people, notes, answers and facts by their words, as typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import search_kinds as kinds
from workstation.desk.search_ways import (
    accounts_by_place,
    accounts_by_way,
    people_at,
    people_by_way,
)
from workstation.desk.search_words import parts_of
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk


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

        Every word must be there, the last one may be unfinished, and umlauts may be spelt out. The
        end of a phone number (four digits) or any part of it (five or more), however they are
        written, finds who has it, and so does a part of an address with its @. Who is named
        together with their company is found where nobody and no company's name has all the
        words. Fewer than two letters find nothing. Where there is more than the limit, each kind
        gets its part of it.
        """
        parts = parts_of(words)
        if not parts:
            return []
        accounts, people = self._named(words, parts, limit)
        notes, answers, facts = (
            kinds.by_words(self._desk.store, kind, parts, limit)
            for kind in (kinds.NOTES, kinds.ANSWERS, kinds.FACTS)
        )
        named = [_account(row, way) for row, way in accounts]
        met = [
            Hit(
                "contact",
                row["account_id"],
                row["account"],
                row["id"],
                row["name"],
                _detail(row["title"], row["account"], row["way"]),
            )
            for row in people
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

    def find_places(self, words: str, limit: int = 30) -> list[Hit]:
        """Return the accounts in a street or with a postal code that begins so.

        For what finds nothing else: it looks all accounts through (some frames for 100 000).
        """
        return [_account(row, row["way"]) for row in accounts_by_place(self._desk, words, limit)]

    def _named(
        self, words: str, parts: list[str], limit: int
    ) -> "tuple[list[tuple[Row, str | None]], list[Row]]":
        """Return the accounts, each with the way it is reached by if that is what was typed."""
        desk = self._desk
        found = {row["id"]: (row, row["way"]) for row in accounts_by_way(desk, words, limit)}
        for row in kinds.by_words(desk.store, kinds.ACCOUNTS, parts, limit):
            found.setdefault(row["id"], (row, None))
        people = {
            row["id"]: row
            for row in (
                *kinds.by_words(desk.store, kinds.PEOPLE, parts, limit),
                *people_by_way(desk, words, limit),
            )
        }
        if not people and not any(_is_called(row, parts) for row, _ in found.values()):
            people = {row["id"]: row for row in people_at(desk, words, limit)}
        return list(found.values()), list(people.values())


def _is_called(account: "Row", parts: list[str]) -> bool:
    """Say whether all the words are those of an account's name: nobody there is meant then."""
    name = account["name"].casefold()
    return all(part.casefold() in name for part in parts)


def _account(row: "Row", way: str | None) -> Hit:
    detail = _detail(way, row["city"], row["bin"])
    return Hit("account", row["id"], row["name"], None, row["name"], detail)


def _shared(kinds: Sequence[list[Hit]], limit: int) -> list[Hit]:
    """Return so many hits at most; what one kind leaves of its part goes to the others."""
    parts = [0] * len(kinds)
    while sum(parts) < limit and any(len(kind) > n for kind, n in zip(kinds, parts, strict=True)):
        for at, kind in enumerate(kinds):
            if parts[at] < len(kind) and sum(parts) < limit:
                parts[at] += 1
    return [hit for kind, part in zip(kinds, parts, strict=True) for hit in kind[:part]]


def _detail(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)

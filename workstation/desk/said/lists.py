"""Lists of what was said as windows: identifiers in order, and rows read a page at a time."""

import sqlite3
from array import array
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from workstation.desk.meeting_rows import BOOKED
from workstation.desk.search_words import match_of

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Value

MOST_FOUND = 20_000
"""Answers that words are looked for in at most, the newest ones, when no question is named."""

_AT_ONCE = 500


class AnswerRow(msgspec.Struct, frozen=True):
    """One answer; ``newest`` is no where the account has answered again since."""

    id: int
    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    question: str
    answer: str
    on: date
    flow: str | None
    newest: bool


class HeardRow(msgspec.Struct, frozen=True):
    """An objection heard once: their words, whether it was resolved, and what followed the call.

    ``booked`` says that a meeting was booked; ``next_on`` and ``next_why`` are those of the
    follow-up the call made, None and "" where it made none.
    """

    id: int
    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    card: str
    said: str | None
    resolved: bool | None
    on: date
    outcome: str | None
    booked: bool
    next_on: date | None
    next_why: str


class BestRow(msgspec.Struct, frozen=True):
    """A call kept as best work; ``id`` is the activity's, ``seconds`` its length."""

    id: int
    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    on: date
    outcome: str | None
    flow: str | None
    opener: str | None
    seconds: int | None
    talk_share: int | None
    note: str


RowT = TypeVar("RowT", AnswerRow, HeardRow, BestRow)


class SaidList(Generic[RowT]):
    """Rows in order; holds eight bytes each, and reads a page when asked.

    At a million answers to find one takes a second or two: do it in a thread, with
    ``desk.reader()``, and hand the list on with ``at`` to the desk of the screen.
    """

    sql = ""

    def __init__(self, desk: "Desk", ids: "array[int]") -> None:
        self._desk = desk
        self.ids = ids

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.ids)

    def page(self, first: int, number: int) -> Sequence[RowT]:
        """Return ``number`` rows from position ``first`` on."""
        wanted = list(self.ids[first : first + number])
        if not wanted:
            return []
        rows = self._desk.store.rows(f"{self.sql} ({', '.join('?' * len(wanted))})", wanted)
        found = {row["id"]: row for row in rows}
        return [self._read(found[each]) for each in wanted if each in found]

    def key(self, row: RowT) -> int:
        """Return what identifies a row."""
        return row.id

    def index_of(self, key: object) -> int | None:
        """Return where a row stands, or None."""
        try:
            return self.ids.index(key)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return None

    def _read(self, row: sqlite3.Row) -> RowT:
        raise NotImplementedError


class AnswerList(SaidList[AnswerRow]):
    """Answers: the newest one of each account first, by day; then the older ones.

    ``accounts`` is how many accounts gave them; it is 0 where no question was named.
    """

    sql = (
        "SELECT answers.id, answers.account_id, accounts.name AS account, answers.contact_id, "
        "contacts.name AS contact, question, answer, answered_on, flow, NOT EXISTS (SELECT 1 "
        "FROM answers AS later WHERE later.question = answers.question "
        "AND later.account_id = answers.account_id AND (later.answered_on, later.id) > "
        "(answers.answered_on, answers.id)) AS newest FROM answers "
        "JOIN accounts ON accounts.id = answers.account_id "
        "LEFT JOIN contacts ON contacts.id = answers.contact_id WHERE answers.id IN"
    )

    def __init__(self, desk: "Desk", ids: "array[int]", accounts: int = 0) -> None:
        super().__init__(desk, ids)
        self.accounts = accounts

    @classmethod
    def of_question(
        cls, desk: "Desk", question: str, *, words: str = "", bin_key: str | None = None
    ) -> "AnswerList":
        """Return the answers to a question that have the words, or whose account's name has them.

        ``bin_key`` keeps those of accounts in one bin.
        """
        conditions, values = ["question = ?"], [question]
        if query := match_of(words):
            conditions.append(
                "(id IN (SELECT rowid FROM answers_search WHERE answers_search MATCH ?) OR "
                "account_id IN (SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?))"
            )
            values += [query, query]
        if bin_key is not None:
            conditions.append("account_id IN (SELECT id FROM accounts WHERE bin = ?)")
            values.append(bin_key)
        rows = desk.store.rows(
            "SELECT id, older FROM (SELECT id, answered_on, lead(account_id) OVER (ORDER BY "
            "account_id, answered_on, id) IS account_id AS older FROM answers WHERE "
            f"{' AND '.join(conditions)}) ORDER BY older, answered_on DESC, id DESC",
            values,
        )
        ids = array("q", [row[0] for row in rows])
        return cls(desk, ids, sum(not row[1] for row in rows))

    @classmethod
    def with_words(cls, desk: "Desk", words: str, *, bin_key: str | None = None) -> "AnswerList":
        """Return the answers that have the words, whatever was asked, the newest first."""
        query = match_of(words)
        if not query:
            return cls(desk, array("q"))
        values: list[Value] = [query, MOST_FOUND]
        kept = ""
        if bin_key is not None:
            kept = "WHERE account_id IN (SELECT id FROM accounts WHERE bin = ?)"
            values.append(bin_key)
        rows = desk.store.rows(
            "SELECT answers.id FROM answers JOIN (SELECT rowid FROM answers_search "
            "WHERE answers_search MATCH ? ORDER BY rowid DESC LIMIT ?) AS found "
            f"ON found.rowid = answers.id {kept} ORDER BY answered_on DESC, answers.id DESC",
            values,
        )
        return cls(desk, array("q", [row[0] for row in rows]))

    def texts(self, number: int) -> list[str]:
        """Return the first so many answers, nothing but their words."""
        found: list[str] = []
        for first in range(0, number, _AT_ONCE):
            wanted = list(self.ids[first : min(first + _AT_ONCE, number)])
            rows = self._desk.store.rows(
                f"SELECT id, answer FROM answers WHERE id IN ({', '.join('?' * len(wanted))})",
                wanted,
            )
            said = {row["id"]: row["answer"] for row in rows}
            found += [said[each] for each in wanted if each in said]
        return found

    def at(self, desk: "Desk") -> "AnswerList":
        """Return the same list as read by another desk."""
        return AnswerList(desk, self.ids, self.accounts)

    def _read(self, row: sqlite3.Row) -> AnswerRow:
        return AnswerRow(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            question=row["question"],
            answer=row["answer"],
            on=date.fromisoformat(row["answered_on"]),
            flow=row["flow"],
            newest=bool(row["newest"]),
        )


class HeardList(SaidList[HeardRow]):
    """Where an objection was heard, the latest first."""

    sql = (
        "SELECT objections.id, objections.account_id, accounts.name AS account, "
        "objections.contact_id, contacts.name AS contact, card, said, resolved, raised_on, "
        f"activities.outcome, {BOOKED} AS booked, "
        "(SELECT due_on || ' ' || why FROM follow_ups WHERE made_by_id = objections.activity_id "
        "ORDER BY id LIMIT 1) AS following FROM objections "
        "JOIN accounts ON accounts.id = objections.account_id "
        "LEFT JOIN contacts ON contacts.id = objections.contact_id "
        "LEFT JOIN activities ON activities.id = objections.activity_id WHERE objections.id IN"
    )

    @classmethod
    def of_card(cls, desk: "Desk", card: str) -> "HeardList":
        """Return where the card's objection was heard."""
        rows = desk.store.rows(
            "SELECT id FROM objections WHERE card = ? ORDER BY raised_on DESC, id DESC", (card,)
        )
        return cls(desk, array("q", [row[0] for row in rows]))

    def at(self, desk: "Desk") -> "HeardList":
        """Return the same list as read by another desk."""
        return HeardList(desk, self.ids)

    def _read(self, row: sqlite3.Row) -> HeardRow:
        day, _, why = (row["following"] or "").partition(" ")
        return HeardRow(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            card=row["card"],
            said=row["said"],
            resolved=None if row["resolved"] is None else bool(row["resolved"]),
            on=date.fromisoformat(row["raised_on"]),
            outcome=row["outcome"],
            booked=bool(row["booked"]),
            next_on=date.fromisoformat(day) if day else None,
            next_why=why,
        )


class BestList(SaidList[BestRow]):
    """The calls kept as best work, the latest first."""

    sql = (
        "SELECT activities.id, activities.account_id, accounts.name AS account, "
        "activities.contact_id, contacts.name AS contact, happened_on, outcome, flow, opener, "
        "seconds, talk_share, activities.note FROM activities "
        "JOIN accounts ON accounts.id = activities.account_id "
        "LEFT JOIN contacts ON contacts.id = activities.contact_id WHERE activities.id IN"
    )

    @classmethod
    def find(cls, desk: "Desk", words: str = "") -> "BestList":
        """Return the starred calls whose note or account has the words."""
        kept, values = "", []
        if query := match_of(words):
            kept = (
                "AND (id IN (SELECT rowid FROM notes_search WHERE notes_search MATCH ?) OR "
                "account_id IN (SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?))"
            )
            values = [query, query]
        rows = desk.store.rows(
            f"SELECT id FROM activities WHERE starred {kept} ORDER BY happened_at DESC, id DESC",
            values,
        )
        return cls(desk, array("q", [row[0] for row in rows]))

    def at(self, desk: "Desk") -> "BestList":
        """Return the same list as read by another desk."""
        return BestList(desk, self.ids)

    def _read(self, row: sqlite3.Row) -> BestRow:
        return BestRow(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            on=date.fromisoformat(row["happened_on"]),
            outcome=row["outcome"],
            flow=row["flow"],
            opener=row["opener"],
            seconds=row["seconds"],
            talk_share=row["talk_share"],
            note=row["note"] or "",
        )

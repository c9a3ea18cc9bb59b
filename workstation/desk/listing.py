"""Lists of accounts as windows: the identifiers in order, and rows read a page at a time."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from workstation.desk.records import stars_of
from workstation.desk.search_words import like, match_of
from workstation.desk.urgency_now import UrgencyNow

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.filter_tree import Filter

Order = Literal["name", "next", "touched", "fit"]
ORDERS: dict[str, str] = {
    "name": "name COLLATE NOCASE, id",
    "next": "next_follow_up_on IS NULL, next_follow_up_on, name COLLATE NOCASE, id",
    "touched": "last_touch_at IS NOT NULL, last_touch_at, name COLLATE NOCASE, id",
    "fit": "fit IS NULL, fit DESC, urgency DESC, name COLLATE NOCASE, id",
}
"""The orders a list can have: by name, next step, longest untouched, best fit."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of a list of accounts."""

    id: int
    name: str
    bin: str
    place: str
    industry: str | None
    stars: int | None
    urgency: int
    last_touch_on: date | None
    next_follow_up_on: date | None
    contacts: int


class Listing:
    """A list of accounts in order; holds eight bytes an account, and reads rows when asked."""

    def __init__(self, desk: "Desk", ids: "array[int]") -> None:
        self._desk = desk
        self.ids = ids

    @classmethod
    def find(
        cls,
        desk: "Desk",
        *,
        bin_key: str | None = None,
        words: str = "",
        filter: "Filter | None" = None,  # noqa: A002
        order: Order = "name",
    ) -> "Listing":
        """Return the accounts of a bin (None: all) that fit the words and the filter, in an order.

        At 100 000 accounts this takes tens of milliseconds: run it in a thread, with
        ``desk.reader()``, and hand its ``ids`` to a listing of the screen's own desk.
        """
        conditions, values = ["1"], list[str | int]()
        if bin_key is not None:
            conditions.append("bin = ?")
            values.append(bin_key)
        query = match_of(words)
        if query:
            conditions.append(
                "id IN (SELECT rowid FROM accounts_search WHERE accounts_search MATCH ? "
                "UNION SELECT account_id FROM contacts WHERE id IN "
                "(SELECT rowid FROM contacts_search WHERE contacts_search MATCH ?))"
            )
            values += [query, query]
        elif words.strip():
            conditions.append("name LIKE ? ESCAPE '\\'")
            values.append(f"{like(words.strip())}%")
        if filter is not None:
            from workstation.desk.filter_sql import FilterSql

            sql, given = FilterSql.at(desk).condition(filter)
            conditions.append(sql)
            values += [*given]
        rows = desk.store.rows(
            f"SELECT id FROM accounts WHERE {' AND '.join(conditions)} ORDER BY {ORDERS[order]}",
            values,
        )
        return cls(desk, array("q", [row[0] for row in rows]))

    def count(self) -> int:
        """Return how many accounts there are."""
        return len(self.ids)

    def page(self, first: int, number: int) -> Sequence[AccountRow]:
        """Return ``number`` rows from position ``first`` on."""
        wanted = list(self.ids[first : first + number])
        rows = self._desk.store.rows(
            "SELECT id, name, bin, city, region, country, industry, fit, urgency, urgency_at, "
            "last_touch_on, next_follow_up_on, "
            "(SELECT count(*) FROM contacts WHERE account_id = accounts.id) "
            f"AS contacts FROM accounts WHERE id IN ({', '.join('?' * len(wanted))})",
            wanted,
        )
        found = {row["id"]: row for row in rows}
        now_of = UrgencyNow(self._desk)
        return [
            AccountRow(
                id=number,
                name=row["name"],
                bin=row["bin"],
                place=", ".join(part for part in (row["city"], row["country"]) if part),
                industry=row["industry"],
                stars=stars_of(row["fit"]),
                urgency=now_of(row["urgency"], row["urgency_at"]),
                last_touch_on=_day(row["last_touch_on"]),
                next_follow_up_on=_day(row["next_follow_up_on"]),
                contacts=row["contacts"],
            )
            for number in wanted
            if (row := found.get(number)) is not None
        ]

    def key(self, row: AccountRow) -> int:
        """Return what identifies a row."""
        return row.id

    def index_of(self, account_id: object) -> int | None:
        """Return where an account stands, or None."""
        try:
            return self.ids.index(account_id)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

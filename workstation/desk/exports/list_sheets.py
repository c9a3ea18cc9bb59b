"""A list of accounts and their people as a rep opens it in a spreadsheet, or hands it on.

Columns are named in words, amounts and days are numbers and days, flags are yes or no, and each
fact that occurs has a column of its own. The columns say enough for the workstation to know the
records again when the file comes back.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.exports.sheets import SHEETS, Sheet, joined, with_currency
from workstation.desk.imports.own import OWN_MARK
from workstation.desk.urgency_now import UrgencyNow
from workstation.exchange.write import Cell
from workstation.method.text import clean_line, folded

if TYPE_CHECKING:
    from array import array

    from workstation.desk.desk import Desk

MOST_FACTS = 200
"""Facts that have a column of their own, the commonest; the others share the last one."""

FURTHER = "Further facts"

_PART = 500
Read = Callable[[str | int], Cell]


def _day(value: str | int) -> Cell:
    return date.fromisoformat(str(value))


def _yes_no(value: str | int) -> Cell:
    return "yes" if value else "no"


def _role(value: str | int) -> Cell:
    return None if value == "unknown" else value


class _Column(NamedTuple):
    """A column: its name, the one of the table it is taken from, and how it is written."""

    title: str
    key: str
    read: Read | None = None

    def of(self, cells: Mapping[str, str | int | None]) -> Cell:
        """Return what is written of a row."""
        value = cells[self.key]
        return value if self.read is None or value is None else self.read(value)


_ACCOUNTS = (
    _Column("Name", "name"),
    _Column("Domain", "domain"),
    _Column("Industry", "industry"),
    _Column("Employees", "employees"),
    _Column("Revenue", "revenue", Decimal),
    _Column("Currency", "currency"),
    _Column("Phone", "phone"),
    _Column("Street", "street"),
    _Column("City", "city"),
    _Column("Region", "region"),
    _Column("Postal code", "postal_code"),
    _Column("Country", "country"),
    _Column("Time zone", "time_zone"),
    _Column("Bin", "bin"),
    _Column("Bin since", "bin_since_on", _day),
    _Column("Bin reason", "bin_reason"),
    _Column("Fit", "fit"),
    _Column("Tier", "tier"),
    _Column("Urgency", "urgency"),
    _Column("Last touch", "last_touch_on", _day),
    _Column("Next step", "next_follow_up_on", _day),
    _Column("People not to be called", "contacts_do_not_call"),
    _Column("People opted out", "contacts_opted_out"),
    _Column("Source", "source"),
    _Column("Source detail", "source_detail"),
    _Column("Source id", "source_id"),
    _Column("Note", "note"),
)
_CONTACTS = (
    _Column("Name", "name"),
    _Column("First name", "first_name"),
    _Column("Last name", "last_name"),
    _Column("Account", "account"),
    _Column("Title", "title"),
    _Column("Role", "role", _role),
    _Column("Email", "email"),
    _Column("Email 2", "email2"),
    _Column("More emails", "more_emails"),
    _Column("Phone", "phone"),
    _Column("Mobile", "mobile"),
    _Column("More phones", "more_phones"),
    _Column("Do not call", "do_not_call", _yes_no),
    _Column("Opted out", "opted_out", _yes_no),
    _Column("Bounced", "bounced", _yes_no),
    _Column("Protection reason", "protection_reason"),
    _Column("Account bin", "account_bin"),
    _Column("Bounced emails", "bounced_emails"),
    _Column("Wrong emails", "wrong_emails"),
    _Column("Wrong phones", "wrong_phones"),
    _Column("Time zone", "time_zone"),
    _Column("Source id", "source_id"),
    _Column("Account source id", "account_source_id"),
    _Column("Note", "note"),
)
_MARK = _Column("Workstation id", OWN_MARK)
LISTS = {"accounts": _ACCOUNTS, "contacts": _CONTACTS}
"""The tables a list is written of, with their columns."""

_FACTS_OF = {
    "accounts": "facts.account_id = accounts.id AND facts.contact_id IS NULL",
    "contacts": "facts.contact_id = contacts.id",
}
_MORE = {"accounts": "accounts.last_touch_on, accounts.urgency_at, ", "contacts": ""}


def list_of(
    desk: "Desk", table: str, ids: "array[int]"
) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    """Return the column names of a list, and its rows in the order of the accounts."""
    columns = LISTS[table]
    titles = [each.title for each in columns]
    keys, rest = _facts(desk, table, ids)
    heads = _named(keys, [*titles, _MARK.title, *([FURTHER] if rest else [])])
    head = [*titles, *heads, *([FURTHER] if rest else []), _MARK.title]
    return head, _rows(desk, table, ids, keys, further=rest)


def _rows(
    desk: "Desk", table: str, ids: "array[int]", keys: Sequence[str], *, further: bool
) -> Iterator[Sequence[Cell]]:
    now, own = UrgencyNow(desk), desk.settings.get("currency")
    wanted = frozenset(keys)
    for row in _sheet(table).rows(desk, ids):
        cells = dict(with_currency(row, own))
        if table == "accounts":
            since = cells["urgency_at"]
            cells["urgency"] = now(int(cells["urgency"] or 0), str(since) if since else None)
        facts: dict[str, list[str]] = {}
        for key, value in json.loads(str(cells["facts"] or "[]")):
            facts.setdefault(key, []).append(value)
        yield [
            *(each.of(cells) for each in LISTS[table]),
            *(joined(facts.get(key, ())) for key in keys),
            *([_others(facts, wanted)] if further else []),
            cells[_MARK.key],
        ]


def _sheet(table: str) -> Sheet:
    sheet = SHEETS[table]
    facts = (
        "(SELECT json_group_array(json_array(key, value)) FROM (SELECT key, value FROM facts "
        f"WHERE {_FACTS_OF[table]} ORDER BY facts.id)) AS facts"
    )
    select = sheet.select.replace("SELECT ", f"SELECT {_MORE[table]}{facts}, ", 1)
    return Sheet(table, select, sheet.change)


def _facts(desk: "Desk", table: str, ids: "array[int]") -> tuple[list[str], bool]:
    """Return the keys of the facts that get a column, in their order, and whether there are more.

    The order is that in which they came: the columns of one file stand together.
    """
    count: Counter[str] = Counter()
    first: dict[str, int] = {}
    for start in range(0, len(ids), _PART):
        part = list(ids[start : start + _PART])
        marks = ", ".join("?" * len(part))
        for key, number, earliest in desk.store.rows(
            f"SELECT key, count(*), min(facts.id) FROM {table} JOIN facts ON {_FACTS_OF[table]} "
            f"WHERE {'accounts.id' if table == 'accounts' else 'contacts.account_id'} IN ({marks}) "
            "GROUP BY key",
            part,
        ):
            count[key] += number
            first[key] = min(earliest, first.get(key, earliest))
    kept = sorted(count, key=lambda key: (-count[key], first[key]))[:MOST_FACTS]
    return sorted(kept, key=lambda key: first[key]), len(count) > len(kept)


def _named(keys: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Return a name for the column of each fact that no other column has."""
    used = {folded(each) for each in taken}
    names = []
    for key in keys:
        plain = clean_line(key) or "Fact"
        name, number = plain, 1
        while folded(name) in used:
            number += 1
            name = f"{plain} (fact)" if number == 2 else f"{plain} (fact {number - 1})"
        used.add(folded(name))
        names.append(name)
    return names


def _others(facts: dict[str, list[str]], wanted: frozenset[str]) -> Cell:
    said = [f"{key}: {joined(values)}" for key, values in facts.items() if key not in wanted]
    return joined(said)

"""Whom lists of whom not to contact name among the records we have, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workstation.desk.imports.book import asked
from workstation.desk.imports.general_names import too_general
from workstation.desk.imports.reached import (
    accounts_of_domains,
    accounts_of_names,
    accounts_of_numbers,
    people_of_domains,
)
from workstation.desk.imports.shared import domains_above
from workstation.desk.imports.suppressions import NAMED
from workstation.method.names import company_key

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.store import Store

_WAYS = (
    ("accounts", "id", "'domain', lower(domain)", "domain > ''"),
    ("accounts", "id", "'name', name", "name > ''"),
    ("accounts", "id", "'phone', phone", "phone > ''"),
    ("phones", "account_id", "'phone', number", "contact_id IS NULL"),
    ("phones", "contact_id", "'phone', number", "1"),
    ("emails", "contact_id", "'email', lower(address)", "1"),
)
"""What names a record: the table, the column of the record's number, what it is, and when."""
_BY_VALUE = (
    "SELECT json_each.value, suppressions.id, coalesce(reason, 'never to be contacted') "
    "FROM json_each(?) CROSS JOIN suppressions "
    "ON kind = '{kind}' AND suppressions.value = json_each.value ORDER BY suppressions.id"
)
_BY_ROW = (
    "SELECT record_id, imports.id, 'on the list ' || file_name FROM imports "
    "CROSS JOIN import_rows ON import_id = imports.id "
    "WHERE json_extract(choices, '$.suppress') "
    "AND record_id IN (SELECT value FROM json_each(?))"
)
_FIRST_SAID = (
    "SELECT row_id, min(seq) FROM json_each(?) CROSS JOIN changes ON row_id = json_each.value "
    "WHERE table_name IN ('suppressions', 'imports') AND kind = 'insert' GROUP BY 1"
)
_LIFTED = (
    "SELECT row_id, max(changes.seq) FROM json_each(?) CROSS JOIN changes "
    "ON row_id = json_each.value JOIN actions ON actions.id = action_id "
    "WHERE actions.kind = 'do' AND actions.state = 'done' AND changes.kind = 'update' "
    "AND (table_name = 'accounts' AND json_extract(before, '$.bin') NOT IN ({open}) "
    "AND json_extract(after, '$.bin') IN ({open}) OR table_name = 'contacts' "
    "AND (json_extract(before, '$.do_not_call') = 1 AND json_extract(after, '$.do_not_call') = 0 "
    "OR json_extract(before, '$.opted_out') = 1 AND json_extract(after, '$.opted_out') = 0)) "
    "GROUP BY 1"
)


def reasons(desk: "Desk", records: Collection[int]) -> dict[int, list[str]]:
    """Return why records, accounts or people, are not to be contacted, by their numbers.

    Those are left out that no list names, or none since somebody lifted their protection.
    """
    said = list(_said_of(desk.store, records))
    allowed = ", ".join(f"'{key}'" for key in desk.playbook.open_bins())
    named = {number for number, *_ in said}
    lifted = dict(asked(desk.store, _LIFTED.format(open=allowed), named))
    first: dict[int, int] = {}
    if lifted:
        first.update(asked(desk.store, _FIRST_SAID, {line for _, line, _ in said}))
    found: dict[int, list[str]] = defaultdict(list)
    for number, line, reason in said:
        if number not in lifted or first.get(line, lifted[number]) > lifted[number]:
            found[number].append(reason)
    return dict(found)


def _said_of(store: "Store", records: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the records that a list names, with the number of what names them and the reason."""
    by_way: dict[tuple[str, str], list[int]] = defaultdict(list)
    for table, owner, what, when in _WAYS:
        sql = (
            f"SELECT {table}.{owner}, {what} FROM json_each(?) CROSS JOIN {table} "
            f"ON {table}.{owner} = json_each.value WHERE {when}"
        )
        for number, kind, value in asked(store, sql, records):
            for way in _listed_as(kind, value):
                by_way[way].append(number)
    for kind in ("email", "phone", "domain"):
        values = {value for of, value in by_way if of == kind}
        for value, line, reason in asked(store, _BY_VALUE.format(kind=kind), values):
            for number in by_way[kind, value]:
                yield number, line, reason
    yield from asked(store, _BY_ROW, records)


def _listed_as(kind: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a list that name whoever has this way or name."""
    if kind == "name":
        key = company_key(value)
        if key and not too_general(key):
            yield "domain", NAMED + key
        return
    if kind != "domain":
        yield kind, value
    if kind != "phone":
        domain = value.rpartition("@")[2]
        for one in (domain, *domains_above(domain)):
            yield "domain", one


def reached(store: "Store", lines: Collection[Sequence[Any]]) -> set[int]:
    """Return the accounts and people that lines of lists, each a kind and a value, name."""
    of: dict[str, set[str]] = defaultdict(set)
    for kind, value in lines:
        of[kind].add(value)
    names = {value for value in of["domain"] if value.startswith(NAMED)}
    sites = of["domain"] - names
    found = [
        accounts_of_domains(store, sites),
        people_of_domains(store, sites),
        accounts_of_names(store, {value[len(NAMED) :] for value in names}),
        accounts_of_numbers(store, of["phone"]),
    ]
    numbers = {number for ids in found for each in ids.values() for number in each}
    for table, column, kind in (("emails", "address", "email"), ("phones", "number", "phone")):
        rows = asked(
            store,
            f"SELECT contact_id FROM json_each(?) CROSS JOIN {table} "
            f"ON {column} = json_each.value WHERE contact_id IS NOT NULL",
            of[kind],
        )
        numbers.update(row[0] for row in rows)
    return numbers

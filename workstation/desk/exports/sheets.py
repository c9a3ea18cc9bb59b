"""What can be taken out: the tables of record as people and other programs read them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workstation.desk.imports.own import OWN_MARK
from workstation.exchange.amounts import minor_digits

if TYPE_CHECKING:
    from array import array

    from workstation.desk.desk import Desk

Cell = str | int | None

_PAGE = 5000
_PART = 500
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to write: the query (which ends before WHERE, and calls its table by name).

    ``change`` turns a row into what is written of it; ``where`` leaves rows out.
    """

    table: str
    select: str
    change: Callable[[dict[str, Any]], Mapping[str, Cell]] | None = None
    where: str = "1"

    def columns(self, desk: "Desk") -> list[str]:
        """Return the column names, also of a table that is empty."""
        cells = desk.store.rows(
            f"SELECT shown.* FROM (SELECT 1) LEFT JOIN ({self.select} LIMIT 1) AS shown"
        )
        return list(self._changed(dict(cells[0])))

    def rows(self, desk: "Desk", ids: "array[int] | None" = None) -> Iterator[Mapping[str, Cell]]:
        """Yield all rows, or those that belong to some accounts in the order of these."""
        return self._all(desk) if ids is None else self._of(desk, ids)

    def count(self, desk: "Desk") -> int:
        """Return how many rows there are in all."""
        return int(desk.store.value(f"SELECT count(*) FROM {self.table} WHERE {self.where}"))

    def _all(self, desk: "Desk") -> Iterator[Mapping[str, Cell]]:
        last, key = 0, f"{self.table}.id"
        select = self.select.replace("SELECT ", f"SELECT {key} AS _id, ", 1)
        query = f"{select} WHERE {key} > ? AND {self.where} ORDER BY {key} LIMIT {_PAGE}"
        while page := desk.store.rows(query, (last,)):
            for row in page:
                cells = dict(row)
                del cells["_id"]
                yield self._changed(cells)
            last = page[-1]["_id"]

    def _of(self, desk: "Desk", ids: "array[int]") -> Iterator[Mapping[str, Cell]]:
        key = "accounts.id" if self.table == "accounts" else f"{self.table}.account_id"
        select = self.select.replace("SELECT ", f"SELECT {key} AS _account, ", 1)
        for first in range(0, len(ids), _PART):
            part = list(ids[first : first + _PART])
            marks = ", ".join("?" * len(part))
            places = {number: place for place, number in enumerate(part)}
            query = f"{select} WHERE {key} IN ({marks}) AND {self.where} ORDER BY {self.table}.id"
            rows = [dict(row) for row in desk.store.rows(query, part)]
            for row in sorted(rows, key=lambda each: places[each["_account"]]):
                del row["_account"]
                yield self._changed(row)

    def _changed(self, row: dict[str, Any]) -> Mapping[str, Cell]:
        return self.change(row) if self.change else row


EMAILS_OF_CONTACT = (
    "(SELECT json_group_array(json_array(kind, address, state)) FROM (SELECT kind, address, state "
    "FROM emails WHERE contact_id = contacts.id ORDER BY is_main DESC, id))"
)
"""SQL: a person's addresses as JSON, each (kind, address, state), the main one first."""

PHONES_OF_CONTACT = (
    "(SELECT json_group_array(json_array(kind, number, extension, state)) FROM (SELECT kind, "
    "number, extension, state FROM phones WHERE contact_id = contacts.id "
    "ORDER BY is_main DESC, id))"
)
"""SQL: a person's numbers as JSON, each (kind, number, extension, state), the main one first."""


def listed(found: str | None) -> list[list[Any]]:
    """Read what those two return."""
    return json.loads(found) if found else []


def joined(values: Iterable[str]) -> str | None:
    """Return several values as one cell, None for none."""
    return _SEPARATOR.join(values) or None


def in_units(minor: int, currency: str | None) -> str:
    """Write minor units as the amount people read."""
    digits = minor_digits(currency)
    if digits == 0:
        return str(minor)
    sign, whole = "-" if minor < 0 else "", str(abs(minor)).zfill(digits + 1)
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}"


AMOUNTS = ("revenue", "amount")
"""The columns that are amounts of the row's ``currency``."""


def with_currency(row: Mapping[str, Cell], own: str) -> Mapping[str, Cell]:
    """Return a row whose amount names its currency: the rep's own where none was ever said."""
    if row.get("currency") or all(row.get(name) is None for name in AMOUNTS):
        return row
    return {**row, "currency": own}


def _money(row: dict[str, Any], minor: str, currency: str, name: str) -> None:
    amount = row.pop(minor)
    row[name] = None if amount is None else in_units(amount, row[currency])


def _account(row: dict[str, Any]) -> dict[str, Cell]:
    _money(row, "revenue_minor", "currency", "revenue")
    return row


def _opportunity(row: dict[str, Any]) -> dict[str, Cell]:
    _money(row, "amount_minor", "currency", "amount")
    return row


def _contact(row: dict[str, Any]) -> dict[str, Cell]:
    """Spread a person's addresses and numbers over columns, the main ones first.

    Addresses that bounced or are wrong stand apart, so that no program mails them; where all have
    bounced they are what there is, and ``bounced`` says so.
    """
    by_state: dict[str, list[str]] = {"valid": [], "bounced": [], "wrong": []}
    for _, address, state in listed(row.pop("emails")):
        by_state[state].append(address)
    emails, dead = by_state["valid"], by_state["bounced"]
    row["bounced"] = int(bool(dead) and not emails)
    if row["bounced"]:
        emails, dead = dead, []
    numbers: dict[str, list[str]] = {"work": [], "mobile": [], "wrong": []}
    for kind, number, extension, state in listed(row.pop("phones")):
        place = "wrong" if state == "wrong" else "mobile" if kind == "mobile" else "work"
        numbers[place].append(f"{number} ext. {extension}" if extension else number)
    work, mobile = numbers["work"], numbers["mobile"]
    row["email"] = emails[0] if emails else None
    row["email2"] = emails[1] if len(emails) > 1 else None
    row["phone"] = work[0] if work else None
    row["mobile"] = mobile[0] if mobile else None
    row["more_emails"] = joined(emails[2:])
    row["more_phones"] = joined(work[1:] + mobile[1:])
    row["bounced_emails"] = joined(dead)
    row["wrong_emails"] = joined(by_state["wrong"])
    row["wrong_phones"] = joined(numbers["wrong"])
    return row


def linked(
    table: str,
    columns: str,
    change: Callable[[dict[str, Any]], Mapping[str, Cell]] | None = None,
) -> Sheet:
    """Return the sheet of a table whose rows belong to an account and perhaps a contact."""
    return Sheet(
        table,
        f"SELECT {table}.id, {table}.account_id, accounts.name AS account, {table}.contact_id, "
        f"contacts.name AS contact, {columns} FROM {table} "
        f"LEFT JOIN accounts ON accounts.id = {table}.account_id "
        f"LEFT JOIN contacts ON contacts.id = {table}.contact_id",
        change,
    )


SHEETS = {
    "accounts": Sheet(
        "accounts",
        f"SELECT id AS {OWN_MARK}, name, domain, industry, employees, revenue_minor, "
        "revenue_currency AS currency, street, city, region, postal_code, country, time_zone, "
        "phone, source, source_detail, source_id, source_modified_at, parent_id, "
        "bin, bin_since_on, bin_reason, "
        "duplicate_of_id, fit, fit_confidence, fit_profile, fit_flags, tier, urgency, "
        "became_lead_on, lead_at, rest_until_on, note, "
        "last_touch_at, next_follow_up_on, created_on, (SELECT count(*) FROM contacts WHERE "
        "account_id = accounts.id AND do_not_call) AS contacts_do_not_call, (SELECT count(*) "
        "FROM contacts WHERE account_id = accounts.id AND opted_out) AS contacts_opted_out "
        "FROM accounts",
        _account,
    ),
    "contacts": Sheet(
        "contacts",
        f"SELECT contacts.id AS {OWN_MARK}, accounts.name AS account, "
        "accounts.source_id AS account_source_id, contacts.name, "
        "first_name, last_name, title, role, contacts.time_zone, do_not_call, opted_out, "
        "protection_reason, contacts.source_id, contacts.source_modified_at, contacts.note, "
        "contacts.created_on, contacts.referred_by_id, accounts.bin AS account_bin, "
        f"{EMAILS_OF_CONTACT} AS emails, {PHONES_OF_CONTACT} AS phones "
        "FROM contacts LEFT JOIN accounts ON accounts.id = account_id",
        _contact,
    ),
    "emails": linked("emails", "address, kind, state, is_main"),
    "phones": linked("phones", "number, extension, kind, state, phones.time_zone, is_main"),
    "activities": linked(
        "activities",
        "opportunity_id, kind, direction, happened_at, happened_on, seconds, outcome, counts_as, "
        "meeting, flow, talk_share, activities.note, buyer_action, reason, rating, opener, "
        "interest, buyer_urgency, buyer_stage, starred, logging_seconds, call_block_id, "
        "activities.source_id",
    ),
    "answers": linked("answers", "activity_id, flow, question, answer, answered_on"),
    "follow_ups": linked(
        "follow_ups",
        "kind, channel, why, promised, promised_by, due_on, due_at, first_due_on, state, "
        "closed_at, closed_on, skip_reason, kept, meeting_id, opportunity_id, made_by_id, "
        "closed_by_id, cadence_run_id, cadence_step, follow_ups.source_id",
    ),
    "preparations": linked("preparations", "activity_id, question, answer"),
    "objections": linked("objections", "activity_id, raised_on, card, said, resolved"),
    "whys": linked("whys", "activity_id, whys.parent_id, position, text"),
    "meetings": linked(
        "meetings",
        "activity_id, meetings.title, place, starts_at, day_on, minutes, state, uid, sequence",
    ),
    "messages": linked(
        "messages",
        "activity_id, template, to_address, subject, body, state, messages.created_at, closed_at, "
        "sent_activity_id",
    ),
    "opportunities": linked(
        "opportunities",
        "opportunities.name, stage, kind, amount_minor, currency, opportunities.source, "
        "account_executive, first_response_on, passed_on, accepted_on, closed_on, close_reason, "
        "next_step, opportunities.created_on, opportunities.source_id, "
        "opportunities.source_modified_at",
        _opportunity,
    ),
    "facts": linked("facts", "key, value, facts.source"),
    "signals": linked(
        "signals",
        "kind, points, fast_track, happened_at, signals.source, signals.source_id, signals.note",
    ),
    "cadence_runs": linked(
        "cadence_runs",
        "cadence, state, step, started_on, ended_on, end_reason, shifted_days, away_until_on, "
        "outcome",
    ),
    "focus_lists": Sheet("focus_lists", "SELECT id, name, filter, position FROM focus_lists"),
    "call_blocks": Sheet(
        "call_blocks",
        "SELECT id, day_on, slice, minutes, interruptions, started_at, ended_at, seconds "
        "FROM call_blocks",
    ),
    "drills": Sheet(
        "drills",
        "SELECT id, card, seconds, source, question, story, proof, done_at, done_on FROM drills",
    ),
    "goals": Sheet(
        "goals", "SELECT id, day_on, position, text, measure, target, done_at FROM goals"
    ),
    "day_closings": Sheet(
        "day_closings",
        "SELECT id, day_on, goals_planned, goals_hit, note, closed_at FROM day_closings",
    ),
    "days_off": Sheet("days_off", "SELECT id, day_on, reason FROM days_off"),
    "settings": Sheet("settings", "SELECT id, key, value FROM settings"),
    "imports": Sheet(
        "imports",
        "SELECT id, file_name, kind, shape, mapping, choices, rows_read, counts, created_at "
        "FROM imports",
    ),
    "source_ids": linked("source_ids", "value, source_ids.source"),
    "suppressions": Sheet(
        "suppressions", "SELECT id, kind, value, reason, source FROM suppressions"
    ),
    "import_mappings": Sheet(
        "import_mappings", "SELECT id, name, kind, header, mapping, choices FROM import_mappings"
    ),
    "told_apart": Sheet("told_apart", "SELECT id, kind, first_id, second_id FROM told_apart"),
}

OF_ACCOUNTS = (
    "accounts",
    *(name for name, each in SHEETS.items() if " accounts." in each.select),
)
"""The tables whose rows belong to accounts."""

"""Taking all data out: CSV files any program reads, and this one takes in again unchanged."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.desk.errors import DeskError
from workstation.desk.import_plan import OWN_MARK
from workstation.exchange.amounts import minor_digits
from workstation.exchange.write import write_csv
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from array import array

    from workstation.desk.desk import Desk

Cell = str | int | None

ALL = "all"
_PAGE = 5000
_PART = 500
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table to write: the query (which ends before WHERE, and calls its table by name)."""

    table: str
    select: str
    change: Callable[[dict[str, Any]], Mapping[str, Cell]] | None = None


def _money(row: dict[str, Any], minor: str, currency: str, name: str) -> None:
    """Replace minor units by the amount people read, in place."""
    amount = row.pop(minor)
    digits = minor_digits(row[currency])
    if amount is None:
        row[name] = None
    elif digits == 0:
        row[name] = str(amount)
    else:
        sign, whole = "-" if amount < 0 else "", str(abs(amount)).zfill(digits + 1)
        row[name] = f"{sign}{whole[:-digits]}.{whole[-digits:]}"


def _account(row: dict[str, Any]) -> dict[str, Cell]:
    _money(row, "revenue_minor", "currency", "revenue")
    return row


def _opportunity(row: dict[str, Any]) -> dict[str, Cell]:
    _money(row, "amount_minor", "currency", "amount")
    return row


def _contact(row: dict[str, Any]) -> dict[str, Cell]:
    """Spread a person's addresses and numbers over columns, the main ones first."""
    emails = _listed(row.pop("emails"))
    numbers = [each.split("|", 1) for each in _listed(row.pop("phones"))]
    work = [number for kind, number in numbers if kind != "mobile"]
    mobile = [number for kind, number in numbers if kind == "mobile"]
    row["email"] = emails[0] if emails else None
    row["email2"] = emails[1] if len(emails) > 1 else None
    row["phone"] = work[0] if work else None
    row["mobile"] = mobile[0] if mobile else None
    row["more_emails"] = _SEPARATOR.join(emails[2:]) or None
    row["more_phones"] = _SEPARATOR.join(work[1:] + mobile[1:]) or None
    return row


def _listed(joined: str | None) -> list[str]:
    return joined.split("\n") if joined else []


def _linked(
    table: str,
    columns: str,
    change: Callable[[dict[str, Any]], Mapping[str, Cell]] | None = None,
) -> _Sheet:
    """Return the sheet of a table whose rows belong to an account and perhaps a contact."""
    return _Sheet(
        table,
        f"SELECT {table}.id, {table}.account_id, accounts.name AS account, {table}.contact_id, "
        f"contacts.name AS contact, {columns} FROM {table} "
        f"LEFT JOIN accounts ON accounts.id = {table}.account_id "
        f"LEFT JOIN contacts ON contacts.id = {table}.contact_id",
        change,
    )


_SHEETS = {
    "accounts": _Sheet(
        "accounts",
        f"SELECT id AS {OWN_MARK}, name, domain, industry, employees, revenue_minor, "
        "revenue_currency AS currency, street, city, region, postal_code, country, time_zone, "
        "phone, source, source_detail, source_id, source_modified_at, parent_id, bin, bin_since_on, bin_reason, "
        "duplicate_of_id, fit, fit_confidence, fit_profile, fit_flags, tier, urgency, "
        "became_lead_on, lead_at, rest_until_on, note, "
        "last_touch_at, next_follow_up_on, created_on, (SELECT count(*) FROM contacts WHERE "
        "account_id = accounts.id AND do_not_call) AS contacts_do_not_call, (SELECT count(*) "
        "FROM contacts WHERE account_id = accounts.id AND opted_out) AS contacts_opted_out "
        "FROM accounts",
        _account,
    ),
    "contacts": _Sheet(
        "contacts",
        f"SELECT contacts.id AS {OWN_MARK}, accounts.name AS account, "
        "accounts.source_id AS account_source_id, contacts.name, first_name, last_name, "
        "title, role, contacts.time_zone, do_not_call, opted_out, protection_reason, "
        "contacts.source_id, contacts.source_modified_at, contacts.note, contacts.created_on, contacts.referred_by_id, "
        "(SELECT group_concat(address, char(10)) FROM (SELECT address FROM emails "
        "WHERE contact_id = contacts.id ORDER BY is_main DESC, id)) AS emails, "
        "(SELECT group_concat(kind || '|' || number || coalesce(' ext. ' || extension, ''), "
        "char(10)) FROM (SELECT kind, number, extension FROM phones "
        "WHERE contact_id = contacts.id ORDER BY is_main DESC, id)) AS phones "
        "FROM contacts LEFT JOIN accounts ON accounts.id = account_id",
        _contact,
    ),
    "emails": _linked("emails", "address, kind, state, is_main"),
    "phones": _linked("phones", "number, extension, kind, state, phones.time_zone, is_main"),
    "activities": _linked(
        "activities",
        "opportunity_id, kind, direction, happened_at, happened_on, seconds, outcome, counts_as, "
        "meeting, flow, talk_share, activities.note, buyer_action, reason, rating, opener, "
        "interest, buyer_urgency, buyer_stage, starred, logging_seconds, call_block_id, "
        "activities.source_id",
    ),
    "answers": _linked("answers", "activity_id, flow, question, answer, answered_on"),
    "follow_ups": _linked(
        "follow_ups",
        "kind, channel, why, promised, promised_by, due_on, due_at, first_due_on, state, "
        "closed_at, closed_on, skip_reason, kept, meeting_id, opportunity_id, made_by_id, "
        "closed_by_id, cadence_run_id, cadence_step, follow_ups.source_id",
    ),
    "preparations": _linked("preparations", "activity_id, question, answer"),
    "objections": _linked("objections", "activity_id, raised_on, card, said, resolved"),
    "whys": _linked("whys", "activity_id, whys.parent_id, position, text"),
    "meetings": _linked(
        "meetings",
        "activity_id, meetings.title, place, starts_at, day_on, minutes, state, uid, sequence",
    ),
    "messages": _linked(
        "messages",
        "activity_id, template, to_address, subject, body, state, messages.created_at, closed_at, "
        "sent_activity_id",
    ),
    "opportunities": _linked(
        "opportunities",
        "opportunities.name, stage, kind, amount_minor, currency, opportunities.source, "
        "account_executive, first_response_on, passed_on, accepted_on, closed_on, close_reason, "
        "next_step, opportunities.created_on, opportunities.source_id",
        _opportunity,
    ),
    "facts": _linked("facts", "key, value, facts.source"),
    "signals": _linked(
        "signals",
        "kind, points, fast_track, happened_at, signals.source, signals.source_id, signals.note",
    ),
    "cadence_runs": _linked(
        "cadence_runs",
        "cadence, state, step, started_on, ended_on, end_reason, shifted_days, away_until_on, "
        "outcome",
    ),
    "focus_lists": _Sheet("focus_lists", "SELECT id, name, filter, position FROM focus_lists"),
    "call_blocks": _Sheet(
        "call_blocks",
        "SELECT id, day_on, slice, minutes, interruptions, started_at, ended_at, seconds "
        "FROM call_blocks",
    ),
    "drills": _Sheet(
        "drills",
        "SELECT id, card, seconds, source, question, story, proof, done_at, done_on FROM drills",
    ),
    "goals": _Sheet(
        "goals", "SELECT id, day_on, position, text, measure, target, done_at FROM goals"
    ),
    "day_closings": _Sheet(
        "day_closings",
        "SELECT id, day_on, goals_planned, goals_hit, note, closed_at FROM day_closings",
    ),
    "days_off": _Sheet("days_off", "SELECT id, day_on, reason FROM days_off"),
    "settings": _Sheet("settings", "SELECT id, key, value FROM settings"),
    "imports": _Sheet(
        "imports",
        "SELECT id, file_name, kind, shape, mapping, choices, rows_read, counts, created_at "
        "FROM imports",
    ),
    "source_ids": _linked("source_ids", "value, source_ids.source"),
    "suppressions": _Sheet(
        "suppressions", "SELECT id, kind, value, reason, source FROM suppressions"
    ),
    "import_mappings": _Sheet(
        "import_mappings", "SELECT id, name, kind, header, mapping, choices FROM import_mappings"
    ),
    "told_apart": _Sheet("told_apart", "SELECT id, kind, first_id, second_id FROM told_apart"),
}

_OF_ACCOUNTS = (
    "accounts",
    *(name for name, each in _SHEETS.items() if " accounts." in each.select),
)
"""The tables whose rows belong to accounts."""

WHAT = (*_SHEETS, ALL)
"""What can be exported."""


def export(desk: "Desk", target: Path, what: str = ALL, *, overwrite: bool = False) -> int:
    """Write a table to a ``.csv`` file, or one or all tables into a folder; return the rows.

    Cells no spreadsheet may run as formulas; amounts in whole units beside their currency.

    Raises:
        DeskError: there is nothing of that name, the target exists already or cannot be written.
    """
    if what not in WHAT:
        raise DeskError(f"{what!r} cannot be exported; choose one of {', '.join(WHAT)}.")
    files = _files(target, *(list(_SHEETS) if what == ALL else [what]))
    _free(files, overwrite=overwrite)
    with _said(target):
        _make_folder(target, files)
        return sum(_write(desk, _SHEETS[name], path) for name, path in files.items())


def export_of(
    desk: "Desk",
    target: Path,
    ids: "array[int]",
    what: str = "accounts",
    *,
    overwrite: bool = False,
) -> dict[str, int]:
    """Write some accounts, and what belongs to them; return the rows by table.

    ``accounts`` writes the accounts and their people: into a folder, or into a ``.csv`` file with
    the people beside it in one whose name ends in ``-contacts.csv``. Any other table, or all of
    them, has just the rows that belong to these accounts.

    Raises:
        DeskError: the table holds nothing of accounts, the target exists or cannot be written.
    """
    if what != ALL and what not in _OF_ACCOUNTS:
        raise DeskError(f"{what!r} cannot be exported for some accounts only.")
    names = list(_OF_ACCOUNTS) if what == ALL else [what]
    if what == "accounts":
        names = ["accounts", "contacts"]
    files = _files(target, *names)
    _free(files, overwrite=overwrite)
    with _said(target):
        _make_folder(target, files)
        return {name: _write(desk, _SHEETS[name], path, ids) for name, path in files.items()}


def _free(files: Mapping[str, Path], *, overwrite: bool) -> None:
    for path in files.values():
        if path.exists() and not overwrite:
            raise DeskError(f"{clean_line(str(path))} exists already; choose another name.")


@contextmanager
def _said(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        shown = clean_line(str(target))
        raise DeskError(f"{shown} cannot be written ({reason}); choose another place.") from error


def _make_folder(target: Path, files: Mapping[str, Path]) -> None:
    if target not in files.values():
        target.mkdir(parents=True, exist_ok=True)


def _files(target: Path, *names: str) -> dict[str, Path]:
    if target.suffix.lower() == ".csv" and not target.is_dir():
        if names == ("accounts", "contacts"):
            return {"accounts": target, "contacts": target.with_stem(f"{target.stem}-contacts")}
        if len(names) > 1:
            raise DeskError("One CSV file holds one table: name a folder to export everything.")
        return {names[0]: target}
    if target.exists() and not target.is_dir():
        raise DeskError(f"{clean_line(str(target))} is not a folder; name a folder or a .csv file.")
    return {name: target / f"{name}.csv" for name in names}


def _write(desk: "Desk", sheet: _Sheet, path: Path, ids: "array[int] | None" = None) -> int:
    rows = _rows(desk, sheet) if ids is None else _rows_of(desk, sheet, ids)
    head = _columns(desk, sheet)
    return write_csv(path, head, ([row[name] for name in head] for row in rows))


def _rows_of(desk: "Desk", sheet: _Sheet, ids: "array[int]") -> Iterator[Mapping[str, Cell]]:
    """Yield the rows that belong to accounts, in the order of these."""
    own = sheet.table == "accounts"
    key = "accounts.id" if own else f"{sheet.table}.account_id"
    for first in range(0, len(ids), _PART):
        part = list(ids[first : first + _PART])
        marks = ", ".join("?" * len(part))
        places = {number: place for place, number in enumerate(part)}
        select = sheet.select.replace("SELECT ", f"SELECT {key} AS _account, ", 1)
        query = f"{select} WHERE {key} IN ({marks}) ORDER BY {sheet.table}.id"
        rows = [dict(row) for row in desk.store.rows(query, part)]
        for row in sorted(rows, key=lambda each: places[each["_account"]]):
            del row["_account"]
            yield _changed(sheet, row)


def _columns(desk: "Desk", sheet: _Sheet) -> list[str]:
    """Return the column names of a table that may be empty."""
    cells = desk.store.rows(
        f"SELECT shown.* FROM (SELECT 1) LEFT JOIN ({sheet.select} LIMIT 1) AS shown"
    )
    return list(_changed(sheet, dict(cells[0])))


def _rows(desk: "Desk", sheet: _Sheet) -> Iterator[Mapping[str, Cell]]:
    last = 0
    key = f"{sheet.table}.id"
    query = f"{sheet.select} WHERE {key} > ? ORDER BY {key} LIMIT {_PAGE}"
    while page := desk.store.rows(query, (last,)):
        for row in page:
            yield _changed(sheet, dict(row))
        last = page[-1][0]


def _changed(sheet: _Sheet, row: dict[str, Any]) -> Mapping[str, Cell]:
    return sheet.change(row) if sheet.change else row

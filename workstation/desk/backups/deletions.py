"""The log of what was deleted: JSON lines beside the file, in the shape of our own exports.

Nothing in the workstation deletes an account or a person but undoing what made them, and merging
two people. What goes is written down from the log of changes, so that none is missed whatever
program did it, and 'workstation import' brings it back.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import json

from workstation.desk.backups.state import change_state, read_state
from workstation.store.connection import salt_of

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

KINDS = ("accounts", "contacts")
MOST_BYTES = 64 << 20
"""Where a log of deletions begins anew; the one before it stays."""

_NOTED_EVERY = 2_000
"""Changes after which it is written down how far the log was read, deletions among them or not."""

_Row = dict[str, Any]
_Ways = dict[int, dict[str, list[_Row]]]


def log_path(path: Path, kind: str) -> Path:
    """Return the file the deleted accounts or contacts of a database are written to."""
    return path.with_name(f"{path.name}.deleted-{kind}.jsonl")


def note_deletions(desk: "Desk") -> int:
    """Write what was deleted since the last time; return how many records that was.

    Where nothing can be written it is written the next time.
    """
    path, store = desk.store.path, desk.store
    if salt_of(path) is not None:
        # What an encrypted file held is never written beside it in clear; its own log keeps it.
        return 0
    through = read_state(path).deleted_through
    with store.snapshot():
        top = int(store.value("SELECT coalesce(max(seq), 0) FROM changes"))
        if top < through:
            change_state(path, deleted_through=top)
            return 0
        if top == through:
            return 0
        count = 0
        with contextlib.suppress(OSError):
            count = _write(path, _deleted(desk, through, top))
            if count or top - through >= _NOTED_EVERY:
                change_state(path, deleted_through=top)
        return count


def _write(path: Path, found: Iterator[tuple[str, _Row]]) -> int:
    """Write records to the logs, all of them or, where that is cut short, none; return how many."""
    first = next(found, None)
    if first is None:
        return 0
    from tempfile import TemporaryFile

    from workstation.exchange.write_json_lines import json_into

    count = 0
    with contextlib.ExitStack() as stack:
        lines = {kind: stack.enter_context(TemporaryFile(dir=path.parent)) for kind in KINDS}
        for kind, row in chain((first,), found):
            json_into(lines[kind], list(row), [list(row.values())])
            count += 1
        for kind, whole in lines.items():
            if whole.tell():
                whole.seek(0)
                _append(log_path(path, kind), whole)
    return count


def _append(path: Path, lines: IO[bytes]) -> None:
    if path.exists() and path.stat().st_size > MOST_BYTES:
        path.replace(path.with_suffix(".before.jsonl"))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        shutil.copyfileobj(lines, file)
        file.flush()
        os.fsync(file.fileno())


def _deleted(desk: "Desk", through: int, top: int) -> Iterator[tuple[str, _Row]]:
    """Yield the kind and the line of every record deleted by entries of the log, action by action.

    An address or number that went alone is a line of its person with nothing but that; those of
    an account itself are a line of people with the account and nobody in it.
    """
    changes = desk.store.each(
        "SELECT action_id, table_name, row_id, before FROM changes WHERE seq > ? AND seq <= ? "
        "AND kind = 'delete' AND table_name IN ('accounts', 'contacts', 'emails', 'phones') "
        "ORDER BY seq",
        (through, top),
    )
    for action, entries in groupby(changes, key=lambda each: each["action_id"]):
        gone: dict[str, dict[int, _Row]] = {
            table: {} for table in ("accounts", "contacts", "emails", "phones")
        }
        for entry in entries:
            gone[entry["table_name"]][entry["row_id"]] = json.decode(entry["before"])
        yield from _of_action(desk, action, gone)


def _of_action(
    desk: "Desk", action: int | None, gone: Mapping[str, dict[int, _Row]]
) -> Iterator[tuple[str, _Row]]:
    made = desk.store.row("SELECT at, title FROM actions WHERE id = ?", (action,))
    when = {"deleted_at": made["at"], "deleted_by": made["title"]} if made else {}
    for number, row in gone["accounts"].items():
        yield "accounts", _account(number, row) | when
    for number, own in _ways(gone, "account_id").items():
        nobody: _Row = {"account_id": number}
        yield "contacts", _contact(desk, number, nobody, own, gone["accounts"]) | when
    ways = _ways(gone, "contact_id")
    moved = {table: _moved(desk, action, table) for table in ("emails", "phones")}
    for number in [*gone["contacts"], *(each for each in ways if each not in gone["contacts"])]:
        person = gone["contacts"].get(number) or _person(desk, number)
        if person is None:
            continue
        own = ways.get(number, {"emails": [], "phones": []})
        if number in gone["contacts"]:
            own = {table: own[table] + moved[table].get(number, []) for table in own}
        yield "contacts", _contact(desk, number, person, own, gone["accounts"]) | when


def _ways(gone: Mapping[str, dict[int, _Row]], owner: str) -> _Ways:
    """Return the addresses and numbers of people, or of accounts those that are nobody's there."""
    found: _Ways = {}
    for table in ("emails", "phones"):
        for row in gone[table].values():
            theirs = owner == "contact_id" or row.get("contact_id") is None
            if theirs and row.get(owner) is not None:
                held = found.setdefault(row[owner], {"emails": [], "phones": []})
                held[table].append(row)
    return found


def _moved(desk: "Desk", action: int | None, table: str) -> dict[int, list[_Row]]:
    """Return the addresses or numbers that an action gave to others, by the person who had them."""
    found: dict[int, list[_Row]] = {}
    for row in desk.store.rows(
        f"SELECT json_extract(before, '$.contact_id') AS had, held.* FROM changes "
        f"JOIN {table} AS held ON held.id = changes.row_id "
        "WHERE action_id = ? AND table_name = ? AND changes.kind = 'update' "
        "AND json_extract(before, '$.contact_id') IS NOT NULL",
        (action, table),
    ):
        held = dict(row)
        found.setdefault(held.pop("had"), []).append(held)
    return found


def _person(desk: "Desk", number: int) -> _Row | None:
    """Return who has lost an address or number, if that person is still there."""
    row = desk.store.row("SELECT name, account_id FROM contacts WHERE id = ?", (number,))
    return dict(row) if row else None


def _account(number: int, row: _Row) -> _Row:
    said = dict(row)
    minor, currency = said.pop("revenue_minor", None), said.pop("revenue_currency", None)
    for name in ("id", "created_at", "updated_at", "name", "domain"):
        said.pop(name, None)
    line = {"workstation_id": number, "name": row.get("name"), "domain": row.get("domain"), **said}
    if minor is not None:
        from workstation.desk.exports.sheets import in_units

        line |= {"currency": currency, "revenue": in_units(minor, currency)}
    return line


def _contact(
    desk: "Desk",
    number: int,
    row: _Row,
    ways: Mapping[str, list[_Row]],
    accounts: Mapping[int, _Row],
) -> _Row:
    from workstation.desk.exports.sheets import SHEETS

    account = _account_of(desk, row.get("account_id"), accounts)
    said = {name: row.get(name) for name in _PERSONAL if row.get(name) is not None}
    held = {
        "emails": _listed(ways["emails"], ("kind", "address", "state")),
        "phones": _listed(ways["phones"], ("kind", "number", "extension", "state")),
    }
    change = SHEETS["contacts"].change
    spread = dict(change(held)) if change else {}
    head = {"workstation_id": number, "account": account.get("name"), "name": row.get("name")}
    more = {"account_source_id": account.get("source_id"), "account_bin": account.get("bin")}
    always = {name: spread.pop(name) for name in ("email", "phone")}
    return head | always | _told(said | more | spread)


_PERSONAL = (
    "first_name", "last_name", "title", "role", "time_zone", "do_not_call", "opted_out",
    "protection_reason", "source_id", "source_modified_at", "note", "created_on",
    "referred_by_id",
)  # fmt: skip


def _told(row: Mapping[str, Any]) -> _Row:
    return {name: value for name, value in row.items() if value is not None}


def _listed(rows: list[_Row], names: tuple[str, ...]) -> str:
    """Write ways to reach somebody as the exports read them, the main one first."""
    usual = {"kind": "work", "state": "valid"}
    ordered = sorted(rows, key=lambda row: not row.get("is_main"))
    said = [[row.get(name, usual.get(name)) for name in names] for row in ordered]
    return json.encode(said).decode()


def _account_of(desk: "Desk", number: int | None, gone: Mapping[int, _Row]) -> _Row:
    """Return the account a person belonged to, there or deleted."""
    if number is None:
        return {}
    if number in gone:
        return gone[number]
    row = desk.store.row("SELECT name, source_id, bin FROM accounts WHERE id = ?", (number,))
    if row is not None:
        return dict(row)
    before = desk.store.value(
        "SELECT before FROM changes WHERE row_id = ? AND table_name = 'accounts' "
        "AND kind = 'delete' ORDER BY seq DESC LIMIT 1",
        (number,),
    )
    return json.decode(before) if before else {}

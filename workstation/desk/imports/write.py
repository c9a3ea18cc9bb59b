"""Writes what an import has collected, set by set, inside its one recorded action."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.fresh import Fresh
from workstation.desk.imports.records import ACCOUNT_COLUMNS, CONTACT_COLUMNS, Known, Value
from workstation.desk.imports.score import score_fresh, score_made
from workstation.method.elsewhere import ELSEWHERE
from workstation.method.fit import FIT_COLUMNS
from workstation.store.actions import Writer

if TYPE_CHECKING:
    from workstation.desk.imports.batch import Batch

ACCOUNT_ROW = (
    "name", "bin", "bin_since_on", "bin_reason", "created_on", "source_modified_at",
    *ACCOUNT_COLUMNS, *FIT_COLUMNS,
)  # fmt: skip
_CONTACT_ROW = ("account_id", "name", "created_on", "source_modified_at", *CONTACT_COLUMNS)
_EMAIL_ROW = ("account_id", "contact_id", "address", "kind", "is_main", "state")
_PHONE_ROW = (
    "account_id", "contact_id", "number", "extension", "display", "kind", "time_zone", "is_main",
    "state",
)  # fmt: skip
_FACT_ROW = ("account_id", "contact_id", "key", "value", "source")
_TOUCH_ROW = (
    "account_id", "contact_id", "kind", "direction", "outcome", "happened_at", "happened_on",
    "note",
)  # fmt: skip
_FATE_ROW = (
    "import_id", "line", "last_line", "fate", "record_id", "why", "fields", "other_id",
)  # fmt: skip


def write(batch: "Batch", act: Writer) -> None:
    """Write what was collected."""
    if batch.scorer is not None:
        score_made(batch, batch.scorer)
        if batch.fresh is not None:
            score_fresh(batch.fresh, batch.scorer)
    _write_accounts(batch, act)
    for contact in batch.contacts:
        contact.held["account_id"] = _id(contact.account)
    _insert(act, "contacts", _CONTACT_ROW, batch.contacts)
    act.insert_many(
        "emails",
        _EMAIL_ROW,
        [(_id(account), _id(who), *row) for account, who, row in batch.emails],
    )
    act.insert_many(
        "phones", _PHONE_ROW, [(_id(who.account), who.id, *row) for who, row in batch.phones]
    )
    act.insert_many("facts", _FACT_ROW, list(_facts(batch)))
    act.insert_many(
        "source_ids",
        ("account_id", "contact_id", "value", "source"),
        [(_id(one), _id(other), value, batch.source) for one, other, value in batch.ids],
    )
    act.insert_many(
        "follow_ups",
        ("account_id", "contact_id", "channel", "why", "due_on", "due_at", "first_due_on"),
        [(account.id, _id(who), *values, values[2]) for account, who, values in batch.follow_ups],
    )
    act.insert_many(
        "activities",
        _TOUCH_ROW,
        [
            (account.id, _id(who), "social", "in", ELSEWHERE, *values)
            for account, who, values in batch.touches
        ],
    )
    ids = {
        (table, names): act.insert_many(table, names, rows)
        for (table, names), rows in batch.others.items()
    }
    for place, table_and_names, made in batch.made:
        made.id = ids[table_and_names][place]
    for contact, account in batch.moves:
        batch.update("contacts", contact.id, {"account_id": account.id})
    for table, updates in batch.updates.items():
        _update(act, table, updates)
    act.insert_unrecorded("import_rows", _FATE_ROW, _runs(batch))
    if batch.rescore is not None and batch.touched:
        batch.rescore(act, sorted(batch.touched))
        batch.touched.clear()


def _write_accounts(batch: "Batch", act: Writer) -> None:
    """Write the new accounts in the order of their rows, whichever way they were made."""
    fresh, made = batch.fresh, [known for known, _, _ in batch.accounts]
    if fresh is None:
        _insert(act, "accounts", ACCOUNT_ROW, made)
        keys = [(known.id, known.held["name"], key) for known, key, _ in batch.accounts]
    elif not made:
        fresh.ids = act.insert_columns("accounts", _filled(fresh.columns))
        keys = list(zip(fresh.ids, fresh.names, fresh.keys, strict=True))
    else:
        keys = _write_mixed(batch, fresh, act)
    act.insert_unrecorded("name_keys", ("account_id", "name", "key"), keys)


def _write_mixed(batch: "Batch", fresh: Fresh, act: Writer) -> list[tuple[int, Value, str]]:
    nothing = [None] * len(fresh)
    told = zip(*(fresh.columns.get(name, nothing) for name in ACCOUNT_ROW), strict=True)
    read = itemgetter(*ACCOUNT_ROW)
    places = [*fresh.rows, *(row for _, _, row in batch.accounts)]
    rows = [*told, *(read(known.held) for known, _, _ in batch.accounts)]
    order = sorted(range(len(places)), key=places.__getitem__)
    ids = [0] * len(places)
    numbers = act.insert_many("accounts", ACCOUNT_ROW, [rows[at] for at in order])
    for at, number in zip(order, numbers, strict=True):
        ids[at] = number
    fresh.ids = ids[: len(fresh)]
    for (known, _, _), number in zip(batch.accounts, ids[len(fresh) :], strict=True):
        known.id = number
    keys = [*fresh.keys, *(key for _, key, _ in batch.accounts)]
    return [(number, row[0], key) for number, row, key in zip(ids, rows, keys, strict=True)]


def _filled(columns: Mapping[str, Sequence[Value]]) -> dict[str, Sequence[Value]]:
    """Return the columns in which some row has a value."""
    return {name: column for name, column in columns.items() if any(map(_said, column))}


def _said(value: Value) -> bool:
    return value is not None


def _facts(batch: "Batch") -> Iterator[tuple[Value, ...]]:
    source, fresh = batch.source, batch.fresh
    for account, contact, key, value in batch.facts:
        yield _id(account), _id(contact), key, value, source
    if fresh is not None:
        for at, key, value in fresh.facts:
            yield fresh.ids[at], None, key, value, source


def _runs(batch: "Batch") -> Iterator[tuple[Value, ...]]:
    """Yield the fates; one row for lines that follow each other, with records that do so too."""
    fresh_ids = iter(batch.fresh.ids if batch.fresh is not None else ())
    first, last = 0, -1
    record: int | None = None
    held: tuple[Value, ...] | None = None
    for line, outcome in batch.fates:
        number, fate = _fate(outcome, fresh_ids)
        expected = None if record is None else record + line - first
        if line != last + 1 or fate != held or number != expected:
            if held is not None:
                yield (batch.import_id, first, _last(first, last), held[0], record, *held[1:])
            first, record, held = line, number, fate
        last = line
    if held is not None:
        yield (batch.import_id, first, _last(first, last), held[0], record, *held[1:])


_NEW: tuple[Value, ...] = ("new", None, None, None)


def _fate(
    outcome: Outcome | None, fresh_ids: Iterator[int]
) -> tuple[int | None, tuple[Value, ...]]:
    if outcome is None:
        return next(fresh_ids), _NEW
    record, other = outcome.record, outcome.other
    return None if record is None else record.id, (
        outcome.fate,
        outcome.why,
        ", ".join(outcome.fields) or None,
        None if other is None else other.id,
    )


def _last(first: int, last: int) -> int | None:
    return last if last > first else None


def _insert(act: Writer, table: str, names: Sequence[str], records: Sequence[Known]) -> None:
    if not records:
        return
    read = itemgetter(*names)
    columns = zip(*[read(known.held) for known in records], strict=True)
    ids = act.insert_columns(table, _filled(dict(zip(names, columns, strict=True))))
    for known, number in zip(records, ids, strict=True):
        known.id = number


def _update(act: Writer, table: str, updates: Mapping[int, Mapping[str, Value]]) -> None:
    by_names: dict[tuple[str, ...], list[Sequence[Value]]] = defaultdict(list)
    for number, values in updates.items():
        names = tuple(sorted(values))
        by_names[names].append((number, *(values[name] for name in names)))
    for names, rows in by_names.items():
        act.update_many(table, names, rows)


def _id(known: Known | None) -> int | None:
    return None if known is None else known.id

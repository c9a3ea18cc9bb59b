"""What an import will do with each column of a file, to be shown and agreed before it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workstation.desk.errors import DeskError
from workstation.exchange.columns import guess
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.table import Table, TableError, open_table
from workstation.exchange.write import plain_cell
from workstation.method.text import clean_line

OWN_MARK = "workstation_id"
"""The column that tells an export of the workstation from any other file."""

_OWN_NAMES: dict[RecordKind, dict[str, str]] = {
    "accounts": {"revenue": "revenue_minor"}
    | {name: name for name in (OWN_MARK, "source", "bin", "bin_reason")},
    "contacts": {"account": "account_name"}
    | {name: name for name in (OWN_MARK, "time_zone", "protection_reason")},
    "signals": {"account": "account_name", "happened_at": "when"},
}
"""Columns only our own exports have, and what they fill."""

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column becomes.

    ``field`` is None for a column kept as a fact, and for one that is ``ignored`` (what the
    workstation works out itself, in its own exports). ``confidence`` runs from 0 to 1;
    ``samples`` are the first cells that are not empty.
    """

    column: str
    field: str | None
    field_title: str
    confidence: float
    samples: tuple[str, ...]
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """How a file will be read.

    ``encoding`` is a codec's name, ``size`` in bytes; ``doubt`` is a sentence to show and to ask
    about before running it.
    """

    path: Path
    as_: RecordKind
    columns: tuple[ColumnPlan, ...]
    encoding: str
    delimiter: str
    size: int
    doubt: str | None = None

    @property
    def file_name(self) -> str:
        """The file's name, fit to be shown and kept."""
        return clean_line(self.path.name)

    @property
    def own(self) -> bool:
        """Whether the file is an export of the workstation."""
        return any(column.column == OWN_MARK for column in self.columns)

    @property
    def by_column(self) -> dict[str, str | None]:
        """The field of each column, None where it has none."""
        return {column.column: column.field for column in self.columns}


def make_plan(
    path: Path, as_: str | None = None, overrides: Mapping[str, str | None] | None = None
) -> ImportPlan:
    """Look at a file and plan its import; ``overrides`` gives columns another field, None a fact.

    Raises:
        DeskError: the file cannot be used, or an override names no column or field.
    """
    if as_ is not None and as_ not in FIELDS:
        raise DeskError(f"A file comes in as {' or '.join(FIELDS)}, not as {as_!r}.")
    try:
        table = open_table(path)
        rows = table.sample()
    except TableError as error:
        raise DeskError(str(error)) from error
    found = guess(table.columns, rows, as_)
    fields, confidence = dict(found.by_column), dict(found.confidence)
    own = OWN_MARK in table.columns
    if own:
        fields = {name: _own_field(name, found.as_) for name in table.columns}
        confidence = {name: 1.0 for name, key in fields.items() if key}
    _override(fields, confidence, overrides or {}, found.as_)
    try:
        table.check_mapped(name for name, key in fields.items() if key)
    except TableError as error:
        raise DeskError(str(error)) from error
    known = set(fields.values())
    exact = own or found.as_ == "signals"
    return ImportPlan(
        path=path,
        as_=found.as_,
        columns=tuple(
            ColumnPlan(
                column=name,
                field=key,
                field_title=_title(found.as_, key, own=exact),
                confidence=confidence.get(name, 0.0),
                samples=_samples(rows, at),
                ignored=exact and key is None and name not in (overrides or {}),
            )
            for at, (name, key) in enumerate(fields.items())
        ),
        encoding=table.encoding,
        delimiter=table.delimiter,
        size=table.size_bytes,
        doubt=found.doubt or _nameless(found.as_, known),
    )


def open_planned(plan: ImportPlan) -> Table:
    """Open a plan's file again.

    Raises:
        DeskError: it cannot be read, or has other columns by now.
    """
    try:
        table = open_table(plan.path)
    except TableError as error:
        raise DeskError(str(error)) from error
    if table.columns != [column.column for column in plan.columns]:
        raise DeskError(f"{plan.file_name} has other columns by now: look at it again.")
    return table


def _own_field(name: str, kind: RecordKind) -> str | None:
    return _OWN_NAMES[kind].get(name) or (name if name in FIELDS[kind] else None)


def _override(
    fields: dict[str, str | None],
    confidence: dict[str, float],
    overrides: Mapping[str, str | None],
    kind: RecordKind,
) -> None:
    for name, key in overrides.items():
        if name not in fields:
            raise DeskError(f"There is no column {name!r}; there are {', '.join(fields)}.")
        if key is not None and key not in FIELDS[kind]:
            raise DeskError(f"There is no field {key!r}; there are {', '.join(FIELDS[kind])}.")
        if key is not None:
            for other in [one for one, filled in fields.items() if filled == key]:
                if overrides.get(other) == key and other != name:
                    raise DeskError(f"{other!r} and {name!r} cannot both be the {key}.")
                fields[other] = None
                confidence.pop(other, None)
        fields[name] = key
        confidence.pop(name, None)
        if key is not None:
            confidence[name] = 1.0


def _title(kind: RecordKind, key: str | None, *, own: bool) -> str:
    if key is None:
        return "left out" if own else "kept as a fact"
    return FIELDS[kind][key].title if key in FIELDS[kind] else key.replace("_", " ").capitalize()


def _samples(rows: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    cells = (clean_line(plain_cell(row[at])) for row in rows)
    return tuple([cell for cell in cells if cell][:_SAMPLES])


def _nameless(kind: RecordKind, fields: set[str | None]) -> str | None:
    if kind == "accounts" and not fields & {"name", "domain"}:
        return "No column looks like the name of a company, so no row could be used."
    if kind == "contacts" and not fields & {"name", "first_name", "last_name", "email"}:
        return "No column looks like the name of a person, so no row could be used."
    if kind == "signals" and not fields & {"account_name", "domain", "email"}:
        return "No column says which account a signal is about, so no row could be used."
    if kind == "signals" and not fields & {"kind", "points"}:
        return "No column says what kind of signal it is or its points, so no row could be used."
    if kind == "signals" and "when" not in fields:
        return "No column says when a signal happened, so no row could be used."
    if kind == "contacts" and not fields & {"account_name", "account_source_id", "email"}:
        return "No column says which company these people work for, so no row could be used."
    return None

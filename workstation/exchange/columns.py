"""Guesses what the columns of a foreign table mean, from their names and from what they hold."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass

from workstation.exchange.cell_tests import agrees, share
from workstation.exchange.column_values import Values, fill_by_values
from workstation.exchange.column_words import FITTING
from workstation.exchange.consent import asks_leave, is_count, may_be_contacted, permission, refusal
from workstation.exchange.dated_words import date_in
from workstation.exchange.event_synonyms import OPPORTUNITIES, SIGNALS, TASKS
from workstation.exchange.fields import FIELDS, Field, Kind, RecordKind
from workstation.exchange.record_kinds import deal_words, kind_of_table
from workstation.exchange.shapes import Shape, recognise, shape_named
from workstation.exchange.squashing import repeated, squashed, without_repeats
from workstation.exchange.synonyms import ACCOUNTS, CONTACTS
from workstation.exchange.undated import undated_in
from workstation.exchange.way_names import custom_way_of, labelled, way_of

__all__ = ["FIELDS", "Field", "Kind", "Mapping", "RecordKind", "guess", "squashed"]

EXACT = 1.0
"""The name is one we know and the values agree, or there are none."""
DISPUTED = 0.4
"""The name is one we know, but most values are something else."""

_TOLD: dict[RecordKind, dict[str, str]] = {
    "accounts": ACCOUNTS,
    "contacts": CONTACTS,
    "signals": SIGNALS,
    "opportunities": OPPORTUNITIES,
    "tasks": TASKS,
}
_SYNONYMS = {
    kind: {key: tuple(names.split()) for key, names in told.items()} for kind, told in _TOLD.items()
}
_MOST_CELLS, _FEWEST_CELLS = 10_000, 5
"""Cells looked at in all columns, and in each however many there are."""
_OF_COMPANY = frozenset(key for key in FIELDS["contacts"] if key.startswith("account_"))
_ABOUT_COMPANY = _OF_COMPANY - {"account_name", "account_source_id"}
_ONLY_AGREED = frozenset(("follow_up_on", "touched_on"))
"""Fields whose names stand over other things as well, such as `Next step` over words."""
_FEW_DATES = 0.2
"""Share of cells with a date among words from which a column of next steps tells of days."""
_MOSTLY = 0.5
"""Share of cells with a count from which a column asks for no leave (`May calls`)."""
_OWN_SITES = ("blog", "profil", "privat", "personal", "portfolio", "ftp")
_HOME = ("home", "privat", "personal", "other")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a table becomes.

    `by_column` has every column in file order: the key of its field, or None when it is kept as a
    fact. `confidence` (0 to 1) is given for the columns that fill a field. `shape` is the name of
    the export this is, None for a file of no tool we know. `labels` are columns that only say what
    kind the address or number beside them is. `other_kind` is what the rows may be just as well,
    when neither names nor values tell. `doubt` is a sentence when the table seems to be something
    else altogether.
    """

    as_: RecordKind
    by_column: dict[str, str | None]
    confidence: dict[str, float]
    doubt: str | None = None
    shape: str | None = None
    labels: frozenset[str] = frozenset()
    other_kind: RecordKind | None = None

    def column(self, field: str) -> str | None:
        """Return the first column that fills a field."""
        return next(iter(self.columns_of(field)), None)

    def columns_of(self, field: str) -> list[str]:
        """Return the columns that fill a field, several for one that may have many."""
        return [name for name, key in self.by_column.items() if key == field]

    @property
    def mapped(self) -> list[str]:
        """The columns that fill a field."""
        return [name for name, key in self.by_column.items() if key is not None]

    @property
    def facts(self) -> list[str]:
        """The columns kept as facts."""
        return [
            name for name, key in self.by_column.items() if key is None and name not in self.labels
        ]


def guess(
    columns: Sequence[str],
    sample_rows: Sequence[Sequence[str]],
    as_: RecordKind | None = None,
    format_: str = "CSV",
    *,
    shape: str | None = None,
) -> Mapping:
    """Map distinct column names to fields: as the export of a tool, by name, then by the values.

    `as_` forces the kind of record and `shape` the export it is; otherwise both are recognised. A
    field is filled by one column, the best named, unless it may have several; the rest are facts.
    """
    most = max(_FEWEST_CELLS, _MOST_CELLS // max(1, len(columns)))
    values = {
        name: [row[at].strip() for row in sample_rows if at < len(row) and row[at].strip()][:most]
        for at, name in enumerate(columns)
    }
    known = shape_named(shape) if shape else recognise(columns, format_)
    if known is not None and as_ not in (None, known.kind):
        known = None
    other: RecordKind | None = None
    kind: RecordKind
    if as_ is not None or known is not None:
        kind = as_ or known.kind  # type: ignore[union-attr]
    else:
        kind, other = kind_of_table(
            columns, values, {each: _by_name(columns, values, each) for each in FIELDS}
        )
    chosen = _by_name(columns, values, kind, known)
    fill_by_values(columns, values, kind, chosen, known.facts if known else frozenset())
    told = deal_words(columns) if as_ in ("accounts", "contacts") else []
    return Mapping(
        as_=kind,
        by_column={name: chosen[name][0] if name in chosen else None for name in columns},
        confidence={name: chosen[name][1] for name in columns if name in chosen},
        doubt=(known.doubt if known else "") or _doubt(told),
        shape=known.name if known else None,
        labels=frozenset(_labels(columns, chosen)),
        other_kind=other,
    )


_PERMITTED: dict[RecordKind, dict[str, str]] = {
    "contacts": {"phone": "do_not_call", "email": "opted_out", "all": "do_not_call"},
    "accounts": {"all": "do_not_contact"},
    "signals": {},
    "opportunities": {},
    "tasks": {},
}
"""The field of a column that asks for leave; the refusal of all is one of calls and of email."""
_REFUSALS = ("do_not_call", "opted_out", "do_not_contact", "bounced_emails", "wrong_phones")
"""Fields that every column named for them fills: each refusal counts."""

Chosen = dict[str, tuple[str, float]]
"""Field and confidence by column."""


def _by_name(
    columns: Sequence[str], values: Values, kind: RecordKind, shape: Shape | None = None
) -> Chosen:
    """Give each field the column whose name stands first in its synonyms.

    What the shape says goes before what is guessed.
    """
    ours = {squashed(name): name for name in reversed(without_repeats(columns))}
    chosen: Chosen = {}
    if shape is not None:
        _take(shape.names, kind, ours, values, chosen, certain=True)
        _take_ways(shape.names, kind, ours, values, chosen)
        _several(ours, values, kind, chosen, shape.facts)
        claimed = {name for names in shape.names.values() for name in names}
        for name in claimed | shape.facts:
            ours.pop(name, None)
    else:
        _several(ours, values, kind, chosen, frozenset())
    _take_repeats(columns, values, kind, chosen)
    if kind == "contacts":
        _drop_homes(columns, values, chosen)
    _take(_SYNONYMS[kind], kind, ours, values, chosen)
    return chosen


def _take(
    names_of: AnyMapping[str, Sequence[str]],
    kind: RecordKind,
    ours: AnyMapping[str, str],
    values: Values,
    chosen: Chosen,
    *,
    certain: bool = False,
) -> None:
    """Fill fields from the columns named for them; `certain` names are those of a shape."""
    filled = {key for key, _ in chosen.values()}
    for key, names in names_of.items():
        field = FIELDS[kind][key]
        if key in filled or field.many:
            continue
        if not certain and kind == "contacts":
            if key == "name" and {"first_name", "last_name"} <= filled:
                continue
            if key in _ABOUT_COMPANY:
                names = _said_of_company(names, filled)  # noqa: PLW2901
        able = [ours[name] for name in names if name in ours and ours[name] not in chosen]
        if not certain and kind == "contacts" and key in FITTING:
            able = [name for name in able if FITTING[key](values[name])]
        if not able:
            continue
        agreed = [name for name in able if agrees(field.kind, values[name])]
        if key in _ONLY_AGREED and not agreed:
            worded = able if key == "follow_up_on" else []
            agreed = [name for name in worded if share(_dated, values[name]) >= _FEW_DATES]
            if not agreed:
                continue
        chosen[(agreed or able)[0]] = (key, EXACT if agreed else DISPUTED)
        filled.add(key)


def _take_ways(
    names_of: AnyMapping[str, Sequence[str]],
    kind: RecordKind,
    ours: AnyMapping[str, str],
    values: Values,
    chosen: Chosen,
) -> None:
    """Fill a field that may have several columns from all that a shape names for it."""
    for key, names in names_of.items():
        field = FIELDS[kind][key]
        for name in names if field.many else ():
            if name in ours and ours[name] not in chosen:
                agreed = agrees(field.kind, values[ours[name]])
                chosen[ours[name]] = (key, EXACT if agreed else DISPUTED)


def _said_of_company(names: Sequence[str], filled: set[str]) -> Sequence[str]:
    """Leave out names that speak of the company only where there is one (`Street`, `Industry`)."""
    if filled & {"account_name", "account_source_id"}:
        return names
    whose = ("account", "company", "billing", "business", "organization", "firma", "corporate")
    return [name for name in names if name.startswith(whose)]


def _several(
    ours: AnyMapping[str, str],
    values: Values,
    kind: RecordKind,
    chosen: Chosen,
    facts: frozenset[str],
) -> None:
    """Choose all columns of addresses and numbers of people, each by its own name."""
    refusals = [key for key in _REFUSALS if key in FIELDS[kind]]
    for name, column in ours.items():
        key = next((key for key in refusals if name in _SYNONYMS[kind][key]), "")
        asks = "" if key else _PERMITTED[kind].get(permission(name) or refusal(name), "")
        if (key or asks) and name not in facts and column not in chosen:
            if asks_leave(column) and share(is_count, values[column]) >= _MOSTLY:
                continue
            agreed = agrees("yes_no", values[column])
            if key or agreed or refusal(name) or share(may_be_contacted, values[column]) > 0:
                chosen[column] = (key or asks, EXACT if agreed else DISPUTED)
    if kind != "contacts":
        return
    for name, column in ours.items():
        if name in facts or column in chosen:
            continue
        way = next(
            (key for key in ("email", "mobile", "phone") if name in _SYNONYMS[kind][key]), ""
        )
        way = way or way_of(name) or custom_way_of(column) or ""
        if way:
            agreed = agrees(FIELDS[kind][way].kind, values[column])
            chosen[column] = (way, EXACT if agreed else DISPUTED)


def _take_repeats(columns: Sequence[str], values: Values, kind: RecordKind, chosen: Chosen) -> None:
    """Give the second column of one name (`Email (2)`) the field of the first if it takes many."""
    first = {name.casefold(): name for name in columns}
    for column in columns:
        original = first.get(repeated(column).casefold(), "")
        key = chosen[original][0] if original in chosen else ""
        if key and column not in chosen and FIELDS[kind][key].many:
            agreed = agrees(FIELDS[kind][key].kind, values[column])
            chosen[column] = (key, EXACT if agreed else DISPUTED)


def _drop_homes(columns: Sequence[str], values: Values, chosen: Chosen) -> None:
    """Keep addresses that all are called homes by their labels from being the companies'.

    Where only some are, each row is told by its own label when it is read.
    """
    for column in list(chosen):
        field = chosen[column][0]
        if field not in _OF_COMPANY | {"city"} or " - " not in column:
            continue
        stem = column.rpartition(" - ")[0]
        said = [
            cell
            for end in ("Label", "Type")
            if f"{stem} - {end}" in columns
            for cell in values[f"{stem} - {end}"]
        ]
        if said and all(is_own(field, cell) for cell in said):
            del chosen[column]


def is_own(field: str, label: str) -> bool:
    """Say whether a label calls an address or site a person's own, not that of their company."""
    words = _OWN_SITES if field == "account_domain" else _HOME
    return any(word in label.casefold() for word in words)


def _dated(cell: str) -> bool:
    return date_in(cell) != "" or undated_in(cell) is not None


def _labels(columns: Sequence[str], chosen: Chosen) -> list[str]:
    """Return the columns that say what kind the address or number beside them is."""
    return [name for name in columns if name not in chosen and labelled(name) in chosen]


def _doubt(told: Sequence[str]) -> str | None:
    if not told:
        return None
    return (
        f"This looks like a list of opportunities (columns {told[0]}, {told[1]}, {told[2]}), "
        "not of accounts or contacts."
    )

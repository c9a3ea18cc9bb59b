"""What an import will do with each column of a file, to be shown and agreed before it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.desk.imports import questions as import_questions
from workstation.desk.imports.choices import KIND, Policy, Question, policy_of
from workstation.desk.imports.doubts import lacking
from workstation.desk.imports.own import (
    OWN_MARK,
    OWN_SHAPE,
    added,
    is_fact,
    is_mark,
    own_field,
    says_why,
)
from workstation.desk.imports.own_tables import own_table
from workstation.exchange import columns as guessing
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.source import Source, open_source
from workstation.exchange.table import TableError
from workstation.exchange.write import plain_cell
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.imports.mappings import ImportMappings, NamedMapping

__all__ = [
    "OWN_MARK",
    "OWN_SHAPE",
    "ColumnPlan",
    "ImportPlan",
    "Policy",
    "Question",
    "make_plan",
    "open_planned",
]

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column becomes.

    ``field`` is None for a column kept as a fact, and for one that is ``ignored`` (what the
    workstation works out itself, in its own exports, and what only says of which kind the address
    beside it is). ``confidence`` runs from 0 to 1; ``samples`` are the first cells that are not
    empty.
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

    ``encoding`` is a codec's name and ``size`` in bytes; ``unit`` is what rows are counted in
    (line, row, card) and ``sheet`` the one asked for of a workbook. ``shape`` names the export
    this is ("HubSpot contacts"), None for a file of no tool we know, and ``mapping_name`` the
    mapping kept from an earlier file that was taken. ``notes`` are sentences on what was skipped
    or taken for granted, ``doubt`` is one to ask about before running it. ``questions`` must all
    be answered; ``settled`` is what the file itself gave away, by the keys of such questions.
    ``corrected``: somebody changed what was guessed.
    """

    path: Path
    as_: RecordKind
    columns: tuple[ColumnPlan, ...]
    encoding: str
    delimiter: str
    size: int
    doubt: str | None = None
    shape: str | None = None
    format: str = "CSV"
    unit: str = "line"
    notes: tuple[str, ...] = ()
    sheet: str | None = None
    policy: Policy = field(default_factory=Policy)
    questions: tuple[Question, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    mapping_name: str | None = None
    corrected: bool = False

    @property
    def answers(self) -> dict[str, str]:
        """What the file gave away or somebody said, by the key of the question.

        What only counts as usual is not among it.
        """
        said = {
            each.key: each.answer
            for each in self.questions
            if each.answer is not None and each.answer != each.usual
        }
        return {**self.settled, **said}

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What has to be answered before the file can be brought in."""
        return tuple(each for each in self.questions if each.answer is None)

    @property
    def taken_for_granted(self) -> tuple[Question, ...]:
        """What counts as it usually does, or as somebody said: to be shown, and to be changed."""
        return tuple(each for each in self.questions if each.usual is not None)

    @property
    def file_name(self) -> str:
        """The file's name, fit to be shown and kept."""
        return clean_line(self.path.name)

    @property
    def own(self) -> bool:
        """Whether the file is an export of the workstation."""
        return any(is_mark(column.column) for column in self.columns)

    @property
    def by_column(self) -> dict[str, str | None]:
        """The field of each column, None where it has none."""
        return {column.column: column.field for column in self.columns}


def make_plan(
    path: Path,
    as_: str | None = None,
    overrides: Mapping[str, str | None] | None = None,
    *,
    answers: Mapping[str, str] | None = None,
    policy: str | Policy | None = None,
    mapping: str | None = None,
    sheet: str | None = None,
    kept: "ImportMappings | None" = None,
    setting: import_questions.Setting | None = None,
) -> ImportPlan:
    """Look at a file and plan its import; ``overrides`` gives columns another field, None a fact.

    Args:
        answers: to the plan's questions, by their keys.
        policy: the name of the policy for all fields, or a whole one.
        mapping: the name of a kept mapping to use, "" for none; the one kept for files with these
            columns unless said.
        sheet: the sheet of a workbook, the first with rows unless said.
        kept: the mappings kept from earlier files.
        setting: what is to be known of the desk; without it no currency is taken for granted.

    Raises:
        DeskError: the file cannot be used; an override names no column or field; an answer is none
            of the choices, or the file proves it wrong; there is no such policy or mapping, or it
            is for other columns.
    """
    if as_ is not None and as_ not in FIELDS:
        raise DeskError(f"A file comes in as {' or '.join(FIELDS)}, not as {as_!r}.")
    try:
        source = open_source(path, sheet=sheet)
        rows = source.sample()
        choices = answers or {}, policy, mapping, kept, setting or import_questions.Setting()
        plan = _plan(source, rows, as_, overrides or {}, choices)
    except TableError as error:
        raise DeskError(str(error)) from error
    return replace(plan, sheet=sheet)


def open_planned(plan: ImportPlan) -> Source:
    """Open a plan's file again.

    Raises:
        DeskError: it cannot be read, or has other columns by now.
    """
    try:
        source = open_source(plan.path, sheet=plan.sheet)
    except TableError as error:
        raise DeskError(str(error)) from error
    if source.columns != [column.column for column in plan.columns]:
        raise DeskError(f"{plan.file_name} has other columns by now: look at it again.")
    return source


_Choices = tuple[
    Mapping[str, str],
    "str | Policy | None",
    "str | None",
    "ImportMappings | None",
    import_questions.Setting,
]


def _plan(
    source: Source,
    rows: Sequence[Sequence[str]],
    as_: RecordKind | None,
    overrides: Mapping[str, str | None],
    choices: _Choices,
) -> ImportPlan:
    answers, policy, mapping, kept, setting = choices
    name = clean_line(source.path.name)
    named = [name for name in source.columns if not added(source.path, name)]
    taken = _taken(named, as_, mapping, kept)
    said = {**(taken.answers if taken else {}), **answers}
    table = own_table(source.path, source.columns)
    wanted = as_ or (taken.kind if taken else table)
    found = guessing.guess(source.columns, rows, wanted, source.format)
    asked: list[Question] = []
    if found.other_kind is not None:
        asked.append(import_questions.about_kind(found.as_, found.other_kind, name))
        if (told := said.get(KIND)) in FIELDS and told != found.as_:
            found = guessing.guess(source.columns, rows, told, source.format)
    fields, confidence = dict(found.by_column), dict(found.confidence)
    own = any(map(is_mark, source.columns)) or table == found.as_ == "opportunities"
    if own:
        fields = {name: own_field(name, found.as_) for name in source.columns}
        confidence = {name: 1.0 for name, key in fields.items() if key}
    if taken is not None:
        fields |= taken.fields_of(named)
        confidence = {name: 1.0 for name, key in fields.items() if key}
    _override(fields, confidence, overrides, found.as_)
    known_fields = FIELDS[found.as_]
    source.check_mapped(
        name
        for name, key in fields.items()
        if key and not (key in known_fields and known_fields[key].many)
    )
    settled: dict[str, str] = {}
    setting = replace(setting, answered=taken.answers if taken else {})
    if not own:
        about, settled = import_questions.about_columns(
            source, rows, found.as_, fields, answers, setting
        )
        asked += about
    known = set(fields.values())
    exact = own or found.as_ == "signals"

    def facts_too(name: str) -> bool:
        return own and is_fact(name, found.as_)

    return ImportPlan(
        path=source.path,
        as_=found.as_,
        columns=tuple(
            ColumnPlan(
                column=name,
                field=key,
                field_title=_title(found, name, key, own=exact and not facts_too(name)),
                confidence=confidence.get(name, 0.0),
                samples=_samples(rows, at),
                ignored=says_why(source.path, name)
                or (
                    key is None
                    and name not in overrides
                    and (exact or name in found.labels)
                    and not facts_too(name)
                ),
            )
            for at, (name, key) in enumerate(fields.items())
        ),
        encoding=source.encoding,
        delimiter=source.delimiter,
        size=source.size_bytes,
        doubt=found.doubt or lacking(found.as_, known),
        shape=OWN_SHAPE if own else found.shape,
        format=source.format,
        unit=source.unit,
        notes=(*source.notes, *_said_mapping(taken)),
        policy=taken.policy if taken is not None and policy is None else policy_of(policy),
        questions=import_questions.answered(asked, said),
        settled=settled,
        mapping_name=taken.name if taken else None,
        corrected=bool(overrides),
    )


def _taken(
    columns: Sequence[str],
    as_: RecordKind | None,
    mapping: str | None,
    kept: "ImportMappings | None",
) -> "NamedMapping | None":
    """Return the kept mapping that a file with these columns comes in by."""
    if kept is None or mapping == "":
        return None
    if mapping is None:
        found = kept.of_header(columns)
        return found if found is not None and as_ in (None, found.kind) else None
    named = kept.named(mapping)
    if as_ not in (None, named.kind):
        raise DeskError(f"The mapping “{named.name}” is for {named.kind}, not for {as_}.")
    if not any(named.fields_of(columns).values()):
        raise DeskError(f"The mapping “{named.name}” is for files with other columns.")
    return named


def _said_mapping(taken: "NamedMapping | None") -> tuple[str, ...]:
    return () if taken is None else (f"mapped as “{taken.name}”, kept from an earlier file",)


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
        if key is not None and not FIELDS[kind][key].many:
            for other in [one for one, filled in fields.items() if filled == key]:
                if overrides.get(other) == key and other != name:
                    raise DeskError(f"{other!r} and {name!r} cannot both be the {key}.")
                fields[other] = None
                confidence.pop(other, None)
        fields[name] = key
        confidence.pop(name, None)
        if key is not None:
            confidence[name] = 1.0


def _title(found: guessing.Mapping, name: str, key: str | None, *, own: bool) -> str:
    if key is None:
        if name in found.labels:
            return "kind of the one beside it"
        return "left out" if own else "kept as a fact"
    named = FIELDS[found.as_].get(key)
    return named.title if named else key.replace("_", " ").capitalize()


def _samples(rows: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    cells = (clean_line(plain_cell(row[at])) for row in rows)
    return tuple([cell for cell in cells if cell][:_SAMPLES])

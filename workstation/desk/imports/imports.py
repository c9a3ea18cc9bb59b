"""Files that come in: planned, previewed without writing, and run as one recorded action."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.imports.batch import PORTION, Batch
from workstation.desk.imports.fates import FATES, Fate, Outcome
from workstation.desk.imports.history import ImportedRow, rows_of
from workstation.desk.imports.kinds import Kind
from workstation.desk.imports.many import lean_for, without_pauses
from workstation.desk.imports.mappings import ImportMappings
from workstation.desk.imports.plan import ColumnPlan, ImportPlan, Policy, make_plan, open_planned
from workstation.desk.imports.questions import Setting as PlanSetting
from workstation.desk.imports.result import (
    Each,
    ImportPreview,
    ImportResult,
    Sample,
    Tally,
    nothing,
    planned,
    result_of,
)
from workstation.desk.imports.statuses import OFFERED
from workstation.desk.imports.suppressed_plan import of_people
from workstation.desk.imports.unusable import Unusable, folder_for, name_of
from workstation.exchange.rows import BadRow, Row
from workstation.exchange.source import Source
from workstation.exchange.table import TableError
from workstation.method.plural import plural
from workstation.store.actions import Writer
from workstation.store.connection import salt_of
from workstation.store.errors import StoreError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

__all__ = [
    "FATES",
    "ColumnPlan",
    "Fate",
    "ImportPlan",
    "ImportPreview",
    "ImportResult",
    "ImportedRow",
    "Imports",
    "Sample",
]

Progress = Callable[[int, int], None]
"""Told how many bytes of the file are read and how many there are; raising in it cancels."""

_ROWS_BETWEEN_REPORTS = 500


class Imports:
    """Brings files in."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def plan(
        self,
        path: Path,
        as_: str | None = None,
        mapping_overrides: Mapping[str, str | None] | None = None,
        *,
        answers: Mapping[str, str] | None = None,
        policy: str | Policy | None = None,
        mapping: str | None = None,
        sheet: str | None = None,
    ) -> ImportPlan:
        """Look at a file and say what each column would become; nothing is written.

        ``mapping_overrides`` gives columns another field by key, or None to keep them as facts.
        ``answers`` are to the plan's questions, by their keys. ``mapping`` names a kept mapping,
        "" none; the one kept for files with these columns is taken unless said.

        Raises:
            DeskError: the file cannot be used, or one of these names nothing there is.
        """
        return make_plan(
            path,
            as_,
            mapping_overrides,
            answers=answers,
            policy=policy,
            mapping=mapping,
            sheet=sheet,
            kept=self.mappings,
            setting=PlanSetting(
                self._desk.settings.get("currency"),
                self._desk.settings.get("country"),
                {key: self._desk.playbook.bin(key).title for key in OFFERED},
            ),
        )

    def of_people(self, plan: ImportPlan) -> ImportPlan:
        """Return how a list of whom not to contact is read: as people when it has addresses."""
        return of_people(plan)

    @property
    def mappings(self) -> ImportMappings:
        """The mappings kept from earlier files."""
        return ImportMappings(self._desk)

    def preview(
        self,
        plan: ImportPlan,
        progress: Progress | None = None,
        *,
        suppress: bool = False,
        each: Each | None = None,
    ) -> ImportPreview:
        """Say what would become of every row; nothing is written. ``each`` is told of every row.

        Raises:
            DeskError: the file cannot be read to its end.
            StoreError: the names known so far cannot be brought up to date.
        """
        self._refresh()
        plan = of_people(plan) if suppress else plan
        batch = Batch(None, plan.file_name)
        tally = Tally(each=each)
        self._go_through(plan, batch, progress, None, tally, suppress=suppress)
        notes = (*tally.notes, *planned(batch))
        if batch.hands:
            from workstation.desk.imports.signals import foreseen_hands

            notes += foreseen_hands(self._desk, batch)
        return ImportPreview(tally.rows, tally.counts, tally.samples, tally.accounts_made, notes)

    def run(
        self,
        plan: ImportPlan,
        progress: Progress | None = None,
        *,
        allow_doubt: bool = False,
        suppress: bool = False,
        unusable_to: Path | None = None,
        keep_as: str | None = None,
    ) -> ImportResult:
        """Bring the file in as one recorded action; when it brings nothing, none is recorded.

        What is empty in known records is filled, and overwritten only where the plan's policy says
        so; no protection is lifted. With ``suppress`` the file is a list of whom not to contact:
        who is known is protected, the rest is remembered, and no record is made. Rows that cannot
        be used go to a file in ``unusable_to``, the folder ``exports`` beside the database unless
        told. What the columns become is kept as a mapping when it was corrected, or under the name
        ``keep_as``: as an action of its own before the import, so that undoing the import leaves
        it, and whatever the file brings.

        Raises:
            DeskError: the file is doubtful and that was not allowed, a question about it is open,
                or it cannot be read to its end; nothing was written.
            StoreError: the file of the desk is locked or the disk is full; nothing was written.
        """
        doubt = (of_people(plan) if suppress else plan).doubt
        if doubt and not allow_doubt:
            raise DeskError(f"{doubt} Nothing was imported.")
        for question in getattr(plan, "open_questions", ()):
            raise DeskError(f"{question.sentence} Nothing was imported.")
        self._desk.safety.before(f"import {plan.file_name}", always=True)
        if plan.corrected or keep_as:
            self.mappings.keep_apart(plan, keep_as)
        plan = of_people(plan) if suppress else plan
        self._refresh()
        unusable = Unusable(
            (unusable_to or folder_for(self._desk.store.path)) / name_of(plan.path),
            [column.column for column in plan.columns],
            closed=salt_of(self._desk.store.path) is not None,
        )
        tally, batch, title = Tally(), Batch(None, plan.file_name), ""
        try:
            store, name = self._desk.store, f"Import {plan.file_name}"
            with store.action(name) as act, store.announced(name), act.roomy():
                batch = self._write(plan, act, progress, unusable, tally, suppress=suppress)
                if not batch.changed:
                    raise _NothingNewError
                title = f"Import {plan.file_name}: {tally.said()}"
                act.retitle(title)
        except _NothingNewError:
            return result_of(None, tally, None, nothing(tally), unusable)
        except StoreError as error:
            unusable.drop()
            read = (
                f" of the {tally.rows} {plural(tally.rows, 'row')} read so far"
                if tally.rows
                else ""
            )
            raise StoreError(f"{error} Nothing was imported{read}.") from error
        except BaseException:
            unusable.drop()
            raise
        self._note_doubts(batch)
        changed = Changed(act.id, title, advice=batch.advice, made=batch.import_id)
        return result_of(changed, tally, batch.import_id, title, unusable)

    def rows_of(
        self,
        import_id: int,
        fates: Sequence[str] = (),
        after: int = 0,
        limit: int = 200,
    ) -> list[ImportedRow]:
        """Return what became of the rows of an import, in their order, those of some fates or all.

        ``after`` is the line of the last row seen, for the next page.
        """
        return rows_of(self._desk.store, import_id, fates, after, limit)

    def _note_doubts(self, batch: Batch) -> None:
        """Put the possible duplicates on the list of those to decide about."""
        if not any(batch.doubts.values()):
            return
        self._refresh()
        for kind, pairs in batch.doubts.items():
            numbers = [(one.id, other.id) for one, other in pairs]
            with contextlib.suppress(StoreError):
                self._desk.duplicates.note_pairs(kind, numbers)

    def _refresh(self) -> None:
        from workstation.desk.name_keys import refresh

        refresh(self._desk.store)

    def _write(
        self,
        plan: ImportPlan,
        act: Writer,
        progress: Progress | None,
        unusable: Unusable,
        tally: Tally,
        *,
        suppress: bool,
    ) -> Batch:
        policy = getattr(plan, "policy", None)
        choices = {
            "suppress": suppress,
            "policy": getattr(policy, "default", "fill_blanks"),
            "fields": dict(getattr(policy, "fields", None) or {}),
        }
        import_id = act.insert(
            "imports",
            {
                "file_name": plan.file_name,
                "kind": plan.as_,
                "shape": getattr(plan, "shape", None),
                "mapping": json.dumps(plan.by_column, ensure_ascii=False),
                "choices": json.dumps(choices, ensure_ascii=False),
                "rows_read": 0,
                "counts": "{}",
            },
        )
        batch = Batch(act, plan.file_name, import_id, self._desk.fit.scorer(), self._desk.fit.put)
        with lean_for(plan, act, self._desk.store):
            kind = self._go_through(plan, batch, progress, unusable, tally, suppress=suppress)
        kind.finish(act)
        if batch.signalled:
            from workstation.desk.imports.signals import settle_signals

            settle_signals(self._desk, act, batch)
        batch.advice += planned(batch)
        batch.advice += tuple(cadence_hooks.imported(self._desk, act))
        act.update(
            "imports", import_id, {"rows_read": tally.rows, "counts": json.dumps(tally.counts)}
        )
        return batch

    def _go_through(
        self,
        plan: ImportPlan,
        batch: Batch,
        progress: Progress | None,
        unusable: Unusable | None,
        tally: Tally,
        *,
        suppress: bool,
    ) -> Kind:
        """Decide about every row of the file, a portion at a time."""
        if suppress and plan.as_ not in ("accounts", "contacts"):
            raise DeskError(
                f"A list of whom not to contact is of accounts or contacts, not of {plan.as_}."
            )
        source = open_planned(plan)
        kind = Kind(self._desk, plan, batch, suppress=suppress)
        try:
            rows = source.rows()
            with without_pauses():
                while portion := self._portion(source, rows, progress):
                    self._decide(kind, portion, batch, tally, unusable)
        except TableError as error:
            before = f"{tally.rows} {plural(tally.rows, 'row')} before"
            raise DeskError(
                f"{error} Nothing was imported of the {before}."
                if tally.rows
                else f"{error} Nothing was imported."
            ) from error
        finally:
            kind.close()
        batch.flush()
        if progress is not None:
            progress(source.size_bytes, source.size_bytes)
        tally.accounts_made = kind.rows.made
        tally.notes = (*getattr(source, "notes", ()), *kind.notes)
        return kind

    def _portion(
        self, source: Source, rows: Iterator[Row | BadRow], progress: Progress | None
    ) -> list[Row | BadRow]:
        """Read the next rows, telling every some hundred how far it is."""
        portion: list[Row | BadRow] = []
        while len(portion) < PORTION and (part := list(islice(rows, _ROWS_BETWEEN_REPORTS))):
            portion += part
            if progress is not None and len(part) == _ROWS_BETWEEN_REPORTS:
                progress(source.position(), source.size_bytes)
        return portion

    def _decide(
        self,
        kind: Kind,
        portion: Sequence[Row | BadRow],
        batch: Batch,
        tally: Tally,
        unusable: Unusable | None,
    ) -> None:
        read = [row for row in portion if isinstance(row, Row)]
        lines = [row.number for row in read]
        kind.begin(lines)
        outcomes = kind.rows.take([row.cells for row in read])
        names = batch.fresh.names if batch.fresh is not None else ()
        if len(names) == len(portion):
            batch.end_new(lines)
            tally.add_all_new(lines, names)
        else:
            told, new = iter(outcomes), iter(names)
            for row in portion:
                outcome = next(told) if isinstance(row, Row) else Outcome("unusable", why=row.why)
                batch.end_row(row.number, outcome)
                if outcome is None:
                    tally.add_new(row.number, str(next(new)))
                    continue
                tally.add(row.number, outcome)
                if unusable is not None and outcome.fate == "unusable":
                    unusable.add(row.cells, outcome.why or "")
        batch.flush(last=False)
        kind.portion_done()


class _NothingNewError(Exception):
    """Takes the action back: the file changes nothing."""

"""Files that come in: planned, previewed without writing, and run as one recorded action."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.import_accounts import AccountRows, Fate, Outcome
from workstation.desk.import_batch import Batch
from workstation.desk.import_cells import RowReader
from workstation.desk.import_contacts import ContactRows
from workstation.desk.import_known import KnownAccounts, KnownContacts
from workstation.desk.import_plan import ColumnPlan, ImportPlan, make_plan, open_planned
from workstation.exchange.table import BadRow, Table, TableError
from workstation.store.actions import Writer

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

__all__ = ["ColumnPlan", "ImportPlan", "ImportPreview", "ImportResult", "Imports", "Sample"]

Progress = Callable[[int, int], None]
"""Told how many bytes of the file are read and how many there are; raising in it cancels."""

FATES: tuple[Fate, ...] = ("new", "updated", "same", "unusable", "protected")
SAMPLES = 20
_ROWS_BETWEEN_REPORTS = 500


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the file: the line it begins on, whose it is, and why it met its fate if told."""

    line: int
    name: str
    why: str | None


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FATES, 0))
    samples: dict[str, list[Sample]] = field(default_factory=lambda: {fate: [] for fate in FATES})
    accounts_made: int = 0

    def add(self, line: int, outcome: Outcome) -> None:
        self.rows += 1
        self.counts[outcome.fate] += 1
        held = self.samples[outcome.fate]
        if len(held) < SAMPLES:
            name = outcome.record.name if outcome.record else ""
            held.append(Sample(line, name, outcome.why))

    def said(self) -> str:
        """Return the counts in words, the fates that occur only."""
        words = [f"{count} {fate}" for fate, count in self.counts.items() if count]
        if self.accounts_made:
            plural = "s" if self.accounts_made > 1 else ""
            words.append(f"with {self.accounts_made} new account{plural}")
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: rows by fate, up to 20 sample rows of each fate.

    ``accounts_made`` are the accounts that rows of contacts would bring along.
    """

    rows: int
    counts: dict[str, int]
    samples: dict[str, list[Sample]]
    accounts_made: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. ``changed`` and ``import_id`` are None when nothing had to change.

    ``unusable`` are the first 20 rows that could not be used: (line, why).
    """

    changed: Changed | None
    rows: int
    counts: dict[str, int]
    unusable: list[tuple[int, str]]
    import_id: int | None
    accounts_made: int
    title: str


class Imports:
    """Brings files in."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def plan(
        self,
        path: Path,
        as_: str | None = None,
        mapping_overrides: Mapping[str, str | None] | None = None,
    ) -> ImportPlan:
        """Look at a file and say what each column would become; nothing is written.

        ``mapping_overrides`` gives columns another field by key, or None to keep them as facts.

        Raises:
            DeskError: the file cannot be used, or an override names no column or field.
        """
        return make_plan(path, as_, mapping_overrides)

    def preview(self, plan: ImportPlan, progress: Progress | None = None) -> ImportPreview:
        """Say what would become of every row; nothing is written.

        Raises:
            DeskError: the file cannot be read to its end.
        """
        tally, _ = self._go_through(plan, Batch(None, plan.file_name), progress)
        return ImportPreview(tally.rows, tally.counts, tally.samples, tally.accounts_made)

    def run(
        self, plan: ImportPlan, progress: Progress | None = None, *, allow_doubt: bool = False
    ) -> ImportResult:
        """Bring the file in as one recorded action; when it brings nothing, none is recorded.

        Empty columns of known records are filled, nothing is overwritten, and no bin changes and
        no protection is lifted.

        Raises:
            DeskError: the file is doubtful and that was not allowed, or cannot be read to its end;
                nothing was written.
        """
        if plan.doubt and not allow_doubt:
            raise DeskError(f"{plan.doubt} Nothing was imported.")
        self._desk.safety.auto()
        batch = Batch(None, plan.file_name)
        try:
            with self._desk.store.action(f"Import {plan.file_name}") as act:
                tally, batch = self._write(plan, act, progress)
                if not batch.changed:
                    raise _NothingNewError(tally)
                title = f"Import {plan.file_name}: {tally.said()}"
                act.retitle(title)
        except _NothingNewError as nothing:
            tally = nothing.tally
            return _result(None, tally, None, _nothing(tally))
        changed = Changed(act.id, title, advice=batch.advice, made=batch.import_id)
        return _result(changed, tally, batch.import_id, title)

    def _write(
        self, plan: ImportPlan, act: Writer, progress: Progress | None
    ) -> tuple[_Tally, Batch]:
        import_id = act.insert(
            "imports",
            {
                "file_name": plan.file_name,
                "kind": plan.as_,
                "mapping": json.dumps(plan.by_column, ensure_ascii=False),
                "rows_read": 0,
                "counts": "{}",
            },
        )
        batch = Batch(act, plan.file_name, import_id, self._desk.fit.scorer())
        tally, _ = self._go_through(plan, batch, progress)
        self._desk.fit.put(act, sorted(batch.touched))
        if batch.signalled:
            self._settle(act, batch)
        act.update(
            "imports", import_id, {"rows_read": tally.rows, "counts": json.dumps(tally.counts)}
        )
        return tally, batch

    def _settle(self, act: Writer, batch: Batch) -> None:
        """Work out anew the urgency of the accounts that got signals."""
        from workstation.desk.urgency_fold import settle

        done = settle(self._desk, act, sorted(batch.signalled))
        if done.leads:
            rose = f"{len(done.leads)} account{'s' if len(done.leads) > 1 else ''} became a lead"
            hands = f", {len(done.hand_raisers)} to be called at once" if done.hand_raisers else ""
            batch.advice = (f"{rose}{hands}.",)

    def _go_through(
        self, plan: ImportPlan, batch: Batch, progress: Progress | None
    ) -> tuple[_Tally, Batch]:
        """Decide about every row of the file."""
        table = open_planned(plan)
        take, people = self._rows(plan, batch)
        tally = _Tally()
        try:
            for row in table.rows():
                if isinstance(row, BadRow):
                    outcome = Outcome("unusable", why=row.why)
                else:
                    outcome = take(row.cells)
                tally.add(row.number, outcome)
                batch.end_row(row.number, outcome.fate, outcome.record, outcome.why)
                if progress is not None and not tally.rows % _ROWS_BETWEEN_REPORTS:
                    progress(table.position(), table.size_bytes)
        except TableError as error:
            raise DeskError(f"{error} Nothing was imported.") from error
        batch.flush()
        _finish(table, progress)
        tally.accounts_made = people.made if people else 0
        return tally, batch

    def _rows(
        self, plan: ImportPlan, batch: Batch
    ) -> tuple[Callable[[list[str]], Outcome], ContactRows | None]:
        from workstation.method.zones import country_code

        desk = self._desk
        reader = RowReader(plan, country_code(desk.settings.get("country")))
        keys = list(reader.fact_bits)
        today, money = desk.days.today().isoformat(), desk.settings.get("currency")
        if plan.as_ == "signals":
            from workstation.desk.import_signals import SignalRows

            accounts = KnownAccounts(desk.store, [])
            known = KnownContacts(desk.store, accounts, []) if reader.has("email") else None
            return SignalRows(desk, reader, accounts, known, batch).take, None
        if plan.as_ == "accounts":
            accounts = KnownAccounts(desk.store, keys)
            return AccountRows(reader, accounts, batch, today=today, money=money).take, None
        accounts = KnownAccounts(desk.store, [])
        contacts = KnownContacts(desk.store, accounts, keys)
        people = ContactRows(reader, accounts, contacts, batch, today=today, money=money)
        return people.take, people


class _NothingNewError(Exception):
    """Takes the action back: the file changes nothing."""

    def __init__(self, tally: _Tally) -> None:
        self.tally = tally
        super().__init__()


def _finish(table: Table, progress: Progress | None) -> None:
    if progress is not None:
        progress(table.size_bytes, table.size_bytes)


def _nothing(tally: _Tally) -> str:
    if not tally.rows - tally.counts["unusable"]:
        return f"Nothing to import: none of the {tally.rows} rows can be used."
    known = tally.counts["same"] + tally.counts["protected"]
    if known == tally.rows:
        return f"Nothing to import: all {known} rows are known."
    return f"Nothing to import: {known} rows are known, {tally.counts['unusable']} cannot be used."


def _result(
    changed: Changed | None, tally: _Tally, import_id: int | None, title: str
) -> ImportResult:
    return ImportResult(
        changed=changed,
        rows=tally.rows,
        counts=tally.counts,
        unusable=[(row.line, row.why or "") for row in tally.samples["unusable"]],
        import_id=import_id,
        accounts_made=tally.accounts_made,
        title=title,
    )

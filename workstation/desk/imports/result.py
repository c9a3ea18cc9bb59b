"""What an import would do or did: rows counted by fate, with samples of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.imports.fates import FATES, Fate, Outcome, said
from workstation.desk.imports.unusable import Unusable
from workstation.method.plural import plural

if TYPE_CHECKING:
    from workstation.desk.imports.batch import Batch

SAMPLES = 20
"""Rows of each fate that are shown."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the file: where it begins, whose it is, and what becomes of it.

    ``why`` is told of what cannot be used or is in doubt; ``fields`` are what the row fills or
    changes; ``other`` is the account somebody joins, or what the record may be a duplicate of.
    """

    line: int
    name: str
    why: str | None
    fields: tuple[str, ...] = ()
    other: str | None = None


Each = Callable[[Fate, Sample], object]
"""Told the fate of a row and whose it is."""


@dataclass(slots=True)
class Tally:
    """Counts rows by fate, and keeps the first of each."""

    rows: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FATES, 0))
    samples: dict[str, list[Sample]] = field(default_factory=lambda: {fate: [] for fate in FATES})
    accounts_made: int = 0
    notes: tuple[str, ...] = ()
    each: Each | None = None

    def add_new(self, line: int, name: str) -> None:
        """Count a row that is simply new."""
        self.rows += 1
        self.counts["new"] += 1
        if len(self.samples["new"]) < SAMPLES or self.each is not None:
            self._told("new", Sample(line, name, None))

    def add_all_new(self, lines: Sequence[int], names: Sequence[object]) -> None:
        """Count rows that are simply new."""
        alone = len(lines)
        if self.each is None:
            alone = min(alone, SAMPLES - len(self.samples["new"]))
        for line, name in zip(lines[:alone], names[:alone], strict=True):
            self.add_new(line, str(name))
        self.rows += len(lines) - alone
        self.counts["new"] += len(lines) - alone

    def add(self, line: int, outcome: Outcome) -> None:
        """Count a row and what becomes of it."""
        self.rows += 1
        self.counts[outcome.fate] += 1
        held = self.samples[outcome.fate]
        if len(held) < SAMPLES or self.each is not None:
            name = outcome.record.name if outcome.record else outcome.called
            other = outcome.other.name if outcome.other else None
            self._told(outcome.fate, Sample(line, name, outcome.why, outcome.fields, other))

    def _told(self, fate: Fate, sample: Sample) -> None:
        if len(self.samples[fate]) < SAMPLES:
            self.samples[fate].append(sample)
        if self.each is not None:
            self.each(fate, sample)

    def said(self) -> str:
        """Return the counts in words, the fates that occur only."""
        words = said(self.counts)
        if self.accounts_made:
            plural = "s" if self.accounts_made > 1 else ""
            words.append(f"with {self.accounts_made} new account{plural}")
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: rows by fate, up to 20 sample rows of each fate.

    ``accounts_made`` are the accounts that rows of contacts would bring along; ``notes`` are
    sentences on what was skipped in the file or taken for granted.
    """

    rows: int
    counts: dict[str, int]
    samples: dict[str, list[Sample]]
    accounts_made: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. ``changed`` and ``import_id`` are None when nothing had to change.

    ``unusable`` are the first 20 rows that could not be used: (line, why); ``unusable_file`` is
    where all of them were written, to be mended and imported again, None when there were none.
    """

    changed: Changed | None
    rows: int
    counts: dict[str, int]
    unusable: list[tuple[int, str]]
    import_id: int | None
    accounts_made: int
    title: str
    unusable_file: Path | None = None
    notes: tuple[str, ...] = ()


def planned(batch: "Batch") -> tuple[str, ...]:
    """Return a sentence each on the follow-ups and on the touches a file brings, if it does."""
    said = (
        (batch.planned, "follow-up", "s", "on the days the file names"),
        (batch.touched_elsewhere, "touch", "es", "made elsewhere, on the days the file names"),
    )
    told = (
        f"{count} {one}{more * (count != 1)} {which}" for count, one, more, which in said if count
    )
    return (*told, *batch.said_lately())


def nothing(tally: Tally) -> str:
    """Return the sentence on a file that changes nothing."""
    if not tally.rows - tally.counts["unusable"]:
        none = "the only row cannot" if tally.rows == 1 else f"none of the {tally.rows} rows can"
        return f"Nothing to import: {none} be used."
    known = tally.counts["same"] + tally.counts["protected"]
    if known == tally.rows:
        these = "the only row is" if known == 1 else f"all {known} rows are"
        return f"Nothing to import: {these} known."
    are, bad = plural(known, "row is", "rows are"), tally.counts["unusable"]
    return f"Nothing to import: {known} {are} known, {bad} cannot be used."


def result_of(
    changed: Changed | None,
    tally: Tally,
    import_id: int | None,
    title: str,
    unusable: Unusable,
) -> ImportResult:
    """Put together what an import did, the file of its unusable rows put in its place."""
    return ImportResult(
        changed=changed,
        rows=tally.rows,
        counts=tally.counts,
        unusable=[(row.line, row.why or "") for row in tally.samples["unusable"]],
        import_id=import_id,
        accounts_made=tally.accounts_made,
        title=title,
        unusable_file=unusable.finish(),
        notes=(*tally.notes, *unusable.notes),
    )

"""Puts out of prospecting whom a file calls a customer, a rival or not to be contacted."""

from functools import partial

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.choices import SAYS
from workstation.desk.imports.columns import Columns, Memo
from workstation.desk.imports.plan import ImportPlan
from workstation.desk.imports.questions import BINS
from workstation.desk.imports.records import Held, Known
from workstation.desk.imports.refusals import put_out_of_bounds
from workstation.exchange.status_words import MEANINGS, Meaning, meaning_of

_RANK = {meaning: at for at, meaning in enumerate(("client", "bad_fit", "stop"))}


class BinsSaid:
    """Reads, portion by portion, the columns whose question was answered with yes."""

    def __init__(self, columns: Columns, plan: ImportPlan, batch: Batch) -> None:
        self._columns = columns
        self._batch = batch
        self._of_people = plan.as_ == "contacts"
        self._wanted: dict[int, set[Meaning]] = {}
        agreed = {each.key for each in plan.questions if each.answer == "yes"}
        for at, column in enumerate(plan.columns):
            said = {one for one in MEANINGS if f"{SAYS}{one} {column.column}" in agreed}
            if said:
                self._wanted[at] = said
        self._said: list[tuple[Meaning, str] | None] = []

    def begin(self) -> None:
        """Read the portion."""
        if not self._wanted:
            return
        columns = self._columns
        self._said = [None] * columns.count
        for at, wanted in self._wanted.items():
            name = columns.column_name(at)
            memo: Memo[Meaning] = columns.memo(("status", at), partial(meaning_of, name))
            cells = columns.cells_at(at)
            for row, found in enumerate(memo.all(cells)):
                if found is None or found not in wanted:
                    continue
                held = self._said[row]
                if held is None or _RANK[found] > _RANK[held[0]]:
                    self._said[row] = found, f"{name}: {cells[row]}, in {self._batch.source}"

    def told(self) -> list[str]:
        """Return what each row says, "" for nothing."""
        return [one[0] if one else "" for one in self._said]

    def bin_of(self, row: int) -> tuple[str, str] | None:
        """Return the bin where a row's account goes and why, None for any other."""
        found = self._said[row] if self._said else None
        return None if found is None else (BINS[found[0]], found[1])

    def put(self, row: int, account: Known | None, *, of_company: bool = False) -> tuple[str, ...]:
        """Put a row's account out of prospecting where the row says so; return what that changes.

        In a list of people who do not want to be contacted it is they that are protected, unless
        the row names nobody and is ``of_company``.
        """
        found = self._said[row] if self._said else None
        if found is None or account is None:
            return ()
        if self._of_people and found[0] == "stop" and not of_company:
            return ()
        return put_out_of_bounds(self._batch, account, found[1], BINS[found[0]])

    def protect(self, row: int, account: Known | None, given: Held) -> None:
        """Protect a person who is not to be contacted, or of whom only this row says anything."""
        found = self._said[row] if self._said else None
        if found is not None and (found[0] == "stop" or account is None):
            given["do_not_call"] = given["opted_out"] = 1
            given["protection_reason"] = given.get("protection_reason") or found[1]

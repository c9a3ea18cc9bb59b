"""Puts accounts where a file says they belong: customers, rivals, who has no interest now."""

from functools import partial

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.choices import SAYS
from workstation.desk.imports.columns import Columns, Memo
from workstation.desk.imports.plan import ImportPlan
from workstation.desk.imports.records import Held, Known
from workstation.desk.imports.refusals import put_out_of_bounds
from workstation.desk.imports.statuses import bin_answered
from workstation.exchange.status_words import BY_WEIGHT, MEANINGS, PROTECTIVE, Meaning, meaning_of

_COLD = "cold"
_AVOID = "avoid."


class BinsSaid:
    """Reads, portion by portion, the columns whose question was answered with a bin."""

    def __init__(self, columns: Columns, plan: ImportPlan, batch: Batch) -> None:
        self._columns = columns
        self._batch = batch
        self._of_people = plan.as_ == "contacts"
        self._wanted: dict[int, dict[Meaning, str]] = {}
        asked = {each.key: each for each in plan.questions}
        for at, column in enumerate(plan.columns):
            said = {
                one: bin_
                for one in MEANINGS
                if (question := asked.get(f"{SAYS}{one} {column.column}"))
                and (bin_ := bin_answered(question, one))
            }
            if said:
                self._wanted[at] = said
        self._said: list[tuple[Meaning, str, str] | None] = []

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
                if held is None or BY_WEIGHT.index(found) < BY_WEIGHT.index(held[0]):
                    reason = f"{name}: {cells[row]}, in {self._batch.source}"
                    self._said[row] = found, wanted[found], reason

    def told(self) -> list[str]:
        """Return what each row says, "" for nothing."""
        return [one[0] if one else "" for one in self._said]

    def bin_of(self, row: int) -> tuple[str, str] | None:
        """Return the bin where a row's account goes and why, None for any other."""
        found = self._said[row] if self._said else None
        return None if found is None else found[1:]

    def put(self, row: int, account: Known | None, *, of_company: bool = False) -> tuple[str, ...]:
        """Put a row's account where the row says; return what that changes.

        In a list of people who do not want to be contacted it is they that are protected, unless
        the row names nobody and is ``of_company``. Into a bin that is prospected go only accounts
        that are new or cold: of others somebody here knows better.
        """
        found = self._said[row] if self._said else None
        if found is None or account is None:
            return ()
        meaning, bin_, reason = found
        if self._of_people and meaning == "stop" and not of_company:
            return ()
        if bin_.startswith(_AVOID):
            return put_out_of_bounds(self._batch, account, reason, bin_)
        if account.protected or account.held["bin"] != _COLD:
            return ()
        self._batch.place(account, bin_, reason)
        return ("bin",)

    def protect(self, row: int, account: Known | None, given: Held) -> None:
        """Protect a person who is not to be contacted, or of whom only this row says anything."""
        found = self._said[row] if self._said else None
        if found is None or found[0] not in PROTECTIVE:
            return
        if found[0] == "stop" or account is None:
            given["do_not_call"] = given["opted_out"] = 1
            given["protection_reason"] = given.get("protection_reason") or found[2]

"""Collects what an import writes, some thousand rows at a time."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from typing import Any, Literal

from workstation.desk.hands_raised import Hand
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.fresh import Fresh
from workstation.desk.imports.records import Known, Value
from workstation.desk.imports.touched_lately import TouchedLately
from workstation.method.fit import Scorer
from workstation.store.actions import Writer

CLIENT = "avoid.client"
"""The bin of those who pay already."""
PORTION = 5000
"""Rows of the file that are collected before they are written."""
MOST_DOUBTS = 2_000
"""Possible duplicates of a kind that go to the list at once; a scan finds the others."""
SIGNALS = 50_000
"""Signals that are collected before they are written, by account: their index likes it so."""

SIGNAL_ROW = (
    "account_id", "contact_id", "kind", "points", "happened_at", "note", "fast_track",
    "source_id", "source",
)  # fmt: skip

TABLES = ("accounts", "contacts", "emails", "phones", "facts", "opportunities", "follow_ups")


@dataclass(slots=True)
class Batch:
    """What is to be written next; without a writer (a preview) it is only counted and dropped.

    With a ``scorer`` new accounts are written with their fit; ``touched`` are the accounts of
    which something became known that were written before; ``rescore`` scores them. ``avoided``
    are accounts that go out of bounds when all rows are in, each with its bin and the reason.
    """

    writer: Writer | None
    source: str
    import_id: int = 0
    scorer: Scorer | None = None
    rescore: Callable[[Writer, Sequence[int]], object] | None = None
    changed: bool = False
    rows: int = 0
    touched: set[int] = field(default_factory=set)
    signalled: set[int] = field(default_factory=set)
    """The accounts that got signals."""
    hands: dict[int, Hand] = field(default_factory=dict)
    """The accounts that asked to be contacted of late, with the latest such moment."""
    avoided: dict[int, tuple[str, str]] = field(default_factory=dict)
    placed: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Accounts that go into a bin that is prospected when all rows are in, and why."""
    advice: tuple[str, ...] = ()
    _last: int = 0
    fresh: Fresh | None = None
    """New accounts of the portion that are written column by column."""
    accounts: list[tuple[Known, str, int]] = field(default_factory=list)
    contacts: list[Known] = field(default_factory=list)
    emails: list[tuple[Known | None, Known | None, tuple[Value, ...]]] = field(default_factory=list)
    phones: list[tuple[Known, tuple[Value, ...]]] = field(default_factory=list)
    facts: list[tuple[Known | None, Known | None, str, str]] = field(default_factory=list)
    ids: list[tuple[Known | None, Known | None, str]] = field(default_factory=list)
    follow_ups: list[tuple[Known, Known | None, tuple[str, str, str, str | None]]] = field(
        default_factory=list
    )
    touches: list[tuple[Known, Known | None, tuple[str, str, str]]] = field(default_factory=list)
    touched_elsewhere: int = 0
    """Touches taken so far."""
    lately: TouchedLately | None = None
    """Takes the touches that were written."""
    planned: int = 0
    """Follow-ups taken so far, without those that are closed again."""
    _steps: Counter[int] = field(default_factory=Counter)
    """Follow-ups by the object of an account that is not written yet."""
    _steps_at: Counter[int] = field(default_factory=Counter)
    """Follow-ups by the number of an account that is."""
    _avoided_late: list[tuple[Known, str, str]] = field(default_factory=list)
    moves: list[tuple[Known, Known]] = field(default_factory=list)
    updates: dict[str, dict[int, dict[str, Value]]] = field(
        default_factory=lambda: {table: {} for table in TABLES}
    )
    _signals: list[tuple[Value, ...]] = field(default_factory=list)
    others: dict[tuple[str, tuple[str, ...]], list[tuple[Value, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    made: list[tuple[int, tuple[str, tuple[str, ...]], Known]] = field(default_factory=list)
    fates: list[tuple[int, Outcome | None]] = field(default_factory=list)
    doubts: dict[Literal["accounts", "contacts"], list[tuple[Known, Known]]] = field(
        default_factory=lambda: {"accounts": [], "contacts": []}
    )
    """Records that this import made, each with the one it may be a duplicate of."""

    def made_here(self, known: Known) -> bool:
        """Say whether this import makes a record, whichever portion it came in."""
        if known.pending or known.id < 0:
            return True
        return known.id > self.import_id > 0 and known.id >> 32 == self.import_id >> 32

    def add_account(self, known: Known, key: str, row: int | None = None) -> None:
        """Take an account that is to be made; ``key`` is its name by ``company_key``.

        ``row`` is the place of its row in the portion, None when it is not its own.
        """
        self._number(known)
        self.accounts.append((known, key, -1 if row is None else row))

    def add_fresh(self, fresh: Fresh) -> None:
        """Take new accounts column by column, once a portion."""
        self.changed = True
        self.fresh = fresh

    def add_contact(self, known: Known) -> None:
        """Take a contact that is to be made."""
        self._number(known)
        self.contacts.append(known)

    def _number(self, known: Known) -> None:
        """Note a record that is not written yet, and number it in a preview."""
        self.changed = known.pending = known.touched = True
        if self.writer is None:
            self._last -= 1
            known.id = self._last

    def fill(self, table: str, known: Known, values: Mapping[str, Value]) -> None:
        """Set columns of a record, written or not."""
        self.changed = known.touched = True
        known.held.update(values)
        if not known.pending:
            self.update(table, known.id, values)

    def avoid(self, account: Known, bin_: str, reason: str) -> None:
        """Put an account out of bounds, and what earlier rows planned with it."""
        self.changed = account.protected = account.touched = True
        if not account.pending:
            self.placed.pop(account.id, None)
            self.planned -= self._steps_at.pop(account.id, 0)
            if bin_ == CLIENT or account.id not in self.avoided:
                self.avoided[account.id] = bin_, reason
            return
        self.fill("accounts", account, {"bin": bin_, "bin_reason": reason})
        if steps := self._steps.pop(id(account), 0):
            self.planned -= steps
            self._avoided_late.append((account, bin_, reason))

    def place(self, account: Known, bin_: str, reason: str) -> None:
        """Put a cold account into another bin that is prospected."""
        if account.pending:
            self.fill("accounts", account, {"bin": bin_, "bin_reason": reason})
            return
        self.changed = account.touched = True
        account.held["bin"] = bin_
        self.placed[account.id] = bin_, reason

    def update(self, table: str, number: int, values: Mapping[str, Value]) -> None:
        """Set columns of a row that was written before."""
        self.changed = True
        self.updates[table].setdefault(number, {}).update(values)

    def add_email(
        self, account: Known | None, contact: Known | None, values: tuple[Value, ...]
    ) -> None:
        """Take an address: address, kind, is_main, state."""
        self.changed = True
        self.emails.append((account, contact, values))

    def bounce(self, contact: Known, address: str) -> None:
        """Mark an address of a contact as one from which mail comes back."""
        row, state = contact.ways[address]
        if state == "bounced":
            return
        self.changed = contact.touched = True
        contact.ways[address] = (row, "bounced")
        if row:
            self.update("emails", row, {"state": "bounced"})
            return
        for at, (account, who, (said, *more)) in enumerate(self.emails):
            if who is contact and said == address:
                self.emails[at] = (account, who, (said, *more[:-1], "bounced"))

    def attach(self, contact: Known, account: Known) -> None:
        """Give a contact written before the account they work for."""
        self.changed = contact.touched = True
        contact.account = account
        if not contact.pending:
            self.moves.append((contact, account))

    def add_phone(self, contact: Known, values: tuple[Value, ...]) -> None:
        """Take a number of a contact: number, extension, display, kind, zone, is_main, state."""
        self.changed = True
        self.phones.append((contact, values))

    def add_fact(self, account: Known | None, contact: Known | None, key: str, value: str) -> None:
        """Take a fact about a record."""
        self.changed = True
        self.facts.append((account, contact, key, value))

    def add_follow_up(
        self, account: Known, contact: Known | None, values: tuple[str, str, str, str | None]
    ) -> None:
        """Take a next step: channel, why, the day it is due (ISO), and the moment if agreed."""
        self.changed = True
        self.planned += 1
        if account.pending:
            self._steps[id(account)] += 1
        else:
            self._steps_at[account.id] += 1
        self.follow_ups.append((account, contact, values))

    def add_touch(
        self, account: Known, contact: Known | None, values: tuple[str, str, str]
    ) -> None:
        """Take a touch that was made elsewhere: its moment (UTC), its day (ISO), who says so."""
        self.changed = True
        self.touched_elsewhere += 1
        self.touches.append((account, contact, values))

    def said_lately(self) -> tuple[str, ...]:
        """Return a sentence on accounts that rest since they were touched elsewhere, if any do."""
        other = {*self.avoided, *self.placed, *(one for one, n in self._steps_at.items() if n)}
        return self.lately.said(other) if self.lately is not None else ()

    def add_source_id(self, account: Known | None, contact: Known | None, value: str) -> None:
        """Take a further identifier of a record."""
        self.changed = True
        self.ids.append((account, contact, value))

    def add_signal(self, values: tuple[Value, ...]) -> None:
        """Take a signal: the values of ``SIGNAL_ROW``, of which the first is an account's id."""
        self.changed = True
        self.signalled.add(values[0])  # type: ignore[arg-type]
        self._signals.append(values)

    def add_row(self, table: str, values: Mapping[str, Value]) -> None:
        """Take a row of any other table."""
        self.changed = True
        self.others[table, tuple(values)].append(tuple(values.values()))

    def add_made(self, table: str, values: Mapping[str, Value], made: Known) -> None:
        """Take a row of any other table whose record a fate names."""
        self.made.append((len(self.others[table, tuple(values)]), (table, tuple(values)), made))
        self.add_row(table, values)

    def end_row(self, line: int, outcome: Outcome | None) -> None:
        """Note what became of a row; None for the next of the fresh ones."""
        if outcome is not None and outcome.fate == "possible_duplicate":
            self._note_doubt(outcome.record, outcome.other)
        self.fates.append((line, outcome))
        self.rows += 1

    def end_new(self, lines: Sequence[int]) -> None:
        """Note that the rows of the portion are the fresh ones, all of them."""
        self.fates.extend(zip(lines, repeat(None)))
        self.rows += len(lines)

    def _note_doubt(self, record: Known | None, other: Known | None) -> None:
        if record is None or other is None:
            return
        of_accounts = "bin" in other.held
        if of_accounts and "bin" not in record.held:
            record = record.account
        held = self.doubts["accounts" if of_accounts else "contacts"]
        if record is not None and len(held) < MOST_DOUBTS:
            held.append((record, other))

    def flush(self, *, last: bool = True) -> None:
        """Write what was collected; signals only when there are many, or at the end."""
        if self.writer is not None:
            from workstation.desk.imports.write import write

            write(self, self.writer)
            if len(self._signals) >= (1 if last else SIGNALS):
                self._signals.sort(key=itemgetter(0))
                self.writer.insert_many("signals", SIGNAL_ROW, self._signals)
                self._signals.clear()
        else:
            self._signals.clear()
        self.fresh = None
        for account, *_ in self.accounts:
            if steps := self._steps.get(id(account)):
                self._steps_at[account.id] += steps
        for known in (*(each[0] for each in self.accounts), *self.contacts):
            known.pending = False
        if self.lately is not None:
            for account, _, (_, day, _) in self.touches:
                self.lately.take(account, day)
        self.avoided.update((one.id, (bin_, why)) for one, bin_, why in self._avoided_late)
        self._steps.clear()
        lists: tuple[list[Any], ...] = (
            self.accounts, self.contacts, self.emails, self.phones, self.facts, self.ids,
            self.moves, self.made, self.fates, self.follow_ups, self.touches, self._avoided_late,
        )  # fmt: skip
        for held in lists:
            held.clear()
        self.others.clear()
        for updates in self.updates.values():
            updates.clear()

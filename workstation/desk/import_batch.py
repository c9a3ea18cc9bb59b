"""Collects what an import writes and writes it some thousand rows at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workstation.desk.fit_values import Facts, score_new
from workstation.desk.import_known import ACCOUNT_COLUMNS, CONTACT_COLUMNS, Known, Value
from workstation.method.fit import FIT_COLUMNS, Scorer
from workstation.method.profiles import fact_key
from workstation.store.actions import Writer

ACCOUNT_ROW = (
    "name", "bin", "bin_since_on", "bin_reason", "created_on", *ACCOUNT_COLUMNS, *FIT_COLUMNS,
)  # fmt: skip
CONTACT_ROW = ("account_id", "name", "created_on", *CONTACT_COLUMNS)
EMAIL_ROW = ("account_id", "contact_id", "address", "kind", "is_main")
PHONE_ROW = (
    "account_id", "contact_id", "number", "extension", "display", "kind", "time_zone", "is_main",
)  # fmt: skip
FACT_ROW = ("account_id", "contact_id", "key", "value", "source")
SIGNAL_ROW = (
    "account_id", "contact_id", "kind", "points", "happened_at", "note", "fast_track",
    "source_id", "source",
)  # fmt: skip
FATE_ROW = ("import_id", "line", "fate", "record_id", "why")

PORTION = 5000
"""Rows of the file that are collected before they are written."""

_DEFAULTS: dict[str, Value] = {"role": "unknown", "do_not_call": 0, "opted_out": 0}


@dataclass(slots=True)
class Batch:
    """What is to be written next; without a writer (a dry run) it is only counted and dropped.

    With a ``scorer`` new accounts are written with their fit; ``touched`` are the accounts of
    which something became known that were written before, to be scored at the end.
    """

    writer: Writer | None
    source: str
    import_id: int = 0
    scorer: Scorer | None = None
    changed: bool = False
    rows: int = 0
    touched: set[int] = field(default_factory=set)
    _accounts: list[Known] = field(default_factory=list)
    _contacts: list[Known] = field(default_factory=list)
    _emails: list[tuple[Known, tuple[Value, ...]]] = field(default_factory=list)
    _phones: list[tuple[Known, tuple[Value, ...]]] = field(default_factory=list)
    _facts: list[tuple[Known | None, Known | None, str, str]] = field(default_factory=list)
    _updates: dict[str, dict[Known, dict[str, Value]]] = field(
        default_factory=lambda: {"accounts": {}, "contacts": {}}
    )
    signalled: set[int] = field(default_factory=set)
    """The accounts that got signals."""
    advice: tuple[str, ...] = ()
    _signals: list[tuple[Value, ...]] = field(default_factory=list)
    _fates: list[tuple[int, str, Known | None, str | None]] = field(default_factory=list)

    def add_account(self, known: Known) -> None:
        """Take an account that is to be made."""
        self.changed = True
        self._accounts.append(known)

    def add_contact(self, known: Known) -> None:
        """Take a contact that is to be made."""
        self.changed = True
        self._contacts.append(known)

    def fill(self, table: str, known: Known, values: Mapping[str, Value]) -> None:
        """Set columns of a record, written or not."""
        self.changed = True
        if known.pending is not None:
            known.pending.update(values)
        else:
            self._updates[table].setdefault(known, {}).update(values)

    def add_email(self, contact: Known, address: str, *, kind: str, main: bool) -> None:
        """Take an address of a contact."""
        self.changed = True
        self._emails.append((contact, (address, kind, int(main))))

    def add_phone(self, contact: Known, values: tuple[Value, ...]) -> None:
        """Take a number of a contact: number, extension, display, kind, time zone, is_main."""
        self.changed = True
        self._phones.append((contact, values))

    def add_fact(self, account: Known | None, contact: Known | None, key: str, value: str) -> None:
        """Take a fact about a record."""
        self.changed = True
        self._facts.append((account, contact, key, value))

    def add_signal(self, values: tuple[Value, ...]) -> None:
        """Take a signal: the values of ``SIGNAL_ROW`` up to the source."""
        self.changed = True
        self.signalled.add(int(values[0] or 0))
        self._signals.append((*values, self.source))

    def end_row(self, line: int, fate: str, known: Known | None, why: str | None) -> None:
        """Note what became of a row, and write the batch when it is full."""
        self._fates.append((line, fate, known, why))
        self.rows += 1
        if len(self._fates) >= PORTION:
            self.flush()

    def flush(self) -> None:
        """Write what was collected."""
        if self.writer is not None:
            self._write(self.writer)
        for known in (*self._accounts, *self._contacts):
            known.pending = None
        for held in (self._accounts, self._contacts, self._emails, self._phones, self._facts):
            held.clear()
        self._signals.clear()
        self._fates.clear()
        for updates in self._updates.values():
            updates.clear()

    def _score(self, scorer: Scorer) -> None:
        """Give the new accounts their fit, and note which others are to be scored anew."""
        told: dict[Known, Facts] = {}
        for account, contact, key, value in self._facts:
            if account is None or contact is not None:
                continue
            if account.pending is None:
                self.touched.add(account.id)
            elif (name := fact_key(key)) in scorer.facts:
                told.setdefault(account, {})[name] = value
        self.touched.update(known.id for known in self._updates["accounts"])
        for known in self._accounts:
            if known.pending is not None:
                columns = score_new(scorer, known.pending, told.get(known, {}))
                known.pending.update(zip(FIT_COLUMNS, columns, strict=True))

    def _write(self, act: Writer) -> None:
        if self.scorer is not None:
            self._score(self.scorer)
        _insert(act, "accounts", ACCOUNT_ROW, self._accounts)
        for contact in self._contacts:
            if contact.pending is not None:
                contact.pending["account_id"] = _id(contact.account)
        _insert(act, "contacts", CONTACT_ROW, self._contacts)
        act.insert_many(
            "emails", EMAIL_ROW, [(_id(who.account), who.id, *row) for who, row in self._emails]
        )
        act.insert_many(
            "phones", PHONE_ROW, [(_id(who.account), who.id, *row) for who, row in self._phones]
        )
        act.insert_many(
            "facts",
            FACT_ROW,
            [
                (_id(account), _id(contact), key, value, self.source)
                for account, contact, key, value in self._facts
            ],
        )
        act.insert_many("signals", SIGNAL_ROW, self._signals)
        for table, updates in self._updates.items():
            by_names: dict[tuple[str, ...], list[Sequence[Value]]] = defaultdict(list)
            for known, values in updates.items():
                if "account_id" in values:
                    values["account_id"] = _id(known.account)
                names = tuple(sorted(values))
                by_names[names].append((known.id, *(values[name] for name in names)))
            for names, rows in by_names.items():
                act.update_many(table, names, rows)
        act.insert_unrecorded(
            "import_rows",
            FATE_ROW,
            (
                (self.import_id, line, fate, _id(known), why)
                for line, fate, known, why in self._fates
            ),
        )


def _insert(act: Writer, table: str, names: Sequence[str], records: Sequence[Known]) -> None:
    rows = [
        [(known.pending or {}).get(name, _DEFAULTS.get(name)) for name in names]
        for known in records
    ]
    for known, number in zip(records, act.insert_many(table, names, rows), strict=True):
        known.id = number


def _id(known: Known | None) -> int | None:
    return None if known is None else known.id

"""Puts together what decides about the rows of each kind of file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from workstation.desk.imports.accounts import AccountRows
from workstation.desk.imports.accounts_known import AccountBook
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.bins_said import BinsSaid
from workstation.desk.imports.cells import RowReader
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.contacts_known import ContactBook
from workstation.desk.imports.country import country_of
from workstation.desk.imports.days_said import DaysSaid
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.fresh import Setting
from workstation.desk.imports.kept import Kept
from workstation.desk.imports.known import KnownAccounts, KnownContacts, Whose
from workstation.desk.imports.moments import written_at
from workstation.desk.imports.near_names import NEAR_NAMES_LEFT
from workstation.desk.imports.next_steps import NextSteps
from workstation.desk.imports.notes_said import NotesSaid
from workstation.desk.imports.plan import ImportPlan
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.questions import currency_of
from workstation.desk.imports.seen import Seen
from workstation.desk.imports.suppressions import Suppressions
from workstation.desk.imports.touches import Touches

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.imports.signals import SignalRows
    from workstation.store.actions import Writer

_MOST_NAMED = 5
"""Accounts named in a sentence."""


class Rows(Protocol):
    """Decides about the rows of one file, a portion at a time."""

    @property
    def made(self) -> int:
        """How many accounts the rows brought along."""

    def take(self, rows: Sequence[Sequence[str]]) -> Sequence[Outcome | None]:
        """Decide about rows and collect what they change; None for the batch's fresh accounts."""


class Kind:
    """The rows of a file, and what has to happen around them."""

    def __init__(self, desk: "Desk", plan: ImportPlan, batch: Batch, *, suppress: bool) -> None:
        self._desk = desk
        self._batch = batch
        self._seen: tuple[Seen, ...] = ()
        self._books: tuple[AccountBook, ContactBook] | None = None
        self._companies: AccountRows | None = None
        self._kept: Kept | None = None
        self._rules = Rules(desk.store, getattr(plan, "policy", None))
        if plan.as_ in ("accounts", "contacts"):
            self.rows: Rows = self._records(plan, suppress=suppress)
        else:
            self.rows = self._additions(plan)

    def _home(self, plan: ImportPlan) -> str | None:
        from workstation.method.zones import country_code

        return country_of(plan, country_code(self._desk.settings.get("country")))

    def _records(self, plan: ImportPlan, *, suppress: bool) -> Rows:
        desk, batch = self._desk, self._batch
        columns = Columns(plan, self._home(plan))
        self._kept = columns.kept
        seen = None if batch.writer is not None else (Seen(), Seen())
        self._seen = seen or ()
        of_accounts, of_people = seen or (None, None)
        keys = columns.fact_keys
        of_companies = plan.as_ == "accounts"
        accounts = AccountBook(desk.store, desk.playbook.open_bins(), keys, of_accounts)
        contacts = ContactBook(desk.store, accounts, () if of_companies else keys, of_people)
        self._books = accounts, contacts
        suppressions = Suppressions(desk.store)
        setting = Setting(
            today=desk.days.today().isoformat(),
            money=currency_of(plan, desk.settings.get("currency")),
            written_at=written_at(plan.path),
            source=batch.source,
        )
        notes, at = NotesSaid(columns), written_at(plan.path)
        days = DaysSaid(
            notes,
            NextSteps(columns, batch, self._rules, desk, of_accounts, at, notes),
            Touches(columns, batch, self._rules, desk, of_accounts),
        )
        said = BinsSaid(columns, plan, batch), days
        companies = AccountRows(columns, accounts, batch, self._rules, suppressions, setting, said)
        self._companies = companies
        if suppress:
            from workstation.desk.imports.company import CompanyColumns
            from workstation.desk.imports.suppress import SuppressRows
            from workstation.desk.imports.ways import Ways

            company = CompanyColumns(columns, companies, batch, Ways(columns, columns.home))
            return SuppressRows(
                columns,
                company,
                contacts,
                batch,
                suppressions,
                desk.store,
                of_companies=of_companies,
            )
        if of_companies:
            return companies
        from workstation.desk.imports.contacts import ContactRows

        return ContactRows(
            columns,
            companies,
            contacts,
            batch,
            self._rules,
            suppressions,
            setting,
            said,
            desk.store,
        )

    def _additions(self, plan: ImportPlan) -> Rows:
        desk, batch = self._desk, self._batch
        accounts = KnownAccounts(desk.store, desk.playbook.open_bins())
        contacts = KnownContacts(desk.store, accounts)
        whose = Whose(desk.store, accounts, contacts)
        if plan.as_ == "signals":
            from workstation.desk.imports.signals import SignalRows

            reader = RowReader(plan, self._home(plan))
            return _Signals(SignalRows(desk, reader, whose, batch), reader, whose)
        columns = Columns(plan, self._home(plan))
        if str(plan.as_) == "opportunities":
            from workstation.desk.imports.opportunities import OpportunityRows

            at = written_at(plan.path)
            return OpportunityRows(desk, columns, whose, batch, self._rules, at, self._met())
        from workstation.desk.imports.tasks import TaskRows

        return TaskRows(desk, columns, whose, batch, self._met())

    def _met(self) -> Seen | None:
        """Return what a preview remembers the rows of further portions by, None for a run."""
        if self._batch.writer is not None:
            return None
        self._seen = (Seen(),)
        return self._seen[0]

    def begin(self, lines: Sequence[int]) -> None:
        """Take the numbers of the rows that come next, as the file counts them."""
        if self._kept is not None:
            self._kept.begin(lines)

    def portion_done(self) -> None:
        """Put aside what later portions have to know of this one, which is written now."""
        for book in self._books or ():
            book.keep()
        if self._companies is not None:
            self._companies.parents.settle()

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what could not be done, or was left for later."""
        never = self._kept.sentences if self._kept is not None else ()
        if self._companies is not None and self._companies.near.skipped:
            return (*never, NEAR_NAMES_LEFT)
        return never

    def finish(self, act: "Writer") -> None:
        """Do what can only be done when all rows are in."""
        if self._companies is None or self._books is None:
            return
        parents = self._companies.parents
        again = self._rules.mode("parent_id") in ("prefer_newer", "prefer_file")
        if parents.link(self._desk.store, self._books[0], again=again):
            self._batch.changed = True
        self._batch.advice += parents.said_circles()
        going: dict[tuple[str, str], list[int]] = {}
        for number, where in (*self._batch.placed.items(), *self._batch.avoided.items()):
            going.setdefault(where, []).append(number)
        for (bin_, reason), numbers in going.items():
            self._batch.advice += tuple(self._desk.bins.put(act, numbers, bin_, reason))
        self._batch.advice += self._said_avoided([*self._batch.avoided])

    def _said_avoided(self, numbers: list[int]) -> tuple[str, ...]:
        """Name the first accounts that are to be avoided from now on."""
        if not numbers:
            return ()
        names = [
            str(self._desk.store.value("SELECT name FROM accounts WHERE id = ?", (number,)))
            for number in numbers[:_MOST_NAMED]
        ]
        more = len(numbers) - len(names)
        also = f" and {more} more" if more else ""
        return (f"To be avoided from now on: {', '.join(names)}{also}.",)

    def close(self) -> None:
        """Throw away what was put aside."""
        for seen in self._seen:
            seen.close()


class _Signals:
    """Reads ahead whom the signals of a portion are about."""

    def __init__(self, rows: "SignalRows", reader: RowReader, whose: Whose) -> None:
        self.made = 0
        self._rows = rows
        self._reader = reader
        self._whose = whose

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Decide about rows and collect the signals they bring."""
        reader = self._reader
        names, domains, emails = (
            {cells[at] for at in reader.places(field) for cells in rows}
            for field in ("account_name", "domain", "email")
        )
        sites = domains | {name for name in names if "." in name}
        self._whose.expect(names=map(str.strip, names), domains=sites, emails=emails)
        return [self._rows.take(cells) for cells in rows]

"""Turns rows of a file into people, making the accounts they work for where those are not there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.desk.imports.accounts import MOST_OF_A_NAME, AccountRows
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.bins_said import BinsSaid
from workstation.desk.imports.cells import (
    ALSO_CALLED,
    country_code,
)
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.company import CompanyColumns
from workstation.desk.imports.company_rows import CompanyRows, avoid_as_told
from workstation.desk.imports.contact_columns import FLAGS, ContactColumns
from workstation.desk.imports.contact_ways import ContactWays
from workstation.desk.imports.contacts_known import ContactBook
from workstation.desk.imports.days_said import DaysSaid
from workstation.desk.imports.differing import keep_differing, weigh
from workstation.desk.imports.facts import add_facts
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.fresh import Setting
from workstation.desk.imports.identifiers import learn_source
from workstation.desk.imports.moments import moments_of
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import (
    BLANK,
    CONTACT_HELD,
    Held,
    Known,
    identifying_domain,
)
from workstation.desk.imports.refusals import MARKS, permits, protected_by
from workstation.desk.imports.suppressions import Suppressions
from workstation.desk.imports.vouch import is_company
from workstation.desk.imports.ways import Ways
from workstation.method.name_titles import person_key
from workstation.method.names import name_key

if TYPE_CHECKING:
    from workstation.store.store import Store

_UNSAID = frozenset(("source_id", "source_modified_at", "protection_reason", "time_zone"))


class ContactRows:
    """Decides about rows of contacts; ``made`` counts the accounts they brought along."""

    def __init__(
        self,
        columns: Columns,
        companies: AccountRows,
        known: ContactBook,
        batch: Batch,
        rules: Rules,
        suppressions: Suppressions,
        setting: Setting,
        said: tuple[BinsSaid, DaysSaid],
        store: "Store",
    ) -> None:
        self._bins_said, self._days_said = said
        self._columns = columns
        self._contacts = known
        self._batch = batch
        self._rules = rules
        self._suppressions = suppressions
        self._setting = setting
        self._ways = Ways(columns, columns.home)
        self.company = CompanyColumns(columns, companies, batch, self._ways)
        self._company_rows = CompanyRows(
            columns, self.company, batch, rules, suppressions, said, store
        )
        self._said = ContactColumns(columns, batch.source)
        self._given: dict[str, list[str | int | None]] = {}
        self._reach = ContactWays(columns, self._ways, self._said, known, batch)
        self._bins: list[str] = []
        self._profiles: list[str | None] | None = None

    @property
    def made(self) -> int:
        """How many accounts the rows brought along."""
        return self.company.made

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Decide about rows and collect what they change."""
        columns = self._columns
        columns.begin(rows)
        countries = columns.reads("country", country_code) or [None] * columns.count
        self._reach.begin(countries)
        self._given = self._said.read(countries)
        self._reach.begin_dead()
        self._bins = columns.cells("account_bin")
        names = self._said.names()
        sources = [one or "" for one in columns.texts("source_id") or [""] * columns.count]
        own = columns.cells("workstation_id")
        emails = {each.address for row in self._reach.emails for each in row}
        phones = {phone.e164 for row in self._reach.phones for phone, _ in row}
        accounts = self._contacts.load(
            numbers={int(number) for number in own if number.isdecimal() and len(number) < 18},
            sources={one for one in sources if one},
            emails=emails,
            phones=phones,
        )
        domains = {address.rpartition("@")[2] for address in emails}
        self.company.begin(accounts, {one for one in domains if identifying_domain(one)})
        self._contacts.meet({person_key(name) for name in names if name})
        self._profiles = columns.texts("linkedin")
        self._contacts.meet_namesakes(
            {
                name
                for row, name in enumerate(names)
                if name and not self.company.named(row) and (" " in name or self._is_told(row))
            }
        )
        self._suppressions.load(
            emails=emails,
            phones=phones | self.company.told("phone"),
            domains=domains | self.company.told("domain"),
            companies=self.company.keys,
        )
        columns.keep_extras()
        self._bins_said.begin()
        self._days_said.begin()
        columns.keep_all_titled("linkedin", columns.texts("linkedin"))
        columns.keep_all_titled("city", columns.texts("city"))
        columns.keep_all_titled("country", countries)
        moments = moments_of(columns, self._setting.written_at)
        return [
            self._one(row, name, source_id, own[row], countries[row], moments[row])
            for row, (name, source_id) in enumerate(zip(names, sources, strict=True))
        ]

    def _one(
        self, row: int, name: str, source_id: str, own: str, country: str | None, moment: str
    ) -> Outcome:
        emails = [each.address for each in self._reach.emails[row]]
        phones = [phone.e164 for phone, _ in self._reach.phones[row]]
        self.company.settle(row, emails)
        if not name and self.company.named(row):
            told = {key: column[row] for key, column in self._given.items()}
            ways = self._ways, emails, self._reach.numbers[row]
            return self._company_rows.take(row, ways, told, country, moment)
        called = name
        name = name or (emails[0] if emails else "") or self._reach.number_shown(row)
        if not name:
            return Outcome("unusable", why="no name")
        if len(name) > MOST_OF_A_NAME:
            return Outcome("unusable", why=f"a name of {len(name)} letters")
        found, account, doubt = self._meet(
            row, (name, called), source_id, own, (emails, phones, country), moment
        )
        if account is None and not (emails or phones or found or self._is_told(row)):
            return Outcome("unusable", why="no company, email or phone")
        phones = self._reach.read_numbers(row, country, account, found)
        company: tuple[str, ...] = ()
        if account is not None:
            company = self.company.fill(row, account, moment)
            company += avoid_as_told(self._batch, account, self._bins[row])
            company += self._bins_said.put(row, account)
        else:
            self._days_said.keep(row)
            self.company.keep(row)
        given = {key: column[row] for key, column in self._given.items()}
        given["source_id"] = source_id or None
        listed = self._protect(given, emails, phones)
        self._bins_said.protect(row, account, given)
        facts = self._columns.facts[row]
        if found is None:
            brought = self._bring(row, (name, given), account, (facts, moment), doubt)
            if listed and brought.fate != "protected":
                return replace(brought, fate="protected", why=f"will be protected: {listed}")
            return brought
        if name_key(name) != found.key and called:
            facts = {**(facts or {}), ALSO_CALLED: name}
        was_protected = found.protected or bool(account and account.protected)
        fields = self._fill(found, account, given, moment)
        fields += self._keep_other_company(row, found)
        fields += self._reach.put(row, found)
        fields += add_facts(self._batch, self._rules, (found, found.account, found), facts, moment)
        fields += company + self._days_said.put(row, account, found)
        lifted = [
            flag for flag in FLAGS if found.held.get(flag) and permits(self._columns, flag, row)
        ]
        if lifted:
            why = f"stays {' and '.join(MARKS[flag] for flag in lifted)}: no file lifts that"
            return Outcome("protected", found, why, fields)
        if was_protected and fields:
            return Outcome("protected", found, protected_by(found, found.account), fields)
        return Outcome("updated" if fields else "same", found, fields=fields)

    def _meet(
        self,
        row: int,
        names: tuple[str, str],
        source_id: str,
        own: str,
        ways: tuple[list[str], list[str], str | None],
        moment: str,
    ) -> tuple[Known | None, Known | None, Known | None]:
        """Return the person of a row, their account (made where there is none), who may be them.

        ``names`` are the person's and the one that the row tells, ``ways`` the row's addresses,
        numbers and country.
        """
        contacts, (emails, phones, country), (name, told) = self._contacts, ways, names
        found, doubt = (own and contacts.own(own, name)) or None, None
        if found is None:
            found, doubt = contacts.find(source_id, emails, phones, told, self.company.name_of(row))
        account = found.account if found else None
        account = account or self.company.find(row, emails)
        if account is None:
            account = self.company.make(row, emails, country, moment)
            if account is not None:
                doubt = doubt or self.company.doubt(row, emails, account)
        if found is None and account is not None:
            found, namesake = contacts.at_account(account, name, source_id)
            doubt = doubt or namesake
        elif found is None and (emails or phones):
            found = None if emails else contacts.alone_with(name, phones)
            doubt = doubt or contacts.namesake(name)
        elif found is None and told and self._is_told(row):
            found = contacts.alone(told, source_id, self._profile(row))
        return found, account, doubt

    def _is_told(self, row: int) -> bool:
        """Say whether a row without company and ways tells of a person all the same."""
        return bool(self._profile(row)) or row in self._columns.without_company

    def _profile(self, row: int) -> str:
        """Return the LinkedIn profile of a row, "" for none."""
        return (self._profiles[row] or "") if self._profiles else ""

    def _bring(
        self,
        row: int,
        whose: tuple[str, Held],
        account: Known | None,
        said: tuple[dict[str, str] | None, str],
        doubt: Known | None,
    ) -> Outcome:
        (name, given), (facts, moment) = whose, said
        held: Held = {**dict.fromkeys(CONTACT_HELD), **BLANK}
        held.update((key, value) for key, value in given.items() if value is not None)
        held["name"], held["source_modified_at"] = name, moment or None
        held["created_on"] = self._setting.today
        known = Known(0, held, name_key(name), any(given.get(flag) for flag in FLAGS))
        known.account = account
        self._batch.add_contact(known)
        self._contacts.add(known)
        self._reach.put(row, known)
        add_facts(self._batch, self._rules, (known, account, known), facts, moment)
        fields = self._keep_other_company(row, known)
        fields += self._days_said.put(row, account, known)
        if account is not None and account.protected:
            return Outcome("protected", known, protected_by(account), fields, account)
        if doubt is not None:
            why = f"similar to {doubt.name}"
            if account is not None and "bin" in doubt.held:
                why = f"their company {account.name} may be {doubt.name}"
            return Outcome("possible_duplicate", known, why, fields, other=doubt)
        if account is not None and not self._batch.made_here(account):
            return Outcome("joins", known, fields=fields, other=account)
        return Outcome("new", known, fields=fields)

    def _keep_other_company(self, row: int, known: Known) -> tuple[str, ...]:
        """Keep the name of another company than the one a person is known to be at."""
        name, account = self.company.name_of(row), known.account
        if not name or account is None or name == account.name or is_company(account, name):
            return ()
        return keep_differing(self._batch, self._rules, (known, account, known), {"company": name})

    # What is known about them

    def _protect(self, given: Held, emails: Sequence[str], phones: Sequence[str]) -> str | None:
        """Give somebody on the list of whom not to contact that protection; return why, if so."""
        reason = self._suppressions.of_person(emails, phones)
        shared = self._contacts.flags_of(emails, phones)
        if shared and not reason:
            given.update(dict.fromkeys(shared, 1))
            said = "somebody with the same address or number said so"
            given["protection_reason"] = given.get("protection_reason") or said
        if reason:
            given["do_not_call"] = given["opted_out"] = 1
            given["protection_reason"] = given.get("protection_reason") or reason
        return reason

    def _fill(
        self, known: Known, account: Known | None, given: Held, moment: str
    ) -> tuple[str, ...]:
        """Fill in what is empty and add protection, which no policy takes away."""
        rules, held = self._rules, known.held
        fresh: Held = {}
        other: Held = {}
        heading = f"{self._setting.today}, {self._batch.source}"
        for name, value in given.items():
            if value is None or name == "source_id":
                continue
            was = held.get(name)
            if name in FLAGS:
                if not was:
                    fresh[name] = 1
            elif was is None or was == BLANK.get(name):
                if name == "protection_reason" or rules.fills(name):
                    fresh[name] = value
            elif was != value and name not in ("protection_reason", "time_zone"):
                about = "contacts", known, moment
                weigh(rules, about, (name, value), heading, (fresh, other))
        learn_source(self._batch, self._contacts, known, str(given.get("source_id") or ""), fresh)
        moved: tuple[str, ...] = ()
        if known.account is None and account is not None:
            self._batch.attach(known, account)
            self._contacts.settle(known)
            moved = ("account",)
        moved += keep_differing(self._batch, rules, (known, known.account, known), other)
        if not fresh:
            return moved
        if moment > str(held.get("source_modified_at") or ""):
            fresh["source_modified_at"] = moment
        self._batch.fill("contacts", known, fresh)
        if any(fresh.get(flag) for flag in FLAGS):
            known.protected = True
            self._contacts.learn_flags(known)
        said = tuple(name for name in fresh if name not in _UNSAID)
        return moved + (said or (() if moved else tuple(fresh)[:1]))

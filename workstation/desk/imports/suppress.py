"""A list of whom never to contact: protects who is known, remembers the rest, makes no records."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.desk.imports.account_cells import bare_domain
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.book import Ids
from workstation.desk.imports.cells import country_code
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.company import CompanyColumns
from workstation.desk.imports.contact_columns import ContactColumns
from workstation.desk.imports.contacts_known import ContactBook
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.general_names import too_general
from workstation.desk.imports.reached import (
    accounts_of_domains,
    accounts_of_numbers,
    people_of_domains,
)
from workstation.desk.imports.records import Held, Known, identifying_domain
from workstation.desk.imports.refusals import put_out_of_bounds
from workstation.desk.imports.suppressions import NAMED, Suppressions
from workstation.desk.imports.ways import Number, Ways, several
from workstation.exchange.no_company import names_no_company
from workstation.exchange.values import Unreadable
from workstation.method.names import company_key, name_key

if TYPE_CHECKING:
    from workstation.store.store import Store

_BEFORE_DOMAIN = re.compile(r"^(?:\*?@|\*\.)")


class SuppressRows:
    """Decides about rows of a list of people or companies not to be contacted.

    Args:
        of_companies: whether the rows are of accounts, which are then put out of bounds whole.
    """

    def __init__(
        self,
        columns: Columns,
        company: CompanyColumns,
        known: ContactBook,
        batch: Batch,
        suppressions: Suppressions,
        store: "Store",
        *,
        of_companies: bool,
    ) -> None:
        self.made = 0
        self._columns = columns
        self._company = company
        self._contacts = known
        self._batch = batch
        self._suppressions = suppressions
        self._store = store
        self._of_companies = of_companies
        self._ways = Ways(columns, columns.home)
        self._said = ContactColumns(columns, batch.source)
        self._reason = f"on the list {batch.source}"
        self._by_name = f"{self._reason}, by its name alone"
        self._by_number: Ids = {}
        self._by_site: Ids = {}
        self._people_by_site: Ids = {}
        suppressions.watch()

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Decide about rows and collect what they protect."""
        columns = self._columns
        columns.begin(rows)
        countries = columns.reads("country", country_code) or [None] * columns.count
        emails = [[each.address for each in row] for row in self._ways.emails()]
        phones = [
            self._phones(row, numbers, country)
            for row, (numbers, country) in enumerate(
                zip(self._ways.numbers(), countries, strict=True)
            )
        ]
        field = "domain" if self._of_companies else "account_domain"
        told = columns.reads(field, _site) or [None] * columns.count
        told = [one or other for one, other in zip(told, self._sites_as_emails(), strict=True)]
        sources = [one or "" for one in columns.texts("source_id") or [""] * columns.count]
        names = self._said.names() if not self._of_companies else columns.names("name")
        sites = [
            identifying_domain(site) if self._of_companies or not (name and ways) else ""
            for site, name, ways in zip(told, names, emails, strict=True)
        ]
        all_emails = {one for row in emails for one in row}
        all_phones = {one for row in phones for one in row}
        all_sites = {one for one in sites if one}
        store = self._store
        self._by_number = accounts_of_numbers(store, all_phones)
        self._by_site = accounts_of_domains(store, all_sites)
        self._people_by_site = people_of_domains(store, all_sites)
        accounts = self._contacts.load(
            numbers={one for ids in self._people_by_site.values() for one in ids},
            sources=() if self._of_companies else {one for one in sources if one},
            emails=all_emails,
            phones=all_phones,
        )
        for found in (self._by_number, self._by_site):
            accounts.update(*found.values())
        own = (names, sources) if self._of_companies else ((), ())
        self._company.begin(accounts, all_sites | self._sites_of_borrowed(emails), *own)
        self._contacts.meet({name_key(name) for name in names if name})
        keys = {company_key(name) for name in names if name} if self._of_companies else set()
        self._suppressions.load(
            emails=all_emails,
            phones=all_phones,
            domains=all_sites,
            companies=keys | self._company.keys,
        )
        return [
            self._one(row, names[row], sources[row], emails[row], phones[row], sites[row])
            for row in range(columns.count)
        ]

    def _sites_as_emails(self) -> list[str | None]:
        """Return the domain that stands where others have an address (`@example.com`), if any."""
        columns = self._columns
        found: list[str | None] = [None] * columns.count
        for field in ("email", "email2"):
            for at in columns.columns_of(field):
                memo = columns.memo(("site", at), _site_as_email)
                said = memo.all(columns.cells_at(at))
                found = [one or other for one, other in zip(found, said, strict=True)]
        return found

    def _sites_of_borrowed(self, emails: Sequence[Sequence[str]]) -> set[str]:
        """Return the domains that may find the company of a row which another column names."""
        columns = self._columns
        if not columns.has("account_name") or not columns.names("account_name"):
            return set()
        found = {
            identifying_domain(one.rpartition("@")[2])
            for row in columns.borrowed
            for one in emails[row]
        }
        return found - {""}

    def _phones(self, row: int, numbers: Sequence[Number], country: str | None) -> list[str]:
        """Read the numbers of a row, counting those that cannot be read."""
        found = [self._ways.phone(number.cell, country) for number in numbers]
        for _ in range(found.count(None)):
            self._columns.kept.note("listed", row, country)
        return list(dict.fromkeys(phone.e164 for phone in found if phone is not None))

    def _one(
        self,
        row: int,
        name: str,
        source_id: str,
        emails: Sequence[str],
        phones: Sequence[str],
        site: str,
    ) -> Outcome:
        """Protect all that a row names: its people, else its company, and whoever has its ways.

        A row that names a person is about that person, and leaves the company alone. One that
        names a company protects all of that name, unless the name is too general to go by.
        """
        called = name
        if self._of_companies and names_no_company(name):
            name = ""
        borrowed = self._company.name_of(row)
        self._company.settle(row, emails)
        dropped = bool(borrowed) and not self._company.name_of(row)
        account = self._company_of(row, name, source_id, site, emails if dropped else ())
        found: Known | None = None
        if not self._of_companies:
            found, _ = self._contacts.find(source_id, emails, phones, name)
            if found is None and name and (at := self._company.find(row, [])):
                found = self._contacts.at_account(at, name, source_id)[0]
        people = [found, *self._contacts.holders(emails, phones), *self._people_at(site)]
        companies = self._companies_with(phones, site)
        named = name if self._of_companies else self._company.name_of(row)
        about = bool(named) and (self._of_companies or (not name and bool(site or not emails)))
        key = company_key(named) if about else ""
        general = too_general(key)
        company = "" if general else key
        namesakes = [
            one for one in self._company.of_key(key) if not general or one.key == name_key(named)
        ]
        if account is not None and (self._of_companies or account not in self._company.of_key(key)):
            companies.insert(0, account)
        remembered = self._remember(emails, phones, site, company)
        fields: list[str] = []
        met: list[Known] = []
        for each, protect in (
            (people, self._protect),
            (companies, self._avoid),
            (namesakes, self._avoid_by_name),
        ):
            known = list({id(one): one for one in each if one is not None}.values())
            fields += [field for one in known for field in protect(one)]
            met += known
        told = bool(emails or phones or site or company)
        why = ""
        if not met and not told:
            why = self._unusable(called, named, general=general)
        changed = tuple(dict.fromkeys(fields))
        ways = ", ".join(
            (*emails, *phones, *([site] if site else [f"the company {named}"] if company else []))
        )
        if remembered and not met:
            why = f"remembered: {ways}"
        outcome = self._outcome(
            next(iter(met), None), changed, remembered=remembered, told=told or bool(met), why=why
        )
        return replace(outcome, called=called or named or ways)

    def _unusable(self, called: str, named: str, *, general: bool) -> str:
        """Return why a row that only names somebody, if at all, tells of nobody."""
        if called and self._of_companies and not named:
            return f"{called} names no company"
        if general:
            return f"{named} is too general a name to go by; a website, email or phone is needed"
        if named:
            return "nobody of this name at a company that is known, and no email or phone"
        return ""

    def _company_of(
        self, row: int, name: str, source_id: str, site: str, emails: Sequence[str]
    ) -> Known | None:
        """Find the company a row is about; by ``emails`` where its name gave way to theirs."""
        if self._of_companies:
            return self._company.find_certain(name, source_id, site)
        return None if name else self._company.find(row, emails)

    def _companies_with(self, phones: Sequence[str], site: str) -> list[Known]:
        numbers = [one for phone in phones for one in self._by_number.get(phone, ())]
        found = map(self._company.get, [*numbers, *self._by_site.get(site, ())])
        return [each for each in found if each is not None]

    def _people_at(self, site: str) -> list[Known]:
        found = map(self._contacts.get, self._people_by_site.get(site, ()))
        return [each for each in found if each is not None]

    def _outcome(
        self,
        known: Known | None,
        fields: tuple[str, ...],
        *,
        remembered: bool,
        told: bool,
        why: str = "",
    ) -> Outcome:
        if known is None and not remembered:
            nobody = why or "nobody known, and no email, phone or website"
            why = "known already" if told else nobody
            return Outcome("same" if told else "unusable", why=why)
        if fields:
            return Outcome("updated", known, fields=fields)
        return Outcome("protected" if remembered else "same", known, why or None)

    def _protect(self, known: Known) -> tuple[str, ...]:
        fresh: Held = {flag: 1 for flag in ("do_not_call", "opted_out") if not known.held[flag]}
        if not fresh:
            return ()
        if not known.held["protection_reason"]:
            fresh["protection_reason"] = self._reason
        self._batch.fill("contacts", known, fresh)
        known.protected = True
        return tuple(name for name in fresh if name != "protection_reason")

    def _avoid(self, account: Known) -> tuple[str, ...]:
        return put_out_of_bounds(self._batch, account, self._reason)

    def _avoid_by_name(self, account: Known) -> tuple[str, ...]:
        return put_out_of_bounds(self._batch, account, self._by_name)

    def _remember(
        self, emails: Sequence[str], phones: Sequence[str], domain: str, company: str
    ) -> bool:
        """Keep what was not kept of this list yet; say whether anything of it is on no list yet.

        What several lists name is kept of each, so that undoing one leaves the others'.
        ``company`` is the name of a company as it is compared.
        """
        added = False
        source = self._batch.source
        said = [("email", one, self._reason) for one in emails]
        said += [("phone", one, self._reason) for one in phones]
        said += [("domain", domain, self._reason)] if domain else []
        said += [("domain", NAMED + company, self._by_name)] if company else []
        for kind, value, reason in said:
            if not self._suppressions.has_of(source, kind, value):
                added = added or not self._suppressions.has(kind, value)
                self._suppressions.add(kind, value, reason, source)
                self._batch.add_row(
                    "suppressions",
                    {
                        "kind": kind,
                        "value": value,
                        "reason": reason,
                        "source": source,
                    },
                )
        return added


def _site(cell: str) -> str | Unreadable:
    """Read a domain, which such lists also write as `@example.com` and `*@example.com`."""
    said = cell.strip()
    return bare_domain(_BEFORE_DOMAIN.sub("", said) if "://" not in said else said)


def _site_as_email(cell: str) -> str | None:
    """Return the first domain in a cell of addresses, None for none."""
    read = map(_site, several(cell)) if cell else ()
    return next((one for one in read if isinstance(one, str)), None)

"""A list of whom never to contact: protects who is known, remembers the rest, makes no records."""

from collections.abc import Sequence

from workstation.desk.imports.account_cells import bare_domain
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.cells import country_code
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.company import CompanyColumns
from workstation.desk.imports.contacts_known import ContactBook
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.records import Held, Known, identifying_domain, is_shared_box
from workstation.desk.imports.refusals import put_out_of_bounds
from workstation.desk.imports.suppressions import Suppressions
from workstation.desk.imports.ways import Ways
from workstation.method.names import name_key


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
        *,
        of_companies: bool,
    ) -> None:
        self.made = 0
        self._columns = columns
        self._company = company
        self._contacts = known
        self._batch = batch
        self._suppressions = suppressions
        self._of_companies = of_companies
        self._ways = Ways(columns, columns.home)
        self._reason = f"on the list {batch.source}"
        suppressions.watch()

    def take(self, rows: Sequence[Sequence[str]]) -> list[Outcome]:
        """Decide about rows and collect what they protect."""
        columns = self._columns
        columns.begin(rows)
        countries = columns.reads("country", country_code) or [None] * columns.count
        emails = [[each.address for each in row] for row in self._ways.emails()]
        phones = [
            [phone.e164 for phone, _ in self._ways.read(numbers, country)]
            for numbers, country in zip(self._ways.numbers(), countries, strict=True)
        ]
        field = "domain" if self._of_companies else "account_domain"
        sites = columns.reads(field, bare_domain) or [None] * columns.count
        sources = [one or "" for one in columns.texts("source_id") or [""] * columns.count]
        names = self._names()
        all_emails = {one for row in emails for one in row}
        all_phones = {one for row in phones for one in row}
        accounts = self._contacts.load(
            sources=() if self._of_companies else {one for one in sources if one},
            emails=all_emails,
            phones=all_phones,
        )
        own = (names, sources) if self._of_companies else ((), ())
        self._company.begin(
            accounts, {one for one in sites if one and identifying_domain(one)}, *own
        )
        self._contacts.meet({name_key(name) for name in names if name})
        self._suppressions.load(
            emails=all_emails, phones=all_phones, domains={one for one in sites if one}
        )
        return [
            self._one(row, names[row], sources[row], emails[row], phones[row], sites[row] or "")
            for row in range(columns.count)
        ]

    def _names(self) -> list[str]:
        columns = self._columns
        parts = zip(columns.names("first_name"), columns.names("last_name"), strict=True)
        return [
            whole or " ".join(part for part in pair if part)
            for whole, pair in zip(columns.names("name"), parts, strict=True)
        ]

    def _one(
        self,
        row: int,
        name: str,
        source_id: str,
        emails: Sequence[str],
        phones: Sequence[str],
        site: str,
    ) -> Outcome:
        if self._of_companies:
            account = self._company.find_named(name, source_id, site)
            remembered = self._remember((), phones, identifying_domain(site))
            fields = self._avoid(account) if account else ()
            told = bool(account or phones or identifying_domain(site))
            why = "no account of this name: add its website, or the email or phone of people there"
            return self._outcome(
                account, fields, remembered=remembered, told=told, why=why if name else ""
            )
        found, _ = self._contacts.find(source_id, emails, phones, name)
        if found is None and name:
            account = self._company.find(row, [])
            found = self._contacts.at_account(account, name, source_id)[0] if account else None
        remembered = self._remember(emails, phones, "" if emails else identifying_domain(site))
        holders = [*([found] if found else []), *self._contacts.holders(emails, phones)]
        fields = tuple(dict.fromkeys(field for one in holders for field in self._protect(one)))
        found = next(iter(holders), None)
        return self._outcome(
            found, fields, remembered=remembered, told=bool(emails or phones or found)
        )

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
        return Outcome("protected" if known or remembered else "same", known)

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

    def _remember(self, emails: Sequence[str], phones: Sequence[str], domain: str) -> bool:
        """Keep what was not kept yet; say whether anything of it is new."""
        added = False
        said = [("email", one) for one in emails if not is_shared_box(one) or len(emails) == 1]
        said += [("phone", one) for one in phones]
        said += [("domain", domain)] if domain else []
        for kind, value in said:
            if not self._suppressions.has(kind, value):
                self._suppressions.add(kind, value, self._reason)
                self._batch.add_row(
                    "suppressions",
                    {
                        "kind": kind,
                        "value": value,
                        "reason": self._reason,
                        "source": self._batch.source,
                    },
                )
                added = True
        return added

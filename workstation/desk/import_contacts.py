"""Turns rows of a file into people at accounts, making the accounts that are not there yet."""

from workstation.desk.import_accounts import MOST_OF_A_NAME, AccountRows, Outcome
from workstation.desk.import_batch import Batch
from workstation.desk.import_cells import (
    ALSO_CALLED,
    Cells,
    RowReader,
    country_code,
    place_zone,
    time_zone,
)
from workstation.desk.import_known import (
    CONTACT_COLUMNS,
    Known,
    KnownAccounts,
    KnownContacts,
    Value,
    identifying_domain,
    name_key,
)
from workstation.exchange import values
from workstation.exchange.values import Unreadable
from workstation.method.words import ROLES

_BITS = {name: 1 << bit for bit, name in enumerate(CONTACT_COLUMNS)}
_ROLES = frozenset(ROLES) - {"unknown"}
_FLAGS = ("do_not_call", "opted_out")


class ContactRows:
    """Decides about rows of contacts; ``made`` counts the accounts they brought along."""

    def __init__(
        self,
        reader: RowReader,
        accounts: KnownAccounts,
        contacts: KnownContacts,
        batch: Batch,
        *,
        today: str,
        money: str,
    ) -> None:
        self.made = 0
        self._reader = reader
        self._accounts = accounts
        self._contacts = contacts
        self._batch = batch
        self._today = today
        self._companies = AccountRows(reader, accounts, batch, today=today, money=money)

    def take(self, cells: Cells) -> Outcome:
        """Decide about a row and collect what it changes."""
        reader = self._reader
        facts: dict[str, str] = {}
        emails = self._emails(cells, facts)
        name = self._name(cells) or (emails[0] if emails else "")
        if not name:
            return Outcome("unusable", why="no name")
        if len(name) > MOST_OF_A_NAME:
            return Outcome("unusable", why=f"a name of {len(name)} letters")
        source_id = reader.text(cells, "source_id") or ""
        country = reader.read(cells, "country", country_code, facts)
        found = self._own(cells, name) or self._contacts.find(source_id, emails)
        account = found.account if found else None
        if account is None:
            account = self._account(cells, emails)
        if account is None and (made := self._make_account(cells, emails, country)):
            account = made
        if account is None:
            return Outcome("unusable", why="no company")
        found = found or self._contacts.at_account(account, name, source_id)
        self._keep_rest(cells, country, facts)
        given = self._values(cells, country, facts)
        given["source_id"] = source_id or None
        fresh = found is None
        if found is None:
            found = self._make(account, name, given)
        elif name_key(name) != found.key and name not in emails:
            facts[ALSO_CALLED] = name
        was_protected = not fresh and (found.protected or account.protected)
        changed = False if fresh else self._fill(found, account, given)
        changed |= self._put_ways(cells, found, emails, country or account.country, facts)
        changed |= self._keep(found, facts)
        if was_protected or account.protected:
            return Outcome("protected", found)
        if fresh:
            return Outcome("new", found)
        return Outcome("updated" if changed else "same", found)

    # Who it is and where they work

    def _own(self, cells: Cells, name: str) -> Known | None:
        number = self._reader.raw(cells, "workstation_id")
        own = self._contacts.by_id.get(int(number)) if number.isdecimal() else None
        return own if own is not None and own.key == name_key(name) else None

    def _name(self, cells: Cells) -> str:
        reader = self._reader
        whole = reader.name(cells, "name")
        parts = (reader.name(cells, "first_name"), reader.name(cells, "last_name"))
        return whole or " ".join(part for part in parts if part)

    def _emails(self, cells: Cells, facts: dict[str, str]) -> list[str]:
        found = (
            self._reader.read(cells, field, values.email, facts) for field in ("email", "email2")
        )
        return list(dict.fromkeys(address for address in found if address))

    def _account(self, cells: Cells, emails: list[str]) -> Known | None:
        """Find the account by its identifier, its name, or the domain of a company address."""
        reader = self._reader
        source_id = reader.text(cells, "account_source_id") or ""
        known = self._accounts
        if source_id and (found := known.of_source(source_id)):
            return found
        name = reader.name(cells, "account_name")
        if name and (found := known.of_name(name, source_id, "")):
            return found
        domains = (_domain(address) for address in emails)
        matches = (known.of_domain(domain, source_id) for domain in domains if domain)
        return next((found for found in matches if found), None)

    def _make_account(self, cells: Cells, emails: list[str], country: str | None) -> Known | None:
        domain = next((domain for address in emails if (domain := _domain(address))), None)
        name = self._reader.name(cells, "account_name") or domain
        if not name or len(name) > MOST_OF_A_NAME:
            return None
        self.made += 1
        return self._companies.make(
            name,
            {
                "domain": domain,
                "country": country,
                "city": self._reader.text(cells, "city"),
                "source_id": self._reader.text(cells, "account_source_id"),
            },
        )

    # What is known about them

    def _values(self, cells: Cells, country: str | None, facts: dict[str, str]) -> dict[str, Value]:
        reader = self._reader
        zone = reader.read(cells, "time_zone", time_zone, facts)
        given: dict[str, Value] = {
            "first_name": reader.name(cells, "first_name") or None,
            "last_name": reader.name(cells, "last_name") or None,
            "title": reader.text(cells, "title"),
            "role": reader.read(cells, "role", _role, facts),
            "note": reader.note(cells),
            "time_zone": zone or place_zone(country, None, reader.text(cells, "city")),
        }
        for flag in _FLAGS:
            if self._is_set(cells, flag):
                given[flag] = 1
        if given.keys() & set(_FLAGS):
            reason = reader.text(cells, "protection_reason")
            given["protection_reason"] = reason or f"said so in {self._batch.source}"
        return given

    def _is_set(self, cells: Cells, flag: str) -> bool:
        """Read a flag that protects; what is neither yes nor no protects too."""
        cell = self._reader.raw(cells, flag)
        if not cell:
            return False
        read = values.yes_no(cell)
        return isinstance(read, Unreadable) or read

    def _keep_rest(self, cells: Cells, country: str | None, facts: dict[str, str]) -> None:
        self._reader.keep_rest(cells, facts)
        self._reader.keep_titled("city", self._reader.text(cells, "city"), facts)
        self._reader.keep_titled("country", country, facts)

    def _make(self, account: Known, name: str, given: dict[str, Value]) -> Known:
        known = Known(
            id=0,
            name=name,
            key=name_key(name),
            country="",
            source_id=str(given.get("source_id") or ""),
            protected=any(given.get(flag) for flag in _FLAGS),
            filled=sum(bit for column, bit in _BITS.items() if given.get(column) is not None),
            pending={
                **{key: value for key, value in given.items() if value is not None},
                "name": name,
                "created_on": self._today,
            },
            account=account,
        )
        self._contacts.add(known)
        self._batch.add_contact(known)
        return known

    def _fill(self, known: Known, account: Known, given: dict[str, Value]) -> bool:
        """Fill in what is empty and add protection; what is there stays, protection above all."""
        fresh = {
            name: value
            for name, value in given.items()
            if value is not None and not known.filled & _BITS[name]
        }
        if known.account is None:
            known.account = account
            self._contacts.add(known)
            fresh["account_id"] = account.id
        if not fresh:
            return False
        for name in fresh:
            known.filled |= _BITS.get(name, 0)
        known.protected = known.protected or any(fresh.get(flag) for flag in _FLAGS)
        if source_id := fresh.get("source_id"):
            known.source_id = str(source_id)
            self._contacts.learn_source(known)
        self._batch.fill("contacts", known, fresh)
        return True

    def _put_ways(
        self, cells: Cells, known: Known, emails: list[str], country: str, facts: dict[str, str]
    ) -> bool:
        """Add the addresses and numbers this person does not have yet."""
        changed = False
        for address in emails:
            if address not in known.ways:
                main = not any("@" in way for way in known.ways)
                self._contacts.add_way(known, address)
                self._batch.add_email(known, address, kind="work", main=main)
                changed = True
        for field, kind in (("phone", "work"), ("mobile", "mobile")):
            raw = self._reader.text(cells, field)
            if raw is None:
                continue
            phone = self._reader.phone(raw, country or None)
            if phone is None:
                self._reader.keep(cells, field, facts)
            elif phone.e164 not in known.ways:
                main = all("@" in way for way in known.ways)
                self._contacts.add_way(known, phone.e164)
                zone = self._reader.zone_of(phone.e164)
                self._batch.add_phone(
                    known,
                    (phone.e164, phone.extension, phone.display, kind, zone, int(main)),
                )
                changed = True
        return changed

    def _keep(self, known: Known, facts: dict[str, str]) -> bool:
        added = False
        for key, value in facts.items():
            bit = self._reader.fact_bits[key]
            if not known.facts & bit:
                known.facts |= bit
                self._batch.add_fact(known.account, known, key, value)
                added = True
        return added


def _domain(address: str) -> str:
    return identifying_domain(address.rpartition("@")[2])


def _role(cell: str) -> str | Unreadable:
    """Read a buying role in the words of the method."""
    key = "_".join(cell.casefold().replace("-", " ").replace("_", " ").split())
    return key if key in _ROLES else Unreadable(f"'{cell}' is not a buying role")

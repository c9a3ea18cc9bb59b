"""Decides about rows of a list of people that name a company and nobody in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.bins_said import BinsSaid
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.company import CompanyColumns
from workstation.desk.imports.days_said import DaysSaid
from workstation.desk.imports.facts import add_facts
from workstation.desk.imports.fates import Outcome
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import Held, Known
from workstation.desk.imports.refusals import protected_by, put_out_of_bounds
from workstation.desk.imports.suppressions import Suppressions
from workstation.desk.imports.ways import Number, Ways, same_number
from workstation.exchange.fields import FIELDS
from workstation.method.bins import AVOID_KEYS

if TYPE_CHECKING:
    from workstation.store.store import Store

# The identifier stands first: of a row that is a company itself it is the company's own.
_OF_PEOPLE = ("source_id", "title", "role", "department")
_PLACE = {FIELDS["contacts"][name].title: name for name in ("city", "country")}
"""The facts that say where a person is: of a company its own columns do."""
_ADDRESSES = "SELECT address FROM emails WHERE account_id = ? AND contact_id IS NULL"


class CompanyRows:
    """Gives all that such a row says to the company."""

    def __init__(
        self,
        columns: Columns,
        company: CompanyColumns,
        batch: Batch,
        rules: Rules,
        suppressions: Suppressions,
        said: tuple[BinsSaid, DaysSaid],
        store: "Store",
    ) -> None:
        self._columns = columns
        self._company = company
        self._batch = batch
        self._rules = rules
        self._suppressions = suppressions
        self._bins_said, self._days_said = said
        self._store = store

    def take(
        self,
        row: int,
        ways: tuple[Ways, Sequence[str], Sequence[Number]],
        said: Held,
        country: str | None,
        moment: str,
    ) -> Outcome:
        """Take a row: its addresses and numbers, and what the columns of people say (``said``)."""
        reader, emails, numbers = ways
        account = self._company.find(row, [])
        where = reader.place_of(numbers, country, account)
        phones = [phone.e164 for phone, _ in reader.read(numbers, where)]
        given: Held = {"note": said.get("note"), "time_zone": said.get("time_zone")}
        given["city"] = (self._columns.texts("city") or {row: None})[row]
        given["country"] = country
        if phones:
            given["phone"] = phones[0]
            given["time_zone"] = given["time_zone"] or reader.zone_of(phones[0])
        held = str((account.held["phone"] if account is not None else "") or "")
        self._keep(row, reader, numbers, where, held)
        fresh = account is None
        was_protected = bool(account and account.protected)
        fields: tuple[str, ...] = ()
        if account is None:
            account = self._company.make(row, emails, country, moment, given)
            if account is None:
                return Outcome("unusable", why="no name")
            self._company.made -= 1
        else:
            fields = self._company.fill(row, account, moment, given)
        fields += self._add_emails(account, emails)
        put_out = self._put_out(row, account, said, (emails, phones))
        fields += () if fresh else put_out
        facts = {
            key: value
            for key, value in (self._columns.facts[row] or {}).items()
            if key not in _PLACE or account.held.get(_PLACE[key]) != value
        }
        added = add_facts(self._batch, self._rules, (account, account, None), facts, moment)
        fields += () if fresh else added
        fields += self._days_said.put(row, account, None)
        if fresh and account.protected:
            return Outcome("protected", account, str(account.held["bin_reason"] or ""), fields)
        if fresh:
            return Outcome("new", account, fields=fields)
        if was_protected and fields:
            return Outcome("protected", account, protected_by(account), fields)
        return Outcome("updated" if fields else "same", account, fields=fields)

    def _keep(
        self, row: int, reader: Ways, numbers: Sequence[Number], country: str | None, held: str
    ) -> None:
        """Keep as facts what only a person has a place for, and the further numbers.

        A number that is the one ``held`` without its country is none of these.
        """
        itself = row in self._columns.companies()
        for field in _OF_PEOPLE[itself:]:
            for at in self._columns.columns_of(field):
                self._columns.keep_at(row, at)
        unknown = [one for one in numbers if not (held and same_number(one.cell, held))]
        reader.keep_unread(row, unknown, country)
        read = [one for one in numbers if reader.phone(one.cell, country)]
        for number in read[1:]:
            self._columns.keep_at(row, number.at)

    def _add_emails(self, account: Known, emails: Sequence[str]) -> tuple[str, ...]:
        """Add the addresses the company does not have yet."""
        if not emails:
            return ()
        known = set(account.ways)
        if account.id > 0:
            known |= {str(one["address"]) for one in self._store.rows(_ADDRESSES, (account.id,))}
        added = False
        for address in emails:
            if address not in known:
                account.ways[address] = (0, "valid")
                self._batch.add_email(account, None, (address, "work", int(not known), "valid"))
                known.add(address)
                account.touched = added = True
        return ("email",) if added else ()

    def _put_out(
        self, row: int, account: Known, said: Held, ways: tuple[Sequence[str], Sequence[str]]
    ) -> tuple[str, ...]:
        """Put a company out of bounds that the row, or a list kept earlier, says is to be avoided.

        There is nobody else whom a row that forbids contact could mean.
        """
        batch = self._batch
        fields = avoid_as_told(batch, account, self._columns.cells("account_bin")[row])
        fields += self._bins_said.put(row, account, of_company=True)
        reason = self._suppressions.of_person(*ways)
        if not reason and (said.get("do_not_call") or said.get("opted_out")):
            reason = str(said.get("protection_reason") or f"said so in {batch.source}")
        return fields + (put_out_of_bounds(batch, account, reason) if reason else ())


def avoid_as_told(batch: Batch, account: Known, told: str) -> tuple[str, ...]:
    """Put a company out of bounds that our own export says is to be avoided."""
    if told not in AVOID_KEYS:
        return ()
    reason = f"to be avoided: {batch.source} said so"
    return put_out_of_bounds(batch, account, reason, told)

"""The addresses and numbers of rows of people: read, and given to whoever they are of."""

from collections.abc import Sequence

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.cells import one_line
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.contact_columns import ContactColumns
from workstation.desk.imports.contacts_known import ContactBook
from workstation.desk.imports.records import Known
from workstation.desk.imports.ways import Email, Number, Ways, same_number
from workstation.method.phones import Phone


class ContactWays:
    """What the portion's rows say of how to reach somebody, by row."""

    def __init__(
        self,
        columns: Columns,
        ways: Ways,
        said: ContactColumns,
        contacts: ContactBook,
        batch: Batch,
    ) -> None:
        self._columns = columns
        self._ways = ways
        self._said = said
        self._contacts = contacts
        self._batch = batch
        self.emails: list[list[Email]] = []
        self.numbers: list[list[Number]] = []
        self.phones: list[list[tuple[Phone, str]]] = []
        self._bounced: list[bool] = []
        self._dead: list[tuple[list[str], list[Phone]]] = []

    def begin(self, countries: Sequence[str | None]) -> None:
        """Read them; a number is as of its row's country."""
        self.emails = self._ways.emails()
        self.numbers = self._ways.numbers()
        self.phones = [
            self._ways.read(numbers, country) if numbers else []
            for numbers, country in zip(self.numbers, countries, strict=True)
        ]
        self._keep_lonely()
        self._bounced = self._said.yes("bounced") or [False] * self._columns.count

    def begin_dead(self) -> None:
        """Read the addresses and numbers that reach nobody any more."""
        self._dead = self._said.dead_ways(self._ways)

    def _keep_lonely(self) -> None:
        """Take a number nobody can read as it stands, where it is all that is known of a person."""
        companies = self._columns.names("account_name")
        for row, numbers in enumerate(self.numbers):
            if numbers and not (self.phones[row] or self.emails[row] or companies[row]):
                cell = one_line(numbers[0].cell)
                if not any(map(str.isdecimal, cell)):
                    continue
                self.phones[row] = [(Phone(cell, None, cell, None), numbers[0].kind)]

    def read_numbers(
        self, row: int, country: str | None, account: Known | None, known: Known | None
    ) -> list[str]:
        """Read a row's numbers, as of the account's country where the row names none.

        Those nobody can read become facts, unless ``known`` has the number with its country.
        """
        numbers = self.numbers[row]
        if not numbers:
            return []
        if account is None and self.phones[row] and not self._ways.read(numbers, country):
            return [phone.e164 for phone, _ in self.phones[row]]
        where = self._ways.place_of(numbers, country, account)
        if where != country:
            self.phones[row] = self._ways.read(numbers, where)
        ways = known.ways if known is not None else ()
        unknown = [one for one in numbers if not any(same_number(one.cell, way) for way in ways)]
        self._ways.keep_unread(row, unknown, where)
        return [phone.e164 for phone, _ in self.phones[row]]

    def number_shown(self, row: int) -> str:
        """Return a row's first number as it is shown, the name of whoever has no other."""
        return self.phones[row][0][0].display if self.phones[row] else ""

    def put(self, row: int, known: Known) -> tuple[str, ...]:
        """Add the addresses and numbers this person does not have yet; say which."""
        added: list[str] = []
        bounced = self._bounced[row]
        for email in self.emails[row]:
            address = email.address
            if address not in known.ways:
                main = not any("@" in way for way in known.ways)
                came_back = bounced or self._contacts.has_bounced(address)
                state = "bounced" if came_back else "valid"
                self._contacts.add_way(known, address, state)
                self._batch.add_email(known.account, known, (address, email.kind, int(main), state))
                added.append("email")
            elif bounced and known.ways[address][1] == "valid":
                self._batch.bounce(known, address)
                added.append("bounced")
        for phone, kind in self.phones[row]:
            if phone.e164 not in known.ways:
                twin = next((way for way in known.ways if same_number(phone.e164, way)), "")
                if twin and (twin[0] == "+" or self._name_country(known, twin, phone)):
                    added += [] if twin[0] == "+" else ["phone"]
                    continue
                main = all("@" in way for way in known.ways)
                self._contacts.add_way(known, phone.e164)
                zone = self._ways.zone_of(phone.e164)
                self._batch.add_phone(
                    known,
                    (phone.e164, phone.extension, phone.display, kind, zone, int(main), "valid"),
                )
                added.append("mobile" if kind == "mobile" else "phone")
        added += self._put_dead(row, known)
        known.touched = known.touched or bool(added)
        return tuple(dict.fromkeys(added))

    def _name_country(self, known: Known, written: str, phone: Phone) -> bool:
        """Put a number in the place of the same one that is kept as it was written, if it may."""
        number, state = known.ways[written]
        if not number:
            return False
        self._contacts.add_way(known, phone.e164, state)
        del known.ways[written]
        known.ways[phone.e164] = number, state
        zone = self._ways.zone_of(phone.e164)
        values = {"number": phone.e164, "display": phone.display, "time_zone": zone}
        self._batch.update("phones", number, values)
        return True

    def _put_dead(self, row: int, known: Known) -> list[str]:
        """Keep the addresses that bounced and the numbers that are wrong, as such."""
        added = []
        for address in self._dead[row][0]:
            if address not in known.ways:
                self._contacts.add_way(known, address, "bounced")
                self._batch.add_email(known.account, known, (address, "work", 0, "bounced"))
                added.append("bounced")
            elif known.ways[address][1] == "valid":
                self._batch.bounce(known, address)
                added.append("bounced")
        for phone in self._dead[row][1]:
            if phone.e164 not in known.ways:
                self._contacts.add_way(known, phone.e164, "wrong")
                zone = self._ways.zone_of(phone.e164)
                self._batch.add_phone(
                    known, (phone.e164, phone.extension, phone.display, "work", zone, 0, "wrong")
                )
                added.append("wrong phone")
            elif known.ways[phone.e164][1] == "valid" and (number := known.ways[phone.e164][0]):
                known.ways[phone.e164] = (number, "wrong")
                self._batch.update("phones", number, {"state": "wrong"})
                added.append("wrong phone")
        return added

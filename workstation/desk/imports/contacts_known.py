"""The people a portion of a file may be about: by identifier, address, number, and name."""

from collections.abc import Collection, Iterable, Sequence

from workstation.desk.imports.accounts_known import AccountBook
from workstation.desk.imports.book import Book, Ids, asked, gather
from workstation.desk.imports.contact_columns import FLAGS
from workstation.desk.imports.records import Known, apart, is_shared_box
from workstation.desk.imports.seen import Seen
from workstation.desk.imports.vouch import is_company, is_person
from workstation.desk.imports.ways import same_number
from workstation.exchange.fields import FIELDS
from workstation.method.first_names import short_forms_agree
from workstation.method.name_titles import person_key
from workstation.method.names import name_key, names_agree
from workstation.store.store import Store

PROFILE = FIELDS["contacts"]["linkedin"].title
"""The fact that keeps somebody's profile."""


class ContactBook(Book):
    """Contacts by number, identifier in their source, address, number, and name at an account."""

    def __init__(
        self, store: Store, accounts: AccountBook, fact_keys: Collection[str], seen: Seen | None
    ) -> None:
        super().__init__(store, "contacts", fact_keys, seen)
        self._accounts = accounts
        self._by_way: dict[str, list[Known]] = {}
        self._flags: dict[str, set[str]] = {}
        self._by_name: dict[tuple[int, str], list[Known]] = {}
        self._namesakes: dict[str, Known] = {}
        self._alone: dict[str, list[Known]] = {}
        self._bounced: set[str] = set()
        self._guarded: dict[int, list[Known]] = {}
        self._by_last_word: dict[tuple[int, str], list[Known]] = {}

    def load(
        self,
        *,
        numbers: Collection[int] = (),
        sources: Collection[str] = (),
        emails: Collection[str] = (),
        phones: Collection[str] = (),
    ) -> set[int]:
        """Forget the last portion, read the contacts of the next; return their accounts' numbers.

        The accounts are then to be loaded, and ``meet`` to be told the names.
        """
        self._clear()
        by_source = self._ids_of_sources(sources)
        by_way: Ids = {}
        for table, column, ways in (("emails", "address", emails), ("phones", "number", phones)):
            found = asked(
                self._store,
                f"SELECT value, contact_id FROM json_each(?) CROSS JOIN {table} "
                f"ON {column} = value WHERE contact_id IS NOT NULL",
                ways,
            )
            gather(by_way, found)
        self._bounced = {
            str(address)
            for (address,) in asked(
                self._store,
                "SELECT value FROM json_each(?) CROSS JOIN emails "
                "ON address = value WHERE state = 'bounced'",
                emails,
            )
        }
        self._gather_seen(by_way, "way", [*emails, *phones])
        wanted = set(numbers)
        for ids in (by_source, by_way):
            wanted.update(*ids.values())
        self._fetch(wanted)
        self._index(by_source, self._by_source)
        for way, found_ids in by_way.items():
            known = [
                self.by_id[number] for number in dict.fromkeys(found_ids) if number in self.by_id
            ]
            self._by_way[way] = sorted(known, key=lambda one: not one.protected)
            for one in known:
                self._flag(one, (way,))
        return {
            int(one.held["account_id"]) for one in self.by_id.values() if one.held["account_id"]
        }

    def meet(self, names: Collection[str]) -> None:
        """Read also whoever has one of these names (by ``person_key``) at a loaded account."""
        accounts = self._accounts.by_id
        last = {_last_word(name) for name in names}
        wanted = [
            int(number)
            for number, name, guarded in asked(
                self._store,
                "SELECT contacts.id, name, do_not_call OR opted_out "
                "FROM json_each(?) CROSS JOIN contacts ON account_id = json_each.value",
                [number for number in accounts if number > 0],
            )
            if guarded or _last_word(person_key(str(name))) in last
        ]
        if self.seen is not None:
            wanted += [number for _, number in self.seen.ids("at", list(last))]
        self._fetch(wanted)
        for known in self.by_id.values():
            number = known.held["account_id"]
            if number and known.account is None:
                known.account = self._accounts.get(int(number))
            if known.account is not None:
                self._put_name(known)

    def _put_name(self, known: Known) -> None:
        account = known.account
        if account is not None:
            key = person_key(known.name)
            held = self._by_name.setdefault((id(account), key), [])
            if known not in held:
                held.insert(0 if known.protected else len(held), known)
                last = id(account), _last_word(key)
                self._by_last_word.setdefault(last, []).append(known)
                if known.protected:
                    self._guarded.setdefault(id(account), []).append(known)

    def _read_more(self, by_id: dict[int, Known]) -> None:
        super()._read_more(by_id)
        for table, column in (("emails", "lower(address)"), ("phones", "number")):
            rows = asked(
                self._store,
                f"SELECT contact_id, {column}, {table}.id, state FROM json_each(?) "
                f"CROSS JOIN {table} ON contact_id = json_each.value",
                by_id.keys(),
            )
            for number, way, row, state in rows:
                by_id[number].ways[way] = (row, state)

    def _clear(self) -> None:
        super()._clear()
        self._by_way, self._by_name, self._namesakes, self._alone = {}, {}, {}, {}
        self._bounced, self._guarded, self._by_last_word, self._flags = set(), {}, {}, {}

    def add(self, known: Known) -> None:
        """Make a contact of the file findable."""
        if known.source_id:
            self.learn_source(known, known.source_id)
        self.settle(known)

    def settle(self, known: Known) -> None:
        """Make a contact findable at the account it now has."""
        self._put_name(known)
        if known.account is not None:
            self._note("at", _last_word(person_key(known.name)), known)
        self._put_namesake(known)
        self._note("name", known.key, known)

    def add_way(self, known: Known, way: str, state: str = "valid") -> None:
        """Note an address or number of a contact."""
        known.ways[way] = (0, state)
        held = self._by_way.setdefault(way, [])
        held.insert(0 if known.protected else len(held), known)
        self._flag(known, (way,))
        self._note("way", way, known)

    def learn_flags(self, known: Known) -> None:
        """Note the marks that somebody just got, for whoever shares an address or number."""
        self._flag(known, [way for way in known.ways if way in self._by_way])

    def _flag(self, known: Known, ways: Iterable[str]) -> None:
        flags = [flag for flag in FLAGS if known.held.get(flag)]
        for way in ways if flags else ():
            self._flags.setdefault(way, set()).update(flags)

    def find(
        self,
        source_id: str,
        emails: Sequence[str],
        phones: Sequence[str] = (),
        name: str = "",
        company: str = "",
    ) -> tuple[Known | None, Known | None]:
        """Return the contact of this identifier, address or number, and one that may be it.

        A box that many read, or a number that several people or a company have, identifies
        nobody; neither does an address under quite another name.
        """
        found = source_id and self.of_source(
            source_id, lambda known: is_person(known, name, emails)
        )
        if found:
            return found, None
        doubt = None
        for address in emails:
            shared = is_shared_box(address)
            for known in self._by_way.get(address, ()):
                agree = _same_name(name, address, known)
                if agree and (known.protected or shared or not apart(source_id, known)):
                    return known, None
                if not shared:
                    doubt = doubt or known
        for number in phones:
            held = self._by_way.get(number, ())
            if len(held) != 1 or self._accounts.has_phone(number):
                if not company and (twin := _alone(held, name, source_id)):
                    return twin, None
                continue
            known = held[0]
            if not name and not emails:
                return known, None
            if names_agree(name, known.name):
                where = known.account
                same_place = not company or where is None or is_company(where, company)
                if same_place and not apart(source_id, known):
                    return known, None
                doubt = doubt or known
        return None, doubt

    def holders(self, emails: Sequence[str], phones: Sequence[str]) -> list[Known]:
        """Return all who have one of these addresses or numbers."""
        found = [known for way in (*emails, *phones) for known in self._by_way.get(way, ())]
        return list({id(known): known for known in found}.values())

    def flags_of(self, emails: Sequence[str], phones: Sequence[str]) -> set[str]:
        """Return the marks that protect whoever else has one of these addresses or numbers."""
        nothing: set[str] = set()
        flags = nothing.union(*(self._flags.get(address, ()) for address in emails))
        if any("do_not_call" in self._flags.get(number, ()) for number in phones):
            flags.add("do_not_call")
        return flags

    def has_bounced(self, address: str) -> bool:
        """Say whether mail to an address came back, whoever has it."""
        return address in self._bounced or any(
            known.ways.get(address, (0, ""))[1] == "bounced"
            for known in self._by_way.get(address, ())
        )

    def namesake(self, name: str) -> Known | None:
        """Return somebody of this very name, wherever they work; one word is no name for it."""
        return self._namesakes.get(name_key(name)) if " " in name else None

    def meet_namesakes(self, names: Collection[str]) -> None:
        """Read also whoever has one of these names, as they are written."""
        rows = asked(
            self._store,
            "SELECT contacts.id FROM json_each(?) CROSS JOIN contacts "
            "ON contacts.name = json_each.value COLLATE NOCASE",
            list(names),
        )
        found = [int(row[0]) for row in rows]
        if self.seen is not None:
            found += [number for _, number in self.seen.ids("name", [*map(name_key, names)])]
        self._fetch(found)
        for known in map(self.by_id.get, found):
            if known is not None:
                self._put_namesake(known)

    def _put_namesake(self, known: Known) -> None:
        self._namesakes.setdefault(known.key, known)
        if known.account is None:
            self._alone.setdefault(known.key, []).append(known)

    def alone(self, name: str, source_id: str, profile: str) -> Known | None:
        """Return whoever of this name has no company, address or number either.

        Another profile is of somebody else.
        """
        for known in self._alone.get(name_key(name), ()):
            theirs = (known.facts or {}).get(PROFILE, (0, ""))[1]
            bare = known.account is None and not known.held["account_id"] and not known.ways
            if bare and not apart(source_id, known) and (theirs or profile) == (profile or theirs):
                return known
        return None

    def alone_with(self, name: str, phones: Sequence[str]) -> Known | None:
        """Return whoever of this name, at no company, has one of these numbers.

        It may be kept as it was written here or there, without its country.
        """
        for known in self._alone.get(name_key(name), ()):
            if any(same_number(one, way) for one in phones for way in known.ways):
                return known
        return None

    def at_account(
        self, account: Known, name: str, source_id: str
    ) -> tuple[Known | None, Known | None]:
        """Return the contact of this name at an account, and one that may be it.

        Titles and degrees tell nobody apart.
        """
        doubt, key = None, person_key(name)
        for known in self._by_name.get((id(account), key), ()):
            if known.protected or not apart(source_id, known):
                return known, None
            doubt = doubt or known
        for known in self._guarded.get(id(account), ()):
            if names_agree(name, known.name) or short_forms_agree(name, known.name):
                return known, None
        near = self._by_last_word.get((id(account), _last_word(key)), ())
        named = (each for each in near if short_forms_agree(key, person_key(each.name)))
        return None, doubt or next((each for each in named if not apart(source_id, each)), None)


def _same_name(name: str, address: str, known: Known) -> bool:
    """Say whether a name does not speak against whoever has this address."""
    if not name or name == address or "@" in known.name:
        return not (is_shared_box(address) and "@" not in known.name)
    return names_agree(name, known.name) or short_forms_agree(name, known.name)


def _alone(held: Sequence[Known], name: str, source_id: str) -> Known | None:
    """Return whoever at no company has this very name, of several with one number."""
    key = name_key(name) if name else ""
    found = (each for each in held if key and each.key == key and each.account is None)
    return next((each for each in found if not apart(source_id, each)), None)


def _last_word(key: str) -> str:
    return key.rpartition(" ")[2]

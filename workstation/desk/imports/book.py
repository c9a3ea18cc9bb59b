"""Finds the records that some rows of a file may be about, by indexed lookups, portion by portion.

Nothing of the whole table is held: what a portion may need is read before it is decided about.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, Literal

import msgspec

from workstation.desk.imports.long_ids import other_form
from workstation.desk.imports.records import (
    ACCOUNT_HELD,
    CONTACT_HELD,
    Held,
    Known,
    account_of,
    contact_of,
)
from workstation.desk.imports.seen import Seen, State
from workstation.desk.imports.vouch import is_unique
from workstation.method.names import name_key
from workstation.store.store import Store

OTHER = "other "
"""How the facts begin that keep what a file said otherwise: `other city`."""

Kind = Literal["accounts", "contacts"]
Ids = dict[str, list[int]]
"""Numbers of records by the key that found them."""


def asked(store: Store, sql: str, values: Collection[object]) -> list[Any]:
    """Return the rows of a query that joins ``json_each(?)``, which lists these values."""
    return store.rows(sql, (msgspec.json.encode(list(values)).decode(),)) if values else []


def gather(found: Ids, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows of a key and a record's number to what was found."""
    for key, number in rows:
        found.setdefault(str(key), []).append(number)


class Book:
    """The records of one kind that a portion of a file may be about."""

    def __init__(
        self, store: Store, kind: Kind, fact_keys: Collection[str], seen: Seen | None
    ) -> None:
        self.by_id: dict[int, Known] = {}
        self.allowed: Collection[str] = ()
        """The bins that are prospected."""
        self.seen = seen
        self._store = store
        self.kind = kind
        self._owner = "account_id" if kind == "accounts" else "contact_id"
        self._fact_keys = frozenset(fact_keys)
        self._by_source: dict[str, list[Known]] = {}
        self._keys: list[tuple[str, str, Known]] = []

    def get(self, number: int) -> Known | None:
        """Return a record by its number, reading it if need be."""
        if number not in self.by_id:
            self._fetch([number])
        return self.by_id.get(number)

    def of_source(
        self, source_id: str, speaks: Callable[[Known], bool] | None = None
    ) -> Known | None:
        """Return the record that has this identifier in its source, or as a further one.

        For a short identifier, which several tools may give, ``speaks`` has the last word.
        """
        held = self.all_of_source(source_id)
        if speaks is None or is_unique(source_id):
            return next(iter(held), None)
        return next((known for known in held if speaks(known)), None)

    def all_of_source(self, source_id: str) -> Sequence[Known]:
        """Return every record that has this identifier, in whichever form."""
        other = self._by_source.get(other_form(source_id), [])
        return self._by_source.get(source_id) or other

    def own(self, number: str, name: str) -> Known | None:
        """Return the record our own export names by number, when it still has that name."""
        found = self.by_id.get(int(number)) if number.isdecimal() else None
        return found if found is not None and found.key == name_key(name) else None

    def learn_source(self, known: Known, source_id: str) -> None:
        """Note an identifier that a record just got."""
        held = self._by_source.setdefault(source_id, [])
        if known not in held:
            held.append(known)
        self._note("source", source_id, known)

    def keep(self) -> None:
        """Remember, for the next portions of a preview, what became of this portion's records."""
        if self.seen is None:
            return
        self.seen.remember(
            {id(each): each for each in self._met() if each.touched}.values(),
            [(kind, key, known.id) for kind, key, known in self._keys],
        )

    def _met(self) -> Iterable[Known]:
        yield from self.by_id.values()
        yield from (known for _, _, known in self._keys)

    def _note(self, kind: str, key: str, known: Known) -> None:
        if self.seen is not None:
            self._keys.append((kind, key, known))

    def _clear(self) -> None:
        self.by_id = {}
        self._by_source = {}
        self._keys = []

    def _ids_of_sources(self, sources: Collection[str]) -> Ids:
        found: Ids = {}
        own = (
            f"SELECT value, {self.kind}.id FROM json_each(?) CROSS JOIN {self.kind} "
            "ON source_id = value"
        )
        further = (
            f"SELECT json_each.value, {self._owner} FROM json_each(?) CROSS JOIN source_ids "
            f"ON source_ids.value = json_each.value WHERE {self._owner} IS NOT NULL"
        )
        others = {other: one for one in sources if (other := other_form(one))}
        wanted = [*sources, *others]
        for sql in (own, further):
            gather(found, asked(self._store, sql, wanted))
        self._gather_seen(found, "source", wanted)
        for other, one in others.items():
            if numbers := found.get(other):
                found.setdefault(one, []).extend(numbers)
        return found

    def _gather_seen(self, found: Ids, kind: str, keys: Collection[str]) -> None:
        if self.seen is not None:
            gather(found, self.seen.ids(kind, list(keys)))

    def _index(self, ids: Ids, held: dict[str, list[Known]]) -> None:
        for key, numbers in ids.items():
            found = [known for number in numbers if (known := self._stands_for(number))]
            if found:
                held[key] = list({id(known): known for known in found}.values())

    def _stands_for(self, number: int) -> Known | None:
        return self.by_id.get(number)

    def _fetch(self, numbers: Iterable[int]) -> list[Known]:
        """Read records that are not here yet, with their facts; return them."""
        wanted = sorted({number for number in numbers if number not in self.by_id})
        if not wanted:
            return []
        columns, make = (
            (ACCOUNT_HELD, partial(account_of, allowed=self.allowed))
            if self.kind == "accounts"
            else (CONTACT_HELD, contact_of)
        )
        fresh: list[Known] = []
        rows = asked(
            self._store,
            f"SELECT {self.kind}.id, {', '.join(columns)} FROM json_each(?) "
            f"CROSS JOIN {self.kind} ON {self.kind}.id = json_each.value",
            [number for number in wanted if number > 0],
        )
        for number, *values in rows:
            fresh.append(make(number, dict(zip(columns, values, strict=True))))
        by_id = {known.id: known for known in fresh}
        self._read_more(by_id)
        if self.seen is not None:
            for number, state in self.seen.states(wanted).items():
                by_id[number] = self._restored(make, number, state)
        self.by_id.update(by_id)
        return list(by_id.values())

    def _restored(self, make: Callable[[int, Held], Known], number: int, state: State) -> Known:
        held, facts, ways, ids, protected, account = state
        known = make(number, held)
        known.facts, known.ways, known.ids, known.protected = facts, ways, ids, protected
        if self.kind == "contacts":
            known.held["account_id"] = account or None
        return known

    def _read_more(self, by_id: dict[int, Known]) -> None:
        """Read the facts and further identifiers of records."""
        if not by_id:
            return
        also = " AND contact_id IS NULL" if self.kind == "accounts" else ""
        rows = asked(
            self._store,
            f"SELECT {self._owner}, facts.key, facts.id, facts.value FROM json_each(?) "
            f"CROSS JOIN facts ON {self._owner} = json_each.value{also} ORDER BY facts.id DESC",
            by_id.keys(),
        )
        for number, key, fact, value in rows:
            if key in self._fact_keys or key.startswith(OTHER):
                known = by_id[number]
                known.facts = known.facts or {}
                known.facts[key] = (fact, value)
        rows = asked(
            self._store,
            f"SELECT {self._owner}, source_ids.value FROM json_each(?) CROSS JOIN source_ids "
            f"ON {self._owner} = json_each.value",
            by_id.keys(),
        )
        for number, value in rows:
            by_id[number].ids += (str(value),)

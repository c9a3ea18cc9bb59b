"""Focus lists: named filters the rep keeps, each with the number of accounts that fit it now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from workstation.desk import filter_names
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.filter_sql import FilterSql
from workstation.desk.listing import Listing, Order
from workstation.method.filters import (
    Filter,
    FilterError,
    Known,
    explain,
    hint,
    read,
    write,
)
from workstation.method.text import clean_line, folded

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

LONGEST_NAME = 60
MOST_LISTS = 200


class FocusList(msgspec.Struct, frozen=True):
    """A filter kept under a name.

    ``filter`` is its text, ``meaning`` that in plain words, ``count`` how many accounts fit now:
    None while not counted, and where the text cannot be read any more (``trouble`` then says why).
    """

    id: int
    name: str
    filter: str
    meaning: str
    count: int | None
    trouble: str = ""


class _Version(NamedTuple):
    """What a count holds for: the file, the last action in it, and the hour."""

    file: int
    action: int
    hour: str


class Focus:
    """Keeps, finds and counts focus lists."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._version: _Version | None = None
        self._counts: dict[str, int] = {}

    # The language on this desk

    def known(self) -> Known:
        """Return the names a filter may use, from the playbook."""
        return filter_names.known(self._desk)

    def values(self) -> Known:
        """Return the names with those of the latest accounts too, for completion.

        Tens of milliseconds at most, whatever there is: run it in a thread.
        """
        return filter_names.of_latest(self._desk)

    def begun(self, names: str, typed: str) -> tuple[str, ...]:
        """Return the industries, cities or titles of all records that have a word begun so.

        ``names`` is which of them, ``typed`` two letters or more. Some milliseconds: run it in a
        thread.
        """
        return filter_names.begun(self._desk, names, typed)

    def read(self, text: str) -> Filter:
        """Return the filter a text means.

        Raises:
            DeskError: it cannot be read; the sentence names the place.
        """
        try:
            return read(text, self.known())
        except FilterError as error:
            raise DeskError(str(error)) from error

    def explain(self, text: str) -> str:
        """Return what a filter means in plain words.

        Raises:
            DeskError: it cannot be read.
        """
        return explain(self.read(text), self.known())

    def hint(self, text: str) -> str:
        """Return what a filter may have meant otherwise, where a word of it looks like a slip.

        "" when it does not, or when it cannot be read at all.
        """
        return hint(text, self.known())

    # Reading

    def all(self, within: "Desk | None" = None) -> list[FocusList]:
        """Return the lists in the rep's order with their counts.

        Counting takes tens of milliseconds a list at 100 000 accounts the first time, nothing
        until something changes: run it in a thread, and give the reading desk as ``within``; the
        counts are kept here.
        """
        desk = within or self._desk
        self._forget_old(desk)
        return [self._counted(desk, each) for each in self.names(desk)]

    def names(self, within: "Desk | None" = None) -> list[FocusList]:
        """Return the lists in the rep's order without counting."""
        rows = (within or self._desk).store.rows(
            "SELECT id, name, filter FROM focus_lists ORDER BY position, id"
        )
        known = self.known() if rows else Known()
        found = []
        for row in rows:
            try:
                meaning, trouble = explain(read(row["filter"], known), known), ""
            except FilterError as error:
                meaning, trouble = "", str(error)
            found.append(FocusList(row["id"], row["name"], row["filter"], meaning, None, trouble))
        return found

    def _counted(self, desk: "Desk", each: FocusList) -> FocusList:
        if each.trouble:
            return each
        count = self._counts.get(each.filter)
        if count is None:
            count = self._counts[each.filter] = count_of(desk, self.read(each.filter))
        return msgspec.structs.replace(each, count=count)

    def _forget_old(self, desk: "Desk") -> None:
        store = desk.store
        last = store.value("SELECT id FROM actions ORDER BY seq DESC LIMIT 1") or 0
        hour = f"{desk.clock.now():%Y-%m-%dT%H}"
        version = _Version(store.path.stat().st_ino, last, hour)
        if version != self._version:
            self._version, self._counts = version, {}

    def get(self, list_id: int) -> FocusList:
        """Return one list, not counted.

        Raises:
            DeskError: there is none any more.
        """
        for each in self.names():
            if each.id == list_id:
                return each
        raise DeskError("This focus list is not there any more.")

    def resolve(self, name: str) -> FocusList:
        """Return the list a name, whole or in part, means.

        Raises:
            DeskError: nothing fits, or several lists do.
        """
        lists, wanted = self.names(), folded(clean_line(name))
        if not lists:
            raise DeskError("There are no focus lists yet: 'workstation focus keep' makes one.")
        tests = (
            lambda text: text == wanted,
            lambda text: text.startswith(wanted),
            lambda text: wanted in text,
        )
        for test in tests if wanted else ():
            found = [each for each in lists if test(folded(each.name))]
            if len(found) == 1:
                return found[0]
            if found:
                names = ", ".join(each.name for each in found)
                raise DeskError(f"“{clean_line(name)}” could be several focus lists: {names}.")
        names = ", ".join(each.name for each in lists)
        raise DeskError(f"There is no focus list “{clean_line(name)}”; there are {names}.")

    def find(self, text: str, order: Order = "name") -> Listing:
        """Return the accounts a filter fits, in an order; tens of milliseconds, as a listing.

        Raises:
            DeskError: the filter cannot be read.
        """
        return Listing.find(self._desk, filter=self.read(text), order=order)

    def among(self, account_ids: Sequence[int], text: str) -> set[int]:
        """Return which of some accounts fit a filter.

        Raises:
            DeskError: the filter cannot be read.
        """
        if not account_ids:
            return set()
        sql, values = FilterSql.at(self._desk).condition(self.read(text))
        given = msgspec.json.encode(list(account_ids)).decode()
        rows = self._desk.store.rows(
            f"SELECT id FROM accounts WHERE id IN (SELECT value FROM json_each(?)) AND {sql}",
            (given, *values),
        )
        return {row[0] for row in rows}

    # Keeping

    def keep(self, name: str, text: str) -> Changed:
        """Keep a filter under a name; one kept under it already gives way.

        Raises:
            DeskError: there is no name, or the filter is empty or cannot be read.
        """
        said = _name(name)
        part = self.read(text)
        known = self.known()
        if not text.strip() or read("", known) == part:
            raise DeskError("Type a filter first: a focus list of all accounts is no focus.")
        kept = clean_line(text) if read(clean_line(text), known) == part else write(part)
        there = self._named(said)
        title = f"{'Change' if there else 'Keep'} focus list “{said}”: {explain(part, known)}"
        lists = self.names()
        if there is None and len(lists) >= MOST_LISTS:
            raise DeskError(f"There are {MOST_LISTS} focus lists already; drop one first.")
        with self._desk.store.action(title) as act:
            if there is not None:
                made = there
                act.update("focus_lists", there, {"name": said, "filter": kept})
            else:
                place = self._desk.store.value("SELECT max(position) FROM focus_lists") or 0
                made = act.insert(
                    "focus_lists", {"name": said, "filter": kept, "position": place + 1}
                )
        return Changed(act.id, title, made=made)

    def rename(self, list_id: int, name: str) -> Changed:
        """Give a list another name.

        Raises:
            DeskError: there is no name, another list has it, or the list has gone.
        """
        said, old = self.free_name(name, list_id), self.get(list_id)
        title = f"Rename focus list “{old.name}” to “{said}”"
        with self._desk.store.action(title) as act:
            act.update("focus_lists", list_id, {"name": said})
        return Changed(act.id, title)

    def free_name(self, name: str, list_id: int) -> str:
        """Return a name as a list would be kept under it.

        Raises:
            DeskError: there is none, it is too long, or a list other than this one has it.
        """
        said = _name(name)
        if (there := self._named(said)) is not None and there != list_id:
            raise DeskError(f"Another focus list is called “{said}”; choose another name.")
        return said

    def drop(self, list_id: int) -> Changed:
        """Forget a list; the accounts stay as they are.

        Raises:
            DeskError: it has gone already.
        """
        title = f"Drop focus list “{self.get(list_id).name}”"
        with self._desk.store.action(title) as act:
            act.delete("focus_lists", list_id)
        return Changed(act.id, title)

    def reorder(self, list_id: int, place: int) -> Changed:
        """Put a list to a place, counted from 0; the others make room.

        Raises:
            DeskError: it has gone.
        """
        chosen = self.get(list_id)
        ids = [each.id for each in self.names() if each.id != list_id]
        ids.insert(min(max(place, 0), len(ids)), list_id)
        title = f"Move focus list “{chosen.name}”"
        with self._desk.store.action(title) as act:
            for position, number in enumerate(ids, 1):
                act.update("focus_lists", number, {"position": position})
        return Changed(act.id, title)

    def _named(self, name: str) -> int | None:
        found = self._desk.store.value("SELECT id FROM focus_lists WHERE name = ?", (name,))
        return None if found is None else int(found)


def count_of(desk: "Desk", part: Filter) -> int:
    """Return how many accounts fit a filter."""
    sql, values = FilterSql.at(desk).condition(part)
    return int(desk.store.value(f"SELECT count(*) FROM accounts WHERE {sql}", values))


def _name(name: str) -> str:
    said = clean_line(name)
    if not said:
        raise DeskError("A focus list needs a name.")
    if len(said) > LONGEST_NAME:
        raise DeskError(f"The name of a focus list has at most {LONGEST_NAME} letters.")
    return said

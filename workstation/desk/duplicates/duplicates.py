"""Records that may be the same: found, listed with the evidence, and told apart for good."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.account_names import MOST_DIGITS
from workstation.desk.changed import Changed
from workstation.desk.duplicates import cache as duplicate_cache
from workstation.desk.duplicates.rows import Pair, Scanned, Side, side_of
from workstation.desk.errors import Ambiguous, Candidate, DeskError
from workstation.method.likeness import LISTED_FROM, Evidence
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.duplicates.records import Kind
    from workstation.store.bulk import Progress

_LISTED = {
    "accounts": (
        "FROM likely_duplicates AS pair JOIN accounts AS one ON one.id = first_id "
        "JOIN accounts AS other ON other.id = second_id WHERE pair.kind = 'accounts' "
        "AND one.bin <> 'avoid.duplicate' AND other.bin <> 'avoid.duplicate' "
    ),
    "contacts": (
        "FROM likely_duplicates AS pair JOIN contacts AS one ON one.id = first_id "
        "JOIN contacts AS other ON other.id = second_id WHERE pair.kind = 'contacts' "
    ),
}
_NOT_APART = (
    "AND NOT EXISTS (SELECT 1 FROM told_apart WHERE told_apart.kind = pair.kind "
    "AND told_apart.first_id = pair.first_id AND told_apart.second_id = pair.second_id) "
)
_SIDES = {
    "accounts": "SELECT id, name, bin, coalesce(city, domain, phone, country, '') AS detail, "
    "id AS account_id FROM accounts WHERE id IN ({})",
    "contacts": "SELECT contacts.id, contacts.name, coalesce(bin, '') AS bin, "
    "coalesce(accounts.name, contacts.title, '') AS detail, account_id "
    "FROM contacts LEFT JOIN accounts ON accounts.id = account_id WHERE contacts.id IN ({})",
}
_NEAR = 60
"""Records looked at for one that was just added."""


class Duplicates:
    """Finds and lists pairs; merging them is the drawer ``merging``."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Finding

    def scan(self, kind: "Kind", progress: "Progress | None" = None) -> Scanned:
        """Look all records of a kind through and keep the pairs; nothing is recorded.

        May run on a desk that only reads, in a thread. ``progress`` is told steps done and in all;
        raising in it stops, and the pairs found before stay.

        Raises:
            StoreError: the file is locked or cannot be written.
        """
        from workstation.desk.duplicates.scan import scan
        from workstation.desk.name_keys import refresh

        if kind == "accounts":
            refresh(self._desk.store)
        found = scan(self._desk.store, kind, progress)
        done = Scanned(
            kind,
            self._desk.clock.now(),
            found.records,
            len(found.pairs),
            found.split,
            found.skipped,
        )
        duplicate_cache.replace(self._desk.store, done, found.pairs)
        return done

    def last_scan(self, kind: "Kind") -> Scanned | None:
        """Return when all records of a kind were looked through last, None for never."""
        return duplicate_cache.last_scan(self._desk.store, kind)

    def of(self, account_id: int) -> list[Pair]:
        """Return the accounts that may be the same as one, by indexed lookups, best first.

        Nothing is written. An account that is gone or a duplicate has none.
        """
        from workstation.desk.duplicates.near import near_account
        from workstation.desk.duplicates.records import Reader, compare

        reader = Reader(self._desk.store, "accounts")
        me = reader.some([account_id]).get(account_id)
        if me is None:
            return []
        others = reader.some(near_account(self._desk.store, account_id, _NEAR))
        found = [
            (min(account_id, number), max(account_id, number), *compare(me, other))
            for number, other in others.items()
        ]
        return self._pairs("accounts", [each for each in found if each[2] >= LISTED_FROM])

    def note(self, account_id: int) -> list[Pair]:
        """Look for the likes of one account and keep what is found for the list; return it.

        Raises:
            StoreError: the file is locked or cannot be written.
        """
        found = self.of(account_id)
        duplicate_cache.add(self._desk.store, found, self._desk.clock.now())
        return found

    def note_pairs(self, kind: "Kind", pairs: Sequence[tuple[int, int]]) -> list[Pair]:
        """Compare pairs that something else has found and keep them for the list, however alike.

        Raises:
            StoreError: the file is locked or cannot be written.
        """
        from workstation.desk.duplicates.records import Reader, compare

        records = Reader(self._desk.store, kind).some({each for pair in pairs for each in pair})
        found = self._pairs(
            kind,
            [
                (min(pair), max(pair), *compare(records[pair[0]], records[pair[1]]))
                for pair in dict.fromkeys(pairs)
                if pair[0] != pair[1] and records.keys() >= set(pair)
            ],
        )
        duplicate_cache.add(self._desk.store, found, self._desk.clock.now())
        return found

    def note_people(self, account_id: int) -> list[str]:
        """Look for people who stand twice at one account, and keep them for the list.

        Returns a sentence when there are any.

        Raises:
            StoreError: the file is locked or cannot be written.
        """
        from itertools import combinations

        from workstation.desk.duplicates.records import Reader, compare

        rows = self._desk.store.rows(
            "SELECT id FROM contacts WHERE account_id = ? ORDER BY id LIMIT ?", (account_id, _NEAR)
        )
        people = Reader(self._desk.store, "contacts").some([row["id"] for row in rows])
        likely = [
            (one, other, *compare(people[one], people[other]))
            for one, other in combinations(sorted(people), 2)
        ]
        found = self._pairs("contacts", [each for each in likely if each[2] >= LISTED_FROM])
        duplicate_cache.add(self._desk.store, found, self._desk.clock.now())
        if not found:
            return []
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        return [f"{found[0].first.name}{more} may be there twice now: see Duplicates, people."]

    # Listing

    def count(self, kind: "Kind") -> int:
        """Return how many pairs wait for a decision."""
        return int(self._desk.store.value(f"SELECT count(*) {_LISTED[kind]} {_NOT_APART}"))

    def keys(self, kind: "Kind", limit: int = 10_000) -> list[tuple[int, int]]:
        """Return the pairs that wait for a decision by their numbers, most alike first."""
        rows = self._desk.store.rows(
            f"SELECT first_id, second_id {_LISTED[kind]} {_NOT_APART} "
            "ORDER BY score DESC, first_id, second_id LIMIT ?",
            (limit,),
        )
        return [(row[0], row[1]) for row in rows]

    def some(self, kind: "Kind", keys: Sequence[tuple[int, int]]) -> list[Pair]:
        """Return pairs by their numbers, in that order; those decided meanwhile are left out."""
        found = []
        for one, other in keys:
            row = self._desk.store.row(
                "SELECT score, evidence FROM likely_duplicates "
                "WHERE kind = ? AND first_id = ? AND second_id = ?",
                (kind, one, other),
            )
            if row is not None:
                found.append((one, other, row["score"], duplicate_cache.read(row["evidence"])))
        return self._pairs(kind, found, ordered=False)

    def pairs(self, kind: "Kind", limit: int = 50) -> list[Pair]:
        """Return the pairs that wait for a decision, most alike first."""
        return self.some(kind, self.keys(kind, limit))

    def pair(self, kind: "Kind", one: int, other: int) -> Pair:
        """Compare two records now, whether they were found to be alike or not.

        Raises:
            DeskError: one of them is not there, or they are one record.
        """
        from workstation.desk.duplicates.records import Reader, compare

        first, second = sorted((one, other))
        if first == second:
            raise DeskError("That is one and the same record.")
        records = Reader(self._desk.store, kind).some([first, second])
        if len(records) < 2:
            raise DeskError("One of the two is not there any more, or is merged already.")
        likeness = compare(records[first], records[second])
        found = self._pairs(kind, [(first, second, *likeness)], ordered=False, apart=True)
        return found[0]

    # Deciding

    def resolve_person(self, text: str) -> int:
        """Return the person a number or a whole name means, at whatever account.

        Raises:
            DeskError: nobody is called so.
            Ambiguous: several are.
        """
        wanted = clean_line(text)
        by_number = wanted.isdecimal() and len(wanted) <= MOST_DIGITS
        rows = self._desk.store.rows(
            "SELECT contacts.id, contacts.name, coalesce(accounts.name, contacts.title, 'alone') "
            "AS detail FROM contacts LEFT JOIN accounts ON accounts.id = account_id WHERE "
            + ("contacts.id = ?" if by_number else "contacts.name COLLATE NOCASE = ?")
            + " ORDER BY contacts.id LIMIT 7",
            (int(wanted) if by_number else wanted,),
        )
        if not rows:
            raise DeskError(f"Nobody is called “{wanted}”; 'duplicates --people' gives numbers.")
        if len(rows) > 1:
            raise Ambiguous(
                wanted, [Candidate(row["id"], row["name"], row["detail"]) for row in rows]
            )
        return int(rows[0]["id"])

    def apart(self, kind: "Kind", one: int, other: int) -> Changed:
        """Note that two records are not the same, so that nobody is asked again.

        Raises:
            DeskError: they are one record, one is not there, or they are told apart already.
        """
        first, second = sorted((one, other))
        if first == second:
            raise DeskError("That is one and the same record.")
        sides = self._to_part(kind, one, other)
        title = f"Not the same: {sides[one].name} and {sides[other].name}"
        with self._desk.store.action(title) as act:
            # Another program may have written to either while this one waited for the file.
            self._to_part(kind, one, other)
            act.insert("told_apart", {"kind": kind, "first_id": first, "second_id": second})
        accounts = [each.account_id for each in sides.values() if each.account_id is not None]
        return Changed(act.id, title, tuple(dict.fromkeys(accounts)))

    # Inside

    def _to_part(self, kind: str, one: int, other: int) -> dict[int, Side]:
        """Return two records that may be told apart."""
        sides = self._sides(kind, [one, other])
        if len(sides) < 2:
            raise DeskError("One of the two is not there any more.")
        if self._told_apart(kind, *sorted((one, other))):
            raise DeskError(f"{sides[one].name} and {sides[other].name} are told apart already.")
        return sides

    def _told_apart(self, kind: str, first: int, second: int) -> bool:
        return bool(
            self._desk.store.value(
                "SELECT 1 FROM told_apart WHERE kind = ? AND first_id = ? AND second_id = ?",
                (kind, first, second),
            )
        )

    def _sides(self, kind: str, numbers: Sequence[int]) -> dict[int, Side]:
        wanted = list(dict.fromkeys(numbers))
        found: dict[int, Side] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            sql = _SIDES[kind].format(", ".join("?" * len(part)))
            found |= {row["id"]: side_of(row) for row in self._desk.store.rows(sql, part)}
        return found

    def _pairs(
        self,
        kind: str,
        found: Sequence[tuple[int, int, int, tuple[Evidence, ...]]],
        *,
        ordered: bool = True,
        apart: bool = False,
    ) -> list[Pair]:
        sides = self._sides(kind, [number for each in found for number in each[:2]])
        pairs = [
            Pair(kind, sides[one], sides[other], score, evidence)
            for one, other, score, evidence in found
            if one in sides and other in sides and (apart or not self._told_apart(kind, one, other))
        ]
        return sorted(pairs, key=lambda each: (-each.score, each.key)) if ordered else pairs

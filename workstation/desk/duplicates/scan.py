"""Looks all records through for pairs that are alike, block by block, in bounded time and memory.

A block holds the records that share a key. Small blocks are compared pair by pair; of large ones
those whose key says much are compared with their neighbours by name, the others are left alone.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, islice
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from workstation.desk.duplicates.records import Compared, Kind, Reader, compare
from workstation.method.likeness import LISTED_FROM, Company, Evidence
from workstation.method.likeness_keys import company_keys, person_keys
from workstation.method.name_likeness import companies_alike, people_alike

if TYPE_CHECKING:
    from workstation.store.bulk import Progress
    from workstation.store.store import Store

LARGEST_BLOCKS = (25, 40)
"""Records of a block that are all compared with each other: for words, for what says much."""

NEIGHBOURS = 5
"""With how many that follow by name a record of a larger block is compared."""

_LEAST_ALIKE = {"accounts": (75, 75), "contacts": (80, 50)}
"""How alike names must be at the least to be listed: for words, for what says much."""

_AT_A_TIME = 2_000
_STRONG = 1 << 32
_PLACE = (1 << 32) - 1
_PHASES = 3


class Scan(msgspec.Struct, frozen=True):
    """What a scan found: pairs ``(first, second, score, evidence)``, the first the lower number.

    ``records`` were looked at; of ``split`` groups only neighbours were compared, and ``skipped``
    groups, which share a common word only, were left alone.
    """

    kind: Kind
    records: int
    pairs: list[tuple[int, int, int, tuple[Evidence, ...]]]
    split: int
    skipped: int


def scan(store: "Store", kind: Kind, progress: "Progress | None" = None) -> Scan:
    """Look all records of a kind through; ``progress`` may raise to stop.

    Nothing is written.
    """
    reader = Reader(store, kind)
    told = progress or (lambda _done, _total: None)
    total = max(reader.count(), 1)
    ids, names, marks = _keys(reader, lambda done: told(min(done, total), _PHASES * total))
    found = _Candidates(kind, names)
    for part in found.walk(marks):
        told(total + round(total * part), _PHASES * total)
    del marks
    pairs = sorted((ids[one], ids[other]) for one, other in found.pairs)
    kept = []
    for start in range(0, len(pairs), _AT_A_TIME):
        part_of = pairs[start : start + _AT_A_TIME]
        records = reader.some({number for pair in part_of for number in pair})
        kept += list(_scored(part_of, records))
        told(2 * total + round(total * start / len(pairs)), _PHASES * total)
    told(_PHASES * total, _PHASES * total)
    return Scan(kind, len(ids), kept, found.split, found.skipped)


def _keys(reader: Reader, told: Callable[[int], None]) -> tuple[list[int], list[str], list[int]]:
    """Return the records' numbers, their names as compared, and their keys as sorted marks.

    A mark holds the key's hash, whether it says much, and the record's place in the lists.
    """
    ids: list[int] = []
    names: list[str] = []
    marks: list[int] = []
    for portion in reader.every():
        for number, record in portion:
            keys = company_keys(record) if isinstance(record, Company) else person_keys(record)
            place = len(ids)
            ids.append(number)
            names.append(record.key)
            marks += [
                crc32(key.encode()) << 33 | (_STRONG if strong else 0) | place
                for key, strong in keys
            ]
        told(len(ids))
    marks.sort()
    return ids, names, marks


class _Candidates:
    """The pairs that are worth a closer look, by their places."""

    def __init__(self, kind: Kind, names: Sequence[str]) -> None:
        self.pairs: set[tuple[int, int]] = set()
        self.split = 0
        self.skipped = 0
        self._names = names
        self._alike = companies_alike if kind == "accounts" else people_alike
        self._least = _LEAST_ALIKE[kind]

    def walk(self, marks: Sequence[int]) -> Iterator[float]:
        """Go through the blocks; yields how far it is, 0 to 1."""
        done = 0
        for count, (block, members) in enumerate(groupby(marks, lambda mark: mark >> 32)):
            places = list(dict.fromkeys(mark & _PLACE for mark in members))
            done += len(places)
            if len(places) > 1:
                self._take(places, strong=bool(block & 1))
            if count % 1_000 == 0:
                yield done / len(marks)

    def _take(self, places: list[int], *, strong: bool) -> None:
        pairs: Iterator[tuple[int, int]] = combinations(places, 2)
        if len(places) > LARGEST_BLOCKS[strong]:
            if not strong:
                self.skipped += 1
                return
            self.split += 1
            ordered = sorted(places, key=self._names.__getitem__)
            pairs = (
                (min(one, other), max(one, other))
                for at, one in enumerate(ordered)
                for other in islice(ordered, at + 1, at + 1 + NEIGHBOURS)
            )
        names, alike, least = self._names, self._alike, self._least[strong]
        self.pairs.update(
            pair
            for pair in pairs
            if pair not in self.pairs and alike(names[pair[0]], names[pair[1]]) >= least
        )


def _scored(
    pairs: Sequence[tuple[int, int]], records: dict[int, Compared]
) -> Iterator[tuple[int, int, int, tuple[Evidence, ...]]]:
    for one, other in pairs:
        if one in records and other in records:
            found = compare(records[one], records[other])
            if found.score >= LISTED_FROM:
                yield one, other, found.score, found.evidence

"""Finds names of companies that are nearly alike: among the rows of a portion and those known.

Names are compared with those beside them in alphabetical order only, and of a long file those of
the first rows, to cost little; the scan for duplicates finds the others.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from workstation.desk.imports.book import asked
from workstation.desk.imports.records import Held, Known, country_key, identifying_domain
from workstation.method.name_likeness import companies_alike, numbers_in

if TYPE_CHECKING:
    from workstation.desk.imports.seen import Seen
    from workstation.store.store import Store

_NEARLY = 93
"""From how many percent on names are nearly alike: `Brightline Food` and `Brightline Foods`."""
_BESIDE = 2
"""How many names on either side are looked at."""
_SHORTEST = 4
_MOST_LONGER = 4
_DIGITS = "0123456789"
MOST_ROWS = 20_000
"""Rows of a file whose names are looked at."""
NEAR_NAMES_LEFT = (
    f"Names that are nearly alike were looked for in the first {MOST_ROWS:,} rows; "
    "'workstation duplicates --scan' looks through all."
)

_BESIDE_IT = ", ".join(
    f"(SELECT DISTINCT key FROM name_keys WHERE key {sign} value ORDER BY key {way} "
    f"LIMIT 1 OFFSET {at})"
    for sign, way in ((">", "ASC"), ("<", "DESC"))
    for at in range(_BESIDE)
)


class NearNames:
    """The names of one portion that are nearly the name of a row before or of a known account."""

    def __init__(self, store: "Store", seen: "Seen | None") -> None:
        self._store = store
        self._seen = seen
        self._near: dict[str, list[str]] = {}
        self._left = MOST_ROWS
        self.skipped = False
        """Whether there were rows whose names were not looked at."""

    def load(self, keys: Iterable[str]) -> set[str]:
        """Forget the last portion and compare the names of the next, given by ``company_key``.

        Returns every name, of the portion or known, that a name of the portion is nearly.
        """
        self._near = {}
        found = list(keys)
        self.skipped = self.skipped or (bool(found) and self._left <= 0)
        ordered = sorted({key for key in found[: self._left] if len(key) > _SHORTEST})
        self._left = max(self._left - len(found), 0)
        beside = (
            (one, other)
            for at, one in enumerate(ordered)
            for other in ordered[at + 1 : at + 1 + _BESIDE]
        )
        numbers = _Numbers()
        pairs = {
            (one, other)
            for one, other in chain(beside, self._known(ordered))
            if other and numbers[one] == numbers[other] and _perhaps(one, other)
        }
        for one, other in sorted(pairs):
            if companies_alike(one, other) >= _NEARLY:
                self._near.setdefault(one, []).append(other)
                self._near.setdefault(other, []).append(one)
        return set(self._near)

    def _known(self, keys: Sequence[str]) -> Iterable[tuple[str, str | None]]:
        """Return each name with the known ones beside it."""
        found = asked(self._store, f"SELECT value, {_BESIDE_IT} FROM json_each(?)", keys)
        known = ((one, other) for one, *others in found for other in others)
        if self._seen is None:
            return known
        # Once written, what the file brought lies among what was known.
        among: dict[str, set[str]] = {}
        for one, other in chain(known, self._seen.beside("name", keys, _BESIDE)):
            if other:
                among.setdefault(one, set()).add(other)
        return (
            (one, other)
            for one, others in among.items()
            for other in (
                *sorted(each for each in others if each > one)[:_BESIDE],
                *sorted((each for each in others if each < one), reverse=True)[:_BESIDE],
            )
        )

    def of(self, key: str) -> Sequence[str]:
        """Return the names that one of the portion is nearly."""
        return self._near.get(key, ())


class _Numbers(dict[str, frozenset[str]]):
    """The numbers in names; names with different ones are not alike, whatever else they say."""

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = numbers_in(name)
        return found


def _perhaps(one: str, other: str) -> bool:
    """Say whether two names are worth a closer look: more than a number differs, and not much."""
    half = max(min(len(one), len(other)) // 2, _SHORTEST)
    if abs(len(one) - len(other)) > _MOST_LONGER or one[:half] != other[:half]:
        return False
    return one.rstrip(_DIGITS) != other.rstrip(_DIGITS)


def contradicted(known: Known, said: Held) -> bool:
    """Say whether site, country or city of a row and a known account are different ones."""
    mine, theirs = (identifying_domain(str(one.get("domain") or "")) for one in (said, known.held))
    if mine and theirs and mine != theirs:
        return True
    country = country_key(str(said.get("country") or ""))
    if country and known.country and country != known.country:
        return True
    city, other = (str(one.get("city") or "").casefold() for one in (said, known.held))
    return bool(city and other and city != other)

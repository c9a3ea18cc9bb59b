"""New accounts that nothing we know, and no other row, may be: made column by column."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from workstation.desk.imports.account_cells import source_of
from workstation.desk.imports.cells import place_zone
from workstation.desk.imports.columns import Facts
from workstation.desk.imports.records import Value

Column = Sequence[Value]


@dataclass(slots=True)
class Setting:
    """What all rows of a file have in common.

    ``today`` is the rep's day (ISO), ``money`` the currency of amounts that name none,
    ``written_at`` when the file was written (UTC), ``source`` what the file is called.
    """

    today: str
    money: str
    written_at: str
    source: str


@dataclass(slots=True)
class Fresh:
    """New accounts of a portion in the order of their rows.

    ``rows`` are the places of their rows in the portion, ``keys`` their names by ``company_key``,
    ``columns`` what they have, ``facts`` the further things told: which of them, key, value.
    """

    rows: Sequence[int]
    keys: Sequence[str]
    columns: dict[str, Column]
    facts: list[tuple[int, str, str]]
    ids: Sequence[int] = ()

    @property
    def names(self) -> Column:
        """Their names."""
        return self.columns["name"]

    def __len__(self) -> int:
        return len(self.rows)


def once(column: Sequence[str]) -> set[str] | None:
    """Return the values that a column has more than once, None when it has none."""
    filled = [value for value in column if value]
    if len(set(filled)) == len(filled):
        return None
    return {value for value, count in Counter(filled).items() if count > 1}


def unmet(
    names: Sequence[str], longest: int, looked_up: Iterable[tuple[Sequence[str], Collection[str]]]
) -> Sequence[int]:
    """Return the places of rows with a usable name that nothing can be, known or in the portion.

    ``looked_up`` are columns with what is known under their values.
    """
    count = len(names)
    out: set[int] = set()
    if not all(names) or max(map(len, names), default=0) > longest:
        out.update(at for at, name in enumerate(names) if not name or len(name) > longest)
    for column, known in looked_up:
        twice = once(column)
        if known or twice:
            met = {*known, *(twice or ())}
            out.update(at for at, value in enumerate(column) if value and value in met)
    return range(count) if not out else [at for at in range(count) if at not in out]


def made_of(
    rows: Sequence[int],
    given: Mapping[str, Column],
    keys: Sequence[str],
    told: tuple[Sequence[Facts | None], Sequence[str | None] | None],
    setting: Setting,
) -> Fresh:
    """Make the accounts of some rows of a portion.

    ``given`` are the columns of the whole portion, ``keys`` its names by ``company_key``; ``told``
    are its facts, and the time zones of its numbers.
    """
    count = len(keys)
    facts, of_phones = told
    whole: dict[str, Column] = {
        **given,
        "bin": ["cold"] * count,
        "bin_since_on": [setting.today] * count,
        "created_on": [setting.today] * count,
        "time_zone": _zones(given, of_phones, count),
        "source": _sources(given, count),
        "source_detail": [
            one or setting.source for one in given.get("source_detail") or [None] * count
        ],
    }
    columns = {name: chosen(column, rows) for name, column in whole.items()}
    return Fresh(rows, chosen(keys, rows), columns, list(_told(facts, rows)))


def chosen(column: Sequence[Any], rows: Sequence[int]) -> Sequence[Any]:
    """Return the values of a column in some rows."""
    if len(rows) == len(column):
        return column
    if len(rows) < 2:
        return [column[row] for row in rows]
    found: tuple[Any, ...] = itemgetter(*rows)(column)
    return found


def _zones(
    given: Mapping[str, Column], of_phones: Sequence[str | None] | None, count: int
) -> list[str | None]:
    """Return the time zone of each row: its own, its number's, or that of its place."""
    nothing: Column = [None] * count
    places = list(
        zip(*(given.get(name) or nothing for name in ("country", "region", "city")), strict=True)
    )
    known: dict[Any, str | None] = {place: place_zone(*place) for place in set(places)}
    found = list(map(known.__getitem__, places))
    for better in (of_phones, given.get("time_zone")):
        if better:
            found = [str(one) if one else zone for one, zone in zip(better, found, strict=True)]
    return found


def _sources(given: Mapping[str, Column], count: int) -> list[Value]:
    """Return where each row's account came from: as it says, or by the words of its detail."""
    details = given.get("source_detail") or [None] * count
    said = given.get("source") or [None] * count
    return [one or source_of(detail) or "spear" for one, detail in zip(said, details, strict=True)]


def _told(facts: Sequence[Facts | None], rows: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Yield the facts of some rows: the place among these rows, key, value."""
    for at, one in enumerate(chosen(facts, rows)):
        if one:
            for key, value in one.items():
                yield at, key, value

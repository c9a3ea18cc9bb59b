"""Reads which company a row of people names: of several the one meant, none where words say so."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.imports.cells import one_line
from workstation.desk.imports.long_ids import is_long_form
from workstation.desk.imports.own import OWN_SHAPE
from workstation.exchange.no_company import (
    names_no_company,
    names_nothing,
    says_of_person,
    some_name_nothing,
)
from workstation.exchange.squashing import squashed
from workstation.exchange.synonyms import CONTACTS
from workstation.exchange.values import yes_no

if TYPE_CHECKING:
    from workstation.desk.imports.columns import Columns

_COMPANIES = frozenset(CONTACTS["account_name"].split())
_KIND_COLUMNS = frozenset("type recordtype contacttype kind entitytype partnertype typ art".split())
_ASKING_COLUMNS = frozenset(
    """isacompany iscompany isorganisation isorganization isanorganisation isanorganization
    istfirma""".split()
)
_COMPANY_KINDS = frozenset(
    """company organisation organization business firma unternehmen organisationen societe
    entreprise empresa azienda bedrijf organisatie foretag""".split()
)
_WHOLE_NAMES = frozenset("name displayname fullname".split())
_LINKED = re.compile(r"([^()]*[^()\s]) \(https?://[^\s()]+\)")
_SEVERAL_IDS = "associatedcompanyids"


def names_of_companies(columns: "Columns", at: int | None, held: list[str]) -> list[str]:
    """Return the companies of a portion's rows; ``held`` is the column for them as it is read.

    Notes in ``columns`` the rows whose company stands elsewhere, and those that have none.
    """
    if at is None:
        return held
    held = _meant(columns, at, held)
    if has_foreign_people(columns):
        held = _without_words(columns, at, _without_links(columns, at, held))
        own = columns.companies()
        held = [own.get(row, name) for row, name in enumerate(held)] if own else held
    return _named_elsewhere(columns, held) if "" in held else held


def companies_named(columns: "Columns") -> list[str]:
    """Return the names in a portion of a list of companies, "" where words name none (`n/a`)."""
    held = columns.names("name")
    if getattr(columns.plan, "shape", "") == OWN_SHAPE or not some_name_nothing(held):
        return held
    return ["" if names_nothing(name) else name for name in held]


def has_foreign_people(columns: "Columns") -> bool:
    """Say whether a file is another tool's list of people."""
    return columns.plan.as_ == "contacts" and getattr(columns.plan, "shape", "") != OWN_SHAPE


def companies_among(columns: "Columns") -> dict[int, str]:
    """Return the names in those rows of a list of people that say they are a company themselves.

    A column such as Type or Is a company says so, and no column for it names where they work.
    """
    kinds = [
        (at, squashed(name))
        for at, name in columns.extras
        if squashed(name) in _KIND_COLUMNS | _ASKING_COLUMNS
    ]
    if not kinds or not has_foreign_people(columns):
        return {}
    said = {
        row
        for at, name in kinds
        for row, cell in enumerate(columns.cells_at(at))
        if _is_one(name, cell)
    }
    places = columns.columns_of("account_name")
    employers = columns.cells_at(places[0]) if places else [""] * columns.count
    whole = columns.names("name")
    for at, name in columns.extras:
        if squashed(name) in _WHOLE_NAMES:
            whole = [one or other for one, other in zip(whole, columns.cells_at(at), strict=True)]
    last = columns.names("last_name")
    found = {row: one_line(whole[row] or last[row]) for row in said}
    return {row: name for row, name in found.items() if name and employers[row] in ("", name)}


def _is_one(column: str, cell: str) -> bool:
    if column in _ASKING_COLUMNS:
        return yes_no(cell) is True
    return squashed(cell) in _COMPANY_KINDS


def _without_links(columns: "Columns", at: int, held: list[str]) -> list[str]:
    """Take the name of a company that is a link to its page in another tool; all is a fact."""
    linked = {row: found[1] for row, cell in enumerate(held) if (found := _LINKED.match(cell))}
    if not linked:
        return held
    columns.keep_where(at, [row in linked for row in range(len(held))])
    return [linked.get(row, name) for row, name in enumerate(held)]


def _meant(columns: "Columns", at: int, held: list[str]) -> list[str]:
    """Take of several companies in a cell the one whose identifier counts; all are a fact.

    They are told apart by as many identifiers in the column beside it.
    """
    beside = next((each for each, name in columns.all_names if squashed(name) == _SEVERAL_IDS), -1)
    if beside < 0:
        return held
    ids, main = columns.cells_at(beside), columns.cells("account_source_id")
    found = list(held)
    for row, (names, numbers) in enumerate(zip(held, ids, strict=True)):
        if ";" not in numbers or ";" not in names:
            continue
        each, told = names.split(";"), [number.strip() for number in numbers.split(";")]
        if len(each) == len(told):
            first = main[row].split(";")[0].strip()
            found[row] = each[told.index(first) if first in told else 0].strip()
            columns.keep_at(row, at)
    return found


def _without_words(columns: "Columns", at: int, held: list[str]) -> list[str]:
    """Leave out words that name no company (`Retired`); those that tell of a person are facts.

    Else many people would share a company that is none.
    """
    none = columns.memo("no company", names_no_company).all(held)
    if not any(none):
        return held
    own = {cell for cell, no in zip(held, none, strict=True) if no and says_of_person(cell)}
    columns.without_company = {row for row, cell in enumerate(held) if cell in own}
    columns.keep_where(at, [cell in own for cell in held])
    return ["" if no else cell for no, cell in zip(none, held, strict=True)]


def _named_elsewhere(columns: "Columns", held: list[str]) -> list[str]:
    """Fill blank names of companies from other columns that name one and fill no field."""
    for at, name in columns.extras:
        if squashed(name) in _COMPANIES:
            told: Sequence[str | None] = columns.memo(("company", at), _company).all(
                columns.cells_at(at)
            )
            more = {row for row, one in enumerate(held) if not one and told[row]}
            held = [str(told[row]) if row in more else one for row, one in enumerate(held)]
            columns.borrowed |= more
    return held


def _company(cell: str) -> str | None:
    """Return the company that a cell names, None for a number, an identifier or nothing at all."""
    name = one_line(cell)
    nothing = names_no_company(name) or not any(map(str.isalpha, name)) or is_long_form(name)
    return None if nothing else name

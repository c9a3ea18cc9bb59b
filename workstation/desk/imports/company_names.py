"""Reads which company a row of people names: of several the one meant, none where words say so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.imports.cells import one_line
from workstation.desk.imports.long_ids import is_long_form
from workstation.desk.imports.own import OWN_SHAPE
from workstation.exchange.no_company import names_no_company, names_nothing, says_of_person
from workstation.exchange.squashing import squashed
from workstation.exchange.synonyms import CONTACTS

if TYPE_CHECKING:
    from workstation.desk.imports.columns import Columns

_COMPANIES = frozenset(CONTACTS["account_name"].split())
_SEVERAL_IDS = "associatedcompanyids"


def names_of_companies(columns: "Columns", at: int | None, held: list[str]) -> list[str]:
    """Return the companies of a portion's rows; ``held`` is the column for them as it is read.

    Notes in ``columns`` the rows whose company stands elsewhere, and those that have none.
    """
    if at is None:
        return held
    held = _meant(columns, at, held)
    plan = columns.plan
    if plan.as_ == "contacts" and getattr(plan, "shape", "") != OWN_SHAPE:
        held = _without_words(columns, at, held)
    return _named_elsewhere(columns, held) if "" in held else held


def companies_named(columns: "Columns") -> list[str]:
    """Return the names in a portion of a list of companies, "" where words name none (`n/a`)."""
    held = columns.names("name")
    if getattr(columns.plan, "shape", "") == OWN_SHAPE:
        return held
    none = columns.memo("no name", names_nothing).all(held)
    if not any(none):
        return held
    return ["" if no else name for no, name in zip(none, held, strict=True)]


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

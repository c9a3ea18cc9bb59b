"""Field by field: what each of two records says, and which of the two values stays."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from workstation.desk.amounts import say_money
from workstation.desk.errors import DeskError
from workstation.method.text import folded

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

Takes = Literal["keep", "other", "both"]


class Kind(NamedTuple):
    """A field of a record: the columns that go together, and whether another value is kept too."""

    key: str
    title: str
    columns: tuple[str, ...]
    other_kept: bool = False


PLACE = ("street", "city", "region", "postal_code", "country")

ACCOUNT_FIELDS = (
    Kind("name", "Name", ("name",), other_kept=True),
    Kind("domain", "Website", ("domain",), other_kept=True),
    Kind("phone", "Phone", ("phone",), other_kept=True),
    Kind("industry", "Industry", ("industry",)),
    Kind("employees", "Employees", ("employees",)),
    Kind("revenue", "Revenue", ("revenue_minor", "revenue_currency")),
    *(Kind(name, name.replace("_", " ").capitalize(), (name,)) for name in PLACE),
    Kind("time_zone", "Time zone", ("time_zone",)),
    Kind("source", "Source", ("source", "source_detail")),
    Kind("bin", "Bin", ("bin",)),
)
CONTACT_FIELDS = (
    Kind("name", "Name", ("name", "first_name", "last_name"), other_kept=True),
    Kind("account", "Account", ("account_id",)),
    Kind("title", "Job title", ("title",), other_kept=True),
    Kind("role", "Buying role", ("role",)),
    Kind("time_zone", "Time zone", ("time_zone",)),
)
FIELDS = {"accounts": ACCOUNT_FIELDS, "contacts": CONTACT_FIELDS}

_BLANK = ("", None, "unknown")

_STRENGTH = {"avoid.bad_fit": 1, "avoid.client": 2}
"""How strongly a bin protects what is in it; a duplicate stands for another account."""


class Field(msgspec.Struct, frozen=True):
    """One field of both records in words, and which stays; ``fixed`` ones cannot be chosen."""

    key: str
    title: str
    keep: str
    other: str
    takes: Takes
    fixed: bool = False
    why: str = ""


def fields_of(
    desk: "Desk", kind: str, keep: "Row", lose: "Row", choices: Mapping[str, str]
) -> list[Field]:
    """Return every field that either record fills, with what stays by choice or by default.

    By default the keeper's value stays and blanks are filled; parts of an address are filled only
    from one that does not contradict.

    Raises:
        DeskError: a choice names no field, is neither "keep" nor "other", or would lift a
            protection or leave a name empty.
    """
    known = {each.key for each in FIELDS[kind]}
    for key, side in choices.items():
        if key not in known:
            listed = ", ".join(sorted(known))
            raise DeskError(f"There is no field {key!r} to choose; there are {listed}.")
        if side not in ("keep", "other"):
            raise DeskError(f"Of the {key} either 'keep' or 'other' stays, not {side!r}.")
    made = []
    for each in FIELDS[kind]:
        if each.key == "bin":
            made.append(_bin(desk, keep, lose, choices.get("bin")))
            continue
        mine, theirs = _said(desk, each, keep), _said(desk, each, lose)
        if not mine and not theirs:
            continue
        if each.key == "account" and (safer := _protected_account(desk, keep, lose)):
            made.append(_fixed(each, mine, theirs, safer, choices.get("account")))
            continue
        takes: Any = choices.get(each.key) or _default(each, keep, lose)
        if each.key == "name" and takes == "other" and not theirs:
            takes = "keep"
        made.append(Field(each.key, each.title, mine, theirs, takes))
    if kind == "contacts":
        made[1:1] = _ways(desk, keep, lose)
    if keep["note"] or lose["note"]:
        note = Field("note", "Note", keep["note"] or "", lose["note"] or "", "both", fixed=True)
        made.append(note)
    return made


def _ways(desk: "Desk", keep: "Row", lose: "Row") -> Iterator[Field]:
    """Yield the addresses and numbers of two people: all are kept, and they tell the two apart."""
    mine, theirs = (desk.accounts.person(row["id"]) for row in (keep, lose))
    for key, title, sides in (
        ("emails", "Email", [[each.address for each in one.emails] for one in (mine, theirs)]),
        ("phones", "Phone", [[each.display for each in one.phones] for one in (mine, theirs)]),
    ):
        if any(sides):
            mine_said, their_said = (", ".join(sorted(each)) for each in sides)
            yield Field(key, title, mine_said, their_said, "both", fixed=True)


def taken(kind: str, fields: list[Field], lose: "Row") -> dict[str, Any]:
    """Return the columns of the keeper that get the other's values; bin and note aside."""
    chosen = {each.key for each in fields if each.takes == "other"}
    return {
        column: lose[column]
        for each in FIELDS[kind]
        if each.key in chosen and each.key != "bin"
        for column in each.columns
    }


def left_over(kind: str, fields: list[Field]) -> Iterator[tuple[str, str]]:
    """Yield values that do not stay and are too good to lose, as facts: key and value."""
    kept = {each.key for each in FIELDS[kind] if each.other_kept}
    for each in fields:
        lost = each.other if each.takes == "keep" else each.keep
        stays = each.keep if each.takes == "keep" else each.other
        if each.key in kept and lost and folded(lost) != folded(stays):
            yield f"other {each.title.lower()}", lost


def joined_note(keep: "Row", lose: "Row") -> str | None:
    """Return both notes as one; a note that holds the other stays as it is."""
    mine, theirs = keep["note"] or "", lose["note"] or ""
    if theirs in mine:
        return mine or None
    return theirs if mine in theirs else f"{mine}\n\n{theirs}"


def _default(field: Kind, keep: "Row", lose: "Row") -> Takes:
    filled = any(keep[column] not in _BLANK for column in field.columns)
    if filled or all(lose[column] in _BLANK for column in field.columns):
        return "keep"
    if field.key in PLACE and _elsewhere(keep, lose):
        return "keep"
    return "other"


def _elsewhere(keep: "Row", lose: "Row") -> bool:
    """Say whether the two addresses contradict each other."""
    return any(
        keep[part] and lose[part] and folded(keep[part]) != folded(lose[part]) for part in PLACE
    )


def _said(desk: "Desk", field: Kind, row: "Row") -> str:
    if field.key == "revenue":
        return say_money(row["revenue_minor"], row["revenue_currency"])
    if field.key == "account":
        name = desk.store.value("SELECT name FROM accounts WHERE id = ?", (row["account_id"],))
        return str(name or "")
    if field.key == "name":
        return str(row["name"])
    values = [row[column] for column in field.columns]
    return ", ".join(str(value).replace("_", " ") for value in values if value not in _BLANK)


def stronger(mine: str | None, theirs: str | None) -> Takes | None:
    """Return whose bin protects more, None for neither."""
    more = _STRENGTH.get(theirs or "", 0) - _STRENGTH.get(mine or "", 0)
    return None if not more else "other" if more > 0 else "keep"


def _protected_account(desk: "Desk", keep: "Row", lose: "Row") -> Takes | None:
    """Return whose account protects more: somebody at a client stays at the client."""
    bins = [
        desk.store.value("SELECT bin FROM accounts WHERE id = ?", (row["account_id"],))
        for row in (keep, lose)
    ]
    return stronger(*bins)


def _fixed(field: Kind, mine: str, theirs: str, side: Takes, chosen: str | None) -> Field:
    """Return a field whose protection stays, whatever was chosen."""
    if chosen not in (None, side):
        stays = theirs if side == "other" else mine
        raise DeskError(f"The {field.key} stays {stays}: merging never lifts a protection.")
    return Field(field.key, field.title, mine, theirs, side, fixed=True, why="a protection stays")


def _bin(desk: "Desk", keep: "Row", lose: "Row", chosen: str | None) -> Field:
    """Return the field of the bin: a protection always stays, a cold account takes a warmer one."""
    mine, theirs = keep["bin"], lose["bin"]
    title, other = (desk.playbook.bin(key).title for key in (mine, theirs))
    if theirs == "avoid.duplicate" or mine == theirs:
        return Field("bin", "Bin", title, other, "keep", fixed=True)
    if side := stronger(mine, theirs):
        return _fixed(Kind("bin", "Bin", ()), title, other, side, chosen)
    default: Takes = "other" if mine == "cold" else "keep"
    takes: Any = chosen or default
    return Field("bin", "Bin", title, other, takes)

"""Reads from a file who is not to be contacted, and puts accounts out of bounds that are."""

from collections.abc import Callable, Sequence

from workstation.desk.imports.batch import CLIENT, Batch
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.records import Known
from workstation.exchange import values
from workstation.exchange.consent import asks_leave, refuses
from workstation.exchange.values import Unreadable

MARKS = {"do_not_call": "not to be called", "opted_out": "opted out of email"}
_BINS = {CLIENT: "a client", "avoid.bad_fit": "a bad fit", "avoid.duplicate": "a duplicate"}


def refusals(
    columns: Columns, field: str, such: Callable[[str], bool] | None = None
) -> list[bool] | None:
    """Say which rows of a portion refuse; words for it become a fact too, and refuse if unknown.

    Leave given or denied where a column asks for it is a fact as well. With ``such`` only columns
    count whose names it says yes to. None when there is no column.
    """
    places = [
        at for at in columns.columns_of(field) if such is None or such(columns.column_name(at))
    ]
    found = []
    for at in places:
        name, cells = columns.column_name(at), columns.cells_at(at)
        memo = {cell: refuses(name, cell) for cell in set(cells)}
        words = {cell for cell in memo if cell and isinstance(values.yes_no(cell), Unreadable)}
        asked = asks_leave(name)
        columns.keep_where(at, [cell in words or (asked and cell != "") for cell in cells])
        found.append([memo[cell] for cell in cells])
    return any_of(*found)


def permits(columns: Columns, field: str, row: int) -> bool:
    """Say whether a row denies outright what protects (`Do not call: no`), which lifts nothing."""
    for at in columns.columns_of(field):
        name, cell = columns.column_name(at), columns.cells_at(at)[row]
        if cell and isinstance(values.yes_no(cell), bool) and not refuses(name, cell):
            return True
    return False


def any_of(*found: Sequence[bool] | None) -> list[bool] | None:
    """Return for each row whether any of several columns says so, None without a column."""
    said = [column for column in found if column is not None]
    return [any(row) for row in zip(*said, strict=True)] if said else None


def protected_by(*records: Known | None) -> str:
    """Say by what a known person or their account stays protected, "" where nobody can say."""
    found = []
    for one in records:
        if one is not None and one.protected:
            found += [said for flag, said in MARKS.items() if one.held.get(flag)]
            found += [_BINS[str(one.held["bin"])]] if one.held.get("bin") in _BINS else []
    return f"stays protected: {', '.join(dict.fromkeys(found))}" if found else ""


def put_out_of_bounds(
    batch: Batch, account: Known, reason: str, bin_: str = "avoid.bad_fit"
) -> tuple[str, ...]:
    """Let an account be avoided from now on; return what that changes.

    ``bin_`` is where a new account goes; a known one too where it is said to pay, and else it is a
    bad fit, since no file knows it better.
    """
    if account.protected:
        return ()
    known_better = account.pending or bin_ == CLIENT
    batch.avoid(account, bin_ if known_better else "avoid.bad_fit", reason)
    return ("bin",)

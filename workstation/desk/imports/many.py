"""Decides when a file is so long that indexes are better made anew than kept row by row."""

import contextlib
import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk.imports.plan import ImportPlan

if TYPE_CHECKING:
    from workstation.store.actions import Writer
    from workstation.store.store import Store

_LEAST_BYTES = 1_500_000
_MOST_BYTES = 60_000_000
"""Beyond, sorting a whole index at once would take more memory than the rest of the import."""
_BYTES_A_ROW = 120

_KEPT = {
    "accounts": ("accounts_by_domain", "accounts_by_source_id"),
    "contacts": ("contacts_by_account", "contacts_by_source_id", "contacts_by_name"),
    "emails": ("emails_by_address", "emails_by_contact"),
    "phones": ("phones_by_number", "phones_by_contact"),
    "facts": ("facts_by_account", "facts_by_contact"),
}
"""The tables records come into, and the indexes by which known ones are looked up meanwhile."""


@contextlib.contextmanager
def without_pauses() -> Iterator[None]:
    """While entered, Python does not look for circles of objects: rows make none, only many."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def lean_for(
    plan: ImportPlan, act: "Writer", store: "Store"
) -> contextlib.AbstractContextManager[None]:
    """Return what to enter while the rows of a file come in."""
    if plan.as_ not in ("accounts", "contacts"):
        return contextlib.nullcontext()
    if not _LEAST_BYTES <= plan.size <= _MOST_BYTES:
        return contextlib.nullcontext()
    known = int(store.value(f"SELECT count(*) FROM {plan.as_}"))
    if plan.size // _BYTES_A_ROW < known:
        return contextlib.nullcontext()
    return act.lean(_KEPT)

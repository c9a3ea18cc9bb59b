"""Says which scores are older than what they are worked out from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workstation.desk import urgency_mark
from workstation.desk.fit import mark as fit_mark

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def old_scores(desk: "Desk") -> Iterator[str]:
    """Yield why fit and urgency should be worked out anew, and how, each where it should."""
    if why := fit_mark.stale(desk):
        yield f"{why} Ctrl+P, “Rescore all accounts”, brings them up to date."
    if why := urgency_mark.stale(desk):
        yield f"{why} Ctrl+P, “Recount urgency”, puts that right."

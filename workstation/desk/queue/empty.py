"""Why nothing is due, and what brings accounts into the queue."""

from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.queue.fresh import waiting_below

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def why_empty(desk: "Desk", today: date) -> str:
    """Return what keeps the queue empty and what to do about it; "" when all is simply done.

    Cold accounts of a lower tier than fresh ground offers are what waits unseen. Counts them,
    some ten milliseconds at 100 000 accounts: ask only of an empty queue.
    """
    if not desk.accounts.any():
        return "No accounts yet: import accounts from a file, or add one."
    number, last = waiting_below(desk, today)
    if not number:
        return ""
    offered = "tier 1" if last == 1 else f"tiers 1 to {last}"
    accounts, are = ("account", "is") if number == 1 else ("accounts", "are")
    return (
        f"Nothing is due. {number:,} cold {accounts} {are} below {offered}, "
        "which is all fresh ground offers.\n"
        "Note what you know of them (F) so that they rate higher, raise fresh_tier\n"
        "in queue.yaml, or move some into Working (b)."
    )

"""Why nothing is due, and what brings accounts into the queue."""

from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.queue.fresh import waiting_below
from workstation.desk.queue.resting import touched_elsewhere
from workstation.method.days import say_day
from workstation.method.plural import plural

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def why_empty(desk: "Desk", today: date) -> str:
    """Return what keeps the queue empty and what to do about it; "" when all is simply done.

    What waits unseen are cold accounts that another tool touched of late, and those of a lower tier
    than fresh ground offers. Counts them, some ten milliseconds at 100 000 accounts: ask only of an
    empty queue.
    """
    if not desk.accounts.any():
        return "No accounts yet: import accounts from a file, or add one."
    said = [each for each in (_touched(desk, today), _below(desk, today)) if each]
    return "\n".join(("Nothing is due. " + said[0], *said[1:])) if said else ""


def _touched(desk: "Desk", today: date) -> str:
    number, first = touched_elsewhere(desk, today)
    if first is None:
        return ""
    months = desk.playbook.queue.untouched_months
    were = plural(number, "account was", "accounts were")
    them = "it" if number == 1 else "them"
    return (
        f"{number:,} cold {were} touched in another tool in the last\n"
        f"{months} {plural(months, 'month')}: fresh ground offers {them} "
        f"from {say_day(first, near=today)} on,\neach when left alone that long.\n"
        "To call somebody sooner, move the account into Working (b)."
    )


def _below(desk: "Desk", today: date) -> str:
    number, last = waiting_below(desk, today)
    if not number:
        return ""
    offered = "tier 1" if last == 1 else f"tiers 1 to {last}"
    accounts = plural(number, "account is", "accounts are")
    return (
        f"{number:,} cold {accounts} below {offered}, which is all fresh ground offers.\n"
        "Note what you know of them (F) so that they rate higher, raise fresh_tier\n"
        "in queue.yaml, or move some into Working (b)."
    )

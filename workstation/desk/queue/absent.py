"""Why an account is not in today's queue, in words: the rule of its bin that keeps it out."""

from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.queue.people import ALL_CLOSED
from workstation.desk.records import stars_of
from workstation.method.days import add_months, say_day
from workstation.method.plural import plural
from workstation.method.queueing import Working

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.bins import Bin

_ALL_KNOWN_FITS = 100


def why_absent(desk: "Desk", account_id: int, working: Working | None) -> str:
    """Return why nothing of an account is in the queue of today ("its next step is due ...").

    ``working`` is the bin that is worked, against its limit.

    Raises:
        DeskError: it is not there.
    """
    desk.accounts.get(account_id)
    row = desk.store.row(
        "SELECT bin, fit, fit_confidence, tier, bin_since_on, quiet_since_on, rest_until_on, "
        f"last_touch_on, next_follow_up_on, {ALL_CLOSED} AS all_closed FROM accounts WHERE id = ?",
        (account_id,),
    )
    if row is None:  # pragma: no cover - it was read a moment ago
        return "it is gone"
    today, bin_ = desk.days.today(), desk.playbook.bin(row["bin"])
    if row["next_follow_up_on"]:
        return f"its next step is due {_said(row['next_follow_up_on'], today)}"
    if bin_.prospecting == "refused":
        return f"it is in {bin_.title}, which is not prospected"
    if row["rest_until_on"] and row["rest_until_on"] > today.isoformat():
        return f"it was skipped, and rests until {_said(row['rest_until_on'], today)}"
    if bin_.prospecting == "campaign_only":
        return _of_fresh_ground(desk, row, bin_, working)
    if bin_.resurface_after_months is not None:
        since = row["bin_since_on" if bin_.counts_from == "bin_since" else "quiet_since_on"]
        back = add_months(date.fromisoformat(since), bin_.resurface_after_months)
        if back > today:
            return f"it comes back on {say_day(back, near=today)}, by the rule of {bin_.title}"
    return f"nothing is due there, and {bin_.title} brings nothing back by itself"


def _of_fresh_ground(desk: "Desk", row: "Row", bin_: "Bin", working: Working | None) -> str:
    """Return which rule of fresh ground keeps a cold account out of it."""
    rules, today = desk.playbook.queue, desk.days.today()
    months = rules.untouched_months
    touched = row["last_touch_on"]
    if working is not None and working.over:
        return working.said
    if touched and touched >= add_months(today, -months).isoformat():
        return (
            f"it was touched {_said(touched, today)}, and fresh ground offers those left alone for "
            f"{months} month" + "s" * (months != 1)
        )
    if row["all_closed"]:
        return "everybody known there asked not to be contacted"
    known = 100 if row["fit_confidence"] is None else row["fit_confidence"]
    open_question = row["fit"] == _ALL_KNOWN_FITS and known < _ALL_KNOWN_FITS
    if row["tier"] is not None and row["tier"] > rules.fresh_tier and not open_question:
        last = rules.fresh_tier
        offered = "tier 1" if last == 1 else f"tiers 1 to {last}"
        stars = stars_of(row["fit"])
        fit = "it is" if stars is None else f"its fit is {stars} {plural(stars, 'star')},"
        return (
            f"{fit} tier {row['tier']}, and fresh ground offers {offered} and whom only missing "
            "facts keep out of it"
        )
    best = "the best fits first" if row["fit"] is not None else "those not rated last"
    accounts = plural(rules.fresh_per_day, "account")
    return f"fresh ground offers {rules.fresh_per_day} {bin_.title} {accounts} a day, {best}"


def _said(day: str, today: date) -> str:
    return say_day(date.fromisoformat(day), near=today)

"""Where a week's activity went, by the tier of the accounts it went to."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.elsewhere import DONE_HERE
from workstation.method.days import say_day
from workstation.method.tier_time import Basis, TierShare, basis_of, say_tiers, tier_shares

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_WEEK = timedelta(days=6)


class TierWeek(msgspec.Struct, frozen=True):
    """A week, Monday to Sunday: the tiers in order, accounts without one last.

    `touches` and `seconds` (on calls) are those of the whole week, `basis` what the shares are
    shares of; `sentence` says where the week is off the bands.
    """

    first: date
    last: date
    touches: int
    seconds: int
    tiers: tuple[TierShare, ...]
    sentence: str
    basis: Basis


class TierTime:
    """Reads the week's activity by tier; without a day, of this week."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def week(self, day: date | None = None) -> TierWeek:
        """Return the week of a day.

        What the rep did counts: calls, emails, meetings and social touches; replies that came in
        do not. An account counts with the tier it has now.
        """
        today = self._desk.days.today()
        on = day or today
        monday = on - timedelta(days=on.weekday())
        sunday = monday + _WEEK
        rows = self._desk.store.rows(
            "SELECT accounts.tier AS tier, count(*) AS touches, "
            "coalesce(sum(CASE WHEN activities.kind = 'call' THEN activities.seconds END), 0) "
            "AS seconds, count(CASE WHEN activities.kind = 'call' AND activities.seconds > 0 "
            "THEN 1 END) AS timed "
            "FROM activities JOIN accounts ON accounts.id = activities.account_id "
            "WHERE activities.happened_on BETWEEN ? AND ? AND activities.is_touch "
            f"AND activities.kind <> 'response' AND {DONE_HERE} GROUP BY accounts.tier",
            (monday.isoformat(), sunday.isoformat()),
        )
        touches = {row["tier"]: int(row["touches"]) for row in rows}
        seconds = {row["tier"]: int(row["seconds"]) for row in rows}
        basis = basis_of(sum(touches.values()), sum(int(row["timed"]) for row in rows))
        shares = tier_shares(touches, seconds, self._desk.playbook.targets.tiers, basis)
        this_week = monday <= today <= sunday
        week = "this week" if this_week else f"in the week of {say_day(monday, near=today)}"
        return TierWeek(
            monday,
            sunday,
            sum(touches.values()),
            sum(seconds.values()),
            shares,
            say_tiers(shares, week, basis),
            basis,
        )

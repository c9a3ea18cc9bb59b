"""Says when fresh ground offers the accounts that a file tells were touched elsewhere of late."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.imports.records import Known
from workstation.desk.queue.resting import first_offered
from workstation.method.days import add_months, say_day
from workstation.method.plural import plural

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


class TouchedLately:
    """The latest such day of each cold account, known or made by the file, by its number."""

    def __init__(self, desk: "Desk") -> None:
        self._months = desk.playbook.queue.untouched_months
        self._today = desk.days.today()
        self._since = add_months(self._today, -self._months).isoformat()
        self._cold = {
            each.key for each in desk.playbook.bins if each.prospecting == "campaign_only"
        }
        self._days: dict[int, str] = {}

    def take(self, account: Known, day: str) -> None:
        """Note that an account, which has its number by now, was touched on a day (ISO)."""
        cold = account.held["bin"] in self._cold and not account.protected
        if cold and day >= max(self._since, self._days.get(account.id, "")):
            self._days[account.id] = day

    def said(self, but: Collection[int]) -> tuple[str, ...]:
        """Return the sentence on them, without some accounts that go by other rules."""
        days = [day for number, day in self._days.items() if number not in but]
        if not days:
            return ()
        first, last = (
            say_day(first_offered(date.fromisoformat(day), self._months), near=self._today)
            for day in (min(days), max(days))
        )
        count, when = len(days), f"from {first} on"
        if last != first:
            when += f", the last from {last}"
        were = plural(count, "cold account was", "cold accounts were")
        month = plural(self._months, "month")
        told = f"{count} {were} touched in another tool in the last {self._months} {month}"
        return (f"{told}: fresh ground offers {'it' if count == 1 else 'them'} {when}",)

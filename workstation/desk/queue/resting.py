"""Cold accounts that fresh ground leaves alone because another tool touched them of late."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.desk.queue.fresh import OFFERED
from workstation.method.days import add_months
from workstation.method.elsewhere import ELSEWHERE

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_TOUCHED_ELSEWHERE = (
    "SELECT count(*), min(last_touch_on) FROM accounts WHERE bin = ? "
    "AND next_follow_up_on IS NULL AND last_touch_on >= ? "
    f"AND (rest_until_on IS NULL OR rest_until_on <= ?) AND {OFFERED} "
    "AND EXISTS (SELECT 1 FROM activities WHERE account_id = accounts.id "
    f"AND happened_on = last_touch_on AND outcome = '{ELSEWHERE}')"
)


def first_offered(touched: date, months: int) -> date:
    """Return the first day on which an account touched on a day was left alone for some months."""
    day = add_months(touched, months)
    while add_months(day, -months) <= touched:
        day += timedelta(days=1)
    return day


def touched_elsewhere(desk: "Desk", today: date) -> tuple[int, date | None]:
    """Return how many accounts fresh ground would offer but for that, and when the first is."""
    rules = desk.playbook.queue
    since = add_months(today, -rules.untouched_months).isoformat()
    count, first = 0, ""
    for each in desk.playbook.bins:
        if each.prospecting != "campaign_only":
            continue
        told = (each.key, since, today.isoformat(), rules.fresh_tier)
        row = desk.store.row(_TOUCHED_ELSEWHERE, told)
        if row is not None and row[0]:
            count += int(row[0])
            first = min(first or str(row[1]), str(row[1]))
    if not first:
        return 0, None
    return count, first_offered(date.fromisoformat(first), rules.untouched_months)

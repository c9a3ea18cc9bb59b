"""Gathers what the month's outlook is made from: the rep's last ninety days."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.desk.elsewhere import DONE_HERE
from workstation.desk.measures.measures import QUALIFIED, Measures, whole
from workstation.method.days import WorkingDays, month_of
from workstation.method.forecast import History, Outlook, outlook

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_LOOK_BACK = 90
_CONVERSATIONS = "conversations"


def month_outlook(
    desk: "Desk", measures: Measures, day: date, working: WorkingDays
) -> Outlook | None:
    """Return the range of qualified opportunities for the month of `day`.

    None when the playbook has no such measure, or the history is too short. The day itself counts
    as still to come.
    """
    if not measures.has(QUALIFIED):
        return None
    yesterday = day - timedelta(days=1)
    earliest = day - timedelta(days=_LOOK_BACK)
    started = desk.store.value(
        f"SELECT min(happened_on) FROM activities WHERE happened_on >= ? AND {DONE_HERE}",
        (earliest.isoformat(),),
    )
    if started is None:
        return None
    first = date.fromisoformat(started)
    talked = measures.has(_CONVERSATIONS)
    history = History(
        days=working.between(first, yesterday),
        events=whole(measures.value(QUALIFIED, first, yesterday)),
        conversations=whole(measures.value(_CONVERSATIONS, first, yesterday)) if talked else 0,
    )
    month, end = month_of(day)
    return outlook(
        done=whole(measures.value(QUALIFIED, month, day)),
        target=measures.target(QUALIFIED, "month", day),
        history=history,
        days_left=working.between(day, end),
    )

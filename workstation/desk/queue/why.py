"""Why a row stands where it stands in the queue: gathers what its explanation needs."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.desk.clock import moment_of
from workstation.desk.depth import depth_of
from workstation.desk.errors import DeskError
from workstation.desk.queue.waits import NOT_TO_CALL, OPTED_OUT, TO_AVOID
from workstation.method.days import say_day
from workstation.method.hours import callable_at
from workstation.method.queue_sum import Known, Part
from workstation.method.queue_sum import explain as explain_known
from workstation.method.queueing import said_age

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.desk.queue.queue import Queue
    from workstation.desk.queue.rows import Entry, QueueRow
    from workstation.method.queueing import Factors


def explain(desk: "Desk", queue: "Queue", factors: "Factors", account_id: int) -> list[Part]:
    """Explain an account's row of a queue.

    Raises:
        DeskError: it is not in the queue, or not there at all.
    """
    place = queue.index_of(account_id)
    rows = [] if place is None else queue.page(place, 1)
    if place is None or not rows:
        from workstation.desk.queue.absent import why_absent

        name, reason = (
            desk.accounts.get(account_id).name,
            why_absent(desk, account_id, queue.working),
        )
        raise DeskError(f"{name} is not in today's queue: {reason}.")
    row, entry = rows[0], queue.entries[place]
    keys = [each.key for each in desk.playbook.queue.classes]
    same = [n for n, each in enumerate(queue.entries) if each.class_ == entry.class_]
    class_ = desk.playbook.queue.classes[keys.index(entry.class_)]
    account = desk.store.row(
        "SELECT urgency, urgency_at, fit, fit_confidence, fit_profile, tier, lead_at, "
        "quiet_since_on, last_touch_on FROM accounts WHERE id = ?",
        (account_id,),
    )
    if account is None:  # pragma: no cover - the row was read a moment ago
        raise DeskError("The account is gone.")
    known = Known(
        title=class_.title,
        rule=class_.meaning,
        class_=entry.class_,
        class_place=keys.index(entry.class_) + 1,
        classes=len(keys),
        place=place + 1,
        count=queue.count(),
        place_in_class=same.index(place) + 1,
        count_in_class=len(same),
        why=row.why,
        sum=row.sum,
        weights=desk.playbook.queue.weights,
        since=_since(desk, row, account),
        urgency_from=_urgency_from(desk, row, account),
        fit_from=_fit_from(desk, account),
        due=_due(desk, row, entry),
        chosen=_chosen(entry, account),
        above=_above(queue.entries, place),
        waits=row.waits,
        until=_until(desk, row),
        behind=bool(entry.waits),
        hours=_hours(desk, row),
        attempts=_attempts(desk, row),
        depth=depth_of(desk, account_id),
        also=_also(desk, row),
    )
    return explain_known(known, factors)


def _above(entries: "Sequence[Entry]", place: int) -> float | None:
    """Return the sum of the row above, where a better sum would pass it."""
    if not place:
        return None
    here, above = entries[place], entries[place - 1]
    if here.class_ == "fresh_ground":
        return None
    same = above.class_ == here.class_ and bool(above.waits) == bool(here.waits)
    return -above.order[2] if same else None


def _since(desk: "Desk", row: "QueueRow", account: "Row") -> str:
    today = desk.days.today()
    if row.follow_up_id is not None:
        day = today - timedelta(days=row.sum.age_days)
        return f"since it was due, {say_day(day, near=today)}"
    if row.class_ == "new_lead":
        return "since it became a lead"
    return "since the last touch" if account["last_touch_on"] else "since it came into its bin"


def _urgency_from(desk: "Desk", row: "QueueRow", account: "Row") -> str:
    if not account["urgency"]:
        return "no signals of interest"
    if not account["urgency_at"]:
        return "as it was set"
    today = desk.days.today()
    at = moment_of(account["urgency_at"]).astimezone(desk.clock.now().tzinfo)
    last = f"last signal {say_day(at.date(), near=today)}"
    if account["urgency"] == row.urgency:
        return last
    return f"{account['urgency']} at the {last}, less by silence since"


def _fit_from(desk: "Desk", account: "Row") -> str:
    if account["fit"] is None:
        return "nobody knows yet: unknown is not “no”"
    key = account["fit_profile"]
    title = next((each.title for each in desk.playbook.profiles if each.key == key), key)
    parts = [f"profile {title}"] if title else []
    parts += [f"tier {account['tier']}"] if account["tier"] else []
    if account["fit_confidence"] is not None:
        parts.append(f"{account['fit_confidence']} % known")
    return ", ".join(parts) or "as it was set"


def _due(desk: "Desk", row: "QueueRow", entry: "Entry") -> str:
    """Return the time a row is ordered by in a class that goes by time, "" in the others."""
    if not row.sum.by_time:
        return ""
    today = desk.days.today()
    if row.follow_up_id is None:
        passed = date.fromordinal(int(entry.order[2]) - 1)
        return f"passed on {say_day(passed, near=today)}"
    due = desk.store.row("SELECT due_on, due_at FROM follow_ups WHERE id = ?", (row.follow_up_id,))
    if due is None:  # pragma: no cover - the row was read a moment ago
        return ""
    day = say_day(date.fromisoformat(due["due_on"]), near=today)
    if not due["due_at"]:
        return f"due {day}, after those of that day with a time"
    return f"due {day} {moment_of(due['due_at']).astimezone(desk.clock.now().tzinfo):%H:%M}"


def _chosen(entry: "Entry", account: "Row") -> str:
    """Return what fresh ground is ordered by, "" in the other classes."""
    if entry.class_ != "fresh_ground":
        return ""
    tier = f"tier {account['tier']}" if account["tier"] else "not rated yet"
    if account["fit"] is None:
        return tier
    known = 100 if account["fit_confidence"] is None else account["fit_confidence"]
    return f"{tier}, fit {account['fit']} × {known} % known"


def _hours(desk: "Desk", row: "QueueRow") -> str:
    """Return what the calling hours say of a row that can be worked now."""
    if row.channel != "call":
        return f"By {row.channel}: calling hours do not matter."
    hours = callable_at(desk.clock.now(), row.time_zone, desk.playbook.hours)
    if hours.ok:
        return f"Calling hours: {hours.why}."
    return f"Agreed for now, whatever the calling hours: {hours.why}."


def _until(desk: "Desk", row: "QueueRow") -> str:
    """Return when the waiting ends, in the rep's time; "" where nobody can say."""
    now = desk.clock.now()
    today = now.date()
    if "unanswered" in row.waits:
        limits = desk.playbook.limits
        last = _last_unanswered(desk, row)
        if last is None:
            return ""
        return say_day(last + timedelta(days=limits.days_between + 1), near=today)
    if row.waits.startswith(("skipped", "away", NOT_TO_CALL, OPTED_OUT, TO_AVOID)):
        return ""
    if row.waits.startswith(("agreed", "planned")):
        return f"{desk.playbook.queue.lead_minutes} minutes before"
    opens = callable_at(now, row.time_zone, desk.playbook.hours).opens_at
    if opens is None:
        return ""
    here = opens.astimezone(now.tzinfo)
    day = "" if here.date() == today else f"{say_day(here.date(), near=today)} "
    return f"{day}{here:%H:%M} here"


def _unanswered(desk: "Desk", row: "QueueRow") -> "list[Row]":
    """Return unanswered calls to a row's person by day, latest first."""
    return desk.store.rows(
        "SELECT happened_on, count(*) AS tries FROM activities WHERE account_id = ?1 "
        "AND kind = 'call' AND counts_as = 'unanswered' AND (contact_id IS ?2 "
        "OR contact_id IS NULL) GROUP BY happened_on ORDER BY happened_on DESC",
        (row.account_id, row.contact_id),
    )


def _last_unanswered(desk: "Desk", row: "QueueRow") -> date | None:
    days = _unanswered(desk, row)
    return date.fromisoformat(days[0]["happened_on"]) if days else None


def _attempts(desk: "Desk", row: "QueueRow") -> str:
    limits = desk.playbook.limits
    days = _unanswered(desk, row)
    today = desk.days.today().isoformat()
    tries = days[0]["tries"] if days and days[0]["happened_on"] == today else 0
    ever = sum(each["tries"] for each in days)
    rest = f"{limits.days_between} day" + "s" * (limits.days_between != 1)
    who = row.contact or "the account"
    return (
        f"{tries} of {limits.unanswered_a_day} unanswered calls to {who} today, then {rest} of "
        f"rest; {ever} so far"
    )


def _also(desk: "Desk", row: "QueueRow") -> tuple[str, ...]:
    """Return what else is due at the account today: it is done or comes up once this is."""
    today = desk.days.today()
    found = []
    for each in desk.accounts.open_follow_ups(row.account_id):
        if each.id != row.follow_up_id and each.due_on <= today:
            days = (today - each.due_on).days
            when = f"due {said_age(days)}" + (" ago" if days > 1 else "")
            found.append(f"{each.why or each.channel}, {when}")
    return tuple(found)

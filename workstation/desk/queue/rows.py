"""Rows of the queue as a rep reads them: who, why now, due when, callable or not."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from workstation.desk.clock import find_zone, moment_of
from workstation.desk.queue.people import CONTACT_ZONE
from workstation.desk.queue.waits import NOT_TO_CALL
from workstation.desk.records import BEST_FIRST, stars_of
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.days import say_day
from workstation.method.queue_sum import Sum, sum_of
from workstation.method.queueing import Factors, said_age, said_hours
from workstation.method.ranking import QueueClassKey
from workstation.method.signals import CROSSED

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

CHANNELS = {"baton": "task"}
"""How a row without a follow-up is worked, where that is not a call."""

MOST_HOURS = 10
"""From so many hours on, days are said."""


class Entry(NamedTuple):
    """One place in the queue: enough to order it and to read its row later.

    ``contact_id`` is the person offered: whom the follow-up names, else the most useful.
    ``order`` is the class's place, whether it waits, and the rank within; ``waits`` says why it
    cannot be worked now ("" when it can), ``rests`` whether not today any more either.
    """

    account_id: int
    follow_up_id: int | None
    contact_id: int | None
    class_: QueueClassKey
    order: tuple[int, bool, float]
    waits: str
    rests: bool


class QueueRow(msgspec.Struct, frozen=True):
    """One row of the queue.

    ``class_`` is the class's key and ``title`` its words; ``due`` is short ("09:30", "now",
    "today", "3 d late"); ``local_time`` is their clock ("10:42", None when their zone is not
    known); ``callable`` is false while calling has to wait, and ``waits`` says why, and what to do
    instead where that is for good. ``urgency`` is what it is now, and ``sum`` what orders the row
    within its class.
    """

    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    contact_title: str | None
    contact_role: str | None
    class_: QueueClassKey
    title: str
    why: str
    due: str
    local_time: str | None
    callable: bool
    waits: str
    stars: int | None
    urgency: int
    bin: str
    follow_up_id: int | None
    channel: str
    promised: bool
    time_zone: str | None
    sum: Sum


class RowReader:
    """Reads the rows of entries, a window at a time."""

    def __init__(self, desk: "Desk", now: datetime, factors: Factors) -> None:
        self.desk = desk
        self.now = now
        self._factors = factors
        self._times: dict[str | None, str | None] = {}
        self._lead_hours = timedelta(hours=desk.playbook.signals.lead_hours)
        self._today = now.date()
        self._titles = {each.key: each for each in desk.playbook.queue.classes}
        self._urgency = UrgencyNow(desk)

    def on(self, desk: "Desk") -> "RowReader":
        """Return a reader of the same moment at another desk."""
        return RowReader(desk, self.now, self._factors)

    def read(self, entries: Sequence[Entry]) -> list[QueueRow]:
        """Return the rows of entries, in their order; accounts gone meanwhile are left out."""
        if not entries:
            return []
        accounts = self._accounts(entries)
        follow_ups = self._follow_ups(entries)
        contacts = self._contacts([entry.contact_id for entry in entries if entry.contact_id])
        notes = self._response_notes(
            [entry.account_id for entry in entries if entry.class_ == "response"]
        )
        return [
            self._row(
                entry,
                accounts[entry.account_id],
                follow_ups.get(entry.follow_up_id or 0),
                contacts.get(entry.contact_id or 0),
                notes.get(entry.account_id),
            )
            for entry in entries
            if entry.account_id in accounts
        ]

    def in_bins(self, account_ids: set[int], bins: Sequence[str]) -> set[int]:
        """Return which of these accounts are in one of the bins."""
        wanted = list(account_ids)
        found: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            rows = self.desk.store.rows(
                f"SELECT id FROM accounts WHERE id IN ({_marks(part)}) AND bin IN ({_marks(bins)})",
                (*part, *bins),
            )
            found.update(row["id"] for row in rows)
        return found

    def _accounts(self, entries: Sequence[Entry]) -> dict[int, "Row"]:
        ids = [entry.account_id for entry in entries]
        rows = self.desk.store.rows(
            "SELECT id, name, bin, bin_since_on, bin_reason, urgency, urgency_at, fit, time_zone, "
            "lead_at, last_touch_at, quiet_since_on, next_follow_up_on "
            f"FROM accounts WHERE id IN ({_marks(ids)})",
            ids,
        )
        return {row["id"]: row for row in rows}

    def _follow_ups(self, entries: Sequence[Entry]) -> dict[int, "Row"]:
        ids = [entry.follow_up_id for entry in entries if entry.follow_up_id]
        rows = self.desk.store.rows(f"SELECT * FROM follow_ups WHERE id IN ({_marks(ids)})", ids)
        return {row["id"]: row for row in rows}

    def _contacts(self, ids: Sequence[int]) -> dict[int, "Row"]:
        rows = self.desk.store.rows(
            f"SELECT id, name, title, role, {CONTACT_ZONE} AS time_zone, "
            "NOT do_not_call AND EXISTS (SELECT 1 FROM phones "
            "WHERE contact_id = contacts.id AND state = 'valid') AS dialled "
            f"FROM contacts WHERE id IN ({_marks(ids)})",
            ids,
        )
        return {row["id"]: row for row in rows}

    def _response_notes(self, accounts: Sequence[int]) -> dict[int, "Row"]:
        rows = self.desk.store.rows(
            "SELECT account_id, note, max(happened_at) AS happened_at FROM activities "
            f"WHERE account_id IN ({_marks(accounts)}) AND kind = 'response' GROUP BY account_id",
            accounts,
        )
        return {row["account_id"]: row for row in rows}

    def _row(
        self,
        entry: Entry,
        account: "Row",
        follow_up: "Row | None",
        contact: "Row | None",
        note: "Row | None",
    ) -> QueueRow:
        zone = (contact["time_zone"] if contact else None) or account["time_zone"]
        channel = follow_up["channel"] if follow_up else CHANNELS.get(entry.class_, "call")
        known = self._titles.get(entry.class_)
        sum_ = self._sum(entry.class_, account, follow_up)
        return QueueRow(
            account_id=entry.account_id,
            account=account["name"],
            contact_id=contact["id"] if contact else None,
            contact=contact["name"] if contact else None,
            contact_title=contact["title"] if contact else None,
            contact_role=contact["role"] if contact else None,
            class_=entry.class_,
            title=known.title if known else entry.class_,
            why=self._why(entry, account, follow_up, note, contact),
            due=self._due(entry.class_, account, follow_up),
            local_time=self._local_time(zone),
            callable=not entry.waits,
            waits=self._instead(entry) if entry.waits == NOT_TO_CALL else entry.waits,
            stars=stars_of(account["fit"]),
            urgency=sum_.urgency,
            bin=account["bin"],
            follow_up_id=entry.follow_up_id,
            channel=channel,
            promised=bool(follow_up and follow_up["promised"]),
            time_zone=zone,
            sum=sum_,
        )

    def _instead(self, entry: Entry) -> str:
        """Say why a call waits for good, and what may be done about the step instead."""
        person = self.desk.store.row(
            "SELECT opted_out, EXISTS (SELECT 1 FROM emails WHERE contact_id = contacts.id "
            "AND state = 'valid') AS mail FROM contacts WHERE id = ?",
            (entry.contact_id,),
        )
        if person is not None and person["mail"] and not person["opted_out"]:
            return f"{NOT_TO_CALL}: write instead"
        other = self.desk.store.value(
            "SELECT name FROM contacts WHERE account_id = ? AND NOT do_not_call "
            f"ORDER BY {BEST_FIRST} LIMIT 1",
            (entry.account_id,),
        )
        return f"{NOT_TO_CALL}: {f'call {other} instead' if other else 'find another person'}"

    def _local_time(self, zone: str | None) -> str | None:
        if zone not in self._times:
            place = find_zone(zone)
            self._times[zone] = f"{self.now.astimezone(place):%H:%M}" if place else None
        return self._times[zone]

    def _sum(self, class_: QueueClassKey, account: "Row", follow_up: "Row | None") -> Sum:
        urgency = self._urgency(account["urgency"], account["urgency_at"])
        if follow_up is not None:
            since = date.fromisoformat(follow_up["due_on"])
        elif class_ == "new_lead" and account["lead_at"]:
            since = moment_of(account["lead_at"]).astimezone(self.now.tzinfo).date()
        else:
            since = date.fromisoformat(account["quiet_since_on"])
        days = (self._today - since).days
        return sum_of(self._factors, class_, urgency=urgency, fit=account["fit"], age_days=days)

    def _due(self, class_: str, account: "Row", follow_up: "Row | None") -> str:
        if class_ == "new_lead":
            return self._due_lead(account)
        if follow_up is None:
            return "now" if class_ in ("baton", "no_next_step") else "any time"
        late = (self._today - date.fromisoformat(follow_up["due_on"])).days
        if class_ in ("hand_raiser", "response"):
            return "now"
        if late > 0 and class_ != "promised_now":
            return self._said_late(follow_up)
        if follow_up["due_at"]:
            return f"{moment_of(follow_up['due_at']).astimezone(self.now.tzinfo):%H:%M}"
        return "today"

    def _said_late(self, follow_up: "Row") -> str:
        """Say how late a follow-up of an earlier day is: in hours where it has a time of late."""
        late = (self._today - date.fromisoformat(follow_up["due_on"])).days
        if follow_up["due_at"] and follow_up["promised"]:
            hours = (self.now - moment_of(follow_up["due_at"])) // timedelta(hours=1)
            if hours < MOST_HOURS:
                return f"{max(hours, 0)} h late"
        return f"{late} d late"

    def _answer_by(self, account: "Row") -> datetime:
        """Return the moment by which a lead is to be answered, in the rep's zone."""
        by = moment_of(account["lead_at"]) + self._lead_hours
        return by.astimezone(self.now.tzinfo)

    def _due_lead(self, account: "Row") -> str:
        by = self._answer_by(account)
        late = self.now.astimezone(UTC) - by.astimezone(UTC)
        if late > timedelta():
            hours = int(late.total_seconds() // 3600)
            return f"{hours} h late" if hours < MOST_HOURS else f"{max(hours // 24, 1)} d late"
        if by.date() == self._today:
            return f"by {by:%H:%M}"
        return "tomorrow" if (by.date() - self._today).days == 1 else f"{by:%a}"

    def _why_lead(self, account: "Row") -> str:
        by = self._answer_by(account)
        waited = said_hours(self.now - moment_of(account["lead_at"]))
        late = self.now.astimezone(UTC) - by.astimezone(UTC)
        if late > timedelta():
            answer = f"{said_hours(late)} late"
        else:
            days = (by.date() - self._today).days
            day = {0: "", 1: "tomorrow "}.get(days, f"{say_day(by.date(), near=self._today)} ")
            answer = f"answer by {day}{by:%H:%M}"
        return f"lead for {waited}, {answer}: look into it first"

    def _why(
        self,
        entry: Entry,
        account: "Row",
        follow_up: "Row | None",
        note: "Row | None",
        contact: "Row | None",
    ) -> str:
        class_ = entry.class_
        if follow_up is not None:
            return self._why_due(class_, follow_up, note, waits=bool(entry.waits))
        since = date.fromisoformat(account["quiet_since_on"])
        quiet = (self._today - since).days
        match class_:
            case "new_lead":
                return self._why_lead(account)
            case "baton":
                return "passed on and not accepted yet: make sure nobody dropped it"
            case "no_next_step":
                days = (self._today - date.fromisoformat(account["bin_since_on"])).days
                return f"working since {said_age(days)}, and no next step{self._nobody(entry)}"
            case "going_quiet":
                planned = date.fromisoformat(account["next_follow_up_on"])
                return (
                    f"untouched for {said_age(quiet)}; next step only "
                    f"{say_day(planned, near=self._today)}"
                )
            case "check_back":
                because = f" ({account['bin_reason']})" if account["bin_reason"] else ""
                quiet_since = f"quiet since {say_day(since, near=self._today)}{because}"
                return f"{quiet_since}: check back{self._nobody(entry)}"
            case _:
                if account["last_touch_at"] is None:
                    return f"never touched: {_start_with(contact)}"
                return f"untouched since {say_day(since, near=self._today)}: start afresh"

    def _nobody(self, entry: Entry) -> str:
        """Say that all who are known asked not to be contacted, where nobody is offered."""
        if entry.contact_id is not None or not self.desk.store.value(
            "SELECT 1 FROM contacts WHERE account_id = ? LIMIT 1", (entry.account_id,)
        ):
            return ""
        return "; find another person: all asked not to be contacted"

    def _why_due(self, class_: str, follow_up: "Row", note: "Row | None", *, waits: bool) -> str:
        what = follow_up["why"]
        waited = said_hours(self.now - moment_of(follow_up["created_at"]))
        if class_ == "response":
            said = f": “{_short(note['note'])}”" if note and note["note"] else ""
            at = moment_of(note["happened_at"]).astimezone(self.now.tzinfo) if note else None
            when = self._said_moment(at) if at else ""
            return f"replied {when}{said}; unanswered for {waited}" if at else f"unanswered: {what}"
        if class_ == "hand_raiser":
            if what == CROSSED:
                at_once = "" if waits else ": call at once"
                return f"a lead by clear interest for {waited}{at_once}"
            return f"asked to be contacted {waited} ago" + _and(what)
        first = date.fromisoformat(follow_up["first_due_on"])
        if class_ == "overdue":
            late = self._said_late(follow_up)
            return f"promised for {say_day(first, near=self._today)}, {late}" + _and(what)
        if class_ in ("promised_now", "promised_today") and follow_up["promised"]:
            at = moment_of(follow_up["due_at"]) if follow_up["due_at"] else None
            when = f"{at.astimezone(self.now.tzinfo):%H:%M}" if at else "today"
            return f"agreed for {when}" + _and(what)
        return what or "planned for today"

    def _said_moment(self, moment: datetime) -> str:
        days = (self._today - moment.date()).days
        if days == 0:
            return f"today {moment:%H:%M}"
        if days == 1:
            return f"yesterday {moment:%H:%M}"
        return say_day(moment.date(), near=self._today)


def _start_with(contact: "Row | None") -> str:
    """Say whom to begin with, where somebody with a number is known."""
    if contact is None or not contact["dialled"]:
        return "find the right person first"
    title = f", {contact['title']}" if contact["title"] else ""
    return f"start with {contact['name']}{title}"


def _and(what: str) -> str:
    return f": {what}" if what else ""


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _marks(values: "Sequence[object] | set[int]") -> str:
    return ", ".join("?" * len(values))

"""Follow-ups: planned, moved, closed, and spread over days after a leave."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import protection
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.changed import Changed
from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.method.spread import spread_evenly
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.promise_line import By, PromiseLine
    from workstation.method.when import When
    from workstation.store.bulk import Value


CHANNELS = ("call", "email", "meeting", "social", "task")


class SpreadPlan(msgspec.Struct, frozen=True):
    """How overdue follow-ups would be spread: how many land on each working day."""

    overdue: int
    days: tuple[tuple[date, int], ...]


class FollowUps:
    """Changes what is to happen."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def plan(
        self,
        account_id: int,
        when: "When",
        *,
        why: str = "",
        channel: str = "call",
        promised: bool = False,
        contact_id: int | None = None,
        kind: str = "next_step",
        promised_by: "By | None" = None,
        title: str = "",
        in_call: bool = False,
        reason: str = "",
    ) -> Changed:
        """Plan a follow-up; at an account to avoid it is planned too, and said.

        A call with somebody who asked not to be called needs a ``reason``, as calling them does;
        it is recorded in the name of the action. What is agreed ``in_call`` needs none: the call
        had its own. A promised call takes the place of the next step of the cadence with them,
        which moves past it; of one promised ``in_call`` the log of the call sees to that.
        ``title`` names the recorded action otherwise than usual.

        Raises:
            Protected: a call with somebody who asked not to be called, and no reason was given.
            DeskError: the account is not there, or there is no such channel.
        """
        account = self._desk.accounts.get(account_id)
        if channel not in CHANNELS:
            raise DeskError(f"There is no channel {channel!r}; there are {', '.join(CHANNELS)}.")
        protected = protection.verdict(self._desk, account_id, contact_id, channel)
        if not in_call and self.asks_reason(account_id, contact_id, channel):
            protection.require(self._desk, account_id, contact_id, channel=channel, reason=reason)
        said_why = f" ({clean_line(reason)})" if reason.strip() else ""
        title = title or f"Follow up {account.name} {when.said}{said_why}"
        with self._desk.store.action(title) as act:
            number = act.insert(
                "follow_ups",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "kind": kind,
                    "channel": channel,
                    "why": clean_line(why),
                    "promised": int(promised),
                    "promised_by": promised_by or ("me" if promised else None),
                    **due_columns(when),
                    "first_due_on": when.day.isoformat(),
                },
            )
            said: list[str] = []
            if promised and channel == "call" and not in_call:
                agreed = cadence_hooks.Agreed(contact_id, when.day)
                said = cadence_hooks.advance(self._desk, act, account_id, agreed)
        advice = (*_advice(when), *(() if protected.ok else (protected.why,)), *said)
        return Changed(act.id, title, (account_id,), advice, made=number)

    def asks_reason(self, account_id: int, contact_id: int | None, channel: str = "call") -> str:
        """Say why planning this needs a reason, "" when it needs none.

        Raises:
            DeskError: there is no such account, or the person is not there.
        """
        if contact_id is None or channel != "call":
            return ""
        account = protection.verdict(self._desk, account_id, None, channel)
        person = protection.verdict(self._desk, account_id, contact_id, channel)
        return person.why if account.ok and not person.ok else ""

    def read_promise(
        self,
        account_id: int,
        line: str,
        *,
        by: "By | None" = None,
        their_zone: str | None = None,
    ) -> "PromiseLine":
        """Read a promise typed in one line ("they send the org chart by friday"), not kept yet.

        Raises:
            DeskError: it says nothing that is promised, or its time cannot be told.
        """
        from workstation.desk import promises

        return promises.read(self._desk, account_id, line, by=by, their_zone=their_zone)

    def promise(
        self,
        account_id: int,
        promise: "str | PromiseLine",
        *,
        by: "By | None" = None,
        contact_id: int | None = None,
        their_zone: str | None = None,
    ) -> Changed:
        """Plan the follow-up of a promise: mine is to be kept, theirs to be asked about.

        Raises:
            DeskError: it says nothing that is promised, its time cannot be told, or the account
                or person is not there.
        """
        from workstation.desk import promises

        if isinstance(promise, str):
            promise = self.read_promise(account_id, promise, by=by, their_zone=their_zone)
        return promises.plan(self._desk, account_id, promise, contact_id)

    def reschedule(self, follow_up_id: int, when: "When") -> Changed:
        """Move an open follow-up to another day or moment; with that of a meeting, the meeting.

        The step of a cadence gives way to a public holiday of the account's country, as every day
        gives way to those of the rep.

        Raises:
            DeskError: it is closed or not there, or a meeting's new time of day is missing.
        """
        row = self.require_open(follow_up_id)
        if (meeting := _meeting_of(row)) is not None:
            if when.at is None:
                raise DeskError("A meeting needs a time of day too, such as “tue 3pm”.")
            return self._desk.meetings.reschedule(meeting, when.at).changed
        if row["kind"] == "cadence":
            from workstation.desk.cadences.days import for_both

            when = for_both(self._desk, when, row["country"], row["region"])
        title = f"Move {row['account']} to {when.said}"
        with self._desk.store.action(title) as act:
            act.update("follow_ups", follow_up_id, due_columns(when))
        return Changed(act.id, title, (row["account_id"],), _advice(when))

    def done(self, follow_up_id: int) -> Changed:
        """Tick a follow-up off without logging an activity; that of a meeting means it was held.

        Raises:
            DeskError: it is closed or not there, or a meeting still ahead.
        """
        row = self.require_open(follow_up_id)
        if (meeting := _meeting_of(row)) is not None:
            return self._desk.meetings.held(meeting)
        title = f"Done: {row['account']}" + (f", {row['why']}" if row["why"] else "")
        with self._desk.store.action(title) as act:
            act.update("follow_ups", follow_up_id, self.closed_columns("done"))
            said = cadence_hooks.advance(self._desk, act, row["account_id"])
        return Changed(act.id, title, (row["account_id"],), tuple(said))

    def skip(self, follow_up_id: int, reason: str) -> Changed:
        """Drop a follow-up, saying why; with that of a meeting the meeting is called off.

        Raises:
            DeskError: it is closed or not there, or the reason is missing.
        """
        row = self.require_open(follow_up_id)
        said = clean_line(reason)
        if not said:
            raise DeskError("Skipping needs a reason, so that you know it later.")
        if (meeting := _meeting_of(row)) is not None:
            return self._desk.meetings.cancel(meeting, said).changed
        title = f"Skip {row['account']} ({said})"
        with self._desk.store.action(title) as act:
            act.update(
                "follow_ups",
                follow_up_id,
                {**self.closed_columns("skipped"), "skip_reason": said},
            )
            advice = cadence_hooks.advance(self._desk, act, row["account_id"])
        return Changed(act.id, title, (row["account_id"],), tuple(advice))

    def spread_plan(self, days: int) -> SpreadPlan:
        """Say how the overdue follow-ups would be spread over the next working days.

        Raises:
            DeskError: the number of days makes no sense.
        """
        overdue, landing = self._spread(days)
        return SpreadPlan(
            len(overdue), tuple((day, landing.count(day)) for day in sorted(set(landing)))
        )

    def spread(self, days: int) -> Changed:
        """Spread what is overdue over the next working days, today first, as one action.

        Promises come first and keep their order; a time of day that has passed is dropped. Raised
        hands and responses stay where they are: they are answered first, however old. So does a
        meeting: it was at its time, and waits for a word on how it went. The step of a cadence
        lands on the next day that both sides work.

        Raises:
            DeskError: nothing is overdue, or the number of days makes no sense.
        """
        overdue, landing = self._spread(days)
        if not overdue:
            raise DeskError("Nothing is overdue.")
        title = f"Spread {len(overdue)} overdue follow-ups over {days} working days"
        with self._desk.store.action(title) as act:
            act.update_many(
                "follow_ups",
                ("due_on", "due_at"),
                [
                    (row["id"], day.isoformat(), None)
                    for row, day in zip(overdue, landing, strict=True)
                ],
            )
        return Changed(act.id, title, tuple(row["account_id"] for row in overdue[:100]))

    def _spread(self, days: int) -> tuple[list["Row"], list[date]]:
        from workstation.desk.cadences.days import Calendars

        if not 1 <= days <= 60:
            raise DeskError("Spread over 1 to 60 working days.")
        today = self._desk.days.today()
        overdue = self._desk.store.rows(
            "SELECT follow_ups.id, account_id, kind, country, region FROM follow_ups "
            "JOIN accounts ON accounts.id = account_id WHERE state = 'open' AND due_on < ? "
            "AND kind NOT IN ('hand_raiser', 'response') "
            "AND NOT (channel = 'meeting' AND meeting_id IS NOT NULL) "
            "ORDER BY promised DESC, due_on, follow_ups.id",
            (today.isoformat(),),
        )
        landing = spread_evenly(len(overdue), today, days, self._desk.days.working())
        calendars = Calendars(self._desk)
        return overdue, [
            calendars.next(day, row["country"], row["region"]) if row["kind"] == "cadence" else day
            for row, day in zip(overdue, landing, strict=True)
        ]

    def closed_columns(self, state: str, activity_id: int | None = None) -> "dict[str, Value]":
        """Return the columns that close a follow-up now."""
        moment, day = self._desk.days.stamp()
        return {
            "state": state,
            "closed_at": moment,
            "closed_on": day,
            "closed_by_id": activity_id,
        }

    def require_open(self, follow_up_id: int) -> "Row":
        """Return an open follow-up with its account's name as ``account``.

        Raises:
            DeskError: it is closed or not there.
        """
        row = self._desk.store.row(
            "SELECT follow_ups.*, accounts.name AS account, country, region FROM follow_ups "
            "JOIN accounts ON accounts.id = account_id WHERE follow_ups.id = ?",
            (follow_up_id,),
        )
        if row is None:
            raise DeskError("That follow-up is not there any more.")
        if row["state"] != "open":
            raise DeskError(f"That follow-up is {row['state']} already.")
        return row


def _meeting_of(row: "Row") -> int | None:
    """Return the meeting whose own promise a follow-up is; its reminders are not."""
    return row["meeting_id"] if row["channel"] == "meeting" else None


def due_columns(when: "When") -> "dict[str, Value]":
    """Return the due columns of a follow-up for a day or moment."""
    return {"due_on": when.day.isoformat(), "due_at": iso(when.at) if when.at else None}


def _advice(when: "When") -> tuple[str, ...]:
    return (when.moved,) if when.moved else ()

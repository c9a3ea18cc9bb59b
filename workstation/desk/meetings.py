"""Meetings: booked on the spot, moved, called off, held or missed; times to offer for one."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import meeting_rows, protection
from workstation.desk.agenda import Agenda, Taken
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.changed import Changed
from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.desk.meeting_rows import Meeting
from workstation.method.days import say_day
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.when import When
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

__all__ = ["Booked", "Meeting", "Meetings", "Taken"]

LEAST_MINUTES, MOST_MINUTES = 5, 480


class Booked(msgspec.Struct, frozen=True):
    """A meeting booked, moved or called off: the action, the meeting, where its invitation lies.

    ``invitation`` is None when it could not be written; ``changed.advice`` then says why.
    """

    changed: Changed
    meeting: int
    invitation: Path | None


class Meetings:
    """Books meetings, and knows when there is time for one."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    @cached_property
    def _agenda(self) -> Agenda:
        return Agenda(self._desk)

    # Time

    def busy(self, first: date, last: date) -> list[Taken]:
        """Return what takes the rep's time on days from ``first`` to ``last``, in order.

        Their own calendar, meetings booked here, follow-ups with a time of day.
        """
        zone = self._desk.clock.now().tzinfo
        start = datetime.combine(first, time(), zone)
        return self._agenda.taken(start, datetime.combine(last + timedelta(days=1), time(), zone))

    def calendar_problems(self) -> tuple[str, ...]:
        """Return what could not be read of the rep's calendar, one sentence each."""
        return self._agenda.problems()

    def clashes(
        self,
        moment: datetime,
        minutes: int = 30,
        *,
        except_meeting: int | None = None,
        except_follow_up: int | None = None,
        calendar: bool = True,
    ) -> list[str]:
        """Return a sentence for everything in the way of a time, or promised within 30 minutes.

        Reading the rep's calendar may take seconds; without ``calendar`` it is left out, and what
        this program knows itself is said at once.
        """
        return self._agenda.clashes(
            moment,
            minutes,
            except_meeting=except_meeting,
            except_follow_up=except_follow_up,
            calendar=calendar,
        )

    def has_calendar(self) -> bool:
        """Say whether the rep has a calendar of their own to look into."""
        return bool(self._desk.settings.get("calendar"))

    def outside_hours(self, moment: datetime, minutes: int, zone: str | None) -> str:
        """Say that a time is outside their working hours, "" when it is not or nobody knows."""
        from workstation.method.free_time import in_hours
        from workstation.method.zones import zone_info

        there, hours = zone_info(zone), self._desk.playbook.hours
        if there is None or in_hours(moment, minutes, there, hours):
            return ""
        local = moment.astimezone(there)
        return f"It is {local:%a %H:%M} for them, outside {hours.start} to {hours.end}."

    def suggest(
        self, account_id: int, contact_id: int | None = None, minutes: int = 30
    ) -> list["When"]:
        """Return three times to offer, in order, two on one day and one on another.

        They lie within the working hours of both zones, on working days of both, and are free
        with a short gap; fewer when there is no more room in three weeks.

        Raises:
            DeskError: the account is not there, or no meeting is that long.
        """
        from workstation.method.free_time import AHEAD_DAYS, Both, suggest
        from workstation.method.zones import zone_info

        _check_minutes(minutes)
        desk, now = self._desk, self._desk.clock.now()
        zone = self.their_zone(account_id, contact_id)
        country = desk.accounts.get(account_id).country
        both = Both(
            here=now.tzinfo or now.astimezone().tzinfo,  # type: ignore[arg-type]
            there=zone_info(zone),
            hours=desk.playbook.hours,
            works=desk.days.working().is_working,
            works_there=_works_there(country, desk.settings.get("country")),
        )
        today = now.date()
        taken = self.busy(today, today + timedelta(days=AHEAD_DAYS + 1))
        busy = [(each.starts_at, each.ends_at) for each in taken]
        moments = suggest(now, minutes, both, busy)
        return [self.landing(moment, zone) for moment in moments]

    def landing(self, moment: datetime, zone: str | None) -> "When":
        """Return a moment as ``days.read`` does, said in both zones."""
        local = moment.astimezone(self._desk.clock.now().tzinfo)
        return self._desk.days.read(f"{local:%Y-%m-%d %H:%M} my time", zone)

    def their_zone(self, account_id: int, contact_id: int | None) -> str | None:
        """Return the zone of a meeting's other side: the person's, else the account's."""
        people = self._desk.accounts.contacts(account_id) if contact_id else []
        person = next((each for each in people if each.id == contact_id), None)
        return self._desk.calls.their_zone(self._desk.accounts.get(account_id), person)

    # Meetings

    def ahead(self) -> list[Meeting]:
        """Return the meetings booked, earliest first, with those past that wait for a word."""
        return meeting_rows.booked(self._desk)

    def of_account(self, account_id: int) -> list[Meeting]:
        """Return the meetings booked with an account, earliest first; those past wait for a word.

        One nobody came to stays among them while the call for another time is open.
        """
        return meeting_rows.open_with(self._desk, account_id)

    def of_follow_up(self, follow_up_id: int | None) -> Meeting | None:
        """Return the meeting whose promise a follow-up is, None where it is nothing of the kind."""
        return meeting_rows.of_follow_up(self._desk, follow_up_id)

    def promise_of(self, meeting_id: int) -> int | None:
        """Return the open follow-up that is the meeting itself."""
        return meeting_rows.promise_of(self._desk, meeting_id)

    def is_due(self, meeting: Meeting) -> bool:
        """Say whether the time of a meeting booked has come, so that it was held or missed."""
        soon = self._desk.clock.now() + meeting_rows.SOON
        return meeting.state == "booked" and meeting.starts_at <= soon

    def invitation(self, meeting_id: int) -> Path:
        """Return where the invitation of a meeting lies; it is written again if it has gone.

        Raises:
            DeskError: the meeting is not there, or the file cannot be written.
        """
        from workstation.desk.invitations import keep_invitation

        path, problems = keep_invitation(self._desk, self.get(meeting_id))
        if path is None:
            raise DeskError(" ".join(problems))
        return path

    def get(self, meeting_id: int) -> Meeting:
        """Return a meeting.

        Raises:
            DeskError: it is not there.
        """
        found = meeting_rows.find(self._desk, meeting_id)
        if found is None:
            raise DeskError("That meeting is not there any more.")
        return found

    def book(
        self,
        account_id: int,
        contact_id: int | None,
        starts_at: datetime,
        minutes: int = 30,
        title: str = "",
        place: str | None = None,
        activity_id: int | None = None,
        *,
        calendar: bool = True,
    ) -> Booked:
        """Book a meeting: its promise, two reminders, and an invitation to send.

        ``starts_at`` is aware; ``title`` and ``place`` are what the invitation says, taken from
        the rep's profile unless given. Without ``calendar`` the rep's own is not read for what is
        in the way.

        Raises:
            DeskError: the account or person is not there, the time is past, or no meeting is that
                long; nothing was booked.
        """
        _check_minutes(minutes)
        self._check_ahead(starts_at)
        account = self._desk.accounts.get(account_id)
        protected = protection.of_meeting(self._desk, account_id, contact_id)
        where = self._desk.settings.get("meeting_place") if place is None else place
        planned = meeting_rows.planned_for(self._desk, account_id, contact_id, starts_at)
        advice = self.clashes(starts_at, minutes, except_follow_up=planned, calendar=calendar)
        values: dict[str, Value] = {
            "account_id": account_id,
            "contact_id": contact_id,
            "activity_id": activity_id,
            "title": clean_line(title)[:200] or self._title(account.name),
            "place": clean_line(where)[:500] or None,
            "minutes": minutes,
            "uid": _new_uid(),
            **meeting_rows.time_columns(self._desk, starts_at),
        }
        said = f"Book meeting: {account.name}, {self._said(starts_at)}"
        with self._desk.store.action(said) as act:
            number = act.insert("meetings", values)
            meeting = self.get(number)
            meeting_rows.plan_meeting(self._desk, act, meeting)
            meeting_rows.plan_reminders(self._desk, act, meeting)
            advice += cadence_hooks.booked(self._desk, act, account_id, contact_id)
            if not self._counted(activity_id):
                self._desk.signals.logged(act, account_id, contact_id, ["meeting_booked"])
            if activity_id is not None and not self._was_meeting(activity_id):
                act.update("activities", activity_id, {"meeting": "booked"})
        advice += protected
        return self._with_invitation(act, said, number, advice)

    def reschedule(
        self,
        meeting_id: int,
        moment: datetime,
        minutes: int | None = None,
        place: str | None = None,
        *,
        calendar: bool = True,
    ) -> Booked:
        """Move a meeting; its promise and reminders move along, its invitation says so.

        It keeps its length and place unless they are given. A meeting nobody came to is booked
        again by it. Without ``calendar`` the rep's own is not read for what is in the way.

        Raises:
            DeskError: it is over or called off, the time is past, or no meeting is that long.
        """
        meeting = self._require(meeting_id, "booked", "no_show")
        minutes = meeting.minutes if minutes is None else minutes
        where = meeting.place if place is None else clean_line(place)[:500] or None
        _check_minutes(minutes)
        self._check_ahead(moment)
        advice = self.clashes(moment, minutes, except_meeting=meeting_id, calendar=calendar)
        advice += protection.of_meeting(self._desk, meeting.account_id, meeting.contact_id)
        said = f"Move meeting: {meeting.account}, to {self._said(moment)}"
        with self._desk.store.action(said) as act:
            act.update(
                "meetings",
                meeting_id,
                {
                    **meeting_rows.time_columns(self._desk, moment),
                    "minutes": minutes,
                    "place": where,
                    "sequence": meeting.sequence + 1,
                    "state": "booked",
                },
            )
            moved = self.get(meeting_id)
            meeting_rows.drop_reminders(self._desk, act, meeting_id)
            meeting_rows.move_promise(self._desk, act, moved)
            meeting_rows.plan_reminders(self._desk, act, moved)
        return self._with_invitation(act, said, meeting_id, advice)

    def cancel(self, meeting_id: int, reason: str = "") -> Booked:
        """Call a meeting off; the invitation becomes its cancellation.

        Raises:
            DeskError: it is over or called off already.
        """
        meeting = self._require(meeting_id, "booked")
        because = clean_line(reason) or "the meeting was called off"
        said = f"Cancel meeting: {meeting.account}, {self._said(meeting.starts_at)}"
        with self._desk.store.action(said) as act:
            meeting_rows.call_off(self._desk, act, meeting, because)
        advice = []
        if not self._desk.accounts.open_follow_ups(meeting.account_id):
            advice = [f"Nothing is planned with {meeting.account} any more."]
        return self._with_invitation(act, said, meeting_id, advice)

    def held(self, meeting_id: int) -> Changed:
        """Log that a meeting took place.

        Raises:
            DeskError: it is still ahead, or over or called off already.
        """
        meeting = self._over(meeting_id)
        said = f"Meeting held: {meeting.account}"
        with self._desk.store.action(said) as act:
            self._log(act, meeting, "meeting_held", "held")
        advice: tuple[str, ...] = ()
        if not self._desk.accounts.open_follow_ups(meeting.account_id):
            advice = (f"Nothing is planned with {meeting.account} now: what is the next step?",)
        return Changed(act.id, said, (meeting.account_id,), advice)

    def no_show(self, meeting_id: int) -> Changed:
        """Log that nobody came, and plan a call the same day to find another time.

        Raises:
            DeskError: it is still ahead, or over or called off already.
        """
        meeting = self._over(meeting_id)
        said = f"No-show: {meeting.account}"
        today = self._desk.days.today().isoformat()
        step = self._desk.playbook.outcome("no_show").next
        with self._desk.store.action(said) as act:
            activity = self._log(act, meeting, "no_show", "no_show")
            made = act.insert(
                "follow_ups",
                {
                    "account_id": meeting.account_id,
                    "contact_id": meeting.contact_id,
                    "channel": "call",
                    "why": step.why if step else "Offer another time today",
                    "due_on": today,
                    "first_due_on": today,
                    "made_by_id": activity,
                    "meeting_id": meeting_id,
                },
            )
        return Changed(act.id, said, (meeting.account_id,), made=made)

    def _log(self, act: "Writer", meeting: Meeting, outcome: str, state: str) -> int:
        """Write the activity of a meeting that is over, at the time it was booked for."""
        local = meeting.starts_at.astimezone(self._desk.clock.now().tzinfo)
        activity = act.insert(
            "activities",
            {
                "account_id": meeting.account_id,
                "contact_id": meeting.contact_id,
                "kind": "meeting",
                "happened_at": iso(meeting.starts_at),
                "happened_on": local.date().isoformat(),
                "outcome": outcome,
                "counts_as": self._desk.playbook.outcome(outcome).counts_as,
                "meeting": state,
            },
        )
        meeting_rows.settle(self._desk, act, meeting.id, state, activity)
        what, at = [outcome], iso(meeting.starts_at)
        self._desk.signals.logged(act, meeting.account_id, meeting.contact_id, what, at)
        return activity

    def _counted(self, activity_id: int | None) -> bool:
        """Say whether the log this meeting belongs to said already that one was booked."""
        return bool(
            self._desk.store.value(
                "SELECT meeting = 'booked' FROM activities WHERE id = ?", (activity_id,)
            )
        )

    def _with_invitation(self, act: "Writer", said: str, number: int, advice: list[str]) -> Booked:
        """Write the invitation once the action is on disk; a failure is only told."""
        from workstation.desk.invitations import keep_invitation

        meeting = self.get(number)
        path, problems = keep_invitation(self._desk, meeting)
        changed = Changed(act.id, said, (meeting.account_id,), (*advice, *problems), made=number)
        return Booked(changed, number, path)

    def _require(self, meeting_id: int, *states: str) -> Meeting:
        meeting = self.get(meeting_id)
        if meeting.state not in states:
            words = {"held": "has taken place", "no_show": "was missed", "cancelled": "is off"}
            raise DeskError(
                f"The meeting with {meeting.account} {words.get(meeting.state, 'is booked')} "
                "already."
            )
        return meeting

    def _over(self, meeting_id: int) -> Meeting:
        meeting = self._require(meeting_id, "booked")
        if not self.is_due(meeting):
            raise DeskError(
                f"The meeting with {meeting.account} is only {self._said(meeting.starts_at)}; "
                "move it or cancel it."
            )
        return meeting

    def _check_ahead(self, moment: datetime) -> None:
        if moment < self._desk.clock.now():
            raise DeskError(f"That is in the past: {self._said(moment)}.")

    def _said(self, moment: datetime) -> str:
        now = self._desk.clock.now()
        local = moment.astimezone(now.tzinfo)
        return f"{say_day(local.date(), near=now.date())} {local:%H:%M}"

    def _was_meeting(self, activity_id: int) -> bool:
        """Say whether an activity was a meeting itself; the one booked in it is counted apart."""
        found = self._desk.store.value(
            "SELECT meeting FROM activities WHERE id = ?", (activity_id,)
        )
        return found in ("held", "no_show")

    def _title(self, account: str) -> str:
        us = self._desk.settings.get("company") or self._desk.settings.get("name")
        return f"{us} and {account}" if us else f"Meeting with {account}"


def _works_there(country: str | None, here: str) -> Callable[[date], bool]:
    """Return what tells whether a day is no public holiday of their country.

    The weekdays are those of the calling hours; the rep's own country is asked elsewhere.
    """
    from workstation.method.days import public_holidays
    from workstation.method.zones import country_code

    code = country_code(country)
    if code is None or code == country_code(here):
        return lambda _day: True
    holiday = public_holidays(code)
    return lambda day: holiday(day) is None


def _check_minutes(minutes: int) -> None:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise DeskError(f"A meeting takes {LEAST_MINUTES} to {MOST_MINUTES} minutes.")


def _new_uid() -> str:
    from uuid import uuid4

    return f"{uuid4()}@workstation"

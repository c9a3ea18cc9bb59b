"""Who may be in the queue at a moment: every reason of every account, each class on its index.

A candidate is a plain tuple that sorts as the queue does, for there are hundreds of them and a key
is answered in a frame.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.desk.clock import iso, moment_of
from workstation.desk.queue_rows import CONTACT_ZONE, REACHING, TO_AVOID, Entry, closed_there
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.days import add_months
from workstation.method.queueing import (
    BY_TIME,
    Factors,
    Tries,
    Working,
    class_of_follow_up,
    rested,
    time_rank,
)
from workstation.method.ranking import QueueClassKey

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

GOOD_FIT = 50
"""Fit (0-100) from which a quiet working account is brought back."""

NURTURE_TIER = 4
"""The tier that is nurtured only, and never opened cold (Sales Blueprints, tiers)."""

Candidate = tuple[int, bool, float, int, int, int, int | None, str]
"""Place of the class, whether it waits, rank, account, follow-up or 0, a number of its own,
contact, and why it waits."""


class Candidates:
    """Reads the candidates of every class at one moment; iterate to have them in any order."""

    def __init__(self, desk: "Desk", now: datetime, factors: Factors) -> None:
        self.factors = factors
        self._desk = desk
        self._rules = desk.playbook.queue
        self._urgency = UrgencyNow(desk)
        self._now = now
        self._today = now.date()
        self._day_text = self._today.isoformat()
        self._keys: list[QueueClassKey] = [each.key for each in self._rules.classes]
        self._order = {key: place for place, key in enumerate(self._keys)}
        self._days: dict[str, date] = {}
        self._closed: dict[tuple[str | None, str | None], str] = {}
        self._protected = frozenset(
            bin_.key for bin_ in desk.playbook.bins if bin_.prospecting == "refused"
        )
        self._number = 0
        self.resting = self._unanswered()

    def entry(self, candidate: Candidate) -> Entry:
        """Return a candidate as an entry of the queue."""
        place, waiting, rank, account, follow_up, _, contact, waits = candidate
        return Entry(
            account, follow_up or None, contact, self._keys[place], (place, waiting, rank), waits
        )

    def __iter__(self) -> Iterator[Candidate]:
        """Yield every reason there is; an account may come several times."""
        yield from self._due()
        yield from self._leads()
        yield from self._batons()
        for bin_ in self._desk.playbook.bins:
            if bin_.needs_next_step:
                yield from self._without_step(bin_.key)
                yield from self._quiet(bin_.key)
            if bin_.resurface_after_months is not None:
                cutoff = add_months(self._today, -bin_.resurface_after_months)
                since = "bin_since_on" if bin_.counts_from == "bin_since" else "quiet_since_on"
                yield from self._resurfacing(bin_.key, cutoff, since)
        yield from self._fresh()

    @cached_property
    def working(self) -> Working | None:
        """The bin that is worked, against its limit; None when it has none."""
        for bin_ in self._desk.playbook.bins:
            if bin_.needs_next_step and bin_.limit is not None:
                count = self._desk.store.value(
                    "SELECT count(*) FROM accounts WHERE bin = ?", (bin_.key,)
                )
                return Working(bin_.title, int(count), bin_.limit)
        return None

    def _due(self) -> Iterator[Candidate]:
        now, today, zone_here = self._now, self._today, self._now.tzinfo
        lead = timedelta(minutes=self._rules.lead_minutes)
        # Both values of `promised` are named so that the index serves the range of days.
        for (
            number,
            account,
            contact,
            kind,
            promised,
            day,
            at,
            channel,
            meeting_at,
            urgency,
            urgency_at,
            fit,
            bin_key,
            zone,
            country,
        ) in self._desk.store.rows(
            "SELECT follow_ups.id, follow_ups.account_id, contact_id, kind, promised, due_on, "
            "due_at, channel, iif(meeting_id IS NULL, NULL, "
            "(SELECT starts_at FROM meetings WHERE meetings.id = meeting_id)), "
            "urgency, urgency_at, fit, bin, "
            f"iif(channel = 'call', coalesce({CONTACT_ZONE}, accounts.time_zone), NULL), "
            "accounts.country FROM follow_ups JOIN accounts ON accounts.id = follow_ups.account_id "
            "LEFT JOIN contacts ON contacts.id = follow_ups.contact_id "
            "WHERE state = 'open' AND promised IN (0, 1) AND due_on <= ?",
            (self._day_text,),
        ):
            due_on = self._day(day)
            due_at = moment_of(at).astimezone(zone_here) if at else None
            reminder = meeting_at is not None and channel not in ("meeting", "call")
            if reminder and moment_of(meeting_at) <= now:
                continue
            class_ = class_of_follow_up(
                kind=kind,
                promised=bool(promised),
                due_on=due_on,
                due_at=due_at,
                now=now,
                lead=lead,
                reminder=reminder,
            )
            if class_ in BY_TIME:
                rank = time_rank(due_on, due_at)
            else:
                if urgency:
                    urgency = self._urgency(urgency, urgency_at)  # noqa: PLW2901
                rank = -self.factors.score(urgency, fit, (today - due_on).days)
            waits = ""
            if bin_key in self._protected and channel in REACHING:
                waits = TO_AVOID
            elif channel == "call" and class_ != "promised_now":
                waits = self._waits(contact, account, zone, country)
            if class_ == "promised_today" and due_at is not None:
                waits = f"agreed for {due_at:%H:%M}"
            elif reminder and due_at is not None and due_at > now + lead:
                waits = f"planned for {due_at:%H:%M}"
            yield self._candidate(account, class_, rank, waits, contact, number)

    def _leads(self) -> Iterator[Candidate]:
        """Yield accounts that became a lead, untouched since and without a plan made since."""
        for (
            account,
            urgency,
            urgency_at,
            fit,
            zone,
            country,
            bin_key,
            lead_at,
        ) in self._desk.store.rows(
            "SELECT id, urgency, urgency_at, fit, time_zone, country, bin, lead_at FROM accounts "
            "WHERE lead_at > '' AND lead_at <= ? "
            "AND (last_touch_at IS NULL OR last_touch_at < lead_at) "
            "AND (rest_until_on IS NULL OR rest_until_on <= ?) "
            "AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE follow_ups.account_id = accounts.id "
            "AND state = 'open' AND (kind = 'hand_raiser' OR follow_ups.created_at >= lead_at))",
            (iso(self._now), self._day_text),
        ):
            now = self._urgency(urgency, urgency_at) if urgency else 0
            if bin_key not in self._protected and now >= self._desk.playbook.signals.lead_from:
                since = moment_of(lead_at).astimezone(self._now.tzinfo).date()
                where = (zone, country)
                yield self._ranked("new_lead", account, urgency, urgency_at, fit, where, since)

    def _batons(self) -> Iterator[Candidate]:
        for account, contact, passed_on in self._desk.store.rows(
            "SELECT account_id, contact_id, passed_on "
            "FROM opportunities JOIN accounts ON accounts.id = account_id "
            "WHERE stage = 'new' AND passed_on < ? AND next_follow_up_on IS NULL "
            "AND (rest_until_on IS NULL OR rest_until_on <= ?)",
            (self._day_text, self._day_text),
        ):
            rank = time_rank(self._day(passed_on), None)
            yield self._candidate(account, "baton", rank, "", contact)

    def _without_step(self, bin_key: str) -> Iterator[Candidate]:
        yield from self._accounts(
            "no_next_step",
            "bin = ? AND next_follow_up_on IS NULL AND (rest_until_on IS NULL "
            "OR rest_until_on <= ?)",
            (bin_key, self._day_text),
        )

    def _resurfacing(self, bin_key: str, cutoff: date, since: str) -> Iterator[Candidate]:
        yield from self._accounts(
            "check_back",
            f"bin = ? AND next_follow_up_on IS NULL AND {since} <= ? "
            "AND (rest_until_on IS NULL OR rest_until_on <= ?)",
            (bin_key, cutoff.isoformat(), self._day_text),
        )

    def _quiet(self, bin_key: str) -> Iterator[Candidate]:
        cutoff = self._today - timedelta(days=self._rules.quiet_days)
        yield from self._accounts(
            "going_quiet",
            "bin = ? AND next_follow_up_on > ? AND quiet_since_on <= ? "
            "AND (fit IS NULL OR fit >= ?) AND (rest_until_on IS NULL OR rest_until_on <= ?)",
            (bin_key, self._day_text, cutoff.isoformat(), GOOD_FIT, self._day_text),
        )

    def _fresh(self) -> Iterator[Candidate]:
        """Yield cold accounts, the best fit first; none while more is worked than should be."""
        if self.working is not None and self.working.over:
            return
        cutoff = add_months(self._today, -self._rules.untouched_months)
        for bin_ in self._desk.playbook.bins:
            if bin_.prospecting != "campaign_only":
                continue
            opened = self._desk.store.value(
                "SELECT count(DISTINCT account_id) FROM activities JOIN accounts "
                "ON accounts.id = account_id "
                "WHERE happened_on = ? AND kind = 'call' AND bin = ?",
                (self._day_text, bin_.key),
            )
            left = self._rules.fresh_per_day - int(opened)
            if left <= 0:
                continue
            yield from self._accounts(
                "fresh_ground",
                "bin = ? AND next_follow_up_on IS NULL "
                "AND (last_touch_on IS NULL OR last_touch_on < ?) "
                "AND (rest_until_on IS NULL OR rest_until_on <= ?) "
                "AND (tier IS NULL OR tier < ?) ORDER BY fit DESC, id LIMIT ?",
                (bin_.key, cutoff.isoformat(), self._day_text, NURTURE_TIER, left),
            )

    def _accounts(
        self, class_: QueueClassKey, condition: str, values: tuple[str | int, ...]
    ) -> Iterator[Candidate]:
        for account, urgency, urgency_at, fit, zone, country, since in self._desk.store.rows(
            "SELECT id, urgency, urgency_at, fit, time_zone, country, quiet_since_on FROM accounts "
            f"WHERE {condition}",
            values,
        ):
            yield self._ranked(
                class_, account, urgency, urgency_at, fit, (zone, country), self._day(since)
            )

    def _ranked(
        self,
        class_: QueueClassKey,
        account: int,
        urgency: int,
        urgency_at: str | None,
        fit: int | None,
        where: tuple[str | None, str | None],
        since: date,
    ) -> Candidate:
        """Return a candidate without a follow-up, ranked by its sum.

        ``where`` is their time zone and country.
        """
        if urgency:
            urgency = self._urgency(urgency, urgency_at)
        rank = -self.factors.score(urgency, fit, (self._today - since).days)
        return self._candidate(account, class_, rank, self._waits(None, account, *where))

    def _candidate(
        self,
        account: int,
        class_: QueueClassKey,
        rank: float,
        waits: str,
        contact: int | None = None,
        follow_up: int = 0,
    ) -> Candidate:
        self._number += 1
        place = self._order[class_]
        return (place, waits != "", rank, account, follow_up, self._number, contact, waits)

    def _day(self, text: str) -> date:
        """Read a day; the same few come again and again."""
        day = self._days.get(text)
        if day is None:
            day = self._days[text] = date.fromisoformat(text)
        return day

    def _waits(
        self, contact: int | None, account: int, zone: str | None, country: str | None
    ) -> str:
        """Say why a call has to wait."""
        limited = self.resting.get(contact) if contact else None
        if limited is None:
            limited = self.resting.get(account)
        if limited:
            return limited
        closed = self._closed.get((zone, country))
        if closed is None:
            closed = self._closed[zone, country] = closed_there(
                self._desk, self._now, zone, country
            )
        return closed

    def _unanswered(self) -> dict[int, str]:
        """Return whom late calls did not reach, and why they rest ("" when they do not).

        They are known by their contact, and by the account where no contact was named.
        """
        limits = self._desk.playbook.limits
        since = self._today - timedelta(days=limits.days_between)
        start = datetime.combine(since, datetime.min.time(), self._now.tzinfo)
        found: dict[int, str] = {}
        for who, day, count in self._desk.store.rows(
            "SELECT coalesce(contact_id, account_id), happened_on, count(*) "
            "FROM activities WHERE kind = 'call' AND happened_at >= ? "
            "AND counts_as = 'unanswered' GROUP BY 1, 2 ORDER BY 2",
            (iso(start),),
        ):
            tries = Tries(self._day(day), count)
            found[who] = rested(tries, limits, self._today) or ""
        return found

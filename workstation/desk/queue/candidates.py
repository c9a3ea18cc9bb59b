"""Who may be in the queue at a moment: every reason of every account, each class on its index.

A candidate is a plain tuple that sorts as the queue does, for there are hundreds of them and a key
is answered in a frame.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.desk.clock import iso, moment_of
from workstation.desk.queue.due import Due
from workstation.desk.queue.fresh import fresh_accounts
from workstation.desk.queue.people import ALL_CLOSED, BEST_CONTACT, OFFERED, WITH_OFFERED
from workstation.desk.queue.rows import Entry
from workstation.desk.queue.waits import FREE, Waiting, Waits
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.days import add_months, say_day
from workstation.method.queueing import Factors, Working, time_rank
from workstation.method.ranking import QueueClassKey

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

GOOD_FIT = 50
"""Fit (0-100) from which a quiet working account is brought back."""

REST_MONTHS = {"fresh_ground": 6, "check_back": 1}
REST_DAYS = {"going_quiet": 7, "baton": 2, "no_next_step": 1, "new_lead": 1}
"""How long an account rests after its row of a class was skipped."""

FIND_SOMEBODY = ("no_next_step", "check_back")
"""Classes that offer an account without a person where all known asked not to be contacted.

Such an account is going nowhere unseen: somebody else has to be found (METHOD, bins: a working
account always has a next step). Rows of other classes would not be worked and are left out.
"""

_RESTED = "(rest_until_on IS NULL OR rest_until_on <= ?)"

Candidate = tuple[int, bool, float, int, int, int, int | None, Waits]
"""Place of the class, whether it waits, rank, account, follow-up or 0, a number of its own,
contact, and why it waits."""


class Candidates:
    """Reads the candidates of every class at one moment; iterate to have them in any order.

    ``only`` are the accounts looked at, some hundreds at most; None for all.
    """

    def __init__(
        self, desk: "Desk", now: datetime, factors: Factors, only: Sequence[int] | None = None
    ) -> None:
        self.factors = factors
        self._desk = desk
        self._rules = desk.playbook.queue
        self._urgency = UrgencyNow(desk)
        self._now = now
        self._only = only
        self._today = now.date()
        self._day_text = self._today.isoformat()
        self._keys: list[QueueClassKey] = [each.key for each in self._rules.classes]
        self._order = {key: place for place, key in enumerate(self._keys)}
        self._days: dict[str, date] = {}
        self._open = frozenset(desk.playbook.open_bins())
        self._number = 0
        self._waiting = Waiting(desk, now)

    def entry(self, candidate: Candidate) -> Entry:
        """Return a candidate as an entry of the queue."""
        place, waiting, rank, account, follow_up, _, contact, waits = candidate
        return Entry(
            account,
            follow_up or None,
            contact,
            self._keys[place],
            (place, waiting, rank),
            waits.why,
            waits.beyond,
        )

    def __iter__(self) -> Iterator[Candidate]:
        """Yield every reason there is; an account may come several times."""
        score = (self.factors, self._urgency)
        order, number = self._order, 0
        for class_, rank, waits, account, contact, follow_up in Due(
            self._desk, self._now, self._waiting, score, self._only
        ):
            number += 1
            place = order[class_]
            yield (place, waits.why != "", rank, account, follow_up, number, contact, waits)
        self._number = number
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

    def _leads(self) -> Iterator[Candidate]:
        """Yield accounts that became a lead, untouched since and without a plan made since."""
        only, accounts = self._among("accounts.id")
        for (
            account,
            urgency,
            urgency_at,
            fit,
            offered,
            do_not_call,
            *where,
            bin_key,
            lead_at,
        ) in self._desk.store.rows(
            f"SELECT accounts.id, urgency, urgency_at, fit, {OFFERED}, bin, lead_at FROM accounts "
            f"{WITH_OFFERED} WHERE lead_at > '' AND lead_at <= ? "
            f"AND (last_touch_at IS NULL OR last_touch_at < lead_at) AND {_RESTED} "
            "AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE follow_ups.account_id = accounts.id "
            f"AND state = 'open' AND (kind = 'hand_raiser' OR follow_ups.created_at >= lead_at)) "
            f"{only}",
            (iso(self._now), self._day_text, *accounts),
        ):
            now = self._urgency(urgency, urgency_at) if urgency else 0
            if bin_key in self._open and now >= self._desk.playbook.signals.lead_from:
                since = moment_of(lead_at).astimezone(self._now.tzinfo).date()
                waits = self._waiting.call(
                    account, None, offered, forbidden=bool(do_not_call), where=tuple(where)
                )
                rank = -self.factors.score(now, fit, (self._today - since).days)
                yield self._candidate(account, "new_lead", rank, waits, offered)

    def _batons(self) -> Iterator[Candidate]:
        only, accounts = self._among("account_id")
        for account, contact, passed_on in self._desk.store.rows(
            f"SELECT account_id, coalesce(contact_id, {BEST_CONTACT}), passed_on "
            "FROM opportunities JOIN accounts ON accounts.id = account_id "
            "WHERE stage = 'new' AND passed_on < ? AND next_follow_up_on IS NULL "
            f"AND {_RESTED} {only}",
            (self._day_text, self._day_text, *accounts),
        ):
            rank = time_rank(self._day(passed_on), None)
            yield self._candidate(account, "baton", rank, FREE, contact)

    def _without_step(self, bin_key: str) -> Iterator[Candidate]:
        """Yield every working account without a step: it must always have one (METHOD, bins).

        One whose row was skipped waits for its day, in sight.
        """
        yield from self._accounts(
            "no_next_step", "bin = ? AND next_follow_up_on IS NULL", (bin_key,)
        )

    def _resurfacing(self, bin_key: str, cutoff: date, since: str) -> Iterator[Candidate]:
        yield from self._accounts(
            "check_back",
            f"bin = ? AND next_follow_up_on IS NULL AND {since} <= ? AND {_RESTED}",
            (bin_key, cutoff.isoformat(), self._day_text),
        )

    def _quiet(self, bin_key: str) -> Iterator[Candidate]:
        cutoff = self._today - timedelta(days=self._rules.quiet_days)
        yield from self._accounts(
            "going_quiet",
            # The key is written out for the index of the working accounts, which holds no others.
            f"bin = '{bin_key}' AND next_follow_up_on > ? AND quiet_since_on <= ? "
            f"AND (fit IS NULL OR fit >= ?) AND {_RESTED}",
            (self._day_text, cutoff.isoformat(), GOOD_FIT, self._day_text),
        )

    def _fresh(self) -> Iterator[Candidate]:
        """Yield the cold accounts to open, in the order of their choice.

        None while more is worked than should be.
        """
        if self.working is not None and self.working.over:
            return
        chosen = {id_: n for n, id_ in enumerate(fresh_accounts(self._desk, self._today))}
        wanted = [id_ for id_ in chosen if self._only is None or id_ in self._only]
        if not wanted:
            return
        marks = ", ".join("?" * len(wanted))
        for each in self._accounts("fresh_ground", f"accounts.id IN ({marks})", tuple(wanted)):
            yield (*each[:2], float(chosen[each[3]]), *each[3:])

    def _accounts(
        self, class_: QueueClassKey, condition: str, values: tuple[str | int, ...]
    ) -> Iterator[Candidate]:
        """Yield accounts without a follow-up, ranked by their sum."""
        only, accounts = self._among("accounts.id")
        for (
            account,
            urgency,
            urgency_at,
            fit,
            since,
            rest_until,
            offered,
            do_not_call,
            *where,
        ) in self._desk.store.rows(
            "SELECT accounts.id, urgency, urgency_at, fit, quiet_since_on, rest_until_on, "
            f"{OFFERED} FROM accounts {WITH_OFFERED} WHERE {condition} {only}",
            (*values, *accounts),
        ):
            if urgency:
                urgency = self._urgency(urgency, urgency_at)  # noqa: PLW2901
            if do_not_call and self._all_closed(account):
                if class_ not in FIND_SOMEBODY:
                    continue
                offered, do_not_call = None, 0  # noqa: PLW2901
            waits = self._skipped(rest_until) if class_ == "no_next_step" else FREE
            if not waits.why:
                waits = self._waiting.call(
                    account, None, offered, forbidden=bool(do_not_call), where=tuple(where)
                )
            rank = -self.factors.score(urgency, fit, (self._today - self._day(since)).days)
            yield self._candidate(account, class_, rank, waits, offered)

    def _all_closed(self, account: int) -> bool:
        """Say whether nobody known at an account may be called or written to, for good."""
        sql = f"SELECT {ALL_CLOSED} FROM accounts WHERE id = ?"
        return bool(self._desk.store.value(sql, (account,)))

    def _skipped(self, rest_until: str | None) -> Waits:
        """Say that a row was skipped; a longer rest was another class's, and does not count."""
        if rest_until is None or rest_until <= self._day_text:
            return FREE
        until = self._day(rest_until)
        if (until - self._today).days > REST_DAYS["no_next_step"]:
            return FREE
        return Waits(f"skipped until {say_day(until, near=self._today)}", beyond=True)

    def _among(self, column: str) -> tuple[str, Sequence[int]]:
        """Return the condition that leaves only the accounts looked at, with its values."""
        if self._only is None:
            return "", ()
        return f"AND {column} IN ({', '.join('?' * len(self._only))})", self._only

    def _candidate(
        self,
        account: int,
        class_: QueueClassKey,
        rank: float,
        waits: Waits,
        contact: int | None = None,
    ) -> Candidate:
        self._number += 1
        return (
            self._order[class_], waits.why != "", rank, account, 0, self._number, contact, waits,
        )  # fmt: skip

    def _day(self, text: str) -> date:
        """Read a day; the same few come again and again."""
        day = self._days.get(text)
        if day is None:
            day = self._days[text] = date.fromisoformat(text)
        return day

"""Signals of interest: recorded by hand or from what is logged, and the urgency they add up to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.desk.told_signals import LOGGED, OPENING
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.text import clean, clean_line
from workstation.method.urgency import MOST

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.first_responses import FirstResponse, FirstResponses
    from workstation.desk.records import Account
    from workstation.desk.urgency_fold import Settled, Told
    from workstation.desk.urgency_sum import UrgencySum
    from workstation.method.signals import SignalKind, SignalRules
    from workstation.store.actions import Writer

POINTS_ONLY = "points"
"""The kind of a signal that is only a number."""
_TITLES = {POINTS_ONLY: "Points", OPENING: "The score as it stood"}


class Signals:
    """Records signals, and shows what they come to."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    @property
    def _rules(self) -> "SignalRules":
        return self._desk.playbook.signals

    def kinds(self) -> "tuple[SignalKind, ...]":
        """Return the kinds of signal, in the order of the playbook."""
        return tuple(self._rules.kinds)

    def kind(self, key: str) -> "SignalKind":
        """Return the kind of a key or title.

        Raises:
            DeskError: there is none.
        """
        found = self._rules.kind(clean_line(key))
        if found is None:
            known = ", ".join(kind.key for kind in self._rules.kinds)
            raise DeskError(f"There is no signal “{clean_line(key)}”; there are {known}.")
        return found

    def title(self, key: str) -> str:
        """Return the words for a kind, one the playbook no longer has included."""
        found = self._rules.kind(key)
        return found.title if found else _TITLES.get(key, key.replace("_", " ").capitalize())

    # Reading

    def present(self, account: "int | Account") -> int:
        """Return an account's urgency now.

        Raises:
            DeskError: the account is not there.
        """
        if isinstance(account, int):
            return self._desk.accounts.get(account).urgency
        return account.urgency

    def now_of(self) -> UrgencyNow:
        """Return what turns stored urgency and its moment into the urgency now, for many rows."""
        return UrgencyNow(self._desk)

    def of(self, account_id: int) -> "UrgencySum":
        """Return an account's urgency with its sum.

        Raises:
            DeskError: the account is not there.
        """
        from workstation.desk.urgency_sum import urgency_sum

        return urgency_sum(self._desk, account_id)

    def first_responses(self, first: date, last: date) -> "FirstResponses":
        """Say how soon raised hands and new leads of these days heard from the rep."""
        from workstation.desk.first_responses import first_responses

        return first_responses(self._desk, first, last)

    def first_response(self, account_id: int) -> "FirstResponse | None":
        """Say how soon an account heard from the rep when it last asked or became a lead."""
        from workstation.desk.first_responses import latest

        return latest(self._desk, account_id)

    # Writing

    def add(
        self,
        account_id: int,
        kind: str,
        *,
        at: datetime | None = None,
        contact_id: int | None = None,
        note: str = "",
        points: int | None = None,
    ) -> Changed:
        """Record a signal; one that makes a lead puts the account into the queue.

        ``at`` is aware, now unless given; ``points`` instead of those of its kind.

        Raises:
            DeskError: there is no such kind, account or person, the points make no sense, or the
                moment has not come yet.
        """
        from workstation.desk.hands_raised import Hand, raise_hand
        from workstation.desk.urgency_fold import settle

        known, account = self.kind(kind), self._desk.accounts.get(account_id)
        worth = self.worth(known, points)
        moment = self.moment(at)
        if contact_id is not None and not any(
            each.id == contact_id for each in self._desk.accounts.contacts(account_id)
        ):
            raise DeskError("That person is not at this account any more.")
        title = f"Signal: {account.name}, {known.title.lower()}"
        with self._desk.store.action(title) as act:
            made = act.insert(
                "signals",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "kind": known.key,
                    "points": worth,
                    "happened_at": iso(moment),
                    "source": "by hand",
                    "note": clean(note).strip() or None,
                    "fast_track": int(known.fast_track),
                },
            )
            done = settle(self._desk, act, [account_id], made=[made])
            raised = account_id in done.hand_raisers
            if known.raises_hand:
                hand = Hand(iso(moment), contact_id, clean_line(note))
                raised = raise_hand(self._desk, act, account_id, hand)
            title = f"{title} ({worth:+d}, now {done.now})"
            act.retitle(title)
        advice = self._advice(account, done, raised=raised)
        return Changed(act.id, title, (account_id,), advice, made=made)

    def _advice(self, account: "Account", done: "Settled", *, raised: bool) -> tuple[str, ...]:
        rules = self._rules
        if raised:
            within = f"within {rules.hand_raiser_minutes} minutes"
            return (f"{account.name} is a hand-raiser now: call {within}.",)
        if account.id in done.leads:
            within = f"within {rules.lead_hours} hours"
            return (f"{account.name} is a lead now: research it, and call {within}.",)
        bin_ = self._desk.playbook.bin(account.bin)
        if done.now >= rules.lead_from and bin_.prospecting == "refused":
            return (f"{account.name} is in {bin_.title}, so it is no lead for you.",)
        return ()

    def logged(
        self,
        act: "Writer",
        account_id: int,
        contact_id: int | None,
        what: Sequence[str],
        at: str = "",
    ) -> None:
        """Add the signals of something logged, within its action; what is none adds nothing.

        ``what`` are some of ``method.signals.LOGGED``, ``at`` the moment as UTC text ("": now).
        """
        from workstation.desk.urgency_fold import settle

        now = self._desk.days.stamp()[0]
        kinds = [kind for each in what if (kind := self._rules.on(each)) is not None]
        made = [
            act.insert(
                "signals",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "kind": kind.key,
                    "points": kind.points,
                    "happened_at": min(at or now, now),
                    "source": LOGGED,
                    "fast_track": int(kind.fast_track),
                },
            )
            for kind in kinds
        ]
        if made:
            settle(self._desk, act, [account_id], made=made)

    def recount(
        self, account_ids: Sequence[int] | None = None, progress: "Told | None" = None
    ) -> Changed:
        """Work the urgency of accounts out anew from their signals, of all unless some are given.

        ``progress`` is told the accounts done and in all; raising in it stops it all.

        Raises:
            DeskError: every score is as its signals make it.
        """
        from workstation.desk.recount import recount

        return recount(self._desk, account_ids, progress)

    def counted(self) -> int:
        """Return how many accounts have signals or a score."""
        from workstation.desk.recount import counted

        return counted(self._desk)

    def stale(self) -> str:
        """Return why urgency should be recounted, in a sentence; "" when it need not be."""
        from workstation.desk.urgency_mark import stale

        return stale(self._desk)

    # What a signal may be

    def worth(self, kind: "SignalKind", points: int | None) -> int:
        """Return the points of a signal, those of its kind unless others are given.

        Raises:
            DeskError: the points are not among those it may have.
        """
        if points is None:
            return kind.points
        least = -MOST if kind.least is None else kind.least
        most = MOST if kind.most is None else kind.most
        if not least <= points <= most:
            raise DeskError(f"“{kind.title}” gives {least} to {most} points, not {points}.")
        return points

    def moment(self, at: datetime | None) -> datetime:
        """Return the moment of a signal, now unless given.

        Raises:
            DeskError: it has not come yet, or is before 1970.
        """
        now = self._desk.clock.now()
        if at is None:
            return now
        if at.astimezone(UTC) > now:
            said = at.astimezone(now.tzinfo)
            raise DeskError(
                f"{said:%Y-%m-%d %H:%M} has not come yet: a signal is something that happened."
            )
        if at.year < 1970:
            raise DeskError("A signal from before 1970 says nothing: check its date.")
        return at

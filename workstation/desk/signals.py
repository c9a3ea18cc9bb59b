"""Signals of interest: recorded by hand or from what is logged, and the urgency they add up to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.clock import iso, moment_of
from workstation.desk.errors import DeskError
from workstation.desk.urgency_fold import Told, plan_hand_raiser, settle
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.text import clean, clean_line
from workstation.method.urgency import MOST, Sign, steps

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.first_responses import FirstResponses
    from workstation.desk.records import Account
    from workstation.desk.urgency_fold import Settled
    from workstation.method.signals import SignalKind, SignalRules
    from workstation.store.actions import Writer

POINTS_ONLY = "points"
"""The kind of a signal that is only a number."""


class UrgencyLine(msgspec.Struct, frozen=True):
    """One line of an account's urgency, in the rep's time.

    ``points`` is what the signal is worth, None for a month of silence; ``change`` what it did to
    the score, and ``after`` the score then.
    """

    at: datetime
    title: str
    points: int | None
    change: int
    after: int
    note: str = ""


class UrgencySum(msgspec.Struct, frozen=True):
    """An account's urgency now with the lines that make it, the earliest first.

    ``lead_from`` is the mark of a lead, ``lead_at`` when the account last crossed it.
    """

    account_id: int
    account: str
    now: int
    lines: tuple[UrgencyLine, ...]
    lead_from: int
    lead_at: datetime | None


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
        return found.title if found else key.replace("_", " ").capitalize()

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

    def of(self, account_id: int) -> UrgencySum:
        """Return an account's urgency with its sum.

        Raises:
            DeskError: the account is not there.
        """
        account = self._desk.accounts.get(account_id)
        rules, now = self._rules, self._desk.clock.now()
        rows = {
            str(row["id"]): row
            for row in self._desk.store.rows(
                "SELECT signals.id, kind, points, happened_at, fast_track, signals.note, "
                "contacts.name AS contact FROM signals "
                "LEFT JOIN contacts ON contacts.id = contact_id WHERE signals.account_id = ?",
                (account_id,),
            )
        }
        signs = [
            Sign(moment_of(row["happened_at"]), row["points"], bool(row["fast_track"]), number)
            for number, row in rows.items()
        ]
        lines = []
        for step in steps(signs, now, rules.decay):
            row = rows[step.sign.label] if step.sign else None
            words = [text for text in (row["contact"], row["note"]) if text] if row else []
            lines.append(
                UrgencyLine(
                    at=step.at.astimezone(now.tzinfo),
                    title=self.title(row["kind"]) if row else self._silence(),
                    points=row["points"] if row else None,
                    change=step.change,
                    after=step.after,
                    note=": ".join(words),
                )
            )
        lead_at = self._desk.store.value("SELECT lead_at FROM accounts WHERE id = ?", (account_id,))
        return UrgencySum(
            account_id=account_id,
            account=account.name,
            now=account.urgency,
            lines=tuple(lines),
            lead_from=rules.lead_from,
            lead_at=moment_of(lead_at).astimezone(now.tzinfo) if lead_at else None,
        )

    def _silence(self) -> str:
        days = self._rules.decay.after_days
        return "A month of silence" if days == 30 else f"{days} days of silence"

    def first_responses(self, first: date, last: date) -> "FirstResponses":
        """Say how soon raised hands and new leads of these days heard from the rep."""
        from workstation.desk.first_responses import first_responses

        return first_responses(self._desk, first, last)

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
            done = settle(self._desk, act, [account_id])
            raised = account_id in done.hand_raisers
            if known.raises_hand and not raised:
                raised = self._raise_hand(act, account, known.title, contact_id)
            title = f"{title} ({worth:+d}, now {done.now})"
            act.retitle(title)
        advice = self._advice(account, done, raised=raised)
        return Changed(act.id, title, (account_id,), advice, made=made)

    def _raise_hand(
        self, act: "Writer", account: "Account", why: str, contact_id: int | None
    ) -> bool:
        if self._desk.playbook.bin(account.bin).prospecting == "refused":
            return False
        open_one = self._desk.store.value(
            "SELECT 1 FROM follow_ups WHERE account_id = ? AND state = 'open' "
            "AND kind = 'hand_raiser'",
            (account.id,),
        )
        if open_one is None:
            plan_hand_raiser(self._desk, act, account.id, why=why.lower(), contact_id=contact_id)
        since = self._desk.store.value(
            "SELECT became_lead_on FROM accounts WHERE id = ?", (account.id,)
        )
        if since is None:
            today = self._desk.days.today().isoformat()
            act.update("accounts", account.id, {"became_lead_on": today})
        return True

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
        now = self._desk.days.stamp()[0]
        kinds = [kind for each in what if (kind := self._rules.on(each)) is not None]
        for kind in kinds:
            act.insert(
                "signals",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "kind": kind.key,
                    "points": kind.points,
                    "happened_at": min(at or now, now),
                    "source": "logged",
                    "fast_track": int(kind.fast_track),
                },
            )
        if kinds:
            settle(self._desk, act, [account_id])

    def recount(self, account_ids: Sequence[int], progress: Told | None = None) -> Changed:
        """Work the urgency of accounts out anew, after the rules of the playbook were changed."""
        title = f"Recount the urgency of {len(account_ids)} accounts"
        with self._desk.store.action(title) as act:
            done = settle(self._desk, act, account_ids, progress)
        advice = (f"{len(done.leads)} became leads.",) if done.leads else ()
        return Changed(act.id, title, tuple(account_ids[:100]), advice)

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

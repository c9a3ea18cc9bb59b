"""The bins: how many accounts each holds, and moving accounts between them by the rules."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workstation.desk import meeting_rows
from workstation.desk.changed import Changed
from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.method.bins import BIN_KEYS
from workstation.method.days import say_day
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.when import When
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

SEVERAL = 3
"""From so many accounts on, moving them asks first."""

_AT_A_TIME = 500
_FIRST_STEP = "first touch"


class Bins:
    """Counts and moves."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def counts(self) -> dict[str, int]:
        """Return the number of accounts in each bin, all eight, in their order."""
        found = {
            row["bin"]: row["accounts"]
            for row in self._desk.store.rows(
                "SELECT bin, count(*) AS accounts FROM accounts GROUP BY bin"
            )
        }
        return {key: found.get(key, 0) for key in BIN_KEYS}

    def check(self, account_ids: Sequence[int], bin_key: str) -> list[str]:
        """Return what the rep should know before moving these accounts there."""
        target = self._desk.playbook.bin(bin_key)
        advice = []
        if target.limit is not None:
            store = self._desk.store
            inside = store.value("SELECT count(*) FROM accounts WHERE bin = ?", (bin_key,))
            after = inside + len(account_ids)
            if after > target.limit:
                advice.append(
                    f"{target.title} would hold {after} accounts, {after - target.limit} above "
                    f"its limit of {target.limit}: fewer, worked more often, win more."
                )
        return advice

    def needs_reason(self, account_ids: Sequence[int], bin_key: str) -> bool:
        """Say whether the move lifts a protection, which has to be explained."""
        target = self._desk.playbook.bin(bin_key)
        if target.prospecting == "refused":
            return False
        return any(
            self._desk.playbook.bin(str(current)).prospecting == "refused"
            for current in self._current(account_ids).values()
        )

    def move(
        self,
        account_ids: Sequence[int],
        bin_key: str,
        reason: str = "",
        *,
        duplicate_of: int | None = None,
        next_step: "When | None" = None,
        why: str = "",
        progress: "Progress | None" = None,
    ) -> Changed:
        """Move accounts into a bin, as one action.

        Accounts moved to a bin that needs a next step get one (``next_step``, by default the next
        working day) unless they have one. Open follow-ups of accounts moved to an avoid bin are
        closed as skipped, and meetings ahead with them called off. ``duplicate_of`` is the account
        a duplicate stands for.

        Raises:
            DeskError: there is no such bin or account, a move out of an avoid bin has no reason,
                or an account would be a duplicate of itself.
        """
        if bin_key not in BIN_KEYS:
            raise DeskError(f"There is no bin {bin_key!r}; there are {', '.join(BIN_KEYS)}.")
        target = self._desk.playbook.bin(bin_key)
        said = clean_line(reason)
        current = self._current(account_ids)
        moving = [each for each in dict.fromkeys(account_ids) if current.get(each) != bin_key]
        if missing := set(account_ids) - set(current):
            raise DeskError(f"{len(missing)} of these accounts are not there any more.")
        if not moving:
            raise DeskError(f"Already in {target.title}.")
        if not said and self.needs_reason(moving, bin_key):
            raise DeskError(
                f"Moving an account out of the avoid bins into {target.title} needs a reason; "
                "it is recorded."
            )
        if bin_key == "avoid.duplicate" and duplicate_of in moving:
            raise DeskError("An account cannot be a duplicate of itself.")
        title = self._title(moving, bin_key, said)
        with self._desk.store.action(title) as act:
            advice = self.put(
                act,
                moving,
                bin_key,
                said,
                duplicate_of=duplicate_of,
                next_step=next_step,
                why=why,
                progress=progress,
            )
        advice += follow_invitations(self._desk, act.id)
        return Changed(act.id, title, tuple(moving[:100]), tuple(advice))

    def put(
        self,
        act: "Writer",
        moving: Sequence[int],
        bin_key: str,
        reason: str = "",
        *,
        duplicate_of: int | None = None,
        next_step: "When | None" = None,
        why: str = "",
        progress: "Progress | None" = None,
    ) -> list[str]:
        """Put accounts into a bin inside an action under way, with all that follows from it.

        Whether the move is allowed was asked before; a row skipped in the old bin rests no longer
        in the new one. Returns what the rep should know. The caller lets the invitations follow
        (``follow_invitations``) once the action is on disk.
        """
        from workstation.desk.cadences import hooks as cadence_hooks

        target = self._desk.playbook.bin(bin_key)
        said = clean_line(reason) or None
        moment, day = self._desk.days.stamp()
        advice = self.check(moving, bin_key)
        advice += cadence_hooks.moved(self._desk, act, moving, bin_key)
        act.update_many(
            "accounts",
            ("bin", "bin_since_on", "bin_reason", "duplicate_of_id", "rest_until_on"),
            [(number, bin_key, day, said, duplicate_of, None) for number in moving],
            progress=progress,
        )
        act.insert_many(
            "activities",
            ("account_id", "kind", "happened_at", "happened_on", "outcome", "reason"),
            [(number, "bin", moment, day, bin_key, said) for number in moving],
        )
        if target.prospecting == "refused":
            advice += self._call_meetings_off(act, moving, target.title)
            self._close_follow_ups(act, moving, target.title)
        elif target.needs_next_step:
            given = self._give_next_step(act, moving, next_step, why)
            if given and next_step is None:
                step = why or _FIRST_STEP
                advice.append(f"A step was set for the next working day: {step}.")
        return advice

    def _current(self, account_ids: Sequence[int]) -> dict[int, str]:
        rows = self._of("SELECT id, bin FROM accounts WHERE id IN", account_ids)
        return {row["id"]: row["bin"] for row in rows}

    def _title(self, moving: Sequence[int], bin_key: str, said: str) -> str:
        title = self._desk.playbook.bin(bin_key).title
        if len(moving) == 1:
            what = self._desk.accounts.get(moving[0]).name
        else:
            what = f"{len(moving)} accounts"
        return f"Move {what} to {title}" + (f" ({said})" if said else "")

    def _call_meetings_off(self, act: "Writer", moving: Sequence[int], bin_title: str) -> list[str]:
        """Call the meetings ahead off; return a sentence about them."""
        ahead = meeting_rows.ahead_at(self._desk, moving)
        for meeting in ahead:
            meeting_rows.call_off(self._desk, act, meeting, f"moved to {bin_title}")
        if not ahead:
            return []
        if len(ahead) > 1:
            return [f"{len(ahead)} meetings ahead are called off; tell those who were to come."]
        now = self._desk.clock.now()
        local = ahead[0].starts_at.astimezone(now.tzinfo)
        at = f"{say_day(local.date(), near=now.date())} {local:%H:%M}"
        return [f"The meeting with {ahead[0].account} {at} is called off; tell them."]

    def _close_follow_ups(self, act: "Writer", moving: Sequence[int], bin_title: str) -> None:
        moment, day = self._desk.days.stamp()
        numbers = [row["id"] for row in self._open(moving)]
        act.update_many(
            "follow_ups",
            ("state", "skip_reason", "closed_at", "closed_on"),
            [(number, "skipped", f"moved to {bin_title}", moment, day) for number in numbers],
        )

    def _give_next_step(
        self, act: "Writer", moving: Sequence[int], next_step: "When | None", why: str
    ) -> int:
        working = self._desk.days.working()
        day = next_step.day if next_step else working.add(self._desk.days.today(), 1)
        at = iso(next_step.at) if next_step and next_step.at else None
        planned = set() if next_step else {row["account_id"] for row in self._open(moving)}
        without = [account for account in moving if account not in planned]
        act.insert_many(
            "follow_ups",
            ("account_id", "channel", "why", "due_on", "due_at", "first_due_on"),
            [
                (account, "call", why or _FIRST_STEP, day.isoformat(), at, day.isoformat())
                for account in without
            ],
        )
        return len(without)

    def _open(self, account_ids: Sequence[int]) -> "Iterator[Row]":
        """Yield the open follow-ups of accounts."""
        return self._of(
            "SELECT id, account_id FROM follow_ups WHERE state = 'open' AND account_id IN",
            account_ids,
        )

    def _of(self, question: str, account_ids: Sequence[int]) -> "Iterator[Row]":
        """Ask about many accounts, some hundreds at a time."""
        for start in range(0, len(account_ids), _AT_A_TIME):
            part = account_ids[start : start + _AT_A_TIME]
            yield from self._desk.store.rows(f"{question} ({', '.join('?' * len(part))})", part)

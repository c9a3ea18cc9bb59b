"""Cadences: started for one or for hundreds, paused, moved, and ended with an outcome."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.cadences import moves as cadence_moves
from workstation.desk.cadences.rows import (
    RUNS,
    THROUGH,
    Preview,
    Run,
    Target,
    open_runs,
    run_of,
    run_title,
)
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.method.absence import MOST_DAYS
from workstation.method.cadence import Cadence, find
from workstation.method.days import say_day
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.cadences.many import ManyChange, Standing
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress


class Cadences:
    """Starts, moves and ends the cadences of the playbook."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Reading

    def known(self) -> list[Cadence]:
        """Return the playbook's cadences."""
        return self._desk.playbook.cadences

    def find(self, key: str) -> Cadence:
        """Return the cadence of a key.

        Raises:
            DeskError: there is none.
        """
        found = find(self.known(), key)
        if found is None:
            known = ", ".join(each.key for each in self.known())
            there = f"there are {known}" if known else "the playbook has none"
            raise DeskError(f"There is no cadence {key!r}; {there}.")
        return found

    def of(self, account_id: int) -> list[Run]:
        """Return an account's runs that go on, and those through whose outcome is to be chosen."""
        rows = self._desk.store.rows(
            f"{RUNS} WHERE cadence_runs.account_id = ? AND (cadence_runs.state <> 'ended' "
            "OR (end_reason = ? AND outcome IS NULL AND due.id IS NOT NULL)) "
            "ORDER BY cadence_runs.id",
            (account_id, THROUGH),
        )
        return [run_of(self._desk, row) for row in rows]

    def running(self, cadence: str | None = None) -> list[Run]:
        """Return every run that has not ended, of one cadence if named, the next due first."""
        rows = open_runs(self._desk, "(?1 IS NULL OR cadence = ?1)", (cadence,))
        runs = [run_of(self._desk, row) for row in rows]
        return sorted(runs, key=lambda run: (run.next_on or date.max, run.account))

    def get(self, run_id: int) -> Run:
        """Return a run.

        Raises:
            DeskError: it is not there.
        """
        return run_of(self._desk, self._row(run_id))

    def template_for(self, account_id: int, contact_id: int | None = None) -> str:
        """Return the template of the email that a cadence has due with somebody, "" without one."""
        today = self._desk.days.today()
        for run in self.of(account_id):
            due = run.next_on is not None and run.next_on <= today and run.channel == "email"
            if due and run.template and run.contact_id in (None, contact_id):
                return run.template
        return ""

    # Starting

    def refusals(self, target: Target) -> dict[str, str]:
        """Return why cadences cannot start for somebody, by key; those that can are not in it."""
        from workstation.desk.cadences import start as cadence_start

        return cadence_start.refusals(self._desk, self.known(), target)

    def preview(
        self, cadence: str, targets: Sequence[int | Target], on: date | None = None
    ) -> Preview:
        """Return the dates a start would have for each account or person, and who is left out.

        Nothing is written; a reading desk in a thread may ask.

        Raises:
            DeskError: there is no such cadence, or the day is past or too far ahead.
        """
        from workstation.desk.cadences import start as cadence_start

        wanted = [each if isinstance(each, Target) else Target(each) for each in targets]
        day = on or self._desk.days.today()
        return cadence_start.preview(self._desk, self.find(cadence), wanted, day)

    def start(
        self,
        cadence: str,
        targets: Sequence[int | Target],
        on: date | None = None,
        progress: "Progress | None" = None,
    ) -> Changed:
        """Start a cadence for accounts or people, as one action.

        Only the next step of each is planned. Left out, with the reason, are those who must not
        be prospected that way, and those somebody already runs a cadence with.

        Raises:
            DeskError: as ``preview``, or nobody is left to start it for.
        """
        from workstation.desk.cadences import start as cadence_start

        found = self.preview(cadence, targets, on)
        return cadence_start.write(self._desk, self.find(cadence), found, progress)

    # While it runs

    def pause(self, run_id: int) -> Changed:
        """Hold a cadence; what it has planned is taken out of the queue.

        Raises:
            DeskError: it does not run.
        """
        row = self._row(run_id)
        if row["state"] == "paused":
            raise DeskError("That cadence is paused already.")
        self._require(run_id, "running")
        title = run_title(self._desk, "Pause", row)
        with self._desk.store.action(title) as act:
            act.update("cadence_runs", run_id, {"state": "paused"})
            if row["follow_up_id"] is not None:
                act.delete("follow_ups", row["follow_up_id"])
        return Changed(act.id, title, (row["account_id"],))

    def resume(self, run_id: int) -> Changed:
        """Go on with a paused cadence; what would lie in the past moves, with all after it.

        The step lands past an absence told meanwhile; one whose condition holds no more is passed
        over.

        Raises:
            DeskError: it is not paused, or the person or account is protected meanwhile.
        """
        from workstation.desk.cadences.days import facts
        from workstation.desk.cadences.next import work_out, write

        row = self._require(run_id, "paused")
        cadence = self.find(row["cadence"])
        if cadence_hooks.protected(self._desk, row, cadence):
            who = row["contact"] or row["account"]
            raise DeskError(f"{who} is protected meanwhile; this cadence can only be stopped.")
        known = facts(self._desk, row)
        ahead = work_out(self._desk, row, cadence, known, first=row["step"])
        title = run_title(self._desk, "Resume", row)
        with self._desk.store.action(title) as act:
            said = write(self._desk, act, row, cadence, ahead)
        return Changed(act.id, title, (row["account_id"],), (said,))

    def skip_step(self, run_id: int, reason: str) -> Changed:
        """Leave the next step out, saying why; the one after it is planned, and said.

        Raises:
            DeskError: it does not run, or the reason is missing.
        """
        row = self._require(run_id, "running")
        if row["follow_up_id"] is not None:
            return self._desk.follow_ups.skip(row["follow_up_id"], reason)
        title = run_title(self._desk, "Skip a step of", row)
        with self._desk.store.action(title) as act:
            advice = cadence_hooks.advance(self._desk, act, row["account_id"])
        return Changed(act.id, title, (row["account_id"],), tuple(advice))

    def shift(self, run_id: int, days: int) -> Changed:
        """Move the next step and all after it by so many working days, back for fewer than 0.

        Raises:
            DeskError: it does not run, the number makes no sense, or the step would be past.
        """
        row = self._require(run_id, "running")
        cadence_moves.check(days)
        title = f"{run_title(self._desk, 'Shift', row)} by {cadence_moves.say(days)}"
        with self._desk.store.action(title) as act:
            landed = cadence_moves.shift(self._desk, act, [row], cadence_moves.by(self._desk, days))
        said = tuple(f"The next step is on {self._said(day)}." for day in landed.values())
        return Changed(act.id, title, (row["account_id"],), said)

    def shift_all(
        self, days: int, cadence: str | None = None, progress: "Progress | None" = None
    ) -> Changed:
        """Move every cadence that runs, or every run of one, by so many working days, set-wise.

        Raises:
            DeskError: none runs, the number makes no sense, or a step would be past.
        """
        return cadence_moves.shift_all(self._desk, days, cadence, progress)

    def waiting_steps(self) -> int:
        """Return how many steps of cadences that run are planned: so many does a shift move."""
        return len(cadence_moves.waiting(self._desk))

    def away_until(self, run_id: int, until: date) -> Changed:
        """Note that they are away until a day: the next step moves past it, the rest follow.

        So does what else is open with them and not promised. A paused cadence goes on after it.

        Raises:
            DeskError: it has ended, or the day is past or more than a year ahead.
        """
        row = self._row(run_id)
        if row["state"] == "ended":
            self._require(run_id, "running")
        today = self._desk.days.today()
        if not 0 <= (until - today).days <= MOST_DAYS:
            raise DeskError(f"Away until {until.isoformat()}? Give a day within a year from today.")
        who = row["contact"] or row["account"]
        title = f"{who}: away until {self._said(until)}"
        with self._desk.store.action(title) as act:
            said = cadence_moves.set_away(
                self._desk, act, row["account_id"], row["contact_id"], until
            )
        return Changed(act.id, title, (row["account_id"],), tuple(said))

    def read_day(self, text: str) -> date:
        """Understand until when somebody is away, as people say it; taken as said.

        Raises:
            DeskError: it says no day within a year.
        """
        from workstation.method.absence import read_day

        day = read_day(clean_line(text), self._desk.clock.now())
        if day is None:
            raise DeskError("Away until when? A day within a year, such as “5 may”.")
        return day

    # Ending

    def stop(self, run_id: int, reason: str = "", outcome: str | None = None) -> Changed:
        """End a cadence, or choose the outcome of one that is through.

        With an ``outcome`` (disqualified, converted, recycled) the account goes to the bin the
        cadence names for it.

        Raises:
            DeskError: it has ended already, or there is no such outcome.
        """
        from workstation.desk.cadences import stop as cadence_stop

        return cadence_stop.stop(self._desk, self._row(run_id), reason, outcome)

    # Of many accounts

    def standing(self, accounts: Sequence[int]) -> "Standing":
        """Return how many cadences run and are paused at accounts, and how many have none."""
        from workstation.desk.cadences import many as cadence_many

        return cadence_many.standing(self._desk, accounts)

    def change_many(
        self,
        accounts: Sequence[int],
        what: "ManyChange",
        reason: str = "",
        progress: "Progress | None" = None,
    ) -> Changed:
        """Pause, resume, skip a step of or stop every cadence of accounts, as one action.

        Raises:
            DeskError: it concerns none of them, or a skip has no reason.
        """
        from workstation.desk.cadences import many as cadence_many

        return cadence_many.change_many(self._desk, accounts, what, reason, progress)

    # Parts

    def _row(self, run_id: int) -> "Row":
        row = self._desk.store.row(f"{RUNS} WHERE cadence_runs.id = ?", (run_id,))
        if row is None:
            raise DeskError("That cadence is not there any more.")
        return row

    def _require(self, run_id: int, state: str) -> "Row":
        row = self._row(run_id)
        if row["state"] == state:
            return row
        if row["state"] == "ended":
            raise DeskError(f"That cadence has ended already: {row['end_reason']}.")
        if state == "paused":
            raise DeskError("That cadence is not paused: it runs.")
        raise DeskError("That cadence is paused; go on with it first.")

    def _said(self, day: date) -> str:
        return say_day(day, near=self._desk.days.today())

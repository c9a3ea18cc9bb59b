"""Cadences: started for one or for hundreds, paused, moved, and ended with an outcome."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk import cadence_hooks
from workstation.desk.cadence_rows import RUNS, THROUGH, Preview, Run, Target, open_runs, run_of
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.method.cadence import OUTCOMES, Cadence, find
from workstation.method.days import say_day
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.days import WorkingDays
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

MOST_SHIFT = 260
"""Working days, a year, by which a cadence may be shifted at once."""


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
            raise DeskError(f"There is no cadence {key!r}; there are {known}.")
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

    def preview(
        self, cadence: str, targets: Sequence[int | Target], on: date | None = None
    ) -> Preview:
        """Return the dates a start would have for each account or person, and who is left out.

        Nothing is written; a reading desk in a thread may ask.

        Raises:
            DeskError: there is no such cadence, or the day is past or too far ahead.
        """
        from workstation.desk import cadence_start

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
        from workstation.desk import cadence_start

        found = self.preview(cadence, targets, on)
        return cadence_start.write(self._desk, self.find(cadence), found, progress)

    # While it runs

    def pause(self, run_id: int) -> Changed:
        """Hold a cadence; what it has planned is taken out of the queue.

        Raises:
            DeskError: it does not run.
        """
        row = self._require(run_id, "running")
        title = self._title("Pause", row)
        with self._desk.store.action(title) as act:
            act.update("cadence_runs", run_id, {"state": "paused"})
            if row["follow_up_id"] is not None:
                act.delete("follow_ups", row["follow_up_id"])
        return Changed(act.id, title, (row["account_id"],))

    def resume(self, run_id: int) -> Changed:
        """Go on with a paused cadence; what would lie in the past moves, with all after it.

        Raises:
            DeskError: it is not paused, or the person or account is protected meanwhile.
        """
        from workstation.desk.cadence_days import Calendars, days_late, planned

        row = self._require(run_id, "paused")
        cadence = self.find(row["cadence"])
        if cadence_hooks.protected(self._desk, row, cadence):
            who = row["contact"] or row["account"]
            raise DeskError(f"{who} is protected meanwhile; this cadence can only be stopped.")
        today = self._desk.days.today()
        days, both = planned(Calendars(self._desk), cadence, row)
        number = min(row["step"], len(days))
        late = days_late(days[number - 1].day, today, both)
        day = max(both.add(days[number - 1].day, late), both.next(today))
        title = self._title("Resume", row)
        with self._desk.store.action(title) as act:
            act.update(
                "cadence_runs",
                run_id,
                {"state": "running", "shifted_days": row["shifted_days"] + late},
            )
            cadence_hooks.plan_step(act, row, cadence, number, day)
        return Changed(act.id, title, (row["account_id"],), (self._next(cadence, number, day),))

    def skip_step(self, run_id: int, reason: str) -> Changed:
        """Leave the next step out, saying why; the one after it is planned.

        Raises:
            DeskError: it does not run, or the reason is missing.
        """
        row = self._require(run_id, "running")
        if row["follow_up_id"] is not None:
            return self._desk.follow_ups.skip(row["follow_up_id"], reason)
        title = self._title("Skip a step of", row)
        with self._desk.store.action(title) as act:
            advice = cadence_hooks.advance(self._desk, act, row["account_id"])
        return Changed(act.id, title, (row["account_id"],), tuple(advice))

    def shift(self, run_id: int, days: int) -> Changed:
        """Move the next step and all after it by so many working days, back for fewer than 0.

        Raises:
            DeskError: it does not run, the number makes no sense, or the step would be past.
        """
        row = self._require(run_id, "running")
        _check_shift(days)
        title = f"{self._title('Shift', row)} by {_working_days(days)}"
        with self._desk.store.action(title) as act:
            day = cadence_hooks.shift_by(self._desk, act, row, self._gap(days))
        said = (f"The next step is on {self._said(day)}.",) if day else ()
        return Changed(act.id, title, (row["account_id"],), said)

    def shift_all(self, days: int, cadence: str | None = None) -> Changed:
        """Move every cadence that runs, or every run of one, by so many working days.

        Raises:
            DeskError: none runs, the number makes no sense, or a step would be past.
        """
        _check_shift(days)
        rows = [
            row
            for row in open_runs(self._desk, "(?1 IS NULL OR cadence = ?1)", (cadence,))
            if row["state"] == "running"
        ]
        if not rows:
            raise DeskError("No cadence runs.")
        what = "1 cadence" if len(rows) == 1 else f"{len(rows)} cadences"
        title = f"Shift {what} by {_working_days(days)}"
        with self._desk.store.action(title) as act:
            for row in rows:
                cadence_hooks.shift_by(self._desk, act, row, self._gap(days))
        return Changed(act.id, title, tuple(row["account_id"] for row in rows[:100]))

    def away_until(self, run_id: int, until: date) -> Changed:
        """Note that they are away until a day: the next step moves past it, the rest follow.

        Raises:
            DeskError: it does not run, or the day is past or more than a year ahead.
        """
        row = self._require(run_id, "running")
        today = self._desk.days.today()
        if not 0 <= (until - today).days <= 400:
            raise DeskError(f"Away until {until.isoformat()}? Give a day within a year from today.")
        who = row["contact"] or row["account"]
        title = f"{who}: away until {self._said(until)}"
        with self._desk.store.action(title) as act:
            said = cadence_hooks.set_away(self._desk, act, row, until)
        return Changed(act.id, title, (row["account_id"],), (said,) if said else ())

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
        row = self._row(run_id)
        through = row["end_reason"] == THROUGH and row["outcome"] is None
        if row["state"] == "ended" and not (through and outcome):
            raise DeskError(f"That cadence has ended already: {row['end_reason']}.")
        if outcome is not None and outcome not in OUTCOMES:
            raise DeskError(f"There is no outcome {outcome!r}; there are {', '.join(OUTCOMES)}.")
        said = clean_line(reason)
        title = self._title(outcome.capitalize() if outcome else "Stop", row)
        title += f" ({said})" if said else ""
        advice: list[str] = []
        with self._desk.store.action(title) as act:
            if row["state"] != "ended":
                cadence_hooks.end(self._desk, act, [row], said or outcome or "stopped")
            elif row["follow_up_id"] is not None:
                closed = self._desk.follow_ups.closed_columns("done")
                act.update("follow_ups", row["follow_up_id"], closed)
            if outcome is not None:
                act.update("cadence_runs", run_id, {"outcome": outcome})
                advice += self._go_to_bin(act, row, outcome, said)
        advice += follow_invitations(self._desk, act.id)
        if outcome == "converted":
            advice.append("o on the account's page passes the opportunity on.")
        return Changed(act.id, title, (row["account_id"],), tuple(advice))

    def _go_to_bin(self, act: "Writer", row: "Row", outcome: str, reason: str) -> list[str]:
        cadence = self.find(row["cadence"])
        target = cadence.target(outcome)
        if row["bin"] == target:
            return []
        here = self._desk.playbook.bin(row["bin"])
        if here.prospecting == "refused":
            raise DeskError(f"{row['account']} is in {here.title} now; b moves it, with a reason.")
        moved = self._desk.bins.put(act, [row["account_id"]], target, reason or cadence.title)
        return [f"Moved to {self._desk.playbook.bin(target).title}.", *moved]

    # Parts

    def _row(self, run_id: int) -> "Row":
        row = self._desk.store.row(f"{RUNS} WHERE cadence_runs.id = ?", (run_id,))
        if row is None:
            raise DeskError("That cadence is not there any more.")
        return row

    def _require(self, run_id: int, state: str) -> "Row":
        row = self._row(run_id)
        if row["state"] != state:
            words = {"running": "runs", "paused": "is paused", "ended": "has ended"}
            raise DeskError(f"That cadence {words[row['state']]} already.")
        return row

    def _title(self, verb: str, row: "Row") -> str:
        known = find(self.known(), row["cadence"])
        title = known.title if known else row["cadence"].replace("_", " ")
        return f"{verb} {title}: {row['contact'] or row['account']}"

    def _gap(self, days: int) -> "Callable[[date, WorkingDays], int]":
        """Return by how many days to shift: what is overdue is shifted from today on."""
        from workstation.desk.cadence_days import days_late

        today = self._desk.days.today()
        return lambda due, both: days + (days_late(due, today, both) if days > 0 else 0)

    def _said(self, day: date) -> str:
        return say_day(day, near=self._desk.days.today())

    def _next(self, cadence: Cadence, number: int, day: date) -> str:
        return f"Step {number} of {len(cadence.steps)} is on {self._said(day)}."


def _check_shift(days: int) -> None:
    if days == 0 or abs(days) > MOST_SHIFT:
        raise DeskError(f"Shift by 1 to {MOST_SHIFT} working days, or back by as many.")


def _working_days(days: int) -> str:
    back = " back" if days < 0 else ""
    return f"{abs(days)} working day{'s' if abs(days) != 1 else ''}{back}"

"""The rep's calendar: working days, days off, and dates as people say them."""

from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.clock import iso, today
from workstation.desk.errors import DeskError
from workstation.method.days import WorkingDays, no_holidays, public_holidays
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.when import When
    from workstation.store.actions import Writer


class Days:
    """Working days and spoken dates."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def working(self) -> WorkingDays:
        """Return the rep's working days; public holidays load on the first question."""
        settings = self._desk.settings
        country = settings.get("country")
        weekdays = frozenset(
            int(number)
            for number in settings.get("working_weekdays").split()
            if number.isdecimal() and int(number) < 7
        )
        return WorkingDays(
            weekdays=weekdays or frozenset(range(5)),
            days_off=frozenset(self.off()),
            holidays=public_holidays(country) if country else no_holidays,
        )

    def read(self, text: str, their_zone: str | None = None) -> "When":
        """Understand a next step's date as people say it.

        Raises:
            DeskError: it cannot be understood; the sentence says why.
        """
        from workstation.method.when import WhenError, parse_when

        try:
            return parse_when(
                text,
                now=self._desk.clock.now(),
                working=self.working(),
                their_zone=their_zone,
            )
        except WhenError as error:
            raise DeskError(sentence(str(error))) from error

    def off(self) -> dict[date, str]:
        """Return the rep's own days off with their reasons ("" for none), earliest first."""
        rows = self._desk.store.rows("SELECT day_on, reason FROM days_off ORDER BY day_on")
        return {date.fromisoformat(row["day_on"]): row["reason"] for row in rows}

    def take_off(self, day: date, reason: str = "") -> Changed:
        """Mark a day off; what cadences have planned on it moves to the next working day.

        A step with a time of day stays, as everything agreed does.

        Raises:
            DeskError: it is one already, or no day is left to work on.
        """
        if self._desk.store.value("SELECT 1 FROM days_off WHERE day_on = ?", (day.isoformat(),)):
            raise DeskError(f"{day.isoformat()} is a day off already.")
        title = f"Day off: {day.isoformat()}"
        with self._desk.store.action(title) as act:
            act.insert("days_off", {"day_on": day.isoformat(), "reason": clean_line(reason)})
            if moved := self._clear(act, day):
                steps = "1 step moves" if moved == 1 else f"{moved} steps move"
                title = f"{title}; {steps} to the next working day"
                act.retitle(title)
        return Changed(act.id, title)

    def drop(self, day: date) -> Changed:
        """Make a day off a day like any other again; what has moved off it stays where it is.

        Raises:
            DeskError: it is no day off.
        """
        row = self._desk.store.row("SELECT id FROM days_off WHERE day_on = ?", (day.isoformat(),))
        if row is None:
            raise DeskError(f"{day.isoformat()} is no day off.")
        title = f"No day off: {day.isoformat()}"
        with self._desk.store.action(title) as act:
            act.delete("days_off", row["id"])
        return Changed(act.id, title)

    def _clear(self, act: "Writer", day: date) -> int:
        """Move the steps of cadences off a day, unless it is past; return how many moved."""
        from workstation.desk.cadences.moves import shift
        from workstation.desk.cadences.rows import open_runs

        if day < self.today():
            return 0
        runs = open_runs(self._desk, "due.due_on = ? AND due.due_at IS NULL", (day.isoformat(),))
        return len(shift(self._desk, act, runs, lambda _due, _both: 0))

    def today(self) -> date:
        """Return the rep's local day."""
        return today(self._desk.clock)

    def stamp(self) -> tuple[str, str]:
        """Return the present as (UTC moment, local day) texts for the file."""
        now = self._desk.clock.now()
        return iso(now), now.date().isoformat()


def sentence(words: str) -> str:
    """Return the words of a refusal as a whole sentence."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."

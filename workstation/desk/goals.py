"""The day's few goals: planned, filled by the work itself or ticked, closed and looked back on."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.goal_days import DayResult, GoalRow, goal_rows, results, streak
from workstation.desk.measures.measures import whole
from workstation.method.days import say_day
from workstation.method.measures import goal_text
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.closing import DayNumbers
    from workstation.desk.desk import Desk
    from workstation.method.suggest import Suggestion

Planned = tuple[str, str | None, int | None]
"""A goal to plan: its text, and a measure with a target or neither."""


MOST_TARGET = 10**12
"""The greatest number a goal can ask for; money counts in minor units."""


class Goal(msgspec.Struct, frozen=True):
    """One goal of a day; `n` is its place in the plan, from 1.

    With a `measure` and a `target` it is counted: `progress` is the measure on that day, and it is
    done once it reaches the target. Without, it is ticked: `progress` is 0 or 1.
    """

    n: int
    id: int
    day: date
    text: str
    measure: str | None
    target: int | None
    progress: int
    done: bool


class Goals:
    """Plans and reads the goals of a day; without a day, of today."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Reading

    def for_day(self, day: date | None = None) -> list[Goal]:
        """Return a day's goals in order, counted ones as they stand now."""
        on = day or self._desk.days.today()
        rows = goal_rows(self._desk, on, on)
        return [self._goal(number, row) for number, row in enumerate(rows, 1)]

    def unfinished(self, day: date | None = None) -> list[Goal]:
        """Return what was not reached on the last planned day before `day`, to be offered again.

        What the day's own plan has already is left out.
        """
        on = day or self._desk.days.today()
        before = self._desk.store.value(
            "SELECT max(day_on) FROM goals WHERE day_on < ?", (on.isoformat(),)
        )
        if before is None:
            return []
        planned = {row.text.casefold() for row in goal_rows(self._desk, on, on)}
        return [
            goal
            for goal in self.for_day(date.fromisoformat(before))
            if not goal.done and goal.text.casefold() not in planned
        ]

    def suggestions(self, day: date | None = None) -> "list[Suggestion]":
        """Suggest goals for a day: the month's gap, the weakest step, the rep's level."""
        from workstation.desk.suggesting import suggestions

        on = day or self._desk.days.today()
        return suggestions(self._desk, on, self.for_day(on))

    def streak(self, day: date | None = None) -> int:
        """Return how many working days in a row, up to `day`, had every goal reached.

        A day still under way counts once its goals are reached and never ends the row. Weekends,
        holidays and days off are passed over; a working day without goals ends it.
        """
        return streak(self._desk, day or self._desk.days.today())

    def history(self, limit: int = 30) -> list[DayResult]:
        """Return the days that had goals, the latest first, today included."""
        today = self._desk.days.today().isoformat()
        days = self._desk.store.rows(
            "SELECT DISTINCT day_on FROM goals WHERE day_on <= ? ORDER BY day_on DESC LIMIT ?",
            (today, limit),
        )
        if not days:
            return []
        first, last = (date.fromisoformat(days[at]["day_on"]) for at in (-1, 0))
        return sorted(results(self._desk, first, last), key=lambda result: result.day, reverse=True)

    # Planning

    def add(
        self,
        text: str,
        measure: str | None = None,
        target: int | None = None,
        day: date | None = None,
    ) -> Changed:
        """Add a goal; a text such as "hold five conversations" binds itself to its measure.

        Raises:
            DeskError: there is no text, no room left, or measure and target do not fit together.
        """
        on = day or self._desk.days.today()
        rows = goal_rows(self._desk, on, on)
        most = self._desk.playbook.goals.most
        if len(rows) >= most:
            raise DeskError(f"{self._says(on)} has {most} goals already; take one out first.")
        said, bound, number = self._read(text, measure, target)
        title = f"Goal for {self._says(on, inside=True)}: {said}"
        with self._desk.store.action(title) as act:
            made = act.insert(
                "goals",
                {
                    "day_on": on.isoformat(),
                    "position": rows[-1].position + 1 if rows else 1,
                    "text": said,
                    "measure": bound,
                    "target": number,
                },
            )
        return Changed(act.id, title, made=made)

    def edit(
        self,
        n: int,
        text: str,
        measure: str | None = None,
        target: int | None = None,
        day: date | None = None,
    ) -> Changed:
        """Word a goal anew.

        Without a measure the new text is read again; where it names none, the goal stays bound to
        its old one as long as the text still has its number.

        Raises:
            DeskError: there is no such goal, no text, or measure and target do not fit together.
        """
        row = self._find(n, day)
        from workstation.method.goal_text import numbers_in

        said, bound, number = self._read(text, measure, target)
        if bound is None and row.target is not None and row.target in numbers_in(said):
            bound, number = row.measure, row.target
        title = f"Goal {n}: {said}"
        with self._desk.store.action(title) as act:
            act.update("goals", row.id, {"text": said, "measure": bound, "target": number})
        return Changed(act.id, title)

    def remove(self, n: int, day: date | None = None) -> Changed:
        """Take a goal out of the plan.

        Raises:
            DeskError: there is no such goal.
        """
        row = self._find(n, day)
        title = f"Take out goal: {row.text}"
        with self._desk.store.action(title) as act:
            act.delete("goals", row.id)
        return Changed(act.id, title)

    def move(self, n: int, to: int, day: date | None = None) -> Changed:
        """Give a goal another place in the plan (from 1; beyond the ends means the end).

        Raises:
            DeskError: there is no such goal.
        """
        row = self._find(n, day)
        rows = goal_rows(self._desk, row.day, row.day)
        rows.remove(row)
        place = min(max(to, 1), len(rows) + 1)
        rows.insert(place - 1, row)
        title = f"Goal to place {place}: {row.text}"
        with self._desk.store.action(title) as act:
            for position, each in enumerate(rows, 1):
                if each.position != position:
                    act.update("goals", each.id, {"position": position})
        return Changed(act.id, title)

    def plan(self, day: date, goals: Sequence[Planned]) -> Changed:
        """Replace a day's plan in one action; goals that stay keep their tick.

        Raises:
            DeskError: too many goals, or one of them cannot be read; nothing is changed then.
        """
        most = self._desk.playbook.goals.most
        if len(goals) > most:
            raise DeskError(f"A day has at most {most} goals; these are {len(goals)}.")
        wanted = [self._read(*goal) for goal in goals]
        kept = {(row.text, row.measure, row.target): row for row in self._rows(day)}
        said = f"{len(wanted)} {'goal' if len(wanted) == 1 else 'goals'}"
        title = f"Plan {said} for {self._says(day, inside=True)}"
        with self._desk.store.action(title) as act:
            for position, goal in enumerate(wanted, 1):
                row = kept.pop(goal, None)
                if row is None:
                    text, measure, target = goal
                    values = {"text": text, "measure": measure, "target": target}
                    day_on = day.isoformat()
                    act.insert("goals", {"day_on": day_on, "position": position, **values})
                elif row.position != position:
                    act.update("goals", row.id, {"position": position})
            for row in kept.values():
                act.delete("goals", row.id)
        return Changed(act.id, title)

    def tick(self, n: int, day: date | None = None, done: bool | None = None) -> Changed:  # noqa: FBT001
        """Tick a goal that is not counted, or take the tick back; without `done`, the other way.

        Raises:
            DeskError: there is no such goal, it is counted, or it stands as asked already.
        """
        row = self._find(n, day)
        goal = self._goal(n, row)
        if goal.measure is not None:
            raise DeskError(
                f"“{goal.text}” fills by itself as work is logged; "
                f"it stands at {goal.progress} of {goal.target}."
            )
        ticked = not goal.done if done is None else done
        if ticked == goal.done:
            raise DeskError(f"“{goal.text}” is {'done' if goal.done else 'not done'} already.")
        title = f"{'Done' if ticked else 'Not done'}: {goal.text}"
        moment = self._desk.days.stamp()[0]
        with self._desk.store.action(title) as act:
            act.update("goals", goal.id, {"done_at": moment if ticked else None})
        return Changed(act.id, title)

    # Close of day

    def close_numbers(self, day: date | None = None) -> "DayNumbers":
        """Return what a day came to: numbers first, then what was left hanging."""
        from workstation.desk.closing import day_numbers

        on = day or self._desk.days.today()
        return day_numbers(self._desk, on, self.for_day(on))

    def close(self, day: date | None = None, note: str = "") -> Changed:
        """Close a day with its result and the rep's note; closing it again replaces both."""
        from workstation.desk.closing import close_day

        on = day or self._desk.days.today()
        return close_day(self._desk, on, self.for_day(on), note)

    # Inside

    def _rows(self, day: date) -> list[GoalRow]:
        return goal_rows(self._desk, day, day)

    def _goal(self, n: int, row: GoalRow) -> Goal:
        if row.measure is None or row.target is None:
            done = row.done_at is not None
            return Goal(n, row.id, row.day, row.text, None, None, int(done), done)
        progress = whole(self._desk.measures.value(row.measure, row.day, row.day))
        return Goal(
            n, row.id, row.day, row.text, row.measure, row.target, progress, progress >= row.target
        )

    def _find(self, n: int, day: date | None) -> GoalRow:
        on = day or self._desk.days.today()
        rows = self._rows(on)
        if not 1 <= n <= len(rows):
            has = f"goals 1 to {len(rows)}" if len(rows) > 1 else f"{len(rows) or 'no'} goal"
            raise DeskError(f"There is no goal {n}: {self._says(on, inside=True)} has {has}.")
        return rows[n - 1]

    def _read(self, text: str, measure: str | None, target: int | None) -> Planned:
        """Check a goal as given, and bind it when its text names a measure."""
        from workstation.method.goal_text import read_goal

        said = clean_line(text)
        measures = self._desk.measures
        read = read_goal(said, self._desk.playbook.measures)
        if max(target or 0, read.target or 0) > MOST_TARGET:
            raise DeskError("That number is too great for a goal.")
        if measure is None and target is None:
            if not said:
                raise DeskError("Say what the goal is.")
            return said, read.measure, read.target
        key = measure or read.measure
        if key is None:
            raise DeskError("A number needs a measure to count; name one, or leave the number out.")
        counted = measures.measure(key)
        if not counted.for_goals:
            known = ", ".join(each.key for each in self._desk.playbook.measures if each.for_goals)
            raise DeskError(f"No goal can be bound to {key}; those for goals are {known}.")
        number = target or (read.target if target is None else None)
        if number is None and target is None and "day" in counted.targets:
            number = round(counted.targets["day"])
        if number is None or number < 1:
            raise DeskError(f"How many? A goal for {counted.title.lower()} needs a number from 1.")
        return said or goal_text(counted, number).capitalize(), key, number

    def _says(self, day: date, *, inside: bool = False) -> str:
        today = self._desk.days.today()
        near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((day - today).days)
        if near is None:
            return say_day(day, near=today)
        return near.lower() if inside else near

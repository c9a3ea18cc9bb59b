"""How whole days of goals went: one pass over a span instead of a query for each goal."""

import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.days import WorkingDays

_AT_A_TIME = timedelta(days=28)
_ONE_DAY = timedelta(days=1)


class GoalRow(msgspec.Struct, frozen=True):
    """A goal as the file has it; a measure the playbook no longer has counts as none."""

    id: int
    day: date
    position: int
    text: str
    measure: str | None
    target: int | None
    done_at: str | None


class DayResult(msgspec.Struct, frozen=True):
    """How a day went: goals planned, goals reached, and the note it was closed with, if any."""

    day: date
    planned: int
    hit: int
    note: str | None


def goal_rows(desk: "Desk", first: date, last: date) -> list[GoalRow]:
    """Return the goals of a span of days in order."""
    rows = desk.store.rows(
        "SELECT id, day_on, position, text, measure, target, done_at FROM goals "
        "WHERE day_on BETWEEN ? AND ? ORDER BY day_on, position, id",
        (first.isoformat(), last.isoformat()),
    )
    known = {measure.key for measure in desk.playbook.measures}
    return [_row(row, known) for row in rows]


def _row(row: sqlite3.Row, known: set[str]) -> GoalRow:
    counted = row["measure"] in known and row["target"] is not None
    return GoalRow(
        id=row["id"],
        day=date.fromisoformat(row["day_on"]),
        position=row["position"],
        text=row["text"],
        measure=row["measure"] if counted else None,
        target=row["target"] if counted else None,
        done_at=row["done_at"],
    )


def results(desk: "Desk", first: date, last: date) -> list[DayResult]:
    """Return the result of each day of the span that had goals, counted ones as logged by now."""
    by_day: dict[date, list[GoalRow]] = defaultdict(list)
    for row in goal_rows(desk, first, last):
        by_day[row.day].append(row)
    keys = {row.measure for rows in by_day.values() for row in rows if row.measure is not None}
    counted = {key: desk.measures.by_day(key, first, last) for key in keys}
    notes = {
        row["day_on"]: row["note"]
        for row in desk.store.rows(
            "SELECT day_on, note FROM day_closings WHERE day_on BETWEEN ? AND ?",
            (first.isoformat(), last.isoformat()),
        )
    }

    def reached(row: GoalRow) -> bool:
        if row.measure is None or row.target is None:
            return row.done_at is not None
        return (counted[row.measure][row.day] or 0) >= row.target

    return [
        DayResult(day, len(rows), sum(map(reached, rows)), notes.get(day.isoformat()))
        for day, rows in by_day.items()
    ]


def streak(desk: "Desk", day: date) -> int:
    """Count the working days in a row, up to `day`, on which every goal was reached."""
    working = desk.days.working()
    count = 0
    last = day
    while True:
        first = last - _AT_A_TIME
        found = {result.day: result for result in results(desk, first, last)}
        each = last
        while each >= first:
            result = found.get(each)
            if not _free(working, each):
                if result is not None and result.hit == result.planned:
                    count += 1
                elif each != day and not _holiday(working, each):
                    return count
            each -= _ONE_DAY
        if not found:
            return count
        last = first - _ONE_DAY


def _free(working: "WorkingDays", day: date) -> bool:
    """Whether a day is no working day, as far as can be told without the holiday calendar."""
    return day.weekday() not in working.weekdays or day in working.days_off


def _holiday(working: "WorkingDays", day: date) -> bool:
    """Ask the holiday calendar, which takes 0.1 s to load: only where a row would end."""
    return working.holidays(day) is not None

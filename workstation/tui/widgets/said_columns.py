"""The columns of what was said: questions and answers, objections and where, the best calls."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from workstation.desk.said.lists import AnswerRow, BestRow, HeardRow
from workstation.desk.said.objections import ObjectionReport
from workstation.desk.said.said import QuestionCount
from workstation.tui.widgets.record_list import Cell, Column
from workstation.tui.widgets.words import said_day, said_seconds

RowT = TypeVar("RowT")


class Held(Generic[RowT]):
    """A short list that is in memory, as the source of a record list."""

    def __init__(self, rows: Sequence[RowT], key: Callable[[RowT], Hashable]) -> None:
        self.rows = rows
        self.key = key
        self._places = {key(row): place for place, row in enumerate(rows)}

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def page(self, first: int, number: int) -> Sequence[RowT]:
        """Return some of them."""
        return self.rows[first : first + number]

    def index_of(self, key: Hashable) -> int | None:
        """Return where a row stands, or None."""
        return self._places.get(key)


class SaidColumns:
    """The columns of every list of the screen; ``today`` tells the rep's day."""

    def __init__(self, today: Callable[[], date], flows: dict[str, str]) -> None:
        self._today = today
        self._flows = flows

    def questions(self) -> list[Column[Any]]:
        """Return the columns of questions."""

        def text(row: QuestionCount) -> Cell:
            return Cell(row.text, "" if row.in_playbook and row.answers else "muted")

        return [
            Column("question", None, text, least=18),
            Column("accounts", 8, lambda row: Cell(_number(row.accounts), "muted"), align="right"),
        ]

    def answers(self) -> list[Column[Any]]:
        """Return the columns of answers; one that was given anew since is muted."""

        def answer(row: AnswerRow) -> Cell:
            return Cell(row.answer) if row.newest else Cell(f"earlier: {row.answer}", "muted")

        return [
            Column("account", 20, lambda row: Cell(row.account, "strong")),
            Column("answer", None, answer, least=18),
            Column("said by", 16, lambda row: Cell(row.contact or "", "muted"), priority=2),
            Column("day", 10, self._day, priority=1),
        ]

    def objections(self) -> list[Column[Any]]:
        """Return the columns of objections."""

        def resolved(row: ObjectionReport) -> Cell:
            share = row.share_resolved
            return Cell("–", "muted") if share is None else Cell(f"{share} %")

        def title(row: ObjectionReport) -> Cell:
            return Cell(row.title, "" if row.in_playbook else "muted")

        return [
            Column("objection", None, title, least=18),
            Column("heard", 5, lambda row: Cell(_number(row.heard)), align="right"),
            Column("resolved", 8, resolved, align="right"),
        ]

    def heard(self) -> list[Column[Any]]:
        """Return the columns of where an objection was heard."""

        def how(row: HeardRow) -> Cell:
            if row.resolved is None:
                return Cell("not noted", "muted")
            return Cell("✓ resolved", "good") if row.resolved else Cell("✗ not yet", "warning")

        return [
            Column("account", 20, lambda row: Cell(row.account, "strong")),
            Column("their words", None, lambda row: Cell(row.said or ""), least=16),
            Column("resolved", 10, how),
            Column("what followed", 18, self._followed, priority=2),
            Column("day", 10, self._day, priority=1),
        ]

    def best(self) -> list[Column[Any]]:
        """Return the columns of the best calls."""

        def flow(row: BestRow) -> Cell:
            return Cell(self._flows.get(row.flow or "", row.flow or ""), "muted")

        return [
            Column("account", 22, lambda row: Cell(row.account, "strong")),
            Column("note", None, lambda row: Cell(row.note), least=20),
            Column("flow", 16, flow, priority=2),
            Column("length", 7, lambda row: Cell(said_seconds(row.seconds)), align="right"),
            Column("day", 10, self._day, priority=1),
        ]

    def _day(self, row: AnswerRow | HeardRow | BestRow) -> Cell:
        today = self._today()
        day = said_day(row.on, today) if row.on.year == today.year else row.on.isoformat()
        return Cell(day, "muted")

    def _followed(self, row: HeardRow) -> Cell:
        return Cell(followed(row, self._today()), "good" if row.booked else "muted")


def followed(row: HeardRow, today: date) -> str:
    """Return what followed the call in which an objection was heard."""
    if row.booked:
        return "meeting booked"
    if row.next_on is None:
        return "nothing agreed"
    return f"{said_day(row.next_on, today)} {row.next_why}"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", " ") if number else "–"

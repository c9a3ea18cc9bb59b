"""Asks what a file does not say itself: the order of its dates, its decimal mark, its kind."""

from collections.abc import Mapping, Sequence
from datetime import date

from workstation.desk.errors import DeskError
from workstation.desk.imports.choices import Choice, Question
from workstation.exchange.amounts import Money, money
from workstation.exchange.column_scan import AmountColumn, loose_dates, marked_amounts, scan
from workstation.exchange.dates import DateColumn, DateOrder, read_day
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.source import Source

KIND = "kind"
"""The key of the question what the rows are."""
_LEAVE = "leave"
_ONE = {"accounts": "a company", "contacts": "a person"}
_DATES, _AMOUNTS = "dates", "amounts"


def about_kind(guessed: RecordKind, other: RecordKind, file_name: str) -> Question:
    """Return the question what the rows of a file are, where neither names nor values tell."""
    return Question(
        KIND,
        f"Nothing in {file_name} says whether a row is a company or a person: which is it?",
        tuple(Choice(kind, f"each row is {_ONE[kind]}") for kind in (guessed, other)),
    )


def about_columns(
    source: Source,
    rows: Sequence[Sequence[str]],
    kind: RecordKind,
    fields: Mapping[str, str | None],
) -> tuple[list[Question], dict[str, str]]:
    """Return what is to be asked about dates and amounts, and what the file gives away itself.

    The file is read through only where the sampled rows leave something open. Both are by the keys
    `dates <column>` (`dmy` or `mdy`) and `amounts <column>` (`.` or `,`).

    Raises:
        TableError: the file cannot be read on.
    """
    days, amounts = [], []
    for at, (name, key) in enumerate(fields.items()):
        read_as = FIELDS[kind][key].kind if key in FIELDS[kind] else ""
        cells = [row[at] for row in rows if row[at].strip()]
        if read_as in ("day", "moment") and (not cells or loose_dates(cells)):
            days.append(name)
        elif read_as == "money" and (not cells or marked_amounts(cells)):
            amounts.append(name)
    dates, money_ = scan(source, days, amounts)
    asked: list[Question] = []
    given: dict[str, str] = {}
    for name, told in dates.items():
        if told.order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
            given[f"{_DATES} {name}"] = told.order.value
        elif told.unclear:
            asked.append(_about_dates(name, told))
    for name, column in money_.items():
        if column.mark in (".", ","):
            given[f"{_AMOUNTS} {name}"] = column.mark
        elif column.unclear and (column.mark == "mixed" or _open(column, source.delimiter)):
            asked.append(_about_amounts(name, column))
    return asked, given


def answered(asked: Sequence[Question], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions with the answers to them; answers to other questions do not matter.

    Raises:
        DeskError: an answer is none of the choices.
    """
    done = []
    for question in asked:
        answer = answers.get(question.key)
        if answer is not None and answer not in {choice.key for choice in question.choices}:
            keys = " or ".join(choice.key for choice in question.choices)
            raise DeskError(f"{answer!r} is no answer. {question.sentence} Say {keys}.")
        done.append(Question(question.key, question.sentence, question.choices, answer))
    return tuple(done)


def _open(column: AmountColumn, delimiter: str) -> bool:
    """Say whether `1.234` alone is doubtful: not where cells stand between semicolons."""
    return column.by_point and delimiter != ";"


def _about_dates(name: str, told: DateColumn) -> Question:
    mixed = told.order is DateOrder.MIXED
    why = "in some cells the day stands first and in some the month" if mixed else "no cell tells"
    return Question(
        f"{_DATES} {name}",
        f"Column “{name}” has dates such as {told.example} whose day and month "
        f"could be either way round ({why}): which stands first?",
        (
            *(
                Choice(order.value, f"{said} first: {_said_day(told.example, order)}")
                for order, said in ((DateOrder.DAY_FIRST, "day"), (DateOrder.MONTH_FIRST, "month"))
            ),
            Choice(_LEAVE, "leave out those that could be either"),
        ),
    )


def _about_amounts(name: str, column: AmountColumn) -> Question:
    why = "cells disagree" if column.mark == "mixed" else "no cell tells"
    return Question(
        f"{_AMOUNTS} {name}",
        f"Column “{name}” has amounts such as {column.example} that could be two "
        f"({why}): which is the decimal mark?",
        tuple(
            Choice(mark, f"{said}: {column.example} is {_said_amount(column.example, mark)}")
            for mark, said in ((".", "point"), (",", "comma"))
        ),
    )


def _said_day(example: str, order: DateOrder) -> str:
    found = read_day(example, order)
    return f"{found:%-d %B %Y}" if isinstance(found, date) else example


def _said_amount(example: str, mark: str) -> str:
    found = money(example, mark=mark)
    return f"{found.minor / 100:.2f}" if isinstance(found, Money) else example

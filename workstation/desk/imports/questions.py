"""Asks what a file does not say itself: order of dates, decimal mark, currency, who is whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.desk.imports.choices import (
    AMOUNTS,
    CURRENCY,
    DATES,
    KIND,
    Choice,
    Question,
)
from workstation.desk.imports.country import about_country
from workstation.desk.imports.statuses import about_status
from workstation.exchange.amounts import Money, money
from workstation.exchange.column_scan import AmountColumn, loose_dates, marked_amounts, scan
from workstation.exchange.dated_words import date_in
from workstation.exchange.dates import DateColumn, DateOrder, read_day
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.source import Source
from workstation.exchange.status_words import MEANINGS, may_say_status
from workstation.exchange.values import Unreadable

if TYPE_CHECKING:
    from workstation.desk.imports.plan import ImportPlan

_MOST_NAMED = 20
"""Choices named to whoever gives none of them."""
_LEAVE = "leave"
_ONE = {"accounts": "a company", "contacts": "a person"}
_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY", "INR")
_SIGNS = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CODES = frozenset(("currency", "account_currency"))
_ORDERS = {"dmy": "day first", "mdy": "month first"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What questions have to know of the desk.

    Its currency and country (ISO codes, "" for none), the titles of its bins, and what was
    answered (by key) for an earlier file with these columns.
    """

    currency: str = ""
    country: str = ""
    bins: Mapping[str, str] = field(default_factory=dict)
    answered: Mapping[str, str] = field(default_factory=dict)


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
    answers: Mapping[str, str],
    setting: Setting,
) -> tuple[list[Question], dict[str, str]]:
    """Return what is to be asked about the columns, and what the file gives away itself.

    The file is read through only where the sampled rows leave something open. Dates and amounts
    are by the keys `dates <column>` (`dmy` or `mdy`) and `amounts <column>` (`.` or `,`), money
    by `currency <column>`, bare numbers by ``COUNTRY``, and how far somebody is by
    `says_client <column>` and the like. ``answers`` are those somebody gives for this very file.

    Raises:
        TableError: the file cannot be read on.
        DeskError: the file proves an answer wrong.
    """
    reading = _Reading()
    for at, (name, key) in enumerate(fields.items()):
        cells = [row[at] for row in rows if row[at].strip()]
        if key == "follow_up_on":
            reading.worded.append(name)
            cells = [date_in(cell) or cell for cell in cells]
        reading.add(name, FIELDS[kind][key].kind if key in FIELDS[kind] else "", cells)
    statuses = [
        name
        for name, key in fields.items()
        if key is None and kind in ("accounts", "contacts") and may_say_status(name)
    ]
    dates, amounts, told = scan(source, reading.days, reading.amounts, statuses, reading.worded)
    asked: list[Question] = []
    given: dict[str, str] = {}
    for name, day in dates.items():
        if day.order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
            given[f"{DATES} {name}"] = day.order.value
            _refuse_disproved(name, day, answers.get(f"{DATES} {name}"), source.unit)
        elif day.unclear:
            asked.append(_about_dates(name, day))
    for name, column in amounts.items():
        if column.mark in (".", ","):
            given[f"{AMOUNTS} {name}"] = column.mark
        elif column.unclear and (column.mark == "mixed" or _open(column, source.delimiter)):
            asked.append(_about_amounts(name, column))
    beside = not _CODES.isdisjoint(key or "" for key in fields.values())
    if setting.currency:
        for name in reading.moneys:
            said = {**setting.answered, **answers}.get(f"{CURRENCY} {name}")
            asked.append(_about_currency(name, setting.currency, said, beside=beside))
    asked += about_country(rows, kind, fields, setting.country)
    for status in told.values():
        meant = [meaning for meaning in MEANINGS if status.rows[meaning]]
        asked += [about_status(status, meaning, kind, setting.bins) for meaning in meant]
    return asked, given


class _Reading:
    """The columns that have to be read to their end, and those of money without a sign."""

    def __init__(self) -> None:
        self.days: list[str] = []
        self.worded: list[str] = []
        self.amounts: list[str] = []
        self.moneys: list[str] = []

    def add(self, name: str, read_as: str, cells: Sequence[str]) -> None:
        if read_as in ("day", "moment") and (not cells or loose_dates(cells)):
            self.days.append(name)
        elif read_as == "money":
            if not cells or marked_amounts(cells):
                self.amounts.append(name)
            if any(map(_names_no_currency, cells)):
                self.moneys.append(name)


def currency_of(plan: "ImportPlan", usual: str) -> str:
    """Return the currency (ISO code) of a plan's amounts that name none, as it was answered."""
    said = (each.answer for each in plan.questions if each.key.startswith(f"{CURRENCY} "))
    return next((answer for answer in said if answer), usual)


def answered(asked: Sequence[Question], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions with the answers to them; answers to other questions do not matter.

    Raises:
        DeskError: an answer is none of the choices.
    """
    done = []
    for question in asked:
        answer = answers.get(question.key, question.usual)
        if answer is not None and answer not in {choice.key for choice in question.choices}:
            keys = " or ".join(choice.key for choice in question.choices[:_MOST_NAMED])
            raise DeskError(f"{answer!r} is no answer. {question.sentence} Say {keys}.")
        done.append(replace(question, answer=answer))
    return tuple(done)


def _open(column: AmountColumn, delimiter: str) -> bool:
    """Say whether `1.234` alone is doubtful: not where cells stand between semicolons."""
    return column.by_point and delimiter != ";"


def _about_dates(name: str, told: DateColumn) -> Question:
    mixed = told.order is DateOrder.MIXED
    why = "in some cells the day stands first and in some the month" if mixed else "no cell tells"
    return Question(
        f"{DATES} {name}",
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


def _refuse_disproved(name: str, told: DateColumn, answer: str | None, unit: str) -> None:
    if answer not in _ORDERS or answer == told.order.value:
        return
    rows = ", ".join(f"{unit} {row}: {cell}" for row, cell in told.proofs[told.order])
    raise DeskError(
        f"Column “{name}” cannot have its dates {_ORDERS[answer]}: "
        f"it proves {_ORDERS[told.order.value]} ({rows})."
    )


def _names_no_currency(cell: str) -> bool:
    found = money(cell)
    return not isinstance(found, Unreadable) and found.currency is None


def _named_currency(column: str) -> str:
    """Return the currency that a column's own name tells (`Umsatz in €`), "" for none."""
    words = column.upper().replace("(", " ").replace(")", " ").split()
    told = [_SIGNS.get(word, word) for word in words]
    return next((code for code in told if code in _CURRENCIES), "")


def _about_currency(name: str, home: str, answer: str | None, *, beside: bool) -> Question:
    usual = _named_currency(name) or home
    codes = list(dict.fromkeys((usual, home, *_CURRENCIES)))
    told = (answer or "").upper()
    if len(told) == 3 and told.isascii() and told.isalpha() and told not in codes:
        codes.append(told)
    where = "where no column says which" if beside else "without a sign"
    return Question(
        f"{CURRENCY} {name}",
        f"Column “{name}” has amounts {where}: in which currency are they?",
        tuple(
            Choice(code, f"as {code}, your settings" if code == home else f"as {code}")
            for code in codes
        ),
        usual=usual,
    )


def _about_amounts(name: str, column: AmountColumn) -> Question:
    why = "cells disagree" if column.mark == "mixed" else "no cell tells"
    return Question(
        f"{AMOUNTS} {name}",
        f"Column “{name}” has amounts such as {column.example} that could be two "
        f"({why}): which is the decimal mark?",
        tuple(
            Choice(mark, f"{said}: {column.example} is {_said_amount(column.example, mark)}")
            for mark, said in ((".", "point"), (",", "comma"))
        ),
    )


def _said_day(example: str, order: DateOrder) -> str:
    found = read_day(example, order)
    return f"{found.day} {found:%B %Y}" if isinstance(found, date) else example


def _said_amount(example: str, mark: str) -> str:
    found = money(example, mark=mark)
    return f"{found.minor / 100:.2f}" if isinstance(found, Money) else example

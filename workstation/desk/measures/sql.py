"""Turns a measure into SQL: the one place where its words become columns and conditions."""

from datetime import date
from typing import Literal

import msgspec

from workstation.desk.elsewhere import DONE_HERE
from workstation.method.measures import COLUMNS, Measure

Bucket = Literal["whole", "day", "month", "source"]

_CURRENCY = "currency"
_BY_DAY_INSTEAD = frozenset({("accounts", "bin")})
"""Columns whose own index SQLite would prefer to the one by day, and be slower."""


class Statement(msgspec.Struct, frozen=True):
    """A query and the values of its question marks."""

    sql: str
    values: tuple[str | int, ...]


def buckets(
    measure: Measure, first: date, last: date, bucket: Bucket, *, currency: str
) -> Statement:
    """Select (bucket, number) rows of a count, a sum or an average of days.

    The bucket is a day, the first seven characters of a month, a source, or "" for the whole span.
    Money is added up in `currency` only; an amount without one is taken to be in it.
    """
    table = _table(measure)
    day = _dated_by(measure)
    group = {
        "whole": "''",
        "day": day,
        "month": f"substr({day}, 1, 7)",
        "source": _source(table),
    }[bucket]
    where, values = _conditions(measure, first, last)
    if measure.shows == "money":
        where += f" AND coalesce({table}.{_CURRENCY}, ?) = ?"
        values = (*values, currency, currency)
    joined = _joined(table) if bucket == "source" and table != "accounts" else ""
    return Statement(
        f"SELECT {group} AS bucket, {_number(measure)} AS number FROM {table}{joined} "
        f"WHERE {where} GROUP BY 1",
        values,
    )


def other_currencies(measure: Measure, first: date, last: date, *, currency: str) -> Statement:
    """Count the rows of a sum of money that are in another currency and so not in the sum."""
    table = _table(measure)
    where, values = _conditions(measure, first, last)
    return Statement(
        f"SELECT count(*) FROM {table} WHERE {where} AND coalesce({table}.{_CURRENCY}, ?) <> ?",
        (*values, currency, currency),
    )


def behind(measure: Measure, first: date, last: date, limit: int) -> Statement:
    """Select the rows a count, a sum or an average is made of, latest first.

    Columns: all of the table's, `on_day`, `account_name` and `contact_name`.
    """
    table = _table(measure)
    day = _dated_by(measure)
    where, values = _conditions(measure, first, last)
    account = "accounts" if table == "accounts" else "account"
    joined = "" if table == "accounts" else _joined(table, alias="account")
    contact = "NULL"
    if table in ("activities", "follow_ups", "opportunities"):
        contact = "contact.name"
        joined += f" LEFT JOIN contacts AS contact ON contact.id = {table}.contact_id"
    return Statement(
        f"SELECT {table}.*, {day} AS on_day, {account}.name AS account_name, "
        f"{contact} AS contact_name FROM {table}{joined} "
        f"WHERE {where} ORDER BY {day} DESC, {table}.id DESC LIMIT ?",
        (*values, limit),
    )


def _table(measure: Measure) -> str:
    if measure.table is None or measure.table not in COLUMNS:
        raise ValueError(f"measure {measure.key!r} looks at no table")
    return measure.table


def _column(measure: Measure, name: str | None) -> str:
    """Return a qualified column, only if a measure may look at it."""
    table = _table(measure)
    if name is None or name not in COLUMNS[table]:
        raise ValueError(f"measure {measure.key!r} may not look at {table}.{name}")
    return f"{table}.{name}"


def _dated_by(measure: Measure) -> str:
    return _column(measure, measure.end if measure.how == "average_days" else measure.dated_by)


def _number(measure: Measure) -> str:
    if measure.how == "sum":
        return f"coalesce(sum({_column(measure, measure.adds)}), 0)"
    if measure.how == "average_days":
        start, end = _column(measure, measure.start), _column(measure, measure.end)
        return f"avg(julianday({end}) - julianday({start}))"
    return "count(*)"


def _conditions(measure: Measure, first: date, last: date) -> tuple[str, tuple[str | int, ...]]:
    day = _dated_by(measure)
    parts = [f"{day} >= ?", f"{day} <= ?"]
    values: list[str | int] = [first.isoformat(), last.isoformat()]
    for name, allowed in measure.where.items():
        plus = "+" if (measure.table, name) in _BY_DAY_INSTEAD else ""
        asked = f"{plus}{_column(measure, name)} IN ({', '.join('?' * len(allowed))})"
        if (measure.table, name) == ("activities", "meeting") and "booked" in allowed:
            from workstation.desk.meeting_rows import NEXT_BOOKED

            asked = f"({asked} OR {NEXT_BOOKED})"
        parts.append(asked)
        values += allowed
    if measure.table == "activities" and "social" in measure.where.get("kind", ("social",)):
        parts.append(DONE_HERE)
    for name, least in measure.at_least.items():
        parts.append(f"{_column(measure, name)} >= ?")
        values.append(least)
    needed = list(measure.present)
    if measure.how == "average_days" and measure.start is not None:
        needed.append(measure.start)
    parts += [f"{_column(measure, name)} IS NOT NULL" for name in needed]
    return " AND ".join(parts), tuple(values)


def _joined(table: str, alias: str = "accounts") -> str:
    return f" LEFT JOIN accounts AS {alias} ON {alias}.id = {table}.account_id"


def _source(table: str) -> str:
    if table == "opportunities":
        return "coalesce(opportunities.source, accounts.source)"
    return "accounts.source"

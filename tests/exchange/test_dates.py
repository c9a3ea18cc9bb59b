"""The order of a column of dates: found where a cell gives it away, never guessed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from workstation.exchange.dates import DateColumn, DateOrder, order_of, read_day, read_moment
from workstation.exchange.values import Unreadable


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2026-04-03", "3 April 2026", "03.04.2026", "", "soon"], "ymd"),
        (["03/04/2026", "23/04/2026"], "dmy"),
        (["03/04/26", "04/23/26 2:05 PM"], "mdy"),
        (["03/04/2026", "2026-04-23", "05-06-2026"], "ambiguous"),
        (["2026-04-03", "04/23/2026", "23/04/2026", "03/04/2026"], "mixed"),
        (["04/04/2026", "13/13/2026"], "ymd"),
        ([], "ymd"),
    ],
)
def test_the_order_of_a_column(cells: list[str], order: str) -> None:
    assert order_of(cells) == DateOrder(order)


def test_a_column_counts_what_cannot_be_read_without_an_answer() -> None:
    column = DateColumn()
    for cell in ["2026-04-03", "01/02/2026", "03/04/2026", "23/04/2026"]:
        column.see(cell)
    assert (column.unclear, column.example, column.order) == (2, "01/02/2026", DateOrder.DAY_FIRST)


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("3-4-26 14:05", "dmy", date(2026, 4, 3)),
        ("03.04.26", "mdy", date(2026, 4, 3)),
        ("04/23/2026", "mixed", date(2026, 4, 23)),
        ("23/04/2026", "ambiguous", date(2026, 4, 23)),
        ("05/05/71", "ambiguous", date(1971, 5, 5)),
        ("20260403", "ymd", date(2026, 4, 3)),
        ("2026-04-03T10:00:00Z", "dmy", date(2026, 4, 3)),
        ("03 Apr 2026", "ymd", date(2026, 4, 3)),
        ("3-Apr-26", "ymd", date(2026, 4, 3)),
        ("3. März 2026", "ymd", date(2026, 3, 3)),
        ("12 déc. 2026", "ymd", date(2026, 12, 12)),
        ("Friday, April 3, 2026", "ymd", date(2026, 4, 3)),
        ("Fri, 3 Apr 2026 10:00:00 +0000", "ymd", date(2026, 4, 3)),
    ],
)
def test_a_day_is_read_by_the_order_of_its_column(cell: str, order: str, expected: date) -> None:
    assert read_day(cell, DateOrder(order)) == expected


@pytest.mark.parametrize(
    ("cell", "order", "said"),
    [
        ("03/04/2026", "ambiguous", "could be two days: say whether day or month stands first"),
        ("03/04/2026", "mixed", "could be two days"),
        ("03/04/2026", "ymd", "could be two days"),
        ("31/02/2026", "dmy", "a day that does not exist"),
        ("13/13/2026", "dmy", "a day that does not exist"),
        ("20261399", "ymd", "a day that does not exist"),
        ("soon", "dmy", "is not a date"),
    ],
)
def test_what_is_not_one_day_is_never_guessed(cell: str, order: str, said: str) -> None:
    found = read_day(cell, DateOrder(order))
    assert isinstance(found, Unreadable) and said in found.why


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("03/04/2026 14:05", "dmy", datetime(2026, 4, 3, 14, 5, tzinfo=UTC)),
        ("03/04/2026, 2:05 PM", "mdy", datetime(2026, 3, 4, 14, 5, tzinfo=UTC)),
        ("20 Nov 2026, 14:05", "ymd", datetime(2026, 11, 20, 14, 5, tzinfo=UTC)),
        ("3/4/26", "dmy", datetime(2026, 4, 3, tzinfo=UTC)),
        ("2006-04-15T03:28:53.000Z", "dmy", datetime(2006, 4, 15, 3, 28, 53, tzinfo=UTC)),
        (
            "03/04/2026 14:05:00 +02:00",
            "dmy",
            datetime(2026, 4, 3, 14, 5, tzinfo=timezone(timedelta(hours=2))),
        ),
    ],
)
def test_a_moment_is_read_by_the_order_of_its_column(
    cell: str, order: str, expected: datetime
) -> None:
    assert read_moment(cell, DateOrder(order), UTC) == expected


def test_a_moment_that_could_be_two_days_is_not_guessed() -> None:
    assert isinstance(read_moment("03/04/2026 14:05", DateOrder.AMBIGUOUS, UTC), Unreadable)
    assert isinstance(read_moment("03/04/2026 99:05", DateOrder.DAY_FIRST, UTC), Unreadable)

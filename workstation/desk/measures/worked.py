"""The measures that are more than rows of one table: first response time, depth."""

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workstation.desk.measures.records import MeasureRecord
from workstation.method.days import month_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.desk.first_responses import FirstResponse
    from workstation.desk.measures.sql import Bucket
    from workstation.method.measures import Measure


def buckets(
    desk: "Desk", measure: "Measure", first: date, last: date, bucket: "Bucket"
) -> dict[str, int | float | None]:
    """Return (bucket: number) as ``measure_sql.buckets`` selects them.

    A first response time is in minutes; depth is as it stood at the end of each bucket.
    """
    if measure.how == "first_response":
        return _response_times(desk, first, last, bucket)
    column = _COUNTED[measure.how]
    if bucket in ("whole", "source"):
        return _averages(_depths(desk, last), column, by_source=bucket == "source")
    found: dict[str, int | float | None] = {}
    for name, end in _ends(first, min(last, desk.days.today()), bucket):
        found[name] = _averages(_depths(desk, end), column, by_source=False).get("")
    return found


def records(
    desk: "Desk", measure: "Measure", first: date, last: date, limit: int
) -> list[MeasureRecord]:
    """Return the records behind the number: raised hands, latest first, or the accounts worked."""
    if measure.how == "first_response":
        return [
            MeasureRecord(
                row.account_id, row.account, row.seen_at.date(), "Raised a hand", row.said
            )
            for row in _hands(desk, first, last)[: -limit - 1 : -1]
        ]
    return [
        MeasureRecord(
            account_id=row["id"],
            account=row["name"],
            on=date.fromisoformat(row["bin_since_on"]),
            title=_counted(row["touches"], "touch", "touches"),
            detail=_counted(row["contacts"], "contact", "contacts"),
        )
        for row in _depths(desk, last)[:limit]
    ]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


# First responses


def _hands(desk: "Desk", first: date, last: date) -> "tuple[FirstResponse, ...]":
    return desk.signals.first_responses(first, last).of("hand_raiser").rows


def _response_times(
    desk: "Desk", first: date, last: date, bucket: "Bucket"
) -> dict[str, int | float | None]:
    from statistics import median

    names: dict[Bucket, Callable[[FirstResponse], str]] = {
        "whole": lambda _row: "",
        "day": lambda row: row.seen_at.date().isoformat(),
        "month": lambda row: row.seen_at.date().isoformat()[:7],
        "source": lambda row: _source(desk, row.account_id),
    }
    taken: dict[str, list[int]] = defaultdict(list)
    for row in _hands(desk, first, last):
        if row.seconds is not None:
            taken[names[bucket](row)].append(row.seconds)
    return {name: median(seconds) / 60 for name, seconds in taken.items()}


def _source(desk: "Desk", account_id: int) -> str:
    return desk.store.value("SELECT source FROM accounts WHERE id = ?", (account_id,)) or ""


# Depth

_COUNTED = {"touches_per_account": "touches", "contacts_per_account": "contacts"}
_DEPTHS = (
    "SELECT id, name, coalesce(source, '') AS source, bin_since_on, "
    "(SELECT count(*) FROM activities WHERE account_id = accounts.id AND is_touch "
    "AND direction = 'out' AND happened_on BETWEEN accounts.bin_since_on AND ?1) AS touches, "
    "(SELECT count(*) FROM contacts WHERE account_id = accounts.id AND created_on <= ?1) "
    "AS contacts FROM accounts WHERE bin_since_on <= ?1 AND bin IN ({bins}) "
    "ORDER BY touches DESC, name, id"
)


def _depths(desk: "Desk", on: date) -> "list[Row]":
    """Read the accounts worked now that were in their bin that day, with what was done by then."""
    worked = [bin_.key for bin_ in desk.playbook.bins if bin_.needs_next_step]
    marks = ", ".join("?" * len(worked))
    return desk.store.rows(_DEPTHS.format(bins=marks), (on.isoformat(), *worked))


def _averages(rows: "list[Row]", column: str, *, by_source: bool) -> dict[str, int | float | None]:
    counts: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        counts[row["source"] if by_source else ""].append(row[column])
    return {name: sum(each) / len(each) for name, each in counts.items()}


def _ends(first: date, last: date, bucket: "Bucket") -> "Iterator[tuple[str, date]]":
    day = first
    while day <= last:
        end = day if bucket == "day" else min(month_of(day)[1], last)
        yield (day.isoformat() if bucket == "day" else day.isoformat()[:7]), end
        day = end + timedelta(days=1)

"""What a call block came to: numbers, and what was promised in it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from workstation.desk.clock import moment_of
from workstation.desk.meeting_rows import BOOKED
from workstation.method.blocks import mean, median, per_hour
from workstation.method.measures import FIVE_MINUTES

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk


class Promise(msgspec.Struct, frozen=True):
    """Something agreed in a block: what, with whom, for when, and who promised it."""

    account_id: int
    account: str
    what: str
    due_on: date
    due_at: datetime | None
    by: Literal["me", "them"]


class Figures(msgspec.Struct, frozen=True):
    """A block in numbers.

    ``seconds`` is how long it lasted, ``minutes`` how long it was planned for; ``logging_median``
    and ``logging_mean`` are seconds of logging a call, None when none was timed.
    """

    id: int
    day: date
    slice: str
    started_at: datetime
    ended_at: datetime | None
    minutes: int
    seconds: int
    interruptions: int
    dials: int
    answered: int
    conversations: int
    five_minute_calls: int
    meetings: int
    logging_median: float | None
    logging_mean: float | None
    conversations_per_hour: float | None


class Summary(msgspec.Struct, frozen=True):
    """A block's figures, what was promised in it, and the meetings it brought."""

    figures: Figures
    by_me: tuple[Promise, ...]
    by_them: tuple[Promise, ...]
    meetings: tuple[Promise, ...]


def figures_of(
    desk: "Desk", row: "Row", title: str, seconds: int | None, interruptions: int
) -> Figures:
    """Work out the numbers of a row of ``call_blocks``, with what the row may not know yet."""
    calls = desk.store.rows(
        "SELECT kind, direction, counts_as, seconds, logging_seconds, "
        f"{BOOKED} AS booked FROM activities WHERE call_block_id = ?",
        (row["id"],),
    )
    logging = [each["logging_seconds"] for each in calls if each["logging_seconds"] is not None]
    talks = sum(each["counts_as"] == "conversation" for each in calls)
    lasted = row["seconds"] if seconds is None else seconds
    return Figures(
        id=row["id"],
        day=date.fromisoformat(row["day_on"]),
        slice=title,
        started_at=moment_of(row["started_at"]),
        ended_at=moment_of(row["ended_at"]) if row["ended_at"] else None,
        minutes=row["minutes"],
        seconds=lasted or 0,
        interruptions=interruptions,
        dials=sum(each["kind"] == "call" and each["direction"] == "out" for each in calls),
        answered=sum(each["counts_as"] in ("answered", "conversation") for each in calls),
        conversations=talks,
        five_minute_calls=sum(
            each["kind"] == "call" and (each["seconds"] or 0) >= FIVE_MINUTES for each in calls
        ),
        meetings=sum(bool(each["booked"]) for each in calls),
        logging_median=median(logging),
        logging_mean=mean(logging),
        conversations_per_hour=per_hour(talks, lasted or 0),
    )


def promises_of(desk: "Desk", block_id: int) -> tuple[list[Promise], list[Promise]]:
    """Return what was promised in a block, and the meetings agreed in it, earliest first."""
    rows = desk.store.rows(
        "SELECT follow_ups.account_id, accounts.name AS account, why, due_on, due_at, promised, "
        "channel, meeting_id, promised_by FROM follow_ups "
        "JOIN activities ON activities.id = made_by_id "
        "JOIN accounts ON accounts.id = follow_ups.account_id "
        "WHERE call_block_id = ? ORDER BY due_on, due_at IS NULL, due_at, follow_ups.id",
        (block_id,),
    )
    booked = desk.store.rows(
        "SELECT meetings.account_id, accounts.name AS account, meetings.title AS why, "
        "day_on AS due_on, starts_at AS due_at, 'them' AS promised_by FROM meetings "
        "JOIN activities ON activities.id = activity_id "
        "JOIN accounts ON accounts.id = meetings.account_id "
        "WHERE call_block_id = ? AND state <> 'cancelled' ORDER BY starts_at, meetings.id",
        (block_id,),
    )
    promised = [
        _promise(row)
        for row in rows
        if (row["promised"] or row["promised_by"]) and row["channel"] != "meeting"
    ]
    planned = [
        _promise(row) for row in rows if row["channel"] == "meeting" and row["meeting_id"] is None
    ]
    return promised, sorted([*map(_promise, booked), *planned], key=lambda each: each.due_on)


def _promise(row: "Row") -> Promise:
    return Promise(
        account_id=row["account_id"],
        account=row["account"],
        what=row["why"],
        due_on=date.fromisoformat(row["due_on"]),
        due_at=moment_of(row["due_at"]) if row["due_at"] else None,
        by="them" if row["promised_by"] == "them" else "me",
    )

"""What is to happen as entries of a calendar: open follow-ups and meetings."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workstation.desk.agenda import PROMISE_MINUTES
from workstation.desk.clock import iso, moment_of
from workstation.desk.exports.sheets import Sheet
from workstation.desk.queue.waits import NOT_TO_CALL, OPTED_OUT, REACHING, TO_AVOID
from workstation.exchange.calendar_feed import CalendarEntry

if TYPE_CHECKING:
    from array import array

    from workstation.desk.desk import Desk

NAME = "Sales workstation"
"""What the calendar is called."""

_NAMES = (
    "accounts.name AS account, contacts.name AS contact, (SELECT number || coalesce(' ext. ' || "
    "extension, '') FROM phones WHERE contact_id = contacts.id AND state = 'valid' "
    "ORDER BY is_main DESC, id LIMIT 1) AS phone"
)


def _sheet(table: str, columns: str, where: str) -> Sheet:
    return Sheet(
        table,
        f"SELECT {table}.id, {columns}, {table}.updated_at, {_NAMES} FROM {table} "
        f"JOIN accounts ON accounts.id = {table}.account_id "
        f"LEFT JOIN contacts ON contacts.id = {table}.contact_id",
        where=where,
    )


_FOLLOW_UPS = _sheet(
    "follow_ups",
    "channel, why, promised, promised_by, due_on, due_at, bin, do_not_call, opted_out",
    # A meeting's own promise is the meeting.
    "follow_ups.state = 'open' AND NOT (channel = 'meeting' AND meeting_id IS NOT NULL)",
)
_MEETINGS = _sheet(
    "meetings", "meetings.title, place, starts_at, minutes, state, uid, sequence", "1"
)


def entries(
    desk: "Desk", ids: "array[int] | None" = None, what: str = "calendar"
) -> Iterator[CalendarEntry]:
    """Yield the entries, of all accounts or some.

    Calls and messages to somebody who is not to be contacted that way, or at an account to be
    avoided, are left out; what was promised stays, without a number and with the reason.
    ``what`` is "follow_ups", "meetings" or both ("calendar"). A meeting that was called off is
    among them while it would still be ahead, so that programs take it away.
    """
    if what != "meetings":
        allowed = frozenset(desk.playbook.open_bins())
        for row in _FOLLOW_UPS.rows(desk, ids):
            barred = _barred(row, allowed)
            if not barred or row["promised"]:
                yield _follow_up(dict(row), barred)
    if what != "follow_ups":
        now = iso(desk.clock.now())
        for row in _MEETINGS.rows(desk, ids):
            if row["state"] != "cancelled" or str(row["starts_at"]) > now:
                yield _meeting(dict(row))


def zone_of(desk: "Desk") -> str:
    """Return the name of the rep's time zone, "" when only the machine knows it."""
    chosen = desk.settings.get("time_zone")
    return chosen or str(getattr(desk.clock.now().tzinfo, "key", ""))


def _barred(row: Mapping[str, Any], allowed: Collection[str]) -> str:
    """Return why a follow-up is not to be done as planned, "" when it may be."""
    if row["channel"] in REACHING and row["bin"] not in allowed:
        return TO_AVOID
    if row["channel"] == "call" and row["do_not_call"]:
        return NOT_TO_CALL
    return OPTED_OUT if row["channel"] == "email" and row["opted_out"] else ""


def _follow_up(row: dict[str, Any], barred: str) -> CalendarEntry:
    starts = moment_of(row["due_at"]) if row["due_at"] else date.fromisoformat(row["due_on"])
    said = "Promised " if row["promised"] and row["promised_by"] != "them" else ""
    what = f"{said}{row['channel']}" if said else row["channel"].capitalize()
    return CalendarEntry(
        uid=f"follow-up-{row['id']}@workstation",
        starts=starts,
        minutes=PROMISE_MINUTES,
        title=f"{what}: {_who(row)}",
        changed_at=moment_of(row["updated_at"]),
        description="\n".join(text for text in (row["why"], barred or row["phone"]) if text),
        categories=("follow-up",),
        busy=bool(row["due_at"] and row["promised"]),
    )


def _meeting(row: dict[str, Any]) -> CalendarEntry:
    return CalendarEntry(
        uid=row["uid"],
        starts=moment_of(row["starts_at"]),
        minutes=row["minutes"],
        sequence=row["sequence"],
        title=row["title"],
        changed_at=moment_of(row["updated_at"]),
        description="\n".join(text for text in (_who(row), row["phone"]) if text),
        place=row["place"] or "",
        categories=("meeting",),
        busy=row["state"] == "booked",
        cancelled=row["state"] == "cancelled",
    )


def _who(row: dict[str, Any]) -> str:
    return f"{row['account']}, {row['contact']}" if row["contact"] else str(row["account"])

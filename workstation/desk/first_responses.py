"""How soon raised hands and new leads heard from the rep (METHOD, measures)."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from workstation.desk.clock import iso, moment_of
from workstation.desk.told_signals import told
from workstation.method.crossings import crossings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.desk.desk import Desk

_TOUCHED = (
    "SELECT min(happened_at) FROM activities WHERE account_id = ? AND is_touch "
    "AND direction = 'out' AND happened_at >= ?"
)
_HANDS = (
    "SELECT follow_ups.account_id, follow_ups.created_at FROM follow_ups "
    "LEFT JOIN activities ON activities.id = made_by_id "
    "WHERE follow_ups.kind = 'hand_raiser' AND coalesce(activities.direction, 'in') = 'in' "
)
_RISEN = (
    "SELECT id, bin, bin_since_on FROM accounts WHERE became_lead_on IS NOT NULL AND EXISTS ("
    "SELECT 1 FROM signals WHERE account_id = accounts.id "
    "AND (created_at >= ?1 OR happened_at >= ?1)) ORDER BY id"
)
# Who raised a hand and became a lead by one action is to be answered once, at once.
_AS_HAND = (
    "SELECT 1 FROM follow_ups WHERE account_id = ?1 AND kind = 'hand_raiser' AND (created_at = ?2 "
    "OR created_at IN (SELECT created_at FROM signals WHERE account_id = ?1 AND happened_at = ?3))"
)
_AT_A_TIME = 500
Kind = Literal["hand_raiser", "lead"]


class _Seen(NamedTuple):
    """What is to be answered: whose, since when (UTC text), as what."""

    seen_at: str
    account_id: int
    kind: Kind


class FirstResponse(msgspec.Struct, frozen=True):
    """One raised hand or new lead; ``seconds`` from seeing it to the first touch, None without one.

    The minutes of a raised hand (METHOD, the follow-up queue: within 5 minutes) count from
    ``counts_from``: when it was seen, or when their calling hours open next where it was seen
    outside them, for nobody may call before. A touch before that took no time. ``opens`` is that
    opening by their clock while it is still ahead, else "". A lead's day counts from seeing it.
    ``waited`` are the seconds to the touch or until now, ``allowed`` those it has. ``in_time`` when
    it was touched within its clock; ``failed`` when it was not within the hours after which it
    counts as a failure.
    """

    account_id: int
    account: str
    kind: Kind
    seen_at: datetime
    counts_from: datetime
    opens: str
    touched_at: datetime | None
    seconds: int | None
    waited: int
    allowed: int
    in_time: bool
    failed: bool

    @property
    def said(self) -> str:
        """What became of it, in words."""
        who = "Raised a hand" if self.kind == "hand_raiser" else "Became a lead"
        seen = f"{who} {self.seen_at:%d %b %Y %H:%M}"
        if self.seconds is not None:
            late = "in time" if self.in_time else f"{said_span(self.allowed)} was the time for it"
            return f"{seen}; first touch after {said_span(self.seconds)}, {late}"
        if self.opens:
            return f"{seen}; no touch yet, opens {self.opens} there"
        left = self.allowed - self.waited
        ahead = f"{said_span(left)} left" if left >= 0 else f"{said_span(-left)} too late"
        return f"{seen}; no touch yet, {ahead}"


def said_span(seconds: int | None) -> str:
    """Return a span as people say it, "–" for none."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.1f} h".replace(".0 ", " ")
    return f"{seconds // 86400} days"


class FirstResponses(msgspec.Struct, frozen=True):
    """The first responses of some days, the earliest seen first."""

    rows: tuple[FirstResponse, ...]

    def of(self, kind: str) -> "FirstResponses":
        """Return those of one kind."""
        return FirstResponses(tuple(row for row in self.rows if row.kind == kind))

    def counts(self) -> dict[str, dict[str, int | None]]:
        """Return what they come to, by kind."""
        return {
            kind: {
                "count": len(part.rows),
                "median_seconds": part.median_seconds,
                "in_time": part.in_time,
                "failed": part.failed,
                "waiting": part.waiting,
            }
            for kind in ("hand_raiser", "lead")
            for part in (self.of(kind),)
        }

    def said(self) -> tuple[str, ...]:
        """Return what they come to, a line for each kind there is."""
        lines = []
        for kind, one, many in (
            ("hand_raiser", "hand-raiser", "hand-raisers"),
            ("lead", "lead", "leads"),
        ):
            part = self.of(kind)
            if part.rows:
                lines.append(
                    f"{len(part.rows)} {one if len(part.rows) == 1 else many}: half answered "
                    f"within {said_span(part.median_seconds)}, {part.in_time} in time, "
                    f"{part.failed} failed, {part.waiting} waiting"
                )
        return tuple(lines)

    @property
    def median_seconds(self) -> int | None:
        """The time half of those touched took at most, None when none was."""
        from statistics import median

        taken = [row.seconds for row in self.rows if row.seconds is not None]
        return round(median(taken)) if taken else None

    @property
    def in_time(self) -> int:
        """How many were touched within their clock."""
        return sum(row.in_time for row in self.rows)

    @property
    def failed(self) -> int:
        """How many were not touched in time for it to be of use."""
        return sum(row.failed for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many wait and are not given up yet."""
        return sum(row.touched_at is None and not row.failed for row in self.rows)


def latest(desk: "Desk", account_id: int) -> FirstResponse | None:
    """Return how soon an account heard from the rep when it last asked or became a lead."""
    hands = desk.store.rows(f"{_HANDS} AND follow_ups.account_id = ?", (account_id,))
    seen = [_Seen(at, account, "hand_raiser") for account, at in hands]
    lead_at = desk.store.value("SELECT lead_at FROM accounts WHERE id = ?", (account_id,))
    if lead_at and desk.store.value(_AS_HAND, (account_id, lead_at, lead_at)) is None:
        seen.append(_Seen(lead_at, account_id, "lead"))
    return _answer(desk, max(seen)) if seen else None


def first_responses(desk: "Desk", first: date, last: date) -> FirstResponses:
    """Return the first responses to what was seen on days from ``first`` to ``last``."""
    zone, a_day = desk.clock.now().tzinfo, timedelta(days=1)
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + a_day, time(), zone)
    hands = desk.store.rows(
        f"{_HANDS} AND follow_ups.created_at >= ? AND follow_ups.created_at < ? "
        "AND first_due_on BETWEEN ? AND ?",
        (iso(start), iso(end), (first - a_day).isoformat(), (last + a_day).isoformat()),
    )
    seen = [_Seen(at, account, "hand_raiser") for account, at in hands]
    seen += _leads(desk, start, end)
    return FirstResponses(tuple(_answer(desk, each) for each in sorted(seen)))


def _leads(desk: "Desk", start: datetime, end: datetime) -> "Iterator[_Seen]":
    """Yield who became a lead: each crossing by when it was known, an account may have several."""
    rules, zone = desk.playbook.signals, desk.clock.now().tzinfo
    rows = desk.store.rows(_RISEN, (iso(start),))
    for place in range(0, len(rows), _AT_A_TIME):
        part = rows[place : place + _AT_A_TIME]
        signs = told(desk, [row["id"] for row in part])
        for number, bin_key, bin_since_on in part:
            avoided = desk.playbook.bin(bin_key).prospecting == "refused"
            for risen in crossings(signs.get(number, []), rules.decay, rules.lead_from):
                known = risen.known_at
                if not start <= known < end:
                    continue
                if avoided and known.astimezone(zone).date().isoformat() >= bin_since_on:
                    continue
                if not desk.store.value(_AS_HAND, (number, iso(known), iso(risen.at))):
                    yield _Seen(iso(known), number, "lead")


def _could_call(desk: "Desk", account_id: int, seen: datetime) -> datetime:
    """Return from when on somebody at an account could be called, in their zone where known.

    It is the moment itself, or that at which their calling hours open next.
    """
    from workstation.desk.clock import find_zone
    from workstation.desk.queue.people import OFFERED, WITH_OFFERED
    from workstation.desk.queue.waits import closed

    found = desk.store.row(
        f"SELECT {OFFERED} FROM accounts {WITH_OFFERED} WHERE accounts.id = ?", (account_id,)
    )
    if found is None:  # pragma: no cover - what was seen is of an account that is there
        return seen
    _, _, zone, country, region = found
    opens = closed(desk, seen, (zone, country, region))[1]
    return opens.astimezone(find_zone(zone)) if opens else seen


def _answer(desk: "Desk", what: _Seen) -> FirstResponse:
    now, rules = desk.clock.now(), desk.playbook.signals
    name = desk.store.value("SELECT name FROM accounts WHERE id = ?", (what.account_id,))
    at = desk.store.value(_TOUCHED, (what.account_id, what.seen_at))
    seen, touched = moment_of(what.seen_at), moment_of(at) if at else None
    hand = what.kind == "hand_raiser"
    starts = _could_call(desk, what.account_id, seen) if hand else seen
    waited = max((touched or now) - starts, timedelta())
    allowed = (
        timedelta(minutes=rules.hand_raiser_minutes) if hand else timedelta(hours=rules.lead_hours)
    )
    return FirstResponse(
        account_id=what.account_id,
        account=name,
        kind=what.kind,
        seen_at=seen.astimezone(now.tzinfo),
        counts_from=starts.astimezone(now.tzinfo),
        opens=f"{starts:%a %H:%M}" if now < starts else "",
        touched_at=touched.astimezone(now.tzinfo) if touched else None,
        seconds=int(waited.total_seconds()) if touched else None,
        waited=int(waited.total_seconds()),
        allowed=int(allowed.total_seconds()),
        in_time=touched is not None and waited <= allowed,
        failed=waited > timedelta(hours=rules.too_late_hours),
    )

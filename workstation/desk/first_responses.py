"""How soon raised hands and new leads heard from the rep (METHOD, measures)."""

from datetime import date, datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING, Literal

import msgspec

from workstation.desk.clock import iso, moment_of

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_TOUCHED = (
    "(SELECT min(happened_at) FROM activities WHERE activities.account_id = seen.account_id "
    "AND is_touch AND direction = 'out' AND happened_at >= seen_at)"
)
_HANDS = (
    "SELECT follow_ups.account_id, follow_ups.created_at AS seen_at, 'hand_raiser' AS kind "
    "FROM follow_ups LEFT JOIN activities ON activities.id = made_by_id "
    "WHERE follow_ups.kind = 'hand_raiser' AND coalesce(activities.direction, 'in') = 'in' "
    "AND follow_ups.created_at >= ?1 AND follow_ups.created_at < ?2"
)
# A crossing that became known later, by a file, is seen when it became known.
_LEADS = (
    "SELECT account_id, seen_at, 'lead' AS kind FROM (SELECT id AS account_id, max(lead_at, "
    "coalesce((SELECT min(created_at) FROM signals WHERE signals.account_id = accounts.id "
    "AND happened_at = lead_at), lead_at)) AS seen_at FROM accounts WHERE lead_at < ?2) AS known "
    "WHERE seen_at >= ?1 AND seen_at < ?2 AND NOT EXISTS (SELECT 1 FROM follow_ups "
    "WHERE follow_ups.account_id = known.account_id AND kind = 'hand_raiser' "
    "AND follow_ups.created_at = seen_at)"
)


class FirstResponse(msgspec.Struct, frozen=True):
    """One raised hand or new lead; ``seconds`` from seeing it to the first touch, None without one.

    ``in_time`` when it was touched within its clock; ``failed`` when it was not within the hours
    after which it counts as a failure.
    """

    account_id: int
    account: str
    kind: Literal["hand_raiser", "lead"]
    seen_at: datetime
    touched_at: datetime | None
    seconds: int | None
    in_time: bool
    failed: bool


class FirstResponses(msgspec.Struct, frozen=True):
    """The first responses of some days, the earliest seen first."""

    rows: tuple[FirstResponse, ...]

    def of(self, kind: str) -> "FirstResponses":
        """Return those of one kind."""
        return FirstResponses(tuple(row for row in self.rows if row.kind == kind))

    @property
    def median_seconds(self) -> int | None:
        """The time half of those touched took at most, None when none was."""
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


def first_responses(desk: "Desk", first: date, last: date) -> FirstResponses:
    """Return the first responses to what was seen on days from ``first`` to ``last``."""
    now, rules = desk.clock.now(), desk.playbook.signals
    start = datetime.combine(first, time(), now.tzinfo)
    end = datetime.combine(last + timedelta(days=1), time(), now.tzinfo)
    clocks = {
        "hand_raiser": timedelta(minutes=rules.hand_raiser_minutes),
        "lead": timedelta(hours=rules.lead_hours),
    }
    found = []
    for row in desk.store.rows(
        f"SELECT seen.*, accounts.name AS account, {_TOUCHED} AS touched_at "
        f"FROM ({_HANDS} UNION ALL {_LEADS}) AS seen "
        "JOIN accounts ON accounts.id = seen.account_id ORDER BY seen_at, account_id",
        (iso(start), iso(end)),
    ):
        seen = moment_of(row["seen_at"])
        touched = moment_of(row["touched_at"]) if row["touched_at"] else None
        waited = (touched or now) - seen
        found.append(
            FirstResponse(
                account_id=row["account_id"],
                account=row["account"],
                kind=row["kind"],
                seen_at=seen.astimezone(now.tzinfo),
                touched_at=touched.astimezone(now.tzinfo) if touched else None,
                seconds=int(waited.total_seconds()) if touched else None,
                in_time=touched is not None and waited <= clocks[row["kind"]],
                failed=waited > timedelta(hours=rules.too_late_hours),
            )
        )
    return FirstResponses(tuple(found))

"""Works the urgency of accounts out anew from their signals, and makes leads of those that rose."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.clock import iso, moment_of
from workstation.method.urgency import Folded, Sign, fold, present

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Value, Writer

_AT_A_TIME = 200

Told = Callable[[int, int], None]


class Settled(NamedTuple):
    """What working out anew came to: the accounts that became leads, and which of them at once.

    ``now`` is the score of the last account.
    """

    leads: list[int]
    hand_raisers: list[int]
    now: int


def settle(
    desk: "Desk", act: "Writer", account_ids: Sequence[int], progress: Told | None = None
) -> Settled:
    """Write the urgency of accounts as their signals make it, and what follows from it.

    An account that rose to the mark of a lead, and is above it still, becomes one: by a fast-track
    signal with a follow-up due within minutes, unless it was touched since. One to avoid becomes
    none. A crossing that later signals prove never to have been is taken back.
    """
    rules = desk.playbook.signals
    now = desk.clock.now()
    leads: list[int] = []
    fast: list[tuple[int, str]] = []
    score = 0
    for start in range(0, len(account_ids), _AT_A_TIME):
        part = account_ids[start : start + _AT_A_TIME]
        updates: list[tuple[Value, ...]] = []
        for row, signs in _with_signs(desk, part):
            found = fold(signs, rules.decay, rules.lead_from)
            score = present(found.points, found.at, now, rules.decay)
            avoided = desk.playbook.bin(row["bin"]).prospecting == "refused"
            lead_at = _lead_at(row["lead_at"], found, score >= rules.lead_from and not avoided)
            became = row["became_lead_on"]
            if lead_at is not None and lead_at != row["lead_at"]:
                leads.append(row["id"])
                became = became or moment_of(lead_at).astimezone(now.tzinfo).date().isoformat()
                if found.fast_track:
                    fast.append((row["id"], lead_at))
            at = iso(found.at) if found.at else None
            updates.append((row["id"], found.points, at, lead_at, became))
        _write(act, updates)
        if progress is not None:
            progress(start + len(part), len(account_ids))
    raised = [account for account, lead_at in fast if not _answered(desk, account, lead_at)]
    for account in raised:
        plan_hand_raiser(desk, act, account, why="crossed the mark of a lead")
    return Settled(leads, raised, score)


def _lead_at(known: str | None, found: Folded, is_lead: bool) -> str | None:  # noqa: FBT001
    if found.crossed_at is None:
        return None
    crossed = iso(found.crossed_at)
    return crossed if crossed == known or is_lead else None


def _with_signs(desk: "Desk", part: Sequence[int]) -> "Iterator[tuple[Row, list[Sign]]]":
    marks = ", ".join("?" * len(part))
    accounts = desk.store.rows(
        f"SELECT id, bin, lead_at, became_lead_on FROM accounts WHERE id IN ({marks})", part
    )
    rows = desk.store.rows(
        "SELECT account_id, happened_at, points, fast_track FROM signals "
        f"WHERE account_id IN ({marks}) ORDER BY account_id",
        part,
    )
    signs = {
        account: [Sign(_moment(at), points, bool(fast)) for _, at, points, fast in group]
        for account, group in groupby(rows, itemgetter(0))
    }
    for row in accounts:
        yield row, signs.get(row["id"], [])


_moment: Callable[[str], datetime] = datetime.fromisoformat


def _write(act: "Writer", updates: "list[tuple[Value, ...]]") -> None:
    names = ("urgency", "urgency_at", "lead_at", "became_lead_on")
    if len(updates) == 1:
        number, *values = updates[0]
        act.update("accounts", int(number or 0), dict(zip(names, values, strict=True)))
    else:
        act.update_many("accounts", names, updates)


def _answered(desk: "Desk", account_id: int, since: str) -> bool:
    """Say whether somebody has been touched since a moment, or waits in the queue for it."""
    return bool(
        desk.store.value(
            "SELECT EXISTS (SELECT 1 FROM activities WHERE account_id = ?1 AND is_touch "
            "AND direction = 'out' AND happened_at >= ?2) "
            "OR EXISTS (SELECT 1 FROM follow_ups WHERE account_id = ?1 AND state = 'open' "
            "AND kind = 'hand_raiser')",
            (account_id, since),
        )
    )


def plan_hand_raiser(
    desk: "Desk",
    act: "Writer",
    account_id: int,
    *,
    why: str,
    contact_id: int | None = None,
    made_by: int | None = None,
) -> int:
    """Plan the answer to a raised hand: today, within the minutes the playbook gives for it."""
    now = desk.clock.now()
    today = now.date().isoformat()
    due = now.astimezone(UTC) + timedelta(minutes=desk.playbook.signals.hand_raiser_minutes)
    return act.insert(
        "follow_ups",
        {
            "account_id": account_id,
            "contact_id": contact_id,
            "kind": "hand_raiser",
            "why": why,
            "due_on": today,
            "due_at": iso(due),
            "first_due_on": today,
            "made_by_id": made_by,
        },
    )

"""Works the urgency of accounts out anew from their signals, and makes leads of those that rose."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.clock import iso, moment_of
from workstation.desk.told_signals import AS_IT_STOOD, OPENING, newest, told
from workstation.method.crossings import Crossing, crossings
from workstation.method.signals import CROSSED
from workstation.method.urgency import Folded, fold, present

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

_AT_A_TIME = 1000
_COLUMNS = ("urgency", "urgency_at", "lead_at", "became_lead_on")
AT_ONCE_FOR = timedelta(days=7)
"""A crossing known of later than this is answered as any lead, not within minutes."""

Told = Callable[[int, int], None]


class Settled(NamedTuple):
    """What working out anew came to: the accounts that became leads, and which of them at once.

    ``now`` is the score of the last account, ``changed`` how many accounts have another score or
    another standing than before.
    """

    leads: list[int]
    hand_raisers: list[int]
    now: int
    changed: int


def settle(
    desk: "Desk",
    act: "Writer",
    account_ids: Sequence[int],
    progress: Told | None = None,
    *,
    made: Sequence[int] = (),
) -> Settled:
    """Write the urgency of accounts as their signals make it, and what follows from it.

    ``made`` are the only signals that are new, when there is one account.

    An account that rose to the mark of a lead, and is above it still, becomes one: by a fast-track
    signal of late with a follow-up due within minutes, unless it was touched since. One to avoid
    becomes none. A row skipped before rests no longer. A crossing that later signals prove never
    to have been is taken back. A score without signals of its own becomes a signal first.
    """
    for part in _parts(account_ids):
        _explain(desk, act, part)
    leads, fast, score, changed = _fold_all(desk, act, account_ids, progress, made)
    act.update_many("accounts", ("rest_until_on",), [(account, None) for account in leads])
    raised = [account for account, lead_at in fast if not answered(desk, account, lead_at)]
    for account in raised:
        plan_hand_raiser(desk, act, account, why=CROSSED)
    return Settled(leads, raised, score, changed)


def refold(desk: "Desk", act: "Writer", account_ids: Sequence[int]) -> None:
    """Work the urgency of accounts out from the signals that an undo has left.

    Nothing is planned. A score from before the first signal stays, though the undo took away the
    signal that stood for it.
    """
    wanted = set(account_ids)
    taken = desk.store.rows(
        "SELECT account_id, json_extract(before, '$.points'), "
        "json_extract(before, '$.happened_at') FROM changes WHERE action_id = ? "
        "AND table_name = 'signals' AND kind = 'delete' AND before LIKE ? "
        "AND json_extract(before, '$.kind') = ? AND NOT EXISTS (SELECT 1 FROM signals "
        "WHERE signals.account_id = changes.account_id AND signals.kind = ?)",
        (act.id, f'%"{OPENING}"%', OPENING, OPENING),
    )
    _insert_openings(act, [tuple(row) for row in taken if row[0] in wanted])
    _fold_all(desk, act, account_ids, None)


def _parts(account_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(account_ids), _AT_A_TIME):
        yield account_ids[start : start + _AT_A_TIME]


def _explain(desk: "Desk", act: "Writer", part: Sequence[int]) -> None:
    """Make a signal of every score that had none before this action."""
    marks = ", ".join("?" * len(part))
    found = desk.store.rows(
        "SELECT id, urgency, coalesce(urgency_at, ?) FROM accounts "
        f"WHERE id IN ({marks}) AND urgency > 0 AND NOT EXISTS (SELECT 1 FROM signals "
        "WHERE account_id = accounts.id AND (signals.created_at < ? OR NOT EXISTS ("
        "SELECT 1 FROM changes WHERE row_id = signals.id AND action_id = ?)))",
        (act.at, *part, act.at, act.id),
    )
    _insert_openings(act, [tuple(row) for row in found])


def _insert_openings(act: "Writer", found: "list[tuple[Value, ...]]") -> None:
    """Insert opening signals, each given as account, points, moment."""
    names = ("account_id", "points", "happened_at", "kind", "source")
    rows = [(*each, OPENING, AS_IT_STOOD) for each in found]
    if len(rows) == 1:
        act.insert("signals", dict(zip(names, rows[0], strict=True)))
    else:
        act.insert_many("signals", names, rows)


def _fold_all(
    desk: "Desk",
    act: "Writer",
    account_ids: Sequence[int],
    progress: Told | None,
    made: Sequence[int] = (),
) -> tuple[list[int], list[tuple[int, str]], int, int]:
    """Write what accounts come to.

    Returns the new leads, those to be answered at once with the moment their crossing was known,
    the score of the last account, and how many changed.
    """
    rules = desk.playbook.signals
    now = desk.clock.now()
    at_once = now - AT_ONCE_FOR
    leads: list[int] = []
    fast: list[tuple[int, str]] = []
    score = changed = done = 0
    for part in _parts(account_ids):
        updates: list[tuple[Value, ...]] = []
        for row, found, crossing in _counted(desk, part, made):
            score = present(found.points, found.at, now, rules.decay)
            avoided = desk.playbook.bin(row["bin"]).prospecting == "refused"
            is_lead = score >= rules.lead_from and not avoided
            lead_at = _lead_at(row["lead_at"], crossing, is_lead=is_lead)
            became = row["became_lead_on"]
            if crossing is not None and lead_at is not None and lead_at != row["lead_at"]:
                leads.append(row["id"])
                became = became or crossing.at.astimezone(now.tzinfo).date().isoformat()
                if crossing.fast_track and crossing.at >= at_once:
                    fast.append((row["id"], lead_at))
            at = iso(found.at) if found.at else None
            new: tuple[Value, ...] = (found.points, at, lead_at, became)
            if new != tuple(row)[-len(new) :]:
                updates.append((row["id"], *new))
        changed += len(updates)
        _write(act, updates)
        done += len(part)
        if progress is not None:
            progress(done, len(account_ids))
    return leads, fast, score, changed


def _lead_at(known: str | None, crossing: Crossing | None, *, is_lead: bool) -> str | None:
    if crossing is None:
        return None
    seen = iso(crossing.known_at)
    return seen if seen == known or is_lead else None


def _counted(
    desk: "Desk", part: Sequence[int], made: Sequence[int]
) -> "Iterator[tuple[Row, Folded, Crossing | None]]":
    """Yield accounts with what their signals come to and their last crossing."""
    marks = ", ".join("?" * len(part))
    rows = desk.store.rows(
        f"SELECT id, bin, {', '.join(_COLUMNS)} FROM accounts WHERE id IN ({marks})", part
    )
    rules = desk.playbook.signals
    if made and rows and (further := _further(desk, rows[0], made)) is not None:
        yield (rows[0], *further)
        return
    signs = told(desk, part)
    for row in rows:
        known = signs.get(row["id"], [])
        found = fold(known, rules.decay, rules.lead_from)
        crossing = None
        if found.crossed_at is not None:
            risen = crossings(known, rules.decay, rules.lead_from)
            crossing = next((each for each in risen if each.at == found.crossed_at), None)
        yield row, found, crossing


def _further(
    desk: "Desk", row: "Row", made: Sequence[int]
) -> tuple[Folded, Crossing | None] | None:
    """Count on from the score an account of very many signals has; None when all are to be."""
    rules = desk.playbook.signals
    signs = newest(desk, row["id"], made)
    if not signs or row["urgency_at"] is None:
        return None
    start = Folded(row["urgency"], moment_of(row["urgency_at"]))
    known, first = row["lead_at"], min(sign.at for sign in signs)
    if known is None and present(*start[:2], first, rules.decay) >= rules.lead_from:
        return None
    found = fold(signs, rules.decay, rules.lead_from, start)
    if found.crossed_at is None:
        since = moment_of(known) if known else None
        return found, Crossing(since, since, fast_track=False) if since else None
    seen = max(sign.known_at or sign.at for sign in signs)
    return found, Crossing(found.crossed_at, seen, found.fast_track)


def _write(act: "Writer", updates: "list[tuple[Value, ...]]") -> None:
    if len(updates) == 1:
        number, *values = updates[0]
        act.update("accounts", int(number or 0), dict(zip(_COLUMNS, values, strict=True)))
    else:
        act.update_many("accounts", _COLUMNS, updates)


def answered(desk: "Desk", account_id: int, since: str, *, waiting: bool = True) -> bool:
    """Say whether somebody has been touched since a moment, or ``waiting`` in the queue for it."""
    touched = desk.store.value(
        "SELECT EXISTS (SELECT 1 FROM activities WHERE account_id = ?1 AND is_touch "
        "AND direction = 'out' AND happened_at >= ?2)",
        (account_id, since),
    )
    return bool(
        touched
        or (
            waiting
            and desk.store.value(
                "SELECT EXISTS (SELECT 1 FROM follow_ups WHERE account_id = ? AND state = 'open' "
                "AND kind = 'hand_raiser')",
                (account_id,),
            )
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

"""An account's urgency with the lines that make it: each signal, each month of silence."""

from datetime import datetime
from itertools import dropwhile
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.clock import moment_of
from workstation.desk.told_signals import before
from workstation.method.figures import say_figure
from workstation.method.urgency import MOST, NOTHING, Folded, Sign, fold, steps

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_SHOWN = 500
"""The newest signals, each of which has a line; older ones share one."""
_TELLING = 500
"""So many signals mostly come to the same whatever came before: the score stays in 0 to 100."""


class UrgencyLine(msgspec.Struct, frozen=True):
    """One line of an account's urgency, in the rep's time.

    ``points`` is what the signal is worth, None for a month of silence and for older signals taken
    together; ``change`` what it did to the score, and ``after`` the score then.
    """

    at: datetime
    title: str
    points: int | None
    change: int
    after: int
    note: str = ""


class UrgencySum(msgspec.Struct, frozen=True):
    """An account's urgency now with the lines that make it, the earliest first.

    The first line may stand for all signals before the newest 500, ``older`` of them.
    ``lead_from`` is the mark of a lead, ``lead_at`` when the account last crossed it.
    """

    account_id: int
    account: str
    now: int
    lines: tuple[UrgencyLine, ...]
    lead_from: int
    lead_at: datetime | None
    older: int = 0


def urgency_sum(desk: "Desk", account_id: int) -> UrgencySum:
    """Return an account's urgency with its sum.

    Raises:
        DeskError: the account is not there.
    """
    account = desk.accounts.get(account_id)
    rules, now = desk.playbook.signals, desk.clock.now()
    rows = {
        row["id"]: row
        for row in desk.store.rows(
            "SELECT signals.id, kind, points, happened_at, fast_track, signals.note, "
            "contacts.name AS contact FROM signals "
            "LEFT JOIN contacts ON contacts.id = contact_id WHERE signals.account_id = ? "
            "ORDER BY happened_at DESC, signals.id DESC LIMIT ?",
            (account_id, _SHOWN),
        )
    }
    signs = [
        Sign(moment_of(row["happened_at"]), row["points"], bool(row["fast_track"]), number)
        for number, row in rows.items()
    ]
    lines = []
    start, older = NOTHING, _count(desk, account_id) - len(rows)
    if older and signs:
        start = _older(desk, account_id, signs[-1], older)
        title, at = f"And {say_figure(older)} older signals", signs[-1].at.astimezone(now.tzinfo)
        lines.append(UrgencyLine(at, title, None, start.points, start.points))
    for step in steps(signs, now, rules.decay, start):
        row = rows[step.sign.number] if step.sign else None
        words = [text for text in (row["contact"], row["note"]) if text] if row else []
        lines.append(
            UrgencyLine(
                at=step.at.astimezone(now.tzinfo),
                title=desk.signals.title(row["kind"]) if row else _silence(rules.decay.after_days),
                points=row["points"] if row else None,
                change=step.change,
                after=step.after,
                note=": ".join(words),
            )
        )
    lead_at = desk.store.value("SELECT lead_at FROM accounts WHERE id = ?", (account_id,))
    return UrgencySum(
        account_id=account_id,
        account=account.name,
        now=account.urgency,
        lines=tuple(lines),
        lead_from=rules.lead_from,
        lead_at=moment_of(lead_at).astimezone(now.tzinfo) if lead_at else None,
        older=older,
    )


def _count(desk: "Desk", account_id: int) -> int:
    return int(desk.store.value("SELECT count(*) FROM signals WHERE account_id = ?", (account_id,)))


def _older(desk: "Desk", account_id: int, first: Sign, count: int) -> Folded:
    """Return what all signals before one come to, from the last of them where those tell it."""
    decay, never = desk.playbook.signals.decay, MOST + 1
    last = before(desk, account_id, first, _TELLING)
    telling = list(dropwhile(lambda sign: sign.points <= 0, last))
    if telling:
        starts = (Folded(points, telling[0].at) for points in range(MOST + 1))
        ends = {fold(telling, decay, never, start) for start in starts}
        if len(ends) == 1:
            return ends.pop()
    return fold(before(desk, account_id, first, count), decay, never)


def _silence(days: int) -> str:
    return "A month of silence" if days == 30 else f"{days} days of silence"

"""Works urgency out anew for many: scores of other programs and versions, or by other rules."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.urgency_fold import Settled, Told, settle
from workstation.desk.urgency_now import UrgencyNow

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer

COUNTED = "urgency_counted"
"""The setting that says by which rules the urgency of all accounts was worked out."""
_LOOKED_AT = 2000
_COUNTING = 2
"""The way of counting; another one makes scores counted before stale, as other rules do."""
_WITH_URGENCY = "SELECT id FROM accounts WHERE urgency > 0 UNION SELECT account_id FROM signals"


def recount(
    desk: "Desk", account_ids: Sequence[int] | None = None, progress: Told | None = None
) -> Changed:
    """Work the urgency of accounts out anew from their signals, of all unless some are given.

    For scores from another program or an earlier version, which may have no signals and no moment
    of becoming a lead, and after the rules of the playbook were changed. ``progress`` is told the
    accounts done and in all; raising in it stops, with nothing changed.

    Raises:
        DeskError: every score is as its signals make it.
    """
    chosen = account_ids
    if chosen is None:
        chosen = [row[0] for row in desk.store.rows(f"{_WITH_URGENCY} ORDER BY 1")]
    with desk.store.action("Recount urgency") as act:
        done = settle(desk, act, chosen, progress)
        marked = account_ids is None and _mark(desk, act)
        if not done.changed and not marked:
            raise DeskError("Every score is as its signals make it.")
        said = "1 account" if done.changed == 1 else f"{done.changed} accounts"
        title = f"Recount urgency: {said} changed"
        act.retitle(title)
    return Changed(act.id, title, tuple(chosen[:100]), leads_said(done))


def leads_said(done: Settled) -> tuple[str, ...]:
    """Return who became a lead, as advice; nothing when nobody did."""
    if not done.leads:
        return ()
    rose = f"{len(done.leads)} account{'s' if len(done.leads) > 1 else ''} became a lead"
    hands = f", {len(done.hand_raisers)} to be called at once" if done.hand_raisers else ""
    return (f"{rose}{hands}.",)


def counted(desk: "Desk") -> int:
    """Return how many accounts have signals or a score."""
    return int(desk.store.value(f"SELECT count(*) FROM ({_WITH_URGENCY})"))


def stale(desk: "Desk") -> str:
    """Return why urgency should be recounted, in a sentence; "" when it need not be.

    It looks at some accounts only, so that it may be asked whenever the program starts.
    """
    if rules_changed(desk):
        return "The rules for signals have changed since urgency was worked out."
    unexplained = desk.store.value(
        "SELECT 1 FROM (SELECT id, urgency FROM accounts LIMIT ?) AS some WHERE urgency > 0 "
        "AND NOT EXISTS (SELECT 1 FROM signals WHERE account_id = some.id) LIMIT 1",
        (_LOOKED_AT,),
    )
    if unexplained:
        return "Some accounts have a score without signals that explain it."
    now_of, lead_from = UrgencyNow(desk), desk.playbook.signals.lead_from
    missed = any(
        now_of(row["urgency"], row["urgency_at"]) >= lead_from
        and desk.playbook.bin(row["bin"]).prospecting != "refused"
        for row in desk.store.rows(
            "SELECT bin, urgency, urgency_at FROM (SELECT * FROM accounts LIMIT ?) "
            "WHERE urgency >= ? AND lead_at IS NULL",
            (_LOOKED_AT, lead_from),
        )
    )
    return (
        "Some accounts have the score of a lead and are not in the queue as one." if missed else ""
    )


def rules_changed(desk: "Desk") -> bool:
    """Say whether the rules for signals are others than those of the last recount of all."""
    mark = desk.store.value("SELECT value FROM settings WHERE key = ?", (COUNTED,))
    return mark is not None and mark != _digest(desk)


def _digest(desk: "Desk") -> str:
    rules = desk.playbook.signals
    return sha256(msgspec.json.encode((_COUNTING, rules.decay, rules.lead_from))).hexdigest()[:16]


def _mark(desk: "Desk", act: "Writer") -> bool:
    """Note the rules urgency was worked out by; say whether that is new."""
    digest = _digest(desk)
    row = desk.store.row("SELECT id, value FROM settings WHERE key = ?", (COUNTED,))
    if row is None:
        act.insert("settings", {"key": COUNTED, "value": digest})
    elif row["value"] != digest:
        act.update("settings", row["id"], {"value": digest})
    else:
        return False
    return True

"""Whether the urgency kept with the accounts is that of the rules in force."""

from typing import TYPE_CHECKING

import msgspec

from workstation.desk.urgency_now import UrgencyNow

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer

COUNTED = "urgency_counted"
"""The setting that says by which rules the urgency of all accounts was worked out."""
_LOOKED_AT = 2000
_COUNTING = 2
"""The way of counting; another one makes scores counted before stale, as other rules do."""


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
    from hashlib import sha256  # brings OpenSSL into memory, for files that have a mark only

    rules = desk.playbook.signals
    return sha256(msgspec.json.encode((_COUNTING, rules.decay, rules.lead_from))).hexdigest()[:16]


def put_mark(desk: "Desk", act: "Writer") -> bool:
    """Note the rules the urgency of all was worked out by; say whether that is new."""
    digest = _digest(desk)
    row = desk.store.row("SELECT id, value FROM settings WHERE key = ?", (COUNTED,))
    if row is None:
        act.insert("settings", {"key": COUNTED, "value": digest})
    elif row["value"] != digest:
        act.update("settings", row["id"], {"value": digest})
    else:
        return False
    return True

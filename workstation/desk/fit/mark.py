"""Whether the scores kept with the accounts are those of the profiles in force."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.profiles import Profile
    from workstation.store.actions import Writer

SCORED = "fit_scored"
"""The setting that says which profiles all accounts were scored with, and on which day."""
_DAYS = 7
"""Days after which scores that look at days are old."""
_LOOKED_AT = 100
_CHANGED = "The profiles or your currency have changed since the accounts were scored."


def put_mark(desk: "Desk", act: "Writer", profiles: "Sequence[Profile]") -> bool:
    """Note the profiles all accounts were scored with; say whether that is new."""
    text = f"{_digest(desk, profiles)} {desk.days.today().isoformat()}"
    row = desk.store.row("SELECT id, value FROM settings WHERE key = ?", (SCORED,))
    if row is None:
        act.insert("settings", {"key": SCORED, "value": text})
    elif row["value"] != text:
        act.update("settings", row["id"], {"value": text})
    else:
        return False
    return True


def profiles_changed(desk: "Desk") -> bool | None:
    """Say whether all accounts were scored last with other profiles; None when that is unknown."""
    mark = desk.store.value("SELECT value FROM settings WHERE key = ?", (SCORED,))
    return None if mark is None else not str(mark).startswith(_digest(desk, desk.playbook.profiles))


def stale(desk: "Desk") -> str:
    """Return why the accounts should be scored anew, in a sentence; "" when they need not."""
    store = desk.store
    mark = store.value("SELECT value FROM settings WHERE key = ?", (SCORED,))
    if mark is not None:
        from workstation.method.conditions import read_day

        profiles, _, day = str(mark).partition(" ")
        if profiles != _digest(desk, desk.playbook.profiles):
            return _CHANGED
        asked = [each for profile in desk.playbook.profiles for each in profile.conditions()]
        today = desk.days.today()
        age = (today - (read_day(day) or today)).days
        if age >= _DAYS and any(each.within_days is not None for each in asked):
            return f"The accounts were scored {age} days ago, and some criteria look at days."
        return ""
    from workstation.desk.fit.values import score_all

    first = [row[0] for row in store.rows("SELECT id FROM accounts LIMIT ?", (_LOOKED_AT,))]
    for portion in score_all(store, desk.fit.scorer(), first):
        for _, old, new in portion:
            if old[0] is None and old[1] is None:
                return "Accounts have not been scored yet."
            if old != new and (old[0] is None or old[3] is not None):
                return _CHANGED
    return ""


def _digest(desk: "Desk", profiles: "Sequence[Profile]") -> str:
    from hashlib import sha256  # brings OpenSSL into memory, for files that have a mark only

    asked = [desk.settings.get("currency"), *profiles]
    return sha256(msgspec.json.encode(asked)).hexdigest()[:16]

"""Calls to try again: planned when nobody answered, and given up when something takes their place.

They were never promised, so a second call to the same person is the retry of the first, and a
cadence that starts with somebody makes them unnecessary.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk


def retries(desk: "Desk", accounts: Sequence[int]) -> "list[Row]":
    """Return the open retries at accounts: ``id``, ``account_id``, ``contact_id``.

    A retry is a call nobody was promised, planned by a call that was no conversation.
    """
    return desk.store.rows(
        # The plus keeps SQLite at the index by account; the one of what is promised is far longer.
        "SELECT follow_ups.id, follow_ups.account_id, follow_ups.contact_id FROM follow_ups "
        "CROSS JOIN activities ON activities.id = made_by_id "
        "WHERE follow_ups.account_id IN (SELECT value FROM json_each(?)) "
        "AND state = 'open' AND channel = 'call' AND +promised = 0 AND meeting_id IS NULL "
        "AND cadence_run_id IS NULL AND activities.kind = 'call' "
        "AND activities.counts_as IN ('unanswered', 'answered')",
        (msgspec.json.encode(list(accounts)).decode(),),
    )

"""The record an action of a screen is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.desk.queue.rows import QueueRow


class Subject(msgspec.Struct, frozen=True):
    """The record an action is for; ``row`` is its place in the queue, where it has one."""

    account_id: int
    account: str
    contact_id: int | None = None
    follow_up_id: int | None = None
    time_zone: str | None = None
    row: QueueRow | None = None

    @classmethod
    def of_row(cls, row: QueueRow) -> Subject:
        """Take the subject from a row of the queue."""
        return cls(
            row.account_id, row.account, row.contact_id, row.follow_up_id, row.time_zone, row
        )

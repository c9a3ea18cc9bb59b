"""The part of the queue a rep looks at: classes, bins, a filter, what fits into some minutes.

A filter and what fits are looked for record by record: read them in a thread.
"""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.desk.capacity import Fitting, Room
    from workstation.desk.desk import Desk
    from workstation.desk.queue.queue import Queue


class Wanted(msgspec.Struct, frozen=True):
    """What of the queue is to be shown; nothing said is everything.

    ``filter`` is the text of one, ``until`` the end of the time given.
    """

    classes: tuple[str, ...] = ()
    bins: tuple[str, ...] = ()
    filter: str = ""
    until: datetime | None = None

    @property
    def needs_reading(self) -> bool:
        """Whether it takes more than the queue itself to know it."""
        return bool(self.filter) or self.until is not None


class Part(msgspec.Struct, frozen=True):
    """What of the queue is in a part.

    ``members`` are the accounts the filter fits, None without one; ``fitting`` is what fits into
    the time given and ``accounts`` whom that is, the first first, None where no time was given.
    """

    members: frozenset[int] | None = None
    accounts: tuple[int, ...] | None = None
    fitting: "Fitting | None" = None


def queue_in(desk: "Desk", wanted: Wanted) -> "Queue":
    """Return the queue of now in the classes, the bins and the filter that are wanted.

    Raises:
        DeskError: the filter cannot be read.
    """
    queue = desk.queue.today()
    if wanted.filter:
        queue = queue.keep(members_of(desk, queue, wanted.filter))
    return queue.only(wanted.classes, wanted.bins)


def members_of(desk: "Desk", queue: "Queue", text: str) -> frozenset[int]:
    """Return the accounts of a queue that a filter fits.

    Raises:
        DeskError: the filter cannot be read.
    """
    return frozenset(desk.focus.among([each.account_id for each in queue.entries], text))


def read_part(
    desk: "Desk", wanted: Wanted, minutes: int | None = None, room: "Room | None" = None
) -> Part:
    """Return what of the queue of now is in a part, ``minutes`` being the time left of it.

    Raises:
        DeskError: the filter cannot be read, or that is no time one can work in.
    """
    queue = desk.queue.today()
    members = members_of(desk, queue, wanted.filter) if wanted.filter else None
    if minutes is None:
        return Part(members)
    if members is not None:
        queue = queue.keep(members)
    queue = queue.only(wanted.classes, wanted.bins)
    fitting = desk.queue.fitting(queue, minutes, room)
    accounts = tuple(queue.entries[place].account_id for place in fitting.places)
    return Part(members, accounts, fitting)

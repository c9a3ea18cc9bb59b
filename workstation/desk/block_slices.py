"""What a call block can be made of: the whole queue or a part of it, records to be called only."""

from typing import TYPE_CHECKING

import msgspec

from workstation.desk.clock import find_zone
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.queue_rows import Entry

MOST = 500
"""Records a block holds at most; nobody calls more in one."""

EVERYTHING, NOW = "all", "now"
"""The slices that are always offered: the whole queue, and who can be called now."""

_PART = 500


class Slice(msgspec.Struct, frozen=True):
    """A part of the queue to call.

    ``key`` is kept with the block: "all", "now", "class:response", "bin:working" or
    "zone:America/Chicago"; ``count`` is how many records it holds now.
    """

    key: str
    title: str
    count: int
    meaning: str


class _Called(msgspec.Struct, frozen=True):
    entry: "Entry"
    bin: str
    zone: str | None


def find_slices(desk: "Desk") -> list[Slice]:
    """Return what can be chosen now, empty parts left out (but never the first two)."""
    called = _called(desk)
    found = [
        Slice(EVERYTHING, "Everything", len(called), "the whole queue, in its order"),
        Slice(NOW, "Callable now", len(_part(called, NOW)), "nobody who has to wait"),
    ]
    for each in desk.playbook.queue.classes:
        key = f"class:{each.key}"
        found.append(Slice(key, each.title, len(_part(called, key)), each.meaning))
    for bin_ in desk.playbook.bins:
        key = f"bin:{bin_.key}"
        found.append(Slice(key, bin_.title, len(_part(called, key)), bin_.meaning))
    counts: dict[str, int] = {}
    for one in called:
        if one.zone:
            counts[one.zone] = counts.get(one.zone, 0) + 1
    now = desk.clock.now()
    for zone, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        place = find_zone(zone)
        if place is not None:
            meaning = f"{now.astimezone(place):%H:%M} there now"
            found.append(Slice(f"zone:{zone}", city(zone), count, meaning))
    return [each for each in found if each.count or each.key in (EVERYTHING, NOW)]


def accounts_in(desk: "Desk", key: str) -> list[int]:
    """Return the accounts of a slice in the queue's order, as many as a block holds."""
    return [each.entry.account_id for each in _part(_called(desk), key)][:MOST]


def title_of(desk: "Desk", key: str) -> str:
    """Return a slice's title.

    Raises:
        DeskError: there is no such slice.
    """
    what, _, name = key.partition(":")
    if key in (EVERYTHING, NOW):
        return {EVERYTHING: "Everything", NOW: "Callable now"}[key]
    known: dict[str, str] = {}
    if what == "class":
        known = {each.key: each.title for each in desk.playbook.queue.classes}
    elif what == "bin":
        known = {each.key: each.title for each in desk.playbook.bins}
    elif what == "zone" and find_zone(name):
        known = {name: city(name)}
    if name not in known:
        raise DeskError(f"There is no part of the queue called {key!r}.")
    return known[name]


def city(zone: str) -> str:
    """Return a time zone as its city."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _part(called: list[_Called], key: str) -> list[_Called]:
    what, _, name = key.partition(":")
    if what == NOW:
        return [each for each in called if not each.entry.waits]
    if what == "class":
        return [each for each in called if each.entry.class_ == name]
    if what == "bin":
        return [each for each in called if each.bin == name]
    if what == "zone":
        return [each for each in called if each.zone == name]
    return called


def _called(desk: "Desk") -> list[_Called]:
    """Return the queue's entries that may be worked by a call, with what slices go by."""
    other = {
        row["id"]
        for row in desk.store.rows(
            "SELECT id FROM follow_ups WHERE state = 'open' AND promised IN (0, 1) "
            "AND due_on <= ? AND channel <> 'call'",
            (desk.days.today().isoformat(),),
        )
    }
    entries = [
        entry
        for entry in desk.queue.today().entries
        if entry.class_ != "baton" and entry.follow_up_id not in other
    ]
    known: dict[int, tuple[str, str | None]] = {}
    for start in range(0, len(entries), _PART):
        ids = [entry.account_id for entry in entries[start : start + _PART]]
        marks = ", ".join("?" * len(ids))
        known |= {
            row["id"]: (row["bin"], row["time_zone"])
            for row in desk.store.rows(
                f"SELECT id, bin, time_zone FROM accounts WHERE id IN ({marks})", ids
            )
        }
    refused = {each.key for each in desk.playbook.bins if each.prospecting == "refused"}
    return [
        _Called(entry, *known[entry.account_id])
        for entry in entries
        if entry.account_id in known and known[entry.account_id][0] not in refused
    ]

"""What a call block can be made of: the queue or a part of it, a focus list; only calls."""

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.clock import find_zone
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.queue.rows import Entry

MOST = 500
"""Records a block holds at most; nobody calls more in one."""

EVERYTHING, NOW, HOUR = "all", "now", "hour"
"""The whole queue, who can be called now (both always offered), and what fits into an hour."""

ONE_HOUR = 60
"""Minutes."""

_PART = 500


class Slice(msgspec.Struct, frozen=True):
    """A part of the queue to call, or a focus list whether due or not.

    ``key`` is kept with the block: "all", "now", "hour", "class:response", "bin:working",
    "zone:America/Chicago" or "focus:" with the number of a focus list; ``count`` is how many
    records it holds now.
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
    from workstation.desk.queue.listed import count_listed

    called = _called(desk)
    found = [
        Slice(EVERYTHING, "Everything", len(called), "the whole queue, in its order"),
        Slice(NOW, "Callable now", len(_part(called, NOW)), "nobody who has to wait"),
        Slice(HOUR, "One hour", len(_in_an_hour(desk, called)), "what fits, promises first"),
    ]
    for each in desk.playbook.queue.classes:
        key = f"class:{each.key}"
        found.append(Slice(key, each.title, len(_part(called, key)), each.meaning))
    for bin_ in desk.playbook.bins:
        key = f"bin:{bin_.key}"
        found.append(Slice(key, bin_.title, len(_part(called, key)), bin_.meaning))
    found += [
        Slice(f"focus:{each.id}", each.name, count_listed(desk, each.filter), each.meaning)
        for each in desk.focus.names()
        if not each.trouble
    ]
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
    """Return the accounts of a slice, as many as a block holds.

    They come in the queue's order, those of a focus list by urgency x fit.
    """
    what, _, name = key.partition(":")
    if what == "focus":
        return _focused(desk, name)
    called = _called(desk)
    part = _in_an_hour(desk, called) if key == HOUR else _part(called, key)
    return [each.entry.account_id for each in part][:MOST]


def title_of(desk: "Desk", key: str) -> str:
    """Return a slice's title.

    Raises:
        DeskError: there is no such slice.
    """
    what, _, name = key.partition(":")
    if key in (EVERYTHING, NOW, HOUR):
        return {EVERYTHING: "Everything", NOW: "Callable now", HOUR: "One hour"}[key]
    known: dict[str, str] = {}
    if what == "class":
        known = {each.key: each.title for each in desk.playbook.queue.classes}
    elif what == "bin":
        known = {each.key: each.title for each in desk.playbook.bins}
    elif what == "zone" and find_zone(name):
        known = {name: city(name)}
    elif what == "focus":
        known = {str(each.id): each.name for each in desk.focus.names()}
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


def _in_an_hour(desk: "Desk", called: list[_Called]) -> list[_Called]:
    """Return those whose rows fit into the next hour, promises and hand-raisers first."""
    known = {each.entry.account_id: each for each in called}
    queue = desk.queue.today().keep(known)
    places = desk.queue.fitting(queue, ONE_HOUR).places
    accounts = [queue.entries[place].account_id for place in places]
    return [known[account] for account in accounts if account in known]


def _focused(desk: "Desk", name: str) -> list[int]:
    """Return a focus list's accounts; none when it has gone or cannot be read any more."""
    from workstation.desk.queue.listed import listed

    try:
        return listed(desk, desk.focus.get(int(name)).filter, MOST)
    except (DeskError, ValueError):
        return []


def _called(desk: "Desk") -> list[_Called]:
    """Return the queue's entries that may be worked by a call, with what slices go by."""
    other = {
        row["id"]
        for row in desk.store.rows(
            "SELECT id FROM follow_ups WHERE state = 'open' AND promised IN (0, 1) "
            "AND due_on <= ? AND channel <> 'call'",
            ((desk.days.today() + timedelta(days=1)).isoformat(),),
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
    allowed = frozenset(desk.playbook.open_bins())
    return [
        _Called(entry, *known[entry.account_id])
        for entry in entries
        if entry.account_id in known and known[entry.account_id][0] in allowed
    ]

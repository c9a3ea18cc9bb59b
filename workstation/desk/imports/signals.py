"""Turns rows of a file into signals of interest of accounts we know."""

import re
from array import array
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.desk.hands_raised import Hand, raise_hands, recent_from, said_hands, to_answer
from workstation.desk.imports.accounts import Outcome
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.cells import Cells, RowReader, one_line
from workstation.desk.imports.known import Known, Whose
from workstation.desk.signals import POINTS_ONLY
from workstation.exchange import values
from workstation.exchange.dates import read_moment
from workstation.exchange.values import Unreadable
from workstation.method.urgency import MOST

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer

_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)
_PLAIN = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z", re.ASCII
)
"""A moment as the file keeps it; the last days of a month are looked at more closely."""
_FIRST = "1970"
_LONGEST_KIND = 60
_REMEMBERED = 1 << 17
_TIMES = 4
"""How many times as much room is made when a table of hashes is half full."""

_BY_ID = (
    "SELECT 1 FROM signals WHERE source_id = ?4 AND account_id = ?1 AND kind = ?2 UNION ALL "
    "SELECT 1 FROM signals WHERE account_id = ?1 AND happened_at = ?3 AND kind = ?2 "
    "AND substr(source_id, instr(source_id, ':') + 1) = ?2 || ':' || ?3 || ':' || ?4 LIMIT 1"
)
"""Ids are kept with account, kind and moment in front; earlier versions kept them bare."""

Found = TypeVar("Found")


class SignalRows:
    """Decides about rows of signals; ``whose`` knows the accounts and people."""

    def __init__(
        self,
        desk: "Desk",
        reader: RowReader,
        whose: Whose,
        batch: Batch,
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._order = reader.order_of("when")
        self._whose = whose
        self._accounts = whose.accounts
        self._contacts = whose.contacts if reader.has("email") else None
        self._batch = batch
        self._now = desk.clock.now()
        self._now_text = iso(self._now)
        self._recent = recent_from(self._now)
        self._raising = {each.key for each in desk.signals.kinds() if each.raises_hand}
        self._seen = _Seen()
        self._first = desk.store.value("SELECT 1 FROM signals LIMIT 1") is None
        self._when_cell, self._note = _cell(reader, "when"), _cell(reader, "note")
        self._source_id = _cell(reader, "source_id")
        self._when = lru_cache(maxsize=4096)(self._read_when)
        self._rows_of = _Remembered(
            reader.places("account_name", "domain", "email", "contact_name"),
            lambda cells: self._find(
                reader.name(cells, "account_name"),
                reader.raw(cells, "domain"),
                reader.raw(cells, "email"),
                reader.raw(cells, "contact_name"),
            ),
        )
        self._worth = _Remembered(
            reader.places("kind", "points"),
            lambda cells: self._read_worth(reader.raw(cells, "kind"), reader.raw(cells, "points")),
        )

    def take(self, cells: Cells) -> Outcome:
        """Decide about a row and collect the signal it brings."""
        account, person = self._rows_of.of(cells)
        if isinstance(account, str):
            return Outcome("unusable", why=account)
        worth = self._worth.of(cells)
        if isinstance(worth, str):
            return Outcome("unusable", account, worth)
        kind, points, fast_track = worth
        at = self._when_cell(cells)
        if not (_PLAIN.fullmatch(at) and _FIRST < at <= self._now_text):
            at = self._when(self._reader.raw(cells, "when"))
            if not at[:1].isdigit():
                return Outcome("unusable", account, at)
        source_id = None
        if self._source_id(cells):
            source_id = one_line(self._reader.raw(cells, "source_id")) or None
        if self._known(account.id, kind, points, at, source_id):
            return Outcome("same", account)
        note = self._reader.note(cells) if self._note(cells) else None
        if person is None and (called := self._reader.name(cells, "contact_name")):
            note = f"{called}: {note}" if note else called
        batch = self._batch
        known_as = f"{account.id}:{kind}:{at}:{source_id}" if source_id else None
        batch.add_signal(
            (account.id, person, kind, points, at, note, fast_track, known_as, batch.source)
        )
        if kind in self._raising and at >= self._recent:
            held = batch.hands.get(account.id)
            if held is None or held.at < at:
                batch.hands[account.id] = Hand(at, person, one_line(note or ""))
        return Outcome("new", account)

    # Whose it is

    def _find(
        self, name: str, domain: str, email: str, called: str
    ) -> tuple[Known | str, int | None]:
        """Return the account a row is about, or why it is about none, and the person."""
        contact = None
        if self._contacts is not None and email:
            address = values.email(email)
            if isinstance(address, str):
                contact = self._contacts.find("", [address])
        account = self._account(name, domain, email, contact)
        if contact is not None and contact.account is account:
            return account, contact.id
        if not called or isinstance(account, str):
            return account, None
        return account, self._whose.person_named(account, one_line(called))

    def _account(self, name: str, domain: str, email: str, contact: Known | None) -> Known | str:
        known = self._accounts
        if name and (found := known.of_name(name, "", "")):
            return found
        if domain and (found := known.of_domain(domain, "")):
            return found
        for site in (domain, name if "." in name else ""):
            bare = values.bare_domain(site) if site else ""
            if isinstance(bare, str) and bare and (found := known.of_domain(bare, "")):
                return found
        if contact is not None and contact.account is not None:
            return contact.account
        at = email.rpartition("@")[2].strip(" >").lower()
        if at and (found := known.of_domain(at, "")):
            return found
        said = name or domain or email
        return f"no account “{one_line(said)[:80]}”" if said else "no account, domain or email"

    # What it is

    def _read_worth(self, said: str, number: str) -> tuple[str, int, int] | str:
        """Return kind, points and fast track, or why they make no signal."""
        signals = self._desk.signals
        kind = self._desk.playbook.signals.kind(one_line(said)) if said else None
        points = None
        if number:
            plain = number.replace("\u2212", "-").strip()
            if not _NUMBER.fullmatch(plain) or abs(int(plain)) > MOST:
                what = one_line(number)[:40]
                return f"points “{what}” are no whole number from -{MOST} to {MOST}"
            points = int(plain)
        if kind is not None:
            try:
                return kind.key, signals.worth(kind, points), int(kind.fast_track)
            except DeskError as error:
                return str(error).rstrip(".")
        if points is None:
            what = one_line(said)[:_LONGEST_KIND]
            return f"there is no signal “{what}”" if said else "neither a kind nor points"
        return one_line(said)[:_LONGEST_KIND] or POINTS_ONLY, points, 0

    def _read_when(self, said: str) -> str:
        """Return the moment as UTC text, or why there is none, which begins with a letter."""
        if not said:
            return "no moment"
        found = read_moment(said, self._order, self._now.tzinfo or UTC)
        if isinstance(found, Unreadable):
            return f"moment {found.why}"
        try:
            at = iso(found)
            if _FIRST < at <= self._now_text:
                return at
            return iso(self._desk.signals.moment(found))
        except DeskError as error:
            return f"moment {str(error).rstrip('.')}"
        except OverflowError:
            return f"moment “{one_line(said)[:40]}” is out of all time"

    def _known(
        self, account_id: int, kind: str, points: int, at: str, source_id: str | None
    ) -> bool:
        """Say whether the file or the desk has this signal already.

        Two tools may number their signals alike: an id tells apart what one account did at one
        moment, no more.
        """
        if self._seen.before(hash((account_id, kind, at, source_id or points))):
            return True
        if self._first:
            return False
        if source_id:
            return self._desk.store.value(_BY_ID, (account_id, kind, at, source_id)) is not None
        return (
            self._desk.store.value(
                "SELECT 1 FROM signals WHERE account_id = ? AND happened_at = ? AND kind = ? "
                "AND points = ?",
                (account_id, at, kind, points),
            )
            is not None
        )


def _cell(reader: RowReader, field: str) -> Callable[[Cells], str]:
    """Return what takes a field's cell out of a row as it stands, "" where no column fills it."""
    found: Callable[[Cells], str] = (
        itemgetter(*reader.places(field)) if reader.has(field) else lambda _row: ""
    )
    return found


class _Remembered(Generic[Found]):
    """What some cells of a row come to; rows that say the same are looked at once."""

    def __init__(self, places: Sequence[int], find: Callable[[Cells], Found]) -> None:
        self._key: Callable[[Cells], Hashable] = (
            itemgetter(*places) if places else lambda _row: None
        )
        self._find = find
        self._held: dict[Hashable, Found] = {}

    def of(self, cells: Cells) -> Found:
        """Return what a row's cells come to."""
        key = self._key(cells)
        found = self._held.get(key)
        if found is None:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            found = self._held[key] = self._find(cells)
        return found


class _Seen:
    """The rows of a file met so far, by their hashes, 64 bytes a row at most."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 << 12))
        self._count = 0

    def before(self, mark: int) -> bool:
        """Say whether this was met before, and remember it."""
        mark, slots = mark or 1, self._slots
        last = len(slots) - 1
        at = mark & last
        while held := slots[at]:
            if held == mark:
                return True
            at = (at + 1) & last
        slots[at] = mark
        self._count += 1
        if self._count * 2 > last:
            self._grow()
        return False

    def _grow(self) -> None:
        held = self._slots
        slots = self._slots = array("q", bytes(8 * _TIMES * len(held)))
        last = len(slots) - 1
        for mark in held:
            if mark:
                at = mark & last
                while slots[at]:
                    at = (at + 1) & last
                slots[at] = mark


def settle_signals(desk: "Desk", act: "Writer", batch: Batch) -> None:
    """Work out anew the urgency of the accounts that got signals, and raise the hands among them.

    One that asked to be contacted within the last days is a hand-raiser, as by hand.
    """
    from workstation.desk.urgency_fold import settle

    done = settle(desk, act, sorted(batch.signalled))
    asked = raise_hands(desk, act, batch.hands)
    crossed = [account for account in done.hand_raisers if account not in asked]
    if done.leads:
        rose = f"{len(done.leads)} account{'s' if len(done.leads) > 1 else ''} became a lead"
        hands = f", {len(crossed)} to be called at once" if crossed else ""
        batch.advice = (f"{rose}{hands}.",)
    if asked:
        said = said_hands(len(asked), desk.playbook.signals.hand_raiser_minutes)
        batch.advice = (said, *batch.advice)


def foreseen_hands(desk: "Desk", batch: Batch) -> tuple[str, ...]:
    """Say how many accounts would be hand-raisers by what a file tells; nothing when none is."""
    asked = to_answer(desk, batch.hands)
    return (said_hands(len(asked), desk.playbook.signals.hand_raiser_minutes),) if asked else ()

"""Turns rows of a file into signals of interest of accounts we know."""

import re
from array import array
from collections.abc import Callable
from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.desk.import_accounts import Outcome
from workstation.desk.import_batch import Batch
from workstation.desk.import_cells import Cells, RowReader, one_line
from workstation.desk.import_known import Known, KnownAccounts, KnownContacts
from workstation.desk.signals import POINTS_ONLY
from workstation.exchange import values
from workstation.exchange.moments import moment
from workstation.exchange.values import Unreadable
from workstation.method.text import clean
from workstation.method.urgency import MOST

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)
_PLAIN = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z", re.ASCII
)
"""A moment as the file keeps it; the last days of a month are looked at more closely."""
_FIRST = "1970"
_LONGEST_KIND = 60


class SignalRows:
    """Decides about rows of signals; ``accounts`` and ``contacts`` are those we know."""

    def __init__(
        self,
        desk: "Desk",
        reader: RowReader,
        accounts: KnownAccounts,
        contacts: KnownContacts | None,
        batch: Batch,
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._accounts = accounts
        self._contacts = contacts
        self._batch = batch
        self._now = desk.clock.now()
        self._now_text = iso(self._now)
        self._seen = _Seen()
        self._first = desk.store.value("SELECT 1 FROM signals LIMIT 1") is None
        self._domain, self._email = _cells(reader, "domain"), _cells(reader, "email")
        self._kind, self._points = _cells(reader, "kind"), _cells(reader, "points")
        self._note, self._source_id = _cells(reader, "note"), _cells(reader, "source_id")
        self._worth = lru_cache(maxsize=1024)(self._read_worth)
        self._when = lru_cache(maxsize=4096)(self._read_when)
        self._whose = lru_cache(maxsize=16384)(self._find)

    def take(self, cells: Cells) -> Outcome:
        """Decide about a row and collect the signal it brings."""
        reader = self._reader
        account, person = self._whose(
            reader.name(cells, "account_name"), self._domain(cells), self._email(cells)
        )
        if isinstance(account, str):
            return Outcome("unusable", why=account)
        worth = self._worth(self._kind(cells), self._points(cells))
        if isinstance(worth, str):
            return Outcome("unusable", account, worth)
        kind, points, fast_track = worth
        at = reader.raw(cells, "when")
        if not (_PLAIN.fullmatch(at) and _FIRST < at <= self._now_text):
            at = self._when(at)
            if not at[:1].isdigit():
                return Outcome("unusable", account, at)
        source_id = one_line(self._source_id(cells)) or None
        if self._known(account.id, kind, points, at, source_id):
            return Outcome("same", account)
        note = clean(self._note(cells)).strip() or None
        self._batch.add_signal((account.id, person, kind, points, at, note, fast_track, source_id))
        return Outcome("new", account)

    # Whose it is

    def _find(self, name: str, domain: str, email: str) -> tuple[Known | str, int | None]:
        """Return the account a row is about, or why it is about none, and the person."""
        contact = None
        if self._contacts is not None and email:
            address = values.email(email)
            if isinstance(address, str):
                contact = self._contacts.find("", [address])
        account = self._account(name, domain, email, contact)
        theirs = contact is not None and contact.account is account
        return account, contact.id if contact and theirs else None

    def _account(self, name: str, domain: str, email: str, contact: Known | None) -> Known | str:
        known = self._accounts
        if name and (found := known.of_name(name, "", "")):
            return found
        if domain and (found := known.of_domain(domain, "")):
            return found
        bare = values.bare_domain(domain) if domain else ""
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
        found = moment(said, self._now.tzinfo or UTC)
        if isinstance(found, Unreadable):
            return f"moment {found.why}"
        try:
            return iso(self._desk.signals.moment(found))
        except DeskError as error:
            return f"moment {str(error).rstrip('.')}"
        except OverflowError:
            return f"moment “{one_line(said)[:40]}” is out of all time"

    def _known(
        self, account_id: int, kind: str, points: int, at: str, source_id: str | None
    ) -> bool:
        """Say whether the file or the desk has this signal already."""
        if self._seen.before(hash(source_id or (account_id, kind, points, at))):
            return True
        if self._first:
            return False
        if source_id:
            sql, values_ = "source_id = ?", [source_id]
            return self._desk.store.value(f"SELECT 1 FROM signals WHERE {sql}", values_) is not None
        return (
            self._desk.store.value(
                "SELECT 1 FROM signals WHERE account_id = ? AND happened_at = ? AND kind = ? "
                "AND points = ?",
                (account_id, at, kind, points),
            )
            is not None
        )


def _cells(reader: RowReader, field: str) -> Callable[[Cells], str]:
    """Return what reads a field's cell of a row, "" where no column fills it."""
    if not reader.has(field):
        return lambda _row: ""
    return lambda row: reader.raw(row, field)


class _Seen:
    """The rows of a file met so far, by their hashes, 16 bytes a row at most."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 << 12))
        self._count = 0

    def before(self, mark: int) -> bool:
        """Say whether this was met before, and remember it."""
        if not self._put(mark or 1):
            return True
        self._count += 1
        if self._count * 2 > len(self._slots):
            held = self._slots
            self._slots = array("q", bytes(16 * len(held)))
            for each in held:
                if each:
                    self._put(each)
        return False

    def _put(self, mark: int) -> bool:
        slots = self._slots
        at, last = mark & (len(slots) - 1), len(slots) - 1
        while held := slots[at]:
            if held == mark:
                return False
            at = (at + 1) & last
        slots[at] = mark
        return True

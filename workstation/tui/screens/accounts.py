"""Accounts: the eight bins with their counts, and the list of the one that is chosen."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.desk.listing import ORDERS, Listing, Order
from workstation.method.filters import (
    EVERYTHING,
    Filter,
    FilterError,
    Known,
    complete,
    explain,
    hint,
    is_plain,
    names_wanted,
    read,
    readable,
)
from workstation.tui.aside import Aside
from workstation.tui.commands import bindings_for
from workstation.tui.record_actions import RecordActions
from workstation.tui.subject import Subject
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.account_list import AccountList
from workstation.tui.widgets.bin_board import BinBoard
from workstation.tui.widgets.filter_help import FilterHelp
from workstation.tui.widgets.filter_line import FilterLine
from workstation.tui.widgets.key_line import KeyLine
from workstation.tui.widgets.record_list import RecordList
from workstation.tui.widgets.render import one_line

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.listing import AccountRow

SAID_ORDERS: dict[str, str] = {
    "name": "by name",
    "next": "by next step",
    "touched": "longest untouched first",
    "fit": "best fit first",
}
_NO_ACCOUNTS = "No accounts yet: i imports a file, a adds one."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is to show."""

    bin: str | None = None
    words: str = ""
    filter: Filter = EVERYTHING
    order: Order = "name"


@dataclass(frozen=True, slots=True)
class _Answer:
    ids: array[int]
    counts: dict[str, int]


class AccountsScreen(RecordActions):
    """A board of the bins, a line to filter, and a window on the accounts that fit."""

    place = "accounts"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("accounts")]
    DEFAULT_CSS = "AccountsScreen.-wide BinBoard { height: 3; }"

    def __init__(self, bin_key: str | None = None) -> None:
        super().__init__()
        self._wanted = Wanted(bin_key)
        self._shown: Wanted | None = None
        self._listing: Listing | None = None
        self._aside = Aside(self)
        self._naming = Aside(self, "names")
        self._named: set[tuple[str, str]] = set()
        self._made: int | None = None
        self._total = 0
        self._known: Known | None = None
        self._focus_list = ""

    def body(self) -> ComposeResult:
        """Lay out the board, the filter and the list."""
        bins = self.desk.playbook.bins
        yield BinBoard(bins)
        yield FilterLine(
            hint="t, then type: a name, a place, tier 1, untouched 30 days",
            completer=self._completed,
        )
        yield FilterHelp()
        yield AccountList(bins, self.desk.days.today)

    @property
    def keys_wait(self) -> bool:
        """Whether another list is wanted than the one on show; typing a filter need not wait."""
        typing = isinstance(self.focused, Input)
        return self._aside.waiting and self._shown != self._wanted and not typing

    @property
    def records(self) -> AccountList:
        """The list."""
        return self.query_one(AccountList)

    def subject(self) -> Subject | None:
        """Return the highlighted account, with the person a call would go to."""
        row: AccountRow | None = self.records.row
        if row is None:
            return None
        people = self.desk.accounts.contacts(row.id)
        first = people[0] if people else None
        zones = [first.time_zone, *(each.time_zone for each in first.phones)] if first else []
        return Subject(
            row.id,
            row.name,
            first.id if first else None,
            time_zone=next((zone for zone in zones if zone), self._zone_of(row.id)),
        )

    def _zone_of(self, account_id: int) -> str | None:
        return self.desk.accounts.get(account_id).time_zone

    def marked_number(self) -> int:
        """Return how many accounts are marked."""
        return self.records.marked_count

    def subjects(self) -> list[int]:
        """Return the marked accounts, or the highlighted one when none is marked."""
        records = self.records
        if not records.marked_count or self._listing is None:
            return super().subjects()
        if records.marked_count == len(self._listing.ids) and records.all_marked:
            return list(self._listing.ids)
        marked = records.marked()
        return [number for number in self._listing.ids if number in marked]

    def moved(self) -> None:
        """Take the marks away: the accounts that had them may be out of sight now."""
        if self.records.marked_count:
            self.records.clear_marks()

    # Reading

    def reload(self, changed: Changed | None = None) -> None:
        """Find the accounts again; the cursor goes to one that was just added."""
        if changed is not None:
            self._made = changed.made
        self._find()

    def _find(self) -> None:
        wanted = self._wanted

        def question(desk: Desk) -> _Answer:
            part = None if wanted.filter == EVERYTHING else wanted.filter
            found = Listing.find(desk, bin_key=wanted.bin, filter=part, order=wanted.order)
            return _Answer(found.ids, desk.bins.counts())

        self._aside.ask(question, lambda answer: self._found(wanted, answer))

    def _found(self, wanted: Wanted, answer: _Answer) -> None:
        """Show what was found."""
        before, self._shown = self._shown, wanted
        self._total = sum(answer.counts.values())
        self.query_one(BinBoard).show(answer.counts, wanted.bin)
        self.query_one(KeyLine).begin(empty=not self._total)
        self.records.say_empty(self._empty_words())
        if before is None or before.bin != wanted.bin:
            self.records.show_columns(wanted.bin)
        same = before is not None and replace(before, order=wanted.order) == wanted
        if self._listing is not None and same:
            self._listing.ids = answer.ids
            self.records.refresh_source()
        else:
            self._listing = Listing(self.desk, answer.ids)
            freed = before is not None and before.bin == wanted.bin and not wanted.words
            self.records.set_source(self._listing, keep_key=freed)
        if self._made is not None and self.records.go_to_key(self._made):
            self._made = None
        self._say()

    def _empty_words(self) -> str:
        wanted = self._wanted
        if not self._total:
            return _NO_ACCOUNTS
        if wanted.words:
            where = f" in {self.desk.playbook.bin(wanted.bin).title}" if wanted.bin else ""
            return f"Nothing{where} fits “{wanted.words}”: Esc shows them all again."
        if wanted.bin:
            each = self.desk.playbook.bin(wanted.bin)
            return f"{each.title} is empty: {each.meaning}\nb moves an account here, 0 shows all."
        return _NO_ACCOUNTS

    @on(RecordList.Marked)
    def _say(self) -> None:
        """Say beside the filter what the list shows."""
        records = self.records
        bin_key = self._wanted.bin
        title = self.desk.playbook.bin(bin_key).title if bin_key else "all bins"
        parts = [title, f"{records.count:,}".replace(",", " "), SAID_ORDERS[self._wanted.order]]
        if self._focus_list:
            parts.insert(0, f"◆ {one_line(self._focus_list)}")
        if records.marked_count:
            parts.insert(0, f"✓ {records.marked_count} marked")
        self.query_one(FilterLine).say(" · ".join(parts))

    # Choosing what is shown

    def action_show_bin(self, number: int) -> None:
        """Show one bin by its number, all of them by 0."""
        bins = self.desk.playbook.bins
        key = bins[number - 1].key if 0 < number <= len(bins) else None
        self._wanted = replace(self._wanted, bin=key)
        self._find()

    @on(BinBoard.Chosen)
    def _bin_clicked(self, event: BinBoard.Chosen) -> None:
        self.action_show_bin(event.number)

    def action_order(self) -> None:
        """Go on to the next order."""
        orders: list[Order] = list(ORDERS)  # type: ignore[arg-type]
        at = orders.index(self._wanted.order)
        self._wanted = replace(self._wanted, order=orders[(at + 1) % len(orders)])
        self._find()

    def action_filter(self) -> None:
        """Type a filter; the names in the data are learnt the first time, for completion."""
        self.query_one(FilterLine).start()
        self._help()
        if self._known is None:
            self._known = self._names()
            self._learn()

    def _names(self) -> Known:
        return self._known or self.desk.focus.known()

    def _learn(self) -> None:
        desk = self.desk

        def work() -> None:
            reader = desk.reader()
            try:
                known = reader.focus.values()
            except (DeskError, StoreError):
                return
            finally:
                reader.close()
            self.call_later(self._learned, known)

        self.run_worker(work, thread=True, group="filter names", exclusive=True)

    def _learned(self, known: Known) -> None:
        self._known = known
        self._named.clear()
        if isinstance(self.focused, Input):
            self._help()

    def _learn_begun(self, text: str, cursor: int) -> None:
        """Look in all records for the names that begin as the one being typed."""
        wanted = names_wanted(text, cursor)
        if wanted is None or wanted in self._named:
            return
        self._naming.ask(
            lambda desk: desk.focus.begun(*wanted),
            lambda found: self._has_begun(wanted, found),
            lambda _: None,
        )

    def _has_begun(self, wanted: tuple[str, str], found: tuple[str, ...]) -> None:
        self._named.add(wanted)
        self._known = self._names().knowing(wanted[0], found)
        self._help()

    @on(FilterLine.Typed)
    def _typed(self, event: FilterLine.Typed) -> None:
        """Find what fits the filter, where it has a mistake the part of it before that."""
        self._help()
        words = readable(event.text, self._names())
        if words == self._wanted.words:
            return
        self._focus_list = ""
        self._wanted = replace(self._wanted, words=words, filter=read(words, self._names()))
        self._find()

    def _help(self) -> None:
        """Say below the line what it means, what is wrong, what could come next."""
        text, cursor = self.query_one(FilterLine).typed
        typing, known = isinstance(self.focused, Input), self._names()
        offers = complete(text, cursor, known) if typing else []
        if typing:
            self._learn_begun(text, cursor)
        say = self.query_one(FilterHelp).say
        try:
            part = read(text, known)
        except FilterError as error:
            style = "$text-muted" if error.unfinished else "$text-error"
            say(str(error), style=style, offers=offers)
            return
        slip = hint(text, known, cursor if typing else None)
        if slip:
            say(slip, style="$text-warning", offers=offers)
            return
        meaning = "" if is_plain(part) else explain(part, known)
        say(meaning if typing or not self._focus_list else "", offers=offers)

    def _completed(self, text: str, cursor: int) -> tuple[str, int] | None:
        offers = complete(text, cursor, self._names())
        return offers[0].applied(text) if offers else None

    @on(FilterLine.Left)
    def _typing_done(self) -> None:
        self.records.focus()
        self.call_after_refresh(self._help)

    @flow
    async def action_focus_list(self) -> None:
        """Open a focus list, or keep the filter as one."""
        from workstation.tui.dialogs.focus import choose_focus

        answer = await choose_focus(self, self._wanted.words)
        if answer is None:
            if self._focus_list not in {each.name for each in self.desk.focus.names()}:
                self._focus_list = ""
                self._say()
            return
        chosen = answer[1]
        text = chosen.filter if chosen else ""
        self._wanted = replace(
            self._wanted, bin=None, words=text, filter=self.desk.focus.read(text)
        )
        self._focus_list = chosen.name if chosen else ""
        self.query_one(FilterLine).put(text)
        self._help()
        self._find()

    def action_back(self) -> None:
        """Take the filter away, then go back."""
        if self.query_one(FilterLine).text:
            self.query_one(FilterLine).clear()
        else:
            super().action_back()

    # Doing

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    async def action_import_file(self) -> None:
        """Bring in a file."""
        from workstation.tui.dialogs.import_wizard import ImportWizard

        await self.app.push_screen(ImportWizard())

    @flow
    async def action_export_list(self) -> None:
        """Write the list, or what is marked of it, into a file."""
        from workstation.tui.dialogs.export_list import export_list

        listed = self._listing.ids if self._listing is not None else array("q")
        ids = array("q", self.subjects() if self.records.marked_count else listed)
        bin_key = self._wanted.bin
        title = self.desk.playbook.bin(bin_key).title if bin_key else "accounts"
        await export_list(self, ids, self._focus_list or title)

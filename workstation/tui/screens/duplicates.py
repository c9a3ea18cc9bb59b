"""Duplicates: pairs that may be the same, with what speaks for it; a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from workstation.desk.duplicates.rows import Pair, Scanned
from workstation.tui.aside import Aside
from workstation.tui.commands import bindings_for
from workstation.tui.long_work import Ended, LongWork, Progressed
from workstation.tui.screens.base import DeskScreen
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.key_line import KeyLine
from workstation.tui.widgets.panel import Panel
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import Piece, line
from workstation.tui.widgets.section import Section

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.duplicates.records import Kind

_KINDS: tuple[Kind, ...] = ("accounts", "contacts")
_TITLES = {"accounts": "Accounts", "contacts": "People"}
_Key = tuple[int, int]
_WHAT = {"accounts": "accounts", "contacts": "people"}


class _Pairs:
    """The pairs that wait, as the source of a list."""

    def __init__(self, desk: Desk, kind: Kind, keys: Sequence[_Key] = ()) -> None:
        self._desk = desk
        self._kind: Kind = kind
        self._keys = keys

    def count(self) -> int:
        return len(self._keys)

    def page(self, first: int, n: int) -> Sequence[Pair]:
        return self._desk.duplicates.some(self._kind, self._keys[first : first + n])

    def key(self, row: Pair) -> tuple[int, int]:
        return row.key

    def index_of(self, key: object) -> int | None:
        return next((at for at, each in enumerate(self._keys) if each == key), None)

    def without(self, key: _Key) -> _Pairs:
        """Return the pairs but one that was decided."""
        return _Pairs(self._desk, self._kind, [each for each in self._keys if each != key])


class DuplicatesScreen(DeskScreen):
    """The pairs of one kind; Enter puts the two side by side."""

    place = "duplicates"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("duplicates")]
    DEFAULT_CSS = """
    DuplicatesScreen RecordList { height: 1fr; }
    DuplicatesScreen #evidence { border-top: solid $panel; min-height: 4; max-height: 9; }
    DuplicatesScreen.-short #evidence { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind: Kind = "accounts"
        self._long: LongWork[Scanned] | None = None
        self._scanning: Kind = "accounts"
        self._aside = Aside(self)
        self._pairs: _Pairs | None = None
        self._counts: dict[Kind, int] = {}
        self._chosen = False

    def body(self) -> ComposeResult:
        """Lay out the kinds, the list and what speaks for the pair under the cursor."""
        columns: list[Column[Pair]] = [
            Column("alike", 5, lambda row: Cell(str(row.score), "accent"), align="right"),
            Column("one", None, lambda row: Cell(row.first.name, "strong"), least=18),
            Column("bin", 12, lambda row: self._bin(row.first.bin), priority=2),
            Column("other", None, lambda row: Cell(row.second.name, "strong"), least=18),
            Column("bin", 12, lambda row: self._bin(row.second.bin), priority=3),
            Column("why", None, lambda row: Cell(row.why, "muted"), priority=4, least=24),
        ]
        yield Section("Duplicates", id="kinds")
        yield Section("", id="scanned")
        yield RecordList(columns)
        yield Panel(id="evidence")

    def keys(self) -> KeyLine:
        """Return the line of keys, with Enter, which puts the two side by side."""
        return KeyLine("list", self.place)

    @property
    def records(self) -> RecordList[Pair]:
        """The list."""
        return self.query_one(RecordList)

    def _bin(self, key: str) -> Cell:
        if not key:
            return Cell("")
        title = self.desk.playbook.bin(key).title
        return Cell(title, "warning" if key.startswith("avoid.") else "muted")

    def reload(self, changed: Changed | None = None) -> None:  # noqa: ARG002
        """Read the pairs; the cursor stays, or goes to the pair after one that was decided."""
        kind = self._kind
        self._say_head()
        self._aside.ask(
            lambda desk: (
                desk.duplicates.keys(kind),
                {each: desk.duplicates.count(each) for each in _KINDS},
            ),
            lambda read: self._read(kind, *read),
        )

    def _read(self, kind: Kind, keys: Sequence[_Key], counts: dict[Kind, int]) -> None:
        """Show the pairs and how many of each kind there are."""
        self._counts = counts
        if not self._chosen and any(counts.values()):
            self._chosen = True
            if not keys:
                self.action_twins(1 + next(at for at, each in enumerate(_KINDS) if counts[each]))
                return
        self._say_head()
        self._say_empty()
        self._list(_Pairs(self.desk, kind, keys))

    def _list(self, pairs: _Pairs) -> None:
        self._pairs = pairs
        self.records.set_source(pairs, keep_key=True)
        self._show()

    def _say_head(self) -> None:
        pieces: list[Piece] = []
        for number, kind in enumerate(_KINDS, 1):
            here = kind == self._kind
            text = f" {number} {_TITLES[kind]} {self._counts.get(kind, '…')} "
            pieces += [(text, "reverse bold" if here else "$text-muted"), " "]
        self.query_one("#kinds", Section).say("Duplicates", line(*pieces))
        if self._long is None:
            self.query_one("#scanned", Section).say("", line((self._last_scan(), "$text-muted")))

    def _say_empty(self) -> None:
        what = _WHAT[self._kind]
        last = self.desk.duplicates.last_scan(self._kind)
        said = (
            f"No two {what} wait for a decision.\ns looks through all of them again."
            if last
            else f"Nothing was looked through yet.\ns looks through all {what}; you can go on "
            "working meanwhile.\nNothing is ever merged by itself."
        )
        self.records.say_when_empty("\n".join([said, *self._elsewhere()]))

    def _elsewhere(self) -> Iterator[str]:
        """Yield a sentence on each other kind of which pairs wait."""
        for number, kind in enumerate(_KINDS, 1):
            if kind != self._kind and (count := self._counts.get(kind, 0)):
                waits, them = ("pair waits", "it") if count == 1 else ("pairs wait", "them")
                yield f"Of {_WHAT[kind]} {count} {waits}: {number} shows {them}."

    def _last_scan(self) -> str:
        last = self.desk.duplicates.last_scan(self._kind)
        if last is None:
            return "not looked through yet · s looks"
        at = last.at.astimezone(self.desk.clock.now().tzinfo)
        return f"looked through {at:%Y-%m-%d %H:%M} · {last.said}"

    @on(RecordList.Highlighted)
    def _show(self) -> None:
        """Show what speaks for and against the pair under the cursor."""
        pair = self.records.row
        self.query_one("#evidence", Panel).show(lambda _width: _evidence(pair))

    def action_twins(self, number: int) -> None:
        """Show accounts, or people."""
        self._chosen = True
        self._kind = _KINDS[int(number) - 1]
        self.records.say_when_empty("")
        self._list(_Pairs(self.desk, self._kind))
        self.reload()

    # Deciding

    @on(RecordList.Opened)
    @flow
    async def action_compare(self) -> None:
        """Put the two side by side, to merge them or tell them apart."""
        from workstation.tui.merging import merge_pair

        pair = self.records.row
        if pair is not None:
            await merge_pair(self, self._kind, *pair.key)

    def action_apart(self) -> None:
        """Tell the two apart."""
        pair = self.records.row
        if pair is None or self._pairs is None:
            return
        if self.workstation.do(lambda: self.desk.duplicates.apart(self._kind, *pair.key)):
            self._list(self._pairs.without(pair.key))

    def action_twin_page(self) -> None:
        """Open the page of the first of the two."""
        pair = self.records.row
        if pair is None or pair.first.account_id is None:
            return
        from workstation.tui.screens.account import AccountScreen

        person = pair.first.id if self._kind == "contacts" else None
        self.app.push_screen(AccountScreen(pair.first.account_id, person))

    # Looking all through

    def action_scan(self) -> None:
        """Look all records of this kind through, or stop that."""
        if self._long is not None:
            self._long.stop()
            return
        self._chosen = True
        self._long = LongWork(self)
        self._scanning = self._kind
        self.query_one("#scanned", Section).say("", line(("looking …", "$text-muted")))
        self._scan(self._long, self._kind)

    @work(thread=True, exclusive=True, group="duplicates")
    def _scan(self, long: LongWork[Scanned], kind: Kind) -> None:
        long.run(self.desk.reader, lambda desk, told: desk.duplicates.scan(kind, told))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        doing = f"Looking through all {_WHAT[self._scanning]}"
        told = line(event.drawn(doing), "  ", ("s stops", "$text-muted"))
        self.query_one("#scanned", Section).say("", told)

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self._long = None
        self.reload()
        if isinstance(event.outcome, str):
            self.workstation.refuse(event.outcome)
        elif event.outcome is None:
            self.workstation.warn("Stopped: the pairs found before are still listed.")
        elif isinstance(event.outcome, Scanned) and self.app.screen is not self:
            self.workstation.warn(f"{event.outcome.said} g u shows them.")


def _evidence(pair: Pair | None) -> Iterator[Content]:
    """Yield both records, then what speaks for their being one and what against it."""
    if pair is None:
        return
    for side in (pair.first, pair.second):
        detail = f"  {side.detail}" if side.detail else ""
        yield line((side.name, "bold"), (detail, "$text-muted"))
    for each in pair.evidence:
        sign, tone = ("+", "$text-success") if each.points > 0 else ("-", "$text-warning")
        yield line((f" {sign} ", tone), each.said)

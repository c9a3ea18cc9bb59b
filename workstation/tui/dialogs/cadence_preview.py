"""The days of a cadence before it starts: every step of one, every account of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from workstation.method.cadence import CONDITIONS
from workstation.method.days import say_day
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import fit, line, one_line
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.cadences.rows import Preview, PreviewRow, Target
    from workstation.method.cadence import Cadence


class _Rows:
    """The rows of a preview as a source, those left out first."""

    def __init__(self, found: Preview) -> None:
        self._rows = [*found.left_out, *found.going]

    def count(self) -> int:
        return len(self._rows)

    def page(self, first: int, n: int) -> Sequence[tuple[int, PreviewRow]]:
        return list(enumerate(self._rows[first : first + n], first))

    def key(self, row: tuple[int, PreviewRow]) -> int:
        return row[0]


class CadencePreview(Dialog[date]):
    """Returns the day to start on, or None when the rep leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "start", "start"),
        ("d", "day", "another day"),
    ]
    CSS = """
    CadencePreview #plan { width: 110; max-height: 90%; height: auto; }
    CadencePreview #plan.many { height: 90%; }
    CadencePreview RecordList { height: 1fr; display: none; margin-top: 1; }
    CadencePreview VerticalScroll { height: auto; max-height: 1fr; }
    CadencePreview.-short #plan { max-height: 100%; }
    CadencePreview.-short .title { margin: 0; }
    """

    def __init__(self, cadence: str, targets: Sequence[Target], what: str) -> None:
        super().__init__()
        self._cadence = cadence
        self._targets = targets
        self._what = what
        self._on: date | None = None
        self._found: Preview | None = None
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the title, the days, and the keys."""
        with Vertical(classes="box", id="plan"):
            yield Words(classes="title")
            yield Words("Working out the days …", id="said")
            if len(self._targets) == 1:
                with VerticalScroll(can_focus=False):
                    yield Words(id="steps")
            else:
                yield RecordList(self._columns(), empty="Nobody was named.")
            yield Words(id="keys", classes="quiet")

    def _columns(self) -> tuple[Column[tuple[int, PreviewRow]], ...]:
        def day(row: PreviewRow, at: int) -> Cell:
            if row.left_out:
                return Cell("–", "muted")
            return Cell(say_day(row.landings[at].day, near=self.desk.days.today()), "accent")

        return (
            Column("Account", 22, lambda row: Cell(row[1].account, "strong")),
            Column("Who", 18, lambda row: Cell(row[1].contact or "", "muted"), priority=2),
            Column("First", 11, lambda row: day(row[1], row[1].first - 1)),
            Column("Last", 11, lambda row: day(row[1], -1), priority=1),
            Column("", None, lambda row: _note(row[1]), least=20),
        )

    @property
    def keys_wait(self) -> bool:
        """Whether the days are still being worked out."""
        return self._aside.waiting

    def on_mount(self) -> None:
        """Work out the days."""
        self.query_one("#plan").set_class(len(self._targets) > 1, "many")
        self._read()

    @property
    def _known(self) -> Cadence:
        return self.desk.cadences.find(self._cadence)

    def _read(self) -> None:
        title = f"Start “{self._known.title}” for {one_line(self._what)}"
        self.query_one(".title", Words).say(title)
        self._aside.ask(
            lambda desk: desk.cadences.preview(self._cadence, self._targets, self._on),
            self._show,
            self._trouble,
        )

    def _trouble(self, sentence: str) -> None:
        self._found = None
        self.query_one("#said", Words).say(line((sentence, "$text-error")))
        self.query_one("#keys", Words).say("d another day · Esc back")

    def _show(self, found: Preview) -> None:
        self._found = found
        today = self.desk.days.today()
        going, left = len(found.going), len(found.left_out)
        starts = f"{self._who(found)} {_when(found, today)}" if going else "Nobody starts"
        out = f"   {left} {'is' if left == 1 else 'are'} left out" if left else ""
        said = [line((starts, "bold"), (out, "$text-warning"))]
        said += [line((note, "$text-warning")) for note in found.notes]
        if len(self._targets) == 1:
            (row,) = found.rows
            self.query_one("#steps", Words).say(Content("\n").join(self._steps(row, today)))
        else:
            rows = self.query_one(RecordList)
            rows.set_source(_Rows(found))
            rows.display = True
            rows.focus()
        self.query_one("#said", Words).say(Content("\n").join(said))
        start = "Enter starts · " if going else ""
        self.query_one("#keys", Words).say(f"{start}d another day · Esc back")

    def _who(self, found: Preview) -> str:
        if len(self._targets) == 1:
            return f"{one_line(found.going[0].contact or found.going[0].account)} starts"
        return f"{len(found.going)} start{'s' if len(found.going) == 1 else ''}"

    def _steps(self, row: PreviewRow, today: date) -> Iterator[Content]:
        if row.left_out:
            yield line((f"It cannot start: {one_line(row.left_out)}.", "$text-error"))
            return
        for landing, step in zip(row.landings, self._known.steps, strict=True):
            passed = landing.step < row.first
            yield line(
                (f"{landing.step:>2}  ", "$text-muted"),
                (
                    fit(say_day(landing.day, near=today), 12),
                    "$text-muted" if passed else "$text-accent",
                ),
                (fit(step.channel, 8), "" if passed else "bold"),
                (one_line(step.why), "$text-muted" if passed else ""),
            )
            only = CONDITIONS.get(step.only_if or "", "")
            past = f"past {one_line(landing.moved)}" if landing.moved else ""
            beside = [each for each in (only, "passed over" if passed else "", past) if each]
            if beside:
                yield line(" " * 24, (" · ".join(beside), "$text-muted"))

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        """Start, once the days are shown."""
        if self._found is not None and self._found.going:
            self.dismiss(self._found.on)

    @flow
    async def action_day(self) -> None:
        """Start on another day."""
        from workstation.tui.dialogs.ask import QUICK_DAYS, Ask

        def meaning(text: str) -> str:
            when = self.desk.days.read(text)
            return f"{when.said}   {when.moved}" if when.moved else when.said

        text = await self.ask(
            Ask("Start on which day?", hint="monday · +3d", meaning=meaning, quick=QUICK_DAYS)
        )
        if text:
            self._on = self.desk.days.read(text).day
            self._read()


def _when(found: Preview, today: date) -> str:
    """Say on which day the first steps stand: moved off days on which nobody works."""
    days = sorted({row.landings[row.first - 1].day for row in found.going})
    day = said_day(days[0], today)
    if len(days) > 1:
        return f"from {day} on"
    return day if day in ("today", "tomorrow") else f"on {day}"


def _note(row: PreviewRow) -> Cell:
    if row.left_out:
        return Cell(f"out: {one_line(row.left_out)}", "warning")
    return Cell(f"past {row.moved}" if row.moved else "", "muted")

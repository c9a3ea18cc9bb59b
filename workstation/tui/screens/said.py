"""What was said in calls: answers by question, objections, what openers brought, the best calls."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from workstation.desk.said.lists import (
    AnswerList,
    AnswerRow,
    BestList,
    BestRow,
    HeardList,
    HeardRow,
)
from workstation.desk.said.objections import totals
from workstation.tui.aside import Aside
from workstation.tui.commands import bindings_for
from workstation.tui.screens.base import DeskScreen
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.filter_line import FilterLine
from workstation.tui.widgets.panel import Panel
from workstation.tui.widgets.record_list import RecordList
from workstation.tui.widgets.render import cells, line
from workstation.tui.widgets.said_columns import Held, SaidColumns, followed
from workstation.tui.widgets.said_lines import full_lines, objection_lines, report_lines
from workstation.tui.widgets.said_views import VIEWS, ViewLine

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.drills import CardStanding
    from workstation.desk.experiments import ExperimentResult
    from workstation.desk.said.objections import ObjectionReport
    from workstation.desk.said.report import Report
    from workstation.desk.said.said import QuestionCount

ANSWERS, OBJECTIONS, EXPERIMENTS, BEST = range(1, len(VIEWS) + 1)

_EMPTY = {
    ANSWERS: "No answers yet.\nc on an account opens a call: what you type\n"
    "at a question of its flow is kept here.",
    OBJECTIONS: "No objection was noted yet.\nIn a call, Ctrl+O finds a card by two letters.\n"
    "d practises one.",
    BEST: "No call is kept as your best yet.\nF12 in a call keeps it, to be read again\n"
    "when pace drops.",
}
_NO_EXPERIMENTS = (
    "Nothing to compare yet: an experiment needs two openers, or two flows, of a kind."
)
_BARS = {True: 8, False: 3}
"""Values of a report that are drawn, on a wide and on a narrow screen."""

_FULL = {True: 4, False: 2}
"""Lines of the highlighted words in full."""
_SEEN = 24
"""Cells of them that a narrow list shows anyway."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: a view, what has these words, the question or card chosen."""

    view: int = ANSWERS
    words: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was read for it; ``left`` is None where the list on the left stays as it is."""

    key: str | None = None
    left: Sequence[Any] | None = None
    rows: AnswerList | HeardList | BestList | None = None
    report: Report | None = None
    results: Sequence[ExperimentResult] = field(default_factory=tuple)
    standing: Sequence[CardStanding] = field(default_factory=tuple)


class SaidScreen(DeskScreen):
    """Four views; in the first two what is chosen on the left is shown in full on the right."""

    place = "said"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("said")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    SaidScreen #left { width: 2fr; }
    SaidScreen #right { width: 3fr; border-left: solid $panel; }
    SaidScreen #full { border-top: solid $panel; }
    SaidScreen #rows { height: 1fr; }
    SaidScreen.-narrow #split { layout: vertical; }
    SaidScreen.-narrow #left { width: 1fr; height: 6; }
    SaidScreen.-narrow #right {
        width: 1fr; height: 1fr; border-left: none; border-top: solid $panel;
    }
    SaidScreen.-narrow #facts { max-height: 4; }
    SaidScreen.-narrow #rows, SaidScreen.-short #rows { min-height: 4; }
    SaidScreen.-narrow.-short #left { height: 1fr; }
    SaidScreen.-narrow.-short #right { height: 0; border-top: none; }
    SaidScreen.-short #facts { display: none; }
    SaidScreen.-narrow.-short.-into #left { display: none; }
    SaidScreen.-narrow.-short.-into #right, SaidScreen.-narrow.-short #split.-one #right {
        height: 1fr;
    }
    SaidScreen #split.-one #left { display: none; }
    SaidScreen #split.-one #right { border-left: none; border-top: none; }
    SaidScreen #compared { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Wanted()
        self._shown: Wanted | None = None
        self._left_due = True
        self._aside = Aside(self)
        self._keys: dict[int, str | None] = {}
        self._columns: SaidColumns | None = None
        self._left: Sequence[Any] = ()

    def body(self) -> ComposeResult:
        """Lay out the views, the filter, the two lists and what is known of the chosen one."""
        yield ViewLine()
        yield FilterLine(hint="t, then type: words of a question, an answer, a card, a note")
        with Horizontal(id="split"):
            yield RecordList[Any]((), empty="Reading …", id="left")
            with Vertical(id="right"):
                yield Panel(id="facts")
                yield RecordList[Any]((), empty="", id="rows")
                yield Panel(id="full")
        with VerticalScroll(id="compared"):
            yield Panel(id="experiments")

    @property
    def left(self) -> RecordList[Any]:
        """The questions or the cards."""
        return self.query_one("#left", RecordList)

    @property
    def rows(self) -> RecordList[Any]:
        """What was said."""
        return self.query_one("#rows", RecordList)

    @property
    def keys_wait(self) -> bool:
        """Whether something else is wanted than what is on show; typing need not wait."""
        typing = isinstance(self.focused, Input)
        return self._aside.waiting and self._shown != self._wanted and not typing

    # Reading

    def reload(self, changed: Changed | None = None) -> None:  # noqa: ARG002
        """Read everything again."""
        self._read(left=True)

    def _read(self, *, left: bool) -> None:
        self._left_due = self._left_due or left
        wanted, with_left = self._wanted, self._left_due
        there = None if with_left else getattr(self.left.row, "by_answers", False)

        def question(desk: Desk) -> _Answer:
            return _QUESTIONS[wanted.view](desk, wanted, there)

        self._aside.ask(question, lambda answer: self._found(wanted, answer))

    def _found(self, wanted: Wanted, answer: _Answer) -> None:
        """Show what was read."""
        before, self._shown = self._shown, replace(wanted, key=answer.key)
        self._left_due = False
        self._wanted = replace(self._wanted, key=answer.key)
        self._keys[wanted.view] = answer.key
        if before is None or before.view != wanted.view:
            self._turn_to(wanted.view)
        if wanted.view == EXPERIMENTS:
            self._show_experiments(answer.results, answer.standing)
        else:
            if answer.left is not None:
                self._show_left(wanted, answer)
            self._show_rows(before, answer)
        self.query_one(ViewLine).show(wanted.view, self._summary(wanted.view))

    def _show_left(self, wanted: Wanted, answer: _Answer) -> None:
        rows = self._left = answer.left or ()
        name = "key" if wanted.view == ANSWERS else "card"
        self.left.say_when_empty(self._empty_words())
        self.left.set_source(Held(rows, lambda row: getattr(row, name)))
        if answer.key is not None:
            self.left.go_to_key(answer.key)

    def _show_rows(self, before: Wanted | None, answer: _Answer) -> None:
        rows = answer.rows
        if rows is None:
            self.rows.say_when_empty("")
            self.rows.set_source(Held((), hash))
        else:
            self.rows.say_when_empty(self._nothing_words())
            self.rows.set_source(rows.at(self.desk), keep_key=before == self._shown)
        self._show_facts(answer)

    def _show_facts(self, answer: _Answer) -> None:
        facts = self.query_one("#facts", Panel)
        wide = self.has_class("-wide")
        if (report := answer.report) is not None:
            words = self._wanted.words if getattr(self.left.row, "by_answers", False) else ""
            facts.show(
                lambda width: report_lines(report, _BARS[wide], width, title=wide, words=words)
            )
        elif answer.key is not None and self._wanted.view == OBJECTIONS:
            self._show_objection(answer.key, facts, wide=wide)
        else:
            facts.show(lambda _width: ())

    def _show_objection(self, key: str, facts: Panel, *, wide: bool) -> None:
        heard: Sequence[ObjectionReport] = self._left
        report = next(each for each in heard if each.card == key)
        cards = {each.key: each for each in self.desk.playbook.objections}
        card, sums = cards.get(key), totals(heard) if wide else ()
        facts.show(lambda width: objection_lines(report, card, sums, width, brief=not wide))

    def _show_experiments(
        self, results: Sequence[ExperimentResult], standing: Sequence[CardStanding]
    ) -> None:
        from workstation.tui.widgets.experiment_lines import drill_lines, experiment_lines

        today = self.desk.days.today()

        def lines(width: int) -> Iterator[Content]:
            if results:
                yield from experiment_lines(results, width)
            else:
                yield line((_NO_EXPERIMENTS, "$text-muted"))
            if standing:
                yield Content("")
                yield from drill_lines(standing, width, today)

        self.query_one("#experiments", Panel).show(lines)

    def _turn_to(self, view: int) -> None:
        """Show the widgets and columns of a view, and give the first of them the focus."""
        columns = self._columns or SaidColumns(
            self.desk.days.today, {each.key: each.title for each in self.desk.playbook.flows}
        )
        self._columns = columns
        compared = view == EXPERIMENTS
        self.query_one("#split").display = not compared
        self.query_one(FilterLine).display = not compared
        self.query_one("#compared").display = compared
        self.query_one("#split").set_class(view == BEST, "-one")
        if view == ANSWERS:
            self.left.set_columns(columns.questions())
            self.rows.set_columns(columns.answers())
        elif view == OBJECTIONS:
            self.left.set_columns(columns.objections())
            self.rows.set_columns(columns.heard())
        elif view == BEST:
            self.rows.set_columns(columns.best())
        if not isinstance(self.focused, Input) or compared:
            self._focus_first(view)

    def _focus_first(self, view: int) -> None:
        if view == EXPERIMENTS:
            self.query_one("#compared").focus()
        else:
            (self.rows if view == BEST else self.left).focus()

    # Words

    def _summary(self, view: int) -> str:
        rows = self._left if view in (ANSWERS, OBJECTIONS) else ()
        if view == ANSWERS:
            asked: Sequence[QuestionCount] = [each for each in rows if each.answers]
            return f"{_said(sum(each.answers for each in asked), 'answer')}"
        if view == OBJECTIONS:
            return f"{_said(sum(each.heard for each in rows), 'time')} heard" if rows else ""
        return f"{_said(self.rows.count, 'call')}" if view == BEST and self.rows.count else ""

    def _empty_words(self) -> str:
        wanted = self._wanted
        if wanted.words:
            return f"Nothing has “{wanted.words}”.\nEsc shows everything again."
        return _EMPTY[wanted.view]

    def _nothing_words(self) -> str:
        if self._wanted.view == BEST:
            return self._empty_words()
        return "Nobody has answered this yet.\nA call with its flow asks for it."

    @on(RecordList.Highlighted, "#rows")
    def _highlighted(self, event: RecordList.Highlighted) -> None:
        """Show the highlighted words in full."""
        row, today = event.row, self.desk.days.today()
        most = _FULL[self.has_class("-wide")]
        head = text = ""
        if isinstance(row, AnswerRow):
            head, text = _who(row), row.answer
        elif isinstance(row, HeardRow):
            head, text = f"{_who(row)} · {followed(row, today)}", row.said or ""
        elif isinstance(row, BestRow):
            head, text = _who(row), row.note
            most += 3
        full = self.query_one("#full", Panel)
        full.display = bool(text) and (self.has_class("-wide") or cells(text) > _SEEN)
        full.show(lambda width: full_lines(head, text, most, width))

    # Choosing what is shown

    def action_said_view(self, number: int) -> None:
        """Show another view."""
        if number != self._wanted.view:
            self._wanted = replace(self._wanted, view=number, key=self._keys.get(number))
            self._read(left=True)

    @on(ViewLine.Chosen)
    def _view_clicked(self, event: ViewLine.Chosen) -> None:
        self.action_said_view(event.number)

    @on(RecordList.Highlighted, "#left")
    def _chosen(self, event: RecordList.Highlighted) -> None:
        """Show what was said to the question or card the cursor has come to."""
        if event.row is None or self._shown is None or self._shown.view != self._wanted.view:
            return
        key: Hashable = event.records.key
        if key != self._wanted.key and isinstance(key, str):
            self._wanted = replace(self._wanted, key=key)
            self._read(left=False)

    def action_said_other(self) -> None:
        """Go to the other list."""
        if self._wanted.view in (ANSWERS, OBJECTIONS):
            (self.left if self.rows.has_focus else self.rows).focus()

    def action_said_filter(self) -> None:
        """Type a filter."""
        if self._wanted.view != EXPERIMENTS:
            self.query_one(FilterLine).start()

    @on(FilterLine.Typed)
    def _typed(self, event: FilterLine.Typed) -> None:
        if event.text != self._wanted.words:
            self._wanted = replace(self._wanted, words=event.text)
            self._read(left=True)

    @on(FilterLine.Left)
    def _typing_done(self) -> None:
        self._focus_first(self._wanted.view)

    def action_back(self) -> None:
        """Take the filter away, then go back."""
        if self.query_one(FilterLine).text:
            self.query_one(FilterLine).clear()
        else:
            super().action_back()

    def on_descendant_focus(self) -> None:
        """Make room for the list in use, where there is room for one only."""
        self.set_class(self.rows.has_focus, "-into")

    # Doing

    @on(RecordList.Opened, "#left")
    def _into(self) -> None:
        self.rows.focus()

    @on(RecordList.Opened, "#rows")
    def _open(self, event: RecordList.Opened) -> None:
        """Open the account of what was said."""
        from workstation.tui.screens.account import AccountScreen

        self.app.push_screen(AccountScreen(event.row.account_id, event.row.contact_id))

    @flow
    async def action_drill(self) -> None:
        """Practise a random objection."""
        from workstation.tui.dialogs.drill import drill

        await drill(self)


def _read_answers(desk: Desk, wanted: Wanted, by_answers: bool | None) -> _Answer:  # noqa: FBT001
    """Read the questions, and the answers to the chosen one; ``by_answers`` is known of it."""
    left = None
    key = wanted.key
    if by_answers is None:
        found = desk.said.questions(wanted.words, in_answers=True)
        left = sorted(found, key=lambda each: not each.answers)
        chosen = next((each for each in left if each.key == key), next(iter(left), None))
        key = chosen.key if chosen else None
        by_answers = bool(chosen and chosen.by_answers)
    if key is None:
        return _Answer(None, left)
    rows = desk.said.answers(key, words=wanted.words if by_answers else "")
    return _Answer(key, left, rows, desk.said.report(key, rows))


def _read_objections(desk: Desk, wanted: Wanted, there: bool | None) -> _Answer:  # noqa: FBT001
    left = None
    key = wanted.key
    if there is None:
        left = desk.said.objections(wanted.words)
        keys = [each.card for each in left]
        key = key if key in keys else next(iter(keys), None)
    return _Answer(key, left, None if key is None else desk.said.objections_of(key))


def _read_experiments(desk: Desk, wanted: Wanted, _there: bool | None) -> _Answer:  # noqa: ARG001, FBT001
    return _Answer(results=desk.experiments.results(), standing=desk.drills.standing())


def _read_best(desk: Desk, wanted: Wanted, _there: bool | None) -> _Answer:  # noqa: FBT001
    return _Answer(rows=desk.said.best_work(wanted.words))


_QUESTIONS = {
    ANSWERS: _read_answers,
    OBJECTIONS: _read_objections,
    EXPERIMENTS: _read_experiments,
    BEST: _read_best,
}


def _who(row: AnswerRow | HeardRow | BestRow) -> str:
    return f"{row.contact}, {row.account}" if row.contact else row.account


def _said(number: int, what: str) -> str:
    return f"{number:,}".replace(",", " ") + f" {what}{'' if number == 1 else 's'}"

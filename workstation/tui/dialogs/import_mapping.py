"""Bringing a file in, second step: what it is and what its columns become, to be corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from workstation.desk.errors import DeskError
from workstation.desk.imports.choices import MODES, Policy, Question
from workstation.desk.imports.fields import field_titles, shared_fields
from workstation.method.plural import plural
from workstation.tui.aside import answer
from workstation.tui.commands import bindings_for
from workstation.tui.dialogs import import_wish
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.dialogs.import_moved import moved
from workstation.tui.dialogs.import_wish import Wish
from workstation.tui.dialogs.import_words import KEYS, KINDS, POLICIES, SEPARATORS, listed
from workstation.tui.dialogs.keys_of import HELP, KeysDialog
from workstation.tui.dialogs.pick import Pick
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import cells, line, one_line

if TYPE_CHECKING:
    from workstation.desk.imports.imports import ColumnPlan, ImportPlan
    from workstation.desk.imports.policy import Mode

_SURE = 0.7
_FACT = ""
_NAMED = 3
_FEW = 24
_KEYS = (
    "p preview · Enter field · s kind · w whose word counts, W in this field · "
    "a answer · x not to be contacted · m keep as · ? keys · Esc back"
)


class _Columns:
    """The columns of a file as the source of a list."""

    def __init__(self, columns: Sequence[ColumnPlan]) -> None:
        self._columns = columns

    def count(self) -> int:
        return len(self._columns)

    def page(self, first: int, n: int) -> Sequence[ColumnPlan]:
        return self._columns[first : first + n]

    def key(self, row: ColumnPlan) -> str:
        return row.column


class Mapping(NamedTuple):
    """A plan, and the choices that made it."""

    plan: ImportPlan
    wish: Wish


class ImportMapping(Dialog[Mapping]):
    """Returns the mapping as the rep wants it, or None to choose another file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        Binding("p", "preview", "preview"),
        Binding("s", "kind", "what it is"),
        Binding("w", "policy", "whose word counts"),
        Binding("W", "field_policy", "whose word counts in this field"),
        Binding("a", "answer", "answer"),
        Binding("x", "suppress", "not to be contacted"),
        Binding("m", "keep_as", "keep as"),
        HELP,
    ]
    CSS = """
    ImportMapping .box { height: 92%; max-height: 92%; }
    ImportMapping .title { margin-bottom: 0; }
    ImportMapping #headline { max-height: 50%; }
    ImportMapping RecordList { margin-top: 1; min-height: 3; }
    ImportMapping #keys { margin-top: 0; }
    """

    def __init__(self, mapping: Mapping) -> None:
        super().__init__()
        self._plan = mapping.plan
        self._wish = mapping.wish

    def compose(self) -> ComposeResult:
        """Lay out what the file seems to be and its columns."""
        columns: list[Column[ColumnPlan]] = [
            Column("column", 20, lambda row: Cell(row.column, "strong")),
            Column("becomes", 20, _becomes),
            Column("for example", None, _samples, least=12, priority=1),
        ]
        with Vertical(classes="box wide"):
            yield Words(self._plan.file_name, classes="title")
            yield Words(id="headline")
            yield RecordList(columns, _Columns(self._plan.columns))
            yield Words(id="trouble")
            yield Words(_KEYS, id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Say what the file seems to be."""
        self._say()

    def _say(self) -> None:
        self.query_one("#headline", Words).say(Content("\n").join(self._head()))
        doubt = line((f"! {self._plan.doubt}", "$text-warning")) if self._plan.doubt else ""
        self.query_one("#trouble", Words).say(doubt)

    def _head(self) -> list[Content]:
        plan, wish = self._plan, self._wish
        filled = sum(each.field is not None for each in plan.columns)
        rest = ", the rest are left out" if plan.as_ == "signals" else ", the rest become facts"
        rest = rest if filled < len(plan.columns) else ""
        columns = plural(len(plan.columns), "column fills", "columns fill")
        parts = [plan.format, plan.encoding, SEPARATORS.get(plan.delimiter, ""), *plan.notes]
        if wish.sheet is not None:
            parts.insert(1, f"sheet “{one_line(wish.sheet)}”")
        lines = [
            line(
                (one_line(plan.shape), "bold") if plan.shape else "",
                ": a list of " if plan.shape else "A list of ",
                (listed(plan.as_), "bold"),
                f"; {filled} of {len(plan.columns)} {columns} a field{rest}.",
            ),
            line((" · ".join(one_line(each) for each in parts if each), "$text-muted")),
        ]
        lines.append(
            line(("Not to be contacted: known ones are protected, none is made.", "$text-warning"))
            if wish.suppress
            else self._said_policy()
        )
        if wish.keep_as:
            lines.append(line("Kept for the next file as ", (one_line(wish.keep_as), "bold")))
        lines += [_said_question(each) for each in plan.questions]
        return lines

    def _said_policy(self) -> Content:
        policy = self._plan.policy
        titles = field_titles(self._plan.as_)
        named = [
            f"{titles.get(key, key)}: {POLICIES[mode].lower()}"
            for key, mode in policy.fields.items()
        ]
        more = f"; {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        said = "".join(f"; {each}" for each in named[:_NAMED])
        default = POLICIES[policy.default].lower()
        return line("Where a record is known: ", (default, "bold"), f"{said}{more}")

    # What is changed

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self._change()

    @property
    def _column(self) -> ColumnPlan | None:
        column: ColumnPlan | None = self.query_one(RecordList).row
        return column

    @flow
    async def _change(self) -> None:
        """Give the highlighted column another field."""
        column, kind = self._column, self._plan.as_
        if column is None:
            return
        shared = shared_fields(kind)
        taken = {
            each.field: each.column
            for each in self._plan.columns
            if each.field and each.field not in shared
        }
        choices = [Choice("", "kept as a fact", "shown on the page, and searched", _FACT)]
        choices += [
            Choice("", title, f"now {one_line(taken[key])}" if key in taken else "", key)
            for key, title in field_titles(kind).items()
        ]
        there = [choice.value for choice in choices]
        start = there.index(column.field) if column.field in there else 0
        title = f"What is in “{one_line(column.column)}”?"
        field = await self.ask(Pick(title, choices, start=start))
        if field is None:
            return
        overrides = {
            name: key
            for name, key in self._wish.overrides.items()
            if key != field or not key or key in shared
        }
        before = self._plan.columns
        await self._replan(overrides=overrides | {column.column: field or None})
        if said := moved(before, self._plan.columns, column.column):
            self.query_one("#trouble", Words).say(line((f"! {one_line(said)}", "$text-warning")))

    @flow
    async def action_kind(self) -> None:
        """Take the file for another kind of list."""
        choices = [
            Choice(letter, said.capitalize(), detail, kind)
            for kind, (letter, said, detail) in KINDS.items()
        ]
        start = list(KINDS).index(self._plan.as_)
        kind = await self.ask(Choose("What is in this file?", choices, start=start))
        if kind is not None and kind != self._plan.as_:
            await self._replan(kind=kind, overrides={}, answers={}, mapping="")

    @flow
    async def action_policy(self) -> None:
        """Choose whose word counts where a record is known."""
        now = self._plan.policy
        mode = await self.ask(_whose("Whose word counts where a record is known?", now.default))
        if mode is not None:
            await self._replan(policy=Policy(mode, now.fields))

    @flow
    async def action_field_policy(self) -> None:
        """Choose it for the field of the highlighted column alone."""
        column, now = self._column, self._plan.policy
        if column is None or column.field is None:
            self.workstation.warn("This column fills no field: choose one first, with Enter.")
            return
        title = f"Whose word counts in “{one_line(column.field_title)}”?"
        mode = await self.ask(_whose(title, now.fields.get(column.field, now.default)))
        if mode is not None:
            fields = {**now.fields, column.field: mode}
            if mode == now.default:
                del fields[column.field]
            await self._replan(policy=Policy(now.default, fields))

    @flow
    async def action_answer(self) -> None:
        """Answer what only a person can tell, or answer it otherwise."""
        if not self._plan.questions:
            self.workstation.warn("There is nothing to answer about this file.")
        await self._ask_all(lambda plan: plan.questions)

    async def _ask_all(self, which: Callable[[ImportPlan], Sequence[Question]]) -> bool:
        """Ask the questions of a plan; False when the rep left one open."""
        answers: dict[str, str] = dict(self._wish.answers)
        for question in which(self._plan):
            long = len(question.choices) > _FEW
            choices = [
                Choice(str(at), *((said, "") if long else _parts(said)), each.key)
                for at, each in enumerate(question.choices, 1)
                for said in (one_line(each.said),)
            ]
            keys = [each.key for each in question.choices]
            start = keys.index(question.answer) if question.answer in keys else 0
            which_of = _LongQuestion if long else _Question
            said = await self.ask(which_of(question.sentence, choices, start=start))
            if said is None:
                return False
            answers[question.key] = said
        await self._replan(answers=answers)
        return True

    @flow
    async def action_suppress(self) -> None:
        """Say that these are not to be contacted, or take it back."""
        if self._plan.as_ not in ("accounts", "contacts") and not self._wish.suppress:
            self.workstation.warn("Only companies and people can be kept from being contacted.")
            return
        await self._replan(suppress=not self._wish.suppress)

    @flow
    async def action_keep_as(self) -> None:
        """Name what the columns become, for the next file like this."""
        plan = self._plan
        value = self._wish.keep_as or plan.mapping_name or plan.shape or plan.path.stem
        name = await self.ask(
            Ask(
                "Keep what the columns become, under which name?",
                value=one_line(value),
                hint="empty: under no name",
                required=False,
            )
        )
        if name is not None:
            await self._replan(keep_as=name or None)

    async def _replan(self, **choices: object) -> None:
        wish = import_wish.changed(self._wish, **choices)
        try:
            plan = await answer(self, wish.plan)
        except DeskError as error:
            self.query_one("#trouble", Words).say(line((str(error), "$text-error")))
            return
        self._plan, self._wish = plan, wish
        import_wish.keep(self.desk, wish)
        shown = self.desk.imports.of_people(plan) if wish.suppress else plan
        self.query_one(RecordList).set_source(_Columns(shown.columns), keep_key=True)
        self._say()

    # Going on

    @flow
    async def action_preview(self) -> None:
        """Go on with this mapping, once everything is answered."""
        while self._plan.open_questions:
            if not await self._ask_all(lambda plan: plan.open_questions):
                return
        self.dismiss(Mapping(self._plan, self._wish))

    def action_keys(self) -> None:
        """Show the keys."""
        self.app.push_screen(KeysDialog("what the columns become", KEYS["mapping"]))

    def action_back(self) -> None:
        """Choose another file; what was chosen for this one is offered the next time."""
        if self._wish.plain:
            import_wish.forget(self.desk)
        self.dismiss(None)


class _Question(Choose):
    """A question that takes several lines."""

    CSS = "_Question .title { height: auto; }"


class _LongQuestion(Pick):
    """A question with more answers than a menu shows."""

    CSS = "_LongQuestion .title { height: auto; }"


def _parts(said: str) -> tuple[str, str]:
    """Return a choice as the few words of a menu and the rest."""
    few, _, rest = said.partition(": ")
    if rest or cells(said) <= _FEW:
        return few, rest
    first, second, *others = said.split()
    return f"{first} {second}", " ".join(others)


def _whose(title: str, now: Mode) -> Choose:
    details: dict[str, str] = {
        "fill_blanks": "the usual: nothing you have is overwritten",
        "prefer_newer": "by the date in the file, else of the file",
        "prefer_file": "where it is not older than what came in before",
        "keep_mine": "even what is empty stays empty",
    }
    choices = [
        Choice(str(at), POLICIES[mode], details[mode], mode) for at, mode in enumerate(MODES, 1)
    ]
    return Choose(title, choices, start=MODES.index(now))


def _becomes(row: ColumnPlan) -> Cell:
    if row.field is None:
        return Cell(row.field_title, "muted")
    if row.confidence < _SURE:
        return Cell(f"{row.field_title}?", "warning")
    return Cell(row.field_title, "accent")


def _samples(row: ColumnPlan) -> Cell:
    return Cell(" · ".join(row.samples) or "empty", "muted")


def _said_question(question: Question) -> Content:
    if question.answer is None:
        return line((f"? {one_line(question.sentence)}", "$text-warning"), ("  a answers", "bold"))
    name = question.key.partition(" ")[2] or "Each row"
    return line((f"✓ {one_line(name)}: {one_line(question.said)}", "$text-success"))

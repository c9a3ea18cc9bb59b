"""Bringing a file in, second step: what each column becomes, with samples, to be corrected."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from workstation.desk.errors import DeskError
from workstation.desk.import_fields import field_titles
from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import line, one_line

if TYPE_CHECKING:
    from workstation.desk.imports import ColumnPlan, ImportPlan

_SURE = 0.7
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FACT = ""
_LISTS = {"accounts": "accounts", "contacts": "people", "signals": "signals"}
_OTHER = {"accounts": "contacts", "contacts": "accounts", "signals": "accounts"}
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


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


@dataclass(frozen=True, slots=True)
class Mapping:
    """A plan, and the columns the rep has given another field (None: kept as a fact)."""

    plan: ImportPlan
    overrides: dict[str, str | None]


class ImportMapping(Dialog[Mapping]):
    """Returns the mapping as the rep wants it, or None to choose another file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        Binding("p", "preview", "preview"),
        Binding("s", "switch", "accounts or people"),
    ]
    CSS = "ImportMapping .box { height: 85%; }"

    def __init__(self, mapping: Mapping) -> None:
        super().__init__()
        self._plan = mapping.plan
        self._overrides = mapping.overrides

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
            yield Words(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Say what the file seems to be."""
        self._say()

    def _say(self) -> None:
        plan = self._plan
        filled = sum(each.field is not None for each in plan.columns)
        separator = _SEPARATORS.get(plan.delimiter, plan.delimiter)
        words = Content("\n").join(
            [
                line(
                    "A list of ",
                    (_LISTS[plan.as_], "bold"),
                    f": {filled} of {len(plan.columns)} columns fill a field, the rest "
                    + ("are left out." if plan.as_ == "signals" else "become facts."),
                ),
                line((f"{plan.encoding}, {separator} between cells", "$text-muted")),
            ]
        )
        self.query_one("#headline", Words).say(words)
        doubt = line((f"! {plan.doubt}", "$text-warning")) if plan.doubt else ""
        self.query_one("#trouble", Words).say(doubt)
        other = _LISTS[_OTHER[plan.as_]]
        self.query_one("#keys", Words).say(
            f"p preview · Enter change the column · s they are {other} · Esc back"
        )

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self._change()

    @flow
    async def _change(self) -> None:
        """Give the highlighted column another field."""
        column: ColumnPlan | None = self.query_one(RecordList).row
        if column is None:
            return
        taken = {each.field: each.column for each in self._plan.columns if each.field}
        choices = [Choice("0", "kept as a fact", "shown on the page, not searched", _FACT)]
        choices += [
            Choice(
                letter,
                title,
                f"now {one_line(taken[key])}" if key in taken else "",
                key,
            )
            for letter, (key, title) in zip(
                _LETTERS, field_titles(self._plan.as_).items(), strict=False
            )
        ]
        field = await self.ask(Choose(f"What is in “{one_line(column.column)}”?", choices))
        if field is None:
            return
        overrides = {name: key for name, key in self._overrides.items() if key != field or not key}
        await self._replan(self._plan.as_, overrides | {column.column: field or None})

    @flow
    async def action_switch(self) -> None:
        """Take the file for the other kind of list."""
        await self._replan(_OTHER[self._plan.as_], {})

    async def _replan(self, kind: str, overrides: dict[str, str | None]) -> None:
        path = self._plan.path
        try:
            plan = await asyncio.to_thread(self.desk.imports.plan, path, kind, overrides)
        except DeskError as error:
            self.query_one("#trouble", Words).say(line((str(error), "$text-error")))
            return
        self._plan, self._overrides = plan, overrides
        self.query_one(RecordList).set_source(_Columns(plan.columns), keep_key=True)
        self._say()

    def action_preview(self) -> None:
        """Go on with this mapping."""
        self.dismiss(Mapping(self._plan, self._overrides))


def _becomes(row: ColumnPlan) -> Cell:
    if row.field is None:
        return Cell(row.field_title, "muted")
    if row.confidence < _SURE:
        return Cell(f"{row.field_title}?", "warning")
    return Cell(row.field_title, "accent")


def _samples(row: ColumnPlan) -> Cell:
    return Cell(" · ".join(row.samples) or "empty", "muted")

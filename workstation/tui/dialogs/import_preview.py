"""Bringing a file in, last step: what would become of every row, then the import itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.long_work import Ended, LongWork, Progressed, progress_line
from workstation.tui.widgets.render import line, one_line

if TYPE_CHECKING:
    from workstation.desk.imports import ImportPlan, ImportPreview, ImportResult

_FATES = {
    "new": ("new", "$text-success"),
    "updated": ("known already: what was empty is filled in", "$text-accent"),
    "same": ("known already, nothing to add", "$text-muted"),
    "protected": ("protected: they stay as they are", "$text-warning"),
    "unusable": ("cannot be used", "$text-error"),
}
"""How the fates of rows are said, in the order they are shown."""

_SAMPLES = 5


class ImportPreviewDialog(Dialog[bool]):
    """Returns True when the file came in (or held nothing new), None to step back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        Binding("enter", "run", "import"),
        Binding("down,j", "scroll(1)", "down"),
        Binding("up,k", "scroll(-1)", "up"),
        Binding("pagedown", "scroll(10)", "page down"),
        Binding("pageup", "scroll(-10)", "page up"),
    ]
    CSS = """
    ImportPreviewDialog .box { height: 85%; }
    ImportPreviewDialog VerticalScroll { height: 1fr; }
    """

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__()
        self._plan = plan
        self._ready = False
        self._running = False
        self._long: LongWork[ImportPreview | ImportResult] = LongWork(self)

    def compose(self) -> ComposeResult:
        """Lay out the bar and the fates."""
        with Vertical(classes="box wide"):
            yield Words(f"{self._plan.file_name}: what would happen", classes="title")
            yield Words(id="bar")
            with VerticalScroll(can_focus=False):
                yield Words(id="fates")
            yield Words("Esc stop", id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Start looking at the rows."""
        self._show_bar("Looking at the rows")
        self._preview()

    # The work, in a thread

    @work(thread=True, exclusive=True, group="import")
    def _preview(self) -> None:
        self._long.run(self.desk.reader, lambda desk, told: desk.imports.preview(self._plan, told))

    @work(thread=True, exclusive=True, group="import")
    def _import(self) -> None:
        self._long.run(
            self.desk.writer,
            lambda desk, told: desk.imports.run(self._plan, told, allow_doubt=True),
        )

    # What is shown

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        doing = "Bringing the rows in" if self._running else "Looking at the rows"
        self.query_one("#bar", Words).say(event.drawn(doing))

    def _show_bar(self, doing: str) -> None:
        self.query_one("#bar", Words).say(progress_line(doing, 0, 1, None))

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        from workstation.desk.imports import ImportPreview, ImportResult

        running, self._running = self._running, False
        if isinstance(event.outcome, ImportPreview):
            self._show_preview(event.outcome)
        elif isinstance(event.outcome, ImportResult):
            self._finish(event.outcome)
        elif isinstance(event.outcome, str):
            self.query_one("#bar", Words).say(line((event.outcome, "$text-error")))
            self.query_one("#keys", Words).say("Esc back")
        else:
            if running:
                self.workstation.warn("Stopped: nothing was imported.")
            self.dismiss(None)

    def _show_preview(self, preview: ImportPreview) -> None:
        rows = f"{preview.rows:,}".replace(",", " ")
        kind = {"contacts": "people"}.get(self._plan.as_, self._plan.as_)
        self.query_one("#bar", Words).say(
            line(
                (f"{rows} rows of {kind}", "bold"),
                (f", with {preview.accounts_made} new accounts" if preview.accounts_made else ""),
            )
        )
        self.query_one("#fates", Words).say(Content("\n").join(self._fates(preview)))
        self._ready = True
        doubt = " all the same" if self._plan.doubt else ""
        self.query_one("#keys", Words).say(f"Enter import{doubt} · ↑ ↓ scroll · Esc back")

    def _fates(self, preview: ImportPreview) -> Iterator[Content]:
        if self._plan.doubt:
            yield line((f"! {self._plan.doubt}", "bold $text-warning"))
            yield Content("")
        for fate, (said, tone) in _FATES.items():
            count = preview.counts.get(fate, 0)
            number = f"{count:,}".replace(",", " ")
            style = f"bold {tone}" if count else "$text-muted"
            yield line((f"{number:>9}  ", style), (said, tone if count else "$text-muted"))
            for each in preview.samples.get(fate, [])[:_SAMPLES]:
                why = f": {one_line(each.why)}" if each.why else ""
                name = one_line(each.name)
                yield line(
                    (f"{'':11}line {each.line}  ", "$text-muted"), name, (why, "$text-muted")
                )
            if count > _SAMPLES:
                yield line((f"{'':11}…", "$text-muted"))

    def _finish(self, result: ImportResult) -> None:
        if result.changed is None:
            self.workstation.warn(result.title)
        else:
            bad = tuple(f"line {number}: {why}" for number, why in result.unusable[:3])
            more = result.counts.get("unusable", 0) - len(bad)
            advice = (*result.changed.advice, *bad)
            advice += (f"and {more} more rows cannot be used",) if more > 0 else ()
            self.workstation.report(structs.replace(result.changed, advice=advice))
        self.dismiss(True)  # noqa: FBT003

    # Keys

    def action_run(self) -> None:
        """Bring the file in."""
        if self._ready and not self._running:
            self._ready, self._running = False, True
            self.query_one("#keys", Words).say("Esc stop: nothing is kept of an import half done")
            self._show_bar("Bringing the rows in")
            self._import()

    def action_back(self) -> None:
        """Stop the work under way, or step back."""
        self._long.stop()
        if self._running:
            self.query_one("#keys", Words).say("Stopping …")
        else:
            self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll the samples."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

"""Bringing a file in, last step: what would become of every row, then the import itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.chart import bar
from workstation.tui.widgets.render import line, one_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
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
_BETWEEN = 0.1
"""Seconds between two reports of progress."""

_BAR = 30


class _StoppedError(Exception):
    """The rep has stopped the work."""


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

    class Progressed(Message):
        """So many bytes of the file are read; ``left`` are seconds, None when not known yet."""

        def __init__(self, done: int, total: int, left: float | None) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.left = left

    class Ended(Message):
        """The work came to an end: with a preview, a result, a sentence of trouble, or stopped."""

        def __init__(self, outcome: ImportPreview | ImportResult | str | None) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__()
        self._plan = plan
        self._ready = False
        self._running = False
        self._stop = threading.Event()

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
        self._show_bar("Looking at the rows", 0, 1, None)
        self._preview()

    # The work, in a thread

    @work(thread=True, exclusive=True, group="import")
    def _preview(self) -> None:
        self._carry_out(
            self.desk.reader, lambda desk: desk.imports.preview(self._plan, self._progress())
        )

    @work(thread=True, exclusive=True, group="import")
    def _import(self) -> None:
        self._carry_out(
            self.desk.writer,
            lambda desk: desk.imports.run(self._plan, self._progress(), allow_doubt=True),
        )

    def _carry_out(
        self, open_desk: Callable[[], Desk], work_: Callable[[Desk], ImportPreview | ImportResult]
    ) -> None:
        outcome: ImportPreview | ImportResult | str | None
        try:
            desk = open_desk()
            try:
                outcome = work_(desk)
            finally:
                desk.close()
        except (DeskError, StoreError) as error:
            outcome = str(error)
        except _StoppedError:
            outcome = None
        self.post_message(self.Ended(outcome))

    def _progress(self) -> Callable[[int, int], None]:
        """Return what the import tells its progress to; it stops the work when the rep leaves."""
        worker, began = get_current_worker(), time.monotonic()
        told = began

        def progress(done: int, total: int) -> None:
            nonlocal told
            if self._stop.is_set() or worker.is_cancelled:
                raise _StoppedError
            now = time.monotonic()
            if now - told >= _BETWEEN:
                told = now
                left = (now - began) / done * (total - done) if done else None
                self.post_message(self.Progressed(done, total, left))

        return progress

    # What is shown

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        doing = "Bringing the rows in" if self._running else "Looking at the rows"
        self._show_bar(doing, event.done, event.total, event.left)

    def _show_bar(self, doing: str, done: int, total: int, left: float | None) -> None:
        share = f" {done / total:.0%}" if total else ""
        self.query_one("#bar", Words).say(
            line(
                (f"{doing}  ", "$text-muted"),
                bar(done, total, _BAR),
                f"{share}  {said_left(left)}",
            )
        )

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
        people = self._plan.as_ == "contacts"
        self.query_one("#bar", Words).say(
            line(
                (f"{rows} rows of {'people' if people else 'accounts'}", "bold"),
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
            advice = tuple(f"line {number}: {why}" for number, why in result.unusable[:3])
            more = result.counts.get("unusable", 0) - len(advice)
            advice += (f"and {more} more rows cannot be used",) if more > 0 else ()
            self.workstation.report(replace(result.changed, advice=advice))
        self.dismiss(True)  # noqa: FBT003

    # Keys

    def action_run(self) -> None:
        """Bring the file in."""
        if self._ready and not self._running:
            self._ready, self._running = False, True
            self.query_one("#keys", Words).say("Esc stop: nothing is kept of an import half done")
            self._show_bar("Bringing the rows in", 0, 1, None)
            self._import()

    def action_back(self) -> None:
        """Stop the work under way, or step back."""
        self._stop.set()
        if self._running:
            self.query_one("#keys", Words).say("Stopping …")
        else:
            self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll the samples."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def said_left(seconds: float | None) -> str:
    """Say how long it will still take, rounded to what a person can use; "" when not known."""
    if seconds is None:
        return ""
    if seconds < 1:
        return "nearly done"
    if seconds < 60:
        return f"{seconds:.0f} s left"
    return f"{seconds / 60:.0f} min left"

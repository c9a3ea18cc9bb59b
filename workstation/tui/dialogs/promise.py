"""A promise in one line: what, by whom and until when, caught while they talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from workstation.desk import promises
from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.clash_line import Clashes, warm
from workstation.tui.dialogs.base import Words
from workstation.tui.dialogs.in_call import InCallDialog, call_keys
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from workstation.method.promise_line import By, PromiseLine


class PromiseDialog(InCallDialog["PromiseLine"]):
    """Returns the promise as it was read; F2 says that they promise it, or that the rep does.

    ``keep`` is given the words as they are typed, ``keep_by`` whose promise F2 says it is;
    ``typed`` and ``by`` are what an earlier run had.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*call_keys(own=("f2",)), ("f2", "by", "who promises")]

    def __init__(
        self,
        account: str,
        account_id: int,
        zone: str | None,
        keep: Callable[[str], None],
        keep_by: Callable[[str], None],
        typed: str = "",
        by: str = "",
    ) -> None:
        super().__init__()
        self._account = account
        self._account_id = account_id
        self._zone = zone
        self._keep = keep
        self._keep_by = keep_by
        self._value = typed
        self._by: By | None = "them" if by == "them" else "me" if by == "me" else None
        self._promise: PromiseLine | None = None
        self._clashes = Clashes(self, self._judge)

    def compose(self) -> ComposeResult:
        """Lay out the line to type on, and what it will mean."""
        with Vertical(classes="box"):
            yield Words(f"A promise, {self._account}", classes="title")
            yield Input(
                value=self._value,
                placeholder="send the case study tue 3pm",
                select_on_focus=False,
            )
            yield Words(id="meaning")
            yield Words(id="clash")
            yield Words(
                "“they send the plan by friday” is theirs · F2 yours or theirs · Enter keep · Esc",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Show what the first words mean."""
        warm(self, self.desk)
        self._judge()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._keep(event.value)
        self._judge()

    def action_by(self) -> None:
        """Switch whose promise it is."""
        present = self._promise.by if self._promise is not None else "me"
        self._by = "them" if (self._by or present) == "me" else "me"
        self._keep_by(self._by)
        self._judge()

    def _judge(self) -> None:
        words, clash = self.query_one("#meaning", Words), self.query_one("#clash", Words)
        text = self.query_one(Input).value
        self._promise = None
        clash.say("")
        if not text.strip():
            words.say(line(("theirs" if self._by == "them" else "yours", "$text-muted")))
            return
        try:
            self._promise = self.desk.follow_ups.read_promise(
                self._account_id, text, by=self._by, their_zone=self._zone
            )
            at = self._promise.when.at if self._promise.when else None
            beside = self._clashes.of(at, 30) if at else []
        except (DeskError, StoreError) as error:
            words.say(line((str(error), "$text-error")))
            return
        words.say(line((promises.say(self._promise), "$text-success")))
        clash.say(line((" ".join(beside), "$text-warning")))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._promise is not None:
            self.dismiss(self._promise)

"""Before a call: the plan and the questions to oneself, each with a proposal to take or change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from workstation.desk import unsaved
from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.type_ahead import ask
from workstation.tui.widgets.preparation_known import card_lines
from workstation.tui.widgets.render import clip, fit, line, one_line, plain

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.preparation import Card, Prepared
    from workstation.tui.screens.base import DeskScreen

KEEP_SECONDS = 0.5
"""How long a word may wait before it is on disk."""

RETRY_SECONDS = 3
"""How often it is tried again where the file cannot be written."""


class _Field(Input):
    """A line for one answer; the right arrow takes the proposal over while it is empty."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        super().__init__(
            value=prepared.answer,
            placeholder=one_line(prepared.proposal),
            select_on_focus=False,
        )

    def on_resize(self) -> None:
        """Show as much of the proposal as there is room for, and that there is more."""
        room = self.content_size.width
        self.placeholder = clip(plain(one_line(self.prepared.proposal)), room).plain

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        """Take the proposal over, or move the cursor."""
        if not self.value and self.prepared.proposal:
            self.value = self.prepared.proposal
            self.cursor_position = len(self.value)
        else:
            super().action_cursor_right(select)


class _Label(Words):
    """A question's title with a sign: answered, proposed, or nothing yet."""

    def show(self, prepared: Prepared, value: str) -> None:
        sign = ("✓", "$text-success") if value.strip() else ("·" if prepared.proposal else " ", "")
        self.say(line(sign, f" {fit(prepared.title, 11)}"))


class Preparation(Dialog[bool]):
    """Returns True when the rep goes straight into the call, None when the dialog was left.

    What is typed is on disk within half a second; leaving makes one recorded action of it, which
    is ``changed``, None when nothing was different.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+n", "to_call", "to the call"),
        ("f5", "to_call", "to the call"),
        ("f3", "known", "known"),
        ("down", "go(1)", "next"),
        ("up", "go(-1)", "previous"),
        ("pagedown", "turn(1)", "more known"),
        ("pageup", "turn(-1)", "back"),
    ]
    CSS = """
    Preparation #preparation { width: 136; max-width: 96%; height: 96%; max-height: 36; }
    Preparation #sides { height: 1fr; }
    Preparation #questions { width: 1fr; scrollbar-size: 1 1; }
    Preparation #known { width: 42; margin-left: 2; scrollbar-size: 1 1; }
    Preparation #about { height: 4; margin-top: 1; }
    Preparation.-narrow #known { display: none; }
    Preparation.-narrow.-knows #questions { display: none; }
    Preparation.-narrow.-knows #known { display: block; width: 1fr; margin-left: 0; }
    Preparation .title { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Preparation .quiet { margin-top: 0; }
    """

    def __init__(self, card: Card, contact_id: int | None, *, in_call: bool = False) -> None:
        super().__init__()
        self.changed: Changed | None = None
        self._card = card
        self._contact_id = contact_id
        self._in_call = in_call
        self._form = unsaved.preparation(card.account.id, contact_id)
        self._waiting = False
        self._trouble = ""
        self._unkept = ""
        self._here: _Field | None = None

    def compose(self) -> ComposeResult:
        """Lay out the questions, what is known beside them, and what the line in front means."""
        with Vertical(classes="box", id="preparation"):
            yield Words(classes="title")
            with Horizontal(id="sides"):
                with VerticalScroll(id="questions", can_focus=False):
                    for each in self._card.lines:
                        with Horizontal(classes="field"):
                            yield _Label(classes="label")
                            yield _Field(each)
                with VerticalScroll(id="known", can_focus=False):
                    yield Words(id="lines")
            yield Words(id="about")
            on_call = "on" if self._in_call else "call"
            yield Words(
                f"→ take the proposal · Enter next · Ctrl+N {on_call} · F3 known · Esc back",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Start on the first question without an answer."""
        today = self.desk.days.today()
        known = card_lines(self._card, self.desk.playbook, today)
        self.query_one("#lines", Words).say(Content("\n").join(known))
        typed = self.desk.unsaved.read(self._form)
        for label, field in self._fields():
            with self.prevent(Input.Changed):
                field.value = typed.get(field.prepared.key, field.value)
            label.show(field.prepared, field.value)
        fields = [field for _, field in self._fields()]
        first = next((each for each in fields if not each.value), fields[0] if fields else None)
        if first is not None:
            first.focus()
        self._say()

    def _fields(self) -> list[tuple[_Label, _Field]]:
        return list(zip(self.query(_Label), self.query(_Field), strict=True))

    # What is shown

    def _say(self) -> None:
        """Say how far the preparation is, and what the line in front asks."""
        fields = [field for _, field in self._fields()]
        answered = sum(bool(each.value.strip()) for each in fields)
        proposed = sum(bool(not each.value.strip() and each.prepared.proposal) for each in fields)
        person = f" · {one_line(self._card.contact.name)}" if self._card.contact else ""
        self.query_one(".title", Words).say(
            line(
                (f"Prepared {answered} of {len(fields)}", "bold $text-success"),
                (f", {proposed} proposed" if proposed else "", "$text-muted"),
                f"   {one_line(self._card.account.name)}{person}",
            )
        )
        about = self.query_one("#about", Words)
        here = self.focused
        if trouble := self._trouble or self._unkept:
            about.say(line((trouble, "$text-error")))
        elif isinstance(here, _Field):
            proposal = "" if here.value else here.prepared.proposal
            about.say(
                line(
                    (one_line(here.prepared.hint), "$text-accent"),
                    (f"\n→ {one_line(proposal)}" if proposal else "", "$text-muted"),
                )
            )

    def action_known(self) -> None:
        """Show what is known instead of the questions, where there is no room for both."""
        self.toggle_class("-knows")
        if not self.has_class("-knows") and self._here is not None:
            self._here.focus()

    def action_turn(self, way: int) -> None:
        """Turn the page of what is known."""
        known = self.query_one("#known", VerticalScroll)
        if way > 0:
            known.scroll_page_down(animate=False)
        else:
            known.scroll_page_up(animate=False)

    # Moving and typing

    def action_go(self, way: int) -> None:
        """Go to the next or the previous question."""
        if way > 0:
            self.focus_next(_Field)
        else:
            self.focus_previous(_Field)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input is self.query(_Field).last():
            self.action_back()
        else:
            self.action_go(1)

    def on_descendant_focus(self) -> None:
        """Say what the line in front asks."""
        self._here = self.focused if isinstance(self.focused, _Field) else self._here
        self._say()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        for label, field in self._fields():
            if field is event.input:
                label.show(field.prepared, field.value)
        self._say()
        self._hold_soon()

    # Keeping

    def _values(self) -> dict[str, str]:
        return {field.prepared.key: field.value for _, field in self._fields()}

    def _hold_soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            self.set_timer(RETRY_SECONDS if self._unkept else KEEP_SECONDS, self._hold)

    def _hold(self) -> None:
        """Put what is typed where a crash cannot reach it; try again when that fails."""
        self._waiting = False
        if not self.is_mounted:
            return
        try:
            self.desk.unsaved.keep(self._form, self._values())
        except StoreError as error:
            self._unkept = f"Not on disk yet: {error}"
            self._hold_soon()
            self._say()
        else:
            if self._unkept:
                self._unkept = ""
                self._say()

    def _keep(self) -> bool:
        """Save what is different; False when that was refused, and the words are still here."""
        try:
            self.changed = self.desk.preparation.save(
                self._card.account.id, self._contact_id, self._values()
            )
        except (DeskError, StoreError) as error:
            self._trouble = f"Not saved yet: {error}"
            return False
        return True

    def action_back(self) -> None:
        """Leave; what was typed is kept. What cannot be saved is lost only by leaving twice."""
        self._leave(to_call=False)

    def action_to_call(self) -> None:
        """Keep what was typed, and go into the call."""
        self._leave(to_call=True)

    def _leave(self, *, to_call: bool) -> None:
        told = bool(self._trouble)
        if self._keep() or told:
            self.dismiss(to_call or None)
            return
        self._trouble += " Once more leaves without it."
        self._say()


async def edit_preparation(
    screen: DeskScreen, account_id: int, contact_id: int | None, flow: str | None = None
) -> bool:
    """Open the preparation of a call; True when the rep wants to go straight into it.

    ``flow`` is that of the call under way, None before a call. Only in a flow.

    Raises:
        DeskError: the account is not there.
    """
    card = screen.desk.preparation.of(account_id, contact_id, flow)
    dialog = Preparation(card, contact_id, in_call=flow is not None)
    to_call = await ask(screen, dialog)
    if dialog.changed is not None:
        answered, asked = screen.desk.preparation.of(account_id, contact_id, flow).completeness
        title = f"Prepared {card.account.name}: {answered} of {asked}"
        screen.workstation.report(msgspec.structs.replace(dialog.changed, title=title))
    return to_call is True

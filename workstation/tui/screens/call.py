"""The call: plan, prompt and what is known around the place to type, kept on disk as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from workstation.desk.errors import DeskError
from workstation.tui import call_questions as questions
from workstation.tui.clash_line import warm
from workstation.tui.commands import bindings_for
from workstation.tui.screens.call_ending import CallEnding
from workstation.tui.widgets.call_head import Callee, CallHead
from workstation.tui.widgets.call_known import CallKnown
from workstation.tui.widgets.call_note import AnswerLine, NoteArea, NoteRule
from workstation.tui.widgets.call_plan import CallPlan
from workstation.tui.widgets.call_prompt import CallPrompt, Following
from workstation.tui.widgets.call_words import standing_line
from workstation.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from workstation.desk.changed import Changed

TOUCHES = 12
"""How many of the latest touches are shown."""

SIDES = ("-known", "-plan")
"""What F4 goes through where the columns do not fit beside each other and F3 has opened one."""


class _CallKeys(KeyLine):
    """The key line in the short form, because a call has many keys."""

    def _key(self, command: object) -> str:
        return super()._key(command).replace("Ctrl+", "^")  # type: ignore[arg-type]


class CallScreen(CallEnding):
    """One call under way; letters go to the note, commands are on Ctrl, Alt and function keys."""

    place = "call"
    AUTO_FOCUS = "NoteArea"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("call")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-low"), (30, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    CallScreen #columns { height: 1fr; }
    CallScreen #centre { width: 1fr; height: 1fr; }
    CallScreen #answer { height: 1; width: 1fr; }
    CallScreen.-opening CallPrompt { height: 13; }
    CallScreen.-wide #centre { border-left: solid $panel; border-right: solid $panel; }
    CallScreen.-wide.-known CallPlan, CallScreen.-wide.-known CallKnown { display: none; }
    CallScreen.-wide.-known #centre { border: none; }
    CallScreen.-low CallPrompt { height: 5; }
    CallScreen.-low.-opening CallPrompt { height: 9; }
    CallScreen.-narrow #columns { layout: vertical; }
    CallScreen.-narrow CallPlan { width: 1fr; height: 1; }
    CallScreen.-narrow CallKnown { width: 1fr; height: 1; }
    CallScreen.-narrow.-plan CallPlan { height: 1fr; max-height: 9; border-bottom: solid $panel; }
    CallScreen.-narrow.-known CallKnown { height: 1fr; border-top: solid $panel; }
    CallScreen.-narrow.-known CallPrompt, CallScreen.-narrow.-plan CallPrompt {
        height: 2 !important;
    }
    CallScreen.-narrow.-known Following, CallScreen.-narrow.-plan Following { display: none; }
    CallScreen.-short CallHead { height: 1; }
    CallScreen.-short CallPrompt, CallScreen.-short.-opening CallPrompt { height: 2; }
    CallScreen.-short CallPlan, CallScreen.-short CallKnown, CallScreen.-short Following {
        display: none;
    }
    CallScreen.-short.-plan CallPlan { display: block; height: 3; border: none; }
    CallScreen.-short.-known CallKnown { display: block; height: 3; border: none; }
    """

    # Laying out

    def compose(self) -> ComposeResult:
        """Lay out the head, the three columns and the keys."""
        self.fit_window()
        self.walk_flow()
        if self.opening:
            self.add_class("-opening", update=False)
        yield CallHead(self.call, self.desk.playbook.hours)
        with Horizontal(id="columns"):
            yield CallPlan()
            with Vertical(id="centre"):
                yield CallPrompt()
                yield AnswerLine()
                yield Following()
                yield NoteRule()
                yield NoteArea(self.call.note)
            yield CallKnown()
        yield _CallKeys(self.place)

    def on_mount(self) -> None:
        """Go on with the call where it stands; the base class then reads the account."""
        if said := self.call.tick(self.desk.clock.now()):
            self.workstation.warn(said)
        warm(self, self.desk)
        self.start_keeping()
        if not self.go_on_with_wrap_up():
            self.call_after_refresh(self.go_on_with_dialog)

    def read(self, changed: Changed | None = None) -> None:
        """Read the account; there are no goals on top to read."""
        self.reload(changed)

    def minute_passed(self) -> None:
        """Do nothing: the clocks move by themselves, nothing else depends on the minute."""

    def reload(self, changed: Changed | None = None) -> None:  # noqa: ARG002
        """Read the account; when it is gone, say so once and keep what is on screen."""
        if self.over:
            return
        try:
            page = self.desk.accounts.page(self.call.account_id, TOUCHES)
        except DeskError as error:
            if not self._gone:
                self._gone = questions.account_gone(error)
                self.workstation.refuse(self._gone)
                self.show_stop(keep_line=True)
            return
        self._gone = ""
        first, self._page = self._page is None, page
        contact = self.contact
        if contact is None and self.call.contact_id is not None:
            self.call.contact_id = None
            self.workstation.warn("The person you were talking to is not there any more; Ctrl+G.")
        self._background = self.desk.calls.background(page.account.id, self.call.contact_id)
        self._callee = Callee(
            page.account, contact, self.desk.calls.their_zone(page.account, contact)
        )
        self._values = self.desk.calls.placeholders(page.account, contact)
        self.query_one(CallHead).show(self._callee)
        self.show_standing()
        self.show_stop(keep_line=not first)

    # What is on screen

    def show_standing(self) -> None:
        """Show where the buyer stands: in the head, or over the note in a narrow window."""
        said = standing_line(self.desk.playbook.buyer, self.standing(), starred=self.call.starred)
        self.query_one(CallHead).stand(said)
        self.query_one(NoteRule).stand(Content("") if self.has_class("-wide") else said)

    def add_to_note(self, text: str) -> None:
        """Write a line at the end of the note."""
        note = self.query_one(NoteArea)
        start = "\n" if note.text and not note.text.endswith("\n") else ""
        note.insert(f"{start}{text}\n", note.document.end)
        note.move_cursor(note.document.end)

    def action_talker(self) -> None:
        """Switch who is talking."""
        self.call.tick(self.desk.clock.now())
        self.call.switch_talker()
        self.query_one(CallHead).refresh()
        self.save()

    def action_side(self) -> None:
        """Show or hide the columns, or what is known where there is no room for both."""
        self._show_side("" if any(map(self.has_class, SIDES)) else "-known")

    def _show_side(self, side: str) -> None:
        for each in SIDES:
            self.set_class(each == side, each)

    def action_more_known(self) -> None:
        """Turn the page of what is known; behind its last one, in a narrow window, is the plan."""
        known = self.query_one(CallKnown)
        if self.has_class("-wide") or not any(map(self.has_class, SIDES)):
            known.turn_page()
        elif self.has_class("-plan"):
            known.scroll_home(animate=False)
            self._show_side("-known")
        elif known.scroll_offset.y >= known.max_scroll_y:
            self._show_side("-plan")
        else:
            known.turn_page()

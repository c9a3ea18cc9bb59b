"""The call: plan, prompt and what is known around the place to type, kept on disk as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from workstation.desk.calls import LogEntry
from workstation.desk.errors import DeskError
from workstation.tui import call_questions as questions
from workstation.tui.commands import bindings_for
from workstation.tui.record_actions import Subject, log_call, outcome_menu
from workstation.tui.screens.call_flow import CallFlow
from workstation.tui.widgets.call_head import Callee, CallHead
from workstation.tui.widgets.call_known import CallKnown
from workstation.tui.widgets.call_note import AnswerLine, NoteArea, NoteRule
from workstation.tui.widgets.call_plan import CallPlan
from workstation.tui.widgets.call_prompt import CallPrompt, Following
from workstation.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from workstation.desk.calls import Call
    from workstation.desk.changed import Changed
    from workstation.method.outcomes import Outcome

TOUCHES = 12
"""How many of the latest touches are shown."""

SIDES = ("", "-known", "-plan")
"""What F3 goes through where the columns do not fit beside each other."""


@runtime_checkable
class Advancing(Protocol):
    """A place that can go on to its next workable record."""

    def advance(self, after: int | None = None) -> None:
        """Go to the next record, not the account just left."""


class _CallKeys(KeyLine):
    """The key line in the short form, because a call has many keys."""

    def _key(self, command: object) -> str:
        return super()._key(command).replace("Ctrl+", "^")  # type: ignore[arg-type]


class CallScreen(CallFlow):
    """One call under way; letters go to the note, commands are on Ctrl and function keys."""

    place = "call"
    AUTO_FOCUS = "NoteArea"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("call")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-low"), (30, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    CallScreen #columns { height: 1fr; }
    CallScreen #centre { width: 1fr; height: 1fr; }
    CallScreen #answer { height: 1; width: 1fr; }
    CallScreen.-wide #centre { border-left: solid $panel; border-right: solid $panel; }
    CallScreen.-wide.-known CallPlan, CallScreen.-wide.-known CallKnown { display: none; }
    CallScreen.-wide.-known #centre { border: none; }
    CallScreen.-low CallPrompt { height: 5; }
    CallScreen.-narrow #columns { layout: vertical; }
    CallScreen.-narrow CallPlan { width: 1fr; height: 1; }
    CallScreen.-narrow CallKnown { width: 1fr; height: 1; }
    CallScreen.-narrow.-plan CallPlan { height: 8; border-bottom: solid $panel; }
    CallScreen.-narrow.-known CallKnown { height: 1fr; border-top: solid $panel; }
    CallScreen.-short CallHead { height: 1; }
    CallScreen.-short CallPrompt { height: 2; }
    CallScreen.-short CallPlan, CallScreen.-short CallKnown, CallScreen.-short Following {
        display: none;
    }
    CallScreen.-short.-plan CallPlan { display: block; height: 3; border: none; }
    CallScreen.-short.-known CallKnown { display: block; height: 3; border: none; }
    """

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._callee: Callee | None = None

    # Laying out

    def compose(self) -> ComposeResult:
        """Lay out the head, the three columns and the keys."""
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
        self.walk_flow()
        self.show_stop()
        self.start_keeping()

    def read(self, changed: Changed | None = None) -> None:
        """Read the account; there are no goals on top to read."""
        self.reload(changed)

    def minute_passed(self) -> None:
        """Do nothing: the clocks move by themselves, nothing else depends on the minute."""

    def reload(self, changed: Changed | None = None) -> None:  # noqa: ARG002
        """Read the account; when it is gone, say so once and keep what is on screen."""
        if self._over:
            return
        try:
            page = self.desk.accounts.page(self.call.account_id, TOUCHES)
        except DeskError as error:
            if not self._gone:
                self._gone = questions.account_gone(error)
                self.workstation.refuse(self._gone)
            return
        self._gone = ""
        first, self._page = self._page is None, page
        contact = next((each for each in page.contacts if each.id == self.call.contact_id), None)
        if contact is None and self.call.contact_id is not None:
            self.call.contact_id = None
            self.workstation.warn("The person you were talking to is not there any more; Ctrl+G.")
        self._callee = Callee(
            page.account, contact, self.desk.calls.their_zone(page.account, contact)
        )
        self._values = self.desk.calls.placeholders(page.account, contact)
        self.query_one(CallHead).show(self._callee)
        self.show_stop(keep_line=not first)

    @property
    def account(self) -> str:
        """The account's name."""
        return self._page.account.name if self._page else "the account"

    @property
    def zone(self) -> str | None:
        """The time zone called."""
        return self._callee.zone if self._callee else None

    # Other things to do in a call

    def action_talker(self) -> None:
        """Switch who is talking."""
        self.call.tick(self.desk.clock.now())
        self.call.switch_talker()
        self.query_one(CallHead).refresh()
        self.save()

    def action_side(self) -> None:
        """Show or hide the columns, or one of them where there is no room for both."""
        sides = SIDES[:2] if self.has_class("-wide") else SIDES
        present = next((each for each in sides if each and self.has_class(each)), "")
        after = sides[(sides.index(present) + 1) % len(sides)]
        for each in SIDES[1:]:
            self.set_class(each == after, each)

    def action_more_known(self) -> None:
        """Turn the page of what is known."""
        self.query_one(CallKnown).turn_page()

    def action_contact(self) -> None:
        """Choose whom the rep talks to."""
        self._start(self._choose_contact())

    async def _choose_contact(self) -> None:
        if await questions.choose_contact(self, self.call, self.account):
            self.save()
            self.catch_up(forced=True)

    def action_promise(self) -> None:
        """Write down a promise; it becomes a dated follow-up."""
        self.save()
        self._start(questions.ask_promise(self, self.call, self.account, self.zone))

    # The end

    def action_hang_up(self) -> None:
        """End the call: one key says what came of it, then what follows."""
        self._start(self._hang_up(None))

    def action_bad_time(self) -> None:
        """Agree another time at once."""
        outcomes = self.desk.playbook.outcomes
        found = next((each for each in outcomes if each.key == "call_back"), None)
        self._start(self._hang_up(found))

    async def _hang_up(self, outcome: Outcome | None) -> None:
        self.save()
        seconds = self.call.seconds()
        if outcome is None:
            outcome = await self.ask(outcome_menu(self.desk, self.account))
        if outcome is None:
            return
        call = self.call
        subject = Subject(
            call.account_id, self.account, call.contact_id, call.follow_up_id, self.zone
        )
        entry = LogEntry(
            call.account_id,
            outcome.key,
            contact_id=call.contact_id,
            follow_up_id=call.follow_up_id,
            seconds=seconds,
            note=call.note,
            answers=self.desk.calls.answers_of(call),
            flow=call.flow,
            talk_share=call.talk_share(),
            reason=call.override,
            draft=call.draft,
        )
        if await log_call(self, entry, outcome, subject, with_note=False, call=call) is not None:
            self._over = True
            self._close(advance=True)

    def _close(self, *, advance: bool) -> None:
        """Go back to the screen behind; it moves on to its next record."""
        app, account_id = self.workstation, self.call.account_id
        app.pop_screen()
        behind = app.place
        if advance and behind is not None and isinstance(behind, Advancing):
            behind.call_later(behind.advance, account_id)

    def action_back(self) -> None:
        """Leave the call, asking what becomes of it."""
        self._start(self._leave())

    async def _leave(self) -> None:
        self.save()
        chosen = await questions.ask_to_leave(self, self.account, empty=self.call.empty())
        if chosen == "hang_up":
            await self._hang_up(None)
        elif chosen == "keep":
            self.desk.calls.leave(self.call)
            self._over = True
            self._close(advance=False)
        elif chosen == "discard":
            self.desk.calls.discard(self.call)
            self._over = True
            self._close(advance=False)

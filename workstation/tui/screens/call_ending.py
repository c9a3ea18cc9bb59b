"""How a call ends: what came of it, what follows, or put aside for later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from workstation.desk.calls.calls import LogEntry
from workstation.tui import call_questions as questions
from workstation.tui.logging_flow import after_no_show, log_call, outcome_menu
from workstation.tui.screens.call_noting import CallNoting
from workstation.tui.subject import Subject

if TYPE_CHECKING:
    from workstation.method.outcomes import Outcome


OUTCOME = "outcome"
"""The field of the wrap-up that says which outcome was chosen, for a call taken up again."""

A_NOTE = 40
"""Letters of a note from which on somebody was talked to."""


@runtime_checkable
class Advancing(Protocol):
    """A place that can go on to its next workable record."""

    def advance(self, after: int | None = None) -> None:
        """Go to the next record, not the account just left."""


class CallEnding(CallNoting):
    """A call that can be hung up, wrapped up, left for later or thrown away.

    ``ending`` while it is being logged: what is reported then is undone on the screen behind.
    """

    ending = False

    def action_hang_up(self) -> None:
        """End the call: one key says what came of it, then what follows."""
        self._start(self._hang_up(None))

    def action_bad_time(self) -> None:
        """Agree another time at once."""
        self._start(self._hang_up(self._outcome("call_back")))

    def _outcome(self, key: str) -> Outcome | None:
        return next((each for each in self.desk.playbook.outcomes if each.key == key), None)

    def go_on_with_wrap_up(self) -> bool:
        """Open the wrap-up again that was open when the program went away; False for none."""
        outcome = self._outcome(self.call.wrap_up.get(OUTCOME, ""))
        if outcome is not None:
            self._start(self._hang_up(outcome))
        return outcome is not None

    async def _hang_up(self, outcome: Outcome | None) -> None:
        self.call.hang_up(self.desk.clock.now())
        self.save()
        if outcome is None:
            outcome = await self.ask(outcome_menu(self.desk, self.account, self._likely()))
        if outcome is None:
            self._talk_on()
            return
        self.call.wrap_up[OUTCOME] = outcome.key
        self.save()
        call = self.call
        subject = Subject(
            call.account_id, self.account, call.contact_id, call.follow_up_id, self.zone
        )
        self.ending = True
        if await log_call(self, self._entry(outcome), outcome, subject, with_note=False, call=call):
            self.over = True
            await after_no_show(self, outcome, call.account_id)
            self._close(advance=True)
        else:
            self._talk_on()

    def _talk_on(self) -> None:
        """Go on talking: the rep went back from the end of the call."""
        self.ending = False
        self.call.wrap_up.pop(OUTCOME, None)
        self.call.talk_on(self.desk.clock.now())
        self.save()

    def _likely(self) -> str:
        """Return the outcome the menu stands on: a conversation once something was learned."""
        call = self.call
        talked = bool(call.answers or call.meeting or call.objections or call.promises)
        return "conversation" if talked or len(call.note) >= A_NOTE else ""

    def _entry(self, outcome: Outcome) -> LogEntry:
        """Return all that the call knows, to be logged under an outcome."""
        call = self.call
        return LogEntry(
            call.account_id,
            outcome.key,
            contact_id=call.contact_id,
            follow_up_id=call.follow_up_id,
            seconds=call.seconds(),
            note=call.note,
            answers=self.desk.calls.answers_of(call),
            flow=call.flow,
            talk_share=call.talk_share(),
            reason=call.override,
            draft=call.draft,
            opener=call.opener,
            standing=call.standing,
            objections=call.objections,
            ladder=call.ladder,
            starred=call.starred,
            block=call.block,
            meeting=call.meeting,
            promises=call.promises,
            answered_by=call.answered_by,
            began_logging_at=call.ended_at,
        )

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
            self.over = True
            self._close(advance=False)
        elif chosen == "discard":
            self.desk.calls.discard(self.call)
            self.over = True
            self._close(advance=False)

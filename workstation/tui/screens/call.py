"""The call: plan, prompt and what is known around the place to type, kept on disk as it goes."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from workstation.desk.calls import LogEntry
from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.method.flow import fill
from workstation.method.walk import Walk
from workstation.tui import call_questions as questions
from workstation.tui import type_ahead
from workstation.tui.commands import bindings_for
from workstation.tui.record_actions import Subject, log_call, outcome_menu
from workstation.tui.screens.base import DeskScreen
from workstation.tui.widgets.call_head import Callee, CallHead
from workstation.tui.widgets.call_known import CallKnown, Known
from workstation.tui.widgets.call_note import AnswerLine, NoteArea, NoteRule
from workstation.tui.widgets.call_plan import CallPlan, Standing
from workstation.tui.widgets.call_prompt import CallPrompt, Following, Prompt
from workstation.tui.widgets.key_line import KeyLine
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.calls import Call
    from workstation.desk.changed import Changed
    from workstation.desk.records import AccountPage
    from workstation.method.flow import Flow, Question
    from workstation.method.outcomes import Outcome

SAVE_SECONDS = 0.5
"""How long a word may wait before it is on disk."""

HEARTBEAT_SECONDS = 30
"""How often a quiet call is written all the same, so that its clock survives a crash."""

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


class CallScreen(DeskScreen):
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
        super().__init__()
        self.call = call
        self._page: AccountPage | None = None
        self._callee: Callee | None = None
        self._walk: Walk | None = None
        self._values: dict[str, str] = {}
        self._unsaved = False
        self._waiting = False
        self._saved_at: datetime | None = None
        self._trouble = ""
        self._gone = ""
        self._over = False
        self._asking = False

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
        """Go on with the call where it stands."""
        now = self.desk.clock.now()
        if said := self.call.tick(now):
            self.workstation.warn(said)
        self.walk_flow()
        self.catch_up(forced=True)
        self.show_stop()
        self.save()
        self._each_second()
        self.set_interval(1, self._each_second)
        self.set_interval(HEARTBEAT_SECONDS, self.save)

    def catch_up(self, changed: Changed | None = None, *, forced: bool = False) -> None:
        """Read again if anything has changed; the head has no goals to read."""
        if self._seen == self.workstation.version and not forced:
            return
        self._seen = self.workstation.version
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
        self._page = page
        contact = next((each for each in page.contacts if each.id == self.call.contact_id), None)
        if contact is None and self.call.contact_id is not None:
            self.call.contact_id = None
            self.workstation.warn("The person you were talking to is not there any more; Ctrl+G.")
        self._callee = Callee(
            page.account, contact, self.desk.calls.their_zone(page.account, contact)
        )
        self._values = self.desk.calls.placeholders(page.account, contact)
        self.query_one(CallHead).show(self._callee)
        self.show_stop(keep_line=True)

    @property
    def account(self) -> str:
        """The account's name."""
        return self._page.account.name if self._page else "the account"

    @property
    def zone(self) -> str | None:
        """The time zone called."""
        return self._callee.zone if self._callee else None

    # The clock and the disk

    def _each_second(self) -> None:
        """Move the clocks, from memory alone."""
        if self._over:
            return
        now = self.desk.clock.now()
        if said := self.call.tick(now):
            self.workstation.warn(said)
        self.query_one(CallHead).tick(now)
        if self._trouble:
            self.save()
        self._say_saved()

    def _say_saved(self) -> None:
        self.query_one(NoteRule).say(self._saved_at, self.desk.clock.now(), self._trouble)

    def save_soon(self) -> None:
        """Write what was typed, in half a second at the latest."""
        self._unsaved = True
        if not self._waiting:
            self._waiting = True
            self.set_timer(SAVE_SECONDS, self.save)

    def save(self) -> None:
        """Write the call to disk now, with what stands in the fields."""
        self._waiting = False
        if self._over:
            return
        self._keep_line()
        self.call.note = self.query_one(NoteArea).text
        self._write()
        self._say_saved()

    def _write(self) -> None:
        now = self.desk.clock.now()
        self.call.tick(now)
        try:
            said = self.desk.calls.save(self.call)
        except StoreError as error:
            if self._trouble != str(error):
                self._trouble = str(error)
                self.workstation.refuse(f"The call cannot be saved: {error}")
        else:
            self._unsaved = False
            self._trouble = ""
            self._saved_at = now
            if said:
                self.workstation.warn(said)

    @on(TextArea.Changed)
    def _note_typed(self) -> None:
        text = self.query_one(NoteArea).text
        if text != self.call.note:
            self.call.note = text
            self.save_soon()

    @on(AnswerLine.Changed)
    def _answer_typed(self) -> None:
        if self._keep_line():
            self.save_soon()
            self._show_known()

    @on(AnswerLine.ForNote)
    def _for_note(self, event: AnswerLine.ForNote) -> None:
        note = self.query_one(NoteArea)
        note.focus()
        note.insert(event.text)

    @on(events.DescendantBlur)
    def _left_field(self) -> None:
        if self._unsaved:
            self.save()

    def on_screen_suspend(self) -> None:
        """Write before another screen comes in front."""
        if self._unsaved and self.is_mounted:
            self.save()

    def on_unmount(self) -> None:
        """Write when the program goes away with the call open."""
        if self._unsaved and not self._over:
            self._write()

    # Walking through the flow

    @property
    def flow(self) -> Flow:
        """The flow followed; the first one when the playbook has lost it."""
        flows = self.desk.playbook.flows
        return next((each for each in flows if each.key == self.call.flow), flows[0])

    def walk_flow(self) -> None:
        """Start walking the flow of the call, where it stands."""
        flow = self.flow
        self.call.flow = flow.key
        self._walk = Walk(flow)

    @property
    def walk(self) -> Walk:
        """The walk through the flow."""
        if self._walk is None:
            self._walk = Walk(self.flow)
        return self._walk

    @property
    def _at(self) -> int:
        return self.walk.find(self.call.step, self.call.prompt)

    @property
    def question(self) -> Question | None:
        """The question on screen."""
        return self.walk.stops[self._at].question

    def _answered(self) -> set[str]:
        earlier = self._page.answers if self._page else {}
        return {*earlier, *self.desk.calls.answers_of(self.call)}

    def _keep_line(self) -> bool:
        """Take over the answer being typed; True when it is not what it was."""
        answer = self.query_one(AnswerLine)
        question = self.question
        if question is None or not answer.asking:
            return False
        typed = answer.value
        if typed == self.call.answers.get(question.key, ""):
            return False
        if typed.strip():
            self.call.answers[question.key] = typed
        else:
            self.call.answers.pop(question.key, None)
        return True

    def _go(self, to: int) -> None:
        """Go to a stop; the answer on the way is kept."""
        if self._keep_line():
            self._unsaved = True
        stop = self.walk.stops[to]
        self.call.step, self.call.prompt = stop.step, stop.number
        self.show_stop()
        self.save()

    def action_next_prompt(self) -> None:
        """Go on; a step is ticked when its last prompt is passed."""
        self._keep_line()
        at = self._at
        to = self.walk.following(at, self._answered())
        self.call.tick_steps(self.walk.passed(at, to))
        if to is None:
            self.notify("That was the last step. Ctrl+X hangs up.", timeout=3, markup=False)
            to = at
        self._go(to)

    def action_previous_prompt(self) -> None:
        """Go back to the prompt before, answered or not."""
        self._go(max(self._at - 1, 0))

    @on(AnswerLine.Submitted)
    def _answer_given(self) -> None:
        self.action_next_prompt()

    def action_step(self) -> None:
        """Jump to any step."""
        self._start(self._choose_step())

    async def _choose_step(self) -> None:
        step = await questions.choose_step(self, self.flow, self.call.ticked_steps())
        if step is not None:
            self._go(self.walk.first(step, self._answered()))

    def action_change_flow(self) -> None:
        """Follow another flow; the answers and ticks of this one are kept."""
        self._start(self._choose_flow())

    async def _choose_flow(self) -> None:
        key = await questions.choose_flow(self, self.call.flow)
        if key is None:
            return
        self._keep_line()
        self.call.flow = key
        self.walk_flow()
        done = self.call.ticked_steps()
        steps = self.flow.steps
        step = next((at for at, each in enumerate(steps) if each.key not in done), 0)
        self._go_first(step)

    def _go_first(self, step: int) -> None:
        stop = self.walk.stops[self.walk.first(step, self._answered())]
        self.call.step, self.call.prompt = stop.step, stop.number
        self.show_stop()
        self.save()

    def show_stop(self, *, keep_line: bool = False) -> None:
        """Draw the stop, the steps and what is known."""
        walk, at = self.walk, self._at
        stop = walk.stops[at]
        flow, step = walk.flow, walk.flow.steps[stop.step]
        there = sum(each.step == stop.step for each in walk.stops)
        place = f"{stop.number + 1}/{there}"
        following = walk.following(at, self._answered())
        prompt = Prompt(
            title=f"{stop.step + 1} · {step.title}",
            place=place,
            text=self._said(stop.step, stop.prompt),
            hint=step.hint,
            question=stop.question.text if stop.question else "",
            earlier=self._earlier(stop.question),
            choices=_keys(stop.question),
        )
        self.query_one(CallPrompt).show(prompt)
        self.query_one(Following).show(self._following(at, following))
        self.query_one(CallPlan).show(
            Standing(flow, stop.step, frozenset(self.call.ticked_steps()), place)
        )
        if not keep_line:
            self._show_line(stop.question)
        self._show_known()

    def _show_line(self, question: Question | None) -> None:
        answer = self.query_one(AnswerLine)
        if question is None:
            answer.ask(asking=False, value="", hint="nothing to fill in here")
        else:
            value = self.call.answers.get(question.key, "")
            earlier = self._page is not None and question.key in self._page.answers
            hint = "a new answer takes the place of the old one" if earlier else "Tab: the answer"
            if self.has_class("-short"):
                hint = question.text
            answer.ask(asking=True, value=value, hint=hint)

    def _said(self, step: int, prompt: int) -> str:
        prompts = self.walk.flow.steps[step].prompts
        return fill(prompts[prompt], self._values) if prompt < len(prompts) else ""

    def _following(self, at: int, to: int | None) -> str:
        if to is None:
            return ""
        here, there = self.walk.stops[at], self.walk.stops[to]
        if (here.step, here.prompt) == (there.step, there.prompt) and there.question:
            return there.question.text
        text = self._said(there.step, there.prompt)
        title = self.walk.flow.steps[there.step].title
        return text if here.step == there.step else f"{title}: {text}"

    def _earlier(self, question: Question | None) -> str:
        if question is None or self._page is None:
            return ""
        answer = self._page.answers.get(question.key)
        if answer is None:
            return ""
        by = f" by {answer.contact}" if answer.contact else ""
        return f"answered {said_day(answer.on, self.workstation.day)}{by}: {answer.answer}"

    def _show_known(self) -> None:
        if self._page is not None:
            self.query_one(CallKnown).show(
                Known(
                    self._page,
                    self.desk.calls.answers_of(self.call),
                    self.desk.playbook,
                    self.desk.clock.now(),
                )
            )

    # Other things to do in a call

    def _start(self, asking: Coroutine[None, None, None]) -> None:
        """Ask something, unless something is being asked already."""
        if self._asking:
            asking.close()
            return
        self._asking = True
        self._carry_out(asking)

    @type_ahead.flow
    async def _carry_out(self, asking: Coroutine[None, None, None]) -> None:
        try:
            await asking
        except DeskError as error:
            self.workstation.refuse(self._gone or str(error))
        except StoreError as error:
            self.workstation.refuse(str(error))
        finally:
            self._asking = False

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
        elif chosen == "discard" and self.call.empty():
            self.desk.calls.discard(self.call)
            self._over = True
            self._close(advance=False)


def _keys(question: Question | None) -> str:
    if question is None:
        return ""
    if question.kind == "choice":
        return " · ".join(f"{at} {each}" for at, each in enumerate(question.choices, 1))
    return {"yes_no": "y yes · n no", "person": "a name"}.get(question.kind, "")

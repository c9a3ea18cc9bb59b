"""Walking through the flow in a call: the prompt, its question, the steps, what comes next."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING

from textual import on

from workstation.desk.calls.background import Background
from workstation.desk.errors import DeskError
from workstation.method.answer_kinds import hint as answer_hint
from workstation.method.answer_kinds import read_answer
from workstation.method.flow import fill
from workstation.method.walk import Walk
from workstation.tui import call_questions as questions
from workstation.tui import type_ahead
from workstation.tui.call_people import LINE, NAMED
from workstation.tui.commands import BY_ID
from workstation.tui.screens.call_keeping import CallKeeping
from workstation.tui.widgets.call_head import Callee, CallHead
from workstation.tui.widgets.call_known import CallKnown, Known
from workstation.tui.widgets.call_note import AnswerLine, NoteArea
from workstation.tui.widgets.call_plan import CallPlan, Standing
from workstation.tui.widgets.call_prompt import CallPrompt, Following, Prompt
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call
    from workstation.desk.records import AccountPage
    from workstation.method.flow import Flow, Question
    from workstation.method.openers import Opener

TRAIL = 100
"""How many places a call remembers to go back to."""


class CallFlow(CallKeeping):
    """A call that stands somewhere in its flow; answers are kept on the way."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._page: AccountPage | None = None
        self._callee: Callee | None = None
        self._walk: Walk | None = None
        self._values: dict[str, str] = {}
        self._background = Background()
        self._gone = ""
        self._asking = False
        self._then = ""

    # Who is called

    @property
    def account(self) -> str:
        """The account's name."""
        return self._page.account.name if self._page else "the account"

    @property
    def zone(self) -> str | None:
        """The time zone called."""
        return self._callee.zone if self._callee else None

    # Where the call stands

    @property
    def flow(self) -> Flow:
        """The flow followed; the first one when the playbook has lost it."""
        flows = self.desk.playbook.flows
        return next((each for each in flows if each.key == self.call.flow), flows[0])

    def walk_flow(self) -> None:
        """Start walking the flow of the call, where it stands."""
        flow = self.flow
        self.call.flow = flow.key
        self._walk = Walk(flow, self.desk.clock.now().date())

    @property
    def walk(self) -> Walk:
        """The walk through the flow."""
        if self._walk is None:
            self._walk = Walk(self.flow, self.desk.clock.now().date())
        return self._walk

    @property
    def _at(self) -> int:
        return self.walk.find(self.call.step, self.call.prompt)

    @property
    def question(self) -> Question | None:
        """The question on screen."""
        return self.walk.stops[self._at].question

    def _answered(self) -> dict[str, str]:
        """Return every answer known, of earlier calls and of this one, by question."""
        known = self._page.answers if self._page else {}
        earlier = {key: answer.answer for key, answer in known.items()}
        return self.walk.counted(earlier, self.desk.calls.answers_of(self.call))

    def _next(self) -> int | None:
        """Return the stop that comes next; None at the end."""
        return self.walk.following(self._at, self._answered(), self.call.reopened)

    # Answers

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
            self.call.answered_by[question.key] = self.call.contact_id
        else:
            self.call.answers.pop(question.key, None)
        return True

    @on(AnswerLine.Changed)
    def _answer_typed(self) -> None:
        if self._keep_line():
            self.save_soon()
            self.show_known()

    @on(AnswerLine.Submitted)
    def _answer_given(self) -> None:
        question, typed = self.question, self.query_one(AnswerLine).value
        if question is not None:
            said = read_answer(question, typed, now=self.desk.clock.now()).complaint
            if said:
                self.notify(said, timeout=4, markup=False)
            if question.kind == "person" and typed.strip():
                self.call.pending |= {LINE: typed.strip(), NAMED: "1"}
                self.notify("Ctrl+G Enter adds them as a person.", timeout=4, markup=False)
            if question.key in self.call.reopened:
                self.call.reopened.remove(question.key)
        self.action_next_prompt()
        self.query_one(NoteArea).focus()

    # Moving

    def _go(self, to: int) -> None:
        """Go to a stop; the answer on the way is kept."""
        if self._keep_line():
            self._unsaved = True
        stop = self.walk.stops[to]
        if (stop.step, stop.number) != (self.call.step, self.call.prompt):
            self.call.trail = [*self.call.trail[-TRAIL:], (self.call.step, self.call.prompt)]
        self.call.step, self.call.prompt = stop.step, stop.number
        self.show_stop()
        self.save()

    def action_next_prompt(self) -> None:
        """Go on; a step is ticked when its last prompt is passed."""
        self._keep_line()
        at, to = self._at, self._next()
        self.call.tick_steps(self.walk.passed(at, to, self._answered(), self.call.reopened))
        if to is None:
            self.notify("That was the last step. Ctrl+X hangs up.", timeout=3, markup=False)
            to = at
        self._go(to)

    def action_previous_prompt(self) -> None:
        """Go back to where the call stood before; at its beginning, to the prompt above."""
        trail = self.call.trail
        to = self.walk.find(*trail[-1]) if trail else max(self._at - 1, 0)
        self._go(to)
        self.call.trail = trail[:-1]

    def action_step(self) -> None:
        """Jump to any step."""
        self._start(self._choose_step())

    async def _choose_step(self) -> None:
        step = await questions.choose_step(self, self.flow, self.call.ticked_steps())
        if step is not None:
            self._go(self.walk.first(step, self._answered(), self.call.reopened))

    def action_ask_again(self) -> None:
        """Open a question that was answered before, to ask it again."""
        self._start(self._reopen())

    async def _reopen(self) -> None:
        answered = self._answered()
        stops = [
            at
            for at, stop in enumerate(self.walk.stops)
            if stop.question is not None and stop.question.key in answered
        ]
        if not stops:
            self.workstation.refuse("No question of this flow has been answered yet.")
            return
        asked = [(at, self.walk.stops[at].question) for at in stops]
        to = await questions.choose_question(self, [(at, q) for at, q in asked if q], answered)
        if to is not None and (question := self.walk.stops[to].question) is not None:
            if question.key not in self.call.reopened:
                self.call.reopened.append(question.key)
            self._go(to)
            self.query_one(AnswerLine).focus()

    def action_change_flow(self) -> None:
        """Follow another flow; the answers and ticks of this one are kept."""
        self._start(self._choose_flow())

    async def _choose_flow(self) -> None:
        key = await questions.choose_flow(self, self.call.flow)
        if key is None:
            return
        self._keep_line()
        self.call.flow, self.call.trail = key, []
        self.call.opener = self.desk.experiments.assign_opener(
            key, self.call.account_id, self._values
        )
        self.walk_flow()
        done = self.call.ticked_steps()
        steps = self.flow.steps
        step = next((at for at, each in enumerate(steps) if each.key not in done), 0)
        self._go_first(step)

    def _go_first(self, step: int) -> None:
        stop = self.walk.stops[self.walk.first(step, self._answered(), self.call.reopened)]
        self.call.step, self.call.prompt = stop.step, stop.number
        self.show_stop()
        self.save()

    # Asking

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
        finally:
            self._asking = False
        if self._then:
            then, self._then = BY_ID[self._then], ""
            await self.run_action(then.action_for(then.all_keys[0]))

    # Drawing

    def show_stop(self, *, keep_line: bool = False) -> None:
        """Draw the stop, the steps and what is known."""
        walk, at = self.walk, self._at
        stop = walk.stops[at]
        flow, step = walk.flow, walk.flow.steps[stop.step]
        place = f"{stop.number + 1}/{walk.count(stop.step)}"
        known = self._known_in(stop.step)
        following = self._next()
        opener = self.opening
        self.set_class(opener is not None, "-opening")
        prompt = Prompt(
            title=f"{stop.step + 1} · {step.title}",
            place=f"{place} · {known} known, ^R asks again" if known else place,
            text=fill(opener.text, self._values) if opener else self._said(stop.step, stop.prompt),
            hint=self._first_hint(opener) if opener else step.hint,
            listen="" if opener else "; ".join(step.listen_for),
            question=stop.question.text if stop.question else "",
            earlier=self._earlier(stop.question),
            choices=answer_hint(stop.question) if stop.question else "",
            large=opener is not None,
        )
        self.query_one(CallPrompt).show(prompt)
        self.query_one(CallHead).aim(flow.minutes)
        self.query_one(Following).show(self._following(at, following))
        self.query_one(CallPlan).show(
            Standing(
                flow,
                stop.step,
                frozenset(self.call.ticked_steps()),
                place,
                self._background.prepared,
            )
        )
        if not keep_line:
            self._show_line(stop.question)
        self.show_known()

    def _known_in(self, step: int) -> int:
        """Return how many questions of a step were answered before and are passed over."""
        answered, given = self._answered(), self.call.answers
        asked = (each.question for each in self.walk.stops if each.step == step)
        return sum(
            each is not None and each.key in answered.keys() - given.keys() for each in asked
        )

    @property
    def opening(self) -> Opener | None:
        """The first words, while the call stands there; None later, and without any."""
        if self._at > 0:
            return None
        openers = self.desk.playbook.openers
        return next((each for each in openers if each.key == self.call.opener), None)

    def _first_hint(self, opener: Opener) -> str:
        """Say why the rep calls, how well it is prepared, and which variant this is."""
        known = self._background
        reason = known.prepared.get("reason", "")
        parts = [f"why: {reason}" if reason else ""]
        parts += [f"prepared {len(known.prepared)} of {known.questions}, F5"]
        parts += [f"opener “{opener.title}”, Alt+O another"]
        return " · ".join(part for part in parts if part)

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

    def show_known(self) -> None:
        """Draw what is known, of this call and of earlier ones."""
        if self._page is not None:
            self.query_one(CallKnown).show(
                Known(
                    self._page,
                    self.desk.calls.answers_of(self.call),
                    self.desk.playbook,
                    self.desk.clock.now(),
                    self.call,
                    self._background,
                )
            )

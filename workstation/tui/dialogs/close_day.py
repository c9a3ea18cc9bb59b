"""Closes a day: its numbers first, then what was left hanging, a note, and on to the next plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from workstation.method.days import say_day
from workstation.method.plural import plural
from workstation.tui.aside import Aside
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.render import Piece, clip, fit, line

if TYPE_CHECKING:
    from workstation.desk.closing import DayNumbers, Loose
    from workstation.desk.desk import Desk
    from workstation.desk.goals import Goal

_LONGEST_GOAL = 44


class CloseDay(Dialog[bool]):
    """Returns True when the day was closed, None when the rep left; then the next one is planned.

    Enter on an account without a next step sets one, `o` opens it; Enter in the note closes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "close_day", "close the day")]
    CSS = """
    CloseDay #close { max-height: 96%; }
    CloseDay #note { width: 1fr; }
    CloseDay #note-line { height: 1; margin-top: 1; }
    """

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._wanted = day
        self._day = date.min
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the numbers, what was left hanging, and the note."""
        with VerticalScroll(classes="box", id="close", can_focus=False):
            yield Words(classes="title")
            yield Words(id="numbers")
            yield LooseEnds()
            with Horizontal(id="note-line"):
                yield Words("Note", classes="label")
                yield Input(
                    id="note",
                    placeholder="what worked, what did not, what to change",
                    select_on_focus=False,
                )
            yield Words(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Show the numbers of the day; it stays this one when midnight passes."""
        self._day = self._wanted or self.desk.days.today()
        numbers = self._read()
        self.query_one("#note", Input).value = numbers.note or ""
        if self.query_one(LooseEnds).ends:
            self.query_one(LooseEnds).focus()
        else:
            self.query_one("#note", Input).focus()

    @property
    def keys_wait(self) -> bool:
        """Whether the day is closed and the next one is being looked for."""
        return self._aside.waiting

    @property
    def day(self) -> date:
        """The day that is being closed."""
        return self._day

    def _read(self) -> DayNumbers:
        numbers = self.desk.goals.close_numbers(self._day)
        said = say_day(self._day, near=self.desk.days.today())
        again = "  closed already; Enter closes it again" if numbers.closed else ""
        self.query_one(".title", Words).say(line(f"Close {said}", (again, "$text-muted")))
        self.query_one("#numbers", Words).say(Content("\n").join(number_lines(numbers)))
        self.query_one(LooseEnds).show([*numbers.promises, *numbers.without_step])
        self._say_keys()
        return numbers

    def _say_keys(self) -> None:
        said = "Enter closes the day, then tomorrow is planned · Esc leaves it open"
        if isinstance(self.focused, LooseEnds):
            said = "Enter sets a next step · o opens · ↓ note · Ctrl+S closes the day"
        self.query_one("#keys", Words).say(said)

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus."""
        self._say_keys()

    def on_key(self, event: events.Key) -> None:
        """Go from the note up to what was left hanging."""
        if event.key == "up" and isinstance(self.focused, Input):
            event.stop()
            if self.query_one(LooseEnds).ends:
                self.query_one(LooseEnds).focus()

    # What was left hanging

    @flow
    async def action_next_step(self) -> None:
        """Set the next step of the highlighted account."""
        end = self.query_one(LooseEnds).highlighted
        if end is None:
            return
        from workstation.tui.dialogs.ask import QUICK_DAYS

        def meaning(text: str) -> str:
            when = self.desk.days.read(text)
            return f"{when.said}   {when.moved}" if when.moved else when.said

        text = await self.ask(
            Ask(
                f"Next step with {end.account}: when?",
                hint="tue 3pm · +3d · in 2 weeks · q1",
                meaning=meaning,
                quick=QUICK_DAYS,
            )
        )
        if not text:
            return
        why = await self.ask(Ask(f"{end.account}: what for?", value=end.what, required=False))
        if why is None:
            return
        when = self.desk.days.read(text)
        promised = bool(end.what)
        self.workstation.do(
            lambda: self.desk.follow_ups.plan(end.account_id, when, why=why, promised=promised)
        )
        self._read()
        if not self.query_one(LooseEnds).ends:
            self.query_one("#note", Input).focus()

    def action_open_account(self) -> None:
        """Open the highlighted account; coming back, the list is read again."""
        end = self.query_one(LooseEnds).highlighted
        if end is not None:
            from workstation.tui.screens.account import AccountScreen

            self.app.push_screen(AccountScreen(end.account_id))

    def on_screen_resume(self) -> None:
        """Read again what may have been done meanwhile."""
        if self._day != date.min:
            self._read()

    def action_to_note(self) -> None:
        """Go on to the note."""
        self.query_one("#note", Input).focus()

    # Closing

    @on(Input.Submitted, "#note")
    def action_close_day(self) -> None:
        """Close the day, and go on to the plan of the next working day."""
        note = self.query_one("#note", Input).value
        if self.workstation.do(lambda: self.desk.goals.close(self._day, note)) is None:
            return
        day, today = self._day, self.desk.days.today()

        def next_day(desk: Desk) -> date:
            return desk.days.working().add(day, 1)

        self._aside.ask(next_day, lambda found: self._plan(max(found, today)))

    def _plan(self, day: date) -> None:
        from workstation.tui.dialogs.plan_goals import PlanGoals

        app = self.app
        self.dismiss(True)  # noqa: FBT003
        app.push_screen(PlanGoals(day))


class LooseEnds(Widget, can_focus=True):
    """Lists the accounts something was left hanging at, with a cursor."""

    DEFAULT_CSS = "LooseEnds { height: auto; width: 1fr; margin-top: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,down", "move(1)", "down"),
        ("k,up", "move(-1)", "up"),
        ("enter,f", "screen.next_step", "next step"),
        ("o", "screen.open_account", "open"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.ends: list[Loose] = []
        self._cursor = 0

    @property
    def highlighted(self) -> Loose | None:
        """The one the cursor is on."""
        return self.ends[self._cursor] if self.ends else None

    def show(self, ends: list[Loose]) -> None:
        """Show these; the cursor stays where it is as far as it can."""
        self.ends = ends
        self.can_focus = bool(ends)
        self._cursor = max(min(self._cursor, len(ends) - 1), 0)
        self.refresh(layout=True)

    def action_move(self, step: int) -> None:
        """Move the cursor; down from the last goes on to the note."""
        if self._cursor + step >= len(self.ends) and isinstance(self.screen, CloseDay):
            self.screen.action_to_note()
            return
        self._cursor = max(self._cursor + step, 0)
        self.refresh()

    def get_content_height(self, *_: object) -> int:
        """Take a line for each, and one to say what they are."""
        return len(self._rows(80))

    def render(self) -> Content:
        """Draw the list."""
        return Content("\n").join(self._rows(self.content_size.width))

    def on_click(self, event: events.Click) -> None:
        """Highlight the one under the pointer; a double click sets its next step."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = offset.y - 1
        promised = sum(bool(end.what) for end in self.ends)
        if 0 < promised < len(self.ends) and number >= promised:
            number -= 1
        if 0 <= number < len(self.ends):
            self._cursor = number
            self.focus()
            self.refresh()
            if event.chain == 2 and isinstance(self.screen, CloseDay):
                self.screen.action_next_step()

    def _rows(self, width: int) -> list[Content]:
        if not self.ends:
            return [line(("✓ ", "$text-success"), "Every account touched has a next step.")]
        rows: list[Content] = []
        heading = ""
        for at, end in enumerate(self.ends):
            said = "Agreed, but nothing is planned" if end.what else "Touched, no next step"
            if said != heading:
                heading = said
                rows.append(line((f"! {said}", "bold $text-warning")))
            here = at == self._cursor and self.has_focus
            rows.append(
                line(
                    "▸ " if here else "  ",
                    (fit(end.account, 28), "bold" if here else ""),
                    "  ",
                    (end.what, "$text-muted"),
                )
            )
        return [clip(row, width) for row in rows]


def number_lines(numbers: DayNumbers) -> list[Content]:
    """Write what a day came to: each goal with its numbers, then the counts."""
    lines = [_goal(goal) for goal in numbers.goals]
    if not lines:
        lines.append(line(("No goals were planned for this day.", "$text-muted")))
    else:
        total = len(numbers.goals)
        lines.insert(0, line((f"{numbers.hit} of {total} {plural(total, 'goal')} reached", "bold")))
    counts = (
        (numbers.dials, "dial"),
        (numbers.conversations, "conversation"),
        (numbers.emails, "email"),
    )
    pieces: list[Piece] = []
    for number, what in counts:
        pieces += [(str(number), "bold"), f" {what if number == 1 else what + 's'}   "]
    done, due = numbers.follow_ups_done, numbers.follow_ups_due
    pieces += [(f"{done} of {due}", "bold"), " follow-ups done"]
    return [*lines, Content(""), line(*pieces)]


def _goal(goal: Goal) -> Content:
    mark = ("✓", "bold $text-success") if goal.done else ("✗", "bold $text-error")
    verdict = "reached" if goal.done else "not done"
    if goal.target:
        short = f"{goal.target - goal.progress} short"
        verdict = f"{goal.progress}/{goal.target} {'reached' if goal.done else short}"
    tone = "$text-muted" if goal.done else "$text-warning"
    return line(" ", mark, " ", fit(goal.text, _LONGEST_GOAL), "  ", (verdict, tone))

"""Plans the goals of a day: offers on one side, the plan on the other, saved as one action."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from workstation.method.days import say_day
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.goal_offers import Offered, Offers, read_offers
from workstation.tui.widgets.plan_list import Draft, PlanList, read_draft, say_binding
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_LISTING = (
    ("1–9", "take"), ("a", "add"), ("e", "edit"), ("x", "out"), ("J K", "order"), ("t", "day"),
    ("h", "history"), ("Enter", "save"),
)  # fmt: skip
_TYPING = (("Enter", "keeps it, on an empty line saves"), ("Tab", "other day"), ("Esc", "back"))
_SHORT = 30
"""Below this many lines of terminal each goal and offer is on one line."""


class PlanGoals(Dialog[bool]):
    """Returns True when a plan was saved, None when the rep left it as it was.

    Letters and digits are commands while the plan has the focus; `a` and `e` open a line to write
    on, and show while it is typed what the goal will count. What is planned for another day is kept
    while the days are switched; saving makes one action for each day that changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s", "save", "save"),
        ("tab", "day", "other day"),
    ]
    CSS = """
    PlanGoals #plan { width: 120; max-width: 96%; max-height: 96%; }
    PlanGoals #sides { height: auto; max-height: 1fr; }
    PlanGoals #left { width: 5fr; height: auto; padding-right: 2; }
    PlanGoals #right { width: 6fr; height: auto; max-height: 100%; }
    PlanGoals #writing { height: auto; margin-top: 1; display: none; }
    PlanGoals.-typing #writing { display: block; }
    PlanGoals.-narrow #sides { layout: vertical; }
    PlanGoals.-narrow #left { width: 1fr; padding-right: 0; }
    PlanGoals.-narrow #right { width: 1fr; margin-top: 1; }
    """

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self._wanted = day
        self._day = date.min
        self._days: tuple[date, ...] = ()
        self._drafts: dict[date, list[Draft]] = {}
        self._saved: dict[date, list[Draft]] = {}
        self._offered: dict[date, Offered] = {}
        self._cursor = 0
        self._editing: int | None = None
        self._warned = False
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the plan, the line to write on, and the offers."""
        with Vertical(classes="box", id="plan"):
            yield Words(classes="title")
            with Horizontal(id="sides"):
                with Vertical(id="left"):
                    yield PlanList(self.desk.playbook.measures)
                    with Vertical(id="writing"):
                        yield Input(
                            placeholder="hold five conversations · plan next month",
                            select_on_focus=False,
                        )
                        yield Words(id="binding")
                with VerticalScroll(id="right", can_focus=False):
                    yield Offers()
            yield Words(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Open the day's plan, and have the offers read."""
        self.query_one(Input).disabled = True
        self._open(self._wanted or self.desk.days.today())
        self.query_one(PlanList).focus()

    @property
    def keys_wait(self) -> bool:
        """Whether a digit would find nothing to take, because the offers are still being read."""
        return self._aside.waiting and self._editing is None

    @property
    def day(self) -> date:
        """The day that is being planned."""
        return self._day

    @property
    def drafts(self) -> list[Draft]:
        """The plan of that day as it stands."""
        return self._drafts[self._day]

    @property
    def most(self) -> int:
        """How many goals a day may have."""
        return self.desk.playbook.goals.most

    # Days

    def _open(self, day: date) -> None:
        self._day = day
        if day not in self._drafts:
            goals = self.desk.goals.for_day(day)
            self._saved[day] = [Draft(goal.text, goal.measure, goal.target) for goal in goals]
            self._drafts[day] = list(self._saved[day])
        self._cursor = len(self.drafts)
        self._show()
        if day not in self._offered:
            today = self.desk.days.today()

            def read(desk: Desk) -> Offered:
                return read_offers(desk, day, today)

            self._aside.ask(read, self._have_offers)

    def _have_offers(self, offered: Offered) -> None:
        self._offered[offered.day] = offered
        days = {self.desk.days.today(), offered.next_day, self._wanted or self._day}
        self._days = tuple(sorted(days))
        self._show()

    def action_day(self) -> None:
        """Plan the other day: today, or the next working day."""
        if self._editing is not None and not self._keep():
            self._stop_typing()
        today = self.desk.days.today()
        days = sorted({today, *(day for day in self._days if day >= today)})
        self._open(next((day for day in days if day > self._day), days[0]))

    def _says(self, day: date) -> str:
        today = self.desk.days.today()
        near = {0: "today", 1: "tomorrow"}.get((day - today).days)
        said = say_day(day, near=today)
        return f"{near}, {said}" if near else said

    # Showing

    def _show(self) -> None:
        brief = self.app.size.width < 100 or self.app.size.height < _SHORT
        today = self.desk.days.today()
        days = {self._day, *(day for day in self._days if day >= today)}
        tabs = [
            (f" {self._says(day)} ", "reverse" if day == self._day else "$text-muted")
            for day in sorted(days)
        ]
        unsaved = "" if self.drafts == self._saved[self._day] else "  not saved"
        self.query_one(".title", Words).say(line("Goals for ", *tabs, (unsaved, "$text-warning")))
        self.query_one(PlanList).show(
            self.drafts,
            -1 if self._editing is not None else self._cursor,
            room=len(self.drafts) < self.most and self._editing is None,
            brief=brief,
        )
        planned = frozenset(draft.text.casefold() for draft in self.drafts)
        offered = self._offered.get(self._day)
        self.query_one(Offers).show(offered.offers if offered else None, planned, brief=brief)
        keys = _LISTING if self._editing is None else _TYPING
        self.query_one("#keys", Words).say(
            line(*(p for key, does in keys for p in ((key, "bold $text-accent"), f" {does}  ")))
        )

    def on_resize(self) -> None:
        """Put things on one line where there is little room."""
        if self._day in self._drafts:
            self._show()

    # The list

    def on_key(self, event: events.Key) -> None:
        """Change the plan by single keys while no text is being typed."""
        if self._editing is not None:
            if event.key in {"up", "down"}:
                event.stop()
                if not self._keep():
                    self._stop_typing()
            return
        keys = {
            "j": self._down, "down": self._down, "k": self._up, "up": self._up,
            "J": self._later, "alt+down": self._later, "K": self._earlier, "alt+up": self._earlier,
            "x": self._remove, "delete": self._remove, "a": self._write, "e": self._edit,
            "t": self.action_day, "h": self._history, "enter": self.action_save,
        }  # fmt: skip
        if event.key.isdecimal():
            event.stop()
            self._take(int(event.key))
        elif (act := keys.get(event.character or "") or keys.get(event.key)) is not None:
            event.stop()
            act()

    def _down(self) -> None:
        self._go(self._cursor + 1)

    def _up(self) -> None:
        self._go(self._cursor - 1)

    def _go(self, at: int) -> None:
        self._cursor = min(max(at, 0), len(self.drafts))
        self._show()

    def _later(self) -> None:
        self._swap(self._cursor, self._cursor + 1)

    def _earlier(self) -> None:
        self._swap(self._cursor, self._cursor - 1)

    def _swap(self, at: int, to: int) -> None:
        drafts = self.drafts
        if 0 <= at < len(drafts) and 0 <= to < len(drafts):
            drafts[at], drafts[to] = drafts[to], drafts[at]
            self._go(to)

    def _remove(self) -> None:
        if self._cursor < len(self.drafts):
            del self.drafts[self._cursor]
            self._go(self._cursor)

    def _take(self, n: int) -> None:
        """Take an offer into the plan, or out of it again."""
        offered = self._offered.get(self._day)
        if offered is None or not 1 <= n <= len(offered.offers):
            return
        offer = offered.offers[n - 1]
        there = [d for d in self.drafts if d.text.casefold() == offer.text.casefold()]
        if there:
            self.drafts.remove(there[0])
        elif self._has_room():
            self.drafts.append(Draft(offer.text, offer.measure, offer.target))
        self._go(len(self.drafts))

    def _has_room(self) -> bool:
        if len(self.drafts) < self.most:
            return True
        self.workstation.refuse(f"A day has at most {self.most} goals; x takes one out.")
        return False

    @on(Offers.Taken)
    def _clicked(self, event: Offers.Taken) -> None:
        self._take(event.n)

    @on(PlanList.Chosen)
    def _chosen(self, event: PlanList.Chosen) -> None:
        self._cursor = event.at
        self._edit()

    def _history(self) -> None:
        from workstation.tui.dialogs.goal_history import GoalHistory

        self.app.push_screen(GoalHistory())

    # Writing

    def _write(self) -> None:
        if self._has_room():
            self._type(len(self.drafts), "")

    def _edit(self) -> None:
        if self._cursor < len(self.drafts):
            self._type(self._cursor, self.drafts[self._cursor].text)
        else:
            self._write()

    def _type(self, at: int, text: str) -> None:
        self._editing = at
        self.set_class(True, "-typing")  # noqa: FBT003
        field = self.query_one(Input)
        field.disabled = False
        field.value = text
        field.focus()
        self._say_binding()
        self._show()

    def _stop_typing(self) -> None:
        self._editing = None
        self.set_class(False, "-typing")  # noqa: FBT003
        self.query_one(Input).disabled = True
        self.query_one(PlanList).focus()
        self._show()

    def _typed(self) -> Draft:
        before = None
        if self._editing is not None and self._editing < len(self.drafts):
            before = self.drafts[self._editing]
        return read_draft(self.query_one(Input).value, self.desk.playbook.measures, before)

    @on(Input.Changed)
    def _say_binding(self) -> None:
        if self._editing is None:
            return
        draft = self._typed()
        words = say_binding(draft, self.desk.playbook.measures) if draft.text else ""
        tone = "$text-success" if draft.measure else "$text-muted"
        self.query_one("#binding", Words).say(line(f" {self._editing + 1} ", (words, tone)))

    def _keep(self) -> bool:
        """Take what was typed into the plan; False when nothing was."""
        draft = self._typed()
        at = self._editing
        if at is None or not draft.text:
            return False
        if at < len(self.drafts):
            self.drafts[at] = draft
        else:
            self.drafts.append(draft)
        self._cursor = min(at + 1, len(self.drafts))
        self._stop_typing()
        return True

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        new = self._editing == len(self.drafts)
        if not self._keep():
            self._stop_typing()
            self.action_save()
        elif new and len(self.drafts) < self.most:
            self._write()

    # Leaving

    def action_save(self) -> None:
        """Save what was changed, one action for each day."""
        if self._editing is not None:
            self._keep()
        for day, drafts in self._drafts.items():
            goals = [(draft.text, draft.measure, draft.target) for draft in drafts]
            if drafts == self._saved[day]:
                continue
            if self.workstation.do(partial(self.desk.goals.plan, day, goals)) is None:
                return
            self._saved[day] = list(drafts)
        self.dismiss(True)  # noqa: FBT003

    def action_back(self) -> None:
        """Leave the line, then the dialog; a plan that is not saved asks once."""
        if self._editing is not None:
            self._stop_typing()
        elif self._drafts != self._saved and not self._warned:
            self._warned = True
            self.workstation.warn("The plan is not saved: Enter saves it, Esc leaves it as it was.")
        else:
            self.dismiss(None)

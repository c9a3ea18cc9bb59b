"""An account's page to read and scroll, with a cursor on its people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message

from workstation.tui.commands import bindings_for
from workstation.tui.widgets import account_parts as parts
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.person_lines import person_lines
from workstation.tui.widgets.render import clip, line, one_line, plain

if TYPE_CHECKING:
    from workstation.desk.cadences.rows import Run
    from workstation.desk.meetings import Meeting
    from workstation.desk.records import AccountPage, Contact
    from workstation.playbook.model import Playbook

Lines = list[Content]

_NOTE = 2
"""Lines of the account's note shown above its people; a longer one is whole further down."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the page shows; ``meetings`` each with the zone of the other side.

    ``phone`` is the account's number as it is read; ``absent`` says why it is not in today's queue,
    "" where it is or nobody has looked.
    """

    page: AccountPage
    playbook: Playbook
    now: datetime
    meetings: Sequence[tuple[Meeting, str | None]] = ()
    runs: Sequence[Run] = ()
    phone: str = ""
    absent: str = ""


class _Part(Drawn):
    """Lines of text as many as there are; drawn anew for each width."""

    DEFAULT_CSS = "_Part { width: 1fr; height: auto; padding: 0 1; }"

    def __init__(self, draw: Callable[[int], Lines], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._draw = draw
        self._drawn: tuple[int, Lines] = (-1, [])

    def lines(self, width: int) -> Lines:
        if self._drawn[0] != width:
            self._drawn = (width, [clip(each, width) for each in self._draw(width)])
        return self._drawn[1]

    def forget(self) -> None:
        self._drawn = (-1, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self.lines(width))

    def rows(self) -> list[Content]:
        return self.lines(self.size.width)


class AccountView(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Two columns that scroll together, one below the other where it is narrow.

    The keys of lists move the cursor among the people; beyond the last of them, and by the page,
    they scroll. Enter posts ``Opened``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("list")]
    DEFAULT_CSS = """
    AccountView {
        width: 1fr; height: 1fr; scrollbar-size-vertical: 1;
        & Horizontal { height: auto; width: 1fr; }
        & #known { width: 1fr; }
        & #happened { width: 1fr; }
    }
    """

    class Opened(Message):
        """Enter was pressed on a person, or one was double-clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._known: Known | None = None
        self._gone = ""
        self._cursor = 0
        self.chosen = False
        """Whether the person under the cursor was chosen, not only the first or the one due."""
        self._person_lines: list[range] = []

    def compose(self) -> ComposeResult:
        """Lay out the two columns."""
        with Horizontal():
            yield _Part(self._left, id="known")
            yield _Part(self._right, id="happened")

    # What is shown

    def show(self, known: Known, contact_id: int | None = None) -> None:
        """Show a page; the cursor stays on its person, or goes to the one named."""
        wanted = contact_id or (self.person.id if self.person else None)
        self._known, self._gone = known, ""
        people = [each.id for each in known.page.contacts]
        if wanted in people:
            self._cursor = people.index(wanted)
        self._cursor = max(0, min(self._cursor, len(people) - 1))
        self._redraw()

    def show_phone(self, number: str, phone: str) -> None:
        """Show the account's number as it is read, if that is still its number."""
        if self._known is not None and self._known.page.account.phone == number:
            self._known = replace(self._known, phone=phone)
            self._redraw()

    def show_absent(self, account_id: int, absent: str) -> None:
        """Show why the account is not in today's queue, if it is still the one shown."""
        known = self._known
        if known is not None and known.page.account.id == account_id and known.absent != absent:
            self._known = replace(known, absent=absent)
            self._redraw()

    def show_gone(self, sentence: str) -> None:
        """Say that there is nothing to show any more."""
        self._known, self._gone = None, sentence
        self._redraw()

    @property
    def absent(self) -> str:
        """Why the account is not in today's queue, as far as it was said."""
        return self._known.absent if self._known else ""

    @property
    def person(self) -> Contact | None:
        """The person under the cursor, None where nobody is known."""
        people = self._known.page.contacts if self._known else []
        return people[self._cursor] if self._cursor < len(people) else None

    def _redraw(self) -> None:
        for part in self.query(_Part):
            part.forget()

    def _left(self, width: int) -> Lines:
        if self._known is None:
            return [plain(self._gone)]
        known = self._known
        page, today, inside = known.page, known.now.date(), width - parts.INDENT
        lines = [
            folded
            for each in parts.headline(page, known.playbook, known.now, known.phone)
            for folded in (each.wrap(max(width, 1)) or [each])
        ]
        note = parts.note_lines(page.account.note, width)
        lines += note[:_NOTE]
        if long := len(note) > _NOTE:
            lines[-1] = clip(line(note[_NOTE - 1].rstrip(), " …"), width)
        lines += _title("People", "p adds one" if not page.contacts else "")
        self._person_lines = []
        for number, person in enumerate(page.contacts):
            said = person_lines(person, here=number == self._cursor, width=width)
            self._person_lines.append(range(len(lines), len(lines) + len(said)))
            lines += said
        lines += _section("Meetings", parts.meeting_lines(known.meetings, known.now, inside))
        lines += _section(
            "To do",
            parts.follow_up_lines(page.follow_ups, known.now, inside),
            "nothing planned: f plans",
        )
        if known.absent:
            why = plain(f"Not in today's queue: {one_line(known.absent)}.")
            lines += [line(" " * parts.INDENT, each) for each in why.wrap(max(inside, 8))]
        lines += _section("Cadences", parts.cadence_lines(known.runs, today, inside))
        lines += _section(
            "Opportunities", parts.opportunity_lines(page, today, inside), "none: o passes one on"
        )
        if long:
            lines += _section("Note", parts.note_lines(page.account.note, inside))
        lines += _section("Facts", parts.fact_lines(page.facts, inside))
        if self.person is not None:
            name = one_line(self.person.name)
            about = f"Note on {name}"
            lines += _section(about, parts.note_lines(self.person.note, inside))
            about = f"Facts of {name}"
            lines += _section(about, parts.fact_lines(self.person.facts, inside))
        return lines

    def _right(self, width: int) -> Lines:
        if self._known is None:
            return []
        page, playbook, today = self._known.page, self._known.playbook, self._known.now.date()
        inside = width - parts.INDENT
        answers = list(_section("Answers", parts.answer_lines(page, playbook, today, inside)))
        happened = _section(
            "Timeline",
            parts.timeline_lines(page.timeline, playbook, today, inside),
            "nothing has happened here yet: c calls",
        )
        lines = [*answers, *happened]
        return lines if self.screen.has_class("-narrow") else lines[1:]

    # Moving

    def action_down(self) -> None:
        """Move to the next person; after the last, scroll."""
        people = len(self._known.page.contacts) if self._known else 0
        if self._cursor < people - 1:
            self._go_to(self._cursor + 1)
        else:
            self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """Scroll back to the people, then move to the one before."""
        if self._cursor_hidden():
            self.scroll_relative(y=-1, animate=False)
        elif self._cursor > 0:
            self._go_to(self._cursor - 1)
        else:
            self.scroll_relative(y=-1, animate=False)

    def action_page_down(self) -> None:
        """Scroll one screenful down."""
        self.scroll_relative(y=self.size.height - 1, animate=False)

    def action_page_up(self) -> None:
        """Scroll one screenful up."""
        self.scroll_relative(y=1 - self.size.height, animate=False)

    def action_first(self) -> None:
        """Scroll to the top."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def action_open(self) -> None:
        """Tell that the person is to be opened."""
        if self.person is not None:
            self.post_message(self.Opened())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the marking keys alone: there is nothing to mark on a page."""
        if action.startswith("mark"):
            return False
        return super().check_action(action, parameters)

    def on_click(self, event: events.Click) -> None:
        """Choose a person with the mouse; a double click opens."""
        part = self.query_one("#known", _Part)
        y = event.screen_y - part.region.y
        for number, lines in enumerate(self._person_lines):
            if event.widget is part and y in lines:
                self._go_to(number)
                if event.chain == 2:
                    self.action_open()

    def _go_to(self, number: int) -> None:
        self._cursor = number
        self.chosen = True
        self.query_one("#known", _Part).forget()
        if number < len(self._person_lines):
            lines = self._person_lines[number]
            top = 0 if number == 0 else lines.start
            height = lines.stop - top
            self.scroll_to_region(Region(0, top, 1, height), animate=False)

    def _cursor_hidden(self) -> bool:
        if self._cursor >= len(self._person_lines):
            return False
        return self._person_lines[self._cursor].start < self.scroll_offset.y


def _title(title: str, beside: str = "") -> Lines:
    return [Content(""), line((title, "bold $text-accent"), (f"  {beside}", "$text-muted"))]


def _section(title: str, lines: Iterable[Content], empty: str = "") -> Iterable[Content]:
    """Yield a section with its title; an empty one says what to do, or is left out."""
    held = list(lines)
    if held or empty:
        yield from _title(title, "" if held else empty)
        yield from (line(" " * parts.INDENT, each) for each in held)

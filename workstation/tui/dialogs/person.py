"""Whom the rep talks to, or who was named: a person known, or a new one typed in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.method.text import folded
from workstation.tui.dialogs.base import Words
from workstation.tui.dialogs.in_call import InCallDialog, call_keys
from workstation.tui.widgets.render import clip, fit, line
from workstation.tui.widgets.words import said_role

if TYPE_CHECKING:
    from workstation.desk.records import Contact

LISTED = 9
SIGNS = "123456789"
HINT = "a name, or: Dana Whitfield, VP Operations, 312 555 0199"


@dataclass(frozen=True, slots=True)
class Who:
    """What was chosen: somebody known, somebody new by the line typed, or nobody (both None).

    ``named`` says that they were only named in the call, and the rep goes on talking.
    """

    contact_id: int | None = None
    line: str | None = None
    named: bool = False


class _People(Widget):
    """The people that fit what is typed."""

    DEFAULT_CSS = "_People { height: auto; max-height: 9; width: 1fr; margin-top: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.people: Sequence[Contact] = ()
        self.cursor: int | None = None
        self.numbered = True

    def get_content_height(self, *_: object) -> int:
        return len(self.people)

    def render(self) -> Content:
        """Draw a line for each."""
        width = self.size.width
        return Content("\n").join(
            clip(self._row(at, person), width) for at, person in enumerate(self.people)
        )

    def _row(self, at: int, person: Contact) -> Content:
        here = at == self.cursor
        role = said_role(person.role) if person.role != "unknown" else ""
        about = " · ".join(part for part in (person.title or "", role) if part)
        return line(
            "▸ " if here else "  ",
            (SIGNS[at] if self.numbered and at < len(SIGNS) else " ", "bold $text-accent"),
            "  ",
            (fit(person.name, 28), "bold" if here else ""),
            (f"  {about}", "$text-muted"),
            ("  do not call" if person.do_not_call else "", "bold $text-error"),
        )


class _Line(Input):
    """The line to type on; in an empty one a digit chooses."""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        dialog = self.screen
        if isinstance(dialog, PersonDialog) and not self.value and dialog.choose(event.character):
            event.stop()
            event.prevent_default()


class PersonDialog(InCallDialog[Who]):
    """Typing finds the people there; what fits nobody is somebody new. Digits choose at once.

    F2 says that they were only named: they are added, with who named them, and the rep talks on.
    ``keep`` is given the line as it is typed, ``keep_named`` "1" once F2 was pressed, else "".
    """

    BINDINGS: ClassVar[list[BindingType]] = [*call_keys(own=("f2",)), ("f2", "named", "named")]

    def __init__(
        self,
        account: str,
        account_id: int,
        people: Sequence[Contact],
        keep: Callable[[str], None],
        keep_named: Callable[[str], None],
        typed: str = "",
        *,
        named: bool = False,
    ) -> None:
        super().__init__()
        self._account = account
        self._account_id = account_id
        self._everybody = people
        self._keep = keep
        self._keep_named = keep_named
        self._value = typed
        self._named = named

    def compose(self) -> ComposeResult:
        """Lay out the line, what it means, and the people."""
        with Vertical(classes="box wide"):
            yield Words(id="asked", classes="title")
            yield _Line(value=self._value, placeholder=HINT, select_on_focus=False)
            yield Words(id="meaning")
            yield _People()
            yield Words(
                "1-9 choose · 0 nobody by name · ↑ ↓ · F2 they were only named · Enter · Esc",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Show everybody, or who fits what an earlier run had typed."""
        self._say_title()
        self._find(self._value)

    def _say_title(self) -> None:
        asked = "whom did they name?" if self._named else "whom are you talking to?"
        self.query_one("#asked", Words).say(f"{self._account}: {asked}")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._keep(event.value)
        self._find(event.value)

    def _find(self, typed: str) -> None:
        found, wanted = self.query_one(_People), folded(typed)
        fitting = [each for each in self._everybody if wanted in folded(each.name)]
        found.people = fitting[:LISTED]
        found.numbered = not wanted
        found.cursor = 0 if wanted and fitting else None
        found.refresh(layout=True)
        self._mean(typed, fits=bool(wanted and fitting))

    def _mean(self, typed: str, *, fits: bool) -> None:
        """Say what the line is understood as, when it fits nobody there."""
        words = self.query_one("#meaning", Words)
        if not typed.strip() or fits:
            words.say("")
            return
        try:
            said = self.desk.accounts.read_person(self._account_id, typed).said
        except (DeskError, StoreError) as error:
            words.say(line((str(error), "$text-error")))
        else:
            words.say(line(("new: ", "$text-muted"), (said, "$text-success")))

    def action_named(self) -> None:
        """Switch between talking to them and having heard their name."""
        self._named = not self._named
        self._keep_named("1" if self._named else "")
        self._say_title()

    def choose(self, character: str | None) -> bool:
        """Choose by a digit; False when the key is a letter to type."""
        people = self.query_one(_People).people
        if character == "0" and not self._named:
            self.dismiss(Who())
            return True
        if character and character in SIGNS[: len(people)]:
            self.dismiss(Who(people[SIGNS.index(character)].id, named=self._named))
            return True
        return False

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the focus."""
        moves = {"down": 1, "up": -1}
        found = self.query_one(_People)
        if event.key in moves and found.people:
            event.stop()
            at = -1 if found.cursor is None and event.key == "down" else found.cursor or 0
            found.cursor = (at + moves[event.key]) % len(found.people)
            found.refresh()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        found, text = self.query_one(_People), event.value.strip()
        if found.cursor is not None and found.people:
            self.dismiss(Who(found.people[found.cursor].id, named=self._named))
        elif text:
            try:
                self.desk.accounts.read_person(self._account_id, text)
            except (DeskError, StoreError):
                return
            self.dismiss(Who(line=text, named=self._named))

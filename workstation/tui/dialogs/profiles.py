"""The ideal customer profiles, changed line by line; what would move is counted as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.method.condition_line import (
    ConditionError,
    read_line,
    say_condition,
    say_line,
)
from workstation.method.profiles import Condition, Criterion, Profile, RedFlag
from workstation.method.text import clean_line
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.fit_sum import tier_word
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.panel import Panel
from workstation.tui.widgets.render import clip, fit, line, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workstation.desk.desk import Desk
    from workstation.desk.fit import FitPreview
    from workstation.tui.long_work import Progress
    from workstation.tui.screens.base import DeskScreen

KINDS: dict[str, type[Condition]] = {
    "criteria": Criterion,
    "red_flags": RedFlag,
    "deal_breakers": Condition,
}
_WORDS = {"criteria": "criterion", "red_flags": "red flag", "deal_breakers": "deal breaker"}
_HINTS = {
    "criteria": "3 employees 50..5000 # 50 to 5000 people",
    "red_flags": "20 fact hiring_freeze yes # Hiring is frozen",
    "deal_breakers": "fact budget <= 4999 # No budget",
}
_TITLE = 30
_SHOWN = 4


class Place(NamedTuple):
    """A line of the editor: a profile, or with ``part`` one of its conditions."""

    profile: int
    part: str = ""
    at: int = -1


class ProfilesDialog(Dialog[bool]):
    """Edits a copy of the profiles; returns True once they are saved."""

    DEFAULT_CSS = """
    ProfilesDialog VerticalScroll { height: auto; max-height: 100%; }
    ProfilesDialog #moves { margin-top: 1; padding: 0; }
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        super().__init__()
        self._before = list(profiles)
        self._profiles = list(profiles)
        self._at = 0
        self._preview: FitPreview | str = "Counting what would move …"
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the lines, what would move, and the keys."""
        with Vertical(classes="box wide"):
            yield Words("Ideal customer profiles", classes="title")
            with VerticalScroll(can_focus=False):
                yield Panel(id="lines")
            yield Panel(id="moves")
            yield Words(
                "Enter edit · + - weight · a add · x remove · s save and rescore · Esc leave",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Show the profiles, and count."""
        self._show()
        self._count()

    # What is shown

    def _places(self) -> list[Place]:
        places = []
        for number, profile in enumerate(self._profiles):
            places.append(Place(number))
            for part in KINDS:
                places += [Place(number, part, at) for at in range(len(getattr(profile, part)))]
        return places

    @property
    def _here(self) -> Place:
        places = self._places()
        self._at = max(0, min(self._at, len(places) - 1))
        return places[self._at]

    def _show(self) -> None:
        here = self._here
        self.query_one("#lines", Panel).show(lambda width: self._lines(here, width))
        self.query_one("#moves", Panel).show(self._moves)
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=max(self._at - box.size.height // 2, 0), animate=False)

    def _lines(self, here: Place, width: int) -> Iterator[Content]:
        for place in self._places():
            profile = self._profiles[place.profile]
            cursor = ("▸ " if place == here else "  ", "bold $text-accent")
            style = "bold" if place == here else ""
            if not place.part:
                said = f"  {one_line(profile.meaning)}" if profile.meaning else ""
                row = line(cursor, (one_line(profile.title), "bold"), (said, "$text-muted"))
            else:
                each = self._condition(place)
                row = line(
                    cursor,
                    (fit(_counts(each), 4, "right"), "$text-accent"),
                    "  ",
                    (fit(each.title, _TITLE), style),
                    (f"  {one_line(say_condition(each))}", "$text-muted"),
                )
            yield clip(row, width)

    def _moves(self, width: int) -> Iterator[Content]:
        made = self._preview
        if isinstance(made, str):
            yield from line((made, "$text-warning")).wrap(max(width, 20))
            return
        yield clip(line((made.said(), "bold")), width)
        moves = list(made.moves.items())
        if moves:
            said = " · ".join(
                f"{tier_word(old)} → {tier_word(new)} {count:,}".replace(",", " ")
                for (old, new), count in moves[:_SHOWN]
            )
            yield clip(line((said, "$text-muted")), width)
        for each in made.samples[:_SHOWN]:
            yield clip(
                line(
                    f"  {one_line(each.account)}  ",
                    (_moved(each.tier, each.fit), "$text-muted"),
                    " → ",
                    (_moved(each.new_tier, each.new_fit), "bold"),
                ),
                width,
            )

    def _count(self) -> None:
        """Count in a thread what would move; a newer change takes its place."""
        self._preview = "Counting what would move …"
        profiles = list(self._profiles)
        self._aside.ask(lambda desk: desk.fit.preview(profiles), self._counted, self._counted)

    def _counted(self, made: FitPreview | str) -> None:
        self._preview = made
        self._show()

    # What can be done

    def on_key(self, event: events.Key) -> None:
        """Move, weigh, remove or go on to a question."""
        moves = {"down": 1, "j": 1, "up": -1, "k": -1}
        work: dict[str, Callable[[], None]] = {
            "enter": self.edit_line,
            "a": self.add_line,
            "x": self._remove,
            "delete": self._remove,
            "s": self._save,
            "ctrl+s": self._save,
            "plus": lambda: self._weigh(1),
            "minus": lambda: self._weigh(-1),
        }
        if event.key in moves:
            event.stop()
            self._at = (self._at + moves[event.key]) % len(self._places())
            self._show()
        elif event.key in work:
            event.stop()
            work[event.key]()

    @flow
    async def edit_line(self) -> None:
        """Edit the line under the cursor."""
        from workstation.tui.dialogs.ask import Ask

        here = self._here
        if not here.part:
            await self._retitle(here.profile)
            return
        each = self._condition(here)
        kind = KINDS[here.part]
        text = await self.ask(
            Ask(
                f"Edit the {_WORDS[here.part]}",
                value=say_line(each),
                hint=_HINTS[here.part],
                meaning=lambda said: _meaning(said, kind),
            )
        )
        if text:
            self._put(here, read_line(text, kind, each.key))

    async def _retitle(self, number: int) -> None:
        from workstation.tui.dialogs.ask import Ask

        profile = self._profiles[number]
        said = f"{profile.title} # {profile.meaning}" if profile.meaning else profile.title
        text = await self.ask(Ask("Title of the profile # what it means", value=said))
        if text and (title := clean_line(text.partition("#")[0])[:80]):
            meaning = clean_line(text.partition("#")[2])
            self._profiles[number] = msgspec.structs.replace(profile, title=title, meaning=meaning)
            self._changed()

    @flow
    async def add_line(self) -> None:
        """Add a criterion, a red flag, a deal breaker or a profile."""
        from workstation.tui.dialogs.ask import Ask
        from workstation.tui.dialogs.choose import Choice, Choose

        number = self._here.profile
        part = await self.ask(
            Choose(
                f"Add to {self._profiles[number].title}",
                [
                    Choice("c", "Criterion", "speaks for an account, with a weight", "criteria"),
                    Choice("r", "Red flag", "takes points off its fit", "red_flags"),
                    Choice("d", "Deal breaker", "ends it: fit 0", "deal_breakers"),
                    Choice("p", "Profile", "another kind of customer, begun as a copy", "profile"),
                ],
            )
        )
        if part == "profile":
            self._copy(number)
        elif part:
            kind = KINDS[part]
            text = await self.ask(
                Ask(
                    f"Add a {_WORDS[part]}",
                    hint=_HINTS[part],
                    meaning=lambda said: _meaning(said, kind),
                )
            )
            if text:
                made = read_line(text, kind)
                count = len(getattr(self._profiles[number], part))
                self._put(Place(number, part, count), self._renamed(number, made))

    def _renamed(self, number: int, made: Condition) -> Condition:
        """Return a condition with a key no other of the profile has."""
        taken = [each.key for each in self._profiles[number].conditions()]
        return msgspec.structs.replace(made, key=_free(made.key, taken))

    def _copy(self, number: int) -> None:
        profile = self._profiles[number]
        key = _free(profile.key, [each.key for each in self._profiles])
        made = msgspec.structs.replace(profile, key=key, title=f"{profile.title} (copy)"[:80])
        self._profiles.append(made)
        self._at = self._places().index(Place(len(self._profiles) - 1))
        self._changed()

    def _condition(self, place: Place) -> Condition:
        found: Condition = getattr(self._profiles[place.profile], place.part)[place.at]
        return found

    def _put(self, place: Place, each: Condition | None) -> None:
        """Put a condition in its place, at the end, or with None take it away."""
        profile = self._profiles[place.profile]
        held = list(getattr(profile, place.part))
        held[place.at : place.at + 1] = [] if each is None else [each]
        self._profiles[place.profile] = msgspec.structs.replace(profile, **{place.part: held})
        if each is not None:
            self._at = self._places().index(place)
        self._changed()

    def _changed(self) -> None:
        self._count()
        self._show()

    def _weigh(self, by: int) -> None:
        here = self._here
        if here.part not in ("criteria", "red_flags"):
            return
        each = self._condition(here)
        name = "weight" if isinstance(each, Criterion) else "lowers_by"
        least = 0 if isinstance(each, Criterion) else 1
        weight = max(least, min(getattr(each, name) + by, 100))
        self._put(here, msgspec.structs.replace(each, **{name: weight}))

    def _remove(self) -> None:
        here = self._here
        if here.part:
            self._put(here, None)
        elif len(self._profiles) > 1:
            del self._profiles[here.profile]
            self._changed()
        else:
            self.workstation.refuse("One profile has to stay; Enter gives it another name.")

    def _save(self) -> None:
        try:
            self.desk.fit.save(self._profiles)
        except DeskError as error:
            self.workstation.refuse(str(error))
            return
        self.dismiss(True)  # noqa: FBT003

    @flow
    async def action_back(self) -> None:
        """Leave; what was changed is asked about."""
        from workstation.tui.dialogs.confirm import Confirm

        if self._profiles == self._before or await self.ask(
            Confirm("Leave without saving?", "What you changed in the profiles is not kept.")
        ):
            self.dismiss(None)


def _counts(each: Condition) -> str:
    if isinstance(each, Criterion):
        return str(each.weight)
    return f"-{each.lowers_by}" if isinstance(each, RedFlag) else "end"


def _moved(tier: int | None, score: int | None) -> str:
    return f"{tier_word(tier)} {'?' if score is None else score}"


def _free(key: str, taken: Sequence[str]) -> str:
    """Return a key that is not taken, key_2 or key_3 where key is."""
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}_{number}"
    return name


def _meaning(text: str, kind: type[Condition]) -> str:
    """Return how a line is understood, for the question that asks for it."""
    try:
        made = read_line(text, kind)
    except ConditionError as error:
        raise DeskError(str(error)) from error
    counts = _counts(made)
    return f"{made.title}: {say_condition(made)}" + (f" ({counts})" if counts != "end" else "")


async def change_profiles(screen: DeskScreen) -> None:
    """Let the rep change the profiles; once they are saved, score all accounts anew."""
    if await screen.ask(ProfilesDialog(screen.desk.fit.profiles)):
        rescore(
            screen, "Saved in your own profiles.yaml; undo takes the scores back, not the file."
        )


edit_profiles = flow(change_profiles)
"""The same, begun by a command of its own."""


def rescore(screen: DeskScreen, advice: str = "") -> None:
    """Score all accounts anew: at once, or with a bar when they are many; then say ``advice``."""

    def work(desk: Desk, told: Progress | None) -> Changed:
        changed = desk.fit.rescore(told)
        return msgspec.structs.replace(changed, advice=(advice,)) if advice else changed

    size = sum(screen.desk.fit.tiers().values())
    screen.workstation.do_at_length(size, "Scoring all accounts anew", work)

"""The ideal customer profiles, changed line by line; what would move is counted as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from workstation.method.condition_line import body_of, edited, read_line, say_line
from workstation.method.profiles import Condition, Criterion, Profile
from workstation.method.text import clean_line
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.profiles_lines import (
    HINTS,
    HOW,
    KINDS,
    WORDS,
    Place,
    condition_at,
    meaning_of,
    move_lines,
    places_of,
    profile_lines,
)
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.panel import Panel
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.desk.fit.fit import FitPreview
    from workstation.tui.screens.base import DeskScreen

_SCORING = "Scoring all accounts anew"


class ProfilesDialog(Dialog[None]):
    """Edits a copy of the profiles, and saves it when asked to."""

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
            if mistake := self.desk.fit.mistake():
                yield Words(line((mistake, "$text-warning")))
            with VerticalScroll(can_focus=False):
                yield Panel(id="lines")
            yield Panel(id="moves")
            yield Words(
                "Enter edit · + - weight · a add · x remove · s save · Esc leave",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Show the profiles, and count."""
        self._show()
        self._count()

    # What is shown

    @property
    def _here(self) -> Place:
        places = places_of(self._profiles)
        self._at = max(0, min(self._at, len(places) - 1))
        return places[self._at]

    def _show(self) -> None:
        here = self._here
        profiles, preview = list(self._profiles), self._preview
        self.query_one("#lines", Panel).show(lambda width: profile_lines(profiles, here, width))
        self.query_one("#moves", Panel).show(lambda width: move_lines(preview, width))
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=max(self._at - box.size.height // 2, 0), animate=False)

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
            self._at = (self._at + moves[event.key]) % len(places_of(self._profiles))
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
        each = condition_at(self._profiles, here)
        kind, said = KINDS[here.part], say_line(each)
        text = await self.ask(
            Ask(
                f"Edit the {WORDS[here.part]}: {HOW[here.part]}",
                value=said,
                meaning=lambda typed: meaning_of(typed, kind, each),
                cursor=len(body_of(said).rstrip()),
            )
        )
        if text:
            self._put(here, edited(text, each))

    async def _retitle(self, number: int) -> None:
        from workstation.tui.dialogs.ask import Ask

        profile = self._profiles[number]
        said = f"{profile.title} # {profile.meaning}" if profile.meaning else profile.title
        text = await self.ask(
            Ask("Title of the profile # what it means", value=said, cursor=len(profile.title))
        )
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
                    f"Add a {WORDS[part]}: {HOW[part]}",
                    hint=HINTS[part],
                    meaning=lambda said: meaning_of(said, kind),
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
        self._at = places_of(self._profiles).index(Place(len(self._profiles) - 1))
        self._changed()

    def _put(self, place: Place, each: Condition | None) -> None:
        """Put a condition in its place, at the end, or with None take it away."""
        profile = self._profiles[place.profile]
        held = list(getattr(profile, place.part))
        held[place.at : place.at + 1] = [] if each is None else [each]
        self._profiles[place.profile] = msgspec.structs.replace(profile, **{place.part: held})
        if each is not None:
            self._at = places_of(self._profiles).index(place)
        self._changed()

    def _changed(self) -> None:
        self._count()
        self._show()

    def _weigh(self, by: int) -> None:
        here = self._here
        if here.part not in ("criteria", "red_flags"):
            return
        each = condition_at(self._profiles, here)
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
        """Save and score, then leave; what is refused or stopped leaves the editor as it is."""
        profiles = list(self._profiles)
        self.workstation.do_at_length(
            sum(self.desk.fit.tiers().values()),
            _SCORING,
            lambda desk, told: desk.fit.change(profiles, told),
            self._leave,
        )

    def _leave(self) -> None:
        self.dismiss(None)

    @flow
    async def action_back(self) -> None:
        """Leave; what was changed is asked about."""
        from workstation.tui.dialogs.confirm import Confirm

        if self._profiles == self._before or await self.ask(
            Confirm("Leave without saving?", "What you changed in the profiles is not kept.")
        ):
            self.dismiss(None)


def _free(key: str, taken: Sequence[str]) -> str:
    """Return a key that is not taken, key_2 or key_3 where key is."""
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}_{number}"
    return name


async def change_profiles(screen: DeskScreen) -> None:
    """Let the rep change the profiles; saving them scores all accounts anew."""
    await screen.ask(ProfilesDialog(screen.desk.fit.profiles))


edit_profiles = flow(change_profiles)
"""The same, begun by a command of its own."""


def rescore(screen: DeskScreen) -> None:
    """Score all accounts anew: at once, or with a bar when they are many."""
    size = sum(screen.desk.fit.tiers().values())
    screen.workstation.do_at_length(size, _SCORING, lambda desk, told: desk.fit.rescore(told))

"""The menu of focus lists: each with its letter and its live count; kept, renamed, dropped here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from workstation.tui.aside import Aside
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.choose import Choice, Choose, _Menu

if TYPE_CHECKING:
    from workstation.desk.focus import FocusList
    from workstation.tui.screens.base import DeskScreen

LETTERS = "abcdefghijklmopqrstuvwxyz"
"""The keys of the lists; "n" keeps a new one."""

OPEN, NONE, KEEP, RENAME, DROP, UP, DOWN = "open", "none", "keep", "rename", "drop", "up", "down"
_ACTS = {"R": RENAME, "X": DROP, "K": UP, "J": DOWN}
_HINT = "R rename · X drop · K J move up and down"


class FocusMenu(Choose):
    """Returns what to do, and the list meant (None for all accounts and for a new list)."""

    def __init__(self, lists: Sequence[FocusList], present: str, at: int = 0) -> None:
        self._lists = lists
        self._present = present
        self._first = at
        super().__init__("Focus lists", self._lines(lists), hint=_HINT if lists else "")

    def _lines(self, lists: Sequence[FocusList]) -> list[Choice]:
        lines = []
        for number, each in enumerate(lists):
            count = "…" if each.count is None and not each.trouble else f"{each.count or '–'}"
            if each.count == 0:
                count = "0"
            letter = LETTERS[number] if number < len(LETTERS) else ""
            detail = f"{count:>6}  {each.trouble or each.meaning}"
            lines.append(Choice(letter, each.name, detail, (OPEN, each)))
        said = f"“{self._present}”" if self._present else "a filter you type"
        lines.append(Choice("n", "New", f"{'':>6}  keep {said} under a name", (KEEP, None)))
        lines.append(Choice("0", "All", f"{'':>6}  no focus list and no filter", (NONE, None)))
        return lines

    def on_mount(self) -> None:
        """Count in a thread."""
        self.query_one(_Menu).cursor = self._first
        if self._lists:
            focus = self.desk.focus
            self._aside = Aside(self)
            self._aside.ask(focus.all, self._counted)

    def _counted(self, lists: list[FocusList]) -> None:
        menu = self.query_one(_Menu)
        self._choices = menu.choices = self._lines(lists)
        menu.refresh()

    def on_key(self, event: events.Key) -> None:
        """Change the list under the cursor; the base class chooses."""
        act = _ACTS.get(event.character or "")
        place = self.query_one(_Menu).cursor
        if act is None or place >= len(self._lists):
            return
        event.stop()
        event.prevent_default()
        self.dismiss((act, self._lists[place]))


async def choose_focus(screen: DeskScreen, present: str) -> tuple[str, FocusList | None] | None:
    """Let the rep choose a focus list, or change them; only in a flow.

    ``present`` is the filter in force, "" for none. Returns (OPEN, the list) or (NONE, None), or
    None when the rep left; a list just kept is opened.
    """
    focus, at = screen.desk.focus, 0
    while True:
        lists = focus.names()
        answer = await screen.ask(FocusMenu(lists, present, at))
        if answer is None or answer[0] in (OPEN, NONE):
            return answer
        what, chosen = answer
        if what == KEEP:
            kept = await _keep(screen, present)
            return (OPEN, focus.get(kept)) if kept is not None else None
        at = await _change(screen, what, chosen, [each.id for each in lists].index(chosen.id))


async def _change(screen: DeskScreen, what: str, chosen: FocusList, at: int) -> int:
    """Rename, drop or move a list; return the place the cursor is to have."""
    focus, do = screen.desk.focus, screen.workstation.do
    if what == RENAME:

        def free(name: str) -> str:
            said = focus.free_name(name, chosen.id)
            return f"“{chosen.name}” becomes “{said}”" if said != chosen.name else ""

        name = await screen.ask(Ask("Its new name", value=chosen.name, meaning=free))
        if name:
            do(lambda: focus.rename(chosen.id, name))
        return at
    if what == DROP:
        do(lambda: focus.drop(chosen.id))
        return max(at - 1, 0)
    place = max(at + (1 if what == DOWN else -1), 0)
    do(lambda: focus.reorder(chosen.id, place))
    return min(place, len(focus.names()) - 1)


async def _keep(screen: DeskScreen, present: str) -> int | None:
    focus = screen.desk.focus

    def explained(text: str) -> str:
        return "\n".join(each for each in (focus.explain(text), focus.hint(text)) if each)

    text = present or await screen.ask(
        Ask(
            "A filter for the list",
            hint="tier 1, nordics, untouched 30 days",
            meaning=explained,
        )
    )
    if not text:
        return None
    there = {each.name.casefold(): each for each in focus.names()}

    def meaning(name: str) -> str:
        old = there.get(name.strip().casefold())
        return f"takes the place of “{old.filter}”" if old else explained(text)

    name = await screen.ask(
        Ask("Keep it under which name?", hint="Nordics, untouched", meaning=meaning)
    )
    if not name:
        return None
    changed = screen.workstation.do(lambda: focus.keep(name, text))
    return changed.made if changed else None

"""The program on the screen: its places, and the commands that belong to no single one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from workstation.tui.following import Following
from workstation.tui.log_keeper import LogKeeper
from workstation.tui.looks import WearsThemes
from workstation.tui.pasting import CleansPastes, tame_terminal
from workstation.tui.rubbish import Rubbish
from workstation.tui.trouble import SaysTrouble
from workstation.tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workstation.desk.desk import Desk

TICK_SECONDS = 0.5
PATIENCE_SECONDS = 1.0
"""How long the screens stand still at most while another program has the file locked."""


def _today() -> Screen[None]:
    from workstation.tui.screens.today import TodayScreen

    return TodayScreen()


def _queue() -> Screen[None]:
    from workstation.tui.screens.queue import QueueScreen

    return QueueScreen()


def _accounts() -> Screen[None]:
    from workstation.tui.screens.accounts import AccountsScreen

    return AccountsScreen()


def _dashboard() -> Screen[None]:
    from workstation.tui.screens.dashboard import DashboardScreen

    return DashboardScreen()


def _mail() -> Screen[None]:
    from workstation.tui.screens.mail import MailScreen

    return MailScreen()


def _said() -> Screen[None]:
    from workstation.tui.screens.said import SaidScreen

    return SaidScreen()


def _duplicates() -> Screen[None]:
    from workstation.tui.screens.duplicates import DuplicatesScreen

    return DuplicatesScreen()


class WorkstationApp(SaysTrouble, CleansPastes, TypeAhead, WearsThemes):
    """Holds the desk, moves between places, reports what was done.

    Args:
        desk: the open desk.
        config: the rep's own folder (themes/, keys.yaml, playbook/), or None.
        notices: sentences to show once the first place is on the screen (a broken playbook
            file); what it takes to find them is done then.
        demo: whether this is the demo's file.
    """

    TITLE = "workstation"
    CSS_PATH = "workstation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []
    SCREENS: ClassVar[dict[str, Callable[[], Screen[None]]]] = {
        "today": _today,
        "queue": _queue,
        "accounts": _accounts,
        "dashboard": _dashboard,
        "mail": _mail,
        "said": _said,
        "duplicates": _duplicates,
    }
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        desk: Desk,
        *,
        config: Path | None = None,
        notices: Iterable[str] = (),
        demo: bool = False,
    ) -> None:
        # Without this Textual turns colours into greys, which are colours too.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.desk = desk
        desk.wait_at_most(PATIENCE_SECONDS)
        self.config = config
        self.demo = demo
        self._notices = notices
        self.log_keeper = LogKeeper(self)
        self.rubbish = Rubbish()
        self.following = Following(self)
        self._dressed = self.set_first_theme()

    @property
    def day(self) -> date:
        """The rep's day the screens show."""
        return self.following.day

    def on_mount(self) -> None:
        """Set the look, open the first place, start following the file and the clock."""
        if not self._dressed:
            self.set_themes()
        self._set_keys()
        self.call_later(self._open_first_place)
        self.set_interval(TICK_SECONDS, self.following.look)

    def _open_first_place(self) -> None:
        """Open it once Textual has started: until then it draws in vain."""
        self.push_screen("today")
        self.get_screen("today").call_after_refresh(self.first_shown)

    def first_shown(self) -> None:
        """Do what could wait until the first place was on the screen."""
        self.rubbish.take_over()
        if self._dressed:
            self.set_themes()
        for notice in self._notices:
            self.warn(notice)
        if not self.demo:
            from workstation.tui.back_up_keeper import BackUpKeeper

            self._back_ups = BackUpKeeper(self)
            self._back_ups.start()
            self.offer_rescoring()
        self._offer_when_free()

    # Commands of the whole program

    def action_go(self, place: str) -> None:
        """Go to a place; the screens opened on the way are left."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.switch_screen(place)

    async def action_places(self) -> None:
        """Show the letters of the places."""
        from workstation.tui.dialogs.places import Places

        await self.push_screen(Places())

    async def action_search(self) -> None:
        """Search everything."""
        from workstation.tui.dialogs.search import SearchDialog

        await self.push_screen(SearchDialog())

    def action_undo(self) -> None:
        """Take back the last action."""
        self.undo()

    def action_redo(self) -> None:
        """Bring back what was undone last."""
        self.redo()

    async def action_help(self) -> None:
        """Show the keys of this screen."""
        from workstation.tui.dialogs.help import HelpDialog

        if isinstance(self.screen, HelpDialog):
            self.pop_screen()
        elif (place := self.place) is not None:
            await self.push_screen(HelpDialog(place.place))

    async def action_history(self) -> None:
        """Show what was done, to undo any of it."""
        from workstation.tui.dialogs.history import HistoryDialog

        await self.push_screen(HistoryDialog())

    async def action_plan_back(self) -> None:
        """Show the target worked back to the day."""
        from workstation.tui.dialogs.plan_back import PlanBack

        await self.push_screen(PlanBack())

    async def action_tier_time(self) -> None:
        """Show where the week went."""
        from workstation.tui.dialogs.tier_time import TierTimeDialog

        await self.push_screen(TierTimeDialog())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Feed the palette."""
        from workstation.tui.palette import offered

        return offered(self, screen)

    def offer_rescoring(self) -> None:
        """Say that the scores are older than the profiles, where they are."""
        from workstation.desk.old_scores import old_scores

        for sentence in old_scores(self.desk):
            self.warn(sentence)

    def _set_keys(self) -> None:
        if self.config is None or not (path := self.config / "keys.yaml").exists():
            return
        from workstation.tui.keymap import read_keymap

        keymap, problems = read_keymap(path)
        self.set_keymap(keymap)
        for problem in problems:
            self.warn(problem)

    def _offer_when_free(self) -> None:
        """Offer calls left unfinished, but not across what the rep has begun meanwhile."""
        if not self.screen_stack or not self.desk.queue.open_calls():  # it ends, or none is left
            return
        if self.screen is self.get_screen("today") and not self.types_ahead:
            self.offer_unfinished()
        else:
            self.set_timer(TICK_SECONDS, self._offer_when_free)

    def offer_unfinished(self) -> None:
        """Offer the latest call that was never logged, as it was when the program went away."""
        if not self.desk.queue.open_calls():
            return
        if unfinished := self.desk.calls.left_open():
            from workstation.tui.dialogs.resume import ResumeDialog

            self.push_screen(ResumeDialog(unfinished[-1], len(unfinished)))

    # A fault of the program itself

    def _fatal_error(self) -> None:
        """End with one sentence; WORKSTATION_DEBUG=1 shows the whole traceback instead."""
        if os.environ.get("WORKSTATION_DEBUG"):
            super()._fatal_error()
            return
        from rich.text import Text

        from workstation.tui.faults import record_fault

        error = sys.exc_info()[1] or self._exception
        said = record_fault(error, self.desk.clock.now()) if error is not None else ""
        if not self._exit_renderables:
            self._exit_renderables.append(Text(said, no_wrap=True, overflow="ignore"))
        self._close_messages_no_wait()


def run(
    desk: Desk,
    *,
    config: Path | None = None,
    notices: Iterable[str] = (),
    demo: bool = False,
) -> None:
    """Open the screens on a desk, and come back when the rep quits.

    Raises:
        SystemExit: a fault of the program ended it; what to know was printed.
    """
    tame_terminal()
    app = WorkstationApp(desk, config=config, notices=notices, demo=demo)
    app.run()
    left = 0
    if not demo:
        from workstation.tui.leaving import leave

        left = leave(desk)
    if code := app.return_code or left:
        raise SystemExit(code)

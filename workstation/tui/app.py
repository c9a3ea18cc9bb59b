"""The program on the screen: places, undo, and everything that belongs to no single screen."""

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

from workstation.desk.changed import Changed
from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.playbook.resources import themes_folder
from workstation.tui.back_up_keeper import BackUpKeeper
from workstation.tui.calendar_keeper import CalendarKeeper
from workstation.tui.commands import BY_ID, palette_places
from workstation.tui.commands import COMMANDS as REGISTRY
from workstation.tui.hung_up import end_if_hung_up
from workstation.tui.log_keeper import LogKeeper
from workstation.tui.pasting import CleansPastes, tame_terminal
from workstation.tui.rubbish import Rubbish
from workstation.tui.themes import DEFAULT_DARK, load_theme, load_themes, to_textual
from workstation.tui.trouble import SaysTrouble
from workstation.tui.type_ahead import TypeAhead
from workstation.tui.widgets.render import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workstation.desk.desk import Desk
    from workstation.tui.long_work import Progress
    from workstation.tui.screens.base import DeskScreen

TICK_SECONDS = 0.5
AT_ONCE = 1000
"""Rows a change may touch without a bar; more would hold up the keys."""

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


class WorkstationApp(SaysTrouble, CleansPastes, TypeAhead):
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
        self.version = 0
        """Counts changes, so that a screen that was hidden knows it has to read again."""
        self._notices = notices
        self._calendar = CalendarKeeper(self)
        self._back_ups = BackUpKeeper(self)
        self._log_keeper = LogKeeper(self)
        self.rubbish = Rubbish()
        self._day = desk.days.today()
        self._minute = -1
        self._trouble = ""
        self._own_themes: set[str] = set()
        self._dressed = self._set_first_theme()

    @property
    def day(self) -> date:
        """The rep's day the screens show."""
        return self._day

    def on_mount(self) -> None:
        """Set the look, open the first place, start following the file and the clock."""
        if not self._dressed:
            self._set_themes()
        self._set_keys()
        self.call_later(self._open_first_place)
        self.set_interval(TICK_SECONDS, self._tick)

    def _open_first_place(self) -> None:
        """Open it once Textual has started: until then it draws in vain."""
        self.push_screen("today")
        self.get_screen("today").call_after_refresh(self.first_shown)

    def first_shown(self) -> None:
        """Do what could wait until the first place was on the screen."""
        self.rubbish.take_over()
        if self._dressed:
            self._set_themes()
        for notice in self._notices:
            self.warn(notice)
        if not self.demo:
            self._back_ups.start()
            self._offer_rescoring()
        self._offer_when_free()

    # What was done

    def do(self, change: Callable[[], Changed]) -> Changed | None:
        """Carry out one change at the desk and report it; None when it was refused."""
        try:
            changed = change()
        except (DeskError, StoreError) as error:
            self.refuse(str(error))
            return None
        self.report(changed)
        return changed

    def do_at_length(
        self,
        size: int,
        doing: str,
        change: Callable[[Desk, Progress | None], Changed],
        then: Callable[[], None] | None = None,
    ) -> None:
        """Carry out a change of so many rows: at once, or with a bar when they are many.

        ``then`` is called when it was done, not when it was refused or stopped.
        """
        if size <= AT_ONCE:
            if self.do(lambda: change(self.desk, None)) is not None and then is not None:
                then()
            return
        from workstation.tui.dialogs.busy import Busy

        self.push_screen(Busy(doing, change, then))

    def undo(self, number: int | None = None) -> None:
        """Take back the latest action, or the one of this number."""
        size = self.desk.history.size(number)
        self.do_at_length(
            size, "Undoing", lambda desk, told: desk.history.undo(number, progress=told)
        )

    def redo(self, number: int | None = None) -> None:
        """Bring back the action undone last, or the one of this number."""
        size = self.desk.history.size(number, again=True)
        self.do_at_length(
            size, "Doing it again", lambda desk, told: desk.history.redo(number, progress=told)
        )

    def report(self, changed: Changed) -> None:
        """Say what was done, and let every screen follow."""
        hint = "U does it again" if changed.kind == "undo" else "u undoes it"
        place = self.place
        if place is not None and place.place == "call" and not getattr(place, "ending", False):
            hint = "u undoes it after the call"
        self.clear_notifications()
        title, advice = safe(changed.title), [safe(text) for text in changed.advice]
        self.notify(
            "\n".join((*advice, hint)) if advice else f"{title} · {hint}",
            title=title if advice else "",
            severity="warning" if advice else "information",
            timeout=6 if advice else 4,
            markup=False,
        )
        self.follow(changed)

    def follow(self, changed: Changed | None = None) -> None:
        """Let the screen in front show what has changed, others when they come back."""
        self.version += 1
        if (screen := self.place) is not None:
            screen.catch_up(changed)

    def refuse(self, sentence: str) -> None:
        """Say why something was not done; it takes the place of what was said before."""
        self.clear_notifications()
        self.notify(safe(sentence), severity="error", timeout=8, markup=False)

    def warn(self, sentence: str) -> None:
        """Tell something the rep should know."""
        self.notify(safe(sentence), severity="warning", timeout=10, markup=False)

    @property
    def place(self) -> DeskScreen | None:
        """The nearest screen of the desk, behind any dialog."""
        from workstation.tui.screens.base import DeskScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                return screen
        return None

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

    def get_system_commands(
        self,
        screen: Screen[object],
    ) -> Iterable[SystemCommand]:
        """Feed the palette from the registry, and with themes; over a dialog only the latter."""
        place = self.place
        reachable = palette_places(place.place) if place is not None and place is screen else ()
        for command in REGISTRY:
            if not command.numbered and not set(reachable).isdisjoint(command.where):
                action = command.action or command.id
                title = command.title if command.group[:6] != "Places" else f"go to {command.title}"
                yield SystemCommand(
                    title.capitalize(),
                    command.help,
                    lambda action=action: self._run_at_place(action),
                )
        yield SystemCommand(
            "Read the playbook again", "After you have changed its files.", self._reload_playbook
        )
        if reachable:
            yield SystemCommand(
                "History", "See what was done, and undo any of it.", self.action_history
            )
            yield SystemCommand(
                "Ideal customer profiles",
                "Change whom you win with, and see what would move.",
                self._edit_profiles,
            )
            yield SystemCommand(
                "Rescore all accounts", "Work out every fit and tier anew.", self._rescore
            )
            yield SystemCommand(
                "Recount urgency", "Work out every score from its signals.", self._recount
            )
        if reachable and "dashboard" not in reachable:
            yield SystemCommand("Working backwards", BY_ID["plan_back"].help, self.action_plan_back)
            yield SystemCommand("Tier time", BY_ID["tier_time"].help, self.action_tier_time)
        for theme in self.available_themes:
            if theme in self._own_themes:
                yield SystemCommand(
                    f"Theme: {theme}", "Use this theme.", lambda theme=theme: self._choose(theme)
                )

    def _reload_playbook(self) -> None:
        problems = self.desk.reload_playbook().problems
        for problem in problems:
            self.warn(str(problem))
        if not problems:
            self.notify("The playbook was read again.", markup=False)
        self._offer_rescoring()
        self.follow()

    def _offer_rescoring(self) -> None:
        """Say that the scores are older than the profiles, where they are."""
        from workstation.desk.old_scores import old_scores

        for sentence in old_scores(self.desk):
            self.warn(sentence)

    def _edit_profiles(self) -> None:
        from workstation.tui.dialogs.profiles import edit_profiles

        if (place := self.place) is not None:
            edit_profiles(place)

    def _recount(self) -> None:
        size = self.desk.signals.counted()
        self.do_at_length(
            size, "Recounting urgency", lambda desk, told: desk.signals.recount(progress=told)
        )

    def _rescore(self) -> None:
        from workstation.tui.dialogs.profiles import rescore

        if (place := self.place) is not None:
            rescore(place)

    async def _run_at_place(self, action: str) -> None:
        place = self.place
        await self.run_action(action, place if "." not in action else None)

    # Looks and keys

    @property
    def _themes_of_rep(self) -> Path | None:
        return self.config / "themes" if self.config else None

    def _set_first_theme(self) -> bool:
        """Set the rep's theme before anything is drawn, if one file has it; the others can wait."""
        wanted = self.desk.settings.get("theme")
        spec = load_theme(wanted, themes_folder(), self._themes_of_rep, self.desk.cache)
        if spec is None:
            return False
        self.register_theme(to_textual(spec))
        self.theme = wanted
        self.stylesheet.set_variables(self.get_css_variables())
        return True

    def _set_themes(self) -> None:
        specs, problems = load_themes(themes_folder(), self._themes_of_rep, self.desk.cache)
        for spec in specs:
            if spec.name != self.theme:
                self.register_theme(to_textual(spec))
        self._own_themes = {spec.name for spec in specs}
        wanted = self.desk.settings.get("theme")
        if wanted not in self._own_themes:
            problems.append(f"There is no theme called {wanted}; {DEFAULT_DARK} is used.")
            wanted = DEFAULT_DARK
        self.theme = wanted
        for problem in problems:
            self.warn(problem)

    def _choose(self, theme: str) -> None:
        self.theme = theme
        self.do(lambda: self.desk.settings.set("theme", theme))

    def _set_keys(self) -> None:
        if self.config is None or not (path := self.config / "keys.yaml").exists():
            return
        from workstation.tui.keymap import read_keymap

        keymap, problems = read_keymap(path)
        self.set_keymap(keymap)
        for problem in problems:
            self.warn(problem)

    # Following the file and the clock

    def _tick(self) -> None:
        """Follow changes made elsewhere, the minute and the day; end where nobody can look on."""
        if not self.is_headless:
            end_if_hung_up()
        try:
            if self.desk.changed_elsewhere():
                self.follow()
        except StoreError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self.refuse(self._trouble)
            return
        self._trouble = ""
        if self.pause.tick():
            self.rubbish.collect()
            self._log_keeper.look()
        self._calendar.look()
        now = self.desk.clock.now()
        if now.date() != self._day:
            back, self._day = now.date() < self._day, now.date()
            self.follow()
            said = "The computer's clock was set back: it is" if back else "A new day has begun:"
            self.warn(f"{said} {now:%A} {now.day} {now:%B}. p plans its goals.")
        elif now.minute != self._minute:
            if self._minute >= 0 and (screen := self.place) is not None:
                screen.minute_passed()
            self._minute = now.minute

    def _offer_when_free(self) -> None:
        """Offer calls left unfinished, but not across what the rep has begun meanwhile."""
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
    left = 0 if demo else _leave(desk)
    if code := app.return_code or left:
        raise SystemExit(code)


def _leave(desk: Desk) -> int:
    """Have what was done today backed up; trouble with that is a sentence under the screens.

    Returns what the program should exit with: 1 when the file is not there to be backed up.
    """
    try:
        desk.changed_elsewhere()
    except StoreError as error:
        sys.stderr.write(f"{safe(str(error))}\n")
        return 1
    try:
        desk.safety.leave()
        trouble = desk.safety.trouble()
    except StoreError as error:
        trouble = str(error)
    if trouble:
        sys.stderr.write(f"{safe(trouble)}\n")
    return 0

"""What every place has: the top line, the key line, reading again when something has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.screen import Screen

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.at_desk import AtDesk
from workstation.tui.type_ahead import Askable, ask, flow
from workstation.tui.widgets.key_line import KeyLine
from workstation.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.changed import Changed


ResultT = TypeVar("ResultT")


def _widest(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Return the class of the widest breakpoint that so many cells reach."""
    return max(each for each in breakpoints if each[0] <= cells)[1]


class DeskScreen(AtDesk, Screen[None]):
    """A screen over the desk; a place says its name in ``place`` and fills ``body``."""

    place: ClassVar[str] = ""
    AUTO_FOCUS = "RecordList"

    def __init__(self) -> None:
        super().__init__()
        self._seen = -1
        self._minute: datetime | None = None
        self._laid_out = False

    def compose(self) -> ComposeResult:
        """Lay out the top line, the place's own widgets and the key line."""
        self.fit_window()
        yield TopLine()
        yield from self.body()
        yield self.keys()

    def keys(self) -> KeyLine:
        """Return the line of keys."""
        return KeyLine(self.place)

    def fit_window(self) -> None:
        """Take the classes of the window's size before anything is laid out.

        Textual sets them after the first layout, and would style everything again.
        """
        width, height = self.app.size
        app = self.workstation
        across, down = self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS
        self.add_class(_widest(width, across or app.HORIZONTAL_BREAKPOINTS), update=False)
        self.add_class(_widest(height, down or app.VERTICAL_BREAKPOINTS), update=False)

    def _compositor_refresh(self) -> None:
        """Draw, but not before there is something to read: half a frame costs as much as one."""
        if self._laid_out:
            super()._compositor_refresh()

    def body(self) -> ComposeResult:
        """Yield the place's own widgets."""
        yield from ()

    def reload(self, changed: Changed | None = None) -> None:
        """Read again what the place shows; ``changed`` tells what was done, if it is known."""

    def minute_passed(self) -> None:
        """Show the new time, and what it brings."""
        self.catch_up(None, forced=True)

    def catch_up(self, changed: Changed | None = None, *, forced: bool = False) -> None:
        """Read again if anything has changed; what cannot be read now is read the next time.

        A screen whose widgets are not there yet reads once they are; when the program ends they go
        before the clock stops.
        """
        if not self._laid_out or not self.app.is_running:
            return
        if self._seen == self.workstation.version and not forced:
            return
        self._seen = self.workstation.version
        self._minute = self._this_minute()
        try:
            self.read(changed)
        except (DeskError, StoreError) as error:
            self._seen -= 1
            self.workstation.refuse(str(error))

    def read(self, changed: Changed | None = None) -> None:
        """Read everything the screen shows."""
        self.query_one(TopLine).reload(self.desk)
        self.reload(changed)

    def on_mount(self) -> None:
        """Read for the first time; what is to come after the frame waits for this one."""
        self._laid_out = True
        self.catch_up(forced=True)
        self.refresh(layout=True)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what happened while another screen was in front."""
        if self._seen < 1:
            event.refresh_styles = False
        if self._seen >= 0:
            self.catch_up()
            if self._minute != self._this_minute():
                self._minute = self._this_minute()
                self.minute_passed()

    def _this_minute(self) -> datetime:
        return self.desk.clock.now().replace(second=0, microsecond=0)

    async def ask(self, dialog: Askable[ResultT]) -> ResultT | None:
        """Ask something in a dialog; None when the rep left it. Only in a flow."""
        return await ask(self, dialog)

    @flow
    async def action_profile(self) -> None:
        """Say who the rep is."""
        from workstation.tui.dialogs.profile import edit_profile

        await edit_profile(self)

    def action_back(self) -> None:
        """Go back; the places themselves have nothing behind them but Today."""
        if len(self.app.screen_stack) > 2:
            self.app.pop_screen()
        elif self.place != "today":
            self.workstation.action_go("today")

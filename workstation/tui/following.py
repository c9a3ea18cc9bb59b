"""Follows what changes by itself: the file, the minute, the day, and who looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.desk.desk import StoreError

if TYPE_CHECKING:
    from workstation.tui.app import WorkstationApp
    from workstation.tui.calendar_keeper import CalendarKeeper


class Following:
    """Looks every half second whether something has changed that no key did."""

    def __init__(self, app: WorkstationApp) -> None:
        self._app = app
        self.day = app.desk.days.today()
        """The rep's day the screens show."""
        self._minute = -1
        self._trouble = ""
        self._calendar: CalendarKeeper | None = None

    def look(self) -> None:
        """Follow changes made elsewhere, the minute and the day; end where nobody can look on."""
        app = self._app
        if not app.is_headless:
            from workstation.tui.hung_up import end_if_hung_up

            end_if_hung_up()
        try:
            if app.desk.changed_elsewhere():
                app.follow()
        except StoreError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                app.refuse(self._trouble)
            return
        self._trouble = ""
        if app.pause.tick():
            app.rubbish.collect()
            app.log_keeper.look()
        if self._calendar is None:
            from workstation.tui.calendar_keeper import CalendarKeeper

            self._calendar = CalendarKeeper(app)
        self._calendar.look()
        now = app.desk.clock.now()
        if now.date() != self.day:
            back, self.day = now.date() < self.day, now.date()
            app.follow()
            said = "The computer's clock was set back: it is" if back else "A new day has begun:"
            app.warn(f"{said} {now:%A} {now.day} {now:%B}. p plans its goals.")
        elif now.minute != self._minute:
            if self._minute >= 0 and (screen := app.place) is not None:
                screen.minute_passed()
            self._minute = now.minute

"""What every screen has that works at the desk, a place as well as a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from workstation.tui.trouble import SaysTrouble

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.tui.app import WorkstationApp


class AtDesk(SaysTrouble):
    """A screen that knows the program and the desk."""

    @property
    def keys_wait(self) -> bool:
        """Whether keys are to wait, because what they act on is still being read."""
        return False

    @property
    def workstation(self) -> WorkstationApp:
        """The program."""
        return cast("WorkstationApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.workstation.desk

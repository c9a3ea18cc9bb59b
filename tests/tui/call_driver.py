"""Opens the program on a file and a call at once; started by the kill test in a real terminal."""

import sys
from pathlib import Path

from tests.tui.calling import prepare
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.screens.call import CallScreen


class Driven(WorkstationApp):
    """The program with a call in front."""

    def on_ready(self) -> None:
        """Open the call."""
        account = prepare(self.desk)
        self.push_screen(CallScreen(self.desk.calls.open(account, flow="qualification")))


if __name__ == "__main__":
    Driven(Desk.open(Path(sys.argv[1]), node=1)).run()

"""Opening the screens, when there is a terminal to open them on."""

import gc
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from workstation.cli.session import Session, config_folder
from workstation.store import cipher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.desk.desk import Desk


def open_screens(session: Session) -> None:
    """Open the screens on the session's file.

    Raises:
        Failure: there is no terminal.
    """
    require_terminal()
    with closing(session.open(session.path)) as desk:
        show(desk)


def require_terminal() -> None:
    """Refuse to go on where no person sits.

    Raises:
        Failure: standard input or output is not a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from workstation.cli.failures import Failure

        raise Failure(
            "The screens need a terminal; 'workstation today' and the other commands "
            "('workstation --help') work without one."
        )


def show(desk: "Desk", *, demo: bool = False) -> None:
    """Run the screens on a desk until the person leaves."""
    # From here on the terminal is the screens'.
    cipher.ask_with(None)
    # Hardly anything made by a start is garbage, and looking for it takes a tenth of the time;
    # the screens take it up again once they are there.
    gc.disable()
    from workstation.tui.app import run

    run(desk, config=config_folder(), notices=_notices(desk, demo=demo), demo=demo)


def _notices(desk: "Desk", *, demo: bool) -> "Iterator[str]":
    """Yield what the rep should know of the files the day is worked with."""
    from workstation.desk.exposure import exposed
    from workstation.desk.unclaimed import unclaimed
    from workstation.desk.whereabouts import placed

    yield from (str(problem) for problem in desk.loaded.problems)
    yield from exposed(desk.store.path)
    if not demo:
        yield from placed(desk)
        yield from unclaimed(desk.store)

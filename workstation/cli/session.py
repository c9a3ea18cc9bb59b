"""What a run of the command line works with: which file, which clock, and the desk on them."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.home import from_home
from workstation.store import called, cipher

if TYPE_CHECKING:
    from workstation.desk.clock import Clock
    from workstation.desk.desk import Desk


class Session:
    """One run of a command; the desk opens when it is first needed.

    Args:
        clock: the clock; the machine's by default.
    """

    def __init__(self, clock: "Clock | None" = None) -> None:
        self.clock = clock
        cipher.ask_with(_find_out)

    @cached_property
    def path(self) -> Path:
        """The file to work on; --db sets it."""
        return database_path()

    def named(self, path: Path) -> None:
        """Work on the file that --db names."""
        self.path = path
        called.by_option(path)

    @cached_property
    def desk(self) -> "Desk":
        """The open desk.

        Raises:
            StoreError: the file cannot be used; the message is a sentence.
        """
        desk = self.open(self.path)
        if desk.loaded.problems:
            from workstation.cli.output import complain

            complain(
                "Files of your own playbook have mistakes, and the defaults stand in: "
                "'workstation playbook check' names them."
            )
        return desk

    def open(self, path: Path) -> "Desk":
        """Open a desk on a file with this run's clock and the rep's own playbook."""
        from platformdirs import user_cache_path

        from workstation.desk.desk import Desk

        return Desk.open(
            path,
            clock=self.clock,
            own_playbook=config_folder() / "playbook",
            cache=user_cache_path("workstation", appauthor=False),
        )

    def close(self) -> None:
        """Close the desk if it was opened."""
        desk = self.__dict__.pop("desk", None)
        if desk is not None:
            _keep_calendar(desk)
            _back_up(desk)
            desk.close()


def _find_out(path: Path) -> None:
    """Find out the passphrase of an encrypted file; only then is there anything to load for it."""
    from workstation.cli.unlock import find_out

    find_out(path)


def _back_up(desk: "Desk") -> None:
    """Have a back-up made if one is due; trouble with it is only said."""
    if not (desk.store.wrote() or "safety" in desk.__dict__):
        return
    from workstation.store.errors import StoreError

    try:
        trouble = desk.safety.look_after()
    except StoreError as error:
        trouble = str(error)
    if trouble:
        from workstation.cli.output import complain

        complain(trouble)


def _keep_calendar(desk: "Desk") -> None:
    """Bring the calendar file that is kept up to what was done; trouble with it is only said."""
    from workstation.desk.errors import DeskError
    from workstation.store.errors import StoreError

    try:
        if desk.settings.get("calendar_kept"):
            desk.kept_calendar.refresh()
    except DeskError as error:
        from workstation.cli.output import complain

        complain(str(error))
    except StoreError:
        return


def database_path() -> Path:
    """Return the file to work on unless --db names one: WORKSTATION_DB, or the usual place."""
    named = os.environ.get("WORKSTATION_DB")
    if named:
        return from_home(named)
    from platformdirs import user_data_path

    folder = user_data_path("workstation", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "desk.db"


def config_folder() -> Path:
    """Return the rep's own folder: playbook/, themes/ and keys.yaml are looked for in it."""
    named = os.environ.get("WORKSTATION_CONFIG")
    if named:
        return from_home(named)
    from platformdirs import user_config_path

    return user_config_path("workstation", appauthor=False)

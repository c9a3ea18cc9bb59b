"""The plain start, ``workstation [--db FILE]``, understood without waiting for click to load."""

import os
from collections.abc import Sequence
from pathlib import Path

from workstation.cli.session import Session


def plain_start(arguments: Sequence[str]) -> Session | None:
    """Return the session the screens open on, None when click has to read the arguments."""
    if "_WORKSTATION_COMPLETE" in os.environ:
        return None
    if not arguments:
        return Session()
    # On Windows click expands ~ and * in arguments, as shells do elsewhere.
    if os.name != "nt" and len(arguments) == 2 and arguments[0] == "--db":
        named = arguments[1]
        if named and not named.startswith("-"):
            session = Session()
            session.named(Path(named))
            return session
    return None

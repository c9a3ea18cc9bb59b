"""Which running program has a call or block in its hands; one left behind is offered again."""

import os
from datetime import datetime

from workstation.desk.clock import moment_of
from workstation.store.programs import runs

QUIET = 90
"""Seconds after which what nobody writes to is taken as left behind by its program."""


def new_holder() -> str:
    """Return a name for this program's desk: machine, process, and a word of its own."""
    return f"{_machine()}:{os.getpid()}:{os.urandom(4).hex()}"


def _machine() -> str:
    """Return the machine's name; asked of the system itself where that costs no import."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket

    return socket.gethostname()


def in_use(holder: str, seen_at: str, now: datetime) -> bool:
    """Say whether a program may still be at what it was last seen at then (UTC text)."""
    return may_run(holder) and 0 <= (now - moment_of(seen_at)).total_seconds() <= QUIET


def may_run(holder: str) -> bool:
    """Say whether the program of that name may still be running; True where nobody can tell."""
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    return host != _machine() or not rest.isdecimal() or runs(int(rest))

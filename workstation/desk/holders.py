"""Which running program has a call or block in its hands; one left behind is offered again."""

import os
import secrets
import socket
from datetime import datetime

from workstation.desk.clock import moment_of

QUIET = 90
"""Seconds after which what nobody writes to is taken as left behind by its program."""


def new_holder() -> str:
    """Return a name for this program's desk: machine, process, and a word of its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def in_use(holder: str, seen_at: str, now: datetime) -> bool:
    """Say whether a program may still be at what it was last seen at then (UTC text)."""
    return may_run(holder) and 0 <= (now - moment_of(seen_at)).total_seconds() <= QUIET


def may_run(holder: str) -> bool:
    """Say whether the program of that name may still be running; True where nobody can tell."""
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdigit() or os.name == "nt":
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

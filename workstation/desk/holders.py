"""Which running program has a call in its hands, so that one left behind is offered again."""

import os
import secrets
import socket


def new_holder() -> str:
    """Return a name for this program's desk: machine, process, and a word of its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


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

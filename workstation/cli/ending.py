"""How every run ends: with the exit code its result calls for, never with a traceback."""

import sys
from collections.abc import Callable
from typing import NoReturn


def end_with(work: Callable[[], object]) -> NoReturn:
    """Do what was asked, and leave with 0 (done), 1 (refused or failed) or 2 (wrong usage)."""
    _speak_plainly()
    try:
        code = work()
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001
        from workstation.cli.failures import exit_code_of

        sys.exit(exit_code_of(error))
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


def _speak_plainly() -> None:
    """Let a terminal that knows few characters show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")

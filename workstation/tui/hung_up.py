"""Ends the program when its terminal is gone: the window was closed, or the line to it broke.

As a rule the system does that, by a signal. Under ``nohup`` and in some services the signal is
ignored, and Textual would read an end of input over and over, with a whole processor, for nobody.
"""

import select
import signal
import sys


def end_if_hung_up() -> None:
    """End as that signal ends a program, where nobody can be at the terminal any more.

    Nothing is lost by it: what was acknowledged is in the file, and so are words under way.
    """
    if _hung_up():
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGHUP)


def _hung_up() -> bool:
    if not hasattr(select, "poll"):
        return False
    try:
        asked = select.poll()
        asked.register(sys.__stdin__ or 0, 0)
        return any(state & (select.POLLHUP | select.POLLERR) for _, state in asked.poll(0))
    except (OSError, ValueError):
        return False

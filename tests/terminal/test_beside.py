"""The command line and the screens, used side by side."""

from collections.abc import Callable
from time import monotonic

from tests.terminal.real import Home, Terminal

SECONDS = 5.0
"""Half a second and the drawing on an idle machine; this one may be busy."""


def test_what_the_command_line_does_shows_by_itself(
    filled: Home, command: Callable[..., str]
) -> None:
    with Terminal(filled) as terminal:
        terminal.shows("4 due")
        for words, seen in (
            (("log", "corvid", "no_answer"), "3 due"),
            (("undo",), "4 due"),
            (("goals", "add", "send the price list"), "send the price list"),
        ):
            command(filled, *words)
            done = monotonic()
            terminal.shows(seen)
            assert monotonic() - done < SECONDS
        terminal.quits()

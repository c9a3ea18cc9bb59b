"""Every size of a terminal, and changes of it in the middle of something."""

import pytest

from tests.terminal.real import Home, Terminal

SIZES = ((80, 24), (120, 36), (40, 10), (200, 60), (20, 4), (80, 24))


@pytest.mark.parametrize("first", [(40, 10), (200, 60)])
def test_the_screens_follow_the_terminals_size(filled: Home, first: tuple[int, int]) -> None:
    with Terminal(filled, columns=first[0], lines=first[1]) as terminal:
        terminal.until(drawn, "it did not start")
        for keys, mark in (("", "Queue"), ("gq", "Queue"), ("l", "No answer"), ("\x1b", "Queue")):
            terminal.types(keys)
            for columns, lines in SIZES:
                terminal.resize(columns, lines)
                terminal.until(drawn, f"it was not drawn anew at {columns}x{lines}")
            terminal.shows(mark)
        terminal.loses("No answer")
        terminal.quits()
    assert b"Traceback" not in terminal.output


def drawn(text: str) -> bool:
    """Say whether the key line, the last of all, is there."""
    return "? keys" in text.splitlines()[-1]
